"""Days and years that move with the plan: "năm 2024" in one year's plan is "năm 2025" in the next."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hopluc.compiler.format import Part, Period, Plan


def shift_between(old: Plan, new: Plan) -> int:
    """By how many years the new plan's period lies after the old one's.

    0 where either says none, or where one is longer: a year's plan does not follow on five years' one.
    """
    first, second = old.document.period, new.document.period
    if not first or not second or not first.end or not second.end:
        return 0
    shift = second.end.year - first.end.year
    if first.start and second.start and second.start.year - first.start.year != shift:
        return 0
    return shift


def moved(day: dt.date | None, years: int) -> dt.date | None:
    """The day some years on; 29/2 becomes 28/2 where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def moved_part(part: Part, years: int) -> Part:
    """A part of a deadline some years on. The last day of February stays one."""
    return dataclasses.replace(
        part,
        date=moved(part.date, years),
        start=moved(part.start, years),
        end=_moved_end(part.end, years),
    )


def _moved_end(day: dt.date | None, years: int) -> dt.date | None:
    """As `moved`, for the last day of a time."""
    if day is not None and day.month == 2 and (day + dt.timedelta(days=1)).day == 1:
        march = dt.date(day.year + years, 3, 1)
        return march - dt.timedelta(days=1)
    return moved(day, years)


def moved_period(period: Period | None, years: int) -> Period | None:
    """A period some years on."""
    if period is None:
        return None
    return Period(moved(period.start, years), _moved_end(period.end, years))


def stale(part: Part, old: Period | None, new: Period | None) -> bool:
    """Whether a part still ends in the old plan's time though the new plan begins after that."""
    last = part.date or part.end
    if last is None or not old or not new or old.end is None or new.start is None:
        return False
    return last <= old.end < new.start
