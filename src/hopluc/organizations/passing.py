"""What each room says and does when a body ends: the protocol of its `handover.py`.

A room's `handover.py` has
- `COVERS`: every foreign key to Organisation of its models (`room.Model.field`) → what becomes of it;
- `held_by(body, on)`: what the body holds on that day, in words for the preview; writes nothing;
- `items(body, on)`: the same things one by one, those that a person may give to one successor or another;
- `pass_on(body, successor, on=, by=, share=)`: hands over the successor's share inside the caller's
  transaction; run again it finds nothing left to do;
and where it needs them
- `WRITES`: keys (`room.Model.field`) of rows without a body of their own that `pass_on` writes, to the
  row that has one: a handover that is undone looks there as well;
- `leave(body, on=, by=, share=)`: what nobody takes over ends with the body.
What is past keeps the body and the name of its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model

from hopluc.archive.actions import Actor, kind_of
from hopluc.organizations.models import Organisation


@dataclass(frozen=True, slots=True)
class Held:
    """So many things that a body holds: their name, what becomes of them, some of them by name."""

    what: str
    count: int
    fate: str
    examples: tuple[str, ...] = ()
    passes: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that passes on as a whole.

    key: the record (`key_of`). what: its kind in words, as in Held. text: its own words, in which the
    words of a function are looked for. shared: each of several successors may get it.
    """

    key: str
    what: str
    text: str
    shared: bool = False


def key_of(row: Model) -> str:
    """The key of an item: kind and id of the record."""
    return f"{kind_of(row)}:{row.pk}"


@dataclass(frozen=True, slots=True)
class Share:
    """What of a body's things one successor gets: the items with these keys (None: all of them), and
    with `rest` what no item speaks of (wordings, groups of its own). later: those that another successor
    gets after this one."""

    keys: frozenset[str] | None = None
    rest: bool = True
    later: frozenset[str] = frozenset()

    def has(self, row: Model) -> bool:
        """Whether the record is in it."""
        return self.keys is None or key_of(row) in self.keys

    def goes_on(self, row: Model) -> bool:
        """Whether another successor gets the record after this one."""
        return key_of(row) in self.later


WHOLE = Share()


class Room(Protocol):
    """A room's `handover.py`."""

    COVERS: Mapping[str, str]

    def held_by(self, body: Organisation, on: dt.date) -> list[Held]:
        """What the body holds on a day."""

    def items(self, body: Organisation, on: dt.date) -> list[Item]:
        """What of it may go to one successor or another."""

    def pass_on(
        self, body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
    ) -> None:
        """Hand over the successor's share of what it holds."""
