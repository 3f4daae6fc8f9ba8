"""Decisions about rounds and submissions: values in, values out.

No clock, no database, no request; days are calendar days in Viet Nam.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dateutil.relativedelta import relativedelta

from hopluc.law.cutoffs import ReportPeriod
from hopluc.law.cutoffs import period_of as law_period
from hopluc.law.packs import NoLawError
from hopluc.plans.rules import Period, occurrences
from hopluc.viet.numbers import to_roman

# --- what to propose when a round is opened -----------------------------------------------------

# Months between two reports, and the name that Nghị định 09/2019/NĐ-CP, Điều 12 has for them.
_KINDS: dict[int, ReportPeriod] = {1: "month", 3: "quarter", 6: "half", 9: "nine_months", 12: "year"}
_MONTHS: dict[ReportPeriod, int] = {kind: months for months, kind in _KINDS.items()}
_DAYS_TO_SEND = 5  # proposed where nobody says until when
# A yearly report due in the first quarter tells of the year before.
_LAST_MONTH_OF_ARREARS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round as the plan and the law suggest it; every field can be changed by the officer.

    period_start, period_end: the days told of, both included. cutoff: the day of the figures.
    due_on: the last day to hand in. basis: why, in one sentence for the officer.
    """

    title: str
    period_start: dt.date
    period_end: dt.date
    cutoff: dt.date
    due_on: dt.date
    basis: str


Span = tuple[dt.date, dt.date]  # first and last day told of


def propose(
    due: Sequence[Mapping[str, Any]], plan: Period, today: dt.date, opened: Container[Span] = ()
) -> Proposal:
    """The round to open next for a reporting duty.

    `due`: the duty's PART objects (plan-format.md). The next day due from today on whose period was not
    `opened` before, else the last one, is taken; the period follows from how often the plan asks. Where
    the day due comes before the data of Nghị định 09/2019/NĐ-CP close (a plan that asks for 30/11), the
    calendar period is proposed and the figures close on the day due; else the decree's own days.
    """
    dated = sorted(_days(due, plan))
    if not dated:
        return _without_day(today)
    coming = [_proposal(*pair) for pair in dated if pair[0] >= today] or [_proposal(*dated[-1])]
    return next((one for one in coming if (one.period_start, one.period_end) not in opened), coming[0])


def periods(today: dt.date) -> list[tuple[str, str]]:
    """The periods that may be told of about now, as a key for `propose_period` and in words."""
    return [(key, _title(*told).removeprefix("Báo cáo ")) for key, told in _offered(today).items()]


def propose_period(
    key: str, due: Sequence[Mapping[str, Any]], plan: Period, today: dt.date
) -> Proposal | None:
    """The round of a period chosen by its key; None for a key that `periods` does not give today. The day due
    is the duty's own where it asks for that period, else some days after the figures close."""
    told = _offered(today).get(key)
    if told is None:
        return None
    for day, months in sorted(_days(due, plan)):
        own = _proposal(day, months)
        if own.title == _title(*told):
            return own
    closes = (_law(*told) or _calendar(*told))[1]
    found = _of_period(*told, max(closes, today) + dt.timedelta(days=_DAYS_TO_SEND))
    return replace(found, basis=f"{found.basis} Kế hoạch không nêu hạn gửi cho kỳ này: sửa hạn đề xuất.")


def _offered(today: dt.date) -> dict[str, tuple[ReportPeriod, int, int]]:
    """The month and the quarter before and the present ones, half a year, nine months, the year, in spring
    also the last one: kind, year and number of each."""
    year, before, quarter = today.year, today - relativedelta(months=1), today - relativedelta(months=3)
    found: dict[str, tuple[ReportPeriod, int, int]] = {
        f"thang-{day.year}-{day.month}": ("month", day.year, day.month) for day in (before, today)
    }
    for day in (quarter, today):
        number = (day.month - 1) // 3 + 1
        found[f"quy-{day.year}-{number}"] = ("quarter", day.year, number)
    found |= {f"6-thang-{year}": ("half", year, 1), f"9-thang-{year}": ("nine_months", year, 1)}
    if today.month <= _LAST_MONTH_OF_ARREARS:
        found[f"nam-{year - 1}"] = ("year", year - 1, 1)
    return found | {f"nam-{year}": ("year", year, 1)}


def _days(due: Iterable[Mapping[str, Any]], plan: Period) -> Iterable[tuple[dt.date, int]]:
    """Each day due with the months between two of them (12 where it comes only once)."""
    for part in due:
        if part["kind"] == "by":
            yield dt.date.fromisoformat(part["date"]), 12
        elif part["kind"] == "within":
            yield dt.date.fromisoformat(part["end"]), 12
        elif part["kind"] == "recurring":
            for day in occurrences(part["rrule"], plan):
                yield day, _months_between(part["rrule"])


def _months_between(rule: str) -> int:
    """Months from one report to the next; other rhythms (every two years) are told of by year."""
    fields = dict(piece.split("=", 1) for piece in rule.removeprefix("RRULE:").split(";") if "=" in piece)
    interval = int(fields.get("INTERVAL", "1"))
    return interval if fields["FREQ"] == "MONTHLY" and interval in _KINDS else 12


