"""Whose figures a table counts, over which years, seen from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan
from hopluc.plans.standings import Moment, period_of
from hopluc.reporting.editions.content import GridRow
from hopluc.reporting.formbook.models import Form


@dataclass(frozen=True, slots=True)
class Scope:
    """The body whose book it is, the years, the moment; form and section of a measure that reads a form."""

    body: Organisation
    years: Sequence[int]
    at: Moment
    form: Form | None = None
    section: str = ""

    def on(self, year: int) -> Moment:
        """The end of a year, or the day of the figures where that comes before."""
        return Moment(min(dt.date(year, 12, 31), self.at.on), self.at.known)

    def known_years(self, plans: Sequence[Plan]) -> list[int]:
        """The years of which something is known: from the first plan on up to the day of the figures. What
        was before the records began, and what is to come, is unknown and not nought."""
        first = min((period_of(plan).start.year for plan in plans), default=self.at.on.year + 1)
        return [year for year in self.years if first <= year <= self.at.on.year]


def plans_of(scope: Scope) -> list[Plan]:
    """The plans that the body issued or follows, and those of bodies under it, as far as they were known."""
    rows = Plan.objects.filter(
        Q(owner__path__startswith=scope.body.path) | Q(standing_agency=scope.body)
    ).select_related("owner", "standing_agency")
    if scope.at.known:
        rows = rows.filter(opened_at__lte=scope.at.known)
    return list(rows.distinct().order_by("issued_on", "pk"))


def running(plans: Iterable[Plan], year: int) -> list[Plan]:
    """Those whose time lies in the year, in part at least."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return [plan for plan in plans if period_of(plan).start <= last and period_of(plan).end >= first]


def counted(label: str, unit: str, values: Iterable[int | Decimal | None]) -> GridRow:
    """A row of counts."""
    return GridRow(label, unit, tuple(None if value is None else Decimal(value) for value in values))


def with_total(rows: Sequence[GridRow], label: str, unit: str) -> tuple[GridRow, ...]:
    """The rows with their sum as the first; a column that nobody knows stays unknown."""
    if len(rows) < 2:
        return tuple(rows)
    columns = list(zip(*(row.values for row in rows), strict=True))
    known = ([value for value in column if value is not None] for column in columns)
    sums = [sum(values, Decimal(0)) if values else None for values in known]
    return (GridRow(label, unit, tuple(sums), total=True), *rows)
