"""Which reminder is due: never on a day off, never twice, never of what is done."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.law.calendar import is_working_day
from hopluc.reporting.urging.rules import DEFAULT, Kind, Schedule, Stage, offsets, reminder, stage_of

days = st.dates(dt.date(2025, 12, 1), dt.date(2026, 12, 1))
counts = st.lists(st.integers(1, 40), max_size=4).map(tuple)
maybe = st.none() | st.integers(1, 60)
schedules = st.builds(
    Schedule,
    before=counts,
    on_day=st.booleans(),
    after=counts,
    repeat=st.none() | st.integers(1, 20),
    head_after=maybe,
    escalate_after=maybe,
    weekly_on=st.none() | st.integers(0, 4),
)


def told(due: dt.date, schedule: Schedule, until: int = 100) -> list[tuple[dt.date, Stage]]:
    """All that one person is told of one part that nobody finishes, day by day."""
    found: list[tuple[dt.date, Stage]] = []
    for n in range(-50, until):
        on = due + dt.timedelta(days=n)
        last = found[-1][1].offset if found else None
        if stage := reminder(due, on, schedule, last, is_working_day):
            found.append((on, stage))
    return found


@given(days, schedules)
def test_never_on_a_day_off_and_no_stage_twice(due: dt.date, schedule: Schedule) -> None:
    found = told(due, schedule)
    assert all(is_working_day(on) for on, _ in found)
    reached = [stage.offset for _, stage in found]
    assert reached == sorted(set(reached))
    assert set(reached) <= set(offsets(schedule))


@given(days, schedules)
def test_what_is_said_is_true_of_the_day(due: dt.date, schedule: Schedule) -> None:
    for on, stage in told(due, schedule):
        late = stage.kind in (Kind.LATE, Kind.HEAD, Kind.ESCALATED)
        assert late == (on > due)
        assert (stage.kind == Kind.TODAY) == (on == due)


@given(days, schedules)
def test_nobody_is_told_that_something_is_late_before_its_stage(due: dt.date, schedule: Schedule) -> None:
    for on, stage in told(due, schedule):
        if stage.offset > 0:
            assert (on - due).days >= stage.offset


@given(days, schedules)
def test_heads_are_told_from_their_day_on_and_not_before(due: dt.date, schedule: Schedule) -> None:
    for _, stage in told(due, schedule):
        if stage.kind == Kind.HEAD:
            assert schedule.head_after is not None
            assert stage.offset >= schedule.head_after
        if stage.kind == Kind.LATE and schedule.head_after is not None:
            assert stage.offset < schedule.head_after


@given(days, schedules)
def test_a_daily_schedule_passes_over_no_stage_but_for_days_off(due: dt.date, schedule: Schedule) -> None:
    if schedule.weekly_on is None:
        by_day = dict(told(due, schedule, 120))
        for offset in offsets(schedule):
            planned = due + dt.timedelta(days=offset)
            while not is_working_day(planned):
                planned += dt.timedelta(days=1)
            assert planned in by_day or planned < due - dt.timedelta(days=50)


@given(days, days, schedules)
def test_what_is_done_or_switched_off_is_told_to_nobody(
    on: dt.date, due: dt.date, schedule: Schedule
) -> None:
    assert stage_of(None, on, schedule, is_working_day) is None
    assert stage_of(due, on, Schedule(active=False), is_working_day) is None


@given(days, schedules.filter(lambda one: one.weekly_on is not None))
def test_a_weekly_schedule_tells_once_a_week(due: dt.date, schedule: Schedule) -> None:
    found = [on for on, _ in told(due, schedule)]
    # A weekly day that is a day off moves to the next working day; Tết is nine days off.
    assert all((later - on).days >= 1 for on, later in itertools.pairwise(found))
    weeks = [(on - dt.timedelta(days=schedule.weekly_on or 0)).isocalendar()[:2] for on in found]
    assert len(set(weeks)) >= len(weeks) - 1


@pytest.mark.parametrize(
    ("due", "on", "stage"),
    [
        # due on Wednesday 11/11/2026; by default 7 and 1 day before, on the day, 1 after, then weekly
        ("2026-11-11", "2026-11-03", None),
        ("2026-11-11", "2026-11-04", Stage(-7, Kind.SOON)),
        ("2026-11-11", "2026-11-10", Stage(-1, Kind.SOON)),
        ("2026-11-11", "2026-11-11", Stage(0, Kind.TODAY)),
        ("2026-11-11", "2026-11-12", Stage(1, Kind.LATE)),
        ("2026-11-11", "2026-11-18", Stage(7, Kind.HEAD)),
        ("2026-11-11", "2026-12-11", Stage(30, Kind.ESCALATED)),
        # due on a Sunday: told on the Monday, when it is late already
        ("2026-11-15", "2026-11-15", None),
        ("2026-11-15", "2026-11-16", Stage(1, Kind.LATE)),
        # seven days before is National Day (2/9 and the day beside it): told when offices open
        ("2026-09-08", "2026-09-01", None),
        ("2026-09-08", "2026-09-03", Stage(-7, Kind.SOON)),
    ],
)
def test_the_default_schedule(due: str, on: str, stage: Stage | None) -> None:
    assert stage_of(dt.date.fromisoformat(due), dt.date.fromisoformat(on), DEFAULT, is_working_day) == stage


def test_on_the_weekly_day_the_coming_week_is_told_ahead() -> None:
    weekly = Schedule(weekly_on=0)
    friday = dt.date(2026, 11, 13)
    assert stage_of(friday, dt.date(2026, 11, 9), weekly, is_working_day) == Stage(0, Kind.SOON)
    assert stage_of(friday, dt.date(2026, 11, 10), weekly, is_working_day) is None
    assert stage_of(friday, dt.date(2026, 11, 16), weekly, is_working_day) == Stage(1, Kind.LATE)


def test_stages_that_were_missed_are_not_told_after_the_last_one() -> None:
    due, on = dt.date(2026, 11, 11), dt.date(2026, 11, 12)
    assert reminder(due, on, DEFAULT, None, is_working_day) == Stage(1, Kind.LATE)
    assert reminder(due, on, DEFAULT, 1, is_working_day) is None