def _proposal(due_on: dt.date, months: int) -> Proposal:
    if months == 12:
        year = due_on.year - (due_on.month <= _LAST_MONTH_OF_ARREARS)
        number = 1
    else:
        # A report told early in a month speaks of the time that ended with the month before.
        told = due_on - relativedelta(months=1) if due_on.day <= 10 else due_on
        year, number = told.year, (told.month - 1) // months + 1
    kind = _KINDS[months]
    if kind in ("half", "nine_months") and number > 1:
        kind, number = "year", 1
    return _of_period(kind, year, number, due_on)


def _calendar(kind: ReportPeriod, year: int, number: int) -> Span:
    months = _MONTHS[kind]
    start = dt.date(year, months * (number - 1) + 1, 1)
    return start, start + relativedelta(months=months, days=-1)


def _of_period(kind: ReportPeriod, year: int, number: int, due_on: dt.date) -> Proposal:
    calendar = _calendar(kind, year, number)
    law = _law(kind, year, number) or calendar
    title = _title(kind, year, number)
    if due_on < law[1]:
        return Proposal(
            title,
            *calendar,
            cutoff=due_on,
            due_on=due_on,
            basis=f"Hạn gửi theo kế hoạch ({_day(due_on)}) đến trước ngày chốt số liệu theo "
            f"Nghị định 09/2019/NĐ-CP ({_day(law[1])}): đề xuất kỳ theo lịch, chốt số liệu vào hạn gửi.",
        )
    return Proposal(
        title,
        *law,
        cutoff=law[1],
        due_on=due_on,
        basis=f"Kỳ số liệu theo Điều 12 Nghị định 09/2019/NĐ-CP: {_day(law[0])} – {_day(law[1])}; "
        f"nếu tính theo lịch là {_day(calendar[0])} – {_day(calendar[1])}.",
    )


def _law(kind: ReportPeriod, year: int, number: int) -> tuple[dt.date, dt.date] | None:
    """The decree's days; None for years before it."""
    try:
        return law_period(kind, year, number)
    except NoLawError:
        return None


def _without_day(today: dt.date) -> Proposal:
    """A duty without a day: a report of the year so far, due at the end of the month."""
    return Proposal(
        f"Báo cáo đột xuất tháng {today.month} năm {today.year}",
        dt.date(today.year, 1, 1),
        today,
        cutoff=today,
        due_on=today + relativedelta(day=31),
        basis="Kế hoạch không nêu ngày gửi: cần tự chọn kỳ, ngày chốt số liệu và hạn gửi.",
    )


def _title(kind: ReportPeriod, year: int, number: int) -> str:
    names = {
        "month": f"tháng {number}",
        "quarter": f"quý {to_roman(number)}",
        "half": "6 tháng đầu",
        "nine_months": "9 tháng",
        "year": "",
    }
    return f"Báo cáo {names[kind]} năm {year}".replace("  ", " ")


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def period_fault(period: tuple[dt.date, dt.date], cutoff: dt.date, due_on: dt.date) -> str:
    """Why a round cannot be opened with these days; empty where it can."""
    start, end = period
    if end < start:
        return "Kỳ báo cáo kết thúc trước khi bắt đầu: sửa ngày đầu kỳ hoặc ngày cuối kỳ."
    if cutoff < start:
        return "Ngày chốt số liệu đến trước ngày đầu kỳ: chọn ngày trong kỳ hoặc sau kỳ."
    if due_on < start:
        return "Hạn gửi đến trước ngày đầu kỳ: chọn ngày trong kỳ hoặc sau kỳ."
    return ""


# --- in time or not -----------------------------------------------------------------------------


class Punctuality(StrEnum):
    """Where a body stands with its report on a day."""

    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    MISSING = "missing"


def punctuality(first_submitted_on: dt.date | None, due_on: dt.date, on: dt.date) -> Punctuality:
    """Whether a report came by its day (that day included), late, not yet, or is missing.

    The first handing in counts: a report returned for mending does not become late by it.
    """
    if first_submitted_on:
        return Punctuality.ON_TIME if first_submitted_on <= due_on else Punctuality.LATE
    return Punctuality.WAITING if on <= due_on else Punctuality.MISSING


# --- two people in one report -------------------------------------------------------------------


def digest(text: str) -> str:
    """A short mark of what a field held when a form was filled from it."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:12]


def tidy(text: str) -> str:
    """A typed text with one kind of line end, no blanks around it, and no NUL, which no database takes."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


@dataclass(frozen=True, slots=True)
class Merged:
    """What to write, and the fields that both had changed: name → (what stands, what was typed)."""

    writes: Mapping[str, str]
    conflicts: Mapping[str, tuple[str, str]]


def merge(current: Mapping[str, str], base: Mapping[str, str], typed: Mapping[str, str]) -> Merged:
    """Lay a form over a record that may have moved on since the form was filled from it.

    `current`, `typed`: field → text; `base`: field → `digest` of what the form was filled from.
    A field that only the form changed is written; one that only the record changed stays; one
    that both changed alike is settled; else it is a conflict and nothing is written to it. A field without a
    base is taken as not seen by the form: it is written only over an empty one.
    """
    writes: dict[str, str] = {}
    conflicts: dict[str, tuple[str, str]] = {}
    for name, raw in typed.items():
        if name not in current:
            continue
        now, wanted = tidy(current[name]), tidy(raw)
        seen = base.get(name) or digest("")
        if wanted == now or digest(wanted) == seen:
            continue
        if digest(now) == seen:
            writes[name] = wanted
        else:
            conflicts[name] = (now, wanted)
    return Merged(writes, conflicts)
