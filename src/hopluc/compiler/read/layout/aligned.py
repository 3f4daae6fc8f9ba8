"""Tables without lines: columns told by the streets of white between them.

Three columns at least; two side by side are no table (see columns.py). Within a row set from the top
the cells end one after the other and none begins later: where one begins, a new row does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hopluc.compiler.read.layout.cells import cell_texts
from hopluc.compiler.read.layout.lines import Line, line_of
from hopluc.compiler.read.layout.model import Word
from hopluc.compiler.read.layout.paragraphs import usual_pitch
from hopluc.compiler.read.layout.parts import CellPart, RowPart, TablePart
from hopluc.viet.patterns import regex

# Shares of the height of a line.
_WIDE = 1.0
_STREET = 0.5
_MORE_SPACE = 0.4
_FAR = 3.0
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
# Lines in between that fill no more than one or two columns: the rest of a long cell.
_LONGEST_CELL = 25
# No page has more; what has is a drawing.
_MOST_LINES = 500
# Of its lines this share may go across a street: titles of groups.
_ACROSS = 0.15
_NUMBER = regex(r"(?:[IVXLC]{1,5}|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,3}){0,3})[.)]?")


@dataclass(frozen=True, slots=True)
class Aligned:
    """Lines `first` to `last` (excluded) of a page, as the table that they form."""

    first: int
    last: int
    table: TablePart


def aligned_tables(lines: Sequence[Line], width: float, known: Sequence[float] = ()) -> list[Aligned]:
    """The tables without lines on a page; `known`: edges of the one that the page before ended with."""
    out: list[Aligned] = []
    at = 0 if len(lines) <= _MOST_LINES else len(lines)
    while at < len(lines):
        found = _table_at(lines, at, width, known if at == 0 else ())
        if found is None:
            at += 1
        else:
            out.append(found)
            at = found.last
    return out


def _segments(line: Line) -> list[tuple[float, float]]:
    """The stretches of a line that no wide gap parts."""
    out = [(line.words[0].x0, line.words[0].x1)]
    for word in line.words[1:]:
        if word.x0 - out[-1][1] >= _WIDE * line.size:
            out.append((word.x0, word.x1))
        else:
            out[-1] = out[-1][0], max(out[-1][1], word.x1)
    return out


def _table_at(lines: Sequence[Line], at: int, width: float, known: Sequence[float]) -> Aligned | None:
    fewest = 1 if known else _FEWEST_ROWS
    if not known and len(_segments(lines[at])) < _FEWEST_COLUMNS:
        return None
    last, seeds = _run(lines, at, width)
    if seeds < fewest and not (known and _is_rest(lines[at], known)):
        return None
    edges = list(known) or _edges(lines[at:last])
    if len(edges) - 1 < _FEWEST_COLUMNS:
        return None
    while last > at and not _fits(lines[last - 1], edges):
        last -= 1
    while last < len(lines) and _fits(lines[last], edges) and _near(lines, last):
        last += 1
    first = at
    while first > 0 and not known and _fits(lines[first - 1], edges) and _near(lines, first):
        first -= 1
    if last == first or (seeds and sum(len(_segments(line)) > 1 for line in lines[first:last]) < fewest):
        return None
    return Aligned(first, last, _made(lines[first:last], edges))


def _run(lines: Sequence[Line], at: int, width: float) -> tuple[int, int]:
    """Behind which line a table that begins at `at` ends at most, and how many lines show its columns."""
    last, seeds = at, 0
    for n in range(at, len(lines)):
        line = lines[n]
        columns = len(_segments(line))
        if columns >= _FEWEST_COLUMNS:
            last, seeds = n + 1, seeds + 1
            continue
        far = n - last > _LONGEST_CELL or (n and not _near(lines, n))
        if far or (n > at and all(_is_running(one, width) for one in lines[n - 1 : n + 1])):
            break
    return last, seeds


def _is_rest(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line at the head of a page goes on with a cell: within its column, in small letters."""
    column = next((n for n, edge in enumerate(edges[1:]) if line.x0 < edge), len(edges) - 2)
    return line.text[:1].islower() and column > 0 and line.x1 <= edges[column + 1]


def _is_running(line: Line, width: float) -> bool:
    return len(_segments(line)) == 1 and line.x1 - line.x0 > width * 0.55


def _near(lines: Sequence[Line], n: int) -> bool:
    return lines[n].top - lines[n - 1].bottom <= _FAR * lines[n].size


