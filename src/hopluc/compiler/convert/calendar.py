"""The days due of a plan as a calendar (RFC 5545): whole-day events, recurring ones as rules.

A deadline that no calendar can hold (ongoing, on request, after an event, not understood) gives no
event; `without_day` counts them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dateutil.rrule import rrulestr
from icalendar import Alarm, Calendar, Event, vRecur

from hopluc.compiler.convert.assignments import title_of
from hopluc.compiler.format import Part, Plan

_REMIND = dt.timedelta(days=-7)
_HORIZON_YEARS = 5  # of a plan that gives no period, from its year of issue


@dataclass(frozen=True, slots=True)
class _Due:
    """Something due: a task or a report, in words, with its parts."""

    key: str
    summary: str
    description: str
    parts: tuple[Part, ...]


def convert(plan: Plan, text: str) -> bytes:
    """An event a day due, with a reminder a week before."""
    calendar = Calendar()
    calendar.add("prodid", "-//hopluc//hopluc.plan/1//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title_of(plan)[:200])
    for due in _due(plan):
        for number, part in enumerate(due.parts, 1):
            event = _event(plan, due, part, f"{due.key}-{number}")
            if event is not None:
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def without_day(plan: Plan) -> int:
    """How many parts of deadlines no calendar can hold."""
    return sum(1 for due in _due(plan) for part in due.parts if _when(plan, part) is None)


def _due(plan: Plan) -> Iterator[_Due]:
    for task in plan.tasks:
        if task.deadline:
            leads = ", ".join(party.name for party in task.leads)
            description = "\n".join(filter(None, (leads and f"Chủ trì: {leads}", *task.products)))
            summary = f"[{task.id}] {task.text}"
            yield _Due(f"task-{task.id}", summary, description, task.deadline.parts)
    for number, duty in enumerate(plan.reporting, 1):
        to = ", ".join(party.name for party in duty.to)
        yield _Due(f"report-{number}", f"[Báo cáo] {duty.subject or duty.text}", f"Gửi: {to}", duty.due)


def _event(plan: Plan, due: _Due, part: Part, key: str) -> Event | None:
    when = _when(plan, part)
    if when is None:
        return None
    day, rule = when
    event = Event()
    event.add("uid", f"{plan.text.sha256[:16]}-{key}@hopluc")
    # The same plan gives the same bytes: the stamp is the day due, not the moment of writing.
    event.add("dtstamp", dt.datetime.combine(day, dt.time(), dt.UTC))
    event.add("dtstart", day)
    event.add("summary", due.summary[:250])
    event.add("description", "\n".join(filter(None, (due.description, part.for_ and f"Của: {part.for_}"))))
    event.add("transp", "TRANSPARENT")
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", due.summary[:250])
    alarm.add("trigger", _REMIND)
    event.add_component(alarm)
    return event


def _when(plan: Plan, part: Part) -> tuple[dt.date, str | None] | None:
    """The (first) day due, and the rule of the days after it."""
    if part.kind == "by" and part.date:
        return part.date, None
    if part.kind == "within" and part.end:
        return part.end, None
    if part.kind == "recurring" and part.rrule:
        return _recurring(plan, part.rrule)
    return None


def _recurring(plan: Plan, rule: str) -> tuple[dt.date, str] | None:
    """The first time in the plan's period, and the rule until its end; None without a year to begin in.

    A rule without a day falls due at the end of its time: 31/12, the last day of the month that ends
    it, Friday of the week (as the status of tasks has it).
    """
    start, end = _period(plan)
    if start is None or end is None:
        return None
    fields = dict(item.split("=", 1) for item in rule.upper().split(";") if "=" in item)
    frequency, interval = fields.get("FREQ"), int(fields.get("INTERVAL", "1"))
    begin = dt.date(start.year, 1, 1)
    if frequency == "YEARLY" and not {"BYMONTH", "BYMONTHDAY"} & fields.keys():
        fields |= {"BYMONTH": "12", "BYMONTHDAY": "31"}
    if frequency == "YEARLY" and interval > 1:
        begin = begin.replace(year=start.year + interval - 1)
    if frequency == "MONTHLY":
        fields.setdefault("BYMONTHDAY", "-1")
        begin = begin.replace(month=min(interval, 12))
    if frequency == "WEEKLY":
        fields.setdefault("BYDAY", "FR")
    whole = ";".join(f"{name}={value}" for name, value in fields.items())
    moment = dt.datetime.combine(begin, dt.time())
    first = rrulestr(whole, dtstart=moment).after(
        max(moment, dt.datetime.combine(start, dt.time())), inc=True
    )
    if first is None or first.date() > end:
        return None
    return first.date(), f"{whole};UNTIL={end:%Y%m%d}"


def _period(plan: Plan) -> tuple[dt.date | None, dt.date | None]:
    period, issued = plan.document.period, plan.document.issued_on
    start = period.start if period else None
    end = period.end if period else None
    if start is None and issued:
        start = issued
    if end is None and start:
        end = dt.date(start.year + _HORIZON_YEARS, 12, 31)
    return start, end
