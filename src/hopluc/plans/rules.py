"""When work falls due and how far it stands: pure decisions, told case by case in docs/status.md.

Values in, values out: no clock, no database, no request. Days are calendar days in Viet Nam; a day
due includes the day itself. A body's part of a task is judged in two steps:

1. `dues`: what the deadline asks of the body, as a list of `Due`;
2. `standing`: what the body has said about each of these, folded into one `Standing`,
   which holds for every day; `status` and `is_late` read it for one day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

IsWorkingDay = Callable[[dt.date], bool]

NOT_BEGUN, UNDER_WAY, FINISHED = "not_begun", "under_way", "finished"
# A plan that names no period is followed for the five years of a plan term.
TERM_YEARS = 5


class Status(StrEnum):
    """The five official statuses of a task, as offices use them."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    ON_TRACK = "on_track"
    OVERDUE = "overdue"
    NOT_BEGUN = "not_begun"


DONE = frozenset({Status.DONE_ON_TIME, Status.DONE_LATE})


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day that the plan is followed, both included. `issued`: where that is known, nothing
    that recurs is asked before it."""

    start: dt.date
    end: dt.date
    issued: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that came in or an event that happened: its day, and the day it sets, if any."""

    on: dt.date
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a deadline that binds the body; fields as in the compiled plan's PART. `since`: the day
    from which the plan asks it, where an amendment brought it in."""

    kind: str
    date: dt.date | None = None
    end: dt.date | None = None
    rrule: str = ""
    count: int | None = None
    unit: str = ""
    opened: tuple[Opened, ...] = ()
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that the deadline asks for.

    day: due that day; None where it never falls due. key: the day by which progress rows name it
    (`occurrence`); None where only rows about the whole part speak of it. counts_from: from that
    day on it is asked for; None from the beginning. anew: it begins by itself, whatever was done
    for the others (an occurrence, a request). waits: nobody has asked yet.
    """

    day: dt.date | None = None
    key: dt.date | None = None
    counts_from: dt.date | None = None
    anew: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a body said of its part on a day; of one due where `occurrence` names it, else of the whole."""

    on: dt.date
    state: str
    finished_on: dt.date | None = None
    percent: int = 0
    occurrence: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a part stands, for any day from the last row on.

    state: of what is still asked; finished where nothing is left. finished_on, late: the last thing
    met, and whether it was met after its day. due_on: the earliest day not met. counts_from: before
    that day all that was asked is met. waits: it hangs on a request or an event that has not come.
    """

    state: str = NOT_BEGUN
    percent: int = 0
    finished_on: dt.date | None = None
    late: bool = False
    due_on: dt.date | None = None
    counts_from: dt.date | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """An official status, and whether a day due has passed without being met."""

    status: Status
    late: bool = False


# --- days due ---------------------------------------------------------------------------------


def period_of(
    start: dt.date | None, end: dt.date | None, issued_on: dt.date | None, opened_on: dt.date
) -> Period:
    """The days a plan is followed: its own period, from its issue or opening where it names no
    beginning, to the end of the fifth year where it names no end."""
    first = start or issued_on or opened_on
    last = end or dt.date(first.year + TERM_YEARS - 1, 12, 31)
    return Period(min(first, last), last, issued_on)


def dues(parts: Iterable[Part], period: Period, is_working_day: IsWorkingDay) -> tuple[Due, ...]:
    """All that the parts of a deadline ask of a body, by day; what never falls due comes last.

    A body that no part binds (no deadline at all) owes one thing without a day. Raises ValueError
    for a recurrence rule that is none.
    """
    found = [due for part in parts for due in _DUES_OF[part.kind](part, period, is_working_day)]
    return tuple(sorted(found or [Due()], key=lambda d: (d.day or dt.date.max, d.key or dt.date.max)))


def extended(asked: Sequence[Due], granted: Mapping[dt.date, dt.date]) -> tuple[Due, ...]:
    """What a deadline asks once later days were granted, by day.

    `granted`: the day granted for a due's key. Only the day moves: rows go on naming the due by its
    key, and occurrences after it begin as before.
    """
    moved = [replace(due, day=granted[due.key]) if due.key and due.key in granted else due for due in asked]
    return tuple(sorted(moved, key=lambda d: (d.day or dt.date.max, d.key or dt.date.max)))


def _by(part: Part, period: Period, is_working_day: IsWorkingDay) -> Iterator[Due]:
    """Due on the day that the plan names, that day included."""
    yield Due(day=part.date, key=part.date)


def _within(part: Part, period: Period, is_working_day: IsWorkingDay) -> Iterator[Due]:
    """Due on the last day of the time that the plan names."""
    yield Due(day=part.end, key=part.end)


def _without_day(part: Part, period: Period, is_working_day: IsWorkingDay) -> Iterator[Due]:
    """Ongoing work, and deadlines that were not understood, never fall due."""
    yield Due()


