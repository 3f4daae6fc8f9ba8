"""How the tasks of a plan stand, and the board that shows them.

Today's answers come from the kept columns of Assignment, counted in SQL; those of earlier moments
from the progress rows. Tasks are read as plain rows: a board of hundreds is drawn in milliseconds.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, FilteredRelation, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, holds_on
from hopluc.organizations.queries import names_on
from hopluc.plans import rules
from hopluc.plans.amendments.moments import NOTHING, Words, at_moment, folded, parts_at, task_readings
from hopluc.plans.models import Amendment, Assignment, Party, Plan, Task
from hopluc.plans.rules import Judged, Status
from hopluc.plans.signing.queries import delivered_products
from hopluc.plans.standings import Moment, deadlines, period_of, standings
from hopluc.viet.dates import format_date
from hopluc.viet.text import fold

LATE = "late"  # a filter beside the five statuses: any day due passed
LEADS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board shows; empty fields do not filter. `mine`: tasks in which the body has a part.
    `lacking`: tasks of which an expected product has not come."""

    text: str = ""
    group: str = ""
    body: int | None = None
    status: str = ""
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    mine: bool = False
    lacking: bool = False


@lru_cache(maxsize=64)
def _judgement(status: str, late: bool) -> Judged:
    return Judged(Status(status), late and status not in rules.DONE)


# A list of plans judges thousands of tasks, which stand in a few ways.
_combined = lru_cache(maxsize=1024)(rules.combined)


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
    def judged(self) -> tuple[Judged, ...]:
        """One judgement for each status that occurs: all that rules.combined looks at."""
        late = self.late > 0
        return tuple(_judgement(one, late) for one, n in self.counts.items() if n)


NO_PARTS = Tally()


class Line(NamedTuple):
    """A task as the board reads it."""

    pk: int
    plan_id: int
    parent_id: int | None
    group_id: int | None
    order: int
    number: str = ""
    text: str = ""
    folded: str = ""
    deadline_text: str = ""
    products: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A task on the board; `leads` are names (filled in by `with_leads`)."""

    task: Line
    judged: Judged
    tally: Tally
    due_on: dt.date | None
    depth: int
    leads: Sequence[str] = ()

    @property
    def leads_shown(self) -> Sequence[str]:
        """The first few leads; the rest are counted."""
        return self.leads[:LEADS_SHOWN]

    @property
    def leads_more(self) -> int:
        """How many leads are not shown."""
        return max(0, len(self.leads) - LEADS_SHOWN)


@dataclass(frozen=True, slots=True)
class Board:
    """The rows that pass the filters in the order of the document, and sums by status before the
    status filter."""

    rows: Sequence[Row]
    sums: Mapping[str, int]
    late: int
    total: int

    @property
    def counted(self) -> int:
        """Tasks in the sums."""
        return sum(self.sums.values())


# --- how tasks stand ----------------------------------------------------------------------------


def is_kept(at: Moment) -> bool:
    """Whether the kept columns answer for the moment: today or later, with all that is known."""
    return at.known is None and at.on >= timezone.localdate()


def told(at: Moment) -> str:
    """The moment in words, both clocks named."""
    words = _("tính đến %(day)s") % {"day": format_date(at.on)}
    if at.known is None:
        return words
    known = format_date(timezone.localdate(at.known))
    return words + _(", như đã biết ngày %(day)s") % {"day": known}


def tallies(plan: Plan, at: Moment) -> dict[int, Tally]:
    """How the lead parts of each task of the plan stood at a moment, by the task's id."""
    kept = is_kept(at) and not _changes_until(plan, at.on)
    return _kept_tallies([plan.pk], at.on) if kept else _computed_tallies(plan, at)


def tallies_of(plans: Sequence[Plan], at: Moment) -> dict[int, Tally]:
    """`tallies` of several plans; one query for all whose kept columns answer."""
    kept = [plan for plan in plans if is_kept(at) and not _changes_until(plan, at.on)]
    found = _kept_tallies([plan.pk for plan in kept], at.on) if kept else {}
    for plan in plans:
        if plan not in kept:
            found |= _computed_tallies(plan, at)
    return found


def _changes_until(plan: Plan, day: dt.date) -> bool:
    """Whether an amendment changes the plan between today and a later day: the kept columns are today's."""
    today = timezone.localdate()
    coming = Amendment.objects.filter(plan=plan, state=Amendment.State.IN_FORCE, on__gt=today, on__lte=day)
    return day > today and coming.exists()


