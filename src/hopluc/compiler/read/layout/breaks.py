"""Tables that go on over pages: repeated headings dropped, torn rows and cells put together.

Whether the first row of a page is the rest of the row above the break is told by geometry first: a
cell of the rest can only hold what found no room in the cell above. Word and LibreOffice draw a line
at the break in either case. What stays undecided is left to those who know the columns' meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import median

from hopluc.compiler.read.layout.lines import Line
from hopluc.compiler.read.layout.paragraphs import begins_item, ended
from hopluc.compiler.read.layout.parts import CellPart, RowPart, TablePart, TextPart

# Points by which the columns of one table may differ from page to page, and whole pages be shifted.
_SAME_EDGE = 6.0
_SHIFT = 40.0
# A heading is among the first rows, and OCR may read it a little differently each time.
_HEADING_WITHIN = 4
_ALIKE = 0.85
# Lines of room that a cell does not leave when its words go on: a paragraph keeps two lines together.
_ROOM = 2.2
_NEAR = 60
# The longest running number of a row, such as "II.10.2".
_LONGEST_NUMBER = 7


def join_tables(table: TablePart, rest: TablePart) -> bool:
    """Add `rest`, the first thing on a page, to `table`, the last thing before it, if it goes on there."""
    if not _same_columns(table, rest):
        return False
    _drop_headings(table, rest)
    if rest.rows:
        _Break(table, rest).mend()
        table.rows += rest.rows
    return True


# --- columns and headings -----------------------------------------------------------------


def _same_columns(table: TablePart, rest: TablePart) -> bool:
    """Whether two tables have the same columns; where one shows fewer of them, it gets the other's."""
    if not (table.merges or rest.merges):
        # Without lines the edges are only somewhere in the white between two columns.
        return len(table.edges) == len(rest.edges) and all(
            abs(a - b) <= _SHIFT for a, b in zip(table.edges, rest.edges, strict=True)
        )
    shift = rest.edges[0] - table.edges[0]
    if abs(shift) > _SHIFT or abs(rest.edges[-1] - shift - table.edges[-1]) > _SAME_EDGE:
        return False
    own = [edge - shift for edge in rest.edges]
    fewer, more = sorted((own, table.edges), key=len)
    places = [_nearest(more, edge) for edge in fewer]
    if any(abs(more[n] - edge) > _SAME_EDGE for n, edge in zip(places, fewer, strict=True)):
        return False
    if len(set(places)) < len(places):
        return False
    if len(fewer) < len(more):
        poorer = rest if len(rest.edges) < len(table.edges) else table
        _spread(poorer, places)
        poorer.edges = list(more)
    return True


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - place))


def _spread(table: TablePart, places: list[int]) -> None:
    """Give the cells of a table the columns of a finer one: `places` of its edges there."""
    for row in table.rows:
        for cell in row.cells:
            start, end = places[cell.column], places[cell.column + cell.column_span]
            cell.column, cell.column_span = start, end - start


def _drop_headings(table: TablePart, rest: TablePart) -> None:
    """Take the rows off that repeat the table's heading, and mark that heading."""
    for first in range(min(_HEADING_WITHIN, len(table.rows))):
        same = 0
        while (
            same < len(rest.rows)
            and first + same < min(_HEADING_WITHIN + 1, len(table.rows))
            and _repeats(table.rows[first + same], rest.rows[same])
        ):
            same += 1
        if same:
            for row in table.rows[first : first + same]:
                row.header = True
            del rest.rows[:same]
            return


def _repeats(row: RowPart, other: RowPart) -> bool:
    a, b = _said(row), _said(other)
    if len(a) < 2 or [column for column, _ in a] != [column for column, _ in b]:
        return False
    if a == b:
        return True
    if all(word.confidence is None for cell in row.cells for line in cell.lines for word in line.words):
        return False
    return SequenceMatcher(None, str(a), str(b), autojunk=False).ratio() >= _ALIKE


def _said(row: RowPart) -> list[tuple[int, str]]:
    cells = [(cell.column, "".join(re.findall(r"\w+", cell.words)).lower()) for cell in row.cells]
    return [(column, words) for column, words in cells if words]


# --- the row at the break -----------------------------------------------------------------


