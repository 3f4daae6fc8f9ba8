"""Which days a periodic report covers."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from hopluc.law.cutoffs import ReportPeriod, data_year, period_of


@pytest.mark.parametrize(
    ("kind", "number", "first", "last"),
    [
        ("month", 1, (2025, 12, 15), (2026, 1, 14)),
        ("month", 3, (2026, 2, 15), (2026, 3, 14)),
        ("quarter", 1, (2025, 12, 15), (2026, 3, 14)),
        ("quarter", 4, (2026, 9, 15), (2026, 12, 14)),
        ("half", 1, (2025, 12, 15), (2026, 6, 14)),
        ("nine_months", 1, (2025, 12, 15), (2026, 9, 14)),
        ("year", 1, (2025, 12, 15), (2026, 12, 14)),
    ],
)
def test_periods_of_2026(
    kind: ReportPeriod, number: int, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert period_of(kind, 2026, number) == (dt.date(*first), dt.date(*last))


def test_the_months_of_a_year_follow_one_another() -> None:
    spans = [period_of("month", 2026, n) for n in range(1, 13)]
    for (_, last), (first, _) in itertools.pairwise(spans):
        assert first == last + dt.timedelta(days=1)
    assert (spans[0][0], spans[-1][1]) == period_of("year", 2026)


def test_a_fifth_quarter_is_refused() -> None:
    with pytest.raises(ValueError, match="quarter number 5"):
        period_of("quarter", 2026, 5)


def test_a_province_may_cut_off_earlier() -> None:
    assert period_of("year", 2026, province={"year": {"last": "11-30"}})[1] == dt.date(2026, 11, 30)


def test_the_data_year_of_cooperatives_is_not_the_calendar_year() -> None:
    assert data_year(2026) == (dt.date(2025, 12, 15), dt.date(2026, 12, 14))
