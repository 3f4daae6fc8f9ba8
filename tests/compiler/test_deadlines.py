"""Deadlines: what a cell or a sentence says of time."""

from __future__ import annotations

import datetime as dt
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import Part
from hopluc.compiler.recognise.deadlines import RULES, due_parts, read_deadline
from hopluc.viet.dates import format_date

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "deadlines.toml").read_text("utf-8")
)


def short(part: Part) -> str:
    """A part as the table writes it."""
    words: list[object] = {
        "by": [part.date],
        "within": [f"{part.start or ''}..{part.end or ''}"],
        "recurring": [part.rrule],
        "on_request": [part.from_],
        "after": [part.count, part.unit, part.event],
    }.get(part.kind, [])
    said = " ".join([part.kind, *(str(w) for w in words if w)])
    return f"{said} @ {part.for_}" if part.for_ else said


def named(case: dict[str, Any]) -> str:
    return str(case["text"])[:50]


@pytest.mark.parametrize("case", CASES["cell"], ids=named)
def test_a_cell_has_its_parts(case: dict[str, Any]) -> None:
    deadline = read_deadline(case["text"], 0, len(case["text"]), case.get("year"))
    assert deadline is not None
    assert [short(p) for p in deadline.parts] == case["parts"]


@pytest.mark.parametrize("case", CASES["prose"], ids=named)
def test_a_sentence_has_its_due_days(case: dict[str, Any]) -> None:
    assert [short(p) for p in due_parts(case["text"], 0, len(case["text"]))] == case["parts"]


@pytest.mark.parametrize("text", ["", "  ", "-", "–", " \n"])
def test_a_blank_cell_has_no_deadline(text: str) -> None:
    assert read_deadline(text, 0, len(text)) is None


def test_the_words_are_those_of_the_cell_without_the_spaces_around() -> None:
    text = "| Quý II/2026  | x"
    deadline = read_deadline(text, 1, 15)
    assert deadline is not None
    assert (deadline.text, deadline.span) == ("Quý II/2026", (2, 13))


def test_every_rule_says_why() -> None:
    assert all(rule.reason for rule in RULES)


DAYS = st.dates(min_value=dt.date(2012, 1, 1), max_value=dt.date(2045, 12, 31))
BEFORE = st.sampled_from(["Trước ngày ", "Chậm nhất ngày ", "trước ", "Hoàn thành trước ngày ", ""])


@given(DAYS, BEFORE)
def test_any_day_reads_as_itself(day: dt.date, before: str) -> None:
    text = before + format_date(day)
    deadline = read_deadline(text, 0, len(text))
    assert deadline is not None
    assert deadline.parts == (Part("by", date=day),)


def joinable(case: dict[str, Any]) -> bool:
    """Whether a wording means the same beside another: no year of the plan, no open end of its words."""
    plain = not ("year" in case or "why" in case or ";" in case["text"])
    return plain and all(
        p.split()[0] in ("by", "within", "ongoing", "recurring") and "@" not in p for p in case["parts"]
    )


WORDINGS = st.sampled_from([case for case in CASES["cell"] if case["parts"] and joinable(case)])


@given(WORDINGS, WORDINGS)
def test_two_wordings_in_one_cell_give_the_parts_of_both(one: dict[str, Any], other: dict[str, Any]) -> None:
    text = f"{one['text'].rstrip('.')}; {other['text']}"
    deadline = read_deadline(text, 0, len(text))
    assert deadline is not None
    found = {short(p) for p in deadline.parts}
    every = {*one["parts"], *other["parts"]}
    dated = any("BYMONTH" in p for p in every)
    assert found == {p for p in every if not (dated and p == "recurring FREQ=YEARLY")}


@given(st.text(max_size=200), st.integers(1990, 2060))
def test_any_text_is_read_or_left_unparsed(text: str, year: int) -> None:
    deadline = read_deadline(text, 0, len(text), year)
    assert (deadline is None) == (not re.search(r"\w", text))
    for part in due_parts(text, 0, len(text), year):
        assert part.kind != "unparsed"


@pytest.mark.parametrize("words", ["hoàn thành ", "trước ", "báo cáo gửi về ", "Quý I, ", "1/1/2026 - "])
def test_endless_repetition_is_read_in_time_that_grows_with_its_length(words: str) -> None:
    text = words * 150
    begun = time.process_time()
    read_deadline(text, 0, len(text), 2026)
    due_parts(text, 0, len(text), 2026)
    assert time.process_time() - begun < 2
