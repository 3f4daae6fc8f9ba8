"""Telling the demo's history on the days on which it happened.

Actions ask Django what time it is. While a step of the demo is done, the answer is a moment of
that step's day, so that deeds, reports and names have the days that they would have had. For a command
that builds, in one thread; nothing else uses it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

HOUR = dt.time(9, 0)


@contextmanager
def told_on(day: dt.date) -> Iterator[None]:
    """Within it, `timezone.now` goes on from nine o'clock of `day`; never later than it really is."""
    real = timezone.now
    began = real()
    start = min(timezone.make_aware(dt.datetime.combine(day, HOUR)), began)
    vars(timezone)["now"] = lambda: start + (real() - began)
    try:
        yield
    finally:
        vars(timezone)["now"] = real
