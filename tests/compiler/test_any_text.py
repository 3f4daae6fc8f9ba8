"""Whatever comes in, a plan comes out: nothing raised, every span within the text."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler import read
from hopluc.compiler.format import Plan
from hopluc.compiler.pipeline import compile_text

# What plans are made of, so that random texts get past the first stage.
WORDS = st.sampled_from(
    [
        "KẾ HOẠCH", "QUYẾT ĐỊNH", "Phụ lục", "Nơi nhận:", "I.", "II.", "1.", "1.1.", "a)", "- ", "+ ",
        "Sở Tài chính", "UBND các xã", "phối hợp với", "chủ trì", "trước ngày 30/6/2024", "31/02/2024",
        "Quý III/2024", "hằng năm", "thường xuyên", "Nghị quyết số 12/NQ-CP ngày 3/4/2023",
        "Thông tư số 03/2014/TT-BKHĐT ngày 26/5/2024", "MỤC TIÊU", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN",
        "100 hợp tác xã", "65 - 70%", "(sau đây gọi là HTX)", "báo cáo Ủy ban nhân dân tỉnh",
        "TM. ỦY BAN NHÂN DÂN", "Trần Văn Biển", "**", "<p>", "</p>", "<b>", "#", "*", "|", "\u00a0",
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "(1)", ":", ";", "./.", "Số: /KH-UBND",
        "Sơn Hải, ngày tháng năm 2024",
    ]
)  # fmt: skip
GLUE = st.sampled_from([" ", " ", "\n", "\n\n", "\t", "\t\t", "\n\t", "\n|\n", " | ", ""])
PLANLIKE = st.lists(st.tuples(WORDS, GLUE), min_size=1, max_size=60).map(
    lambda parts: "".join(a + b for a, b in parts)
)


def spans(value: Any) -> list[tuple[int, int]]:
    """Every span in a plan, at any depth."""
    if isinstance(value, dict):
        return [span for item in value.values() for span in spans(item)]
    if isinstance(value, tuple) and len(value) == 2 and all(type(item) is int for item in value):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    if dataclasses.is_dataclass(value):
        return [span for f in dataclasses.fields(value) for span in spans(getattr(value, f.name))]
    return []


def check(text: str) -> Plan | None:
    try:
        plan = compile_text(text)
    except read.Unreadable:
        return None
    for start, end in spans(plan):
        assert 0 <= start <= end <= plan.text.characters
    ids = [task.id for task in plan.tasks]
    assert len(ids) == len(set(ids))
    assert {task.parent for task in plan.tasks} - {None} <= set(ids)
    assert {task.group for task in plan.tasks} - {None} <= {group.id for group in plan.groups}
    return plan


@given(st.text(max_size=400))
def test_any_text_gives_a_plan(text: str) -> None:
    check(text)


@given(PLANLIKE)
def test_any_jumble_of_a_plan_gives_a_plan(text: str) -> None:
    check(text)


CELL = st.one_of(WORDS, st.just(""), st.just("-"), st.text(alphabet="aăđ1 .\n;<p>*|", max_size=12))
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=8), min_size=1, max_size=12)


@given(TABLE, st.sampled_from(["\t", "\n|\n", " | "]))
def test_any_table_gives_tasks_with_ids_of_their_own(table: list[list[str]], between: str) -> None:
    heading = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"]
    check("Phụ lục\n\n" + "\n".join(between.join(row) for row in [heading, *table]))


@given(PLANLIKE)
def test_no_word_is_lost(text: str) -> None:
    plan = check(text)
    if plan is None:
        return
    held = bytearray(plan.text.characters)
    for start, end in spans(plan):
        held[start:end] = b"x" * (end - start)
    whole = read.read_text(text, "a.txt").text
    assert all(held[n] for n, char in enumerate(whole) if not char.isspace())


UNITS = ["a\n", "\ta\n", "\ta\n\n", "\ta\n\tb\n\tc\n\n", "x\t\ty\n", "|\n", "Sở Tài chính, ", "- a\n", "<p "]


@pytest.mark.parametrize("unit", UNITS, ids=[repr(unit) for unit in UNITS])
def test_no_text_takes_time_that_grows_with_its_square(unit: str) -> None:
    before = time.process_time()
    check(unit * (20_000 // len(unit)))
    # Some 0.2 s where time grows with the length; ten seconds where it grew with the square.
    assert time.process_time() - before < 5
