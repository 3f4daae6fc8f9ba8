"""Visits and recommendations: lists, one visit whole, whom to visit, what is due on a desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from hopluc.engagement import rules
from hopluc.engagement.models import (
    Advice,
    AdviceFile,
    AdviceStep,
    Minutes,
    MinutesFile,
    Visit,
    VisitMember,
)
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Assignment, Plan, Task


def visits(
    acting: Acting, on: dt.date, *, text: str = "", plan: int | None = None, state: str = ""
) -> QuerySet[Visit]:
    """The visits that the person may see, the newest first, with how many recommendations are open
    (`unsettled`), late (`late`) and given (`given`)."""
    rows = Visit.objects.visible_to(acting).matching(text)
    if plan:
        rows = rows.filter(plan=plan)
    if state == "unsettled":
        rows = rows.filter(pk__in=Advice.objects.unsettled().values("visit_id"))
    elif state:
        rows = rows.filter(state=state)
    open_ = Q(advice__state__in=[Advice.State.OPEN, Advice.State.REPORTED])
    late = Q(advice__state=Advice.State.OPEN, advice__due_on__lt=on)
    counted = rows.annotate(
        given=Count("advice"), unsettled=Count("advice", filter=open_), late=Count("advice", filter=late)
    )
    return counted.select_related("plan").order_by("-on", "-pk")


def bodies_to_visit(plan: Plan, visitor: Organisation, on: dt.date) -> QuerySet[Organisation]:
    """The bodies with a part in the plan today, those with most late parts first (`parts`, `late`)."""
    held = Assignment.objects.filter(plan=plan).held_on(on)
    mine = Q(assignments__in=held)
    return (
        Organisation.objects.filter(mine)
        .exclude(pk=visitor.pk)
        .annotate(
            parts=Count("assignments", filter=mine, distinct=True),
            late=Count("assignments", filter=mine & Q(assignments__due_on__lt=on), distinct=True),
        )
        .order_by("-late", "sort_key", "pk")
    )


def tasks_of(plan: Plan, body: Organisation, on: dt.date) -> list[tuple[Task, bool]]:
    """The tasks in which the body has a part today, and whether its part is late."""
    held = Assignment.objects.filter(plan=plan, body=body).held_on(on).select_related("task")
    late: dict[int, bool] = {}
    tasks: dict[int, Task] = {}
    for part in held.order_by("task__order", "pk"):
        tasks[part.task_id] = part.task
        late[part.task_id] = late.get(part.task_id, False) or bool(part.due_on and part.due_on < on)
    return [(task, late[pk]) for pk, task in tasks.items()]


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """A recommendation on a day: whether it is late and still to be done, and by how many working days
    it is, or was carried out, late."""

    advice: Advice
    days_late: int
    late: bool


def advice_row(advice: Advice, on: dt.date) -> AdviceRow:
    """How late a recommendation is; one that is dropped is not."""
    if advice.state == Advice.State.DROPPED:
        return AdviceRow(advice, 0, False)
    late = advice.state == Advice.State.OPEN and advice.due_on < on
    return AdviceRow(advice, rules.days_late(advice.due_on, advice.reported_on, on, is_working_day), late)


@dataclass(frozen=True, slots=True)
class VisitView:
    """All that the page of a visit, and its papers, show."""

    visit: Visit
    members: Sequence[VisitMember]
    tasks: Sequence[Task]
    minutes: Minutes | None
    findings: Mapping[int, str]
    advice: Sequence[AdviceRow]

    @property
    def looked_at(self) -> list[tuple[Task, str]]:
        """The tasks with what was seen of each."""
        return [(task, self.findings.get(task.pk, "")) for task in self.tasks]


def visit_view(visit: Visit, on: dt.date) -> VisitView:
    """A visit whole: team, tasks, the minutes that stand, recommendations."""
    files = Prefetch("files", MinutesFile.objects.select_related("file").order_by("pk"))
    minutes: Minutes | None = visit.minutes.prefetch_related(files).order_by("-pk").first()
    findings = {int(one["task"]): str(one["text"]) for one in minutes.findings} if minutes else {}
    given = visit.advice.select_related("body", "task").order_by("number")
    return VisitView(
        visit,
        list(visit.members.all()),
        list(visit.tasks.order_by("order")),
        minutes,
        findings,
        [advice_row(one, on) for one in given],
    )


def recommendations(
    acting: Acting, on: dt.date, *, text: str = "", side: str = "", state: str = ""
) -> QuerySet[Advice]:
    """The recommendations that the person may see, what is due first at the top.

    side: "mine" to carry out by the acting body, "given" by it. state: "" for those not settled, "late",
    "all", or a state.
    """
    rows = Advice.objects.visible_to(acting).matching(text)
    if side == "mine":
        rows = rows.filter(body=acting.body)
    elif side == "given":
        rows = rows.filter(visit__visitor=acting.body)
    if state == "late":
        rows = rows.late(on)
    elif not state:
        rows = rows.unsettled()
    elif state != "all":
        rows = rows.filter(state=state)
    return rows.select_related("visit__plan", "body").order_by("due_on", "pk")


def advice_steps(advice: Advice) -> QuerySet[AdviceStep]:
    """The steps with their files, the first one first."""
    files = Prefetch("files", AdviceFile.objects.select_related("file").order_by("pk"))
    return advice.steps.prefetch_related(files).order_by("pk")
