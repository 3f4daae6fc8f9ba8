"""What each room says and does when a body ends: the protocol of its `handover.py`.

A room's `handover.py` has
- `COVERS`: every foreign key to Organisation of its models (`room.Model.field`) → what becomes of it;
- `held_by(body, on)`: what the body holds on that day, in words for the preview; writes nothing;
- `pass_on(body, successor, on=, by=)`: hands it over inside the caller's transaction; run again it
  finds nothing left to do.
What is past keeps the body and the name of its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hopluc.archive.actions import Actor
from hopluc.organizations.models import Organisation


@dataclass(frozen=True, slots=True)
class Held:
    """So many things that a body holds: their name, what becomes of them, some of them by name."""

    what: str
    count: int
    fate: str
    examples: tuple[str, ...] = ()
    passes: bool = True


class Room(Protocol):
    """A room's `handover.py`."""

    COVERS: Mapping[str, str]

    def held_by(self, body: Organisation, on: dt.date) -> list[Held]:
        """What the body holds on a day."""

    def pass_on(self, body: Organisation, successor: Organisation, *, on: dt.date, by: Actor) -> None:
        """Hand over what it holds."""
