"""What an officer types into the pages of forms: a name, a section, the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.models import Plan
from hopluc.reporting.formbook.content import Check, Column, Formula, Row, Section
from hopluc.reporting.formbook.editing import key_of
from hopluc.reporting.formbook.expressions import ExpressionError, letter, parse, parse_check, written
from hopluc.reporting.formbook.models import FormVersion

KINDS = (
    ("text", gettext_lazy("Chữ")),
    ("integer", gettext_lazy("Số nguyên")),
    ("decimal", gettext_lazy("Số thập phân")),
    ("percent", gettext_lazy("Tỷ lệ %")),
    ("money", gettext_lazy("Tiền (đồng)")),
    ("date", gettext_lazy("Ngày")),
    ("choice", gettext_lazy("Chọn trong danh sách")),
)
GATHERINGS = (
    ("none", gettext_lazy("Không tổng hợp")),
    ("sum", gettext_lazy("Cộng")),
    ("mean", gettext_lazy("Bình quân")),
    ("weighted", gettext_lazy("Bình quân theo quyền số")),
    ("rate", gettext_lazy("Tỷ lệ: tử / mẫu")),
    ("count", gettext_lazy("Đếm")),
    ("list", gettext_lazy("Liệt kê")),
)
STARTS = (
    ("standard", gettext_lazy("Báo cáo chuẩn: nhiệm vụ, chỉ tiêu, bốn phần thuyết minh")),
    ("indicators", gettext_lazy("Thêm bảng số liệu theo chỉ tiêu của một kế hoạch")),
    ("copy", gettext_lazy("Chép từ một biểu mẫu đã có")),
)
SPARE_COLUMNS = 3


class NewForm(forms.Form):
    """A form to be made: its name, and what it starts from."""

    name = forms.CharField(
        label=gettext_lazy("Tên biểu mẫu"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Biểu báo cáo 6 tháng của UBND các xã, phường."),
    )
    start = forms.ChoiceField(label=gettext_lazy("Bắt đầu từ"), choices=STARTS)
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không lấy từ kế hoạch"),
    )
    version = forms.ModelChoiceField(
        label=gettext_lazy("Biểu mẫu"),
        queryset=FormVersion.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không chép"),
    )

    def __init__(self, data: Any, plans: Any, versions: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What it starts from must be chosen."""
        given = super().clean() or {}
        for start, name in (("indicators", "plan"), ("copy", "version")):
            if given.get("start") == start and not given.get(name):
                self.add_error(name, _("Chọn một mục."))
        return given


