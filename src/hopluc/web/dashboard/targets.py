"""Small charts of a plan's targets by unit: what each unit has reached of its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.plans.models import Allocation, Plan
from hopluc.plans.standings import Moment
from hopluc.reporting.actuals import queries as actuals
from hopluc.reporting.actuals.queries import Line, Unit


@dataclass(frozen=True, slots=True)
class Small:
    """One unit: the length of its bar and where its share stands, of 100, as SVG wants it; `goal` None
    where it has no share."""

    unit: Unit
    value: str
    goal: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A target that was given out, with its units by name on one scale."""

    line: Line
    units: Sequence[Small]

    @property
    def without(self) -> int:
        """Units without a figure."""
        return sum(one.unit.actual is None for one in self.units)


def first_shared(plans: Sequence[Plan]) -> Plan | None:
    """The first of some plans with a target that was given out; else the first."""
    shared = set(
        Allocation.objects.filter(indicator__plan__in=plans)
        .order_by()
        .values_list("indicator__plan_id", flat=True)
        .distinct()
    )
    return next((plan for plan in plans if plan.pk in shared), plans[0] if plans else None)


def of_plan(plan: Plan, at: Moment) -> list[Target]:
    """The plan's targets that were given out, in the order of the document."""
    return [_target(line) for line in actuals.lines_of(plan, at) if line.units]


def _target(line: Line) -> Target:
    figures = [*(one.share for one in line.units), *(one.actual.value for one in line.units if one.actual)]
    longest = max((abs(value) for value in figures if value is not None), default=Decimal(0)) or Decimal(1)

    def length(value: Decimal) -> str:
        return f"{100 * max(value, Decimal(0)) / longest:.2f}"

    return Target(
        line,
        [
            Small(
                unit,
                length(unit.actual.value if unit.actual else Decimal(0)),
                None if unit.share is None else length(unit.share),
            )
            for unit in line.units
        ],
    )
