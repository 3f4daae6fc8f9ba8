"""Tables in a text file that kept their HTML tags: `<table><tr><td>…`.

Only the tags that make a table are looked at; a cell's words and other tags stay where they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from hopluc.compiler.document import Cell, Row, Table
from hopluc.compiler.format import Span
from hopluc.compiler.read.lines import MAX_COLUMNS, TAG, Line
from hopluc.viet.patterns import regex

_OPENS = regex(r"\s*(?:</?[a-z][a-z0-9]{0,9}[^<>\n]{0,300}>\s*){0,3}<table\b", re.IGNORECASE)
_PIECE = regex(r"<(?P<end>/?)(?P<name>table|tr|td|th)\b(?P<rest>[^<>]{0,300})>", re.IGNORECASE)
_SPANS = regex(r"(?P<way>col|row)span\s*=\s*[\"']?(?P<count>\d{1,2})", re.IGNORECASE)


def tag_table(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
    """The table whose `<table>` tag stands on line `at`, and the line behind it; None for none."""
    if not _OPENS.match(lines[at].text):
        return None
    last = at
    depth = 0
    grid = _Grid()
    for number in range(at, len(lines)):
        line = lines[number]
        last = number
        for found in _PIECE.finditer(line.text):
            name, end = found["name"].lower(), bool(found["end"])
            if name == "table":
                depth += -1 if end else 1
            elif depth == 1:
                grid.take(name, end, line.start + found.start(), line.start + found.end(), found["rest"])
        if depth <= 0:
            break
    grid.close(lines[last].end)
    rows = grid.made(lines)
    return (Table(rows, (rows[0].span[0], rows[-1].span[1]), merges=True) if rows else None), last + 1


class _Grid:
    """Rows under reading; a cell below one that spans rows moves to the next free column."""

    def __init__(self) -> None:
        self._rows: list[list[tuple[int, int, int, Span]]] = []  # column, column span, row span, words
        self._header: list[bool] = []
        self._open: tuple[int, int, int] | None = None  # column span, row span, start of the words
        self._covered: dict[int, int] = {}  # column -> rows that a cell above still covers

    def take(self, name: str, end: bool, start: int, stop: int, rest: str) -> None:
        """One tag of the table itself, from `start` to `stop`."""
        self.close(start)
        if end:
            return
        if name == "tr" or not self._rows:
            self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}
            self._rows.append([])
            self._header.append(True)
        if name != "tr":
            spans = {found["way"].lower(): max(int(found["count"]), 1) for found in _SPANS.finditer(rest)}
            self._header[-1] = self._header[-1] and name == "th"
            self._open = spans.get("col", 1), spans.get("row", 1), stop

    def close(self, stop: int) -> None:
        """End the open cell."""
        if self._open is None:
            return
        wide, high, start = self._open
        self._open = None
        row = self._rows[-1]
        column = row[-1][0] + row[-1][1] if row else 0
        while self._covered.get(column):
            column += 1
        if column + wide > MAX_COLUMNS:
            return
        row.append((column, wide, high, (start, stop)))
        if high > 1:
            self._covered.update(dict.fromkeys(range(column, column + wide), high))

    def made(self, lines: Sequence[Line]) -> tuple[Row, ...]:
        """The rows that hold a cell, with the places that cells above them cover."""
        starts = [line.start for line in lines]
        out: list[Row] = []
        above: dict[int, int] = {}
        for row, header in zip(self._rows, self._header, strict=True):
            cells = [
                Cell((span,) if _holds(lines, starts, span) else (), n, high, wide)
                for n, wide, high, span in row
            ]
            taken = {cell.column for cell in cells}
            cells += [Cell((), column, merged=True) for column in above if column not in taken]
            above = {column: left - 1 for column, left in above.items() if left > 1}
            for cell in cells:
                if cell.row_span > 1:
                    above.update(
                        dict.fromkeys(range(cell.column, cell.column + cell.column_span), cell.row_span - 1)
                    )
            if row:
                cells.sort(key=lambda cell: cell.column)
                out.append(Row(tuple(cells), (row[0][3][0], row[-1][3][1]), header=header))
        return tuple(out)


def _holds(lines: Sequence[Line], starts: Sequence[int], span: Span) -> bool:
    """Whether a range has words besides tags."""
    at = max(bisect_left(starts, span[0] + 1) - 1, 0)
    while at < len(lines) and lines[at].start < span[1]:
        line = lines[at]
        text = line.text[max(span[0] - line.start, 0) : max(span[1] - line.start, 0)]
        if TAG.sub("", text).strip():
            return True
        at += 1
    return False
