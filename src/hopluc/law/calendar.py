"""Working days of public offices in Viet Nam.

Days off are Saturdays, Sundays and the holidays of Bộ luật Lao động 2019, Điều 112, with the days
given back for those that fall on a weekend (Điều 111) and the days that the Government swaps year by
year (a Monday off, a Saturday worked). They come from the `holidays` library, which follows the
yearly announcements; swaps that it does not know stand in `swapped_days.toml`. A year not announced yet has
its holidays without swaps.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib import resources

import holidays


@cache
def _viet_nam() -> holidays.HolidayBase:
    """The calendar, which works out a year when it is first asked for."""
    return holidays.country_holidays("VN", language="vi")


@cache
def _swapped() -> tuple[dict[dt.date, str], frozenset[dt.date]]:
    """Further days off with their names, and the days worked for them."""
    raw = resources.files("hopluc.law").joinpath("swapped_days.toml").read_text("utf-8")
    rows = tomllib.loads(raw)["swapped"]
    return {row["off"]: row["name"] for row in rows}, frozenset(row["worked"] for row in rows)


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on a day: a swapped Saturday is worked, the day it was swapped for is not."""
    off, worked = _swapped()
    return day in worked or (day not in off and bool(_viet_nam().is_working_day(day)))


def day_off(day: dt.date) -> str:
    """The name of the public holiday on a day in Vietnamese; "" for other days, weekends among them."""
    return _swapped()[0].get(day) or _viet_nam().get(day, "")


def next_working_day(day: dt.date) -> dt.date:
    """The day itself where it is worked, else the first one after it that is."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day
