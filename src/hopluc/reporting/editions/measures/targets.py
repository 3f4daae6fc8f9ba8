"""Targets of plans with their actual figures, year by year."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from hopluc.plans.queries import IndicatorRow, indicators
from hopluc.reporting.actuals.queries import aim_of
from hopluc.reporting.editions.content import Grid, GridRow, Head
from hopluc.reporting.editions.measures.scope import Scope, plans_of, running
from hopluc.reporting.reviews.rules import Known, of_year
from hopluc.viet.text import fold


def gather(scope: Scope, _split: str) -> Grid:
    """A row for each indicator, those of the same name and unit as one; plan and actual of each year. Of
    several plans that set a figure for one year the later document counts."""
    named: dict[tuple[str, str], list[IndicatorRow]] = {}
    plans = plans_of(scope)
    years = {plan.pk for year in scope.years for plan in running(plans, year)}
    for plan in plans:
        if plan.pk not in years:
            continue
        for row in indicators(plan, scope.at):
            key = fold(row.indicator.name), fold(row.indicator.unit)
            named.setdefault(key, []).append(row)
    heads = tuple(Head(year, words) for year in scope.years for words in (_("Kế hoạch"), _("Thực hiện")))
    rows = tuple(_row(same, scope) for same in named.values())
    return Grid(
        _("Chỉ tiêu"),
        heads,
        tuple(row for row in rows if any(value is not None for value in row.values)),
        "" if rows else _("Không có chỉ tiêu nào trong các năm này."),
    )


def _row(same: list[IndicatorRow], scope: Scope) -> GridRow:
    last = same[-1].indicator
    values: list[Decimal | None] = []
    for year in scope.years:
        values += [_planned(same, year), _actual(same, year, scope)]
    return GridRow(last.name, last.unit, tuple(values))


def _planned(same: list[IndicatorRow], year: int) -> Decimal | None:
    found = None
    for row in same:
        aim = aim_of(row.indicator, row.indicator.plan)
        if aim.end.year == year and not row.indicator.baseline:
            found = aim.goal
    return found


def _actual(same: list[IndicatorRow], year: int, scope: Scope) -> Decimal | None:
    figures = [Known(one.on, one.value) for row in same for one in reversed(row.typed)]
    known = of_year(figures, year, scope.at.on)
    return known.value if known else None
