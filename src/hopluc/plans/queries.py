"""Questions that a page asks of plans: the board, a task, what is late, what is mine.

Every dated question takes a `Moment`: as of which day, and with what was known when. Today's answers
come from the kept columns of Assignment in SQL; those of earlier moments from the progress rows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Count, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans import rules
from hopluc.plans.access import in_scope
from hopluc.plans.models import (
    Assignment,
    DeadlinePart,
    Indicator,
    Opening,
    Party,
    Plan,
    Progress,
    Task,
    TaskGroup,
    TypedActual,
)
from hopluc.plans.rules import Judged, Status
from hopluc.plans.standings import Moment, deadlines, holding, period_of, said_by, standings
from hopluc.viet.text import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board shows; empty fields do not filter. `mine`: tasks in which the body has a part."""

    text: str = ""
    group: str = ""
    body: int | None = None
    status: str = ""
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How the lead parts of one task stand: how many in each status, how many late, the next day due."""

    counts: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    due_on: dt.date | None = None

    @property
    def total(self) -> int:
        """Lead parts."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Lead parts that are done."""
        return sum(self.counts.get(one, 0) for one in rules.DONE)

    @property
    def judged(self) -> list[Judged]:
        """One judgement for each status that occurs: all that rules.combined looks at."""
        return [
            Judged(Status(one), self.late > 0 and one not in rules.DONE)
            for one, n in self.counts.items()
            if n
        ]


@dataclass(slots=True)
class Row:
    """A task on the board."""

    task: Task
    judged: Judged
    tally: Tally
    leads: Sequence[Party]
    due_on: dt.date | None
    depth: int = 0

    @property
    def leads_shown(self) -> Sequence[Party]:
        """The first few leads as the document names them; the rest are counted."""
        return self.leads[:2]

    @property
    def leads_more(self) -> int:
        """How many leads are not shown."""
        return max(0, len(self.leads) - 2)


@dataclass(slots=True)
class Section:
    """A group of the plan with the tasks shown in it; None for tasks outside any group."""

    group: TaskGroup | None
    rows: list[Row]


@dataclass(slots=True)
class Board:
    """The board: sections of rows that pass the filters, and sums by status before the status filter."""

    sections: list[Section]
    sums: dict[str, int]
    late: int
    shown: int
    total: int


# --- how the tasks of plans stand ---------------------------------------------------------------


def today() -> Moment:
    """The question put for today with all that is known."""
    return Moment(timezone.localdate())


def is_kept(at: Moment) -> bool:
    """Whether the kept columns answer for the moment: today or later, with all that is known."""
    return at.known is None and at.on >= timezone.localdate()


def tallies(plan: Plan, at: Moment) -> dict[int, Tally]:
    """How the lead parts of each task of the plan stood at a moment, by the task's id."""
    return _kept_tallies(plan, at.on) if is_kept(at) else _computed_tallies(plan, at)


def _kept_tallies(plan: Plan, on: dt.date) -> dict[int, Tally]:
    rows = Assignment.objects.filter(task__plan=plan).leading().held_on(on).with_status(on)
    grouped = rows.values("task_id", "status").annotate(  # type: ignore[misc]  # with_status adds it
        n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)), due=Min("due_on")
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    late: Counter[int] = Counter()
    due: dict[int, dt.date] = {}
    for row in grouped.order_by():
        task = row["task_id"]
        counts[task][row["status"]] += row["n"]
        late[task] += row["late"]
        if row["due"]:
            due[task] = min(row["due"], due.get(task, row["due"]))
    return {task: Tally(counts[task], late[task], due.get(task)) for task in counts}


