"""Days and periods as Vietnamese documents write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.viet.dates import (
    find_days,
    find_periods,
    format_date,
    parse_day,
    parse_half,
    parse_month,
    parse_quarter,
)

DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    "written",
    ["ngày 05 tháng 02 năm 2026", "5/2/2026", "05-02-2026", "ngày 05/02/2026", "ngày 5 tháng 2, năm 2026"],
)
def test_a_day_in_every_form(written: str) -> None:
    assert [found.day for found in find_days(f"Trước {written}.")] == [dt.date(2026, 2, 5)]


def test_a_day_that_the_calendar_lacks_is_found_without_a_date() -> None:
    assert [found.day for found in find_days("ngày 31/02/2024")] == [None]


def test_a_blank_date_is_no_day() -> None:
    assert not list(find_days("Sơn Hải, ngày    tháng    năm 2026"))


@given(DAYS)
def test_a_written_day_reads_as_itself(day: dt.date) -> None:
    assert parse_day(format_date(day)) == day


@given(DAYS, st.text(max_size=20).filter(lambda s: not any(c.isdigit() for c in s)))
def test_places_hold_what_was_found(day: dt.date, before: str) -> None:
    text = f"{before} {format_date(day)} "
    (found,) = find_days(text)
    assert text[found.start : found.end].strip() == format_date(day)


def test_months_quarters_and_halves() -> None:
    assert parse_month("tháng 9 năm 2026") == (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert parse_month("tháng 2", 2024) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert parse_month("tháng 13/2026") is None
    assert parse_quarter("Quí III/2026") == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert parse_quarter("quý 4", 2026) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert parse_quarter("quý 4") is None
    assert parse_half("6 tháng cuối năm 2026") == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert parse_half("9 tháng đầu năm", 2026) == (dt.date(2026, 1, 1), dt.date(2026, 9, 30))


def test_periods_named_in_running_text() -> None:
    text = "Kế hoạch giai đoạn 2026 - 2030; đến năm 2035; quý II/2026; năm 2027."
    found = [(first, last) for first, last, _, _ in find_periods(text)]
    assert found == [
        (dt.date(2026, 1, 1), dt.date(2030, 12, 31)),
        (None, dt.date(2035, 12, 31)),
        (dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    ]


def test_up_to_a_day_a_month_or_the_end_of_a_year_is_a_horizon() -> None:
    for words, last in (
        ("trước ngày 31/5/2026", dt.date(2026, 5, 31)),
        ("lũy kế đến 31/12/2026", dt.date(2026, 12, 31)),
        ("đến hết tháng 6/2026", dt.date(2026, 6, 30)),
        ("đến hết quý II/2026", dt.date(2026, 6, 30)),
        ("đến cuối năm 2027", dt.date(2027, 12, 31)),
        ("Hết năm 2027:", dt.date(2027, 12, 31)),
    ):
        assert [(first, end) for first, end, _, _ in find_periods(words)] == [(None, last)]


def test_years_in_a_row_and_months_are_one_period() -> None:
    for words, first, last in (
        ("trong hai năm 2026 và 2027", (2026, 1, 1), (2027, 12, 31)),
        ("các năm 2026, 2027, 2028", (2026, 1, 1), (2028, 12, 31)),
        ("năm 2026 và năm 2027", (2026, 1, 1), (2027, 12, 31)),
        ("năm 2024 và 2027", (2024, 1, 1), (2024, 12, 31)),
        ("từ tháng 3 đến tháng 9 năm 2026", (2026, 3, 1), (2026, 9, 30)),
    ):
        assert [p[:2] for p in find_periods(words)] == [(dt.date(*first), dt.date(*last))]
