"""Pure decisions of the leader's page."""

from __future__ import annotations

import calendar
import datetime as dt

from hopluc.law.calendar import next_working_day


def month_before(day: dt.date) -> dt.date:
    """The same day of the month before, or its last day where it is shorter: 31/03 → 28/02."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def digest_day(day: dt.date) -> dt.date:
    """The first working day of a day's month."""
    return next_working_day(day.replace(day=1))
