"""Office files are zip archives of XML from strangers: opened here, within limits.

What holds after `open_package`: no entry is encrypted, none is a macro project, the number and
the unpacked size of the entries are bounded, and no entry unpacks to an absurd multiple of its
packed size (a zip bomb). Parts are unpacked only when asked for, never to disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hopluc.office.refusal import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

MEBIBYTE = 1 << 20
MAX_FILE = 50 * MEBIBYTE
MAX_ENTRIES = 4_000
# Pictures are never unpacked here, so that only their number and not their size counts.
MAX_PART = 24 * MEBIBYTE
MAX_UNPACKED = 400 * MEBIBYTE
# Repetitive table markup packs to some 1:60; a bomb to 1:1000. Small parts may be anything.
MAX_RATIO = 250
RATIO_MATTERS_FROM = MEBIBYTE

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
# The stream that holds an encrypted OOXML file inside its OLE envelope ([MS-OFFCRYPTO] 2.3.4.4).
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


# What zipfile raises on damaged archives, whichever byte is wrong.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ValueError,
    OSError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened archive; `names` are the parts that it holds."""

    _zip: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """The part's bytes. Raises Unreadable where it is damaged or larger than allowed."""
        try:
            with self._zip.open(name) as stream:
                data = stream.read(MAX_PART + 1)
        except _BROKEN as error:
            raise damaged(f"phần {name}") from error
        if len(data) > MAX_PART:
            raise too_large(f"phần {name} của tệp")
        return data

    def xml(self, name: str) -> _Element:
        """The part as XML, without entities, DTD or network. Raises Unreadable otherwise."""
        from lxml import etree  # the text reader must not pay for loading it

        data = self.read(name)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(f"phần {name}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(
                f"Tệp chứa khai báo XML không được phép (DOCTYPE trong {name}). "
                "Hãy mở bằng Word, lưu lại dạng .docx rồi gửi lại.",
                "unsafe",
            )
        return root


def open_package(data: bytes) -> Package:
    """The archive in `data`. Raises Unreadable for anything unsafe, encrypted or damaged."""
    if data.startswith(OLE_MAGIC):
        raise _ole(data)
    if len(data) > MAX_FILE:
        raise too_large("tệp")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _BROKEN as error:
        raise damaged("tệp") from error
    _check_entries(entries)
    return Package(archive, frozenset(entry.filename for entry in entries))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(
            f"Tệp nén có {len(entries)} mục, quá {MAX_ENTRIES} mục cho phép; tệp văn bản không như vậy.",
            "unsafe",
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise encrypted()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise too_large("nội dung sau khi giải nén")
    for entry in entries:
        if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise Unreadable(
                f"Mục {entry.filename} trong tệp giải nén ra lớn bất thường (dấu hiệu tệp nén độc hại).",
                "unsafe",
            )
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Unreadable(
            "Tệp có chứa macro nên không được nhận. Hãy lưu lại dạng .docx (không macro) rồi gửi lại.",
            "macros",
        )


def _ole(data: bytes) -> Unreadable:
    if _ENCRYPTED_STREAM in data:
        return encrypted()
    return Unreadable(
        "Tệp không phải văn bản Word (có thể là bảng tính hay trình chiếu kiểu cũ). "
        "Hãy gửi văn bản ở dạng .docx, .doc hoặc PDF.",
        "wrong-type",
    )


def encrypted() -> Unreadable:
    """The refusal of a file that is protected by a password."""
    return Unreadable(
        "Tệp được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu (trong Word: Tệp → Thông tin) rồi gửi lại.",
        "encrypted",
    )


def damaged(what: str) -> Unreadable:
    """The refusal of a file whose inside cannot be read; `what` names the part."""
    return Unreadable(
        f"Không đọc được {what}: dữ liệu bị hỏng. Hãy mở tệp gốc, lưu lại rồi gửi lại.", "damaged"
    )


def too_large(what: str) -> Unreadable:
    """The refusal of something over its limit; `what` names it."""
    return Unreadable(
        f"Kích thước {what} vượt giới hạn cho phép (tệp tối đa {MAX_FILE // MEBIBYTE} MB). "
        "Hãy bỏ ảnh hoặc tách phụ lục thành tệp riêng rồi gửi lại.",
        "too-large",
    )
