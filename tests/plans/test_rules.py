"""Properties of days due and standings that hold whatever the deadline."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.plans import rules

DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2030, 12, 31))
RULES = st.sampled_from(
    ["FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY",
     "FREQ=YEARLY;BYMONTH=6", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=18", "FREQ=MONTHLY;BYMONTHDAY=25"]
)  # fmt: skip
YEAR = rules.Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> rules.Period:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return rules.Period(first, last)


def openings() -> st.SearchStrategy[tuple[rules.Opened, ...]]:
    return st.lists(st.builds(rules.Opened, on=DAYS), max_size=2).map(tuple)


PARTS = st.one_of(
    st.builds(rules.Part, kind=st.just("by"), date=DAYS),
    st.builds(rules.Part, kind=st.just("within"), end=DAYS),
    st.builds(rules.Part, kind=st.sampled_from(["ongoing", "unparsed"])),
    st.builds(rules.Part, kind=st.just("recurring"), rrule=RULES),
    st.builds(rules.Part, kind=st.just("on_request"), opened=openings()),
    st.builds(
        rules.Part,
        kind=st.just("after"),
        count=st.integers(1, 60),
        unit=st.sampled_from(["day", "working_day", "month"]),
        opened=openings(),
    ),
)


@st.composite
def said(draw: st.DrawFn, asked: tuple[rules.Due, ...]) -> list[rules.Said]:
    keys = [due.key for due in asked]
    rows = []
    for on in sorted(draw(st.lists(DAYS, max_size=5))):
        state = draw(st.sampled_from(["not_begun", "under_way", "finished"]))
        finished = on - dt.timedelta(days=draw(st.integers(0, 40))) if state == "finished" else None
        rows.append(rules.Said(on, state, finished, 0, draw(st.sampled_from([None, *keys]))))
    return rows


@st.composite
def stood(draw: st.DrawFn) -> rules.Standing:
    """A standing that some deadline and some rows lead to."""
    asked = rules.dues(draw(st.lists(PARTS, max_size=3)), draw(periods()), weekday)
    return rules.standing(asked, draw(said(asked)))


def weekday(day: dt.date) -> bool:
    return day.weekday() < 5


@given(RULES, periods())
def test_occurrences_lie_in_the_period_in_order(rule: str, period: rules.Period) -> None:
    days = rules.occurrences(rule, period)
    assert list(days) == sorted(set(days))
    assert all(period.start <= day <= period.end for day in days)


def test_a_rule_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="recurrence rule"):
        rules.occurrences("hằng năm", YEAR)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=YEARLY", ["2026-12-31"]),
        ("FREQ=YEARLY;BYMONTH=6", ["2026-06-30"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["2026-06-30", "2026-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25", ["2026-03-25", "2026-06-25", "2026-09-25", "2026-12-25"]),
        ("RRULE:FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=5", ["2026-01-05", "2026-07-05"]),
    ],
)
def test_a_rule_falls_due_on_these_days(rule: str, days: list[str]) -> None:
    assert [day.isoformat() for day in rules.occurrences(rule, YEAR)] == days


@given(DAYS, st.integers(1, 40))
def test_a_term_in_working_days_ends_on_one_after_as_many(start: dt.date, count: int) -> None:
    end = rules.counted(start, count, "working_day", weekday)
    between = [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert weekday(end)
    assert sum(map(weekday, between)) == count


@given(st.lists(PARTS, max_size=3), periods())
def test_a_deadline_always_asks_for_something(parts: list[rules.Part], period: rules.Period) -> None:
    asked = rules.dues(parts, period, weekday)
    assert asked
    days = [due.day for due in asked if due.day]
    assert days == sorted(days)


@given(stood(), DAYS)
def test_what_is_done_is_never_late_and_what_is_overdue_always(s: rules.Standing, on: dt.date) -> None:
    one = rules.judged(s, on)
    assert not (one.late and one.status in rules.DONE)
    assert one.late or one.status != rules.Status.OVERDUE


@given(stood(), DAYS, st.integers(1, 2000))
def test_time_alone_never_makes_late_work_timely(s: rules.Standing, on: dt.date, later: int) -> None:
    assert not rules.is_late(s, on) or rules.is_late(s, on + dt.timedelta(days=later))


@given(st.lists(PARTS, max_size=3), periods(), DAYS)
def test_the_whole_finished_finishes_everything_asked_by_then(
    parts: list[rules.Part], period: rules.Period, on: dt.date
) -> None:
    asked = rules.dues(parts, period, weekday)
    on = max([on, *(due.counts_from for due in asked if due.counts_from)])
    found = rules.standing(asked, [rules.Said(on, "finished", on)])
    assert (found.state, found.due_on) == ("finished", None)


def test_a_plan_without_a_period_is_followed_for_five_years() -> None:
    issued, opened = dt.date(2026, 2, 5), dt.date(2026, 3, 1)
    assert rules.period_of(None, None, issued, opened) == rules.Period(issued, dt.date(2030, 12, 31), issued)
    assert rules.period_of(None, dt.date(2025, 12, 31), None, opened).end == dt.date(2025, 12, 31)


MONTHLY = rules.Part(kind="recurring", rrule="FREQ=MONTHLY")


def test_nothing_that_recurs_is_asked_before_the_plan_was_issued() -> None:
    issued = dt.date(2026, 11, 10)
    asked = rules.dues([MONTHLY], rules.period_of(YEAR.start, YEAR.end, issued, issued), weekday)
    assert [due.day for due in asked] == [dt.date(2026, 11, 30), dt.date(2026, 12, 31)]
    assert not rules.is_late(rules.standing(asked, []), dt.date(2026, 11, 22))


def test_what_was_said_before_an_amendment_does_not_meet_what_it_brought_in() -> None:
    since = dt.date(2026, 7, 1)
    quarterly = replace(MONTHLY, rrule="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", since=since)
    asked = rules.dues([quarterly], YEAR, weekday)
    assert [due.day for due in asked] == [dt.date(2026, 9, 20), dt.date(2026, 12, 20)]
    before = rules.Said(
        dt.date(2026, 3, 28), "finished", dt.date(2026, 3, 28), occurrence=dt.date(2026, 3, 31)
    )
    assert rules.standing(asked, [before]).state == rules.NOT_BEGUN


def test_each_occurrence_has_a_status_of_its_own() -> None:
    asked = rules.dues([rules.Part("recurring", rrule="FREQ=MONTHLY;INTERVAL=6")], YEAR, weekday)
    rows = [rules.Said(dt.date(2026, 7, 3), "finished", dt.date(2026, 7, 2), occurrence=dt.date(2026, 6, 30))]
    on = dt.date(2026, 7, 10)
    each = [(due.day, rules.status(s, on)) for due, s in rules.progress_of_each(asked, rows)]
    assert each == [
        (dt.date(2026, 6, 30), rules.Status.DONE_LATE),
        (dt.date(2026, 12, 31), rules.Status.NOT_BEGUN),
    ]


@pytest.mark.parametrize(
    ("product", "pieces"),
    [("03 tin, bài", 3), ("12 chuyên mục", 12), ("Báo cáo", 1), ("2026", 1), ("00 lớp", 1)],
)
def test_a_product_says_how_many_pieces_it_asks_for(product: str, pieces: int) -> None:
    assert rules.pieces(product) == pieces
