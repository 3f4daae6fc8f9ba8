"""Which days the data of a periodic report cover (Nghị định 09/2019/NĐ-CP, Điều 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from hopluc.law.packs import law_on

ReportPeriod = Literal["month", "quarter", "half", "nine_months", "year"]


def period_of(
    kind: ReportPeriod, year: int, number: int = 1, province: Mapping[str, Any] | None = None
) -> tuple[dt.date, dt.date]:
    """First and last day of the data, both included, of a report named after `year`.

    `number` is the month (1–12) or the quarter (1–4); other kinds have only the first.
    The year's report for 2025 covers 15/12/2024 to 14/12/2025. ValueError for a number that
    the kind has not; `law.packs.NoLawError` before the decree.
    """
    counts = {"month": 12, "quarter": 4, "half": 1, "nine_months": 1, "year": 1}
    if not 1 <= number <= counts[kind]:
        raise ValueError(f"a year has no {kind} number {number}")
    months = {"month": number, "quarter": 3 * number}
    end_month = months.get(kind, 12)
    rules = law_on("cutoffs", dt.date(year, end_month, 1), province).values[kind]
    if kind in months:
        begin = number if kind == "month" else 3 * number - 2
        before = dt.date(year, begin, 1) - dt.timedelta(days=1)
        return before.replace(day=rules["first_day"]), dt.date(year, end_month, rules["last_day"])
    return _on(year - rules["years_back"], rules["first"]), _on(year, rules["last"])


def _on(year: int, month_day: str) -> dt.date:
    return dt.date.fromisoformat(f"{year:04d}-{month_day}")


def data_year(year: int, province: Mapping[str, Any] | None = None) -> tuple[dt.date, dt.date]:
    """First and last day of the data that a cooperative reports for `year` (Thông tư 09/2024/TT-BKHĐT)."""
    rules = law_on("data_year", dt.date(year, 12, 31), province).values
    return _on(year - 1, rules["first"]), _on(year, rules["last"])
