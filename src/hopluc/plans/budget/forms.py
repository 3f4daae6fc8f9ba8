"""What people fill in about a budget; money as offices write it: 1.500.000, or 1,5 triệu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.organizations.models import Organisation
from hopluc.plans.budget import rules
from hopluc.plans.forms import FigureField, day_field
from hopluc.plans.models import BudgetLine, BudgetYear, Task


class MoneyField(forms.CharField):
    """Whole đồng as an integer; shown with dots."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        amount = rules.parse_dong(text)
        if amount is None or amount > rules.MOST:
            raise ValidationError(
                _("“%(text)s” không phải số tiền chẵn đồng. Ghi ví dụ 1.500.000 hoặc 1,5 triệu.")
                % {"text": text}
            )
        return amount

    def prepare_value(self, value: Any) -> Any:
        return rules.dong(value) if isinstance(value, int) else value


class YearForm(forms.Form):
    """A budget year to open."""

    year = forms.IntegerField(label=gettext_lazy("Năm ngân sách"), min_value=2000, max_value=2100)
    due_on = day_field(gettext_lazy("Các cơ quan gửi dự toán trước hết ngày"))


class BudgetForm(forms.Form):
    """Filters of a year's budget; they stay in the address, and what is not valid does not filter."""

    nam = forms.TypedChoiceField(label=gettext_lazy("Năm"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại kinh phí"),
        required=False,
        choices=[("", gettext_lazy("Mọi loại")), *BudgetLine.Fund.choices],
    )
    nguon = forms.ChoiceField(
        label=gettext_lazy("Nguồn"),
        required=False,
        choices=[("", gettext_lazy("Mọi nguồn")), *BudgetLine.Source.choices],
    )
    co_quan = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan"), required=False, coerce=int, empty_value=None
    )
    don_vi = forms.ChoiceField(
        label=gettext_lazy("Đơn vị tính"),
        required=False,
        choices=[("", gettext_lazy("đồng")), ("trieu", gettext_lazy("triệu đồng"))],
    )

    def __init__(self, data: Any, years: Sequence[BudgetYear], bodies: Sequence[Organisation]) -> None:
        super().__init__(data)
        named = [(body.pk, body.name) for body in bodies]
        self.fields["nam"].choices = [(y.year, str(y.year)) for y in years]  # type: ignore[attr-defined]
        self.fields["co_quan"].choices = [("", _("Mọi cơ quan")), *named]  # type: ignore[attr-defined]

    def conditions(self) -> dict[str, Any]:
        """What the valid fields ask for, as conditions of lines."""
        self.is_valid()
        given = self.cleaned_data
        wanted = {
            "fund": given.get("loai"),
            "source": given.get("nguon"),
            "estimate__body": given.get("co_quan"),
        }
        return {name: value for name, value in wanted.items() if value}


class LineForm(forms.Form):
    """One line of an estimate."""

    task = forms.ModelChoiceField(label=gettext_lazy("Nhiệm vụ"), queryset=Task.objects.none())
    content = forms.CharField(
        label=gettext_lazy("Nội dung chi"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: Mở 5 lớp tập huấn cho thành viên."),
    )
    fund = forms.ChoiceField(
        label=gettext_lazy("Loại kinh phí"),
        choices=[("", gettext_lazy("Chọn loại kinh phí")), *BudgetLine.Fund.choices],
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn"), choices=[("", gettext_lazy("Chọn nguồn")), *BudgetLine.Source.choices]
    )
    norm = MoneyField(label=gettext_lazy("Định mức (đồng)"), required=False, max_length=40)
    quantity = FigureField(label=gettext_lazy("Số lượng"), required=False, max_length=20)
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=60)
    amount = MoneyField(
        label=gettext_lazy("Số tiền (đồng)"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Để trống nếu đã ghi định mức và số lượng: số tiền là tích của hai số."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Văn bản quy định định mức, quyết định giao việc, thuyết minh ngắn."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, tasks: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        field: forms.ModelChoiceField[Task] = self.fields["task"]  # type: ignore[assignment]
        field.queryset = tasks
        field.empty_label = _("Chọn nhiệm vụ")
        field.label_from_instance = _task_named  # type: ignore[method-assign,assignment]

    def clean(self) -> dict[str, Any]:
        """An amount that norm and quantity give need not be typed."""
        given = super().clean() or {}
        if given.get("norm") is not None and given.get("quantity") is not None:
            given["amount"] = None
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The line's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def _task_named(task: Task) -> str:
    words = f"{task.number}. {task.text}" if task.number else task.text
    return words if len(words) <= 120 else f"{words[:119]}…"


class CutForm(forms.Form):
    """Another amount for a line, and why."""

    amount = MoneyField(label=gettext_lazy("Số đề xuất (đồng)"), max_length=40)
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ApproveForm(forms.Form):
    """The council's resolution."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu nghị quyết"), max_length=80)
    on = day_field(gettext_lazy("Ngày ban hành"))


class ReplaceForm(ApproveForm):
    """Another resolution in the place of one, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do thay"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DueForm(forms.Form):
    """Another day to hand in by, and why."""

    due_on = day_field(gettext_lazy("Hạn gửi mới"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SpendForm(forms.Form):
    """Money spent on a line."""

    on = day_field(gettext_lazy("Ngày chi"))
    amount = MoneyField(label=gettext_lazy("Số tiền (đồng)"), max_length=40)
    document = forms.CharField(
        label=gettext_lazy("Chứng từ"),
        max_length=200,
        help_text=gettext_lazy("Số, ngày của chứng từ hoặc quyết định chi."),
    )
    exceeds = forms.BooleanField(label=gettext_lazy("Vượt dự toán"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Lý do vượt"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why an estimate goes back, or a spending is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
