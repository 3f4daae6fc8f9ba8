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
from hopluc.compiler.recognise.deadlines import RULES, due_parts, read_deadline, stated_deadline
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


@pytest.mark.parametrize("case", CASES["stated"], ids=named)
def test_the_words_of_a_task_state_its_deadline(case: dict[str, Any]) -> None:
    deadline = stated_deadline(case["text"], 0, len(case["text"]))
    assert [short(p) for p in (deadline.parts if deadline else ())] == case["parts"]


@pytest.mark.parametrize("text", ["", "  ", "-", "–", " \n", "Không"])
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


YEARS = st.integers(2012, 2045)
MONTH = st.integers(1, 12)


def part_of(text: str, year: int | None = None) -> Part:
    deadline = read_deadline(text, 0, len(text), year)
    assert deadline is not None
    assert len(deadline.parts) == 1
    return deadline.parts[0]


@given(
    YEARS,
    MONTH,
    MONTH,
    st.sampled_from(
        [
            "Tháng {a} - {b}/{y}",
            "Tháng {a}-tháng {b}/{y}",
            "Từ tháng {a} đến tháng {b} năm {y}",
            "từ tháng {a:02}/{y} đến hết tháng {b:02}/{y}",
            "Hoàn thành từ tháng {a} đến tháng {b}/{y}",
            "T{a}/{y} - T{b}/{y}",
        ]
    ),
)
def test_a_run_of_months_in_any_wording(y: int, a: int, b: int, wording: str) -> None:
    first, last = min(a, b), max(a, b)
    part = part_of(wording.format(a=first, b=last, y=y))
    following = dt.date(y + last // 12, last % 12 + 1, 1)
    assert (part.start, part.end) == (dt.date(y, first, 1), following - dt.timedelta(days=1))


@given(
    YEARS,
    st.integers(1, 4),
    st.sampled_from(["Quý {q}/{y}", "quí {r} năm {y}", "Q{q}/{y}", "Trong quý {r}, {y}", "Quý 0{q}-{y}"]),
)
def test_a_quarter_in_any_wording(y: int, q: int, wording: str) -> None:
    part = part_of(wording.format(q=q, r=["I", "II", "III", "IV"][q - 1], y=y))
    following = dt.date(y + q // 4, (3 * q) % 12 + 1, 1)
    assert (part.start, part.end) == (dt.date(y, 3 * q - 2, 1), following - dt.timedelta(days=1))


@given(
    st.integers(2, 120),
    st.sampled_from([("ngày", "day"), ("ngày làm việc", "working_day"), ("tháng", "month")]),
    st.sampled_from(
        [
            "Trong {n} {u} kể từ ngày {e}",
            "{n} {u} sau khi {e}",
            "Chậm nhất {n} {u}, kể từ khi {e}",
            "Sau {n} {u} từ khi {e}",
        ]
    ),
    st.sampled_from(["nhận đủ hồ sơ", "Kế hoạch được phê duyệt", "Chính phủ ban hành nghị định"]),
)
def test_a_term_after_an_event_in_any_wording(
    n: int, unit: tuple[str, str], wording: str, event: str
) -> None:
    part = part_of(wording.format(n=n, u=unit[0], e=event))
    assert part == Part("after", event=event, count=n, unit=unit[1])  # type: ignore[arg-type]


@given(st.integers(1, 31), st.integers(13, 99), YEARS)
def test_a_day_that_no_calendar_has_is_left_unparsed(day: int, month: int, year: int) -> None:
    assert part_of(f"Trước ngày {day}/{month}/{year}") == Part("unparsed")


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
