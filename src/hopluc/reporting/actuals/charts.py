"""The chart of an indicator as numbers for an inline SVG: works without a script, and prints.

The drawing is `WIDTH` × `HEIGHT` units. Numbers are given as text with a point, because templates write
numbers the Vietnamese way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.reporting.actuals.queries import Line
from hopluc.reporting.actuals.rules import Point
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 8, 312, 14, 128


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure on the chart, with what it is in words and the row that it opens."""

    x: str
    y: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: three lines as SVG points, the dots, the marks of the axes, all of it in words. `base`:
    where the upright axis begins, blank for nought."""

    path: str
    actual: str
    forecast: str
    dots: list[Dot]
    goal_y: str
    goal: str
    base: str
    first: str
    last: str
    told: str


@dataclass(frozen=True, slots=True)
class _Frame:
    start: dt.date
    days: int
    low: Decimal
    high: Decimal

    def x(self, day: dt.date) -> str:
        """Where a day lies."""
        return f"{LEFT + (RIGHT - LEFT) * (day - self.start).days / self.days:.1f}"

    def y(self, value: Decimal) -> str:
        """Where a figure lies."""
        return f"{BOTTOM - (BOTTOM - TOP) * float((value - self.low) / (self.high - self.low)):.1f}"

    def line(self, points: Iterable[Point]) -> str:
        """Points of a polyline."""
        return " ".join(f"{self.x(one.on)},{self.y(one.value)}" for one in points)


def chart_of(line: Line) -> Chart | None:
    """The chart of a target; None where it has no figures, or nothing to hold them against."""
    aim, course = line.aim, line.course
    if not course.figures or aim.goal is None or aim.end <= aim.start:
        return None
    shown = [*course.figures, *course.path]
    heights = [aim.goal, *(one.value for one in shown)]
    ahead = []
    if course.forecast is not None and course.figures[-1].on < aim.end:
        ahead = [course.figures[-1], Point(aim.end, course.forecast)]
        heights.append(course.forecast)
    low, high = base_of(min(heights), max(heights)), max(heights)
    frame = _Frame(aim.start, (aim.end - aim.start).days, low, high if high > low else low + 1)
    return Chart(
        path=frame.line(course.path),
        actual=frame.line(course.figures),
        forecast=frame.line(ahead),
        dots=[_dot(frame, line, point) for point in course.figures],
        goal_y=frame.y(aim.goal),
        goal=format_number(aim.goal),
        base=format_number(low) if low > 0 else "",
        first=format_date(aim.start),
        last=format_date(aim.end),
        told=_told(line),
    )


def base_of(least: Decimal, most: Decimal) -> Decimal:
    """Where the upright axis begins: at nought, but where all figures lie far from it (rates, averages) at a
    round figure below them, so that their way is seen."""
    if least * 2 < most or least <= 0:
        return min(least, Decimal(0))
    span = most - least or most
    step = Decimal(1).scaleb(span.adjusted())
    return max((least - span * 3 / 10) // step * step, Decimal(0))


def _dot(frame: _Frame, line: Line, point: Point) -> Dot:
    row = line.source_of.get(point)
    told = f"{format_date(point.on)}: {format_number(point.value)} {line.indicator.unit}".strip()
    page = reverse("actuals:indicator" if row else "plans:shares", args=[line.indicator.pk])
    address = f"{page}#so-{row.pk}" if row else page
    return Dot(frame.x(point.on), frame.y(point.value), told, address)


def _told(line: Line) -> str:
    """The chart in words, for who does not see it."""
    last = line.course.figures[-1]
    words = _("Đến %(day)s thực hiện %(value)s") % {
        "day": format_date(last.on),
        "value": format_number(last.value),
    }
    if line.expected is not None:
        words += _("; theo lộ trình cần %s") % format_number(line.expected)
    if line.forecast is not None:
        words += _("; dự báo cuối kỳ %s") % format_number(line.forecast)
    return words
