"""Numbers as Vietnamese documents write them: 1.234,5 · "02" · "hai mươi lăm" · XIV."""

from __future__ import annotations

import re
from decimal import Decimal

from hopluc.viet.patterns import regex

# A number with thousands in dots and decimals after a comma, as a regular expression.
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+\.\d{1,2}(?![\d.])|\d+(?:,\d+)?"
_NUMBER = regex(rf"(?:{NUMBER})\Z")

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def parse_number(s: str) -> Decimal | None:
    """The value of "1.234,5", "02" or "2.704"; None when `s` is no such number.

    A dot before exactly three digits parts thousands; before one or two it is a decimal point,
    as some offices write it ("1.5 lần").
    """
    s = s.strip()
    if not _NUMBER.match(s):
        return None
    if re.fullmatch(r"\d+\.\d{1,2}", s):
        return Decimal(s)
    return Decimal(s.replace(".", "").replace(",", "."))


def format_number(value: Decimal | int | float, places: int | None = None) -> str:
    """`value` as 1.234,5; with `places` decimals, or as many as it needs."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{number:,.{places}f}" if places is not None else f"{number.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def parse_number_words(s: str) -> int | None:
    """The value of words such as "hai", "mười lăm", "hai mươi tư", "một trăm lẻ năm"; else None."""
    words = s.lower().split()
    if not words:
        return None
    total = section = digit = 0
    seen = False
    for word in words:
        if word in _UNITS:
            digit, seen = _UNITS[word], True
        elif word == "mười":
            section, digit, seen = section + 10, 0, True
        elif word in ("mươi", "chục") and digit:
            section, digit = section + 10 * digit, 0
        elif word == "trăm" and seen:
            section, digit = section + 100 * digit, 0
        elif word in _SCALES and seen:
            total, section, digit = total + (section + digit) * _SCALES[word], 0, 0
        elif word not in ("lẻ", "linh") or not seen:
            return None
    return total + section + digit


def parse_roman(s: str) -> int | None:
    """The value of a well-formed Roman numeral in capitals; None otherwise."""
    if not s or any(c not in _ROMAN for c in s):
        return None
    values = [_ROMAN[c] for c in s]
    value = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return value if to_roman(value) == s else None


def to_roman(value: int) -> str:
    """The Roman numeral of a whole number of 1 or more."""
    out = []
    for step, sign in _ROMAN_STEPS:
        count, value = divmod(value, step)
        out.append(sign * count)
    return "".join(out)
