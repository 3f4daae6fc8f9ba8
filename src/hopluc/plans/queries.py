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

from django.db.models import Case, CharField, Count, Min, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, OrganisationName
from hopluc.organizations.queries import names_on
from hopluc.plans import rules
from hopluc.plans.access import in_scope
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
    TaskGroup,
    TypedActual,
)
from hopluc.plans.rules import Judged, Status
from hopluc.plans.standings import (
    Moment,
    deadlines,
    deadlines_of,
    holds,
    known_by,
    openings_of,
    period_of,
    said_by,
    standings,
    standings_of,
)
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

    @property
    def counted(self) -> int:
        """Tasks in the sums."""
        return sum(self.sums.values())


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
    return {task: tally_of(of_task, at.on) for task, of_task in by_task.items()}


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
    """The plan's tasks by group with their status at a moment, filtered; four queries at most."""
    tasks = list(
        Task.objects.filter(plan=plan).select_related("group").defer("also", "columns", "mandate", "note")
    )
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
    return Board(_sections(rows), {s.value: sums[s.value] for s in Status}, late, len(rows), len(tasks))


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
    if not (filters.body or filters.mine):
        return tasks
    held = Assignment.objects.filter(task__plan=plan, body__in={filters.body, acting.body.pk} - {None})
    found = set(held.held_on(at.on).values_list("task_id", "body_id", "role"))
    led = {task for task, body, role in found if body == filters.body and role == Party.Role.LEAD}
    own = {task for task, body, _ in found if body == acting.body.pk}
    return [
        task
        for task in tasks
        if (not filters.body or task.pk in led) and (not filters.mine or task.pk in own)
    ]


LATE = "late"  # a filter beside the five statuses: any day due passed


def _has_status(one: Judged, wanted: str) -> bool:
    return not wanted or (one.late if wanted == LATE else one.status == wanted)


def _depths(tasks: Iterable[Task]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for task in sorted(tasks, key=lambda t: t.order):
        depths[task.pk] = depths.get(task.parent_id, -1) + 1 if task.parent_id else 0
    return depths


def _sections(rows: Iterable[Row]) -> list[Section]:
    """Rows under the plan's groups, in the order of the document."""
    by_group: dict[int | None, Section] = {}
    for row in rows:
        by_group.setdefault(row.task.group_id, Section(row.task.group, [])).rows.append(row)
    return list(by_group.values())


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
    plans: Sequence[Plan],
    text: str = "",
    plan: int | None = None,
    mine: bool = False,
) -> QuerySet[Assignment]:
    """Parts past their day in some plans, the longest late first.

    `plans`: those that the person may see, in force. `mine`: parts of the person's own bodies only.
    """
    chosen = [one.pk for one in plans if plan in (None, one.pk)]
    found = Assignment.objects.late(on).filter(task__plan__in=chosen)
    if mine:
        found = found.filter(in_scope(acting, "body__"))
    return found.matching(text).order_by("due_on", "pk")


def parts_in_order(pks: Sequence[int], on: dt.date) -> list[Assignment]:
    """Parts with their task, plan, body and `status`, in the order of their ids given."""
    rows = Assignment.objects.filter(pk__in=pks).with_status(on).select_related("task__plan", "body")
    by_pk = {row.pk: row for row in rows}
    return [by_pk[pk] for pk in pks if pk in by_pk]


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
    said: Sequence[Progress]


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
    names = names_on({p.body_id for p in parts}, at.on) if at.on < timezone.localdate() else {}
    views = [
        _part_view(part, names.get(part.body_id), found[part.pk], asked.of(part), holding_rows, at)
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
        [row for row in reversed(said) if row.assignment.task_id == task.pk and known_by(row, at)],
    )


def _said_of(tasks: Iterable[int]) -> QuerySet[Progress]:
    """Every progress row of tasks in the order of writing, with its body, correction and evidence."""
    rows = Progress.objects.filter(assignment__task__in=tasks)
    evidence = Prefetch("evidence", Evidence.objects.select_related("file").order_by("pk"))
    return (
        rows.select_related("assignment__body", "replaced_by")
        .prefetch_related(evidence)
        .order_by("recorded_at", "pk")
    )


def tally_of(found: Iterable[rules.Standing], on: dt.date) -> Tally:
    """Standings of one task's lead parts, counted for a day."""
    listed = list(found)
    return Tally(
        Counter(rules.status(s, on).value for s in listed),
        sum(rules.is_late(s, on) for s in listed),
        min((s.due_on for s in listed if s.due_on), default=None),
    )


def _part_view(
    part: Assignment,
    name: OrganisationName | None,
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
        name.name if name else part.body.name,
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
