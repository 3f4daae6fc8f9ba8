"""What goes on into next year, what a refresh may touch, how targets compare: the pure rules."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.plans.rules import Status
from hopluc.reporting.yearly import rules
from hopluc.reporting.yearly.rules import Figure

DAY = dt.date


@pytest.mark.parametrize(
    ("start", "end", "today", "year"),
    [
        (DAY(2026, 1, 1), DAY(2026, 12, 31), DAY(2026, 6, 1), 2027),
        (DAY(2026, 1, 1), DAY(2026, 12, 31), DAY(2028, 6, 1), 2027),
        (DAY(2026, 1, 1), DAY(2030, 12, 31), DAY(2027, 11, 1), 2028),
        (DAY(2026, 1, 1), DAY(2030, 12, 31), DAY(2032, 11, 1), 2031),
        (None, DAY(2026, 12, 31), DAY(2026, 1, 1), 2027),
        (None, None, DAY(2026, 11, 1), 2027),
    ],
)
def test_the_year_after_a_plan_or_after_today_within_a_longer_one(
    start: dt.date | None, end: dt.date | None, today: dt.date, year: int
) -> None:
    assert rules.next_year(start, end, today) == year


@pytest.mark.parametrize(
    ("status", "kinds", "due_on", "why"),
    [
        ("overdue", ["by"], DAY(2026, 9, 30), "unfinished"),
        ("on_track", ["by"], DAY(2027, 3, 31), "unfinished"),
        ("not_begun", ["by"], DAY(2028, 1, 1), "unfinished"),
        ("not_begun", [], None, "unfinished"),
        ("not_begun", ["unparsed"], None, "unfinished"),
        ("done_late", ["by"], None, None),
        ("done_on_time", [], None, None),
        ("done_on_time", ["recurring"], None, "recurring"),
        ("overdue", ["recurring"], DAY(2026, 12, 31), "recurring"),
        ("overdue", ["by", "recurring"], DAY(2026, 9, 30), "unfinished"),
        ("done_on_time", ["ongoing"], None, "ongoing"),
        ("not_begun", ["on_request"], None, "waiting"),
        ("overdue", ["after"], DAY(2026, 9, 30), "waiting"),
        ("done_on_time", ["on_request"], None, None),
    ],
)
def test_why_a_task_goes_on(status: str, kinds: list[str], due_on: dt.date | None, why: str | None) -> None:
    assert rules.why_goes_on(Status(status), kinds, due_on, 2027) == why


def test_a_plan_that_goes_on_keeps_what_is_due_after_the_year() -> None:
    why = [
        rules.why_goes_on(Status("not_begun"), ["by"], DAY(y, 1, 1), 2027, ends=False) for y in (2027, 2028)
    ]
    assert why == ["unfinished", None]


def test_the_deadline_that_is_proposed() -> None:
    def deadline(
        why: str, written: str, understood: list[str] | None = None, due: dt.date | None = None
    ) -> str:
        return rules.next_deadline(why, written, understood or [], due, 2027)

    assert deadline("unfinished", "Quý III/2026", due=DAY(2026, 9, 30)) == "Năm 2027"
    assert deadline("unfinished", "", due=DAY(2027, 3, 31)) == "Trước ngày 31/03/2027"
    assert deadline("unfinished", "", due=DAY(2028, 3, 31)) == "Trước ngày 31/03/2028"
    assert deadline("recurring", "Hằng quý") == "Hằng quý"
    assert deadline("recurring", "Trước ngày 15/12/2026", ["hằng năm, chậm nhất 15/12"]) == (
        "Hằng năm, chậm nhất 15/12"
    )
    assert deadline("ongoing", "Trong năm 2026") == "Thường xuyên"


def test_a_title_moves_to_the_year() -> None:
    assert rules.next_title("Phát triển HTX năm 2026", 2027) == "Phát triển HTX năm 2027"
    assert rules.next_title("Phát triển HTX giai đoạn 2026 - 2030", 2027) == (
        "Phát triển HTX giai đoạn 2026 - 2030 năm 2027"
    )
    assert rules.next_title("Phát triển HTX năm 2027", 2027) == "Phát triển HTX năm 2027"


def test_years_that_are_over_are_seen() -> None:
    assert rules.old_years("Nghị quyết 20 năm 2025, kế hoạch năm 2026 và năm 2027; số 12026", 2027) == [
        2025,
        2026,
    ]


WORDS = st.sampled_from(["", "một", "hai", "ba"])
VALUES = st.fixed_dictionaries(dict.fromkeys(rules.FIELDS, WORDS))


@given(before=VALUES, now=VALUES, found=VALUES)
def test_a_refresh_never_loses_an_edit_and_brings_in_all_else(
    before: dict[str, str], now: dict[str, str], found: dict[str, str]
) -> None:
    after = rules.merged(before, now, found)
    for name in rules.FIELDS:
        assert after[name] == (now[name] if name in rules.edited(before, now) else found[name])


@given(st.lists(st.integers(), min_size=1, unique=True), st.data(), st.booleans())
def test_moving_one_keeps_all_and_moving_back_undoes_it(
    order: list[int], data: st.DataObject, up: bool
) -> None:
    one = data.draw(st.sampled_from(order))
    after = rules.moved(order, one, up)
    assert sorted(after) == sorted(order)
    assert after == order or rules.moved(after, one, not up) == order


def least(value: int, op: str = ">=", unit: str = "HTX", relative: bool = False) -> Figure:
    return Figure(op, Decimal(value), unit=unit, relative=relative)


@pytest.mark.parametrize(
    ("proposed", "asked", "same_year", "verdict"),
    [
        (least(15), least(15), True, "fits"),
        (least(14), least(15), True, "lower"),
        (least(15, "="), least(15), True, "fits"),
        (Figure("range", low=Decimal(14), high=Decimal(16), unit="HTX"), least(15), True, "lower"),
        (least(20, "<="), least(15), True, "lower"),  # "at most" promises nothing
        (least(6, "<="), least(5, "<="), True, "lower"),
        (least(4, "<="), least(5, "<="), True, "fits"),
        (Figure(""), least(15), True, "no_figure"),
        (least(9), least(15), False, "other_year"),
        (least(9, unit="htx "), least(15), True, "lower"),
        (least(9, unit="%"), least(15), True, "other_unit"),
        (least(9), least(15, relative=True), True, "relative"),
    ],
)
def test_a_proposed_target_beside_a_superior_one(
    proposed: Figure, asked: Figure, same_year: bool, verdict: str
) -> None:
    assert rules.compared(proposed, asked, same_year=same_year) == verdict


def test_a_figure_speaks_of_a_year_by_its_end_or_of_each_year() -> None:
    start, end = DAY(2026, 1, 1), DAY(2030, 12, 31)
    assert not rules.speaks_of(start, end, False, 2027)
    assert rules.speaks_of(start, end, True, 2027)
    assert rules.speaks_of(start, end, False, 2030)
    assert not rules.speaks_of(start, end, True, 2031)


def test_lines_and_tasks_are_paired_by_their_words_each_once() -> None:
    lines = {1: "Tổ chức hội chợ nông sản", 2: "Mở lớp kế toán cho hợp tác xã", 3: "Tổ chức hội chợ nông sản"}
    tasks = {7: "Mở 02 lớp kế toán cho hợp tác xã", 8: "TỔ CHỨC HỘI CHỢ NÔNG SẢN;", 9: "Việc khác hẳn"}
    found = rules.paired(lines, tasks)
    assert [(line, task) for line, task, _ in found] == [(1, 8), (2, 7)]
    assert found[0][2] == 1


@given(st.dictionaries(st.integers(), st.text("ab ", max_size=8), max_size=6),
       st.dictionaries(st.integers(), st.text("ab ", max_size=8), max_size=6))  # fmt: skip
def test_pairs_are_one_to_one(lines: dict[int, str], tasks: dict[int, str]) -> None:
    found = rules.paired(lines, tasks)
    assert len({line for line, _, _ in found}) == len({task for _, task, _ in found}) == len(found)
    assert all(alike >= rules.ALIKE for _, _, alike in found)
