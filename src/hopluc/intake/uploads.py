"""What an upload may be, and where its bytes lie until it is known what they are.

A document marked as a state secret may not be kept, not even for a moment in a folder for temporary
files: uploads are held in memory until the reader has seen them.
"""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

# What the page states; the content decides, not the name.
ACCEPT = ".docx,.doc,.odt,.rtf,.pdf,.png,.jpg,.jpeg,.tif,.tiff,.html,.htm,.mht,.txt,.md"
MAX_FILES = 10


class InMemory(FileUploadHandler):
    """Holds an upload's files in memory, and stops it at the limit of the whole upload."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0
        self.too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.buffer = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES:
            self.too_large = True
            self.buffer = io.BytesIO()
            raise StopUpload(connection_reset=False)
        self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer, self.field_name, self.file_name or "", self.content_type, file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip


def in_memory(request: HttpRequest) -> InMemory:
    """Make the request's uploads stay in memory; before anything has read its form."""
    handler = InMemory(request)
    request.upload_handlers = [handler]
    return handler


def limit_message() -> str:
    """The limit, for the page and for the refusal."""
    return _("Tổng dung lượng tối đa %(mb)s MB, không quá %(files)s tệp.") % {
        "mb": settings.UPLOAD_MAX_BYTES // (1024 * 1024),
        "files": MAX_FILES,
    }


def check_sizes(sizes: list[int]) -> None:
    """ValidationError where there is no file, there are too many, or they are too large together."""
    if not sizes:
        raise ValidationError(_("Chưa chọn tệp nào. Chọn tệp Word, PDF, bản quét hoặc .txt rồi gửi lại."))
    if len(sizes) > MAX_FILES or sum(sizes) > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(_("Không nhận được: vượt giới hạn.") + " " + limit_message())
