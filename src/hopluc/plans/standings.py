"""From rows to the values of rules.py: what a deadline asks of a part, what was said of it.

Used by actions (to keep the columns of Assignment) and by queries (to answer for an earlier day).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hopluc.law.calendar import is_working_day
from hopluc.plans import rules
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.models import Assignment, DeadlinePart, Extension, Opening, Party, Plan, Progress

KEPT = ("state", "percent", "finished_on", "late", "due_on", "counts_from")
# Corrections of one row that may wait or come back in a row before one of them counts.
MOST_TRIES = 4


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
        since=part.since if part.began_by_id else None,
    )


@dataclass(slots=True)
class Deadlines:
    """The deadline parts of some tasks with their openings; works out each part's dues once.

    granted: the later days granted to bodies' parts (`granted_days`).
    """

    parts: Mapping[int, Sequence[tuple[int, rules.Part]]]
    periods: Mapping[int, rules.Period]
    known: dict[tuple[int, tuple[int, ...] | None, dt.date | None], tuple[rules.Due, ...]]
    granted: Mapping[int, Mapping[dt.date, dt.date]]

    def of(self, assignment: Assignment) -> tuple[rules.Due, ...]:
        """What the deadline asks of the part, with the days granted to it; the days bind leads, not
        coordinators."""
        if assignment.role != Party.Role.LEAD:
            return (rules.Due(),)
        asked = self._asked(assignment)
        granted = self.granted.get(assignment.pk)
        return rules.extended(asked, granted) if granted else asked

    def _asked(self, assignment: Assignment) -> tuple[rules.Due, ...]:
        bound = None if assignment.bound_parts is None else tuple(assignment.bound_parts)
        came = assignment.since if assignment.began_by_id else None
        key = (assignment.task_id, bound, came)
        if key not in self.known:
            chosen = [p for pk, p in self.parts.get(assignment.task_id, ()) if bound is None or pk in bound]
            if came:  # an amendment brought the body in: nothing that recurs is asked of it from before
                chosen = [replace(p, since=came) for p in chosen]
            self.known[key] = rules.dues(chosen, self.periods[assignment.task_id], is_working_day)
        return self.known[key]


def deadlines(task_ids: Iterable[int], periods: Mapping[int, rules.Period], at: Moment) -> Deadlines:
    """The deadlines of tasks as of a moment, in three queries where nothing passed on after a grant."""
    tasks = list(task_ids)
    parts = list(DeadlinePart.objects.filter(at_moment(at), task__in=tasks))
    return deadlines_of(parts, openings_of(parts, at), periods, granted_days(tasks, at))


def openings_of(parts: Iterable[DeadlinePart], at: Moment) -> list[Opening]:
    """What had opened the parts that wait for something, by day."""
    waiting = [p.pk for p in parts if p.kind in {DeadlinePart.Kind.ON_REQUEST, DeadlinePart.Kind.AFTER}]
    found = Opening.objects.filter(at.cut(), part__in=waiting) if waiting else Opening.objects.none()
    return list(found.order_by("on", "pk"))


def deadlines_of(
    parts: Iterable[DeadlinePart],
    openings: Iterable[Opening],
    periods: Mapping[int, rules.Period],
    granted: Mapping[int, Mapping[dt.date, dt.date]],
) -> Deadlines:
    """Deadlines of rows that were loaded already."""
    opened = defaultdict(list)
    for opening in openings:
        opened[opening.part_id].append(opening)
    by_task = defaultdict(list)
    for part in parts:
        by_task[part.task_id].append((part.pk, rule_part(part, opened[part.pk])))
    return Deadlines(by_task, periods, {}, granted)


def granted_days(task_ids: Iterable[int], at: Moment) -> dict[int, dict[dt.date, dt.date]]:
    """`granted_by` for all parts of some tasks."""
    tasks = list(task_ids)
    granted = Extension.objects.filter(state=Extension.State.GRANTED, assignment__task__in=tasks)
    return granted_by(granted, at)


def granted_by(rows: Iterable[Extension], at: Moment) -> dict[int, dict[dt.date, dt.date]]:
    """Later days granted by a moment: by the part's id, the day for each due's key. A grant counts from
    the moment of its decision on both clocks; the last one about a due is the one that holds, also for
    whoever takes the part over. `rows`: all extensions of these parts."""
    limit = known_until(at)
    found: dict[int, dict[dt.date, dt.date]] = defaultdict(dict)
    decided = [(row.decided_at, row) for row in rows if row.decided_at and row.granted_until]
    for moment, row in sorted(decided, key=lambda pair: (pair[0], pair[1].pk)):
        if row.granted_until and (limit is None or moment <= limit):
            found[row.assignment_id][row.day] = row.granted_until
    frontier = list(found)
    while frontier:
        later = list(Assignment.objects.filter(passed_from__in=frontier).values_list("pk", "passed_from_id"))
        for pk, before in later:
            if before:
                found[pk] = {**found[before], **found.get(pk, {})}
        frontier = [pk for pk, _ in later]
    return dict(found)


def known_until(at: Moment) -> dt.datetime | None:
    """The last moment whose decisions count at `at` on both clocks; None where none is too late."""
    ends = [end_of(at.on)] if at.on < dt.date.max else []
    return min([*ends, *([at.known] if at.known else [])], default=None)


def counting(at: Moment) -> Q:
    """Condition of progress rows that count by a moment: they waited for nobody, or were signed off."""
    signed = Q(sign_off__accepted=True)
    if at.known:
        signed &= Q(sign_off__recorded_at__lte=at.known)
    return Q(waits=False) | signed


def holding(at: Moment) -> Q:
    """Condition of progress rows that hold at a moment: said and counting by then, and no correction in
    their place that counted by then (`superseded` is the same rule in Python)."""
    later = Progress.objects.filter(counting(at))
    if at.known:
        later = later.filter(recorded_at__lte=at.known)
    replaced = Q()
    for tries in range(MOST_TRIES):
        link = "replaces" + "__replaces" * tries
        replaced |= Q(Exists(later.filter(**{link: OuterRef("pk")})))
    return at.cut() & counting(at) & ~replaced


def counts(row: Progress, at: Moment) -> bool:
    """`counting` for a row that was loaded with `sign_off`."""
    if not row.waits:
        return True
    signed = getattr(row, "sign_off", None)
    return bool(signed and signed.accepted and (at.known is None or signed.recorded_at <= at.known))


def superseded(rows: Sequence[Progress], at: Moment) -> set[int]:
    """Ids of the rows in whose place a later one counts at the moment. `rows`: all of some tasks, with
    `sign_off`. A correction that waits, or came back, replaces nothing; one sent in its place does."""
    before = {row.pk: row.replaces_id for row in rows}
    found = set()
    for row in rows:
        if row.replaces_id and known_by(row, at) and counts(row, at):
            earlier: int | None = row.replaces_id
            while earlier:
                found.add(earlier)
                earlier = before.get(earlier)
    return found


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
    """All that was said up to today; what an amendment changes from a later day on does not count yet."""
    return Moment(timezone.localdate())


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