def _computed_tallies(plan: Plan, at: Moment) -> dict[int, Tally]:
    parts = list(Assignment.objects.filter(task__plan=plan).leading().held_on(at.on))
    periods = dict.fromkeys({a.task_id for a in parts}, period_of(plan))
    found = standings(parts, deadlines(periods, periods, at), at)
    by_task: dict[int, list[rules.Standing]] = defaultdict(list)
    for part in parts:
        by_task[part.task_id].append(found[part.pk])
    return {
        task: Tally(
            Counter(rules.status(s, at.on).value for s in of_task),
            sum(rules.is_late(s, at.on) for s in of_task),
            min((s.due_on for s in of_task if s.due_on), default=None),
        )
        for task, of_task in by_task.items()
    }


def judge(tasks: Iterable[Task], tallied: Mapping[int, Tally]) -> dict[int, Judged]:
    """The official status of each task: of its leads' parts, and of its sub-tasks where it has any."""
    children: dict[int | None, list[Task]] = defaultdict(list)
    listed = list(tasks)
    for task in listed:
        children[task.parent_id].append(task)
    found: dict[int, Judged] = {}

    def of(task: Task) -> Judged:
        if task.pk not in found:
            own = tallied.get(task.pk, Tally()).judged
            found[task.pk] = rules.combined([*own, *(of(child) for child in children[task.pk])])
        return found[task.pk]

    return {task.pk: of(task) for task in listed}


# --- the board --------------------------------------------------------------------------------


def board(plan: Plan, acting: Acting, filters: Filters, at: Moment) -> Board:
    """The plan's tasks by group with their status at a moment, filtered; six queries at most."""
    tasks = list(Task.objects.filter(plan=plan).defer("also", "columns", "mandate", "note"))
    tallied = tallies(plan, at)
    judged = judge(tasks, tallied)
    leads = defaultdict(list)
    for party in Party.objects.filter(task__plan=plan, role=Party.Role.LEAD):
        leads[party.task_id].append(party)
    due = _days_due(tasks, tallied)
    chosen = [task for task in tasks if _passes(task, filters, due.get(task.pk))]
    chosen = _with_bodies(plan, chosen, filters, acting, at)
    sums = Counter(judged[task.pk].status.value for task in chosen)
    late = sum(judged[task.pk].late for task in chosen)
    shown = [task for task in chosen if _has_status(judged[task.pk], filters.status)]
    depths = _depths(tasks)
    rows = [
        Row(
            task,
            judged[task.pk],
            tallied.get(task.pk, Tally()),
            leads[task.pk],
            due.get(task.pk),
            depths[task.pk],
        )
        for task in shown
    ]
    sections = _sections(list(TaskGroup.objects.filter(plan=plan)), rows)
    return Board(sections, {s.value: sums[s.value] for s in Status}, late, len(rows), len(tasks))


def _days_due(tasks: Iterable[Task], tallied: Mapping[int, Tally]) -> dict[int, dt.date]:
    """The next day due of each task; of a parent, the earliest among its sub-tasks too."""
    due = {pk: tally.due_on for pk, tally in tallied.items() if tally.due_on}
    for task in sorted(tasks, key=lambda t: -t.order):
        below = due.get(task.pk)
        if task.parent_id and below:
            due[task.parent_id] = min(below, due.get(task.parent_id, below))
    return due


def _passes(task: Task, filters: Filters, due: dt.date | None) -> bool:
    """Text, group and days due."""
    if filters.text.strip() and fold(filters.text.strip()) not in task.folded:
        return False
    if filters.group and str(task.group_id) != filters.group:
        return False
    if filters.due_from and not (due and due >= filters.due_from):
        return False
    return not filters.due_to or bool(due and due <= filters.due_to)


def _with_bodies(plan: Plan, tasks: list[Task], filters: Filters, acting: Acting, at: Moment) -> list[Task]:
    """Keep the tasks that a body leads, and those in which the acting body has a part."""
    held = Assignment.objects.filter(task__plan=plan).held_on(at.on)
    if filters.body:
        led = set(held.leading().filter(body=filters.body).values_list("task_id", flat=True))
        tasks = [task for task in tasks if task.pk in led]
    if filters.mine:
        own = set(held.filter(body=acting.body).values_list("task_id", flat=True))
        tasks = [task for task in tasks if task.pk in own]
    return tasks


