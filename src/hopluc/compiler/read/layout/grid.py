"""Tables that are drawn with lines: the cells between them, merged ones too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hopluc.compiler.read.layout.cells import cell_texts
from hopluc.compiler.read.layout.lines import lines_of
from hopluc.compiler.read.layout.model import LayoutPage, Word
from hopluc.compiler.read.layout.parts import CellPart, RowPart, TablePart
from hopluc.compiler.read.layout.rules import Crossing, Stroke, covers, crossings, positions

# Points by which lines must stand out from a grid for a column or row to lie there without a border.
_OPEN = 12.0
_MOST_CELLS = 60_000
# No page has more; what has is a drawing.
_MOST_GRIDS = 60
_LEAST_PADDING, _MOST_PADDING = 1.5, 8.0


@dataclass(slots=True)
class Grid:
    """The places where lines stand, and which pieces are drawn between neighbours.

    `walls[r][k]`: a line stands at `xs[k]` beside row r; `floors[k][c]`: one lies at `ys[k]` in column c.
    """

    xs: list[float]
    ys: list[float]
    walls: list[list[bool]]
    floors: list[list[bool]]


@dataclass(slots=True)
class Region:
    """One cell of a grid, which may take several columns and rows, and the words in it."""

    row: int
    column: int
    rows: int
    columns: int
    words: list[Word] = field(default_factory=list)


def ruled_tables(page: LayoutPage) -> tuple[list[TablePart], list[Word]]:
    """The tables between the lines of a page, from the top, and the words that are in none."""
    grids = [grid for crossing in crossings(page.rules) if (grid := _grid(crossing)) is not None]
    if len(grids) > _MOST_GRIDS:
        return [], list(page.words)
    grids = [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]
    rest = list(page.words)
    tables: list[TablePart] = []
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        inside = [word for word in rest if _holds(grid, word)]
        if not inside:
            continue
        rest = [word for word in rest if not _holds(grid, word)]
        tables.append(_table(grid, inside, page.number))
    return tables, rest


def _grid(crossing: Crossing) -> Grid | None:
    """The grid of lines that cross; None for a frame, an underline, a single column."""
    xs = _opened(positions(s.at for s in crossing.standing), crossing.lying)
    ys = _opened(positions(s.at for s in crossing.lying), crossing.standing)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    by_x = _grouped(crossing.standing, xs)
    by_y = _grouped(crossing.lying, ys)
    walls = [[covers(by_x[k], ys[r], ys[r + 1]) for k in range(len(xs))] for r in range(len(ys) - 1)]
    floors = [[covers(by_y[k], xs[c], xs[c + 1]) for c in range(len(xs) - 1)] for k in range(len(ys))]
    grid = Grid(xs, ys, walls, floors)
    return grid if any(any(row[1:-1]) for row in walls) else None


def _opened(places: list[float], across: Sequence[Stroke]) -> list[float]:
    """Places of lines, and the ends of those across where they stand out: no outer border is drawn."""
    start, end = min(s.start for s in across), max(s.end for s in across)
    return [
        *([start] if places[0] - start > _OPEN else []),
        *places,
        *([end] if end - places[-1] > _OPEN else []),
    ]


def _grouped(strokes: Iterable[Stroke], places: Sequence[float]) -> list[list[Stroke]]:
    groups: list[list[Stroke]] = [[] for _ in places]
    for stroke in strokes:
        nearest = min(range(len(places)), key=lambda n: abs(places[n] - stroke.at))
        groups[nearest].append(stroke)
    return groups


def _inside(grid: Grid, other: Grid) -> bool:
    """Whether a grid lies within another: a table in a cell, which is read as words of that cell."""
    return (
        other.xs[0] - 1 <= grid.xs[0]
        and grid.xs[-1] <= other.xs[-1] + 1
        and other.ys[0] - 1 <= grid.ys[0]
        and grid.ys[-1] <= other.ys[-1] + 1
    )


def _holds(grid: Grid, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]


def _regions(grid: Grid) -> list[Region]:
    """The cells: neighbours without a line between them are one, as far as that is a rectangle."""
    out: list[Region] = []
    above: dict[tuple[int, int], Region] = {}
    for r in range(len(grid.ys) - 1):
        starts = [c for c in range(len(grid.xs) - 1) if c == 0 or grid.walls[r][c]]
        here: dict[tuple[int, int], Region] = {}
        for start, end in zip(starts, [*starts[1:], len(grid.xs) - 1], strict=True):
            upper = above.get((start, end))
            if upper is not None and not any(grid.floors[r][start:end]):
                upper.rows += 1
            else:
                upper = Region(r, start, 1, end - start)
                out.append(upper)
            here[start, end] = upper
        above = here
    return out


def _table(grid: Grid, words: Iterable[Word], page: int) -> TablePart:
    regions = _regions(grid)
    place: dict[tuple[int, int], Region] = {}
    for region in regions:
        for r in range(region.row, region.row + region.rows):
            for c in range(region.column, region.column + region.columns):
                place[r, c] = region
    for word in words:
        r = min(max(bisect_right(grid.ys, (word.top + word.bottom) / 2) - 1, 0), len(grid.ys) - 2)
        c = min(max(bisect_right(grid.xs, (word.x0 + word.x1) / 2) - 1, 0), len(grid.xs) - 2)
        place[r, c].words.append(word)
    padding = _padding(grid, regions)
    rows = [
        RowPart([], page, grid.ys[r], grid.ys[r + 1], closed=any(grid.floors[r + 1]))
        for r in range(len(grid.ys) - 1)
    ]
    for region in regions:
        left, right = grid.xs[region.column] + padding, grid.xs[region.column + region.columns] - padding
        texts = cell_texts(lines_of(region.words, page), left, right)
        for n, row in enumerate(rows[region.row : region.row + region.rows]):
            if n:
                cell = CellPart(region.column, [], 1, region.columns, merged=True)
            else:
                cell = CellPart(region.column, texts, region.rows, region.columns)
            row.cells.append(cell)
    for row in rows:
        row.cells.sort(key=lambda cell: cell.column)
    return TablePart(rows, list(grid.xs))


def _padding(grid: Grid, regions: Iterable[Region]) -> float:
    """How far words keep from the lines: the least that any cell shows at its left."""
    seen = [
        min(word.x0 for word in region.words) - grid.xs[region.column] for region in regions if region.words
    ]
    return min(max(min(seen, default=_LEAST_PADDING), _LEAST_PADDING), _MOST_PADDING)
