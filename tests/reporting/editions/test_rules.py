"""Tables of the book as plain values: what differs, tidy files, contents, chapters."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.content import from_json, to_json
from hopluc.reporting.editions.content import BookGrid, EditionContent, Grid, GridRow, Head
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.rules import differences
from hopluc.reporting.editions.tidy import COLUMNS, archive

figures = st.none() | st.decimals(-(10**6), 10**6, places=2)
grids = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        lambda rows: Grid(
            "Loại",
            tuple(Head(2020 + n) for n in range(width)),
            tuple(GridRow(f"dòng {n}", "cái", tuple(row)) for n, row in enumerate(rows)),
        ),
        st.lists(st.lists(figures, min_size=width, max_size=width), min_size=1, max_size=4),
    )
)


def table(grid: Grid, title: str = "Bảng") -> BookGrid:
    return BookGrid("Chương", title, "khái niệm", "nguồn", grid)


def content(*tables: BookGrid) -> EditionContent:
    return EditionContent("Sách", "Sở", "", "", "GIÁM ĐỐC", 2025, 1, dt.date(2026, 3, 1), None, tables)


@given(grids)
def test_an_edition_does_not_differ_from_itself_and_survives_json(grid: Grid) -> None:
    assert differences([table(grid)], [table(grid)]) == ()
    whole = content(table(grid))
    assert from_json(EditionContent, to_json(whole)) == whole


@given(grids, st.data())
def test_one_changed_figure_is_the_one_difference(grid: Grid, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(grid.rows) - 1))
    column = data.draw(st.integers(0, len(grid.heads) - 1))
    old = grid.rows[row]
    value = old.values[column]
    changed = Decimal(1) if value is None else value + 1
    values = (*old.values[:column], changed, *old.values[column + 1 :])
    rows = (*grid.rows[:row], GridRow(old.label, old.unit, values), *grid.rows[row + 1 :])
    found = differences([table(grid)], [table(Grid(grid.by, grid.heads, rows))])
    assert [(one.row, one.column) for one in found] == [(f"dòng {row} (cái)", str(2020 + column))]


def test_tables_that_come_and_go_are_told() -> None:
    grid = Grid("Loại", (Head(2025),), (GridRow("a", "", (Decimal(1),)),))
    found = differences([table(grid, "Cũ")], [table(grid, "Mới")])
    assert [(one.table, one.before, one.after) for one in found] == [
        ("Mới", "", "bảng mới"), ("Cũ", "có bảng", "bỏ bảng")
    ]  # fmt: skip


@given(grids)
def test_every_figure_stands_once_in_the_tidy_file(grid: Grid) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(content(table(grid))))) as made:
        names = made.namelist()
        assert names == ["so-tay-ma.csv", "bang-01-bang.csv"]
        raw = made.read(names[1])
        assert raw.startswith(b"\xef\xbb\xbf")
        heads, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
        codes = made.read(names[0]).decode("utf-8-sig")
    assert tuple(heads) == COLUMNS
    assert all(column in codes for column in COLUMNS)
    told = [Decimal(row[5]) if row[5] else None for row in rows]
    assert told == [value for row in grid.rows for value in row.values]


def test_what_looks_like_a_formula_is_no_formula() -> None:
    grid = Grid("Loại", (Head(2025),), (GridRow("=1+1", "", (Decimal(1),)),))
    with zipfile.ZipFile(io.BytesIO(archive(content(table(grid))))) as made:
        assert "'=1+1" in made.read("bang-01-bang.csv").decode()


def test_every_measure_says_how_it_counts() -> None:
    for measure in MEASURES.values():
        assert str(measure.definition)
        assert str(measure.source)
        assert measure.splits
