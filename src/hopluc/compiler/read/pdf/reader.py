"""PDF → Document: by the structure of a tagged file, else by the places of its words.

Each page is looked at by itself: one that is a picture (a scan, a sheet that was signed on paper),
or whose letters mean nothing, goes to the reader of scans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.compiler.document import Document
from hopluc.compiler.read.layout import document_of
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.layout.write import document
from hopluc.compiler.read.pdf import tagged
from hopluc.compiler.read.pdf.drawn import Drawn
from hopluc.compiler.read.pdf.limits import MAX_SCANNED, MAX_TAGGED, too_much
from hopluc.compiler.read.pdf.source import drawn_pages, open_pdf, structure_of
from hopluc.compiler.read.pdf.words import unknown_share, upright, words_of
from hopluc.office.refusal import Unreadable

# A page with fewer letters than a line has, most of it covered by a picture, is a scan: its letters are
# a signature's or a stamp's.
_FEW_LETTERS = 200
_MOSTLY_PICTURE = 0.5
# Letters that fonts give no meaning to, as a share, that make a page unreadable.
_TOO_MANY_UNKNOWN = 0.2
# Strokes that only letters drawn as outlines, with no text behind them, can be.
_MANY_CURVES = 400
_SCAN_DPI = 200


def read(data: bytes, name: str) -> Document:
    """The document in a PDF file. Raises Unreadable where it is none, or may not be read."""
    file = open_pdf(data)
    root = structure_of(file)
    layouts: list[LayoutPage] = []
    told: list[Drawn] = []  # letters are many: they are kept only where the structure asks for them
    scanned: list[int] = []
    for number, drawn in enumerate(drawn_pages(file), 1):
        page = upright(drawn)
        layouts.append(_layout(number, page))
        if _is_scan(page):
            scanned.append(number)
        if scanned or number > MAX_TAGGED:
            root = None
            told.clear()
        if root:
            told.append(page)
    if scanned:
        return document_of(_recognised(data, scanned, layouts))
    parts = tagged.parts_of(root, told, layouts) if root else None
    return document(parts, layouts) if parts else document_of(layouts)


def first_page(data: bytes, name: str) -> Document:
    """The first page of a PDF file alone, of a scanned one its head. Raises Unreadable."""
    page = next((upright(page) for page in drawn_pages(open_pdf(data))), None)
    if page is None:
        return document_of(())
    if not _is_scan(page):
        return document_of([_layout(1, page)])
    from hopluc.compiler.read.scan import head_of
    from hopluc.office.pictures import Picture, page_picture

    try:
        return head_of(Picture(page_picture(data, 1, _SCAN_DPI), _SCAN_DPI))
    except Unreadable as refusal:
        if refusal.code != "no-ocr" or not page.letters:
            raise
        return document_of([_layout(1, page)])


def _is_scan(page: Drawn) -> bool:
    """Whether the words of a page can only be had from its picture."""
    seen = [letter for letter in page.letters if not letter.hidden and letter.text.strip()]
    if page.pictures >= _MOSTLY_PICTURE and len(seen) < _FEW_LETTERS:
        return True
    if not seen:
        return page.curves > _MANY_CURVES
    return unknown_share(seen) > _TOO_MANY_UNKNOWN


def _layout(number: int, page: Drawn) -> LayoutPage:
    seen = [letter for letter in page.letters if not letter.hidden] or page.letters
    return LayoutPage(number, page.width, page.height, tuple(words_of(seen)), tuple(page.rules))


def _recognised(data: bytes, numbers: Sequence[int], layouts: Sequence[LayoutPage]) -> list[LayoutPage]:
    """All pages, those that are pictures by OCR; by the words hidden below them where there is no OCR."""
    if len(numbers) > MAX_SCANNED:
        raise too_much(f"nhiều hơn {MAX_SCANNED} trang quét ảnh")
    # Loaded when a scan comes: its libraries are large.
    from hopluc.compiler.read import scan
    from hopluc.office.pictures import Picture, page_pictures

    def pictures() -> Iterator[tuple[int, Picture]]:
        for number, image in zip(numbers, page_pictures(data, list(numbers), _SCAN_DPI), strict=True):
            yield number, Picture(image, _SCAN_DPI)

    try:
        found = {page.number: page for page in scan.pages_layout(pictures())}
    except Unreadable as refusal:
        if refusal.code != "no-ocr" or not all(layouts[number - 1].words for number in numbers):
            raise
        return list(layouts)
    return [found.get(page.number, page) for page in layouts]
