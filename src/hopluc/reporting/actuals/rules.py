"""How an indicator goes: the path it should take, where it is heading, and the light that says so. Pure.

The rules are simple enough to be checked by hand, and the page states them (docs/indicators.md):
- the path goes straight from the figure at the beginning through the yearly milestones to the target;
- the forecast is the straight line through the first and the last figure of the period, on its last day;
- a forecast that covers at least `NEAR` of the way is slow, one that covers less is at risk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from hopluc.plans.rules import reached

NEAR = Decimal("0.9")
FALLING = frozenset({"<=", "<"})  # targets that a smaller figure fulfils


class Light(StrEnum):
    """How an indicator stands on a day."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    SLOW = "slow"
    AT_RISK = "at_risk"
    MISSED = "missed"
    UNJUDGED = "unjudged"  # figures are there, but too few, or nothing to hold them against
    NO_FIGURES = "no_figures"


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A figure on a day."""

    on: dt.date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Aim:
    """The figure to reach by a day; `value`, or `low` and `high` of a range."""

    op: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    start: dt.date
    end: dt.date

    @property
    def goal(self) -> Decimal | None:
        """The figure from which the target counts as reached: of a range its low end."""
        return self.low if self.op == "range" else self.value

    def met(self, figure: Decimal) -> bool:
        """Whether a figure reaches the target."""
        return reached(self.op, figure, self.value, self.low, self.high)

    def behind(self, figure: Decimal, wanted: Decimal) -> bool:
        """Whether a figure is worse than another on the way to the target."""
        return figure > wanted if self.op in FALLING else figure < wanted


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator judged on a day. `path`: empty where no figure says from where it begins. `expected`:
    what the path asks for on the day of the last figure; like `forecast` None under two figures."""

    path: Sequence[Point]
    figures: Sequence[Point]
    expected: Decimal | None
    forecast: Decimal | None
    light: Light


def in_period(figures: Iterable[Point], start: dt.date, end: dt.date) -> list[Point]:
    """The figures of a period in order of days, with the last one before it moved to its first day: what
    was known at the beginning is where the way begins."""
    listed = sorted(figures, key=lambda one: one.on)
    before = [one for one in listed if one.on <= start]
    inside = [one for one in listed if start < one.on <= end]
    return [Point(start, before[-1].value), *inside] if before else inside


def path_of(aim: Aim, figures: Sequence[Point], milestones: Iterable[Point] = ()) -> list[Point]:
    """The way from the first figure of the period through the milestones to the target; empty without a
    figure to begin from, a goal, or days between."""
    if not figures or aim.goal is None or figures[0].on >= aim.end:
        return []
    begin = figures[0]
    between = [one for one in sorted(milestones) if begin.on < one.on < aim.end]
    return [begin, *between, Point(aim.end, aim.goal)]


def expected_on(path: Sequence[Point], day: dt.date) -> Decimal | None:
    """What a path asks for on a day: straight between its points, level after its end; None before it."""
    if not path or day < path[0].on:
        return None
    for left, right in pairwise(path):
        if left.on <= day < right.on:
            return _on_line(left, right, day)
    return path[-1].value


def forecast_on(figures: Sequence[Point], day: dt.date) -> Decimal | None:
    """Where the line through the first and the last figure is on a day; None where they are of one day."""
    if not figures or figures[0].on == figures[-1].on:
        return None
    return _on_line(figures[0], figures[-1], day)


def _on_line(left: Point, right: Point, day: dt.date) -> Decimal:
    run, days = (right.on - left.on).days, (day - left.on).days
    return left.value + (right.value - left.value) * days / run


def judged(aim: Aim, figures: Iterable[Point], on: dt.date, milestones: Iterable[Point] = ()) -> Course:
    """The course of an indicator as seen on a day; figures of later days do not count."""
    own = in_period((one for one in figures if one.on <= on), aim.start, aim.end)
    path = path_of(aim, own, milestones)
    expected = expected_on(path, own[-1].on) if len(own) > 1 else None  # the first figure is the path's own
    forecast = forecast_on(own, aim.end)
    return Course(path, own, expected, forecast, _light(aim, own, expected, forecast, on))


def _light(
    aim: Aim, figures: Sequence[Point], expected: Decimal | None, forecast: Decimal | None, on: dt.date
) -> Light:
    if not figures:
        return Light.NO_FIGURES
    first, last = figures[0].value, figures[-1].value
    if aim.met(last):
        return Light.REACHED
    if on > aim.end:
        return Light.MISSED
    if forecast is None or aim.goal is None:
        return Light.UNJUDGED
    if aim.met(forecast):
        late = expected is not None and aim.behind(last, expected)
        return Light.SLOW if late else Light.ON_TRACK
    return Light.SLOW if _covered(first, forecast, aim.goal) >= NEAR else Light.AT_RISK


def _covered(begin: Decimal, end: Decimal, goal: Decimal) -> Decimal:
    """The share of the way to the goal that is covered; 0 where there is no way to go."""
    return (end - begin) / (goal - begin) if goal != begin else Decimal(0)
