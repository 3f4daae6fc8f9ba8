"""Tables that go on over pages: the same columns, repeated headings dropped, the row at the break mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from hopluc.compiler.read.layout.parts import RowPart, TablePart
from hopluc.compiler.read.layout.torn import Break

# Points by which the columns of one table may differ from page to page, and whole pages be shifted.
_SAME_EDGE = 6.0
_SHIFT = 40.0
# A heading is among the first rows, and OCR may read it a little differently each time.
_HEADING_WITHIN = 4
_ALIKE = 0.85


def join_tables(table: TablePart, rest: TablePart) -> bool:
    """Add `rest`, the first thing on a page, to `table`, the last thing before it, if it goes on there."""
    if not _same_columns(table, rest):
        return False
    _drop_headings(table, rest)
    if rest.rows:
        Break(table, rest).mend()
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