def _recurring(part: Part, period: Period, is_working_day: IsWorkingDay) -> Iterator[Due]:
    """One due for each occurrence, which counts from the day after the one before; none from before the
    plan was issued, or an amendment brought the part in."""
    begins = max((day for day in (period.issued, part.since) if day), default=dt.date.min)
    counts_from = None
    for day in occurrences(part.rrule, period):
        if day >= begins:
            yield Due(day=day, key=day, counts_from=counts_from, anew=True)
        counts_from = max(day + dt.timedelta(days=1), begins)


def _opened(part: Part, period: Period, is_working_day: IsWorkingDay) -> Iterator[Due]:
    """One due for each request or event, by the day it sets or the count after it."""
    for opened in part.opened:
        day = opened.due_on or (
            counted(opened.on, part.count, part.unit, is_working_day) if part.count else None
        )
        yield Due(day=day, key=day or opened.on, counts_from=opened.on, anew=True)
    if not part.opened:
        yield Due(anew=True, waits=True)


_DUES_OF: dict[str, Callable[[Part, Period, IsWorkingDay], Iterator[Due]]] = {
    "by": _by,
    "within": _within,
    "ongoing": _without_day,
    "recurring": _recurring,
    "on_request": _opened,
    "after": _opened,
    "unparsed": _without_day,
}


def counted(start: dt.date, count: int, unit: str, is_working_day: IsWorkingDay) -> dt.date:
    """The last day of a term counted from an event.

    The day of the event does not count; a month ends on the same day of its month, or on its last;
    a term that ends on a day off ends on the next working day (Bộ luật Dân sự 2015, Điều 147, 148).
    """
    if unit == "working_day":
        day = start
        for _ in range(count):
            day = _next_working_day(day + dt.timedelta(days=1), is_working_day)
        return day
    step = relativedelta(months=count) if unit == "month" else relativedelta(days=count)
    return _next_working_day(start + step, is_working_day)


def _next_working_day(day: dt.date, is_working_day: IsWorkingDay) -> dt.date:
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


# What a rule leaves open is the end of its time: a year's, a month's, the working week's.
_CLOSING = {
    "YEARLY": (("BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO"), "BYMONTH=12", "BYMONTHDAY=-1"),
    "MONTHLY": (("BYMONTHDAY", "BYDAY"), "", "BYMONTHDAY=-1"),
    "WEEKLY": (("BYDAY",), "", "BYDAY=FR"),
    "DAILY": ((), "", ""),
}


def occurrences(rule: str, period: Period) -> tuple[dt.date, ...]:
    """The days of a recurrence rule (RFC 5545) inside the period.

    A rule without a day falls due at the end of each of its times (31/12, the end of the month, of
    the quarter, Friday). Times are counted by calendar years from the period's first year, and a
    first time ends after a full interval ("2 năm 1 lần" from 2021: end of 2022, of 2024). Where no
    time ends inside the period, a rule without a day falls due on the period's last day.
    """
    fields = dict(piece.split("=", 1) for piece in rule.removeprefix("RRULE:").split(";") if "=" in piece)
    if fields.get("FREQ") not in _CLOSING:
        raise ValueError(f"not a recurrence rule that a plan can have: {rule!r}")
    names_of_days, month, closing = _CLOSING[fields["FREQ"]]
    dayless = not any(name in fields for name in names_of_days)
    added = [month] if month and dayless and "BYMONTH" not in fields else []
    added += [closing] if closing and dayless else []
    whole = ";".join([*(f"{k}={v}" for k, v in fields.items()), *added])
    first = _first_time(fields["FREQ"], int(fields.get("INTERVAL", "1")), period.start)
    start, end = (dt.datetime.combine(day, dt.time()) for day in (period.start, period.end))
    days = rrulestr(whole, dtstart=dt.datetime.combine(first, dt.time())).between(start, end, inc=True)
    return tuple(day.date() for day in days) or ((period.end,) if dayless else ())


def _first_time(freq: str, interval: int, start: dt.date) -> dt.date:
    """The first day of the time in which the first occurrence falls."""
    if freq == "YEARLY":
        return dt.date(start.year + interval - 1, 1, 1)
    if freq == "MONTHLY":
        return dt.date(start.year, 1, 1) + relativedelta(months=interval - 1)
    return start


# --- how far ----------------------------------------------------------------------------------


def standing(asked: Sequence[Due], said: Iterable[Said]) -> Standing:
    """How far a part stands.

    `asked`: what `dues` gave. `said`: the rows that hold, oldest first (by day, then by when they
    were recorded), without those that a correction replaced.
    """
    rows = [_addressed(row, asked) for row in said]
    words = [(due, _last_word(due, rows)) for due in asked]
    met = [(due, word) for due, word in words if word and word.state == FINISHED]
    open_ = [(due, word) for due, word in words if not word or word.state != FINISHED]
    last = max(met, key=lambda pair: pair[0].day or pair[1].finished_on or dt.date.max, default=None)
    finished_on = last[1].finished_on if last else None
    late = bool(last and last[0].day and finished_on and finished_on > last[0].day)
    if not open_:
        return Standing(FINISHED, 100, finished_on, late)
    due_on = min((due.day for due, _ in open_ if due.day), default=None)
    shared = bool(met) and any(not due.anew for due, _ in open_)
    passed_over = any(due_on and due.day and due.day > due_on for due, _ in met)
    under_way = [word for _, word in open_ if word and word.state == UNDER_WAY]
    return Standing(
        state=UNDER_WAY if under_way or shared or passed_over else NOT_BEGUN,
        percent=under_way[0].percent if under_way else 0,
        finished_on=finished_on,
        late=late,
        due_on=due_on,
        counts_from=None
        if any(not due.counts_from for due, _ in open_)
        else min(due.counts_from for due, _ in open_ if due.counts_from),
        waits=all(due.waits for due, _ in open_),
    )


