"""Workbooks to be filled in and sent back: each cell knows the name of its field.

Every sheet has a hidden first row and a hidden first column. The row holds for each column the pattern of its
fields' names ("figure-{}"), the column the key that goes into the pattern, so that a field is found again
wherever its row was moved. What the file was made from (texts, whose it is) lies in a hidden sheet. Only the
cells to be filled in can be typed into; the protection has no password, it guards against slips.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import xlsxwriter

from hopluc.office.cells import Cell, place_of, read_sheets
from hopluc.office.fillform import FillBook, FillColumn, FillSheet, Returned, field_of
from hopluc.office.sheets import Value, clean, formats_of, sheet_name

MARK, HIDDEN = "HOPLUC", "HOPLUC-GOC"
_EPOCH = dt.datetime(2020, 1, 1)  # a file says nothing of the moment it was written in  # noqa: DTZ001
_EXCEL_DAY_0 = dt.date(1899, 12, 30)
_TITLE, _GUIDANCE, _HEAD = 1, 2, 4
_CHOICES_AT_MOST = 255  # characters of a list in a cell's rule, by Excel


# --- out ------------------------------------------------------------------------------------------


def write_fillable(book: FillBook, notes: Mapping[str, str] | None = None) -> bytes:
    """The workbook as an .xlsx file. `notes`: field → what is wrong there, marked and told in a comment."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "author": book.author, "created": _EPOCH})
        formats = _formats(workbook)
        names: set[str] = set()
        for one in book.sheets:
            sheet = workbook.add_worksheet(sheet_name(one.name, names))
            _write(sheet, one, book.guidance, formats, notes or {})
        _write_about(workbook.add_worksheet(sheet_name(HIDDEN, names)), book.about)
    return out.getvalue()


def _formats(workbook: Any) -> dict[str, Any]:
    found = formats_of(workbook)
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "border": 1, "text_wrap": True}
    for name, look in (("typed", {"bg_color": "#FFFBE6"}), ("wrong", {"bg_color": "#FBE0DE"})):
        plain = base | look | {"locked": False}
        found[name] = workbook.add_format(plain)
        found[f"{name}-number"] = workbook.add_format(plain | {"num_format": "#,##0.####", "align": "right"})
        found[f"{name}-date"] = workbook.add_format(plain | {"num_format": "dd/mm/yyyy", "align": "center"})
    return found


def _write(
    sheet: Any, content: FillSheet, todo: str, formats: Mapping[str, Any], notes: Mapping[str, str]
) -> None:
    sheet.write_string(0, 0, MARK)
    sheet.write_string(_TITLE, 1, clean(content.title), formats["title"])
    sheet.write_string(_GUIDANCE, 1, clean(f"{content.guidance} {todo}".strip()), formats["subtitle"])
    for place, column in enumerate(content.columns, 1):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.fields)
        sheet.write_string(_HEAD, place, clean(column.title), formats["head"])
    for line, row in enumerate(content.rows, _HEAD + 1):
        sheet.write_string(line, 0, row.key)
        for place, (column, value) in enumerate(zip(content.columns, row.values, strict=True), 1):
            note = notes.get(field_of(column.fields, row.key), "") if column.fields else ""
            _write_cell(sheet, line, place, column, value, formats, note)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_cell(
    sheet: Any, line: int, place: int, column: FillColumn, value: Value, formats: Mapping[str, Any], note: str
) -> None:
    look = formats[_look(column, note)]
    if note:
        sheet.write_comment(line, place, clean(note), {"x_scale": 2})
    if column.choices and sum(len(one) + 1 for one in column.choices) <= _CHOICES_AT_MOST:
        sheet.data_validation(line, place, line, place, {"validate": "list", "source": list(column.choices)})
    if value is None or value == "":
        sheet.write_blank(line, place, None, look)
    elif isinstance(value, str):
        sheet.write_string(line, place, clean(value), look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, place, value, look)
    else:
        sheet.write_number(line, place, float(value), look)


def _look(column: FillColumn, note: str) -> str:
    if not column.fields:
        return column.kind
    base = "wrong" if note else "typed"
    return f"{base}-{column.kind}" if column.kind in {"number", "date"} else base


def _write_about(sheet: Any, about: Mapping[str, str]) -> None:
    sheet.write_string(0, 0, HIDDEN)
    for line, (key, value) in enumerate(about.items(), 1):
        sheet.write_string(line, 0, key)
        sheet.write_string(line, 1, clean(value))
    sheet.very_hidden()


# --- back -----------------------------------------------------------------------------------------


def read_fillable(data: bytes) -> Returned:
    """What stands in the fields of a workbook that came back; whatever else was written into it is left
    alone. A workbook of somebody else's has no `about`. Raises Unreadable for what is no workbook."""
    about: dict[str, str] = {}
    values: dict[str, Cell] = {}
    places: dict[str, str] = {}
    for name, rows in read_sheets(data):
        mark = rows[0][0] if rows and rows[0] else None
        if mark == HIDDEN:
            about |= {str(row[0]): _words(row[1]) for row in rows[1:] if len(row) > 1 and row[0] is not None}
            about |= {str(row[0]): "" for row in rows[1:] if len(row) == 1 and row[0] is not None}
        elif mark == MARK:
            for line, row in enumerate(rows[1:], 1):
                for place, pattern in enumerate(rows[0][1:], 1):
                    if pattern and row and row[0] is not None:
                        field = field_of(_words(pattern), _words(row[0]))
                        values[field] = row[place] if place < len(row) else None
                        places[field] = f"{name}, ô {place_of(line, place)}"
    return Returned(about, values, places)


def _words(cell: Cell) -> str:
    """A cell as text: a key that Excel took for a number is written as it was."""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return cell or ""


def day_of(serial: Decimal) -> dt.date | None:
    """The day that Excel keeps as a number; None for what is none (before 1/3/1900 its count is wrong)."""
    whole = int(serial)
    return _EXCEL_DAY_0 + dt.timedelta(days=whole) if 60 < whole < 2_958_466 else None
