"""The actual figure of a target at a moment: typed for the whole, or added from its units' latest figures.

Only quantities are added (rules.addable), only of units that hold a share at the moment. A figure typed for
the whole stands until every unit with a share has told a newer one: a part of the units never replaces what
was said of all.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from hopluc.plans import rules as plan_rules
from hopluc.plans.mandates import rules
from hopluc.plans.mandates.sharing import shares_at
from hopluc.plans.models import Indicator, TypedActual
from hopluc.plans.standings import Moment

# Targets that a larger figure can no longer miss: of these a part of the sum may say "reached".
RISING = frozenset({">=", ">"})


@dataclass(frozen=True, slots=True)
class Added:
    """The sum of the latest figures of `units` of the `given` units with a share. `on`: the latest of their
    days; `since`: when the oldest of the figures holds from and was recorded."""

    value: Decimal
    on: dt.date
    since: tuple[dt.date, dt.datetime]
    units: int
    given: int

    @property
    def complete(self) -> bool:
        """Whether every unit with a share has told its figure."""
        return self.units == self.given

    @property
    def told(self) -> str:
        """ "cộng từ 5/12 đơn vị"."""
        return _("cộng từ %(units)s/%(given)s đơn vị") % {"units": self.units, "given": self.given}


Actual = TypedActual | Added


def source_words(actual: Actual) -> str:
    """Where a figure comes from: typed by an officer, or added."""
    return actual.told if isinstance(actual, Added) else _("số nhập tay")


def in_part(actual: Actual | None) -> bool:
    """Whether the figure speaks of some of the units alone."""
    return isinstance(actual, Added) and not actual.complete


def reaches(one: Indicator, actual: Actual | None) -> bool | None:
    """Whether a figure reaches the target; None where it cannot be judged: no figure, a target relative to a
    baseline, or a part of the units that may still change the answer."""
    if actual is None or one.baseline:
        return None
    met = plan_rules.reached(one.op, actual.value, one.value, one.low, one.high)
    if in_part(actual):
        return True if met and one.op in RISING else None
    return met


def actuals_of(indicators: Iterable[Indicator], at: Moment) -> dict[int, Actual]:
    """The actual of each target that has one at a moment; three queries for all of them."""
    listed = list(indicators)
    rows = TypedActual.objects.filter(at.cut(), indicator__in=[one.pk for one in listed], of=None)
    typed = {row.indicator_id: row for row in rows.order_by("on", "recorded_at", "pk")}
    added = added_of(listed, at)
    found = {one.pk: settled(typed.get(one.pk), added.get(one.pk)) for one in listed}
    return {pk: actual for pk, actual in found.items() if actual is not None}


def settled(typed: TypedActual | None, added: Added | None) -> Actual | None:
    """Which of the two is the target's actual."""
    if typed is None or added is None:
        return typed or added
    return added if added.complete and added.since > (typed.on, typed.recorded_at) else typed


def added_in_years(
    indicators: Iterable[Indicator], years: Iterable[int], at: Moment
) -> dict[tuple[int, int], Added]:
    """The sums in years, by target and year: of each unit with a share at the year's end (or at the moment,
    where that is earlier) its last figure dated in the year."""
    listed = list(indicators)
    rows = TypedActual.objects.filter(
        at.cut(), indicator__in=[one.pk for one in listed], of__isnull=False
    ).order_by()
    told = set(rows.values_list("on__year", flat=True).distinct())
    found: dict[tuple[int, int], Added] = {}
    for year in sorted(told.intersection(years)):
        until = Moment(min(at.on, dt.date(year, 12, 31)), at.known)
        for one, added in added_of(listed, until, since=dt.date(year, 1, 1)).items():
            found[one, year] = added
    return found


def added_of(indicators: Iterable[Indicator], at: Moment, since: dt.date | None = None) -> dict[int, Added]:
    """The sums of targets given out whose units have told figures by a moment, and from a day on where one
    is given; two queries."""
    adds = [one.pk for one in indicators if rules.addable(one.name, one.unit, bool(one.baseline), one.each)]
    shares = shares_at(adds, at) if adds else {}
    if not shares:
        return {}
    latest: dict[tuple[int, int], TypedActual] = {}
    given_out = {one for one, _unit in shares}
    rows = TypedActual.objects.filter(at.cut(), indicator__in=given_out, of__isnull=False)
    if since:
        rows = rows.filter(on__gte=since)
    for row in rows.order_by("on", "recorded_at", "pk"):
        if row.of_id and (row.indicator_id, row.of_id) in shares:
            latest[row.indicator_id, row.of_id] = row
    told: dict[int, list[TypedActual]] = defaultdict(list)
    for (one, _unit), row in latest.items():
        told[one].append(row)
    return {
        one: Added(
            value=sum((row.value for row in figures), rules.ZERO),
            on=max(row.on for row in figures),
            since=min((row.on, row.recorded_at) for row in figures),
            units=len(figures),
            given=sum(given == one for given, _unit in shares),
        )
        for one, figures in told.items()
    }
