"""What the leader's page tells: plans against figures, who is late, what waits, what changed in a month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from hopluc.engagement.models import Problem
from hopluc.engagement.queries.problems import ORDERS, Row, row_of
from hopluc.organizations.acting import Acting
from hopluc.plans import boards, rules
from hopluc.plans.access import in_scope
from hopluc.plans.models import Amendment, Assignment, Plan
from hopluc.plans.standings import Moment, end_of
from hopluc.reporting.actuals import queries as actuals
from hopluc.reporting.actuals.queries import Line
from hopluc.reporting.actuals.rules import Light

# What fits on one printed sheet; the lists behind the links have the rest.
PLANS, TARGETS, LATE, PROBLEMS, MOVED = 6, 2, 6, 4, 4
WORST = (Light.MISSED, Light.AT_RISK, Light.SLOW)
NO_VERDICT = frozenset({Light.UNJUDGED, Light.NO_FIGURES})
IN_DANGER = frozenset({Light.MISSED, Light.AT_RISK})


def plans_of(acting: Acting) -> list[Plan]:
    """The plans in force that the person's bodies issued or follow, the newest first."""
    own = in_scope(acting, "owner__") | in_scope(acting, "standing_agency__")
    return list(Plan.objects.filter(own, state=Plan.State.IN_FORCE).order_by("-issued_on", "pk"))


@dataclass(frozen=True, slots=True)
class State:
    """A plan on a day: its tasks by status, how many are late, its targets."""

    sums: Mapping[str, int]
    late: int
    lines: Sequence[Line]

    @property
    def total(self) -> int:
        """Tasks of the plan."""
        return sum(self.sums.values())

    @property
    def done(self) -> int:
        """Tasks that are done."""
        return sum(self.sums.get(one, 0) for one in rules.DONE)

    @property
    def lights(self) -> dict[Light, int]:
        """How many targets stand how."""
        return actuals.lights(self.lines)

    @property
    def danger(self) -> int:
        """Targets that are missed or at risk."""
        return sum(self.lights[one] for one in IN_DANGER)

    @property
    def worst(self) -> list[Line]:
        """The targets that a leader should look at, those in most danger first."""
        found = [line for line in self.lines if line.course.light in WORST]
        return sorted(found, key=lambda line: WORST.index(line.course.light))[:TARGETS]


def state_at(plan: Plan, at: Moment) -> State:
    """A plan as it stood at a moment."""
    judged = boards.judge(boards.lines(plan, at), boards.tallies(plan, at)).values()
    sums = Counter(one.status.value for one in judged)
    counted = {status.value: sums[status.value] for status in rules.Status}
    return State(counted, sum(one.late for one in judged), actuals.lines_of(plan, at))


@dataclass(frozen=True, slots=True)
class Sight:
    """A plan now and as it was known a month ago; None where it was not in the system then."""

    plan: Plan
    now: State
    before: State | None


@dataclass(frozen=True, slots=True)
class Late:
    """A body with parts past their day."""

    body: int
    name: str
    parts: int
    since: dt.date


