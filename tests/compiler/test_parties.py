"""Bodies named in a text: split, recognised, spelled out."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.recognise.glossary import glossary_of
from hopluc.compiler.recognise.parties import coordinators_in, leading_party, split_parties

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "parties.toml").read_text("utf-8")
)


def named(case: dict[str, Any]) -> str:
    return str(case["text"])[:50]


@pytest.mark.parametrize("case", CASES["cell"], ids=named)
def test_a_cell_is_split_into_its_parties(case: dict[str, Any]) -> None:
    found = split_parties(case["text"], 0, len(case["text"]))
    assert [p.name + "*" * p.collective for p in found] == case["names"]


@pytest.mark.parametrize("case", CASES["cell"], ids=named)
def test_a_party_is_written_as_its_place_says(case: dict[str, Any]) -> None:
    text = f"TT {case['text']} ."
    for party in split_parties(text, 3, len(text) - 2):
        assert party.span is not None
        assert re.sub(r"\s+", " ", text[slice(*party.span)]) == party.text


@pytest.mark.parametrize("case", CASES["leading"], ids=named)
def test_a_paragraph_opens_with_its_agencies(case: dict[str, Any]) -> None:
    text = case["text"]
    leading = leading_party(text, 0, len(text))
    assert leading is not None
    assert [p.name for p in leading.parties] == case["names"]
    assert (leading.form, text[leading.end :]) == (case["form"], case["rest"])


@pytest.mark.parametrize("case", CASES["no_leading"], ids=named)
def test_other_openings_name_no_agency(case: dict[str, Any]) -> None:
    assert leading_party(case["text"], 0, len(case["text"])) is None


@pytest.mark.parametrize("case", CASES["together"], ids=named)
def test_coordinators_stand_after_phoi_hop_voi(case: dict[str, Any]) -> None:
    assert [p.name for p in coordinators_in(case["text"], 0, len(case["text"]))] == case["names"]


def test_abbreviations_that_a_document_defines_are_spelled_out() -> None:
    text = "Trung tâm Hỗ trợ nông dân (TTHTND) và Quỹ Khởi nghiệp xanh (gọi tắt là QKNX) phụ trách."
    glossary = glossary_of(text)
    assert glossary["TTHTND"] == "Trung tâm Hỗ trợ nông dân"
    assert glossary["QKNX"] == "Quỹ Khởi nghiệp xanh"
    assert [p.name for p in split_parties("TTHTND", 0, 6, glossary)] == ["Trung tâm Hỗ trợ nông dân"]


def test_a_list_of_abbreviations_is_known_throughout() -> None:
    listed = "DANH MỤC CHỮ VIẾT TẮT\nTTCNS: Trung tâm Công nghệ số\nQPTĐ\nQuỹ Phát triển đất\n"
    text = f"{listed}\nI. MỤC ĐÍCH\n1. ..."
    glossary = glossary_of(text)
    assert glossary == {"TTCNS": "Trung tâm Công nghệ số", "QPTĐ": "Quỹ Phát triển đất"}


def test_words_in_brackets_spell_an_abbreviation_out_only_where_the_letters_agree() -> None:
    glossary = glossary_of("giao QBVR (Quỹ Bảo vệ rừng) và VNPT (đơn vị cung cấp dịch vụ) thực hiện")
    assert glossary == {"QBVR": "Quỹ Bảo vệ rừng"}


def test_rooms_of_the_document_are_known_without_their_head() -> None:
    text = "Phòng Phát triển dự án\nPhòng Tuyên truyền và Phát triển dự án\n"
    start = text.index("\n") + 1
    found = split_parties(text, start, len(text) - 1, glossary_of(text))
    assert [p.name for p in found] == ["Phòng Tuyên truyền", "Phòng Phát triển dự án"]


# Dropped on purpose: a group that is followed by its members, words of role, numbers, "as above".
DROPPED = re.compile(r"[(:]|chủ trì|phối hợp|Đề nghị|^\d|^(?:nt|Như trên)$")
PIECES = st.sampled_from(
    [c["text"] for c in CASES["cell"] if not DROPPED.search(c["text"])]
) | st.sampled_from(
    ["ông Nguyễn Văn A", "(thường trực)", "Phòng, chống", "Hội", "Bộ: Y tế", "các", "và", "-", "Quỹ của tỉnh"]
)
GLUE = st.sampled_from([", ", "; ", " và ", "\n", " ", ". ", " - "])


@given(st.lists(st.tuples(PIECES, GLUE), max_size=8))
def test_no_word_of_a_cell_is_lost(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + glue for piece, glue in pieces)
    spans = [p.span for p in split_parties(text, 0, len(text)) if p.span]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    inside = [" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text)]
    left = re.sub(r"\([^()]*\)", " ", "".join(inside))
    assert set(re.findall(r"\w+", left)) <= {"và", "các", "Các", "Bộ"}


@given(st.text(max_size=120), st.integers(0, 40), st.integers(0, 120))
def test_any_text_gives_places_within_the_range(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    leading = leading_party(text, start, end)
    found = [*split_parties(text, start, end), *coordinators_in(text, start, end)]
    found += leading.parties if leading else ()
    assert all(p.span and start <= p.span[0] < p.span[1] <= end for p in found)
