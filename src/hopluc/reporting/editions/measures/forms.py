"""The consolidated table of a form, as the issued reports of each year gave it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hopluc.reporting.content import SectionResult, from_json
from hopluc.reporting.editions.content import Grid, GridRow, Head
from hopluc.reporting.editions.measures.scope import Scope
from hopluc.reporting.formbook.cells import of_kept
from hopluc.reporting.formbook.content import NUMERIC, Column, FormContent, Section
from hopluc.reporting.models import ConsolidatedReport


def gather(scope: Scope, _split: str) -> Grid:
    """The rows of the table with its numeric columns, of the last report of each year that used the form."""
    if scope.form is None:
        return Grid(_("Dòng của biểu"), (), (), _("Chưa chọn biểu mẫu."))
    found = {year: _of_year(scope, year) for year in scope.years}
    known = [one for one in found.values() if one]
    if not known:
        missing = _("Chưa có báo cáo phát hành theo biểu “%s” trong các năm này.") % scope.form
        return Grid(_("Dòng của biểu"), (), (), missing)
    columns: dict[str, Column] = {}
    labels: dict[str, None] = {}
    for table in known:
        columns |= {one.key: one for one in table[0].columns if one.kind in NUMERIC}
        labels |= dict.fromkeys(row for row, _column in table[1])
    heads = tuple(Head(year, one.title) for year in scope.years for one in columns.values())
    rows = tuple(
        GridRow(
            label,
            "",
            tuple(
                found[year][1].get((label, key)) if found[year] else None  # type: ignore[index]
                for year in scope.years
                for key in columns
            ),
        )
        for label in labels
    )
    return Grid(_("Dòng của biểu"), heads, rows)


def _of_year(scope: Scope, year: int) -> tuple[Section, dict[tuple[str, str], Decimal]] | None:
    rows = ConsolidatedReport.objects.filter(
        state=ConsolidatedReport.State.ISSUED,
        round__form__form=scope.form,
        round__collector__path__startswith=scope.body.path,
        round__period_end__year=year,
        issued_on__lte=scope.at.on,
    )
    if scope.at.known:
        rows = rows.filter(made_at__lte=scope.at.known)
    report = rows.order_by("-round__period_end", "-pk").first()
    return _table(report.content or {}, scope.section) if report else None


def _table(content: Mapping[str, Any], key: str) -> tuple[Section, dict[tuple[str, str], Decimal]] | None:
    """A table of a report's content by row and column; None where the report has no such table."""
    form = from_json(FormContent, content["asked"].get("form") or {"sections": []})
    section = form.section(key)
    results = [from_json(SectionResult, one) for one in content.get("sections", ())]
    result = next((one for one in results if one.key == key), None)
    if section is None or result is None or section.kind != "table":
        return None
    found: dict[tuple[str, str], Decimal] = {}
    for row in result.rows:
        for column, kept in zip(section.columns, row.values, strict=False):
            value = of_kept(column, kept)
            if isinstance(value, Decimal):
                found[row.title, column.key] = value
    return section, found
