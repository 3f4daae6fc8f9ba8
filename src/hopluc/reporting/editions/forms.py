"""What people fill in about a book and its editions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.forms import day_field
from hopluc.reporting.editions.actions import Definition
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.models import BookTable
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.models import Form

# Each split beside its measure, as one choice: what does not go together cannot be chosen.
COUNTS = [
    (
        str(measure.title),
        [(f"{code}:{split}", f"{measure.title} – {words}") for split, words in measure.splits.items()],
    )
    for code, measure in MEASURES.items()
]  # fmt: skip


def _words(label: Any, **rest: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, **rest)


class BookForm(forms.Form):
    """A book to be made."""

    title = forms.CharField(label=gettext_lazy("Tên sách"), max_length=300)


class TableForm(forms.Form):
    """A table of the book."""

    chapter = forms.CharField(label=gettext_lazy("Chương"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Tên bảng"), max_length=300)
    counts = forms.ChoiceField(label=gettext_lazy("Số liệu, phân theo"), choices=COUNTS)
    years = forms.IntegerField(
        label=gettext_lazy("Số năm, tính đến năm của sách"), min_value=1, max_value=20, initial=3
    )
    table = forms.ChoiceField(
        label=gettext_lazy("Bảng của biểu mẫu"),
        required=False,
        help_text=gettext_lazy("Chỉ dùng với “Bảng tổng hợp của một biểu mẫu báo cáo”."),
    )
    definition = _words(
        gettext_lazy("Khái niệm, cách tính"), help_text=gettext_lazy("Để trống: theo cách tính của hệ thống.")
    )
    source = _words(
        gettext_lazy("Nguồn số liệu"), help_text=gettext_lazy("Để trống: theo nguồn của hệ thống.")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, versions: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["table"].choices = [("", _("Không")), *_tables(versions)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A form's table must be chosen where one is read."""
        given = super().clean() or {}
        if given.get("counts", "").startswith("form:") and not given.get("table"):
            self.add_error("table", _("Chọn bảng của biểu mẫu."))
        return given

    @property
    def definition_of(self) -> Definition:
        """The table as it is to be defined."""
        given = self.cleaned_data
        measure, split = given["counts"].split(":")
        form, section = None, ""
        if measure == "form":
            key, section = given["table"].split(":", 1)
            form = Form.objects.get(pk=key)
        return Definition(
            chapter=given["chapter"],
            title=given["title"],
            measure=measure,
            split=split,
            years=given["years"],
            definition=given["definition"],
            source=given["source"],
            form=form,
            section=section,
        )


def _tables(versions: Any) -> list[tuple[str, str]]:
    """The tables of forms in use, the newest version of each form."""
    found: dict[str, str] = {}
    for version in versions:
        for section in content_of(version).sections:
            if section.kind == "table":
                found.setdefault(f"{version.form_id}:{section.key}", f"{version.form}: {section.title}")
    return list(found.items())


def initial_of(table: BookTable) -> dict[str, Any]:
    """What the form of a table shows at first."""
    return {
        "chapter": table.chapter,
        "title": table.title,
        "counts": f"{table.measure}:{table.split}",
        "years": table.years,
        "table": f"{table.form_id}:{table.section}" if table.form_id else "",
        "definition": table.definition,
        "source": table.source,
        "seen": table.revision,
    }


class EditionForm(forms.Form):
    """An edition to be made."""

    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    as_of = day_field(gettext_lazy("Số liệu tính đến ngày"))
    known_on = day_field(
        gettext_lazy("Như đã biết đến ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: mọi dữ liệu đã nhập đến lúc lấy số liệu."),
    )
    reason = _words(
        gettext_lazy("Lý do hiệu chỉnh"),
        help_text=gettext_lazy("Bắt buộc nếu năm này đã có bản khóa: bản mới ghi rõ khác bản trước ở đâu."),
    )

    def clean_known_on(self) -> Any:
        """Nobody knows today what will be known tomorrow."""
        known, as_of = self.cleaned_data.get("known_on"), self.cleaned_data.get("as_of")
        if known and as_of and known < as_of:
            raise ValidationError(_("Ngày đã biết phải từ ngày tính số liệu trở đi."))
        return known


class CheckForm(forms.Form):
    """A table checked."""

    note = _words(gettext_lazy("Ghi chú cho người đọc"))
    reviewed = forms.BooleanField(label=gettext_lazy("Đã soát số liệu của bảng"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
