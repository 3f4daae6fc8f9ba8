"""Tasks by status at the end of each year; tasks and those done of each plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hopluc.plans.models import Plan
from hopluc.plans.rules import DONE, Status
from hopluc.reporting.editions.content import Grid, GridRow, Head
from hopluc.reporting.editions.measures.scope import Scope, counted, plans_of, running, with_total
from hopluc.reporting.frozen import shortly
from hopluc.reporting.reviews.counting import task_counts
from hopluc.ui.statuses import BADGES


def gather(scope: Scope, split: str) -> Grid:
    """The tasks of the plans that run in each year."""
    plans = plans_of(scope)
    found = {year: task_counts(running(plans, year), scope.on(year)) for year in scope.known_years(plans)}
    if split == "plan":
        return _by_plan(scope, plans, found)
    return _by_status(scope, found)


def _by_status(scope: Scope, found: dict[int, dict[int, Counter[str]]]) -> Grid:
    sums = {year: sum(of_plans.values(), Counter()) for year, of_plans in found.items()}
    unit = _("nhiệm vụ")
    rows = [
        counted(str(BADGES[status.value].text), unit, (_of(sums, year, status.value) for year in scope.years))
        for status in Status
    ]
    return Grid(
        _("Tình trạng"),
        tuple(Head(year) for year in scope.years),
        with_total(rows, _("Tổng số"), unit),
        "" if any(sums.values()) else _("Không có nhiệm vụ nào trong các năm này."),
    )


def _of(sums: dict[int, Counter[str]], year: int, status: str) -> int | None:
    return sums[year][status] if year in sums else None


def _by_plan(scope: Scope, plans: Sequence[Plan], found: dict[int, dict[int, Counter[str]]]) -> Grid:
    heads = tuple(Head(year, words) for year in scope.years for words in (_("Tổng số"), _("Hoàn thành")))
    rows: list[GridRow] = []
    for plan in plans:
        values: list[int | None] = []
        for year in scope.years:
            counts = found.get(year, {}).get(plan.pk)
            values += [None, None] if counts is None else [counts.total(), sum(counts[one] for one in DONE)]
        if any(values):
            rows.append(counted(shortly(plan), _("nhiệm vụ"), values))
    return Grid(
        _("Kế hoạch"),
        heads,
        with_total(rows, _("Tổng số"), _("nhiệm vụ")),
        "" if rows else _("Không có nhiệm vụ nào trong các năm này."),
    )
