"""What people fill in about a five-year table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.forms import FigureField
from hopluc.plans.models import Indicator, Plan
from hopluc.reporting.reviews.tables.models import IndicatorTable, TableRow
from hopluc.viet.numbers import format_number


class TableForm(forms.Form):
    """A table to be made."""

    title = forms.CharField(label=gettext_lazy("Tên biểu"), max_length=300)
    first_year = forms.IntegerField(
        label=gettext_lazy("Năm đầu"),
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("Biểu có năm trước đó làm gốc, năm năm và mục tiêu của năm cuối."),
    )
    reads = forms.ChoiceField(label=gettext_lazy("Số liệu các năm"), choices=IndicatorTable.Reads.choices)
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Nối với chỉ tiêu của kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        help_text=gettext_lazy("Chỉ tiêu cùng tên được nối sẵn; các dòng khác nối hoặc nhập sau."),
    )

    def __init__(self, data: Any, plans: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]


class RowForm(forms.Form):
    """A row: what it follows, a value with its source for each column."""

    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Lấy số từ chỉ tiêu"), queryset=Indicator.objects.none(), required=False
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=500, required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, columns: Sequence[tuple[int, str]], indicators: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.columns = columns
        self.fields["indicator"].queryset = indicators  # type: ignore[attr-defined]
        for column, head in columns:
            self.fields[f"v{column}"] = FigureField(label=head, required=False, max_length=30)
            self.fields[f"s{column}"] = forms.CharField(
                label=_("Nguồn %s") % head, required=False, max_length=300
            )

    def clean(self) -> dict[str, Any]:
        """A figure names its source."""
        given = super().clean() or {}
        for column, _head in self.columns:
            if given.get(f"v{column}") is not None and not (given.get(f"s{column}") or "").strip():
                self.add_error(f"s{column}", _("Ghi nguồn của số nhập tay."))
        return given

    @property
    def cells(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Value and source of each column."""
        return [(self[f"v{column}"], self[f"s{column}"]) for column, _head in self.columns]

    @property
    def figures(self) -> dict[int, tuple[Decimal, str]]:
        """What was typed, by column."""
        given = self.cleaned_data
        return {
            column: (given[f"v{column}"], given[f"s{column}"])
            for column, _head in self.columns
            if given[f"v{column}"] is not None
        }


def initial_of(row: TableRow | None) -> dict[str, Any]:
    """What the form of a row shows at first."""
    if row is None:
        return {"seen": 0}
    found: dict[str, Any] = {"indicator": row.indicator_id, "note": row.note, "seen": row.revision}
    for one in row.figures.all():
        found |= {f"v{one.column}": format_number(one.value), f"s{one.column}": one.source}
    return found
