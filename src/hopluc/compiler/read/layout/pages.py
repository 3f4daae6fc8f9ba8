"""From pages to the document: tables and text of each page in order, then joined over the breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hopluc.compiler.document import Document
from hopluc.compiler.read.layout.aligned import aligned_tables
from hopluc.compiler.read.layout.breaks import join_tables
from hopluc.compiler.read.layout.columns import column_parts, columns_in
from hopluc.compiler.read.layout.furniture import without_furniture
from hopluc.compiler.read.layout.grid import ruled_tables
from hopluc.compiler.read.layout.lines import Line, lines_of
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.layout.notes import without_notes
from hopluc.compiler.read.layout.paragraphs import Area, area_of, continues_over_page, paragraphs
from hopluc.compiler.read.layout.parts import Part, TablePart, TextPart
from hopluc.compiler.read.layout.write import document


def document_of(pages: Sequence[LayoutPage]) -> Document:
    """The document on `pages`: text, blocks and pages; of OCR also what is doubtful.

    Reading order: from the top; of two columns the left one first. Page numbers, running heads and
    headings that a table repeats on each page are left out of the text. A paragraph or a row that
    goes on over a page is one; where only its words could tell, the row after the break is `apart`.
    """
    return document(parts_of(pages), pages)


def parts_of(pages: Sequence[LayoutPage]) -> list[Part]:
    """The paragraphs and tables of `pages`, in order of reading."""
    tables: list[list[TablePart]] = []
    loose: list[tuple[list[Line], float]] = []
    for page in pages:
        own, words = ruled_tables(page)
        tables.append(own)
        loose.append((lines_of(words, page.number), page.height))
    lines, notes = [], []
    for page, whole in zip(pages, without_furniture(loose), strict=True):
        text, small = without_notes(whole, page)
        lines.append(text)
        notes.append(small)
    areas = _areas(pages, lines)
    out: list[Part] = []
    for page, own, text in zip(pages, tables, lines, strict=True):
        area = areas[round(page.width)]
        _append(out, _page_parts(own, text, area, _open_edges(out)), area)
    # As in a Word file, footnotes come after everything else.
    return out + [part for small in notes for part in paragraphs(small, area_of(small, 0.0))]


def _open_edges(parts: Sequence[Part]) -> Sequence[float]:
    """The columns of a table without lines that the page before ended with."""
    last = parts[-1] if parts else None
    return last.edges if isinstance(last, TablePart) and not last.merges else ()


def _areas(pages: Sequence[LayoutPage], lines: Sequence[list[Line]]) -> dict[int, Area]:
    """The text area of the pages of each width: portrait and landscape differ."""
    by_width: dict[int, list[Line]] = {}
    for page, own in zip(pages, lines, strict=True):
        by_width.setdefault(round(page.width), []).extend(own)
    return {width: area_of(own, width) for width, own in by_width.items()}


def _page_parts(
    tables: Sequence[TablePart], lines: Sequence[Line], area: Area, known: Sequence[float]
) -> list[Part]:
    """The parts of one page: its tables, and the text above, between and below them."""
    out: list[Part] = []
    tops = [table.rows[0].top for table in tables]

    def before(line: Line) -> int:
        return sum(top <= line.top for top in tops)

    groups = {number: list(group) for number, group in groupby(lines, key=before)}
    for number in range(len(tables) + 1):
        out += _text_parts(groups.get(number, []), area, known if number == 0 else ())
        if number < len(tables):
            out.append(tables[number])
    return out


def _text_parts(lines: Sequence[Line], area: Area, known: Sequence[float] = ()) -> list[Part]:
    """The tables without lines, and the paragraphs above, between and below them."""
    out: list[Part] = []
    at = 0
    for found in aligned_tables(lines, area.right - area.left, known):
        out += _running_parts(lines[at : found.first], area)
        out.append(found.table)
        at = found.last
    return out + _running_parts(lines[at:], area)


def _running_parts(lines: Sequence[Line], area: Area) -> list[Part]:
    out: list[Part] = []
    at = 0
    for columns in columns_in(lines, area):
        out += paragraphs(lines[at : columns.first], area)
        out += [part for column in (columns.left, columns.right) for part in column_parts(column)]
        at = columns.last
    out += paragraphs(lines[at:], area)
    return out


def _append(parts: list[Part], page: list[Part], area: Area) -> None:
    """Add the parts of the next page; what goes on over the break is joined."""
    if parts and page:
        last, first = parts[-1], page[0]
        if isinstance(last, TablePart) and isinstance(first, TablePart):
            if join_tables(last, first):
                page = page[1:]
        elif isinstance(last, TextPart) and isinstance(first, TextPart):
            if continues_over_page(last, first.lines[0], area):
                last.lines += first.lines
                page = page[1:]
            else:
                first.apart = True
    parts += page
