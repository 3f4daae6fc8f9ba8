"""The places of a report that can be marked: fields and rows of tables, in words, with what stands there.

A field's place is its name. A row's is the common beginning of the names of its fields, which ends with ":".
"""

from __future__ import annotations

from collections.abc import Mapping

from hopluc.office.fillform import FillBook, field_of, fields_in
from hopluc.office.wordform import place_of, row_in_words

_BETWEEN = " | "


def places_in(book: FillBook) -> dict[str, str]:
    """Every place of a report with its words, in the order of the form; a row comes before its fields."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        rows = {row_of(field_of(column.fields, "{}")) for column in sheet.columns if column.fields}
        for name, row, column, _value in fields_in(sheet):
            if sheet.shape != "texts" and rows != {""}:
                found.setdefault(row_of(name), row_in_words(sheet, row))
            found[name] = place_of(sheet, row, column)
    return found


def row_of(name: str) -> str:
    """The place of the row that a cell of a form's table belongs to; "" for other fields."""
    start, colon, column = name.rpartition(":")
    return f"{start}:" if colon and column else ""


def fields_at(place: str, names: Mapping[str, str]) -> list[str]:
    """The fields of a place, in their order; none where the place is gone."""
    if place in names:
        return [place]
    return [name for name in names if place and row_of(name) == place]


def text_at(place: str, texts: Mapping[str, str]) -> str:
    """What stands in a place; of a row its cells side by side."""
    return _BETWEEN.join(texts[name] for name in fields_at(place, texts))