@dataclass(slots=True)
class _Break:
    """The last row before a break and the first behind it."""

    table: TablePart
    rest: TablePart

    def mend(self) -> None:
        """Join what the break tore, or mark the row behind it where geometry cannot tell."""
        above, below = self._above(), {cell.column: cell for cell in self.rest.rows[0].cells}
        pairs = [(above[c], cell, self._room(cell)) for c, cell in below.items() if c in above]
        torn = self._is_torn(pairs, len(pairs) == len(below))
        if torn:
            self._join_row(pairs)
        else:
            self.rest.rows[0].apart = torn is None
            if not self._has_own_number(pairs):
                self._join_merged(pairs)

    def _above(self) -> dict[int, _Last]:
        """For each column the cell that ends the page, with the row where it began."""
        out: dict[int, _Last] = {}
        last = self.table.rows[-1]
        for cell in last.cells:
            number = len(self.table.rows) - 1
            owner = cell
            while owner.merged and number > 0:
                number -= 1
                owner = next(
                    (one for one in self.table.rows[number].cells if one.column == cell.column), owner
                )
            out[cell.column] = _Last(owner, cell, last.bottom)
        return out

    def _near(self) -> list[RowPart]:
        """The rows around the break: what a table of hundreds of pages is like, these show as well."""
        return self.table.rows[-_NEAR:] + self.rest.rows[:_NEAR]

    def _room(self, cell: CellPart) -> float:
        """The room for words in a cell: the widest line that its column holds."""
        lines = [
            line.x1 - line.x0
            for row in self._near()
            for other in row.cells
            if other.column == cell.column and other.column_span == cell.column_span
            for line in other.lines
        ]
        return max(lines, default=0.0)

    def _has_own_number(self, pairs: list[tuple[_Last, CellPart, float]]) -> bool:
        return self._numbered() and any(cell.column == 0 and cell.words for _, cell, _ in pairs)

    def _numbered(self) -> bool:
        """Whether the first column holds running numbers."""
        own = [
            len(cell.words)
            for row in self._near()
            for cell in row.cells
            if cell.column == 0 and cell.column_span == 1 and cell.words and not row.header
        ]
        return bool(own) and median(own) <= _LONGEST_NUMBER

    def _is_torn(self, pairs: list[tuple[_Last, CellPart, float]], same: bool) -> bool | None:
        """Whether the row behind the break is the rest of the one above it; None where both may be."""
        if not same or self._has_own_number(pairs):
            return False
        if any(above.cell.column_span != cell.column_span for above, cell, _ in pairs):
            return False
        # Cells of several rows may go on although the row beside them is a new one.
        own = [pair for pair in pairs if pair[0].cell is pair[0].place and pair[1].row_span == 1]
        said = [pair for pair in own or pairs if pair[1].words]
        if not said:
            return bool(own) and all(_sign(*pair) >= 0 for pair in pairs if pair[1].words)
        signs = [_sign(*pair) for pair in said]
        if min(signs) < 0:
            return False
        if not self.table.rows[-1].closed:
            return True
        if sum(signs) * 2 >= len(signs):
            return True
        number = 0 if self._numbered() else None
        filled = [above for above, cell, _ in own if above.cell.words and cell.column != number]
        return True if len(said) * 2 <= len(filled) else None

    def _join_row(self, pairs: list[tuple[_Last, CellPart, float]]) -> None:
        last, first = self.table.rows[-1], self.rest.rows.pop(0)
        for above, cell, room in pairs:
            _extend(above.cell, cell, room)
            above.cell.row_span += cell.row_span - 1
        last.bottom, last.closed, last.page = first.bottom, first.closed, first.page

    def _join_merged(self, pairs: list[tuple[_Last, CellPart, float]]) -> None:
        """Let cells of several rows go on behind the break where the place there is empty, or goes on.

        Cells that are always merged as the number is (the superior task beside it) tell of it: where
        one has words of its own, a new row begins that only lacks a number.
        """
        bound = self._bound_columns()
        if any(c.column in bound and c.words and _sign(a, c, room) <= 0 for a, c, room in pairs):
            return
        for above, cell, room in pairs:
            if cell.column_span != above.cell.column_span:
                continue
            several = above.cell is not above.place or cell.row_span > 1
            if cell.words:
                goes_on = (several or cell.column in bound) and _sign(above, cell, room) > 0
            else:
                goes_on = several or (self._numbered() and self._merges_in(cell.column))
            if goes_on:
                _extend(above.cell, cell, room)
                above.cell.row_span += cell.row_span
                cell.texts, cell.merged, cell.row_span = [], True, 1

    def _merges_in(self, column: int) -> bool:
        return any(cell.row_span > 1 for row in self._near() for cell in row.cells if cell.column == column)

    def _bound_columns(self) -> set[int]:
        """The columns whose cells always take as many rows as the number beside them."""
        if not self._numbered():
            return set()
        spans = [
            {cell.column: cell.row_span for cell in row.cells}
            for row in self._near()
            if row.cells and not row.header and row.cells[0].column == 0 and row.cells[0].row_span > 1
        ]
        return {
            column
            for column in (spans[0] if spans else ())
            if column and all(row.get(column) == row[0] for row in spans)
        }


@dataclass(frozen=True, slots=True)
class _Last:
    """A cell at the end of a page: the cell, its place in the last row, and where that ends."""

    cell: CellPart
    place: CellPart
    bottom: float


def _sign(above: _Last, cell: CellPart, room: float) -> int:
    """1 where the words of a cell go on from those above the break, -1 where they cannot, else 0."""
    lines, rest = above.cell.lines, cell.lines
    if not lines:
        return -1
    last, first = lines[-1], rest[0]
    if above.bottom - last.bottom > _ROOM * last.size:
        return -1
    if _fitted(last, first, room) and not first.text[:1].islower():
        own = ended(last.text) or begins_item(first.text)
        return 0 if own else -1
    return 1 if first.text[:1].islower() or not ended(last.text) else 0


def _fitted(last: Line, first: Line, room: float) -> bool:
    """Whether the first word behind a break would have found room in the last line before it."""
    return (last.x1 - last.x0) + 0.25 * last.size + first.opening <= room - 2


def _extend(cell: CellPart, rest: CellPart, room: float) -> None:
    """Add the rest of a torn cell; its paragraph goes on where the break stands in the midst of it."""
    texts = list(rest.texts)
    if cell.texts and texts and _one_text(cell.texts[-1], texts[0], room):
        cell.texts[-1] = TextPart(cell.texts[-1].lines + texts.pop(0).lines)
    cell.texts += texts


def _one_text(text: TextPart, rest: TextPart, room: float) -> bool:
    last, first = text.lines[-1], rest.lines[0]
    if begins_item(first.text) and ended(last.text):
        return False
    return first.text[:1].islower() or not _fitted(last, first, room)
