"""What people fill in about letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.forms import FilesField, day_field
from hopluc.plans.models import Plan
from hopluc.reporting.urging.models import Letter
from hopluc.reporting.urging.queries import OVERDUE, Filters


class AskRoundForm(forms.Form):
    """As of which day letters to those who owe their report are to be written."""

    on = day_field(
        gettext_lazy("Tính quá hạn đến ngày"),
        help_text=gettext_lazy("Hôm nay, hoặc ngày dự kiến ký công văn."),
    )
    answer_by = day_field(
        gettext_lazy("Đề nghị trả lời trước ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu không yêu cầu trả lời vào một ngày cụ thể."),
    )
    words = forms.CharField(
        label=gettext_lazy("Yêu cầu thêm"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Một đoạn được đưa vào mọi công văn của đợt này."),
    )


class AskForm(AskRoundForm):
    """For which plan letters are to be written, as of which day, from how many days late on."""

    plan = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), coerce=int, required=False, empty_value=None
    )
    least_days = forms.IntegerField(
        label=gettext_lazy("Quá hạn ít nhất (ngày)"), min_value=1, max_value=3650, initial=1
    )

    def __init__(self, data: Any, plans: Sequence[Plan], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.plans = {plan.pk: plan for plan in plans}
        whole = [("", _("Mọi kế hoạch cơ quan theo dõi (một công văn cho mỗi cơ quan)"))]
        shown = [(plan.pk, str(plan)[:120]) for plan in plans]
        self.fields["plan"].choices = shown if len(shown) == 1 else [*whole, *shown]  # type: ignore[attr-defined]

    def chosen(self) -> Plan | None:
        """The plan chosen; None for all of them."""
        return self.plans.get(self.cleaned_data["plan"]) if self.cleaned_data["plan"] else None


class SentForm(forms.Form):
    """Number and day of a signed letter."""

    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=60,
        help_text=gettext_lazy("Do hệ thống quản lý văn bản cấp sau khi ký."),
    )
    sent_on = day_field(gettext_lazy("Ngày gửi"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SeveralSentForm(forms.Form):
    """Numbers of several letters of a batch with one day; a letter without a number stays a draft."""

    sent_on = day_field(gettext_lazy("Ngày gửi"))

    def __init__(self, data: Any, letters: Sequence[Letter], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.letters = list(letters)
        for letter in self.letters:
            self.fields[f"number{letter.pk}"] = forms.CharField(
                label=_("Số công văn gửi %s") % letter.body_name, required=False, max_length=60
            )

    def rows(self) -> list[tuple[Letter, Any]]:
        """Each letter with the field of its number."""
        return [(letter, self[f"number{letter.pk}"]) for letter in self.letters]

    def numbers(self) -> dict[int, str]:
        """What was typed, by the letter's id."""
        typed = {letter.pk: self.cleaned_data[f"number{letter.pk}"].strip() for letter in self.letters}
        return {pk: number for pk, number in typed.items() if number}


class AnswerForm(forms.Form):
    """The answer of a body to a letter."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung trả lời"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Nguyên nhân chậm, thời gian hoàn thành của từng nhiệm vụ."),
    )
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản trả lời"), required=False, max_length=60)
    on = day_field(gettext_lazy("Ngày trả lời"))
    evidence = FilesField(label=gettext_lazy("Văn bản trả lời, tài liệu kèm theo"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


STATES = [
    ("", gettext_lazy("Mọi tình trạng")),
    *Letter.State.choices,
    (OVERDUE, gettext_lazy("Quá ngày đề nghị trả lời")),
]


class LettersForm(forms.Form):
    """Filters of the list of letters; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm cơ quan, số công văn, nhiệm vụ"), required=False)
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=STATES, required=False)
    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        shown = [(plan.pk, str(plan)[:90]) for plan in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What the valid fields ask for."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            text=given.get("q", ""),
            state=given.get("tinh_trang", ""),
            plan=given.get("ke_hoach"),
            on=timezone.localdate(),
        )
