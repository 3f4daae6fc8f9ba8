"""What people fill in to sign off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.organizations.models import User
from hopluc.plans.forms import FilesField, day_field, due_label
from hopluc.plans.models import Extension, Plan
from hopluc.plans.rules import Due


class SearchForm(forms.Form):
    """Filters of a list over all plans; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nhiệm vụ"), required=False)
    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        shown = [(plan.pk, str(plan)[:90]) for plan in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the valid fields ask for."""
        self.is_valid()
        return self.cleaned_data


class SignOffForm(forms.Form):
    """Why a report goes back; not needed to accept it."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Bắt buộc khi trả lại; người báo cáo sẽ đọc được."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtensionsForm(SearchForm):
    """Filters of the list of extensions."""

    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[("", gettext_lazy("Mọi tình trạng")), *Extension.State.choices],
    )


class AskForm(forms.Form):
    """A later day for one of the days due."""

    day = forms.TypedChoiceField(label=gettext_lazy("Hạn cần gia hạn"), coerce=dt.date.fromisoformat)
    until = day_field(gettext_lazy("Xin gia hạn đến ngày"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any, dues: Sequence[Due]) -> None:
        super().__init__(data)
        choices = [(due.key.isoformat(), due_label(due)) for due in dues if due.key]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What is decided on a request for a later day."""

    until = day_field(
        gettext_lazy("Gia hạn đến ngày"), required=False, help_text=gettext_lazy("Có thể sớm hơn ngày xin.")
    )
    document = forms.CharField(label=gettext_lazy("Văn bản đồng ý (nếu có)"), required=False, max_length=200)
    answer = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Không đồng ý thì phải ghi lý do."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeliveryForm(forms.Form):
    """What delivers a product of the task."""

    product = forms.ChoiceField(label=gettext_lazy("Sản phẩm kế hoạch yêu cầu"), required=False)
    what = forms.CharField(
        label=gettext_lazy("Đã có gì"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Quyết định ban hành quy chế; Tin, bài trên báo tỉnh."),
    )
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), required=False, max_length=80)
    on = day_field(gettext_lazy("Ngày"))
    count = forms.IntegerField(
        label=gettext_lazy("Số lượng"), min_value=1, max_value=1_000_000, initial=1, required=False
    )
    evidence = FilesField(label=gettext_lazy("Tệp"), single=True)

    def __init__(self, data: Any, files: Any, products: Sequence[str], **rest: Any) -> None:
        super().__init__(data, files, **rest)
        named = [(product, product) for product in products]
        self.fields["product"].choices = [  # type: ignore[attr-defined]
            *named,
            ("", _("Không thuộc các sản phẩm trên")),
        ]
        if not named:
            del self.fields["product"]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class OfficersForm(forms.Form):
    """Who is put in charge of the parts chosen."""

    user = forms.ModelChoiceField(label=gettext_lazy("Người phụ trách"), queryset=User.objects.none())

    def __init__(self, data: Any, people: Any) -> None:
        super().__init__(data)
        field: forms.ModelChoiceField[User] = self.fields["user"]  # type: ignore[assignment]
        field.queryset = people
        field.empty_label = _("Chọn người")
