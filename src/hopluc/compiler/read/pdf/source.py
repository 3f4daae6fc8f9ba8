"""A PDF opened within limits."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psparser import PSException

from hopluc.compiler.read.pdf import bounded  # noqa: F401 - it bounds pdfminer where it is loaded
from hopluc.compiler.read.pdf.drawn import Drawn, Recorder
from hopluc.compiler.read.pdf.limits import (
    MAX_PAGES,
    MAX_SECONDS,
    damaged_pdf,
    too_much,
    too_slow,
)
from hopluc.compiler.read.pdf.structure import Element, tree_of
from hopluc.office.refusal import Unreadable

# It warns of every oddity of a file, on the standard error stream of whoever called us.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

# What pdfminer raises on damaged files, whichever byte is wrong.
_BROKEN = (
    PSException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    NotImplementedError,
    ArithmeticError,
    RecursionError,
    EOFError,
    OSError,
    MemoryError,
)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what pdfminer raises on files from strangers into refusals."""
    try:
        yield
    except Unreadable:
        raise
    except PDFEncryptionError as error:
        raise Unreadable(
            "Tệp PDF có mật khẩu hoặc bị mã hoá nên không đọc được. Hãy bỏ mật khẩu rồi gửi lại.", "encrypted"
        ) from error
    except _BROKEN as error:
        raise damaged_pdf("cấu trúc sai") from error


def open_pdf(data: bytes) -> PDFDocument:
    """The file's objects. Raises Unreadable where it is encrypted with a password or damaged."""
    with refusing():
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        if not isinstance(document.catalog, dict) or "Pages" not in document.catalog:
            raise damaged_pdf("thiếu danh mục trang")
        return document


def structure_of(document: PDFDocument) -> Element | None:
    """The root of the file's structure tree; None where it has none, or none that holds together."""
    try:
        return tree_of(document)
    except _BROKEN:
        return None  # the words are there without it, and their places tell nearly as much


def drawn_pages(document: PDFDocument) -> Iterator[Drawn]:
    """Each page and what it draws. Raises Unreadable where there are too many or they take too long."""
    deadline = time.monotonic() + MAX_SECONDS
    manager = PDFResourceManager()
    recorder = Recorder(manager, deadline)
    interpreter = PDFPageInterpreter(manager, recorder)
    with refusing():
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            if number > MAX_PAGES:
                raise too_much(f"nhiều hơn {MAX_PAGES} trang")
            if time.monotonic() > deadline:
                raise too_slow()
            interpreter.process_page(page)
            yield recorder.page
