"""Questions that pages ask of plans: what is mine, what is late, a task, indicators, history.

The board is in boards.py. Every dated question takes a `Moment`: as of which day, and with what was
known when.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import names_on
from hopluc.plans import rules
from hopluc.plans.access import in_scope
from hopluc.plans.boards import is_kept, judge, tally_of
from hopluc.plans.models import (
    Assignment,
    DeadlinePart,
    Evidence,
    Indicator,
    Opening,
    Party,
    Plan,
    Progress,
    Task,
    TypedActual,
)
from hopluc.plans.rules import Judged
from hopluc.plans.standings import (
    Moment,
    deadlines,
    deadlines_of,
    holds,
    is_corrected,
    known_by,
    openings_of,
    period_of,
    said_by,
    standings_of,
)

MOST_IDS = 2000  # in one question

# --- mine and late ----------------------------------------------------------------------------


def my_parts(acting: Acting, on: dt.date) -> QuerySet[Assignment]:
    """The acting body's parts in plans in force, with `status`; what is due first comes first."""
    return (
        Assignment.objects.of_body(acting.body)
        .held_on(on)
        .filter(plan__state=Plan.State.IN_FORCE)
        .with_status(on)
        .select_related("task__plan", "officer")
        .order_by(_unfinished_first(), "due_on", "task__plan_id", "task__order", "pk")
    )


def _unfinished_first() -> Case:
    """Parts with a day due, then those without, then the finished ones."""
    return Case(
        When(due_on__isnull=False, then=Value(0)),
        When(state=Assignment.State.FINISHED, then=Value(2)),
        default=Value(1),
    )


def late_parts(
    acting: Acting,
    on: dt.date,
    *,
    plans: Sequence[Plan],
    text: str = "",
    plan: int | None = None,
    mine: bool = False,
) -> QuerySet[Assignment]:
    """Parts past their day in some plans, the longest late first.

    `plans`: those that the person may see, in force. `mine`: parts of the person's own bodies only.
    """
    chosen = [one.pk for one in plans if plan in (None, one.pk)]
    # The sum keeps the planner off the plan's own index, so that it walks the days in order and stops
    # at the end of the page, instead of sorting all that is late.
    found = Assignment.objects.late(on).annotate(in_plan=F("plan_id") + 0).filter(in_plan__in=chosen)
    if mine:
        found = found.filter(in_scope(acting, "body__"))
    return found.matching(text).order_by("due_on", "pk")


def late_bodies(on: dt.date, plans: Sequence[Plan]) -> list[Organisation]:
    """Bodies with a late part in the plans, by name: one look into the index of each agency."""
    theirs = Assignment.objects.late(on).filter(body=OuterRef("pk"), plan__in=[plan.pk for plan in plans])
    agencies = Organisation.objects.exclude(kind=Organisation.Kind.COOPERATIVE)
    return list(agencies.filter(Exists(theirs)).order_by("sort_key", "pk").only("pk", "name"))


def parts_in_order(pks: Sequence[int], on: dt.date) -> list[Assignment]:
    """Parts with their task, plan, body and `status`, in the order of their ids given."""
    rows = Assignment.objects.filter(pk__in=pks).with_status(on).select_related("task__plan", "body")
    by_pk = {row.pk: row for row in rows}
    return [by_pk[pk] for pk in pks if pk in by_pk]


def all_in_order(pks: Sequence[int], on: dt.date) -> Iterator[Assignment]:
    """`parts_in_order` for any number of parts: databases take so many values in one question only."""
    for start in range(0, len(pks), MOST_IDS):
        yield from parts_in_order(pks[start : start + MOST_IDS], on)


# --- one task ---------------------------------------------------------------------------------


@dataclass(slots=True)
class PartView:
    """A body's part on the task page: how it stands, each thing asked, what was said of it."""

    assignment: Assignment
    body_name: str
    standing: rules.Standing
    judged: Judged
    dues: Sequence[tuple[rules.Due, rules.Standing, Judged]]
    progress: Sequence[Progress]

    @property
    def last(self) -> Progress | None:
        """The latest row that holds."""
        return self.progress[-1] if self.progress else None


@dataclass(frozen=True, slots=True)
class SaidView:
    """A progress row in the task's timeline, under the body's name of the moment; `corrected` by then."""

    row: Progress
    body_name: str
    corrected: bool


@dataclass(slots=True)
class TaskView:
    """All that the task page shows at a moment; `said`: every row ever written, newest first."""

    task: Task
    judged: Judged
    leads: list[PartView]
    coordinators: list[PartView]
    unfollowed: Sequence[Party]
    deadline_parts: Sequence[tuple[DeadlinePart, Sequence[Opening]]]
    children: Sequence[tuple[Task, Judged]]
    said: Sequence[SaidView]


