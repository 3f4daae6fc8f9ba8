"""Working days: weekends, holidays of a fixed day, of the lunar calendar, given back and swapped."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.law.calendar import day_off, is_working_day, next_working_day

DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-06-02", True),
        ("2025-06-07", False),  # a Saturday
        ("2025-04-30", False),
        ("2025-01-29", False),  # Tết
        ("2026-02-17", False),
        ("2024-04-18", False),  # Giỗ Tổ
        ("2025-09-01", False),  # the second day at 2/9
        ("2026-04-27", False),  # Giỗ Tổ fell on a Sunday: the Monday is given back
        ("2024-04-29", False),  # swapped for Saturday 4/5
        ("2024-05-04", True),
        ("2025-05-02", False),
        ("2025-04-26", True),
        ("2026-01-02", False),  # announced at the end of 2025, unknown to the library
        ("2026-01-10", True),
        ("2026-08-31", False),
        ("2026-08-22", True),
    ],
)
def test_offices_work_as_the_government_announced(day: str, worked: bool) -> None:
    assert is_working_day(dt.date.fromisoformat(day)) is worked


def test_a_day_off_has_its_name() -> None:
    assert "Tết" in day_off(dt.date(2026, 2, 17))
    assert day_off(dt.date(2026, 6, 6)) == ""


def test_after_tet_work_begins_again() -> None:
    assert next_working_day(dt.date(2025, 1, 25)) == dt.date(2025, 2, 3)
    assert next_working_day(dt.date(2025, 6, 3)) == dt.date(2025, 6, 3)


@given(DAYS)
def test_the_next_working_day_is_worked_and_within_a_fortnight(day: dt.date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert dt.timedelta(0) <= found - day <= dt.timedelta(days=14)
