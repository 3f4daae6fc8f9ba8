"""Parts of a document by the structure that a tagged PDF tells: Word's own export is such a file.

Lines and words still come from their places, within each paragraph. The structure is not believed
blindly: `parts_of` gives None where it leaves out words, or disagrees with the lines that are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hopluc.compiler.read.layout.broken import with_broken_words
from hopluc.compiler.read.layout.lines import Line, lines_of
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.layout.parts import CellPart, Part, RowPart, TablePart, TextPart
from hopluc.compiler.read.pdf.drawn import Drawn, Letter
from hopluc.compiler.read.pdf.structure import Element, Mark
from hopluc.compiler.read.pdf.trust import Content, agrees, content_of, covers
from hopluc.compiler.read.pdf.words import words_of

_ROW_GROUPS = ("THead", "TBody", "TFoot")
_CELLS = ("TH", "TD")
_TEXTS = (
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "LI",
    "Caption",
    "Note",
    "TOCI",
    "Title",
    "Lbl",
    "LBody",
)
# Elements that may stand inside a paragraph and belong to it; others there are blocks of their own.
_INLINE = (
    "Span",
    "Link",
    "Quote",
    "Reference",
    "BibEntry",
    "Code",
    "Annot",
    "Em",
    "Strong",
    "Sub",
    "Lbl",
    "LBody",
    "Form",
    "Ruby",
    "Warichu",
    "NonStruct",
)
_MOST_COLUMNS = 200


def parts_of(root: Element, pages: Sequence[Drawn], layouts: Sequence[LayoutPage]) -> list[Part] | None:
    """The paragraphs and tables of a tagged file; None where its structure cannot be relied on.

    `pages` are turned upright; `layouts` are the same pages with their words.
    """
    content = content_of(pages)
    if not covers(root, pages, content):
        return None
    parts, notes = _Reader(content).parts(root)
    return [*parts, *notes] if agrees(parts, layouts) else None


class _Reader:
    """Makes parts of elements; notes come after everything else, as in a Word file."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._notes: list[Part] = []

    def parts(self, root: Element) -> tuple[list[Part], list[Part]]:
        """The parts in order, and the footnotes."""
        return list(self._parts(root)), self._notes

    def _parts(self, element: Element) -> Iterator[Part]:
        if element.kind == "Table":
            yield from self._table(element)
        elif element.kind == "Note":
            self._notes += self._text(element)
        elif element.kind in _TEXTS:
            yield from self._text(element)
        else:
            yield from self._group(element)

    def _group(self, element: Element) -> Iterator[Part]:
        """What a grouping element holds; content without a paragraph of its own is one."""
        bare: list[Mark] = []
        for child in element.children:
            if isinstance(child, Element):
                if child.kind in _INLINE:
                    bare += child.marks()
                    continue
                yield from self._paragraph(bare, element)
                bare = []
                yield from self._parts(child)
            else:
                bare.append(child)
        yield from self._paragraph(bare, element)

    def _text(self, element: Element) -> Iterator[Part]:
        """A paragraph, then the blocks that are nested in it (lists in lists, boxes)."""
        own: list[Mark] = []
        nested: list[Element] = []
        for child in _flattened(element):
            if isinstance(child, Element):
                nested.append(child)
            else:
                own.append(child)
        yield from self._paragraph(own, element)
        for child in nested:
            yield from self._parts(child)

    def _paragraph(self, marks: Sequence[Mark], element: Element) -> Iterator[TextPart]:
        lines = self._lines(marks)
        if lines:
            level = int(element.kind[1:]) if element.kind[:1] == "H" and element.kind[1:].isdigit() else None
            yield TextPart(lines, element.attributes.get("TextAlign") == "Center", level=level)

    def _lines(self, marks: Sequence[Mark]) -> list[Line]:
        by_page: dict[int, list[Letter]] = {}
        for mark in marks:
            for number, letter in self._content.get(mark, ()):
                by_page.setdefault(number, []).append(letter)
        return [line for number, letters in by_page.items() for line in lines_of(words_of(letters), number)]

    # --- tables ---

    def _table(self, element: Element) -> Iterator[Part]:
        for child in element.elements:
            if child.kind not in ("TR", *_ROW_GROUPS):  # a caption
                yield from self._parts(child)
        rows: list[RowPart] = []
        open_below: dict[int, tuple[int, int]] = {}  # column: rows still covered, width
        for row, header in _rows(element):
            rows.append(self._row(row, header, open_below, rows[-1].page if rows else 0))
        width = max((c.column + c.column_span for row in rows for c in row.cells), default=0)
        _mark_broken_words(rows)
        if any(cell.texts for row in rows for cell in row.cells):
            yield TablePart(rows, [float(n) for n in range(width + 1)])

    def _row(self, row: Element, header: bool, covered: dict[int, tuple[int, int]], page: int) -> RowPart:
        cells: list[CellPart] = []
        column = 0
        for place in (child for child in row.elements if child.kind in _CELLS):
            column = _skip(column, covered, cells)
            height, width = place.whole("RowSpan"), place.whole("ColSpan")
            width = max(1, min(width, _MOST_COLUMNS - column))
            cells.append(CellPart(column, list(self._cell(place)), height, width))
            if height > 1:
                covered[column] = height, width
            column += width
        _skip(column, covered, cells)
        for at, (left, width) in list(covered.items()):
            if left <= 1:
                del covered[at]
            else:
                covered[at] = left - 1, width
        pages = [line.page for cell in cells for line in cell.lines]
        return RowPart(cells, min(pages, default=page), 0.0, 0.0, header=header)

    def _cell(self, place: Element) -> Iterator[TextPart]:
        """The paragraphs of a cell; those of a table in it too, cell by cell."""
        for part in self._group(place):
            if isinstance(part, TextPart):
                yield part
            else:
                for row in part.rows:
                    for cell in row.cells:
                        yield from cell.texts


