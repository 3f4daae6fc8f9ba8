"""Rules on torn tables: cells in the wrong column, rows in two, a table that breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.document import Table
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Sheet
from hopluc.compiler.recognise.headings import Role
from hopluc.viet.patterns import regex

_TIME = regex(
    r"(?:thường xuyên|hằng năm|hàng năm|trước ngày\b.{4,20}|quý\s+[IV1-4]{1,3}\b.{0,12}"
    r"|(?:trong\s+)?năm\s+20\d\d"
    r"|20\d\d(?:\s*[-–]\s*20\d\d)?|giai đoạn\s+20\d\d.{0,10}|tháng\s+\d{1,2}.{0,12})\W*$",
    re.I,
)
_FEWEST_ROWS, _TITLE_CELLS = 4, 2  # rows with a number and a title only head a group
_SHORTEST_WORK = 25  # letters of a row's work in the mean; names of people and places are shorter
_MOSTLY = 0.6
_BODY = regex(
    r"(?:Sở|Bộ|UBND|Ủy ban|Uỷ ban|Công an|Ban Chỉ đạo|Liên minh|Văn phòng|Chi cục|Cục)\s+[A-ZĐÂÔƯỦÁ]"
)


_NEVER: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("lead", _TIME),
    ("coordinator", _TIME),
    ("deadline", _BODY),
)


def shifted(case: Case) -> Iterator[Slip]:
    """A day in the column of bodies, or a body in the column of days."""
    for sheet in _assigning(case):
        for row in sheet.rows:
            for role, wrong in _NEVER:
                cell = _cell(sheet, row, role)
                words = case.mended.words(cell) if cell else ""
                if cell and wrong.match(words):
                    heading = sheet.headings[(sheet.roles or ()).index(role)]
                    yield Slip(cell, {"said": quoted(words, 50), "column": quoted(heading, 40)})


def split(case: Case) -> Iterator[Slip]:
    """A row that goes on where the one above broke off: small letter, and nothing but work."""
    for sheet in _assigning(case):
        roles = sheet.roles or ()
        for above, row in zip(sheet.rows, sheet.rows[1:], strict=False):
            work, before = _cell(sheet, row, "work"), _cell(sheet, above, "work")
            fields = zip(roles, row, strict=False)
            alone = all(role in ("number", "work") or cell[0] >= cell[1] for role, cell in fields)
            if not work or not before or not alone or work == before or "lead" not in roles:
                continue
            begun = case.mended.words(work).lstrip()[:1]
            if begun.islower() and not case.mended.words(before).rstrip().endswith((".", ";", ":")):
                yield Slip(work, {"said": quoted(case.mended.words(work), 50)})


def broken_off(case: Case) -> Iterator[Slip]:
    """The text ends within a table, and its last row has fewer cells than every other row.

    A table at the end is nothing strange (annexes); a row that stops before its last cells is.
    """
    blocks = case.mended.document.blocks
    items = case.mended.items
    if not blocks or not isinstance(blocks[-1], Table) or not items or not isinstance(items[-1], Sheet):
        return
    sheet = items[-1]
    widths = [len(row.cells) for row in blocks[-1].rows if len(row.cells) > _TITLE_CELLS]
    if len(widths) < _FEWEST_ROWS or widths[-1] >= min(widths[:-1]) or not sheet.roles or not sheet.rows:
        return
    place = _cell(sheet, sheet.rows[-1], "work") or sheet.rows[-1][0]
    heading = sheet.headings[min(widths[-1], len(sheet.headings) - 1)]
    yield Slip(place, {"column": quoted(heading, 40)})


def without_headings(case: Case) -> Iterator[Slip]:
    """Work in one column and bodies in another from the first row on: the row that names the columns is on a
    page that is not there, and which body leads or only takes part, nobody can tell without it."""
    for sheet in case.mended.sheets:
        if sheet.roles is None and len(sheet.rows) >= _FEWEST_ROWS and _gives_work(case, sheet):
            yield Slip(sheet.rows[0][0], {"rows": str(len(sheet.rows))})


def _gives_work(case: Case, sheet: Sheet) -> bool:
    columns = [[case.mended.words(cell) for cell in cells] for cells in zip(*sheet.rows, strict=False)]
    shares = [sum(bool(_BODY.match(words)) for words in column) / len(column) for column in columns]
    bodies = any(
        share >= _MOSTLY and _BODY.match(column[0]) for share, column in zip(shares, columns, strict=True)
    )
    work = any(
        share < 1 - _MOSTLY and sum(map(len, column)) >= _SHORTEST_WORK * len(column)
        for share, column in zip(shares, columns, strict=True)
    )
    return bodies and work


def _assigning(case: Case) -> Iterator[Sheet]:
    return (sheet for sheet in case.mended.sheets if sheet.roles)


def _cell(sheet: Sheet, row: tuple[Span, ...], role: Role) -> Span | None:
    roles = sheet.roles or ()
    at = roles.index(role) if role in roles else -1
    return row[at] if 0 <= at < len(row) else None


FINDERS: dict[str, Find] = {
    "shifted-row": shifted,
    "split-row": split,
    "truncated-table": broken_off,
    "table-without-headings": without_headings,
}
