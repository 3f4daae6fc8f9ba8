"""Numbers as Vietnamese documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.viet.numbers import format_number, parse_number, parse_number_words, parse_roman, to_roman


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("02", "2"),
        ("2.704", "2704"),
        ("1.234,5", "1234.5"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("15.000", "15000"),
    ],
)
def test_dots_part_thousands_and_a_comma_decimals(written: str, value: str) -> None:
    assert parse_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "12a", "1.23.4", "mười", "-", "1,234,5"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_number(written) is None


def test_numbers_are_written_with_dots_and_a_comma() -> None:
    assert format_number(Decimal("1234.5")) == "1.234,5"
    assert format_number(1200) == "1.200"
    assert format_number(Decimal("12.345"), places=1) == "12,3"


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_written_number_reads_as_itself(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai", 2),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi tư", 24),
        ("một trăm lẻ năm", 105),
        ("hai nghìn", 2000),
        ("một nghìn hai trăm ba mươi mốt", 1231),
    ],
)
def test_number_words(words: str, value: int) -> None:
    assert parse_number_words(words) == value


def test_other_words_are_no_number() -> None:
    assert parse_number_words("kế hoạch") is None
    assert parse_number_words("") is None


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_read_as_they_are_written(value: int) -> None:
    assert parse_roman(to_roman(value)) == value


@pytest.mark.parametrize("written", ["", "IIX", "VV", "A", "iv"])
def test_badly_formed_roman_numerals_are_none(written: str) -> None:
    assert parse_roman(written) is None
