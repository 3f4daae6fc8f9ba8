"""Money: read as offices write it, whole đồng, sums that agree whichever way they are divided."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.plans.budget import rules
from hopluc.plans.budget.rules import Amounts

MONEY = st.integers(0, rules.MOST)
AMOUNTS = st.builds(Amounts, MONEY, MONEY, MONEY, MONEY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500.000", 1_500_000),
        ("1500000 đồng", 1_500_000),
        ("12,5 triệu", 12_500_000),
        ("1,2 tỷ đồng", 1_200_000_000),
        ("850 nghìn", 850_000),
        ("0", 0),
        ("1,5", None),
        ("1,2345678 triệu", None),
        ("-5", None),
        ("năm triệu", None),
        ("12 lít", None),
        ("", None),
    ],
)
def test_an_amount_is_read_as_offices_write_it_and_only_whole_dong(text: str, value: int | None) -> None:
    assert rules.parse_dong(text) == value


@given(MONEY)
def test_what_is_shown_in_dong_or_in_millions_reads_back_exactly(value: int) -> None:
    assert rules.parse_dong(rules.dong(value)) == value
    assert rules.parse_dong(f"{rules.millions(value)} triệu") == value


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), AMOUNTS)))
def test_totals_by_kind_and_by_body_are_the_sum_of_the_lines(rows: list[tuple[str, str, Amounts]]) -> None:
    total = rules.total(one for _fund, _body, one in rows)
    for place in (0, 1):
        sums = rules.sums_by(rows, lambda row, place=place: row[place], lambda row: row[2])  # type: ignore[misc]
        assert rules.total(sums.values()) == total
    assert total.approved == sum(one.approved for *_, one in rows)


@given(st.integers(1, 10**9), st.decimals("0.001", "9999", places=3))
def test_norm_by_quantity_is_exact_or_nothing(norm: int, quantity: Decimal) -> None:
    found = rules.product(norm, quantity)
    thousandths = norm * int(quantity * 1000)
    assert found == (thousandths // 1000 if thousandths % 1000 == 0 else None)


def test_late_is_what_came_after_its_day_or_has_not_come() -> None:
    due = dt.date(2026, 7, 15)
    after = due + dt.timedelta(days=1)
    assert not rules.is_late(due, None, due)
    assert rules.is_late(due, None, after)
    assert not rules.is_late(due, due, after)
    assert rules.is_late(due, after, after)


@given(MONEY, MONEY, MONEY)
def test_what_goes_beyond_the_approved_is_told_to_the_dong(approved: int, spent: int, more: int) -> None:
    over = rules.excess(approved, spent, more)
    assert over >= 0
    assert (over > 0) == (spent + more > approved)
    assert over == 0 or approved + over == spent + more
