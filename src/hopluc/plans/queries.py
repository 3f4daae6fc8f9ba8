"""Questions that pages ask of plans: what is mine, what is late, a task, indicators, history.

The board is in boards.py. Every dated question takes a `Moment`: as of which day, and with what was
known when.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import names_on, own_places, without_people
from hopluc.plans import rules
from hopluc.plans.access import in_scope
from hopluc.plans.amendments.moments import (
    NOTHING,
    at_moment,
    parts_at,
    reread,
    reread_tasks,
    target_readings,
)
from hopluc.plans.boards import is_kept, judge, tally_of
from hopluc.plans.mandates.wholes import Actual, added_of, in_part, reaches, settled
from hopluc.plans.models import (
    Amendment,
    Assignment,
    DeadlinePart,
    Evidence,
    Extension,
    Indicator,
    Opening,
    Party,
    Plan,
    Progress,
    Proposal,
    SignOff,
    Task,
    TypedActual,
)
from hopluc.plans.rules import Judged
from hopluc.plans.standings import (
    Moment,
    counts,
    deadlines,
    deadlines_of,
    granted_by,
    known_by,
    known_until,
    now,
    openings_of,
    period_of,
    said_by,
    standings_of,
    superseded,
)

MOST_IDS = 2000  # in one question

# --- mine and late ----------------------------------------------------------------------------


def my_parts(acting: Acting, on: dt.date) -> QuerySet[Assignment]:
    """The acting body's parts in plans in force, with `status`; what is due first comes first. With them
    those of rooms inside that have no people of their own, or of which the person is in charge."""
    body, rooms = acting.body, own_places(acting.body) - {acting.body.pk}
    theirs = Q(body__in=without_people(rooms, on)) | Q(body__in=rooms, officer=acting.user)
    return (
        Assignment.objects.filter(Q(body=body) | theirs if rooms else Q(body=body))
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


class LateLine(NamedTuple):
    """A late part as the list shows it: plain values, for a page of fifty is drawn in milliseconds."""

    pk: int
    task_id: int
    plan_id: int
    role: str
    due_on: dt.date
    code: str
    number: str
    text: str
    body: str
    plan_number: str
    plan_title: str
    status: str


def lines_in_order(pks: Sequence[int], on: dt.date) -> list[LateLine]:
    """Late parts as of a day, in the order of their ids given."""
    rows = Assignment.objects.filter(pk__in=pks).with_status(on)
    told = rows.values_list(
        *("pk", "task_id", "task__plan_id", "role", "due_on", "task__code", "task__number"),
        *("task__text", "body__name", "task__plan__number", "task__plan__title", "status"),
    )
    by_pk = {row[0]: LateLine(*row) for row in told}
    return [by_pk[pk] for pk in pks if pk in by_pk]


def all_in_order(pks: Sequence[int], on: dt.date) -> Iterator[LateLine]:
    """`lines_in_order` for any number of parts: databases take so many values in one question only."""
    for start in range(0, len(pks), MOST_IDS):
        yield from lines_in_order(pks[start : start + MOST_IDS], on)


# --- one task ---------------------------------------------------------------------------------


@dataclass(slots=True)
class PartView:
    """A body's part on the task page: how it stands, each thing asked, what was said of it.

    progress: the rows that hold. undecided: those that wait for the body's approver, or came back and
    were not sent again. extensions: later days asked for by then.
    """

    assignment: Assignment
    body_name: str
    standing: rules.Standing
    judged: Judged
    dues: Sequence[tuple[rules.Due, rules.Standing, Judged]]
    progress: Sequence[Progress]
    undecided: Sequence[SaidView] = ()
    extensions: Sequence[Extension] = ()

    @property
    def last(self) -> Progress | None:
        """The latest row that holds."""
        return self.progress[-1] if self.progress else None


@dataclass(frozen=True, slots=True)
class SaidView:
    """A progress row in the task's timeline, under the body's name of the moment.

    corrected: another row counts in its place by then. sent_again: another row stands in its place,
    whether it counts or not. waits: for an approver. sign_off: what the approver decided by then.
    """

    row: Progress
    body_name: str
    corrected: bool
    sent_again: bool
    waits: bool
    sign_off: SignOff | None

    @property
    def returned(self) -> bool:
        """Whether the approver sent it back."""
        return self.sign_off is not None and not self.sign_off.accepted


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
    children = list(Task.objects.filter(at_moment(at), plan_id=task.plan_id, parent=task))
    reread_tasks([task, *children], at)
    family = [task.pk, *(child.pk for child in children)]
    held = Assignment.objects.filter(parts_at(at), task__in=family).select_related("body", "officer")
    parts = list(held.order_by("party__order", "body__sort_key", "pk"))
    deadline_parts = list(DeadlinePart.objects.filter(at_moment(at), task__in=family))
    openings = openings_of(deadline_parts, at)
    periods = dict.fromkeys(family, period_of(task.plan))
    asked_for = list(Extension.objects.filter(assignment__task__in=family).order_by("asked_at", "pk"))
    asked = deadlines_of(deadline_parts, openings, periods, granted_by(asked_for, at))
    shown = _as_then(asked_for, at)
    said = [row for row in _said_of(family) if known_by(row, at)]
    gone = superseded(said, at)
    holding_rows = [row for row in said if row.on <= at.on and counts(row, at) and row.pk not in gone]
    found = standings_of(parts, asked, holding_rows)
    named = _names([*(p.body for p in parts), *(row.assignment.body for row in said)], at)
    told = _told(said, gone, named, at)
    views = [
        _part_view(part, named[part.body_id], found[part.pk], asked.of(part), holding_rows, told, at)
        for part in parts
        if part.task_id == task.pk
    ]
    for view in views:
        view.extensions = [row for row in shown if row.assignment_id == view.assignment.pk]
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
        list(task.parties.filter(at_moment(at), organisation=None, group=None)),
        [(p, [o for o in openings if o.part_id == p.pk]) for p in deadline_parts if p.task_id == task.pk],
        [(child, judged[child.pk]) for child in children],
        [one for one in reversed(told) if one.row.assignment.task_id == task.pk],
    )


def _as_then(rows: Iterable[Extension], at: Moment) -> list[Extension]:
    """Later days asked for by a moment, as they stood then."""
    limit = known_until(at)
    found = [row for row in rows if limit is None or row.asked_at <= limit]
    for row in found:
        if limit and row.decided_at and row.decided_at > limit:
            row.state, row.granted_until, row.decided_by_name = Extension.State.ASKED, None, ""
    return [row for row in found if row.state != Extension.State.WITHDRAWN]


def _told(said: Iterable[Progress], gone: set[int], named: Mapping[int, str], at: Moment) -> list[SaidView]:
    """Each row with what became of it by the moment."""
    listed = list(said)
    again = {row.replaces_id for row in listed}
    told = []
    for row in listed:
        signed = getattr(row, "sign_off", None)
        signed = signed if signed and (at.known is None or signed.recorded_at <= at.known) else None
        name = named[row.assignment.body_id]
        waits = row.waits and signed is None and row.pk not in again
        told.append(SaidView(row, name, row.pk in gone, row.pk in again, waits, signed))
    return told


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
        rows.select_related("assignment__body", "sign_off")
        .prefetch_related(evidence)
        .order_by("recorded_at", "pk")
    )


def _part_view(
    part: Assignment,
    name: str,
    found: rules.Standing,
    dues: Sequence[rules.Due],
    holding_rows: Iterable[Progress],
    told: Iterable[SaidView],
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
        _undecided([one for one in told if one.row.assignment_id == part.pk]),
    )


def _undecided(told: Sequence[SaidView]) -> list[SaidView]:
    """What waits; and the last word, where it came back: a later report has answered earlier ones."""
    return [one for one in told if one.waits or (one.returned and one is told[-1])]


def asked_of(assignment: Assignment) -> tuple[rules.Due, ...]:
    """All that the deadline asks of a part (with `task__plan`), as known today."""
    periods = {assignment.task_id: period_of(assignment.task.plan)}
    return deadlines([assignment.task_id], periods, now()).of(assignment)


def rows_since(assignment: Assignment, seen: int) -> list[Progress]:
    """What came in after the row that a form was filled from."""
    return list(assignment.progress.filter(pk__gt=seen).order_by("pk"))


def pending_of(assignment: Assignment) -> Progress | None:
    """The part's last report that waits for the approver."""
    found: Progress | None = (
        assignment.progress.filter(waits=True, sign_off=None, replaced_by=None).order_by("-pk").first()
    )
    return found


