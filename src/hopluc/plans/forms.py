"""What people fill in: filters of the board, progress, requests, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.organizations.models import Organisation, User
from hopluc.plans import uploads
from hopluc.plans.boards import LATE, Filters
from hopluc.plans.models import Assignment, DeadlinePart, Plan, Progress, TaskGroup
from hopluc.plans.rules import Due, Status, pieces
from hopluc.plans.standings import Moment, end_of
from hopluc.ui.statuses import BADGES
from hopluc.ui.widgets import DayInput, FileInput, FilesInput
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import parse_number


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, written 30/06/2026; 2026-06-30 is understood too."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": gettext_lazy("Ngày không đúng. Ghi theo dạng 30/06/2026.")},
    )


class FigureField(forms.CharField):
    """A figure as offices write it: 1.234,5."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        number = parse_number(text)
        if number is None:
            raise ValidationError(_("“%(text)s” không phải là số. Ghi ví dụ 1.234,5.") % {"text": text})
        return number


STATUSES = [
    ("", gettext_lazy("Mọi tình trạng")),
    *((s.value, BADGES[s.value].text) for s in Status),
    (LATE, gettext_lazy("Có phần việc quá hạn")),
]


class AsOfForm(forms.Form):
    """The two clocks: as of which day, and as known on which day."""

    ngay = day_field(gettext_lazy("Tính đến ngày"), required=False)
    biet = day_field(gettext_lazy("Như đã biết ngày"), required=False)

    def moment(self) -> Moment:
        """The question's moment; today, with all that is known, where nothing valid is given."""
        self.is_valid()
        given = self.cleaned_data
        known = given.get("biet")
        on = given.get("ngay") or known or timezone.localdate()
        return Moment(on, end_of(known) if known else None)


class BoardForm(AsOfForm):
    """The board's filters; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nhiệm vụ"), required=False)
    nhom = forms.ChoiceField(label=gettext_lazy("Nhóm"), required=False)
    chu_tri = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan chủ trì"), required=False, coerce=int, empty_value=None
    )
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False, choices=STATUSES)
    tu = day_field(gettext_lazy("Hạn từ ngày"), required=False)
    den = day_field(gettext_lazy("Hạn đến ngày"), required=False)
    cua_toi = forms.BooleanField(label=gettext_lazy("Việc của cơ quan tôi"), required=False)
    thieu = forms.BooleanField(label=gettext_lazy("Còn thiếu sản phẩm"), required=False)

    def __init__(self, data: Any, groups: Sequence[TaskGroup], bodies: Sequence[Organisation]) -> None:
        super().__init__(data)
        shown = [(str(g.pk), f"{g.code}. {g.title}"[:90]) for g in groups]
        self.fields["nhom"].choices = [("", _("Mọi nhóm")), *shown]  # type: ignore[attr-defined]
        self.fields["chu_tri"].choices = [  # type: ignore[attr-defined]
            ("", _("Mọi cơ quan")),
            *((b.pk, b.name) for b in bodies),
        ]

    def filters(self) -> Filters:
        """What the valid fields ask for."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            text=given.get("q", ""),
            group=given.get("nhom", ""),
            body=given.get("chu_tri"),
            status=given.get("tinh_trang", ""),
            due_from=given.get("tu"),
            due_to=given.get("den"),
            mine=given.get("cua_toi", False),
            lacking=given.get("thieu", False),
        )


