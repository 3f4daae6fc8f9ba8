"""Which files are taken as evidence, and what is wrong with those that are not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hopluc.archive.actions import keep
from hopluc.archive.models import File

MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file of each type begins with, and what it is called; the browser's own word is not asked.
TYPES: dict[str, tuple[bytes, str]] = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".docx": (_ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (_ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pptx": (_ZIP, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".doc": (_OLE, "application/msword"),
    ".xls": (_OLE, "application/vnd.ms-excel"),
    ".zip": (_ZIP, "application/zip"),
}


def check(file: UploadedFile[Any]) -> None:
    """Raise ValidationError, with what to do, for a file that is not taken."""
    name = file.name or ""
    ending = PurePath(name.lower()).suffix
    if ending not in TYPES:
        raise ValidationError(
            _("Tệp “%(name)s”: không nhận loại này. Chọn tệp PDF, ảnh, Word, Excel, PowerPoint hoặc ZIP.")
            % {"name": name}
        )
    if not file.size:
        raise ValidationError(_("Tệp “%(name)s” rỗng. Chọn lại tệp.") % {"name": name})
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("Tệp “%(name)s” lớn hơn %(most)s MB. Nén hoặc chia nhỏ rồi gửi lại.")
            % {"name": name, "most": MOST_BYTES // (1024 * 1024)}
        )
    begins = file.read(16)
    file.seek(0)
    if not begins.startswith(TYPES[ending][0]):
        raise ValidationError(
            _("Tệp “%(name)s”: nội dung không đúng loại %(ending)s. Mở lại tệp gốc, lưu và chọn lại.")
            % {"name": name, "ending": ending}
        )


def keep_all(files: Iterable[UploadedFile[Any]]) -> list[tuple[File, str]]:
    """Keep checked files; outside any transaction."""
    return [
        (keep(file.chunks(), TYPES[PurePath((file.name or "").lower()).suffix][1]), file.name or "")
        for file in files
    ]
