"""What is typed into a cell: read as its column's kind, checked, written back as people write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from hopluc.reporting.formbook.content import NUMERIC, Column
from hopluc.viet.dates import format_date, parse_day
from hopluc.viet.numbers import format_number, parse_number
from hopluc.viet.text import fold

Value = str | Decimal | dt.date
MOST = Decimal(10) ** 15  # what a figure's column holds
MOST_PLACES = 4
LONGEST = 4000  # characters of a cell


class CellError(ValueError):
    """A cell that cannot be read; the message says in Vietnamese what to write."""


def read(column: Column, text: str) -> Value | None:
    """The value typed into a cell; None for an empty one. Raises CellError.

    A choice is found whatever its capitals and marks; a percentage may carry its sign.
    """
    text = " ".join(text.split()) if column.kind != "text" else text.strip()
    if not text:
        return None
    value = _READERS[column.kind](column, text)
    if isinstance(value, Decimal):
        _check_bounds(column, value)
    return value


def _text(_column: Column, text: str) -> str:
    if len(text) > LONGEST:
        raise CellError(f"Dài {len(text)} ký tự; nhiều nhất {LONGEST}.")
    return text


def _figure(column: Column, text: str) -> Decimal:
    sign = -1 if text.startswith("-") else 1
    bare = text.removeprefix("-").removesuffix("%").strip() if column.kind == "percent" else text.lstrip("-")
    value = parse_number(bare)
    if value is None:
        raise CellError(f"“{text}” không phải là số. Viết như 1.234,5; để trống nếu không có số liệu.")
    if value >= MOST:
        raise CellError("Số quá lớn. Kiểm tra lại đơn vị tính.")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_PLACES:
        raise CellError(f"Viết nhiều nhất {MOST_PLACES} chữ số sau dấu phẩy.")
    return sign * value


def _whole(column: Column, text: str) -> Decimal:
    value = _figure(column, text)
    if value != value.to_integral_value():
        raise CellError(f"“{text}” không phải là số nguyên.")
    return value


def _day(_column: Column, text: str) -> dt.date:
    day = parse_day(text)
    if day is None:
        raise CellError(f"“{text}” không phải là ngày. Viết như 30/6/2026.")
    return day


def _choice(column: Column, text: str) -> str:
    by_words = {fold(one): one for one in column.choices}
    if fold(text) not in by_words:
        raise CellError(f"“{text}” không có trong danh sách: {'; '.join(column.choices)}.")
    return by_words[fold(text)]


_READERS: dict[str, Callable[[Column, str], Value]] = {
    "text": _text,
    "integer": _whole,
    "money": _whole,
    "decimal": _figure,
    "percent": _figure,
    "date": _day,
    "choice": _choice,
}


def _check_bounds(column: Column, value: Decimal) -> None:
    if column.least is not None and value < column.least:
        raise CellError(f"Nhỏ nhất là {format_number(column.least)}.")
    if column.most is not None and value > column.most:
        raise CellError(f"Lớn nhất là {format_number(column.most)}.")


def of_typed(column: Column, text: str) -> Value | None:
    """The value of a typed text, or the text itself where it cannot be read."""
    try:
        return read(column, text)
    except CellError:
        return text


def written(value: Value | None) -> str:
    """A value as people write it; `read` gives it back."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format_number(value)
    return format_date(value) if isinstance(value, dt.date) else value


def kept(value: Value | None) -> str:
    """A value as a row keeps it: figures as decimal strings, days as ISO dates."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, dt.date) else value or ""


def of_kept(column: Column, text: str) -> Value | None:
    """The value that `kept` was given."""
    if not text:
        return None
    if column.kind in NUMERIC:
        return Decimal(text)
    return dt.date.fromisoformat(text) if column.kind == "date" else text
