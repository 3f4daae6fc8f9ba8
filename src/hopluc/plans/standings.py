"""From rows to the values of rules.py: what a deadline asks of a part, what was said of it.

Used by actions (to keep the columns of Assignment) and by queries (to answer for an earlier day).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from hopluc.plans import rules
from hopluc.plans.models import Assignment, DeadlinePart, Opening, Party, Plan, Progress

# Bộ luật Lao động 2019, Điều 112. Tết, Giỗ Tổ and the second day at 2/9 are set year by year.
_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
KEPT = ("state", "percent", "finished_on", "late", "due_on", "counts_from")


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, but for the holidays of a fixed day."""
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


@dataclass(frozen=True, slots=True)
class Moment:
    """As of which day a question is put (`on`), and with what was known when (`known`; None: now)."""

    on: dt.date
    known: dt.datetime | None = None

    def cut(self) -> Q:
        """Condition of a dated row that belongs to the answer."""
        return Q(on__lte=self.on) & (Q(recorded_at__lte=self.known) if self.known else Q())


def end_of(day: dt.date) -> dt.datetime:
    """The moment at which a day ends, so that "as known on" a day holds all of it."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def period_of(plan: Plan) -> rules.Period:
    """The days that the plan is followed."""
    return rules.period_of(
        plan.period_start, plan.period_end, plan.issued_on, timezone.localdate(plan.opened_at)
    )


def rule_part(part: DeadlinePart, openings: Iterable[Opening] = ()) -> rules.Part:
    """A deadline part with what has opened it, as rules know it."""
    return rules.Part(
        kind=part.kind,
        date=part.date,
        end=part.end,
        rrule=part.rrule,
        count=part.count,
        unit=part.unit,
        opened=tuple(rules.Opened(o.on, o.due_on) for o in openings),
    )


@dataclass(slots=True)
class Deadlines:
    """The deadline parts of some tasks with their openings; works out each part's dues once."""

    parts: Mapping[int, Sequence[tuple[int, rules.Part]]]
    periods: Mapping[int, rules.Period]
    known: dict[tuple[int, tuple[int, ...] | None], tuple[rules.Due, ...]]

    def of(self, assignment: Assignment) -> tuple[rules.Due, ...]:
        """What the deadline asks of the part; the days bind leads, not coordinators."""
        if assignment.role != Party.Role.LEAD:
            return (rules.Due(),)
        bound = None if assignment.bound_parts is None else tuple(assignment.bound_parts)
        key = (assignment.task_id, bound)
        if key not in self.known:
            chosen = [p for pk, p in self.parts.get(assignment.task_id, ()) if bound is None or pk in bound]
            self.known[key] = rules.dues(chosen, self.periods[assignment.task_id], is_working_day)
        return self.known[key]


def deadlines(task_ids: Iterable[int], periods: Mapping[int, rules.Period], at: Moment) -> Deadlines:
    """The deadlines of tasks as of a moment, in two queries at most."""
    parts = list(DeadlinePart.objects.filter(task__in=list(task_ids)))
    return deadlines_of(parts, openings_of(parts, at), periods)


def openings_of(parts: Iterable[DeadlinePart], at: Moment) -> list[Opening]:
    """What had opened the parts that wait for something, by day."""
    waiting = [p.pk for p in parts if p.kind in {DeadlinePart.Kind.ON_REQUEST, DeadlinePart.Kind.AFTER}]
    found = Opening.objects.filter(at.cut(), part__in=waiting) if waiting else Opening.objects.none()
    return list(found.order_by("on", "pk"))


def deadlines_of(
    parts: Iterable[DeadlinePart], openings: Iterable[Opening], periods: Mapping[int, rules.Period]
) -> Deadlines:
    """Deadlines of rows that were loaded already."""
    opened = defaultdict(list)
    for opening in openings:
        opened[opening.part_id].append(opening)
    by_task = defaultdict(list)
    for part in parts:
        by_task[part.task_id].append((part.pk, rule_part(part, opened[part.pk])))
    return Deadlines(by_task, periods, {})