# --- indicators, history ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its actual at the moment and the figures typed for the whole, newest day first."""

    indicator: Indicator
    typed: Sequence[TypedActual]
    actual: Actual | None

    @property
    def whole(self) -> Actual | None:
        """The actual where it speaks for the whole target: what a report may give as its figure."""
        return None if in_part(self.actual) else self.actual

    @property
    def reached(self) -> bool | None:
        """Whether the actual reaches the target; None where it cannot be judged."""
        return reaches(self.indicator, self.actual)


def indicators(plan: Plan, at: Moment) -> list[IndicatorRow]:
    """The plan's indicators as they read at a moment, with what was typed up to it."""
    typed = defaultdict(list)
    rows = TypedActual.objects.filter(at.cut(), indicator__plan=plan, of=None).select_related("body", "file")
    for row in rows.order_by("-on", "-recorded_at", "-pk"):
        typed[row.indicator_id].append(row)
    found = list(plan.indicators.filter(at_moment(at)))
    words = target_readings(at, plan=plan)
    for one in found:
        reread(one, words.get(one.pk, NOTHING))
    added = added_of(found, at)
    return [
        IndicatorRow(one, typed[one.pk], settled(next(iter(typed[one.pk]), None), added.get(one.pk)))
        for one in found
    ]


def history(plan: Plan, at: Moment | None = None) -> QuerySet[Deed]:
    """The deeds upon the plan, its tasks, parts, indicators and amendments, newest first."""
    kinds: dict[str, QuerySet[Any]] = {
        "plans.assignment": Assignment.objects.filter(plan=plan),
        "plans.task": Task.objects.filter(plan=plan),
        "plans.indicator": Indicator.objects.filter(plan=plan),
        "plans.amendment": Amendment.objects.filter(plan=plan),
        "plans.proposal": Proposal.objects.filter(plan=plan),
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
