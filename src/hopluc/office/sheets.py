"""Spreadsheets as .xlsx files: typed cells, frozen heading rows, widths, print set-up.

A workbook is a few frozen dataclasses; rows may be a generator, so that a sheet of hundreds of thousands
of cells is never held whole. Texts are written as texts: one that begins with "=" stays what somebody
typed and never becomes a formula, nor an address a link. The only formulas are totals (`Sum`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.utility import xl_range

Value = str | int | float | Decimal | dt.date | None
Kind = Literal["text", "wrapped", "number", "date", "centre"]

_EPOCH = dt.datetime(2020, 1, 1)  # a file says nothing of the moment it was written in  # noqa: DTZ001
_MOST_CHARACTERS = 32767  # of one cell, by Excel
_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading, its width in characters, what its cells hold."""

    title: str
    width: float = 14
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: lines above the table, its columns, its rows.

    `frozen`: so many columns stay in sight beside the headings. A row whose first value is a `Section`
    is a title over all columns.
    """

    name: str
    title: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[Any]]
    subtitle: str = ""
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A title row inside a table."""

    title: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A total in the last row: the sum of its column's cells in so many `rows` above; it comes to `value`."""

    value: int | Decimal
    rows: int


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in order; `title` and `author` stand in the file's properties."""

    title: str
    author: str
    sheets: Sequence[Sheet]


_A4, _A3, _WIDEST_ON_A4 = 9, 8, 170
# Letters of this font are narrower than the digits that widths are counted in.
_FILLED = 1.15
_LINE, _TALLEST = 15.75, 409  # points: a line of 12 point text, the tallest row that Excel has

HEAD_ROW = 3  # title, subtitle, an empty row; then the headings


def write_xlsx(book: Workbook) -> bytes:
    """The workbook as an .xlsx file; the same rows give the same bytes."""
    out = io.BytesIO()
    options = {
        "in_memory": False,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "author": book.author, "created": _EPOCH})
        formats = formats_of(workbook)
        names: set[str] = set()
        for sheet in book.sheets:
            _write(workbook.add_worksheet(sheet_name(sheet.name, names)), sheet, formats)
    return out.getvalue()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A sheet name that Excel allows: 31 characters, some signs not, each once."""
    plain = _NAME_FORBIDDEN.sub(" ", wanted).strip("' ") or "Bảng"
    name, number = plain[:31], 2
    while name.lower() in taken:
        suffix = f" ({number})"
        name, number = plain[: 31 - len(suffix)] + suffix, number + 1
    taken.add(name.lower())
    return name


def formats_of(workbook: Any) -> dict[str, Any]:
    """The looks of cells by name, made for one workbook."""
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    cell = font | {"border": 1}
    looks = {
        "title": font | {"bold": True, "font_size": 14},
        "subtitle": font | {"italic": True},
        "head": cell
        | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EDF4"},
        "section": font | {"bold": True, "bg_color": "#F5F7FA", "top": 1, "bottom": 1},
        "text": cell,
        "wrapped": cell | {"text_wrap": True},
        "centre": cell | {"align": "center"},
        "number": cell | {"num_format": "#,##0.####"},
        "whole": cell | {"num_format": "#,##0"},
        "total": cell | {"num_format": "#,##0", "bold": True},
        "total part": cell | {"num_format": "#,##0.####", "bold": True},
        "date": cell | {"num_format": "dd/mm/yyyy", "align": "center"},
    }
    return {name: workbook.add_format(look) for name, look in looks.items()}


def _write(sheet: Any, content: Sheet, formats: dict[str, Any]) -> None:
    fields = content.fields
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
    sheet.write_string(0, 0, clean(content.title), formats["title"])
    if content.subtitle:
        sheet.write_string(1, 0, clean(content.subtitle), formats["subtitle"])
    sheet.set_row(HEAD_ROW, _height([field.title for field in fields], fields, wrapped=True))
    for place, field in enumerate(fields):
        sheet.write_string(HEAD_ROW, place, clean(field.title), formats["head"])
    sheet.freeze_panes(HEAD_ROW + 1, content.frozen)
    last = HEAD_ROW
    row: Sequence[Any] = ()
    for last, row in enumerate(content.rows, HEAD_ROW + 1):
        _write_row(sheet, last, row, fields, formats)
    totals = any(isinstance(value, Sum) for value in row)  # they are no row to sort among the others
    sheet.autofilter(HEAD_ROW, 0, last - totals, len(fields) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3 if sum(field.width for field in fields) > _WIDEST_ON_A4 else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P/&N")


def _write_row(
    sheet: Any, place: int, row: Sequence[Any], fields: Sequence[Field], formats: dict[str, Any]
) -> None:
    if row and isinstance(row[0], Section):
        sheet.write_string(place, 0, clean(row[0].title), formats["section"])
        for column in range(1, len(fields)):
            sheet.write_blank(place, column, None, formats["section"])
        return
    sheet.set_row(place, _height(row, fields))
    for column, (value, field) in enumerate(zip(row, fields, strict=True)):
        if value is None or value == "":
            sheet.write_blank(place, column, None, formats[field.kind])
        elif isinstance(value, str):
            sheet.write_string(place, column, clean(value), formats[field.kind])
        elif isinstance(value, Sum):
            above = xl_range(place - value.rows, column, place - 1, column)
            look = formats["total" if value.value == int(value.value) else "total part"]
            sheet.write_formula(place, column, f"=SUM({above})", look, float(value.value))
        elif isinstance(value, dt.date):
            sheet.write_datetime(place, column, value, formats["date"])
        else:
            look = "whole" if field.kind == "number" and value == int(value) else field.kind
            sheet.write_number(place, column, float(value), formats[look])


def _height(row: Sequence[Any], fields: Sequence[Field], wrapped: bool = False) -> float:
    return row_height(
        (value, field.width)
        for value, field in zip(row, fields, strict=True)
        if isinstance(value, str) and (wrapped or field.kind == "wrapped")
    )


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """The height that wrapped texts need, each in its column's width: no reader fits the row by itself."""
    lines = 1
    for text, width in texts:
        lines = max(lines, sum(-(-len(line) // int(_FILLED * width)) or 1 for line in text.split("\n")))
    return min(lines * _LINE, _TALLEST)


def clean(text: str) -> str:
    """A text as a cell can hold it: with one kind of line end, without signs that XML forbids."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_MOST_CHARACTERS]