LATE = "late"  # a filter beside the five statuses: any day due passed


def _has_status(one: Judged, wanted: str) -> bool:
    return not wanted or (one.late if wanted == LATE else one.status == wanted)


def _depths(tasks: Iterable[Task]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for task in sorted(tasks, key=lambda t: t.order):
        depths[task.pk] = depths.get(task.parent_id, -1) + 1 if task.parent_id else 0
    return depths


def _sections(groups: Sequence[TaskGroup], rows: Iterable[Row]) -> list[Section]:
    """Rows under the plan's groups, in the order of the document; empty groups are left out."""
    by_group: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_group[row.task.group_id].append(row)
    ordered: list[TaskGroup | None] = [*groups, None]
    return [
        Section(group, by_group[group.pk if group else None])
        for group in ordered
        if by_group[group.pk if group else None]
    ]


def lead_bodies(plan: Plan) -> list[Organisation]:
    """Bodies that lead something in the plan, by name: the choices of the board's filter."""
    leading = Assignment.objects.filter(task__plan=plan).leading().values("body_id")
    return list(Organisation.objects.filter(pk__in=leading).order_by("sort_key", "pk"))


# --- the list of plans ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list with its tasks counted by status."""

    plan: Plan
    sums: dict[str, int]
    late: int

    @property
    def total(self) -> int:
        """Tasks of the plan."""
        return sum(self.sums.values())


def plan_lines(plans: Sequence[Plan], on: dt.date) -> list[PlanLine]:
    """Plans with the statuses of their tasks as of today or later, in two queries."""
    tasks = defaultdict(list)
    for task in Task.objects.filter(plan__in=plans).only("plan_id", "parent_id", "order"):
        tasks[task.plan_id].append(task)
    rows = Assignment.objects.filter(task__plan__in=plans).leading().held_on(on).with_status(on)
    grouped = rows.values("task_id", "status").annotate(  # type: ignore[misc]  # with_status adds it
        late=Count("pk", filter=Q(due_on__lt=on))
    )
    tallied: dict[int, Tally] = {}
    for row in grouped.order_by():
        before = tallied.get(row["task_id"], Tally())
        tallied[row["task_id"]] = Tally({**before.counts, row["status"]: 1}, before.late + row["late"])
    lines = []
    for plan in plans:
        judged = judge(tasks[plan.pk], tallied).values()
        sums = Counter(one.status.value for one in judged)
        lines.append(
            PlanLine(plan, {s.value: sums[s.value] for s in Status}, sum(one.late for one in judged))
        )
    return lines


# --- mine and late ----------------------------------------------------------------------------


def my_parts(acting: Acting, on: dt.date) -> QuerySet[Assignment]:
    """The acting body's parts in plans in force, with `status`; what is due first comes first."""
    return (
        Assignment.objects.of_body(acting.body)
        .held_on(on)
        .filter(task__plan__state=Plan.State.IN_FORCE)
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
    text: str = "",
    plan: int | None = None,
    body: int | None = None,
    mine: bool = False,
) -> QuerySet[Assignment]:
    """Parts past their day in all plans in force that the person may see, the longest late first."""
    plans = Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE)
    if plan:
        plans = plans.filter(pk=plan)
    found = Assignment.objects.late(on).filter(task__plan__in=list(plans.values_list("pk", flat=True)))
    if mine:
        found = found.filter(in_scope(acting, "body__"))
    if body:
        found = found.filter(body=body)
    return found.matching(text).order_by("due_on", "pk")


# --- one task ---------------------------------------------------------------------------------


@dataclass(slots=True)
class PartView:
    """A body's part on the task page: how it stands, each thing asked, what was said."""

    assignment: Assignment
    standing: rules.Standing
    judged: Judged
    dues: Sequence[tuple[rules.Due, rules.Standing, Judged]]
    progress: Sequence[Progress]

    @property
    def last(self) -> Progress | None:
        """The latest row that holds."""
        return self.progress[-1] if self.progress else None


