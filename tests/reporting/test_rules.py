"""What is proposed for a round, who is late, and how two forms are merged."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.plans.rules import Period
from hopluc.reporting.rules import (
    Punctuality,
    digest,
    merge,
    periods,
    propose,
    propose_period,
    punctuality,
    tidy,
)

PLAN = Period(dt.date(2025, 1, 1), dt.date(2030, 12, 31))
TODAY = dt.date(2026, 5, 21)


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # the plan's own day comes before the decree's: the calendar year, closed on the day due
        ("YEARLY;BYMONTH=11;BYMONTHDAY=30", "năm 2026: 01/01/2026 31/12/2026 30/11/2026 30/11/2026"),
        ("YEARLY;BYMONTH=12;BYMONTHDAY=10", "năm 2026: 01/01/2026 31/12/2026 10/12/2026 10/12/2026"),
        # else the data year of Nghị định 09/2019/NĐ-CP
        ("YEARLY;BYMONTH=12;BYMONTHDAY=20", "năm 2026: 15/12/2025 14/12/2026 14/12/2026 20/12/2026"),
        ("YEARLY;BYMONTH=1;BYMONTHDAY=15", "năm 2026: 15/12/2025 14/12/2026 14/12/2026 15/01/2027"),
        ("YEARLY", "năm 2026: 15/12/2025 14/12/2026 14/12/2026 31/12/2026"),
        ("MONTHLY;INTERVAL=6", "6 tháng đầu năm 2026: 15/12/2025 14/06/2026 14/06/2026 30/06/2026"),
        ("MONTHLY;INTERVAL=3", "quý II năm 2026: 15/03/2026 14/06/2026 14/06/2026 30/06/2026"),
        ("MONTHLY", "tháng 5 năm 2026: 15/04/2026 14/05/2026 14/05/2026 31/05/2026"),
    ],
)
def test_the_next_round_of_a_rhythm(rule: str, expected: str) -> None:
    found = propose([{"kind": "recurring", "rrule": f"FREQ={rule}"}], PLAN, TODAY)
    days = (found.period_start, found.period_end, found.cutoff, found.due_on)
    assert f"{found.title}: {' '.join(f'{one:%d/%m/%Y}' for one in days)}" == f"Báo cáo {expected}"


def test_after_the_last_day_of_the_plan_the_last_one_is_proposed() -> None:
    found = propose([{"kind": "by", "date": "2025-11-25"}], PLAN, dt.date(2031, 3, 1))
    assert found.due_on == dt.date(2025, 11, 25)


def test_of_several_rhythms_the_next_day_is_proposed() -> None:
    both = [
        {"kind": "recurring", "rrule": "FREQ=MONTHLY;INTERVAL=6"},
        {"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"},
    ]
    assert propose(both, PLAN, TODAY).title == "Báo cáo 6 tháng đầu năm 2026"
    assert propose(both, PLAN, dt.date(2026, 8, 1)).title == "Báo cáo năm 2026"


def test_a_period_that_was_opened_is_not_proposed_again() -> None:
    monthly = [{"kind": "recurring", "rrule": "FREQ=MONTHLY"}]
    may = propose(monthly, PLAN, TODAY)
    june = propose(monthly, PLAN, TODAY, {(may.period_start, may.period_end)})
    assert (may.title, june.title) == ("Báo cáo tháng 5 năm 2026", "Báo cáo tháng 6 năm 2026")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("thang-2026-4", "tháng 4 năm 2026: 15/03/2026 14/04/2026 26/05/2026"),
        ("quy-2026-2", "quý II năm 2026: 15/03/2026 14/06/2026 19/06/2026"),
        ("9-thang-2026", "9 tháng năm 2026: 15/12/2025 14/09/2026 19/09/2026"),
        ("6-thang-2026", "6 tháng đầu năm 2026: 15/12/2025 14/06/2026 20/06/2026"),  # the duty's own day
    ],
)
def test_a_period_is_chosen_by_its_name(key: str, expected: str) -> None:
    half = [{"kind": "recurring", "rrule": "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=20"}]
    found = propose_period(key, half, PLAN, TODAY)
    assert found
    days = (found.period_start, found.period_end, found.due_on)
    assert f"{found.title}: {' '.join(f'{one:%d/%m/%Y}' for one in days)}" == f"Báo cáo {expected}"
    assert key in dict(periods(TODAY))
    assert propose_period("nam-1999", half, PLAN, TODAY) is None


def test_the_second_half_is_told_by_the_years_report() -> None:
    found = propose([{"kind": "recurring", "rrule": "FREQ=MONTHLY;INTERVAL=6"}], PLAN, dt.date(2026, 8, 1))
    assert (found.title, found.period_start) == ("Báo cáo năm 2026", dt.date(2025, 12, 15))


def test_a_duty_without_a_day_leaves_the_days_to_the_officer() -> None:
    found = propose([], PLAN, TODAY)
    assert (found.period_start, found.cutoff, found.due_on) == (
        dt.date(2026, 1, 1),
        TODAY,
        dt.date(2026, 5, 31),
    )
    assert "không nêu ngày" in found.basis


def test_before_the_decree_the_calendar_is_proposed() -> None:
    old = Period(dt.date(2016, 1, 1), dt.date(2016, 12, 31))
    found = propose([{"kind": "recurring", "rrule": "FREQ=YEARLY"}], old, dt.date(2016, 5, 1))
    assert (found.period_start, found.period_end) == (dt.date(2016, 1, 1), dt.date(2016, 12, 31))


@pytest.mark.parametrize(
    ("sent", "on", "expected"),
    [
        ("30/11/2026", "05/12/2026", Punctuality.ON_TIME),
        ("01/12/2026", "05/12/2026", Punctuality.LATE),
        (None, "30/11/2026", Punctuality.WAITING),
        (None, "01/12/2026", Punctuality.MISSING),
    ],
)
def test_the_day_due_still_counts_as_in_time(sent: str | None, on: str, expected: Punctuality) -> None:
    assert punctuality(day(sent) if sent else None, day("30/11/2026"), day(on)) == expected


NAMES = st.sampled_from(["overview", "proposals", "line-1", "line-2"])
WORDS = st.sampled_from(["", "một", "hai ", "ba\r\nbốn"])
FORM = st.dictionaries(NAMES, WORDS)


@given(FORM, FORM, FORM)
def test_of_two_forms_every_word_is_written_kept_or_asked_about(
    first: dict[str, str], now: dict[str, str], typed: dict[str, str]
) -> None:
    """`first`: what the form was filled from; `now`: what stands since; `typed`: what comes back."""
    current = {name: now.get(name, first.get(name, "")) for name in [*first, *now, *typed]}
    base = {name: digest(first.get(name, "")) for name in current}
    merged = merge(current, base, typed)
    for name, wanted in typed.items():
        changed_here = tidy(wanted) != tidy(first.get(name, ""))
        changed_there = tidy(current[name]) != tidy(first.get(name, ""))
        if name in merged.conflicts:
            assert changed_here
            assert changed_there
            assert merged.conflicts[name] == (tidy(current[name]), tidy(wanted))
        elif name in merged.writes:
            assert changed_here
            assert not changed_there
            assert merged.writes[name] == tidy(wanted)
        else:
            assert not changed_here or tidy(wanted) == tidy(current[name])


@given(FORM, FORM)
def test_saving_the_same_form_twice_writes_once(first: dict[str, str], typed: dict[str, str]) -> None:
    base = {name: digest(text) for name, text in first.items()}
    current = dict.fromkeys(typed, "") | first
    written = merge(current, base, typed)
    again = merge(current | dict(written.writes), base, typed)
    assert not again.writes
    assert again.conflicts == written.conflicts


def test_a_field_that_the_form_has_never_seen_is_not_overwritten() -> None:
    assert merge({"overview": "cũ"}, {}, {"overview": "mới"}).conflicts == {"overview": ("cũ", "mới")}


def test_fields_that_the_record_has_not_are_left_out() -> None:
    assert merge({}, {}, {"csrfmiddlewaretoken": "x"}).writes == {}