def _kept_tallies(plans: Sequence[int], on: dt.date) -> dict[int, Tally]:
    rows = Assignment.objects.filter(plan__in=plans).leading().held_on(on).with_status(on)
    grouped = rows.values("task_id", "status").annotate(  # type: ignore[misc]  # with_status adds it
        n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)), due=Min("due_on")
    )
    found: dict[int, Tally] = {}
    for task, status, n, late, due in grouped.order_by().values_list("task_id", "status", "n", "late", "due"):
        before = found.get(task, NO_PARTS)
        days = [day for day in (before.due_on, due) if day]
        found[task] = Tally({**before.counts, status: n}, before.late + late, min(days, default=None))
    return found


def _computed_tallies(plan: Plan, at: Moment) -> dict[int, Tally]:
    parts = list(Assignment.objects.filter(parts_at(at), plan=plan).leading())
    periods = dict.fromkeys({a.task_id for a in parts}, period_of(plan))
    found = standings(parts, deadlines(periods, periods, at), at)
    by_task: dict[int, list[rules.Standing]] = defaultdict(list)
    for part in parts:
        by_task[part.task_id].append(found[part.pk])
    return {task: tally_of(of_task, at.on) for task, of_task in by_task.items()}


def tally_of(found: Iterable[rules.Standing], on: dt.date) -> Tally:
    """Standings of one task's lead parts, counted for a day."""
    listed = list(found)
    return Tally(
        Counter(rules.status(s, on).value for s in listed),
        sum(rules.is_late(s, on) for s in listed),
        min((s.due_on for s in listed if s.due_on), default=None),
    )


def judge(tasks: Iterable[Line | Task], tallied: Mapping[int, Tally]) -> dict[int, Judged]:
    """The official status of each task: of its leads' parts, and of its sub-tasks where it has any."""
    listed = list(tasks)
    children: dict[int, list[int]] = defaultdict(list)
    for task in listed:
        if task.parent_id:
            children[task.parent_id].append(task.pk)
    found: dict[int, Judged] = {}

    def of(pk: int) -> Judged:
        if pk not in found:
            own = tallied.get(pk, NO_PARTS).judged
            found[pk] = _combined((*own, *map(of, children[pk])) if pk in children else own)
        return found[pk]

    return {task.pk: of(task.pk) for task in listed}


# --- the board --------------------------------------------------------------------------------


def board(plan: Plan, acting: Acting, filters: Filters, at: Moment, *, products: bool = True) -> Board:
    """The plan's tasks with their status at a moment, filtered; five queries for today. products: as
    for `lines`."""
    tasks = lines(plan, at, products=products or filters.lacking)
    tallied = tallies(plan, at)
    judged = judge(tasks, tallied)
    due = _days_due(tasks, tallied)
    chosen = [task for task in tasks if _passes(task, filters, due.get(task.pk))]
    chosen = _with_bodies(plan, chosen, filters, acting, at)
    if filters.lacking:
        there = delivered_products(plan, at)
        chosen = [task for task in chosen if any((task.pk, one) not in there for one in task.products)]
    sums = Counter(judged[task.pk].status.value for task in chosen)
    depths = _depths(tasks)
    rows = [
        Row(task, judged[task.pk], tallied.get(task.pk, NO_PARTS), due.get(task.pk), depths[task.pk])
        for task in chosen
        if _has_status(judged[task.pk], filters.status)
    ]
    late = sum(judged[task.pk].late for task in chosen)
    return Board(rows, {s.value: sums[s.value] for s in Status}, late, len(tasks))


def lines(plan: Plan, at: Moment, *, products: bool = True) -> list[Line]:
    """The plan's tasks as they read at a moment, in the order of the document. products: to be had without
    them, which are read from JSON row by row, where they are not looked at."""
    rows = Task.objects.filter(at_moment(at), plan=plan).order_by("order", "pk")
    words = task_readings(at, plan=plan)
    fields = Line._fields if products or words else Line._fields[:-1]
    found = [_worded(Line(*row), words.get(row[0], NOTHING)) for row in rows.values_list(*fields)]
    return sorted(found, key=lambda line: (line.order, line.pk)) if words else found


def _worded(line: Line, words: Words) -> Line:
    """The task as it reads by these words, to be found by them."""
    if not words:
        return line
    line = line._replace(**{name: value for name, value in words.items() if name in Line._fields})
    return line._replace(folded=folded(line.number, line.text, line.products))


