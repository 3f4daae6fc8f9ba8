"""Money for the plans: approved and spent in each budget year, in million đồng."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from hopluc.plans.models import BudgetLine, Spending
from hopluc.reporting.editions.content import Grid, Head
from hopluc.reporting.editions.measures.scope import Scope, counted, plans_of, with_total

MILLION = 1_000_000
_FIELDS = {"source": "source", "fund": "fund", "body": "estimate__body_name"}


def gather(scope: Scope, split: str) -> Grid:
    """Lines with a resolution, and what was spent on them until the day, by source, kind of fund or body."""
    field = _FIELDS[split]
    lines = BudgetLine.objects.filter(
        estimate__year__plan__in=plans_of(scope),
        estimate__year__year__in=list(scope.years),
        approved__isnull=False,
        resolution__on__lte=scope.at.on,
    )
    spent = Spending.objects.filter(line__in=lines, on__lte=scope.at.on, takes_back=None)
    undone = Q(taken_back__isnull=False)
    if scope.at.known:
        lines = lines.filter(resolution__recorded_at__lte=scope.at.known)
        spent = spent.filter(recorded_at__lte=scope.at.known)
        undone &= Q(taken_back__recorded_at__lte=scope.at.known)
    approved = _sums(lines, field, "estimate__year__year", "approved")
    paid = _sums(spent.exclude(undone), f"line__{field}", "line__estimate__year__year", "amount")
    labels = sorted({label for label, _year in [*approved, *paid]})
    unit = _("triệu đồng")
    rows = [
        counted(
            _words(split, label),
            unit,
            (
                value
                for year in scope.years
                for value in (approved.get((label, year)), paid.get((label, year)))
            ),
        )
        for label in labels
    ]
    heads = tuple(Head(year, words) for year in scope.years for words in (_("Phê duyệt"), _("Đã chi")))
    titles = {"source": _("Nguồn vốn"), "fund": _("Loại kinh phí"), "body": _("Cơ quan sử dụng")}
    missing = "" if rows else _("Chưa có dự toán được phê duyệt trong các năm này.")
    return Grid(titles[split], heads, with_total(rows, _("Tổng số"), unit), missing)


def _sums(rows: Any, label: str, year: str, amount: str) -> dict[tuple[str, int], Decimal]:
    """Sums in million đồng by label and year."""
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for one in rows.order_by().values(label, year).annotate(total=Sum(amount)):
        found[one[label], one[year]] += Decimal(one["total"]) / MILLION
    return dict(found)


def _words(split: str, label: str) -> str:
    if split == "source":
        return str(BudgetLine.Source(label).label)
    return str(BudgetLine.Fund(label).label) if split == "fund" else label
