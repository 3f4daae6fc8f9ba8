"""Older and other word processors' files (.doc, .rtf, .odt): turned into .docx, then read as such.

LibreOffice does the turning in a process of its own, within time and memory. Text in the
fonts from before Unicode is made Unicode by the reader of .docx, which sees the fonts.
"""

from __future__ import annotations

from hopluc.compiler.document import Document
from hopluc.compiler.read import docx
from hopluc.compiler.read.sniff import is_opendocument, is_rich_text
from hopluc.office.libreoffice import ConversionError, convert
from hopluc.office.package import damaged, open_package
from hopluc.office.refusal import Unreadable


def read(data: bytes, name: str) -> Document:
    """The document in a .doc, .rtf or .odt. Raises Unreadable where it cannot be turned."""
    ending = _ending(data)
    if ending == "odt":
        open_package(data)  # refuses bombs and passwords
    try:
        turned = convert(data, ending, "docx")
    except ConversionError as error:
        raise Unreadable(
            f"Không chuyển đổi được tệp {name}: {error} "
            "Hãy mở bằng Word hoặc LibreOffice, lưu lại dạng .docx rồi gửi lại.",
            "damaged",
        ) from error
    if not turned.startswith(b"PK"):
        raise damaged(f"tệp {name}")
    return docx.read(turned, name)


def _ending(data: bytes) -> str:
    if is_rich_text(data):
        return "rtf"
    return "odt" if is_opendocument(data) else "doc"
