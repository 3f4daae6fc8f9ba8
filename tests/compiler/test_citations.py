"""Documents that a text names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import Citation
from hopluc.compiler.recognise.citations import find_citations

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "citations.toml").read_text("utf-8"))[
    "case"
]


def short(c: Citation) -> str:
    return f"{c.number or c.title} | {c.kind} | {c.issued_on or '-'} | {c.issuer or '-'}"


def cited(text: str, **given: Any) -> list[Citation]:
    return list(find_citations(text, 0, len(text), **given))


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:50])
def test_each_document_is_named_once(case: dict[str, Any]) -> None:
    assert [short(c) for c in cited(case["text"])] == case["found"]


def test_places_hold_kind_number_date_and_issuer() -> None:
    text = "Theo Nghị quyết số 57/NQ-CP ngày 12/3/2026 của Chính phủ, các sở làm."
    (only,) = cited(text)
    assert [text[slice(*s)] for s in only.spans] == ["Nghị quyết số 57/NQ-CP ngày 12/3/2026 của Chính phủ"]


def test_a_document_named_within_the_title_of_another_is_a_mention() -> None:
    text = (
        "Thực hiện Nghị quyết số 57/NQ-CP ngày 12/3/2026 của Chính phủ về thực hiện Kết luận số 12-KL/TW "
        "và Kế hoạch số 8/KH-UBND ngày 01/4/2026 của UBND tỉnh"
    )
    roles = {c.number: c.role for c in cited(text, implements=[(0, len(text))])}
    assert roles == {"57/NQ-CP": "implements", "12-KL/TW": "mention", "8/KH-UBND": "implements"}


def test_a_ground_is_a_legal_basis_also_where_it_is_named_again() -> None:
    text = "Căn cứ Luật Hợp tác xã năm 2023;\nCác sở thi hành Luật Hợp tác xã."
    (law,) = cited(text, legal_basis=[(0, 33)])
    assert (law.role, len(law.spans)) == ("legal_basis", 2)


def test_what_an_item_opens_with_says_its_role() -> None:
    text = (
        "Căn cứ Luật Hợp tác xã năm 2023; Thực hiện Công văn số 7/STC-KT ngày 01/4/2026; "
        "Theo đề nghị của Sở Nội vụ tại Tờ trình số 9/TTr-SNV ngày 02/4/2026"
    )
    roles = {c.number or c.title: c.role for c in cited(text, legal_basis=[(0, len(text))])}
    assert roles == {
        "Luật Hợp tác xã năm 2023": "legal_basis",
        "7/STC-KT": "implements",
        "9/TTr-SNV": "mention",
    }


def test_a_title_carries_out_what_it_names_first() -> None:
    text = (
        "Ban hành Kế hoạch của Bộ Nội vụ thực hiện Nghị quyết số 48/NQ-CP ban hành Chương trình "
        "thực hiện Kết luận số 9-KL/TW"
    )
    roles = {c.number: c.role for c in cited(text, implements=[(0, len(text))])}
    assert roles == {"48/NQ-CP": "implements", "9-KL/TW": "mention"}


def test_a_law_without_its_year_is_the_newest_of_its_title() -> None:
    text = "Luật Hợp tác xã năm 2012; Luật Hợp tác xã năm 2023; theo Luật Hợp tác xã"
    assert [(c.title, len(c.spans)) for c in cited(text)] == [
        ("Luật Hợp tác xã năm 2012", 1),
        ("Luật Hợp tác xã năm 2023", 2),
    ]


def test_the_province_completes_no_committee_of_the_party() -> None:
    text = "Chương trình số 5-CTr/TU của Ban Thường vụ Tỉnh ủy; Nghị quyết số 9-NQ/TU của Tỉnh ủy"
    issuers = [c.issuer for c in cited(text, issuer="Tỉnh ủy Sơn Hải")]
    assert issuers == ["Ban Thường vụ Tỉnh ủy", "Tỉnh ủy"]


def test_the_document_s_own_number_is_no_citation() -> None:
    assert not cited("Kế hoạch số 12/KH-UBND ngày 05/02/2026", own_number="12/KH-UBND")


def test_the_province_completes_its_own_bodies() -> None:
    text = "Quyết định số 4/QĐ-UBND của UBND tỉnh; Nghị quyết số 9/NQ-HĐND ngày 02/3/2026"
    issuers = [c.issuer for c in cited(text, issuer="Ủy ban nhân dân tỉnh Sơn Hải")]
    assert issuers == ["Ủy ban nhân dân tỉnh Sơn Hải", "Hội đồng nhân dân tỉnh Sơn Hải"]


def test_the_fullest_mention_gives_the_issuer_and_the_commonest_date_the_date() -> None:
    text = (
        "Quyết định số 4/QĐ-UBND ngày 01/3/2026 của UBND tỉnh; Quyết định số 4/QĐ-UBND ngày 02/3/2026; "
        "Quyết định số 4/QĐ-UBND ngày 01/3/2026 của UBND tỉnh Sơn Hải"
    )
    (only,) = cited(text)
    assert (str(only.issued_on), only.issuer) == ("2026-03-01", "Ủy ban nhân dân tỉnh Sơn Hải")


@given(
    st.lists(
        st.sampled_from(
            [
                "Luật ",
                "Nghị quyết ",
                "số ",
                "12/",
                "2026/",
                "QĐ-",
                "UBND",
                " ngày 1/2/2026",
                " của ",
                "Chính phủ",
                "; ",
                "và ",
                "(",
                ")",
                "\n",
                "sửa đổi, bổ sung ",
            ]
        ),
        max_size=25,
    )
)
def test_any_pieces_give_places_within_the_text_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    for citation in find_citations(text, 0, len(text)):
        assert citation.spans == tuple(sorted(citation.spans))
        assert all(0 <= a < b <= len(text) for a, b in citation.spans)
        assert citation.number or citation.title


def test_a_plan_carries_out_the_decision_that_approved_what_its_title_names() -> None:
    text = (
        "Căn cứ Quyết định số 24/QĐ-TTg ngày 14/11/2025 của Thủ tướng Chính phủ phê duyệt "
        "Chiến lược phát triển nghề cá bền vững đến năm 2030; "
        "Căn cứ Nghị định số 43/2025/NĐ-CP của Chính phủ quy định chức năng"
    )
    title = "Kế hoạch thực hiện Chiến lược phát triển nghề cá bền vững tỉnh Sơn Hải"
    roles = {c.number: c.role for c in cited(text, legal_basis=[(0, len(text))], own_title=title)}
    assert roles == {"24/QĐ-TTg": "implements", "43/2025/NĐ-CP": "legal_basis"}


def test_a_commune_completes_its_own_council_and_no_province() -> None:
    text = "Nghị quyết số 8/NQ-HĐND ngày 26/12/2025 của HĐND xã; Kế hoạch số 9/KH-UBND của UBND tỉnh"
    issuers = [c.issuer for c in cited(text, issuer="Ủy ban nhân dân xã Bãi Cạn")]
    assert issuers == ["Hội đồng nhân dân xã Bãi Cạn", "Ủy ban nhân dân tỉnh"]


def test_a_cooperative_alliance_is_no_commune() -> None:
    (only,) = cited("Nghị quyết số 8/NQ-HĐND của HĐND xã", issuer="Liên minh Hợp tác xã Việt Nam")
    assert only.issuer == "Hội đồng nhân dân xã"
