"""Measurable targets in the words of a plan."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import Indicator, Period
from hopluc.compiler.recognise.indicators import find_indicators

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text("utf-8"))[
    "case"
]


def short(i: Indicator) -> str:
    """An indicator as the table writes it."""
    target = i.target
    figure = f"{target.low:g}..{target.high:g}" if target.op == "range" else f"{target.op} {target.value:g}"
    more = [
        f"{i.period.start or ''}..{i.period.end}" if i.period else "",
        "per year" if i.per else "",
        f"{i.baseline.op} {i.baseline.of}" if i.baseline else "",
        f"each of {', '.join(p.name for p in i.for_)}" if i.each else "",
    ]
    return " | ".join([i.name, i.unit or "-", figure, *filter(None, more)])


def found_in(*paragraphs: str, period: Period | None = None) -> tuple[Indicator, ...]:
    text = "\n".join(paragraphs)
    starts = [sum(len(p) + 1 for p in paragraphs[:n]) for n in range(len(paragraphs))]
    spans = [(a, a + len(p)) for a, p in zip(starts, paragraphs, strict=True)]
    return find_indicators(text, spans, period)


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:50])
def test_figures_of_a_clause(case: dict[str, Any]) -> None:
    assert [short(i) for i in found_in(case["text"])] == case["found"]


def test_a_heading_gives_its_period_to_those_below() -> None:
    found = found_in(
        "a) Mục tiêu đến năm 2030", "- Thành lập mới 10 HTX", "b) Tầm nhìn đến năm 2045", "- Có 20 HTX"
    )
    assert [i.period for i in found] == [
        Period(None, dt.date(2030, 12, 31)),
        Period(None, dt.date(2045, 12, 31)),
    ]


def test_the_plan_s_period_holds_where_none_is_stated() -> None:
    year = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [i.period for i in found_in("- Thành lập mới 10 HTX", period=year)] == [year]


def test_a_target_said_again_stands_once_and_its_like_beside_it() -> None:
    found = found_in(
        "- Tỷ lệ cảng cá dùng nền tảng số để quản lý đạt 70%",
        "- Tỷ lệ chợ cá dùng nền tảng số để quản lý đạt 70%",
        "- Phấn đấu tỷ lệ cảng cá dùng nền tảng số để quản lý đạt 70%",
    )
    assert [i.name for i in found] == [
        "Tỷ lệ cảng cá dùng nền tảng số để quản lý",
        "Tỷ lệ chợ cá dùng nền tảng số để quản lý",
    ]


def test_work_sets_a_target_where_it_strives_for_it_by_a_day() -> None:
    text = "Hỗ trợ ngư dân, phấn đấu đến năm 2030 đạt 30% tàu có định vị. Khám cho ít nhất 200 người."
    found = find_indicators(text, [], work=[(0, len(text))])
    assert [short(i) for i in found] == ["Tỷ lệ tàu có định vị | % | = 30 | ..2030-12-31"]


def test_a_heading_s_bodies_are_those_of_the_lines_below() -> None:
    found = found_in(
        "a) Đối với các xã, phường:", "- Thành lập mới 2 HTX", "b) Mục tiêu khác:", "- Có 5 mô hình"
    )
    assert [[p.name for p in i.for_] for i in found] == [["các xã, phường"], []]


def test_without_a_period_targets_run_to_the_horizon_of_the_others() -> None:
    text = "Đến năm 2030 có 20 HTX.\nTỷ lệ hộ nghèo dưới 3%"
    spans = [(0, text.index("\n")), (text.index("\n") + 1, len(text))]
    found = find_indicators(text, spans, begins=dt.date(2026, 5, 2))
    assert found[1].period == Period(dt.date(2026, 1, 1), dt.date(2030, 12, 31))


def test_indicators_are_numbered_through() -> None:
    assert [i.id for i in found_in("- Có 10 HTX; có 20 tổ hợp tác", "- Có 5 mô hình")] == ["1", "2", "3"]


@given(
    st.lists(
        st.sampled_from(
            [
                "đạt ",
                "trên ",
                "từ ",
                "10",
                "1.234,5",
                " - ",
                "%",
                " HTX",
                ", ",
                " và ",
                "; ",
                "đến năm 2030",
                " so với ",
                "mỗi năm ",
                "(",
                ")",
                "xã ",
                ". ",
            ]
        ),
        max_size=25,
    )
)
def test_any_pieces_give_places_within_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for indicator in find_indicators(text, [(0, len(text))]):
        assert indicator.span
        assert 0 <= indicator.span[0] < indicator.span[1] <= len(text)
        assert indicator.name
        assert any(c.isdigit() for c in text[slice(*indicator.span)])


def test_a_line_that_opens_with_a_place_or_a_body_holds_their_targets() -> None:
    found = found_in(
        "- Thôn Đồi Mận: trồng 12 ha chè, mở 02 lớp tập huấn",
        "- Vùng ven biển: nuôi 40 ha tôm",
        "- Trung tâm Khuyến nông: mở 06 lớp",
        "- Hợp tác xã: 25; tổ hợp tác: 40",
    )
    assert [[p.name for p in i.for_] for i in found] == [
        ["Thôn Đồi Mận"],
        ["Thôn Đồi Mận"],
        ["Vùng ven biển"],
        ["Trung tâm Khuyến nông"],
        [],
        [],
    ]


def test_riêng_before_a_year_names_nobody() -> None:
    found = found_in("Mở 90 lớp dạy bơi; riêng năm 2027 mở 20 lớp")
    assert [i.for_ for i in found] == [(), ()]


def test_work_strives_for_what_stands_behind_the_striving() -> None:
    text = "Khảo sát 14 xã phấn đấu về đích trước ngày 30/6/2027"
    assert not find_indicators(text, [], work=[(0, len(text))])


@given(st.integers(1, 10), st.integers(1, 10))
def test_a_fraction_of_the_whole_is_its_share(a: int, b: int) -> None:
    found = found_in(f"Phấn đấu {min(a, b)}/{max(a, b)} số trường có bể bơi")
    assert [(i.unit, i.target.value) for i in found] == [("%", round(100 * min(a, b) / max(a, b), 2))]


@given(
    st.integers(2, 999),
    st.sampled_from(["triệu", "nghìn", "tỷ"]),
    st.sampled_from(["lượt khách", "cây", "m3"]),
)
def test_a_scale_goes_into_the_unit_and_not_into_the_name(value: int, scale: str, thing: str) -> None:
    (found,) = found_in(f"Đến năm 2030 đạt {value} {scale} {thing}")
    assert found.unit == f"{scale} {thing}"
    assert found.target.value == value
    assert scale not in found.name or thing == "m3"


def test_a_number_before_a_colon_is_no_department_misspelt() -> None:
    (found,) = found_in("- Số lao động được tạo việc làm: 20.000 lượt người/năm")
    assert found.for_ == ()
