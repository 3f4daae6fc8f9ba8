"""How many plans and documents are followed."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from hopluc.law.documents import kind_of_slug
from hopluc.plans.models import Plan
from hopluc.reporting.editions.content import Grid, Head
from hopluc.reporting.editions.measures.scope import Scope, counted, plans_of, running, with_total


def gather(scope: Scope, split: str) -> Grid:
    """Plans that run in each year, by kind or by the body that issued them."""
    plans = plans_of(scope)
    label = _kind if split == "kind" else _owner
    counts = {year: Counter(map(label, running(plans, year))) for year in scope.known_years(plans)}
    labels = sorted({one for found in counts.values() for one in found})
    unit = _("văn bản")
    rows = [
        counted(one, unit, (counts[y][one] if y in counts else None for y in scope.years)) for one in labels
    ]
    return Grid(
        _("Loại văn bản") if split == "kind" else _("Cơ quan ban hành"),
        tuple(Head(year) for year in scope.years),
        with_total(rows, _("Tổng số"), unit),
        "" if rows else _("Không có kế hoạch nào trong các năm này."),
    )


def _kind(plan: Plan) -> str:
    known = kind_of_slug(plan.kind)
    return known.name.capitalize() if known else _("Văn bản khác")


def _owner(plan: Plan) -> str:
    return plan.owner.name