def with_leads(rows: Sequence[Row], at: Moment) -> list[Row]:
    """The rows with their leads at a moment: as the plan names them, and where the part of a single body
    has passed on, whoever holds it. One query; a second where something passed on."""
    # A filtered relation reaches no further relation: what was known is asked for before.
    passed = Q(assignments__passed_from__isnull=False) & holds_on(at.on, "assignments__")
    if at.known:
        held = Assignment.objects.filter(parts_at(at), task__in=[row.task.pk for row in rows])
        passed = Q(assignments__in=list(held.filter(passed_from__isnull=False).values_list("pk", flat=True)))
    parties = Party.objects.filter(
        at_moment(at), task__in=[row.task.pk for row in rows], role=Party.Role.LEAD
    ).annotate(heirs=FilteredRelation("assignments", condition=passed))
    named = parties.order_by("task_id", "order", "heirs__pk").values_list(
        "task_id", "text", "collective", "heirs__body_id"
    )
    found = list(named)
    names = names_on({heir for *_rest, heir in found if heir}, at.on, at.known)
    leads: dict[int, list[str]] = defaultdict(list)
    for task, text, collective, heir in found:
        leads[task].append(names[heir].name if heir and not collective else text)
    return [replace(row, leads=list(dict.fromkeys(leads[row.task.pk]))) for row in rows]


def _days_due(tasks: Sequence[Line], tallied: Mapping[int, Tally]) -> dict[int, dt.date]:
    """The next day due of each task; of a parent, the earliest among its sub-tasks too."""
    due = {pk: tally.due_on for pk, tally in tallied.items() if tally.due_on}
    for task in reversed(tasks):
        below = due.get(task.pk)
        if task.parent_id and below:
            due[task.parent_id] = min(below, due.get(task.parent_id, below))
    return due


def _passes(task: Line, filters: Filters, due: dt.date | None) -> bool:
    """Text, group and days due."""
    if filters.text.strip() and fold(filters.text.strip()) not in task.folded:
        return False
    if filters.group and str(task.group_id) != filters.group:
        return False
    if filters.due_from and not (due and due >= filters.due_from):
        return False
    return not filters.due_to or bool(due and due <= filters.due_to)


def _with_bodies(plan: Plan, tasks: list[Line], filters: Filters, acting: Acting, at: Moment) -> list[Line]:
    """Keep the tasks that a body leads, and those in which the acting body has a part."""
    if not (filters.body or filters.mine):
        return tasks
    held = Assignment.objects.filter(
        parts_at(at), plan=plan, body__in={filters.body, acting.body.pk} - {None}
    )
    found = set(held.values_list("task_id", "body_id", "role"))
    led = {task for task, body, role in found if body == filters.body and role == Party.Role.LEAD}
    own = {task for task, body, _ in found if body == acting.body.pk}
    return [
        task
        for task in tasks
        if (not filters.body or task.pk in led) and (not filters.mine or task.pk in own)
    ]


def _has_status(one: Judged, wanted: str) -> bool:
    return not wanted or (one.late if wanted == LATE else one.status == wanted)


def _depths(tasks: Sequence[Line]) -> dict[int, int]:
    """How deep each task lies under its parents."""
    parents = {task.pk: task.parent_id for task in tasks}

    def depth(pk: int) -> int:
        parent = parents[pk]
        return depth(parent) + 1 if parent else 0

    return {pk: depth(pk) for pk in parents}


def lead_bodies(plan: Plan) -> list[Organisation]:
    """Bodies that lead something in the plan, by name: the choices of the board's filter."""
    leading = Assignment.objects.filter(plan=plan).leading().values("body_id")
    found = Organisation.objects.filter(pk__in=leading).order_by("sort_key", "pk")
    return list(found.only("pk", "name"))


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
    keys = [plan.pk for plan in plans]
    fields: tuple[Any, ...] = Line._fields[:5]
    tasks = defaultdict(list)
    held = Task.objects.filter(at_moment(Moment(on)), plan__in=keys)
    for row in held.order_by("order", "pk").values_list(*fields):
        tasks[row[1]].append(Line(*row))
    tallied = _kept_tallies(keys, on)
    lines = []
    for plan in plans:
        judged = judge(tasks[plan.pk], tallied).values()
        sums = Counter(one.status.value for one in judged)
        counted = {s.value: sums[s.value] for s in Status}
        lines.append(PlanLine(plan, counted, sum(one.late for one in judged)))
    return lines