def task_view(task: Task, at: Moment) -> TaskView:
    """The task (with its plan) and its sub-tasks with parts, progress and evidence at a moment."""
    children = list(Task.objects.filter(plan_id=task.plan_id, parent=task))
    family = [task.pk, *(child.pk for child in children)]
    held = Assignment.objects.filter(task__in=family).held_on(at.on).select_related("body", "officer")
    parts = list(held.order_by("party__order", "body__sort_key", "pk"))
    deadline_parts = list(DeadlinePart.objects.filter(task__in=family))
    openings = openings_of(deadline_parts, at)
    asked = deadlines_of(deadline_parts, openings, dict.fromkeys(family, period_of(task.plan)))
    said = list(_said_of(family))
    holding_rows = [row for row in said if holds(row, at)]
    found = standings_of(parts, asked, holding_rows)
    named = _names([*(p.body for p in parts), *(row.assignment.body for row in said)], at)
    views = [
        _part_view(part, named[part.body_id], found[part.pk], asked.of(part), holding_rows, at)
        for part in parts
        if part.task_id == task.pk
    ]
    tallied = {
        pk: tally_of((found[p.pk] for p in parts if p.task_id == pk and p.role == Party.Role.LEAD), at.on)
        for pk in family
    }
    judged = judge([task, *children], tallied)
    return TaskView(
        task,
        judged[task.pk],
        [v for v in views if v.assignment.role == Party.Role.LEAD],
        [v for v in views if v.assignment.role != Party.Role.LEAD],
        list(task.parties.filter(organisation=None, group=None)),
        [(p, [o for o in openings if o.part_id == p.pk]) for p in deadline_parts if p.task_id == task.pk],
        [(child, judged[child.pk]) for child in children],
        [
            SaidView(row, named[row.assignment.body_id], is_corrected(row, at))
            for row in reversed(said)
            if row.assignment.task_id == task.pk and known_by(row, at)
        ],
    )


def _names(bodies: Iterable[Organisation], at: Moment) -> dict[int, str]:
    """What the bodies were called at a moment, by id."""
    today = {body.pk: body.name for body in bodies}
    if is_kept(at):
        return today
    return today | {pk: row.name for pk, row in names_on(today, at.on, at.known).items()}


def _said_of(tasks: Iterable[int]) -> QuerySet[Progress]:
    """Every progress row of tasks in the order of writing, with its body, correction and evidence."""
    rows = Progress.objects.filter(assignment__task__in=tasks)
    evidence = Prefetch("evidence", Evidence.objects.select_related("file").order_by("pk"))
    return (
        rows.select_related("assignment__body", "replaced_by")
        .prefetch_related(evidence)
        .order_by("recorded_at", "pk")
    )


def _part_view(
    part: Assignment,
    name: str,
    found: rules.Standing,
    dues: Sequence[rules.Due],
    holding_rows: Iterable[Progress],
    at: Moment,
) -> PartView:
    said = sorted(
        (row for row in holding_rows if row.assignment_id == part.pk),
        key=lambda row: (row.on, row.recorded_at, row.pk),
    )
    each = rules.progress_of_each(dues, said_by(said)) if len(dues) > 1 else ((dues[0], found),)
    return PartView(
        part,
        name,
        found,
        rules.judged(found, at.on),
        [(due, s, rules.judged(s, at.on)) for due, s in each],
        said,
    )


def asked_of(assignment: Assignment) -> tuple[rules.Due, ...]:
    """All that the deadline asks of a part (with `task__plan`), as known today."""
    at = Moment(dt.date.max)
    return deadlines([assignment.task_id], {assignment.task_id: period_of(assignment.task.plan)}, at).of(
        assignment
    )


def rows_since(assignment: Assignment, seen: int) -> list[Progress]:
    """What came in after the row that a form was filled from."""
    return list(assignment.progress.filter(pk__gt=seen).order_by("pk"))


# --- indicators, history ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with the actuals typed for it, newest day first; the first is the figure."""

    indicator: Indicator
    typed: Sequence[TypedActual]

    @property
    def actual(self) -> TypedActual | None:
        """The figure of the latest day, as last typed."""
        return self.typed[0] if self.typed else None

    @property
    def reached(self) -> bool:
        """Whether the figure reaches the target; a target relative to a baseline is not judged."""
        one, actual = self.indicator, self.actual
        return bool(
            actual and not one.baseline and rules.reached(one.op, actual.value, one.value, one.low, one.high)
        )


def indicators(plan: Plan, at: Moment) -> list[IndicatorRow]:
    """The plan's indicators with what was typed up to a moment, in two queries."""
    typed = defaultdict(list)
    rows = TypedActual.objects.filter(at.cut(), indicator__plan=plan).select_related("body", "file")
    for row in rows.order_by("-on", "-recorded_at", "-pk"):
        typed[row.indicator_id].append(row)
    return [IndicatorRow(one, typed[one.pk]) for one in plan.indicators.all()]


def history(plan: Plan, at: Moment | None = None) -> QuerySet[Deed]:
    """The deeds upon the plan, its tasks, parts and indicators, newest first."""
    kinds: dict[str, QuerySet[Any]] = {
        "plans.assignment": Assignment.objects.filter(plan=plan),
        "plans.task": Task.objects.filter(plan=plan),
        "plans.indicator": Indicator.objects.filter(plan=plan),
    }
    wanted = Q(kind="plans.plan", record_id=str(plan.pk))
    for kind, rows in kinds.items():
        ids = rows.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")
        wanted |= Q(kind=kind, record_id__in=ids)
    deeds = Deed.objects.filter(wanted)
    if at and at.known:
        deeds = deeds.filter(at__lte=at.known)
    return deeds.order_by("-at", "-pk")


def subjects(deeds: Iterable[Deed]) -> list[tuple[Deed, Task | None, Indicator | None]]:
    """Deeds with the task or the indicator that they were done upon, in two queries."""
    listed = list(deeds)
    of_task = {d.pk: int(d.fields["task"]) for d in listed if "task" in d.fields}
    of_task |= {d.pk: int(d.record_id) for d in listed if d.kind == "plans.task"}
    of_indicator = {d.pk: int(d.record_id) for d in listed if d.kind == "plans.indicator"}
    tasks = Task.objects.only("number", "text").in_bulk(set(of_task.values()))
    indicators = Indicator.objects.only("name").in_bulk(set(of_indicator.values()))
    return [(d, tasks.get(of_task.get(d.pk, 0)), indicators.get(of_indicator.get(d.pk, 0))) for d in listed]
