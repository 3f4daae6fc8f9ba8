"""The targets of plans against their actual figures at a moment, under both clocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import names_on
from hopluc.plans import queries as plans
from hopluc.plans import rules as plan_rules
from hopluc.plans.amendments.moments import NOTHING, at_moment, reread, target_readings
from hopluc.plans.mandates.sharing import shares_at
from hopluc.plans.mandates.wholes import Actual, Added, in_part
from hopluc.plans.models import Allocation, Indicator, Plan, TargetLink, TypedActual
from hopluc.plans.standings import Moment, period_of
from hopluc.reporting.actuals.rules import FALLING, Aim, Course, Light, Point, judged


@dataclass(frozen=True, slots=True)
class Milestone:
    """The figure that a yearly plan of the same owner sets on the way to the target."""

    point: Point
    of: Indicator


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's share of a target and what it reached of it."""

    body: Organisation
    name: str
    share: Decimal | None
    actual: TypedActual | None
    reached: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with the figures typed for the whole (newest day first), its actual, its course on the
    day, its units."""

    indicator: Indicator
    typed: Sequence[TypedActual]
    actual: Actual | None
    aim: Aim
    course: Course
    milestones: Sequence[Milestone]
    units: Sequence[Unit]

    @property
    def expected(self) -> Decimal | None:
        """What the path asks for on the day of the last figure, to two places."""
        return _rounded(self.course.expected)

    @property
    def forecast(self) -> Decimal | None:
        """Where the target will stand on its last day, to two places."""
        return _rounded(self.course.forecast)

    @property
    def reached_units(self) -> int:
        """How many units reached their share."""
        return sum(unit.reached for unit in self.units)

    @property
    def source_of(self) -> Mapping[Point, TypedActual]:
        """The typed row behind each point of the chart."""
        return {Point(row.on, row.value): row for row in reversed(self.typed)}


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)


def lines_of(plan: Plan, at: Moment) -> list[Line]:
    """All targets of a plan at a moment, in the order of the document; nine queries."""
    rows = plans.indicators(plan, at)
    keys = [row.indicator.pk for row in rows]
    between, units = _milestones(plan, keys, at), _units(rows, at)
    return [
        _line(row, plan, at, between.get(row.indicator.pk, ()), units.get(row.indicator.pk, ()))
        for row in rows
    ]


def line_of(one: Indicator, at: Moment) -> Line | None:
    """One target at a moment; None where it is not in the plan then."""
    return next((line for line in lines_of(one.plan, at) if line.indicator.pk == one.pk), None)


def lights(lines: Iterable[Line]) -> dict[Light, int]:
    """How many targets stand how, every light named."""
    found = Counter(line.course.light for line in lines)
    return {light: found[light] for light in Light}


def _line(
    row: plans.IndicatorRow, plan: Plan, at: Moment, between: Sequence[Milestone], units: Sequence[Unit]
) -> Line:
    one, aim = row.indicator, aim_of(row.indicator, plan)
    points = {actual.on: Point(actual.on, actual.value) for actual in reversed(row.typed)}
    if isinstance(row.actual, Added):
        points[row.actual.on] = Point(row.actual.on, row.actual.value)
    course = judged(aim, points.values(), at.on, [stone.point for stone in between])
    if row.actual and (in_part(row.actual) or not has_path(one)):
        light = Light.REACHED if row.reached else Light.UNJUDGED
        course = Course((), course.figures, None, None, light)
    return Line(one, row.typed, row.actual, aim, course, between, units)


def has_path(one: Indicator) -> bool:
    """Whether figures can be held against the way to the target: not where it is relative to a figure that
    the plan only names, nor where every year begins anew."""
    return not one.baseline and not one.per


def aim_of(one: Indicator, plan: Plan) -> Aim:
    """The target with the days of its way: its own, else the plan's."""
    period = period_of(plan)
    return Aim(
        one.op, one.value, one.low, one.high, one.period_start or period.start, one.period_end or period.end
    )


def _milestones(plan: Plan, keys: Sequence[int], at: Moment) -> dict[int, list[Milestone]]:
    """The targets of lower plans of the same owner that were confirmed to serve these ones and end
    earlier, counted in the same unit."""
    rows = TargetLink.objects.filter(
        at_moment(at, "below__"),
        above__in=keys,
        state=TargetLink.State.CONFIRMED,
        below__plan__owner=plan.owner_id,
    )
    if at.known:
        rows = rows.filter(recorded_at__lte=at.known)
    found: dict[int, list[Milestone]] = defaultdict(list)
    links = list(rows.select_related("below__plan", "above").order_by("above_id", "below__order", "pk"))
    words = target_readings(at, pk__in=[link.below_id for link in links])
    for link in links:
        reread(link.below, words.get(link.below_id, NOTHING))
        aim = aim_of(link.below, link.below.plan)
        if has_path(link.below) and aim.goal is not None and link.below.unit == link.above.unit:
            found[link.above_id].append(Milestone(Point(aim.end, aim.goal), link.below))
    return {
        key: sorted(stones, key=lambda stone: (stone.point, stone.of.pk)) for key, stones in found.items()
    }


def _units(rows: Sequence[plans.IndicatorRow], at: Moment) -> dict[int, list[Unit]]:
    """The units of each target that was given out, by name: four queries for all targets."""
    ops = {row.indicator.pk: row.indicator.op for row in rows}
    shares = shares_at(list(ops), at)
    reached: dict[tuple[int, int], TypedActual] = {}
    typed = TypedActual.objects.filter(at.cut(), indicator__in=ops, of__isnull=False)
    for row in typed.select_related("of", "body").order_by("on", "recorded_at", "pk"):
        if row.of_id:
            reached[row.indicator_id, row.of_id] = row
    bodies = {row.body_id: row.body for row in shares.values()}
    bodies |= {row.of.pk: row.of for row in reached.values() if row.of}
    names = {pk: row.name for pk, row in names_on(bodies, at.on, at.known).items()}
    found: dict[int, list[Unit]] = defaultdict(list)
    order = {pk: (body.sort_key, pk) for pk, body in bodies.items()}
    for key in sorted({*shares, *reached}, key=lambda key: order[key[1]]):
        body = bodies[key[1]]
        unit = _unit(ops[key[0]], body, names.get(body.pk, body.name), shares.get(key), reached.get(key))
        found[key[0]].append(unit)
    return found


def _unit(
    op: str, body: Organisation, name: str, share: Allocation | None, actual: TypedActual | None
) -> Unit:
    wanted = share.value if share else None
    least = "<=" if op in FALLING else ">="
    met = bool(actual and wanted is not None and plan_rules.reached(least, actual.value, wanted, None, None))
    return Unit(body, name, wanted, actual, met)


def readable(acting: Acting, line: Line) -> set[int]:
    """The plans behind the milestones that the person may open."""
    plans_of = {stone.of.plan_id for stone in line.milestones}
    return set(
        Plan.objects.visible_to(acting).filter(pk__in=plans_of).order_by().values_list("pk", flat=True)
    )
