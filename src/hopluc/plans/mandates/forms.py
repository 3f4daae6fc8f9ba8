"""What people fill in about links, shares and plans of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from hopluc.organizations.models import BodyGroup
from hopluc.plans.forms import AsOfForm, FigureField, FilesField, day_field
from hopluc.plans.mandates.queries import Filters
from hopluc.plans.models import PlanLink
from hopluc.ui.widgets import FileInput

MOST_BYTES = 5 * 1024 * 1024


class SearchForm(forms.Form):
    """Words to look for; they stay in the address."""

    q = forms.CharField(label=gettext_lazy("Tìm"), required=False, max_length=200)

    @property
    def words(self) -> str:
        """The words, "" where there are none."""
        self.is_valid()
        found: str = self.cleaned_data.get("q", "")
        return found


class LinkForm(forms.Form):
    """Which plan this one carries out, or rests on."""

    above = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Quan hệ"), choices=PlanLink.Kind.choices)


class StateForm(forms.Form):
    """Which links between two plans are shown."""

    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[("", gettext_lazy("Mọi tình trạng")), *PlanLink.State.choices],
    )

    @property
    def state(self) -> str:
        """The state that is shown, "" for all."""
        self.is_valid()
        found: str = self.cleaned_data.get("trang_thai", "")
        return found


class CoverageForm(AsOfForm):
    """Filters of the coverage page; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nhiệm vụ"), required=False)
    chi = forms.ChoiceField(
        label=gettext_lazy("Xem"),
        required=False,
        choices=[
            ("", gettext_lazy("Mọi nhiệm vụ")),
            ("trong", gettext_lazy("Chưa kế hoạch nào triển khai")),
            ("cho", gettext_lazy("Mới có đề xuất")),
            ("co", gettext_lazy("Đã có nơi thực hiện")),
        ],
    )

    def filters(self) -> Filters:
        """What the valid fields ask for."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return Filters(given.get("q", ""), given.get("chi", ""))


class SharesForm(forms.Form):
    """From which day, by which document; the figures are read by `filling`."""

    on = day_field(gettext_lazy("Giao từ ngày"))
    document = forms.CharField(label=gettext_lazy("Văn bản giao"), required=False, max_length=200)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    paste = forms.CharField(
        label=gettext_lazy("Dán từ bảng tính"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Mỗi dòng một đơn vị: tên đơn vị, rồi số giao (cách nhau bằng tab hoặc dấu “;”)."
        ),
    )
    sheet = forms.FileField(
        label=gettext_lazy("Bảng Excel đã điền"),
        required=False,
        widget=FileInput((".xlsx",), {"data-max-bytes": MOST_BYTES}),
        help_text=gettext_lazy("Tải bảng ở trang này, điền cột “Chỉ tiêu giao” rồi gửi lại."),
    )

    def clean_sheet(self) -> Any:
        """A workbook that is not absurdly large."""
        sheet = self.cleaned_data.get("sheet")
        if sheet and sheet.size > MOST_BYTES:
            raise ValidationError(gettext_lazy("Tệp lớn hơn 5 MB. Tải bảng ở trang này rồi điền vào đó."))
        return sheet


class ShareActualForm(forms.Form):
    """What a unit reached of its share."""

    value = FigureField(label=gettext_lazy("Số thực hiện"))
    on = day_field(gettext_lazy("Tính đến ngày"))
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SheetForm(AsOfForm):
    """Whose sheet: the group of units, and the two clocks; kept in the address."""

    nhom = forms.TypedChoiceField(
        label=gettext_lazy("Đơn vị được giao"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, groups: Sequence[BodyGroup]) -> None:
        super().__init__(data)
        self.fields["nhom"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("Theo kế hoạch nêu")),
            *((group.pk, group.name) for group in groups),
        ]

    @property
    def group(self) -> int | None:
        """The chosen group's id."""
        self.is_valid()
        found: int | None = self.cleaned_data.get("nhom")
        return found


class OwnPlanForm(forms.Form):
    """The document by which a body answered the duty to make a plan of its own."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=80)
    on = day_field(gettext_lazy("Ngày ban hành"))
    evidence = FilesField(label=gettext_lazy("Tệp văn bản"), single=True)


class YearForm(forms.Form):
    """Of which year a work programme is."""

    nam = forms.IntegerField(label=gettext_lazy("Năm"), required=False, min_value=2000, max_value=2100)

    def year(self, default: int) -> int:
        """The year asked for, else the default."""
        self.is_valid()
        return self.cleaned_data.get("nam") or default
