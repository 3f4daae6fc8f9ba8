"""A form to be filled in away from the web, whatever kind of file carries it: sections with columns and rows,
each cell to be filled in knowing the name of its field; and what came back.

`fillable` makes it a workbook, `wordform` a Word document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from hopluc.office.cells import Cell
from hopluc.office.sheets import Kind, Value
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

Shape = Literal["table", "free", "texts"]


@dataclass(frozen=True, slots=True)
class FillColumn:
    """A column; `fields`: the pattern of its fields' names, empty where it is only read."""

    title: str
    width: float = 16
    kind: Kind = "text"
    fields: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FillRow:
    """A row: the key that goes into the columns' patterns, and what stands in its cells."""

    key: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class FillSheet:
    """A section with its title and what is to be done in it. table: rows that the form names; free: numbered
    rows that the body writes itself; texts: each row a label and a text."""

    name: str
    title: str
    guidance: str
    columns: Sequence[FillColumn]
    rows: Sequence[FillRow]
    shape: Shape = "table"


@dataclass(frozen=True, slots=True)
class FillBook:
    """The form; `about`: whose file it is and what each field held when it was made. guidance: what is to be
    done with the file."""

    title: str
    author: str
    about: Mapping[str, str]
    sheets: Sequence[FillSheet]
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a file that came back and belongs to no field for certain: where, what, why."""

    place: str
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back. values: field → what stands there now; places: field → where that is, in words,
    in the order of the file."""

    about: Mapping[str, str]
    values: Mapping[str, Cell]
    places: Mapping[str, str]
    unread: Sequence[Unread] = field(default=())


def field_of(pattern: str, key: str) -> str:
    """The name of a field out of its column's pattern and its row's key (both may come from a stranger)."""
    return pattern.replace("{}", key, 1)


def fields_in(sheet: FillSheet) -> Iterator[tuple[str, FillRow, FillColumn, Value]]:
    """Every field of a section with its row, its column and what stands in it."""
    for row in sheet.rows:
        for column, value in zip(sheet.columns, row.values, strict=True):
            if column.fields:
                yield field_of(column.fields, row.key), row, column, value


def words_of(value: Value) -> str:
    """What stands in a cell, as people write it."""
    if value is None or isinstance(value, str):
        return value or ""
    return format_date(value) if isinstance(value, dt.date) else format_number(Decimal(value))
