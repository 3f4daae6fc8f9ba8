"""Workbooks, read back cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hopluc.office.sheets import HEAD_ROW, Field, Section, Sheet, Sum, Workbook, write_xlsx

FIELDS = (Field("Cơ quan", 30, "wrapped"), Field("Số", 8, "number"), Field("Ngày", 12, "date"))
ROWS = [
    [Section("Nhóm một")],
    ["Sở Công Thương", 12, dt.date(2026, 2, 5)],
    ["=1+1", Decimal("1204.5"), None],
    ["http://sonhai.example", None, None],
]


def book(rows: list = ROWS, name: str = "Kết quả") -> bytes:
    return write_xlsx(
        Workbook("Báo cáo", "Sở Tài chính", [Sheet(name, "Kết quả", FIELDS, rows, "Tạm tính", frozen=1)])
    )


def cells(content: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_every_cell_is_there_with_its_type() -> None:
    assert cells(book()) == [
        ["Kết quả", "", ""],
        ["Tạm tính", "", ""],
        ["", "", ""],
        ["Cơ quan", "Số", "Ngày"],
        ["Nhóm một", "", ""],
        ["Sở Công Thương", 12.0, dt.date(2026, 2, 5)],
        ["=1+1", 1204.5, ""],
        ["http://sonhai.example", "", ""],
    ]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    with zipfile.ZipFile(io.BytesIO(book())) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert not any("hyperlink" in package.read(name).decode() for name in package.namelist())
    assert "<f>" not in sheet


def test_a_total_is_a_formula_over_the_rows_above_and_is_not_sorted_among_them() -> None:
    rows = [["Một", 2], ["Hai", Decimal("3.5")], ["Cộng", Sum(Decimal("5.5"), 2)]]
    sheet = Sheet("Bảng", "Bảng", [Field("Tên"), Field("Số", kind="number")], rows)
    content = write_xlsx(Workbook("Bảng", "Sở", [sheet]))
    assert cells(content)[-1] == ["Cộng", 5.5], "what it comes to is there for who does not calculate"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        written = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(B5:B6)</f>" in written
    assert 'autoFilter ref="A4:B6"' in written


def test_headings_stay_in_sight_and_are_printed_on_every_page() -> None:
    with zipfile.ZipFile(io.BytesIO(book())) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        names = package.read("xl/workbook.xml").decode()
    assert f'ySplit="{HEAD_ROW + 1}"' in sheet
    assert 'xSplit="1"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "Print_Titles" in names


def test_rows_are_as_tall_as_their_wrapped_texts() -> None:
    with zipfile.ZipFile(
        io.BytesIO(book([["x" * 70, 1, None], ["ngắn\nhai dòng", 1, None], ["y", 1, None]]))
    ) as p:
        rows = re.findall(r'<row r="(\d+)"[^>]*?ht="([\d.]+)"', p.read("xl/worksheets/sheet1.xml").decode())
    heights = {int(row): float(height) for row, height in rows}
    assert [heights.get(row) for row in (5, 6)] == [3 * 15.75, 2 * 15.75]


def test_names_of_sheets_are_made_fit_and_different() -> None:
    sheet = Sheet("Kết quả [năm]: 1/2", "x", FIELDS, [])
    made = write_xlsx(Workbook("x", "x", [sheet, sheet, Sheet("a" * 40, "x", FIELDS, [])]))
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names == [
        "Kết quả  năm   1 2",
        "Kết quả  năm   1 2 (2)",
        "a" * 31,
    ]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert book() == book()


@given(st.text(max_size=80))
def test_any_text_that_people_paste_gives_a_readable_file(words: str) -> None:
    assert len(cells(book([[words, 1, None]]))) == HEAD_ROW + 2
