"""The row at a page break: whether it is the rest of the row above, and which cells go on.

Told by geometry first: a cell of the rest can only hold what found no room in the cell above. Word and
LibreOffice draw a line at the break in either case. What stays undecided is left to those who know the
columns' meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from hopluc.compiler.read.layout.lines import Line
from hopluc.compiler.read.layout.paragraphs import begins_item, ended
from hopluc.compiler.read.layout.parts import CellPart, RowPart, TablePart, TextPart

# Lines of room that a cell does not leave when its words go on: a paragraph keeps two lines together.
_ROOM = 2.2
# Rows at either side that tell what the table is like.
_NEAR = 60
# The longest running number of a row, such as "II.10.2".
_LONGEST_NUMBER = 7


@dataclass(slots=True)
class Break:
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
