"""Where a report goes after it was issued, worked out of a plan's duties: values in, values out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hopluc.viet.text import fold


@dataclass(frozen=True, slots=True)
class Place:
    """A body as a duty names it. body: its id where it is known. kind: organisations' kind, "" unknown."""

    name: str
    body: int | None = None
    kind: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """By what two namings of one body meet: the body, or the same words."""
        words = fold(" ".join(self.name.split()))
        return frozenset({f"body:{self.body}", f"words:{words}"} if self.body else {f"words:{words}"})


@dataclass(frozen=True, slots=True)
class DutyWords:
    """A reporting duty of a plan: who sends to whom by when, in whose words."""

    text: str
    senders: tuple[Place, ...]
    receivers: tuple[Place, ...]
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A leg to propose; sender blank: the collector itself. basis: why, in words."""

    step: int
    sender: str
    to: Place
    line: str
    due_on: dt.date | None
    basis: str
    how: str = "exchange"


def chain(duties: Sequence[DutyWords], collector: Place) -> list[Proposed]:
    """The legs that a plan's duties make of a collector's report: to whom it owes it, then to whom these owe
    it, until nobody owes it further. A place is reached once, and never the collector itself."""
    reached = set(collector.keys)
    found: list[Proposed] = []
    near: list[Place] = [collector]
    step = 1
    while near:
        further: list[Place] = []
        for place in near:
            for duty, to in _owed(duties, place):
                if to.keys & reached:
                    continue
                reached |= to.keys
                further.append(to)
                sender = "" if place is collector else place.name
                found.append(Proposed(step, sender, to, line_of(to), duty.due_on, _short(duty.text)))
        near, step = further, step + 1
    return found


def _owed(duties: Iterable[DutyWords], sender: Place) -> Iterator[tuple[DutyWords, Place]]:
    for duty in duties:
        if any(one.keys & sender.keys for one in duty.senders):
            yield from ((duty, to) for to in duty.receivers)


def _short(text: str, most: int = 300) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


# --- which line a recipient is of ---------------------------------------------------------------------

_LINE_OF_KIND = {
    "government": "government",
    "committee": "government",
    "council": "government",
    "department": "government",
    "branch": "government",
    "ministry": "ministry",
    "party": "party",
    "alliance": "alliance",
}
# Where only words are known: how they begin, the first that fits.
_LINE_OF_WORDS = (
    (("ban can su", "dang uy", "dang doan", "tinh uy", "thanh uy", "huyen uy", "thuong vu",
      "ban thuong vu", "thuong truc tinh uy", "thuong truc thanh uy", "ban bi thu", "bo chinh tri"), "party"),
    (("lien minh",), "alliance"),
    (("bo ", "cac bo", "ngan hang nha nuoc viet nam"), "ministry"),
    (("chinh phu", "thu tuong", "uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "so ", "van phong"),
     "government"),
)  # fmt: skip


def line_of(place: Place) -> str:
    """The line of a recipient, by its kind, else by how its words begin."""
    if place.kind in _LINE_OF_KIND:
        return _LINE_OF_KIND[place.kind]
    words = fold(" ".join(place.name.split()))
    return next((line for begins, line in _LINE_OF_WORDS if words.startswith(begins)), "other")


# --- as last time -------------------------------------------------------------------------------------


def as_last_time(
    legs: Iterable[Proposed], their_due: dt.date, our_due: dt.date, title: str
) -> list[Proposed]:
    """The legs of an earlier round for this one: the same places, days as far from the round's own day."""
    moved = our_due - their_due
    return [
        Proposed(
            one.step,
            one.sender,
            one.to,
            one.line,
            one.due_on + moved if one.due_on else None,
            f"Như kỳ “{title}”",
            one.how,
        )
        for one in legs
    ]


def by_their_days(legs: Iterable[Proposed], duties: Sequence[Proposed]) -> list[Proposed]:
    """Legs with the days that the plan's duties give for the same places; else their own."""
    found = []
    for leg in legs:
        own = next((one for one in duties if one.due_on and one.to.keys & leg.to.keys), None)
        found.append(replace(leg, due_on=own.due_on, basis=f"{leg.basis}; hạn: {own.basis}") if own else leg)
    return found


def together(*proposals: Sequence[Proposed]) -> list[Proposed]:
    """Several proposals made one: each place once, as the first that names it has it, by steps."""
    reached: set[str] = set()
    found = []
    for one in (leg for proposal in proposals for leg in proposal):
        if not one.to.keys & reached:
            reached |= one.to.keys
            found.append(one)
    return sorted(found, key=lambda one: one.step)
