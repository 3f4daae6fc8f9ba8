"""The path of an indicator, its forecast and its light, by rules that can be checked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.actuals.charts import base_of
from hopluc.reporting.actuals.rules import Aim, Light, Point, expected_on, forecast_on, judged, path_of

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
DAYS = (END - START).days
values = st.decimals(min_value=0, max_value=10**6, places=2)
points = st.builds(Point, st.dates(START, END), values)
several = st.lists(points, max_size=6, unique_by=lambda one: one.on)


def aim(op: str = ">=", value: str = "100") -> Aim:
    return Aim(op, Decimal(value), None, None, START, END)


def at(day: int, value: str) -> Point:
    return Point(START + dt.timedelta(day), Decimal(value))


# --- the path -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("least", "most", "base"),
    [
        ("0", "18", "0"),
        ("3", "18", "0"),
        ("58", "60", "57"),
        ("2450", "2650", "2300"),
        ("35", "35", "20"),
        ("-4", "8", "-4"),
    ],
)
def test_the_axis_begins_at_nought_but_for_figures_far_from_it(least: str, most: str, base: str) -> None:
    assert base_of(Decimal(least), Decimal(most)) == Decimal(base)


def test_a_path_begins_with_the_first_figure_and_ends_with_the_target() -> None:
    path = path_of(aim(), [at(0, "0"), at(90, "80")])
    assert path == [at(0, "0"), Point(END, Decimal(100))]
    assert expected_on(path, START + dt.timedelta(DAYS // 2)) == Decimal(50)


def test_a_path_goes_through_its_milestones() -> None:
    path = path_of(aim(), [at(0, "0")], [at(100, "80")])
    assert [expected_on(path, START + dt.timedelta(day)) for day in (50, 100)] == [40, 80]


def test_what_was_known_before_the_period_is_where_it_begins() -> None:
    before = Point(START - dt.timedelta(40), Decimal(60))
    course = judged(aim(), [before, at(100, "90")], END)
    assert course.path[0] == at(0, "60")


def test_a_day_before_the_first_figure_asks_for_nothing() -> None:
    path = path_of(aim(), [at(30, "10")])
    assert expected_on(path, START) is None


@given(several, several)
def test_a_path_never_leaves_the_figures_it_goes_through(figures: list[Point], between: list[Point]) -> None:
    path = path_of(aim(), sorted(figures), between)
    if path:
        low, high = min(one.value for one in path), max(one.value for one in path)
        for one in path:
            assert expected_on(path, one.on) == one.value
        for day in range(0, DAYS, 30):
            wanted = expected_on(path, START + dt.timedelta(day))
            assert wanted is None or low - Decimal("0.01") <= wanted <= high + Decimal("0.01")


# --- the forecast -----------------------------------------------------------------------------------


@given(several, st.dates(START, END))
def test_there_is_no_forecast_under_two_figures(figures: list[Point], on: dt.date) -> None:
    course = judged(aim(), figures, on)
    assert (course.forecast is None) == (len([one for one in figures if one.on <= on]) < 2)


def test_the_forecast_follows_the_line_through_the_first_and_the_last_figure() -> None:
    figures = [at(0, "0"), at(50, "9"), at(DAYS // 2, "40")]
    assert forecast_on(figures, END) == Decimal(80)


# --- the light --------------------------------------------------------------------------------------

HALF = DAYS // 2


@pytest.mark.parametrize(
    ("figures", "light"),
    [
        ([], Light.NO_FIGURES),
        ([at(HALF, "40")], Light.UNJUDGED),
        ([at(HALF, "100")], Light.REACHED),
        ([at(0, "0"), at(HALF, "50")], Light.ON_TRACK),
        ([at(0, "0"), at(HALF, "46")], Light.SLOW),
        ([at(0, "0"), at(HALF, "44")], Light.AT_RISK),
    ],
)
def test_the_light_half_way(figures: list[Point], light: Light) -> None:
    assert judged(aim(), figures, START + dt.timedelta(HALF)).light == light


def test_a_target_to_stay_under_is_judged_the_other_way_round() -> None:
    under = aim("<=", "20")
    half = START + dt.timedelta(HALF)
    assert judged(under, [at(0, "40"), at(HALF, "30")], half).light == Light.ON_TRACK
    assert judged(under, [at(0, "40"), at(HALF, "38")], half).light == Light.AT_RISK
    assert judged(under, [at(0, "40"), at(HALF, "20")], half).light == Light.REACHED


def test_behind_a_milestone_is_slow_even_where_the_line_reaches_the_target() -> None:
    course = judged(aim(), [at(0, "0"), at(HALF, "55")], START + dt.timedelta(HALF), [at(HALF, "70")])
    assert (course.light, course.expected) == (Light.SLOW, Decimal(70))


def test_after_the_last_day_a_target_is_reached_or_missed() -> None:
    after = END + dt.timedelta(1)
    assert judged(aim(), [at(0, "0"), at(HALF, "99")], after).light == Light.MISSED
    assert judged(aim(), [at(0, "0"), at(DAYS, "100")], after).light == Light.REACHED


@given(several, st.dates(START, END), points)
def test_a_later_figure_does_not_change_how_a_day_looked(
    figures: list[Point], on: dt.date, late: Point
) -> None:
    if late.on > on:
        assert judged(aim(), [*figures, late], on) == judged(aim(), figures, on)


@given(several, st.dates(START, END))
def test_a_better_last_figure_never_worsens_the_light(figures: list[Point], on: dt.date) -> None:
    order = [Light.AT_RISK, Light.SLOW, Light.ON_TRACK, Light.REACHED]
    course = judged(aim(), figures, on)
    if len(course.figures) > 1 and course.light in order:
        last = course.figures[-1]
        better = [*course.figures[:-1], Point(last.on, last.value + 1000)]
        assert order.index(judged(aim(), better, on).light) >= order.index(course.light)
