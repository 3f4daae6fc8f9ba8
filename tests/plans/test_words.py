"""Deadlines and targets in the words of offices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hopluc.plans import words
from hopluc.plans.models import Indicator


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"kind": "by", "date": "2026-08-30"}, "chậm nhất ngày 30/08/2026"),
        ({"kind": "within", "start": "2026-07-01", "end": "2026-09-30"}, "từ 01/07/2026 đến 30/09/2026"),
        ({"kind": "within", "end": "2030-12-31"}, "đến ngày 31/12/2030"),
        ({"kind": "ongoing"}, "thường xuyên"),
        ({"kind": "recurring", "rrule": "FREQ=YEARLY"}, "hằng năm"),
        ({"kind": "recurring", "rrule": "FREQ=YEARLY;INTERVAL=2"}, "2 năm một lần"),
        ({"kind": "recurring", "rrule": "FREQ=MONTHLY;INTERVAL=3"}, "hằng quý"),
        ({"kind": "recurring", "rrule": "FREQ=MONTHLY;BYMONTHDAY=25"}, "hằng tháng, chậm nhất ngày 25"),
        (
            {"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=18"},
            "hằng năm, chậm nhất 18/12",
        ),
        ({"kind": "on_request", "from": "Bộ Nội vụ"}, "theo đề nghị của Bộ Nội vụ"),
        (
            {"kind": "after", "event": "nhận được đề nghị", "count": 15, "unit": "working_day"},
            "trong 15 ngày làm việc kể từ khi nhận được đề nghị",
        ),
        ({"kind": "after", "event": "sau khi có hướng dẫn"}, "sau khi có hướng dẫn"),
        ({"kind": "unparsed"}, "chưa xác định được ngày"),
    ],
)
def test_a_deadline_is_told_as_it_was_understood(part: dict[str, Any], told: str) -> None:
    assert words.due_words(part) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"op": ">=", "value": Decimal(20), "unit": "HTX"}, "≥ 20 HTX"),
        ({"op": "range", "low": Decimal(65), "high": Decimal("70.5"), "unit": "%"}, "65 – 70,5 %"),
        ({"op": "=", "value": Decimal(1), "unit": "mô hình", "per": "year"}, "1 mô hình mỗi năm"),
        (
            {"op": "=", "value": Decimal(2700), "unit": "triệu đồng/năm", "per": "year"},
            "2.700 triệu đồng/năm",
        ),
        (
            {"op": "=", "value": Decimal("1.5"), "unit": "lần", "baseline": {"of": "cuối năm 2020"}},
            "1,5 lần so với cuối năm 2020",
        ),
    ],
)
def test_a_target_is_told_with_its_unit(fields: dict[str, Any], told: str) -> None:
    assert words.target_words(Indicator(**fields)) == told
