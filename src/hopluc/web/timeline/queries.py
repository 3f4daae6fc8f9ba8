"""One record's events out of all rooms, under both clocks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Kind, Subject
from hopluc.viet.text import fold
from hopluc.web.timeline.rooms import ROOMS

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a timeline shows; empty fields do not filter. `newest`: the newest event first."""

    kind: str = ""
    text: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    known: dt.datetime | None = None
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events that the filters leave, and how many of each kind there were before the kind was chosen."""

    events: Sequence[Event]
    counts: Mapping[str, int]


def timeline(subject: Subject, by: Acting, filters: Filters) -> Timeline:
    """All that happened with a subject as known at `filters.known` (None: now), by the day it holds for;
    what was recorded of one day stands in the order of recording."""
    found = [event for room in ROOMS for event in room.life_of(subject, by) if _passes(event, filters)]
    counts = Counter(event.kind.value for event in found)
    shown = [event for event in found if filters.kind in ("", event.kind)]
    shown.sort(key=lambda one: (one.on, one.at, ORDER[one.kind]), reverse=filters.newest)
    return Timeline(shown, counts)


def _passes(event: Event, filters: Filters) -> bool:
    if filters.known and event.at > filters.known:
        return False
    if (filters.since and event.on < filters.since) or (filters.until and event.on > filters.until):
        return False
    words = fold(" ".join((event.what, event.words, event.who, event.body)))
    return fold(filters.text.strip()) in words
