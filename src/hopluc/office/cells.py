"""The cells of a workbook's sheets, read from the package of a stranger (office.package guards it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from hopluc.office.package import Package, damaged, open_package, too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

Cell = str | Decimal | None
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/sheet\d*\.xml")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")


def read_rows(data: bytes) -> list[list[Cell]]:
    """The rows of the first sheet, as wide as they are; gaps are None. Text stays text, numbers are exact,
    formulas give the value that was kept. Raises Unreadable for what is no workbook or too large."""
    package = open_package(data)
    return _rows(package, _parts(package)[0], list(_shared(package)))


def read_sheets(data: bytes) -> list[tuple[str, list[list[Cell]]]]:
    """Every sheet with the name on its tab, as `read_rows` reads one; the order is the file's own, in which a
    sheet may be hidden. Raises Unreadable."""
    package = open_package(data)
    parts, shared = _parts(package), list(_shared(package))
    if "xl/workbook.xml" not in package.names or "xl/_rels/workbook.xml.rels" not in package.names:
        raise damaged("Excel")
    targets = {
        one.get("Id"): _part_name(one.get("Target", "")) for one in package.xml("xl/_rels/workbook.xml.rels")
    }
    found = []
    for sheet in package.xml("xl/workbook.xml").iter(f"{_MAIN}sheet"):
        part = targets.get(sheet.get(_RELATION, ""))
        if part in parts:
            found.append((sheet.get("name", ""), _rows(package, part, shared)))
    return found


def _part_name(target: str) -> str:
    """A relation's target as the name of a part: relative to xl/, or from the package's root."""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _parts(package: Package) -> list[str]:
    """The parts that hold sheets, in their own order."""
    names = sorted(
        (name for name in package.names if _SHEET.fullmatch(name)), key=lambda name: (len(name), name)
    )
    if not names:
        raise damaged("Excel")
    return names


def _rows(package: Package, part: str, shared: list[str]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for element in package.xml(part).iter(f"{_MAIN}row"):
        place = int(element.get("r", str(len(rows) + 1)))
        if not len(rows) < place <= MOST_ROWS:
            raise too_large("Excel") if place > MOST_ROWS else damaged("Excel")
        rows.extend([] for _ in range(place - len(rows) - 1))
        rows.append(_row(element, shared))
    return rows


def place_of(row: int, column: int) -> str:
    """The name of a cell, counted from 0: (0, 0) is "A1"."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _shared(package: Package) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return
    for item in package.xml("xl/sharedStrings.xml").iter(f"{_MAIN}si"):
        yield _text(item)


def _text(item: _Element) -> str:
    """The words of a string without the reading aids of East Asian ones."""
    runs = (
        text.text or ""
        for text in item.iter(f"{_MAIN}t")
        if (parent := text.getparent()) is None or parent.tag != f"{_MAIN}rPh"
    )
    return "".join(runs)


def _row(element: _Element, shared: list[str]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in element.iter(f"{_MAIN}c"):
        found = _PLACE.fullmatch(cell.get("r", ""))
        column = _column(found[1]) if found else len(cells)
        if column >= MOST_COLUMNS:
            break
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = _value(cell, shared)
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: _Element, shared: list[str]) -> Cell:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v")
    if value is None:
        return None
    if kind == "s":
        place = int(value) if value.isdecimal() else len(shared)
        return shared[place] if place < len(shared) else None
    if kind != "n":
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    # Excel keeps 0.1 + 0.2 as 0.30000000000000004.
    return round(number, 10).normalize() if number.is_finite() and abs(number.adjusted()) <= 15 else number
