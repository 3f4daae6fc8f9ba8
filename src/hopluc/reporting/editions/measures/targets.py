"""Targets of plans with their actual figures, year by year."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from hopluc.plans.mandates.wholes import Added, in_part
from hopluc.plans.queries import IndicatorRow, indicators
from hopluc.reporting.actuals.queries import aim_of
from hopluc.reporting.actuals.years import Years
from hopluc.reporting.editions.content import Grid, GridRow, Head
from hopluc.reporting.editions.measures.scope import Scope, plans_of, running
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
    known = Years((row.indicator for same in named.values() for row in same), scope.years, scope.at)
    rows, told = [], []
    for same in named.values():
        line, sums = _row(same, scope, known)
        if any(value is not None for value in line.values):
            rows.append(line)
        told += sums
    missing = "" if named else _("Không có chỉ tiêu nào trong các năm này.")
    return Grid(_("Chỉ tiêu"), heads, tuple(rows), " ".join([missing, *told]).strip())


def _row(same: list[IndicatorRow], scope: Scope, known: Years) -> tuple[GridRow, list[str]]:
    """The row, and a sentence for each figure that is a sum of units. What some of the units told is no
    figure of the book: the sentence says how many have."""
    last, targets = same[-1].indicator, [row.indicator for row in reversed(same)]
    values: list[Decimal | None] = []
    told = []
    for year in scope.years:
        actual = known.of(targets, year)
        values += [_planned(same, year), actual.value if actual and not in_part(actual) else None]
        if isinstance(actual, Added):
            words = (
                _("%(name)s năm %(year)s: %(told)s.")
                if actual.complete
                else _("%(name)s năm %(year)s: %(told)s, chưa đủ nên không ghi.")
            )
            told.append(words % {"name": last.name, "year": year, "told": actual.told})
    return GridRow(last.name, last.unit, tuple(values)), told


def _planned(same: list[IndicatorRow], year: int) -> Decimal | None:
    found = None
    for row in same:
        aim = aim_of(row.indicator, row.indicator.plan)
        if aim.end.year == year and not row.indicator.baseline:
            found = aim.goal
    return found
