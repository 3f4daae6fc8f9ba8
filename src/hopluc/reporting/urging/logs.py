"""Questions that pages ask of reminders: the log, the schedules, what has come to the committee."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hopluc.organizations.acting import Acting
from hopluc.plans.access import in_scope
from hopluc.plans.models import Assignment, Plan
from hopluc.reporting.urging.gathering import late_parts
from hopluc.reporting.urging.models import Reminder, ReminderSchedule
from hopluc.reporting.urging.planning import schedule_of
from hopluc.reporting.urging.queries import last_urged
from hopluc.reporting.urging.rules import Schedule
from hopluc.viet.text import fold


@dataclass(frozen=True, slots=True)
class LogFilters:
    """What the log shows; empty fields do not filter."""

    text: str = ""
    plan: int | None = None
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    mine: bool = False


def visible_log(acting: Acting) -> QuerySet[Reminder]:
    """One's own reminders; those about parts of one's bodies, and of plans that these issued or follow."""
    bodies = in_scope(acting, "assignment__body__")
    plans = Plan.objects.filter(in_scope(acting, "owner__") | in_scope(acting, "standing_agency__"))
    return Reminder.objects.filter(Q(person=acting.user) | bodies | Q(plan__in=plans.order_by().values("pk")))


def log(acting: Acting, filters: LogFilters) -> QuerySet[Reminder]:
    """The log as filtered, the newest day first."""
    rows = visible_log(acting)
    if filters.mine:
        rows = rows.filter(person=acting.user)
    if filters.text.strip():
        words = filters.text.strip()
        rows = rows.filter(
            Q(assignment__task__folded__contains=fold(words))
            | Q(assignment__body__folded__contains=fold(words))
            | Q(person__full_name__icontains=words)
        )
    if filters.plan:
        rows = rows.filter(plan=filters.plan)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.since:
        rows = rows.filter(on__gte=filters.since)
    if filters.until:
        rows = rows.filter(on__lte=filters.until)
    return rows.select_related("person", "digest", "assignment__task__plan").order_by("-on", "-pk")


def plans_of_log(acting: Acting) -> list[Plan]:
    """The plans that the log speaks of."""
    seen = visible_log(acting).order_by().values("plan_id")
    return list(Plan.objects.filter(pk__in=seen).order_by("-issued_on", "pk"))


@dataclass(frozen=True, slots=True)
class PlanSchedule:
    """A plan with the schedule by which people are reminded of its parts; `row` is None by default."""

    plan: Plan
    schedule: Schedule
    row: ReminderSchedule | None


def schedules(plans: list[Plan]) -> list[PlanSchedule]:
    """The schedules of some plans."""
    rows = {row.plan_id: row for row in ReminderSchedule.objects.filter(plan__in=plans)}
    return [PlanSchedule(plan, schedule_of(rows.get(plan.pk)), rows.get(plan.pk)) for plan in plans]


@dataclass(frozen=True, slots=True)
class Escalated:
    """A part late for so long that the committee hears of it; the day of the last letter about it."""

    part: Assignment
    days_late: int
    urged_on: dt.date | None


def escalated(plan: Plan, on: dt.date) -> list[Escalated]:
    """The parts of a plan that are late by its schedule's `escalate_after` days or more on a day (as known
    now), the longest late first: what an agenda of the committee is built from. Empty where the schedule
    never comes to it."""
    row = ReminderSchedule.objects.filter(plan=plan).first()
    after = schedule_of(row).escalate_after
    if after is None or plan.state != Plan.State.IN_FORCE:
        return []
    rows = late_parts(Plan.objects.filter(pk=plan.pk), on, after)
    parts = list(rows.select_related("task", "body", "officer").order_by("due_on", "task__order", "pk"))
    letters = last_urged([part.pk for part in parts])
    return [Escalated(part, (on - part.due_on).days, letters.get(part.pk)) for part in parts if part.due_on]
