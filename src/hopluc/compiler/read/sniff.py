"""What a file is by its first bytes; its name may lie. Loads no library."""

from __future__ import annotations

import re
from collections.abc import Callable

from hopluc.office.package import OLE_MAGIC
from hopluc.viet.patterns import regex

_HEAD = 2_000
# OpenDocument says its type first, not packed (ODF 1.3 part 2, 3.3).
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
# Streams of an OLE envelope are named in UTF-16 ([MS-CFB] 2.6.1).
WORD_STREAM = "WordDocument".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PAGE = regex(rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_SAVED_PAGE = regex(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)


def begins(*magics: bytes) -> Callable[[bytes], bool]:
    """A test for files that begin with one of `magics`."""
    return lambda data: data.startswith(magics)


def is_old_word(data: bytes) -> bool:
    """Whether it is a Word file of before 2007 (and not a newer one behind a password)."""
    return data.startswith(OLE_MAGIC) and WORD_STREAM in data and _ENCRYPTED_STREAM not in data


def is_opendocument(data: bytes) -> bool:
    """Whether it is an OpenDocument text."""
    return _ODT in data[:_HEAD]


def is_rich_text(data: bytes) -> bool:
    """Whether it is a Rich Text file."""
    return data.startswith(b"{\\rtf")


def is_saved_page(data: bytes) -> bool:
    """Whether it is a web archive (.mht, RFC 2557)."""
    return bool(_SAVED_PAGE.search(data[:_HEAD]))


def is_page(data: bytes) -> bool:
    """Whether it is a web page, or one saved as an archive."""
    head = data[:_HEAD].replace(b"\x00", b"")
    return bool(_PAGE.search(head)) or is_saved_page(data)