def holding(at: Moment) -> Q:
    """Condition of progress rows that hold at a moment: said by then, and not corrected by then."""
    corrected = Q(replaced_by__isnull=False)
    if at.known:
        corrected &= Q(replaced_by__recorded_at__lte=at.known)
    return at.cut() & ~corrected


def holds(row: Progress, at: Moment) -> bool:
    """`holding` for a row that was loaded with `replaced_by`."""
    return known_by(row, at) and row.on <= at.on and not is_corrected(row, at)


def is_corrected(row: Progress, at: Moment) -> bool:
    """Whether the row, loaded with `replaced_by`, had been corrected by the moment."""
    correction = getattr(row, "replaced_by", None)
    return bool(correction and known_by(correction, at))


def known_by(row: Progress, at: Moment) -> bool:
    """Whether the row had been recorded by the moment."""
    return at.known is None or row.recorded_at <= at.known


def said_by(rows: Iterable[Progress]) -> list[rules.Said]:
    """Progress rows as rules know them, in the order given."""
    return [rules.Said(r.on, r.state, r.finished_on, r.percent, r.occurrence) for r in rows]


def chains(assignments: Sequence[Assignment]) -> list[tuple[Assignment, list[int]]]:
    """Each part with the ids of those whose progress speaks of it: itself, and, where it passed
    from another body, those before it."""
    found = {a.pk: [a.pk] for a in assignments}
    before = {a.pk: a.passed_from_id for a in assignments if a.passed_from_id}
    while before:
        for pk, earlier in before.items():
            found[pk].append(earlier)
        passed = dict(
            Assignment.objects.filter(pk__in=set(before.values()), passed_from__isnull=False).values_list(
                "pk", "passed_from_id"
            )
        )
        before = {pk: passed[earlier] for pk, earlier in before.items() if earlier in passed}
    return [(a, found[a.pk]) for a in assignments]


def standings(assignments: Sequence[Assignment], asked: Deadlines, at: Moment) -> dict[int, rules.Standing]:
    """The standing of each part at a moment, by its id."""
    tasks = {a.task_id for a in assignments}
    rows = Progress.objects.filter(holding(at), assignment__task__in=tasks)
    return standings_of(assignments, asked, rows)


def standings_of(
    assignments: Sequence[Assignment], asked: Deadlines, holding_rows: Iterable[Progress]
) -> dict[int, rules.Standing]:
    """The standing of each part by progress rows of its task that hold."""
    rows = defaultdict(list)
    for row in holding_rows:
        rows[row.assignment_id].append(row)
    untouched: dict[tuple[rules.Due, ...], rules.Standing] = {}
    result = {}
    for pk, before, dues in ((a.pk, chain, asked.of(a)) for a, chain in chains(assignments)):
        own = sorted(
            (row for earlier in before for row in rows.get(earlier, ())),
            key=lambda row: (row.on, row.recorded_at, row.pk),
        )
        if not own and dues not in untouched:
            untouched[dues] = rules.standing(dues, ())
        result[pk] = rules.standing(dues, said_by(own)) if own else untouched[dues]
    return result


def now() -> Moment:
    """All that was said up to this moment; no row may lie in the future."""
    return Moment(dt.date.max)


def refresh(assignments: Sequence[Assignment]) -> None:
    """Keep the columns of these parts (with `task__plan` loaded) as their rows and deadlines say.

    The parts are held before anything is read: of a report and a request at one moment, the later
    one sees the other, and neither leaves columns that know of one only.
    """
    ids = [a.pk for a in assignments]
    list(Assignment.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    periods = {a.task_id: period_of(a.task.plan) for a in assignments}
    asked = deadlines(periods, periods, now())
    for pk, found in standings(assignments, asked, now()).items():
        Assignment.objects.filter(pk=pk).update(**{name: getattr(found, name) for name in KEPT})
