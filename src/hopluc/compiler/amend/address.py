"""Where a plan's tasks and targets stand: their addresses, and which of them a place names.

A task's address is its group and its number, taken apart at the dots: `II.1/b` is II, 1, b; a place's is what
`places.comps` gives. Numbers that end an address name the task; numbers that other numbers follow, all below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hopluc.compiler.amend.format import Place
from hopluc.compiler.amend.places import comps
from hopluc.compiler.compare.words import words
from hopluc.compiler.format import Indicator, Task

How = Literal["one", "below", "several", "none"]
_FEWEST_WORDS = 4  # of a name that is part of a longer text


@dataclass(frozen=True, slots=True)
class Located:
    """The tasks that a place names. `one`: just that; `below`: all that stand under it; `several`: it could
    be any of them; `none`."""

    how: How
    tasks: tuple[Task, ...] = ()


def address(task: Task) -> tuple[str, ...]:
    """Group and number of a task in parts."""
    number = re.sub(r"#\d+$", "", task.number or "")
    parts = [*(task.group or "").split("."), *number.split(".")]
    return tuple(part for part in parts if part)


def locate(place: Place, tasks: Sequence[Task]) -> Located:
    """The tasks that a place names by its numbers and its words; both must agree where both are there."""
    by_words = _by_words(place.words, tasks) if place.words else None
    wanted = comps(place)
    if not wanted:
        return _located(by_words or (), "one")
    exact = [t for t in tasks if address(t)[-len(wanted) :] == wanted]
    if by_words:
        both = [t for t in exact or _below(wanted, tasks) if t in by_words]
        return _located(both, "one")
    if exact:
        whole = [t for t in exact if address(t) == wanted]
        return _located(whole or exact, "one")
    return _located(_below(wanted, tasks), "below")


def groups_named(place: Place, ids: Sequence[str]) -> list[str]:
    """Ids of the groups that a place names by its numbers."""
    wanted = comps(place)
    exact = [one for one in ids if tuple(one.split(".")) == wanted]
    return exact or [one for one in ids if tuple(one.split("."))[-len(wanted) :] == wanted] if wanted else []


def targets_named(name: str | None, targets: Sequence[Indicator]) -> list[Indicator]:
    """Targets whose name says the same: word for word, else all words of one in the other, either way."""
    wanted = _keys(name or "")
    if not wanted:
        return []
    same = [one for one in targets if _keys(one.name) == wanted]
    if same:
        return same
    bag = set(wanted) - _SMALL
    return [one for one in targets if bag and _alike(bag, set(_keys(one.name)) - _SMALL)]


_SMALL = frozenset({"so", "số", "tỷ", "tỉ", "lệ", "lượng", "của", "một", "các", "về", "đạt"})


def _alike(one: set[str], other: set[str]) -> bool:
    small, large = sorted((one, other), key=len)
    return len(small) > 1 and small <= large and len(small) * 2 > len(large)


def _below(wanted: tuple[str, ...], tasks: Sequence[Task]) -> list[Task]:
    n = len(wanted)
    return [t for t in tasks if any(address(t)[k : k + n] == wanted for k in range(len(address(t)) - n))]


def _located(found: Sequence[Task], how: How) -> Located:
    if not found:
        return Located("none")
    if len(found) == 1:
        return Located("one", tuple(found))
    return Located("below" if how == "below" and _one_root(found) else "several", tuple(found))


def _one_root(found: Sequence[Task]) -> bool:
    """Whether tasks stand under one and the same heading."""
    return len({address(t)[:1] for t in found}) == 1


def _by_words(name: str, tasks: Sequence[Task]) -> list[Task]:
    wanted = _keys(name)
    same = [t for t in tasks if _keys(t.text) == wanted]
    if same or len(wanted) < _FEWEST_WORDS:
        return same
    return [t for t in tasks if _holds(_keys(t.text), wanted)]


def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in words(text))


def _holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    n = len(part)
    return any(whole[k : k + n] == part for k in range(len(whole) - n + 1))