class LateForm(forms.Form):
    """Filters of the list of late parts."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nhiệm vụ"), required=False)
    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )
    co_quan = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan"), required=False, coerce=int, empty_value=None
    )
    cua_toi = forms.BooleanField(label=gettext_lazy("Việc của cơ quan tôi"), required=False)

    def __init__(self, data: Any, plans: Sequence[Plan], bodies: Sequence[Organisation]) -> None:
        super().__init__(data)
        named = [(body.pk, body.name) for body in bodies]
        self.fields["co_quan"].choices = [("", _("Mọi cơ quan")), *named]  # type: ignore[attr-defined]
        shown = [(p.pk, str(p)[:90]) for p in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]


class FilesField(forms.FileField):
    """Evidence files, each checked by `uploads.check`."""

    def __init__(self, *, single: bool = False, **kwargs: Any) -> None:
        limits = {"data-max-bytes": uploads.MOST_BYTES}
        widget = (FileInput if single else FilesInput)(tuple(uploads.TYPES), limits)
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > uploads.MOST_FILES:
            raise ValidationError(
                _("Mỗi lần gửi không quá %(most)s tệp. Bỏ bớt rồi gửi lại.") % {"most": uploads.MOST_FILES}
            )
        for file in files:
            uploads.check(file)
        return files


MOST_FIGURES = 4  # figures of one update beside the products that the plan expects


class ProgressForm(forms.Form):
    """What a body says of its part. `seen`: the last row that the form was filled from."""

    occurrence = forms.TypedChoiceField(
        label=gettext_lazy("Báo cáo cho kỳ hạn"),
        required=False,
        coerce=dt.date.fromisoformat,
        empty_value=None,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Kết quả đến nay"),
        choices=Assignment.State.choices,
        widget=forms.RadioSelect,
    )
    finished_on = day_field(
        gettext_lazy("Ngày hoàn thành"), required=False, help_text=gettext_lazy("Khi đã hoàn thành.")
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Tỷ lệ hoàn thành (%)"), required=False, min_value=0, max_value=100
    )
    on = day_field(gettext_lazy("Tính đến ngày"))
    narrative = forms.CharField(
        label=gettext_lazy("Nội dung kết quả"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence = FilesField(
        label=gettext_lazy("Minh chứng"),
        help_text=gettext_lazy("PDF, ảnh, Word, Excel, PowerPoint hoặc ZIP; mỗi tệp không quá 20 MB."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, files: Any, dues: Sequence[Due], products: Sequence[str], **rest: Any
    ) -> None:
        super().__init__(data, files, **rest)
        named = [due for due in dues if due.key and (len(dues) > 1 or due.anew)]
        if named:
            choices = [(due.key.isoformat(), due_label(due)) for due in named if due.key]
            whole = [("", _("Cả phần việc"))] if len(dues) > 1 else []
            self.fields["occurrence"].choices = [*choices, *whole]  # type: ignore[attr-defined]
        else:
            del self.fields["occurrence"]
        self.products = list(products)
        for n, product in enumerate(self.products):
            self.fields[f"product{n}"] = forms.BooleanField(label=product, required=False)
            self.fields[f"product{n}_number"] = forms.CharField(
                label=_("Số, ký hiệu"), required=False, max_length=80
            )
            self.fields[f"product{n}_on"] = day_field(_("Ngày"), required=False)
            if pieces(product) > 1:
                self.fields[f"product{n}_count"] = forms.IntegerField(
                    label=_("Số lượng đã có"), required=False, min_value=1, max_value=1_000_000,
                    help_text=_("Để trống là đã đủ."),
                )  # fmt: skip

        for n in range(MOST_FIGURES):
            self.fields[f"made{n}"] = forms.CharField(
                label=_("Việc đã làm được"), required=False, max_length=300
            )
            self.fields[f"made{n}_count"] = forms.IntegerField(
                label=_("Số lượng"), required=False, min_value=1, max_value=1_000_000
            )

    def clean(self) -> dict[str, Any]:
        """A figure says of what it is, and what was done how many."""
        given = super().clean() or self.cleaned_data
        for n in range(MOST_FIGURES):
            name, count = given.get(f"made{n}", "").strip(), given.get(f"made{n}_count")
            if count and not name:
                self.add_error(f"made{n}", _("Ghi số lượng này là của việc gì."))
            if name and not count and f"made{n}_count" not in self.errors:
                self.add_error(f"made{n}_count", _("Ghi số lượng."))
        return given

    def figure_fields(self) -> list[tuple[Any, Any]]:
        """What was done and how many, line by line, for the page."""
        return [(self[f"made{n}"], self[f"made{n}_count"]) for n in range(MOST_FIGURES)]

    def product_fields(self) -> list[tuple[Any, Any, Any, Any]]:
        """Each expected product's tick, its number, its day and, where it is counted, how many."""
        names = [f"product{n}" for n in range(len(self.products))]
        return [
            (
                self[name], self[f"{name}_number"], self[f"{name}_on"],
                self[f"{name}_count"] if f"{name}_count" in self.fields else None,
            )
            for name in names
        ]  # fmt: skip

    def said(self) -> dict[str, Any]:
        """The arguments of `actions.report_progress` and `correct_progress`, files apart."""
        given = self.cleaned_data
        return {
            "on": given["on"],
            "state": given["state"],
            "finished_on": given["finished_on"],
            "percent": given["percent"] or 0,
            "narrative": given["narrative"],
            "occurrence": given.get("occurrence"),
            "seen": given["seen"],
            "products": [
                _delivered(
                    product,
                    given[f"product{n}_number"],
                    given[f"product{n}_on"],
                    given.get(f"product{n}_count"),
                )
                for n, product in enumerate(self.products)
                if given[f"product{n}"]
            ]
            + [
                {"name": given[f"made{n}"].strip(), "number": "", "count": str(given[f"made{n}_count"])}
                for n in range(MOST_FIGURES)
                if given[f"made{n}"].strip()
            ],
        }