def _edges(lines: Sequence[Line]) -> list[float]:
    """The edges of the columns: outside, and in the middle of each street that nearly all lines keep."""
    size = sorted(line.size for line in lines)[len(lines) // 2]
    allowed = int(len(lines) * _ACROSS)
    held = [stretch for line in lines for stretch in _spaced(line)]
    changes = sorted(change for start, end in held for change in ((start, 1), (end, -1)))
    streets: list[tuple[float, float]] = []
    covered = 0
    for (place, step), (following, _) in pairwise(changes):
        covered += step
        if covered > allowed or following <= place:
            continue
        if streets and place - streets[-1][1] < 1:
            streets[-1] = streets[-1][0], following
        else:
            streets.append((place, following))
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    inner = [
        (start + end) / 2
        for start, end in streets
        if end - start >= _STREET * size and start > left and end < right
    ]
    return [left - 1, *inner, right + 1]


def _spaced(line: Line) -> list[tuple[float, float]]:
    """The stretches of a line that are words or ordinary spaces between them."""
    out = [(line.words[0].x0, line.words[0].x1)]
    for word in line.words[1:]:
        if word.x0 - out[-1][1] >= _STREET * line.size:
            out.append((word.x0, word.x1))
        else:
            out[-1] = out[-1][0], max(out[-1][1], word.x1)
    return out


def _fits(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line lies in the columns: no word of it stands across an edge, nor outside."""
    if line.x0 < edges[0] - line.size or line.x1 > edges[-1] + line.size:
        return False
    return not any(start < edge < end for start, end in _spaced(line) for edge in edges[1:-1])


# --- rows ---------------------------------------------------------------------------------


def _made(lines: Sequence[Line], edges: list[float]) -> TablePart:
    """The table of these lines."""
    strips = [_strip(line, edges) for line in lines]
    numbered = _is_numbered(strips)
    pitch = usual_pitch(lines)
    heading = next((n for n, strip in enumerate(strips) if _has_number(strip)), 0) if numbered else 0
    rows: list[list[dict[int, Line]]] = []
    for n, strip in enumerate(strips):
        if rows and n < heading:
            rows[-1].append(strip)
        elif not rows or n == heading or _opens(strip, rows[-1], numbered, pitch):
            rows.append([strip])
        else:
            rows[-1].append(strip)
    rooms = [_room(strips, column, edges) for column in range(len(edges) - 1)]
    return TablePart([_row(row, edges, rooms) for row in rows], edges, merges=False)


def _room(strips: Sequence[dict[int, Line]], column: int, edges: Sequence[float]) -> float:
    """The widest line of a column, of those that stay in it."""
    own = [strip[column] for strip in strips if column in strip]
    return max((line.x1 - line.x0 for line in own if line.x1 <= edges[column + 1]), default=0.0)


def _strip(line: Line, edges: Sequence[float]) -> dict[int, Line]:
    """The pieces of a line by column; a title that stands across edges goes to the first it touches."""
    pieces = _spaced(line)
    title = len(pieces) < _FEWEST_COLUMNS
    columns: dict[int, list[Word]] = {}
    for word in line.words:
        start, end = next(piece for piece in pieces if piece[0] <= word.x0 <= piece[1])
        across = any(start < edge < end for edge in edges)
        place = start if title and across else (word.x0 + word.x1) / 2
        column = max((n for n, edge in enumerate(edges[:-1]) if edge <= place + 0.01), default=0)
        columns.setdefault(column, []).append(word)
    return {column: line_of(words, line.page) for column, words in columns.items()}


def _is_numbered(strips: Sequence[dict[int, Line]]) -> bool:
    first = [strip[0].text for strip in strips if 0 in strip]
    return bool(first) and sum(bool(_NUMBER.fullmatch(words)) for words in first) * 2 >= len(first)


def _has_number(strip: dict[int, Line]) -> bool:
    return 0 in strip and bool(_NUMBER.fullmatch(strip[0].text))


def _opens(
    strip: dict[int, Line], row: Sequence[dict[int, Line]], numbered: bool, pitch: float | None
) -> bool:
    """Whether a line opens a row: a number, a cell that begins, more space, or all cells at once."""
    above = row[-1]
    if numbered and _has_number(strip):
        return True
    if any(column not in above for column in strip):
        return True
    line, last = next(iter(strip.values())), next(iter(above.values()))
    if pitch is not None and line.top - last.top > pitch + _MORE_SPACE * last.size:
        return True
    return (
        not numbered
        and len(strip) >= _FEWEST_COLUMNS
        and all(strip[column].text[:1].isupper() or strip[column].text[:1].isdigit() for column in strip)
    )


def _row(strips: Sequence[dict[int, Line]], edges: Sequence[float], rooms: Sequence[float]) -> RowPart:
    columns: dict[int, list[Line]] = {}
    for strip in strips:
        for column, line in strip.items():
            columns.setdefault(column, []).append(line)
    cells: list[CellPart] = []
    at = 0
    while at < len(edges) - 1:
        held = columns.get(at, [])
        end = at + 1
        while end < len(edges) - 1 and end not in columns and any(line.x1 > edges[end] for line in held):
            end += 1
        room = rooms[at] if end == at + 1 else edges[end] - edges[at]
        cells.append(CellPart(at, cell_texts(held, 0, room) if held else [], 1, end - at))
        at = end
    lines = [line for held in columns.values() for line in held]
    return RowPart(cells, lines[0].page, min(line.top for line in lines), max(line.bottom for line in lines))