def _mark_broken_words(rows: Sequence[RowPart]) -> None:
    """The structure does not say how wide cells are; the widest line of a column does."""
    places: dict[tuple[int, int], list[CellPart]] = {}
    for row in rows:
        for cell in row.cells:
            places.setdefault((cell.column, cell.column_span), []).append(cell)
    for cells in places.values():
        room = max((line.x1 - line.x0 for cell in cells for line in cell.lines), default=0.0)
        for cell in cells:
            cell.texts = with_broken_words(cell.texts, room)


def _flattened(element: Element) -> Iterator[Element | Mark]:
    """The marks of a paragraph, with those of elements that belong to its lines; the rest as elements."""
    for child in element.children:
        if isinstance(child, Element) and (child.kind in _INLINE or _only_text(element, child)):
            yield from _flattened(child)
        else:
            yield child


def _only_text(element: Element, child: Element) -> bool:
    """Whether a paragraph inside an item of a list is all that the item says."""
    return element.kind in ("LI", "LBody") and child.kind == "P" and element.elements[:1] == [child]


def _rows(element: Element) -> Iterator[tuple[Element, bool]]:
    for child in element.elements:
        if child.kind == "TR":
            cells = [cell.kind for cell in child.elements]
            yield child, bool(cells) and all(kind == "TH" for kind in cells)
        elif child.kind in _ROW_GROUPS:
            for row, header in _rows(child):
                yield row, header or child.kind == "THead"


def _skip(column: int, covered: Mapping[int, tuple[int, int]], cells: list[CellPart]) -> int:
    """Go past the places that cells above cover, marking them; the next free column.

    `covered` counts the row in which a cell begins, so that this row is past it.
    """
    while column in covered:
        _, width = covered[column]
        if any(cell.column == column for cell in cells):
            break
        cells.append(CellPart(column, [], 1, width, merged=True))
        column += width
    return column
