"""What is typed into the pages about issued documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hopluc.reporting.issuing.codes import read_code
from hopluc.ui.widgets import FileInput, upload_help

SIGNED, CHECKED = [".pdf"], [".pdf", ".docx"]
_BEGINS = (b"%PDF-", b"PK\x03\x04")


def read_upload(upload: Any, allowed: tuple[bytes, ...]) -> Any:
    """An upload within the limit whose first bytes are of an allowed kind; it is wound back."""
    if upload.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise forms.ValidationError(_("Tệp lớn hơn %(limit)s MB. Gửi tệp nhỏ hơn."), params={"limit": limit})
    start = upload.read(1024)
    upload.seek(0)
    if not any(one in start for one in allowed):
        raise forms.ValidationError(_("Tệp phải là PDF hoặc Word (.docx)."))
    return upload


class SignedForm(forms.Form):
    """A PDF signed outside."""

    file = forms.FileField(
        label=_("Bản đã ký bên ngoài"),
        widget=FileInput(SIGNED),
        help_text=upload_help(SIGNED),  # type: ignore[arg-type]
        error_messages={"required": _("Chọn tệp PDF đã ký.")},
    )

    def clean_file(self) -> Any:
        """A PDF by its first bytes."""
        return read_upload(self.cleaned_data["file"], _BEGINS[:1])


class FileForm(forms.Form):
    """A file that somebody holds."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        widget=FileInput(CHECKED),
        help_text=_("PDF hoặc Word (.docx). Tệp chỉ được đọc để kiểm tra, không lưu lại."),
        error_messages={"required": _("Chọn tệp cần kiểm tra.")},
    )

    def clean_file(self) -> Any:
        """A PDF or a Word file by its first bytes."""
        return read_upload(self.cleaned_data["file"], _BEGINS)


class CheckForm(forms.Form):
    """The code at the foot of a document."""

    code = forms.CharField(
        label=_("Mã kiểm tra"),
        max_length=40,
        help_text=_("In ở chân trang đầu của văn bản, ví dụ 7K2M-Q9DX-4HTB."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """The code without its dashes."""
        found = read_code(self.cleaned_data["code"])
        if not found:
            raise forms.ValidationError(_("Mã kiểm tra có 12 chữ và số. Xem lại chân trang đầu của văn bản."))
        return found
