"""Which reminder is due for a part on a day: dates in, a stage out. Pure.

A schedule names stages in days from the day due: before it, on it, after it. A stage falls on its day, or,
where offices are closed, on the next working day. Of the stages that have come the last one is told, once;
those that were passed over (nobody ran the job, the plan came late) are not told after it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

IsWorkingDay = Callable[[dt.date], bool]
ONE = dt.timedelta(days=1)
# Without a day from which the committee is told, repeating ends so many days after the day due.
LAST_REPEAT = 90


class Kind(StrEnum):
    """What a reminder says; from HEAD on the body's approvers get it too."""

    SOON = "soon"
    TODAY = "today"
    LATE = "late"
    HEAD = "head"
    ESCALATED = "escalated"


TO_HEADS = frozenset({Kind.HEAD, Kind.ESCALATED})
# What a person chooses about a reminder: the kind of notice (organizations.noticing.kinds).
NOTICE_KINDS = {
    Kind.SOON: "due_soon",
    Kind.TODAY: "due_soon",
    Kind.LATE: "late",
    Kind.HEAD: "late_long",
    Kind.ESCALATED: "late_long",
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """When people are reminded: days before and after the day due.

    repeat: then every so many days until escalate_after. head_after, escalate_after: from so many days
    late on the body's approvers are told, the part is listed for the committee; None: never.
    weekly_on: reminders are gathered once a week on this day (0 is Monday); None: every working day.
    """

    before: tuple[int, ...] = (7, 1)
    on_day: bool = True
    after: tuple[int, ...] = (1,)
    repeat: int | None = 7
    head_after: int | None = 7
    escalate_after: int | None = 30
    weekly_on: int | None = None
    active: bool = True


DEFAULT = Schedule()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the schedule that has come: days from the day due, and what it says today."""

    offset: int
    kind: Kind


@cache
def offsets(schedule: Schedule) -> tuple[int, ...]:
    """The stages of a schedule in days from the day due, the last one first."""
    found = {-days for days in schedule.before} | set(schedule.after)
    found |= {0} if schedule.on_day else set()
    found |= {days for days in (schedule.head_after, schedule.escalate_after) if days is not None}
    last = max([0, *found])
    if schedule.repeat:
        begin = max([0, *schedule.after])
        last = LAST_REPEAT if schedule.escalate_after is None else schedule.escalate_after
        found |= set(range(begin + schedule.repeat, last + 1, schedule.repeat))
    return tuple(sorted(found, reverse=True))


def stage_of(
    due: dt.date | None, on: dt.date, schedule: Schedule, is_working_day: IsWorkingDay
) -> Stage | None:
    """The stage that a part is at on a day; None where nothing is told.

    due: the earliest day due that is not met; None for a part that is done or never falls due. Nobody is
    told on a day off, nor, by a weekly schedule, on another day than its own.
    """
    if due is None or not schedule.active or not is_working_day(on):
        return None
    ahead = on
    if schedule.weekly_on is not None:
        week = on - dt.timedelta(days=(on.weekday() - schedule.weekly_on) % 7)
        if _worked(week, is_working_day) != on:
            return None
        ahead = week + dt.timedelta(days=6)
    closes = _worked(due, is_working_day)
    for offset in offsets(schedule):
        planned = _worked(due + dt.timedelta(days=offset), is_working_day)
        # What comes before the next weekly day is told now; that something is late only once it is.
        if offset <= 0 and on <= closes and planned <= max(ahead, on):
            return Stage(offset, _kind(due, on, offset, schedule))
        if offset > 0 and planned <= on:
            return Stage(offset, _kind(due, on, offset, schedule))
    return None


def reminder(
    due: dt.date | None, on: dt.date, schedule: Schedule, last: int | None, is_working_day: IsWorkingDay
) -> Stage | None:
    """The stage that a person is to be told of; `last`: the furthest one that they were told of this due."""
    stage = stage_of(due, on, schedule, is_working_day)
    return stage if stage and (last is None or stage.offset > last) else None


def _kind(due: dt.date, on: dt.date, offset: int, schedule: Schedule) -> Kind:
    if on < due:
        return Kind.SOON
    if on == due:
        return Kind.TODAY
    if schedule.escalate_after is not None and offset >= max(schedule.escalate_after, 1):
        return Kind.ESCALATED
    if schedule.head_after is not None and offset >= max(schedule.head_after, 1):
        return Kind.HEAD
    return Kind.LATE


def _worked(day: dt.date, is_working_day: IsWorkingDay) -> dt.date:
    """The day itself, or the next one on which offices work."""
    while not is_working_day(day):
        day += ONE
    return day