@dataclass(frozen=True, slots=True)
class Change:
    """A count a month ago and now; `before` None where nothing is comparable. `better_up`: more is better."""

    key: str
    before: int | None
    now: int
    better_up: bool

    @property
    def better(self) -> bool:
        """Whether it went the right way."""
        return self.before is not None and (self.now > self.before) == self.better_up

    @property
    def moved(self) -> int:
        """By how much it changed."""
        return self.now - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Moved:
    """A target that stands otherwise than a month ago."""

    line: Line
    before: Light


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the page; the totals tell what did not fit."""

    on: dt.date
    since: dt.date
    sights: Sequence[Sight]
    late: Sequence[Late]
    problems: Sequence[Row]
    problem_total: int
    changes: Sequence[Change]
    moved: Sequence[Moved]
    amendments: Sequence[Amendment]

    @property
    def late_shown(self) -> Sequence[Late]:
        """The bodies with most late parts."""
        return self.late[:LATE]

    @property
    def shown(self) -> Sequence[Sight]:
        """The plans that fit on the sheet."""
        return self.sights[:PLANS]


def sheet(acting: Acting, plans: Sequence[Plan], on: dt.date, since: dt.date) -> Sheet:
    """The page of some plans for a day, compared with what was known at the end of an earlier one."""
    sights = [_sight(plan, on, since) for plan in plans]
    sights.sort(key=lambda one: (-one.now.danger, -one.now.late))  # what needs a leader comes first
    waiting = Problem.objects.visible_to(acting).filter(plan__in=plans, raised_on__lte=on).waiting()
    rows = waiting.select_related("plan", "task", "holder").order_by(*ORDERS[""])
    total = waiting.count()
    return Sheet(
        on=on,
        since=since,
        sights=sights,
        late=late_bodies(plans, on),
        problems=[row_of(one, on) for one in rows[:PROBLEMS]],
        problem_total=total,
        changes=[*_changes(sights), Change("problems", _waited(acting, plans, since), total, False)],
        moved=[one for sight in sights for one in _moved(sight)][:MOVED],
        amendments=list(_amendments(plans, since)),
    )


def _sight(plan: Plan, on: dt.date, since: dt.date) -> Sight:
    there = timezone.localdate(plan.opened_at) <= since
    return Sight(
        plan, state_at(plan, Moment(on)), state_at(plan, Moment(since, end_of(since))) if there else None
    )


def late_bodies(plans: Sequence[Plan], on: dt.date) -> list[Late]:
    """Bodies with parts past their day in the plans, those with most first."""
    rows: Any = Assignment.objects.late(on).filter(plan__in=[plan.pk for plan in plans]).order_by()
    counted = rows.values("body_id").annotate(name=Max("body__name"), n=Count("pk"), since=Min("due_on"))
    return [
        Late(row["body_id"], row["name"], row["n"], row["since"])
        for row in counted.order_by("-n", "since", "body_id")
    ]


def _changes(sights: Sequence[Sight]) -> list[Change]:
    """The counts of those plans that can be compared, now and a month ago."""
    pairs = [(sight.before, sight.now) for sight in sights if sight.before]
    counts = {
        "done": (lambda state: state.done, True),
        "late": (lambda state: state.late, False),
        "reached": (lambda state: state.lights[Light.REACHED], True),
        "danger": (lambda state: state.danger, False),
    }
    return [
        Change(key, sum(count(a) for a, _b in pairs) if pairs else None,
               sum(count(b) for _a, b in pairs) if pairs else sum(count(one.now) for one in sights), up)
        for key, (count, up) in counts.items()
    ]  # fmt: skip


def _waited(acting: Acting, plans: Sequence[Plan], day: dt.date) -> int:
    """How many problems of the plans waited for a decision at the end of a day."""
    open_then = Q(settled_on__isnull=True) | Q(settled_on__gt=day)
    return Problem.objects.visible_to(acting).filter(open_then, plan__in=plans, raised_on__lte=day).count()


def _moved(sight: Sight) -> list[Moved]:
    """The targets of a plan whose light changed; between two lights that judge nothing there is no change."""
    if not sight.before:
        return []
    before = {line.indicator.pk: line.course.light for line in sight.before.lines}
    return [
        Moved(line, before[line.indicator.pk])
        for line in sight.now.lines
        if before.get(line.indicator.pk, line.course.light) != line.course.light
        and not {before[line.indicator.pk], line.course.light} <= NO_VERDICT
    ]


def _amendments(plans: Sequence[Plan], since: dt.date) -> Any:
    """What amended the plans after a day, as recorded; the newest first."""
    rows = Amendment.objects.filter(
        plan__in=plans, state=Amendment.State.IN_FORCE, recorded_at__gt=end_of(since)
    )
    return rows.select_related("plan").order_by("-recorded_at", "-pk")[:MOVED]
