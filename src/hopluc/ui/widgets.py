"""Form controls: a day as dd/mm/yyyy, a file with its types and size said beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hopluc.viet.numbers import format_number


class DayInput(forms.DateInput):
    """A day typed as 05/02/2026; the script puts the browser's own calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        shown = {
            "placeholder": _("dd/mm/yyyy"),
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": "10",
            "data-day": "",
        }
        super().__init__(attrs=shown | (attrs or {}), format=format or "%d/%m/%Y")


class FileInput(forms.ClearableFileInput):
    """A file to choose or drop; the browser offers the types allowed, the script checks the size."""

    template_name = "django/forms/widgets/file.html"

    def __init__(self, types: Sequence[str] = (), attrs: dict[str, Any] | None = None) -> None:
        shown: dict[str, Any] = {"data-max-bytes": settings.UPLOAD_MAX_BYTES}
        if types:
            shown["accept"] = ",".join(types)
        super().__init__(attrs=shown | (attrs or {}))


class FilesInput(FileInput):
    """Several files at once."""

    allow_multiple_selected = True


def upload_help(types: Sequence[str]) -> str | Promise:
    """The sentence under a file control: which types, how large at most."""
    names = ", ".join(one.removeprefix(".") for one in types)
    most = format_number(settings.UPLOAD_MAX_BYTES // (1024 * 1024))
    return format_lazy(_("Loại tệp: {names}. Mỗi tệp không quá {most} MB."), names=names, most=most)