def _delivered(product: str, number: str, on: dt.date | None, count: int | None) -> dict[str, str]:
    """A product as a progress row keeps it; without a day it came on the day of the report, without a
    number of pieces all of it."""
    told = {"name": product, "number": number.strip()} | ({"on": on.isoformat()} if on else {})
    return told | ({"count": str(count)} if count else {})


def due_label(due: Due) -> str:
    """How a due is named in a list."""
    if due.day is None:
        return _("việc mở ngày %(day)s") % {"day": format_date(due.key)} if due.key else _("cả phần việc")
    if due.key and due.key != due.day:
        return _("hạn %(day)s (gia hạn từ %(key)s)") % {
            "day": format_date(due.day),
            "key": format_date(due.key),
        }
    return _("hạn %(day)s") % {"day": format_date(due.day)}


def from_progress(row: Progress, products: Sequence[str]) -> dict[str, Any]:
    """The form's values for correcting a row."""
    delivered = {p["name"]: p for p in row.products}
    ticks = {f"product{n}": name in delivered for n, name in enumerate(products)}
    told: dict[str, Any] = {}
    for n, name in enumerate(products):
        came = delivered.get(name, {})
        told[f"product{n}_number"] = came.get("number", "")
        told[f"product{n}_on"] = dt.date.fromisoformat(came["on"]) if came.get("on") else None
        told[f"product{n}_count"] = came.get("count")
    others = [p for p in row.products if p["name"] not in products]
    for n, made in enumerate(others[:MOST_FIGURES]):
        told |= {f"made{n}": made["name"], f"made{n}_count": made.get("count", "1")}
    return (
        ticks
        | told
        | {
            "occurrence": row.occurrence.isoformat() if row.occurrence else "",
            "state": row.state,
            "finished_on": row.finished_on,
            "percent": row.percent,
            "on": row.on,
            "narrative": row.narrative,
        }
    )


class OpenForm(forms.Form):
    """A request that came in, or an event that happened."""

    on = day_field(gettext_lazy("Ngày nhận đề nghị hoặc xảy ra sự kiện"))
    due_on = day_field(gettext_lazy("Hạn phải xong"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Văn bản, nội dung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = FilesField(label=gettext_lazy("Tệp văn bản"), single=True)

    def __init__(self, data: Any, files: Any, part: DeadlinePart, **rest: Any) -> None:
        super().__init__(data, files, **rest)
        if part.count:
            self.fields["due_on"].help_text = _("Để trống thì tính theo kế hoạch.")


class OfficerForm(forms.Form):
    """Who in the body is in charge of its part."""

    user = forms.ModelChoiceField(
        label=gettext_lazy("Người phụ trách"), queryset=User.objects.none(), required=False
    )

    def __init__(self, data: Any, people: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        field: forms.ModelChoiceField[User] = self.fields["user"]  # type: ignore[assignment]
        field.queryset = people
        field.empty_label = _("Chưa phân công")


class ActualForm(forms.Form):
    """An indicator's actual figure, typed."""

    on = day_field(gettext_lazy("Số liệu đến ngày"))
    value = FigureField(label=gettext_lazy("Số thực hiện"), max_length=30)
    note = forms.CharField(
        label=gettext_lazy("Nguồn số liệu, ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = FilesField(label=gettext_lazy("Minh chứng"), single=True)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """Why the following of a plan ends."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do kết thúc theo dõi"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