@dataclass(slots=True)
class TaskView:
    """All that the task page shows at a moment."""

    task: Task
    judged: Judged
    leads: list[PartView]
    coordinators: list[PartView]
    parties: Sequence[Party]
    deadline_parts: Sequence[DeadlinePart]
    children: Sequence[tuple[Task, Judged]]

    @property
    def parts(self) -> list[PartView]:
        """Leads first."""
        return [*self.leads, *self.coordinators]


def task_view(task: Task, at: Moment) -> TaskView:
    """The task's parts with their standing, progress and evidence at a moment."""
    children = list(Task.objects.filter(plan_id=task.plan_id, parent=task))
    family = [task.pk, *(child.pk for child in children)]
    rows = Assignment.objects.filter(task__in=family).held_on(at.on).select_related("body", "officer")
    parts = list(rows.order_by("party__order", "body__sort_key", "pk"))
    periods = dict.fromkeys(family, period_of(task.plan))
    asked = deadlines(family, periods, at)
    found = standings(parts, asked, at)
    own = [part for part in parts if part.task_id == task.pk]
    said = _progress_of(own, at)
    views = [_part_view(part, found[part.pk], asked.of(part), said[part.pk], at) for part in own]
    tallied = {
        pk: _tally([found[p.pk] for p in parts if p.task_id == pk and p.role == Party.Role.LEAD], at.on)
        for pk in family
    }
    judged = judge([task, *children], tallied)
    openings = {o.pk: o for o in Opening.objects.filter(at.cut(), part__task=task).order_by("on", "pk")}
    deadline_parts = list(task.deadline_parts.all())
    for part in deadline_parts:
        part.opened = [o for o in openings.values() if o.part_id == part.pk]  # type: ignore[attr-defined]
    return TaskView(
        task,
        judged[task.pk],
        [v for v in views if v.assignment.role == Party.Role.LEAD],
        [v for v in views if v.assignment.role != Party.Role.LEAD],
        list(task.parties.all()),
        deadline_parts,
        [(child, judged[child.pk]) for child in children],
    )


def _tally(found: Iterable[rules.Standing], on: dt.date) -> Tally:
    listed = list(found)
    return Tally(
        Counter(rules.status(s, on).value for s in listed),
        sum(rules.is_late(s, on) for s in listed),
        min((s.due_on for s in listed if s.due_on), default=None),
    )


def _progress_of(parts: Sequence[Assignment], at: Moment) -> dict[int, list[Progress]]:
    """The progress rows of parts that hold at a moment, oldest first, with evidence."""
    rows: dict[int, list[Progress]] = defaultdict(list)
    found = Progress.objects.filter(holding(at), assignment__in=[p.pk for p in parts])
    for row in found.order_by("on", "recorded_at", "pk").prefetch_related("evidence__file"):
        rows[row.assignment_id].append(row)
    return rows


def _part_view(
    part: Assignment,
    found: rules.Standing,
    dues: Sequence[rules.Due],
    said: Sequence[Progress],
    at: Moment,
) -> PartView:
    each = rules.progress_of_each(dues, said_by(said)) if len(dues) > 1 else ((dues[0], found),)
    return PartView(
        part, found, rules.judged(found, at.on), [(d, s, rules.judged(s, at.on)) for d, s in each], said
    )


def progress_history(task: Task) -> QuerySet[Progress]:
    """Everything that was ever said of the task's parts, corrected rows too, newest first."""
    rows = Progress.objects.filter(assignment__task=task).select_related("assignment__body", "replaced_by")
    return rows.prefetch_related("evidence__file").order_by("-recorded_at", "-pk")


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
        "plans.assignment": Assignment.objects.filter(task__plan=plan),
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