class SectionForm(forms.Form):
    """A section; rows and checks are for tables, the length is for narratives."""

    title = forms.CharField(label=gettext_lazy("Tên phần"), max_length=200)
    guidance = forms.CharField(
        label=gettext_lazy("Hướng dẫn cho cơ quan báo cáo"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    required = forms.BooleanField(label=gettext_lazy("Phải có nội dung mới gửi được"), required=False)
    longest = forms.IntegerField(
        label=gettext_lazy("Dài nhất (ký tự)"), required=False, min_value=0, max_value=20000
    )
    rows = forms.CharField(
        label=gettext_lazy("Các dòng của bảng, mỗi dòng một tên"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Để trống nếu mỗi cơ quan tự thêm dòng (ví dụ danh sách HTX)."),
    )
    checks = forms.CharField(
        label=gettext_lazy("Điều kiện phải đúng ở mỗi dòng"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Mỗi điều kiện một dòng, theo chữ cái của cột: C <= B: Số nữ lớn hơn tổng số."
        ),
    )


def checks_as_written(section: Section) -> list[str]:
    """The conditions of a table as they are typed: "C <= B: Số nữ lớn hơn tổng số."."""
    keys = [one.key for one in section.columns]
    return [
        f"{written(one.left, keys)} {one.compare} {written(one.right, keys)}: {one.message}"
        for one in section.checks
    ]


def initial_of(section: Section) -> dict[str, Any]:
    """What the form of a section shows at first."""
    return {
        "title": section.title,
        "guidance": section.guidance,
        "required": section.required,
        "longest": section.longest or None,
        "rows": "\n".join(row.title for row in section.rows),
        "checks": "\n".join(checks_as_written(section)),
    }


class ColumnForm(forms.Form):
    """A column; one without a title is left out."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Tên cột"), required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=KINDS, initial="text")
    unit = forms.CharField(label=gettext_lazy("Đơn vị"), required=False, max_length=40)
    required = forms.BooleanField(label=gettext_lazy("Phải điền"), required=False)
    formula = forms.CharField(label=gettext_lazy("Công thức"), required=False, max_length=300)
    gathers = forms.ChoiceField(label=gettext_lazy("Khi tổng hợp"), choices=GATHERINGS, initial="none")
    of = forms.CharField(label=gettext_lazy("Cột tử số"), required=False, max_length=3)
    weight = forms.CharField(label=gettext_lazy("Cột quyền số, mẫu số"), required=False, max_length=3)
    choices = forms.CharField(
        label=gettext_lazy("Giá trị để chọn, cách nhau bởi dấu ;"), required=False, max_length=1000
    )
    least = forms.DecimalField(label=gettext_lazy("Nhỏ nhất"), required=False, localize=True)
    most = forms.DecimalField(label=gettext_lazy("Lớn nhất"), required=False, localize=True)


class _Columns(BaseFormSet):
    """The columns of a table, lettered from A in the order in which they stand."""

    def lettered(self) -> list[tuple[str, forms.Form]]:
        """Each column's form with its letter."""
        return [(letter(place), one) for place, one in enumerate(self.forms)]


Columns = formset_factory(ColumnForm, formset=_Columns, extra=SPARE_COLUMNS, can_delete=True, max_num=60)


def initial_columns(section: Section) -> list[dict[str, Any]]:
    """What the forms of the columns show at first."""
    keys = [one.key for one in section.columns]
    letters = {key: letter(place) for place, key in enumerate(keys)}
    return [
        {
            "key": one.key,
            "title": one.title,
            "kind": one.kind,
            "unit": one.unit,
            "required": one.required,
            "formula": written(one.formula, keys) if one.formula else "",
            "gathers": one.gathers,
            "of": letters.get(one.of, ""),
            "weight": letters.get(one.weight, ""),
            "choices": "; ".join(one.choices),
            "least": one.least,
            "most": one.most,
        }
        for one in section.columns
    ]


def section_from(section: Section, form: SectionForm, columns: _Columns | None) -> Section | None:
    """The section as typed; None where a formula or a condition cannot be read (told beside its field)."""
    given = form.cleaned_data
    found = replace(
        section, title=given["title"].strip(), guidance=given["guidance"].strip(), required=given["required"]
    )
    if section.kind == "narrative":
        return replace(found, longest=given["longest"] or 0)
    if columns is None:
        return found
    typed = _columns_from(columns)
    if typed is None:
        return None
    kept, keys = typed
    checks = _checks_from(form, keys)
    return (
        None
        if checks is None
        else replace(found, columns=kept, rows=_rows_from(section, given["rows"]), checks=checks)
    )


def _columns_from(columns: _Columns) -> tuple[tuple[Column, ...], list[str]] | None:
    """The columns that have a title and stay, and the keys by letter (blank places have an empty one)."""
    keys: list[str] = []
    for one in columns.forms:
        given = one.cleaned_data
        title = given.get("title", "").strip()
        keys.append((given.get("key") or key_of(title, keys)) if title else "")
    letters = {letter(place): key for place, key in enumerate(keys) if key}
    kept, sound = [], True
    for key, one in zip(keys, columns.forms, strict=True):
        given = one.cleaned_data
        if not key or given.get("DELETE"):
            continue
        try:
            formula = parse(given["formula"], keys) if given["formula"].strip() else None
        except ExpressionError as error:
            one.add_error("formula", str(error))
            sound = False
            continue
        kept.append(_column(key, given, formula, letters))
    return (tuple(kept), keys) if sound else None


def _column(key: str, given: dict[str, Any], formula: Formula | None, letters: dict[str, str]) -> Column:
    return Column(
        key,
        given["title"].strip(),
        given["kind"],
        given["unit"].strip(),
        tuple(words for one in given["choices"].split(";") if (words := one.strip())),
        given["required"],
        given["least"],
        given["most"],
        formula,
        given["gathers"],
        letters.get(given["weight"].strip().upper(), ""),
        letters.get(given["of"].strip().upper(), ""),
    )


def _rows_from(section: Section, text: str) -> tuple[Row, ...]:
    """A line each; a row that keeps its words keeps its key, so that the last period stands beside it."""
    known = {row.title: row.key for row in section.rows}
    rows: list[Row] = []
    taken = set(known.values())
    for title in (line.strip() for line in text.splitlines() if line.strip()):
        key = known.pop(title, "") or key_of(title, taken)
        taken.add(key)
        rows.append(Row(key, title))
    return tuple(rows)


def _checks_from(form: SectionForm, keys: Sequence[str]) -> tuple[Check, ...] | None:
    found = []
    for line in filter(None, map(str.strip, form.cleaned_data["checks"].splitlines())):
        condition, _colon, message = line.partition(":")
        try:
            left, compare, right = parse_check(condition, keys)
        except ExpressionError as error:
            form.add_error("checks", f"{line}: {error}")
            return None
        found.append(Check(left, compare, right, message.strip() or condition.strip()))
    return tuple(found)
