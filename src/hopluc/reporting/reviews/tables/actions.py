"""Five-year tables: made, a row tied to an indicator and its figures typed, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Indicator, Plan
from hopluc.reporting.reviews.tables.layouts import layout_on, layouts
from hopluc.reporting.reviews.tables.models import IndicatorTable, TableFigure, TableRow
from hopluc.reporting.reviews.tables.values import columns_of
from hopluc.viet.text import fold


def may_write(acting: Acting, table: IndicatorTable) -> bool:
    """Officers of the body that keeps the table."""
    return acting.has(Role.OFFICER) and is_own(acting, table.body)


@transaction.atomic
def make_table(
    title: str, first_year: int, reads: str, *, by: Acting, plan: Plan | None = None
) -> IndicatorTable:
    """Begin a table in the form in use today. `plan`: its indicators are tied to rows of the same name."""
    if not by.has(Role.OFFICER):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo lập được biểu."))
    layout = layout_on(timezone.localdate())
    made = IndicatorTable(
        body=by.body,
        title=" ".join(title.split()),
        layout=layout.key,
        first_year=first_year,
        reads=reads,
        made_by=by.user,
        made_by_name=by.actor.name,
    )
    made.full_clean(exclude=["made_by"])
    made.save()
    if plan:
        _tie(made, plan, by)
    record(by.actor, "make_indicator_table", made, body_id=made.body_id)
    return made


def _tie(table: IndicatorTable, plan: Plan, by: Acting) -> None:
    """Tie the plan's indicators to rows of the same words."""
    if not Plan.objects.visible_to(by).filter(pk=plan.pk).exists():
        raise PermissionDenied
    named = {fold(one.name): one for one in plan.indicators.filter(until=None)}
    for row in layouts()[table.layout].rows.values():
        if one := named.get(fold(row.name)):
            TableRow.objects.create(table=table, key=row.key, indicator=one, changed_by_name=by.actor.name)


@transaction.atomic
def change_row(
    table: IndicatorTable,
    key: str,
    *,
    by: Acting,
    indicator: Indicator | None,
    figures: Mapping[int, tuple[Decimal, str]],
    note: str = "",
    seen: int | None = None,
) -> TableRow:
    """Say what a row follows, and type figures. figures: by column, value and source; columns left out are
    emptied. Raises ValidationError for a figure without source."""
    now = held(IndicatorTable.objects.select_related("body"), table.pk)
    if not may_write(by, now):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập biểu làm việc này."))
    if key not in layouts()[now.layout].rows or not set(figures) <= set(columns_of(now)):
        raise ValidationError(_("Biểu không có dòng, cột này."))
    if indicator and not Plan.objects.visible_to(by).filter(pk=indicator.plan_id).exists():
        raise PermissionDenied
    row, _made = TableRow.objects.get_or_create(table=now, key=key)
    if seen is not None and seen != row.revision:
        raise StaleFormError(_("Dòng vừa được người khác sửa. Xem lại rồi sửa tiếp."), "moved")
    if any(not source.strip() for _value, source in figures.values()):
        raise ValidationError(_("Mỗi số nhập tay phải ghi nguồn."))
    row.indicator, row.note = indicator, " ".join(note.split())
    row.revision += 1
    row.changed_by_name = by.actor.name
    row.save()
    row.figures.all().delete()
    TableFigure.objects.bulk_create(
        TableFigure(row=row, column=column, value=value, source=" ".join(source.split()))
        for column, (value, source) in figures.items()
    )
    record(by.actor, "change_indicator_table", now, fields={"row": key}, body_id=now.body_id)
    return row


@transaction.atomic
def drop_table(table: IndicatorTable, *, by: Acting) -> None:
    """Throw a table away."""
    now = held(IndicatorTable.objects.select_related("body"), table.pk)
    if not may_write(by, now):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập biểu làm việc này."))
    record(by.actor, "drop_indicator_table", now, fields={"title": now.title}, body_id=now.body_id)
    now.delete()