def _addressed(row: Said, asked: Sequence[Due]) -> Said:
    """The row, naming a due that exists: where its day was moved since, the first one not before
    it, else the last; the whole where the deadline asks for one thing only. A row about a day from before
    all that is asked now names nothing."""
    keys = sorted(due.key for due in asked if due.key)
    if row.occurrence is None or (row.occurrence in keys and len(asked) > 1):
        return row
    if all(due.counts_from and row.occurrence < due.counts_from for due in asked):
        return row
    named = next((key for key in keys if key >= row.occurrence), keys[-1]) if len(asked) > 1 else None
    return Said(row.on, row.state, row.finished_on, row.percent, named)


def _last_word(due: Due, rows: Iterable[Said]) -> Said | None:
    """The last row that speaks of the due: one that names it, or one about the whole.

    A word about the whole speaks of what is asked by its day, not of later occurrences and requests.
    That the whole is under way does not undo a due reported by itself; that it is finished does
    finish it.
    """
    word: Said | None = None
    for row in rows:
        own = row.occurrence is not None and row.occurrence == due.key
        whole = row.occurrence is None and (due.counts_from is None or due.counts_from <= row.on)
        if own or (whole and (row.state == FINISHED or not word or word.occurrence is None)):
            word = row
    return word


def progress_of_each(asked: Sequence[Due], said: Iterable[Said]) -> tuple[tuple[Due, Standing], ...]:
    """Each due with its own standing: an occurrence, a request, a party's day by itself."""
    rows = [_addressed(row, asked) for row in said]
    return tuple((due, standing([due], filter(None, [_whole(_last_word(due, rows))]))) for due in asked)


def _whole(word: Said | None) -> Said | None:
    return word and Said(word.on, word.state, word.finished_on, word.percent)


def status(s: Standing, on: dt.date) -> Status:
    """The official status of a part on a day.

    Between two occurrences, once the last was met, the part counts as done until the next begins.
    """
    if _rests(s, on):
        return Status.DONE_LATE if s.late else Status.DONE_ON_TIME
    if s.state == NOT_BEGUN:
        return Status.NOT_BEGUN
    return Status.OVERDUE if s.due_on and s.due_on < on else Status.ON_TRACK


def is_late(s: Standing, on: dt.date) -> bool:
    """Whether a day due has passed without being met, begun or not."""
    return not _rests(s, on) and s.due_on is not None and s.due_on < on


def _rests(s: Standing, on: dt.date) -> bool:
    """Nothing is asked that is not met."""
    return s.state == FINISHED or bool(s.finished_on and s.counts_from and s.counts_from > on)


def judged(s: Standing, on: dt.date) -> Judged:
    """Status and lateness of a part on a day."""
    return Judged(status(s, on), is_late(s, on))


def combined(parts: Iterable[Judged]) -> Judged:
    """The status of a task from its leads' parts, and of a parent from its sub-tasks.

    Coordinators do not decide. All done: done, late where any was late. Somebody has begun and
    somebody's day has passed: overdue. Nobody has begun: not begun. Else on track.
    """
    found = list(parts)
    statuses = {one.status for one in found}
    late = any(one.late for one in found)
    if found and statuses <= DONE:
        return Judged(Status.DONE_LATE if Status.DONE_LATE in statuses else Status.DONE_ON_TIME)
    if statuses <= {Status.NOT_BEGUN}:
        return Judged(Status.NOT_BEGUN, late)
    return Judged(Status.OVERDUE if late else Status.ON_TRACK, late)


# --- products ---------------------------------------------------------------------------------

_PIECES = re.compile(r"\s*(\d{1,3})\s+\D")


def pieces(product: str) -> int:
    """How many pieces a product's words ask for: three of "03 tin, bài", one where they name no number."""
    found = _PIECES.match(product)
    return max(int(found[1]), 1) if found else 1


# --- targets ----------------------------------------------------------------------------------


def reached(
    op: str, actual: Decimal, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> bool:
    """Whether an actual figure reaches its target; a plain figure ("=") is a mark to reach, a range
    is reached from its low end on."""
    if op == "range":
        return low is not None and actual >= low
    if value is None:
        return False
    return {
        "=": actual >= value,
        ">=": actual >= value,
        ">": actual > value,
        "<=": actual <= value,
        "<": actual < value,
    }[op]
