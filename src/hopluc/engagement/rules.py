"""Decisions of this room, pure: who comes next above a body, how long a problem has waited, when a
recommendation is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

IsWorkingDay = Callable[[dt.date], bool]

# The rungs of the ladder that a problem climbs; a body on none of them stands below all.
BELOW, STANDING, STEERING, OWNER, SUPERIOR = range(5)

# What a problem is after each step; None: as it was before.
STATE_AFTER: dict[str, str | None] = {
    "raised": "open",
    "passed_up": "open",
    "asked_back": "asked_back",
    "supplied": "open",
    "answered": "answered",
    "reopened": "open",
    "withdrawn": "withdrawn",
    "taken_over": None,
}
WAITING = frozenset({"open", "asked_back"})


@dataclass(frozen=True, slots=True)
class Rung:
    """A body to which a problem of a plan may come, and how high it stands."""

    body: int
    level: int


def level_of(body: int, ladder: Iterable[Rung]) -> int:
    """How high a body stands on a plan's ladder: the highest where it stands on several rungs."""
    return max((rung.level for rung in ladder if rung.body == body), default=BELOW)


def receivers(body: int, ladder: Sequence[Rung]) -> tuple[int, ...]:
    """To whom a body may bring a problem next, in the order of the ladder.

    An agency goes to the standing agency; that one to the steering committee or to whoever issued the
    plan; the steering committee to the issuer; the issuer to those above it. A rung that is
    empty is left out. Nobody gets a problem from above.
    """
    level = level_of(body, ladder)
    above = [rung for rung in ladder if rung.level > level and level_of(rung.body, ladder) == rung.level]
    if not above:
        return ()
    lowest = min(rung.level for rung in above)
    # Standing agency or, in its place, whoever comes next; committee and issuer are open side by side.
    reach = OWNER if lowest == STEERING else lowest
    return tuple(dict.fromkeys(rung.body for rung in above if rung.level <= reach and rung.body != body))


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the rules see it."""

    verb: str
    on: dt.date
    holder: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a problem stands after its steps. settled_on: the day of the answer or the withdrawal."""

    state: str
    holder: str
    held_since: dt.date
    settled_on: dt.date | None

    @property
    def waits(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state in WAITING


def standing(steps: Sequence[Step]) -> Standing:
    """How a problem stands after its steps, in their order; there is at least the first.

    A successor that takes over holds it since its predecessor did: the wait does not begin anew.
    """
    state, held_since, settled_on = "open", steps[0].on, None
    for step in steps:
        after = STATE_AFTER[step.verb]
        if after is None:
            continue
        state, held_since = after, step.on
        settled_on = None if after in WAITING else step.on
    return Standing(state, steps[-1].holder, held_since, settled_on)


def age(since: dt.date, until: dt.date | None, today: dt.date) -> int:
    """Days from a day to the end of the wait, or to today while it goes on."""
    return ((until or today) - since).days


def working_days_after(day: dt.date, count: int, is_working_day: IsWorkingDay) -> dt.date:
    """The `count`-th working day after a day; the day itself does not count (Bộ luật Dân sự, Điều 147)."""
    while count > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(start: dt.date, end: dt.date, is_working_day: IsWorkingDay) -> int:
    """How many working days lie after `start` up to and with `end`; 0 where `end` is not later."""
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def days_late(due_on: dt.date, done_on: dt.date | None, on: dt.date, is_working_day: IsWorkingDay) -> int:
    """Working days by which something due is late: counted to the day it was done, else to `on`."""
    return working_days_between(due_on, done_on or on, is_working_day)


def month_end(day: dt.date) -> dt.date:
    """The last day of a day's month."""
    following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return following - dt.timedelta(days=1)
