"""Who comes next above whom; how long a wait lasts; working days."""

from __future__ import annotations

import datetime as dt

import pytest

from hopluc.engagement import rules
from hopluc.law.calendar import is_working_day

AGENCY, FINANCE, COMMITTEE, PROVINCE, MINISTRY = range(1, 6)
LADDER = [
    rules.Rung(FINANCE, rules.STANDING),
    rules.Rung(COMMITTEE, rules.STEERING),
    rules.Rung(PROVINCE, rules.OWNER),
    rules.Rung(MINISTRY, rules.SUPERIOR),
]
FEBRUARY = dt.date(2026, 2, 13)  # a Friday, the last working day before Tết


@pytest.mark.parametrize(
    ("body", "ladder", "receivers"),
    [
        (AGENCY, LADDER, (FINANCE,)),
        (FINANCE, LADDER, (COMMITTEE, PROVINCE)),
        (COMMITTEE, LADDER, (PROVINCE,)),
        (PROVINCE, LADDER, (MINISTRY,)),
        (MINISTRY, LADDER, ()),
        (AGENCY, LADDER[2:3], (PROVINCE,)),
        (FINANCE, [LADDER[0], LADDER[2]], (PROVINCE,)),
        # who issued the plan follows it itself
        (AGENCY, [rules.Rung(PROVINCE, rules.STANDING), rules.Rung(PROVINCE, rules.OWNER)], (PROVINCE,)),
        (PROVINCE, [rules.Rung(PROVINCE, rules.STANDING), rules.Rung(PROVINCE, rules.OWNER)], ()),
    ],
)
def test_who_stands_next_above(body: int, ladder: list[rules.Rung], receivers: tuple[int, ...]) -> None:
    assert rules.receivers(body, ladder) == receivers


def test_a_successor_does_not_begin_the_wait_anew() -> None:
    day = dt.date(2026, 3, 2)
    steps = [
        rules.Step("raised", day, "Sở Kế hoạch"),
        rules.Step("taken_over", day + dt.timedelta(days=30), "Sở Tài chính"),
    ]
    assert rules.standing(steps) == rules.Standing("open", "Sở Tài chính", day, None)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert rules.working_days_after(FEBRUARY, 1, is_working_day) == dt.date(2026, 2, 23)
    assert rules.working_days_between(FEBRUARY, dt.date(2026, 2, 23), is_working_day) == 1
    assert rules.days_late(FEBRUARY, FEBRUARY, dt.date(2026, 3, 1), is_working_day) == 0
