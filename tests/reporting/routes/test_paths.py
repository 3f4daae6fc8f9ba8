"""Where a report goes by the duties of its plan: values in, values out."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.routes.paths import DutyWords, Place, Proposed, as_last_time, chain, line_of, together
from hopluc.reporting.routes.rules import due_earlier, lower_due_fault

DEPARTMENT = Place("Sở Kế hoạch và Đầu tư", 1, "department")
COMMITTEE = Place("UBND tỉnh", 2, "committee")
MINISTRY = Place("Bộ Tài chính", 3, "ministry")


def test_from_the_department_to_the_committee_to_the_ministry_and_along_the_party_line() -> None:
    party = Place("Ban Cán sự Đảng UBND tỉnh")
    duties = [
        DutyWords("UBND tỉnh báo cáo Bộ Tài chính.", (COMMITTEE,), (MINISTRY,), dt.date(2026, 12, 20)),
        DutyWords("Sở báo cáo UBND tỉnh, Ban Cán sự Đảng.", (DEPARTMENT,), (COMMITTEE, party)),
        DutyWords(
            "Ban Cán sự báo cáo.", (Place("ban cán sự đảng UBND tỉnh"),), (Place("Thường vụ Tỉnh ủy"),)
        ),
        DutyWords("Các xã báo cáo Sở.", (Place("UBND các xã"),), (DEPARTMENT,)),
    ]
    found = chain(duties, DEPARTMENT)
    assert [(one.step, one.sender, one.to.name, one.line) for one in found] == [
        (1, "", "UBND tỉnh", "government"),
        (1, "", "Ban Cán sự Đảng UBND tỉnh", "party"),
        (2, "UBND tỉnh", "Bộ Tài chính", "ministry"),
        (2, "Ban Cán sự Đảng UBND tỉnh", "Thường vụ Tỉnh ủy", "party"),
    ]
    assert found[2].due_on == dt.date(2026, 12, 20)


places = st.integers(1, 6).map(lambda n: Place(f"Cơ quan {n}", n))
duties = st.lists(
    st.builds(
        DutyWords,
        st.just("Báo cáo."),
        st.lists(places, max_size=3).map(tuple),
        st.lists(places, max_size=3).map(tuple),
    ),
    max_size=8,
)


@given(duties, places)
def test_a_place_is_reached_once_and_never_the_collector(found: list[DutyWords], collector: Place) -> None:
    legs = chain(found, collector)
    reached = [leg.to.body for leg in legs]
    assert collector.body not in reached
    assert len(reached) == len(set(reached))
    assert together(legs, legs) == legs


def test_lines_by_kind_then_by_words() -> None:
    assert line_of(Place("Đảng ủy các cơ quan", 5, "party")) == "party"
    words = {
        "Bộ Kế hoạch và Đầu tư": "ministry",
        "Ban Thường vụ Thành ủy": "party",
        "Liên minh Hợp tác xã Việt Nam": "alliance",
        "Thủ tướng Chính phủ": "government",
        "Hội Nông dân tỉnh": "other",
    }
    assert {name: line_of(Place(name)) for name in words} == words


def test_as_last_time_keeps_the_distance_to_the_rounds_own_day() -> None:
    old = Proposed(1, "", MINISTRY, "ministry", dt.date(2025, 12, 20), "")
    (new,) = as_last_time([old], dt.date(2025, 11, 30), dt.date(2026, 11, 25), "Năm 2025")
    assert (new.due_on, new.basis) == (dt.date(2026, 12, 15), "Như kỳ “Năm 2025”")


@given(st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), st.integers(-10, 60), st.integers(-30, 30))
def test_units_are_due_no_later_than_their_body_and_not_in_the_past(
    today: dt.date, left: int, closes: int
) -> None:
    upper, cutoff = today + dt.timedelta(days=left), today + dt.timedelta(days=closes)
    day = due_earlier(upper, cutoff, today)
    assert today <= day <= max(upper, today)
    assert left < 0 or not lower_due_fault(day, upper)
    assert day >= min(cutoff, upper)
    assert left < 14 or closes > left - 7 or (upper - day).days == 7
