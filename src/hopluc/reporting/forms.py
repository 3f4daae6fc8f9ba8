"""What a person types into the pages of this room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hopluc.organizations.models import Organisation
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.issuing.signers import Signer
from hopluc.ui.widgets import DayInput, FileInput, upload_help


def day_field(label: Any, **rest: Any) -> forms.DateField:
    """A day as dd/mm/yyyy; a browser's own form (yyyy-mm-dd) is understood too."""
    return forms.DateField(label=label, widget=DayInput, input_formats=["%d/%m/%Y", "%Y-%m-%d"], **rest)


class RoundForm(forms.Form):
    """A new round, filled with what the plan and the law propose."""

    title = forms.CharField(label=_("Tên kỳ báo cáo"), max_length=300)
    period_start = day_field(_("Kỳ báo cáo từ ngày"))
    period_end = day_field(_("Đến ngày"))
    cutoff = day_field(
        _("Ngày chốt số liệu"), help_text=_("Trạng thái và số liệu được tính đến hết ngày này.")
    )
    due_on = day_field(_("Hạn gửi"), help_text=_("Gửi trong ngày này vẫn là đúng hạn."))
    addressee = forms.CharField(
        label=_("Báo cáo tổng hợp gửi"), max_length=300, help_text=_("Ghi sau chữ “Kính gửi”.")
    )
    form = forms.TypedChoiceField(label=_("Biểu mẫu"), coerce=int, required=False, empty_value=None)
    bodies = forms.TypedMultipleChoiceField(
        label=_("Cơ quan phải báo cáo"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một cơ quan phải báo cáo.")},
    )

    def __init__(
        self, *args: Any, bodies: Sequence[Organisation], in_use: Sequence[FormVersion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.in_use = {one.pk: one for one in in_use}
        standard = ("", _("Báo cáo chuẩn (nhiệm vụ, chỉ tiêu, bốn phần thuyết minh)"))
        cast(forms.TypedChoiceField, self.fields["form"]).choices = [
            standard,
            *((pk, str(one)) for pk, one in self.in_use.items()),
        ]
        field = cast(forms.TypedMultipleChoiceField, self.fields["bodies"])
        field.choices = [(body.pk, body.name) for body in bodies]
        field.initial = [body.pk for body in bodies]

    def leave_out(self, bodies: Iterable[int]) -> None:
        """Bodies that were asked already are not ticked."""
        field, there = self.fields["bodies"], set(bodies)
        field.initial = [pk for pk in field.initial if pk not in there]

    def clean_form(self) -> FormVersion | None:
        """The form chosen; None for the standard report."""
        return self.in_use.get(self.cleaned_data["form"])

    def chosen(self, bodies: Sequence[Organisation]) -> list[Organisation]:
        """The bodies that were left ticked."""
        return [body for body in bodies if body.pk in self.cleaned_data["bodies"]]


class ReasonForm(forms.Form):
    """Why a report is returned, or a round opened again."""

    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Nêu lý do.")},
    )


class NumberForm(forms.Form):
    """Number and date from the document system, and who signs."""

    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, help_text=_("Do hệ thống quản lý văn bản cấp sau khi ký.")
    )
    issued_on = day_field(_("Ngày ký"))
    signer = forms.TypedChoiceField(
        label=_("Người ký"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Họ tên, thể thức đề ký (KT., TM.) in dưới văn bản theo chức vụ của người ký."),
    )

    def __init__(self, *args: Any, signers: Mapping[int, tuple[str, Signer]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signers = signers
        field = cast(forms.TypedChoiceField, self.fields["signer"])
        field.choices = [("", _("Để trống họ tên")), *((pk, words) for pk, (words, _one) in signers.items())]
        if len(signers) == 1:
            field.initial = next(iter(signers))

    def clean_signer(self) -> Signer | None:
        """Whose name stands under the report."""
        found = self.signers.get(self.cleaned_data["signer"])
        return found[1] if found else None


class IssueForm(NumberForm):
    """Number, date, who signs, and the signed file."""

    signed = forms.FileField(
        label=_("Bản đã ký"),
        required=False,
        widget=FileInput([".pdf"]),
        help_text=upload_help([".pdf"]),  # type: ignore[arg-type]
    )

    def clean_signed(self) -> Any:
        """A PDF (by its first bytes) within the limit of uploads."""
        upload = self.cleaned_data.get("signed")
        if not upload:
            return None
        if upload.size > settings.UPLOAD_MAX_BYTES:
            limit = settings.UPLOAD_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                _("Tệp lớn hơn %(limit)s MB. Gửi tệp nhỏ hơn."), params={"limit": limit}
            )
        start = upload.read(1024)
        upload.seek(0)
        if b"%PDF-" not in start:
            raise forms.ValidationError(_("Bản đã ký phải là tệp PDF."))
        return upload
