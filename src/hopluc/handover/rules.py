"""Who gets what when bodies change: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hopluc.viet.text import fold

STAYS = "stay"  # with the body that gives; if that one ends, nobody takes it over
ALL = "all"  # each of the successors in everything gets it


@dataclass(frozen=True, slots=True)
class Place:
    """A successor as the rule sees it: the function that it follows in ("" for everything), and words
    by which things of that function are told."""

    function: str = ""
    words: tuple[str, ...] = ()

    def speaks_of(self, text: str) -> bool:
        """Whether a thing belongs to the function by its words: whole words, with or without marks."""
        if not self.function:
            return False
        found = f" {_plain(text)} "
        return any(f" {_plain(words)} " in found for words in (self.function, *self.words) if words.strip())


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def default_place(text: str, shared: bool, places: Sequence[Place], *, ends: bool) -> str:
    """Where a thing goes when nobody chose: the place's number as text, ALL, or STAYS.

    The first successor whose function its words speak of. Else, where the body goes on, it stays; where
    it ends, the one that follows in everything; of several such, a shared thing goes to each, any other
    to the first.
    """
    for number, place in enumerate(places):
        if place.speaks_of(text):
            return str(number)
    whole = [number for number, place in enumerate(places) if not place.function]
    if not ends or not whole:
        return STAYS
    return ALL if shared and len(whole) > 1 else str(whole[0])


def receivers(choice: str, places: Sequence[Place]) -> list[int]:
    """The numbers of those that get a thing by a choice; ALL: those that follow in everything, or all
    of them where none does. ValueError for a choice that is none."""
    if choice == STAYS:
        return []
    if choice == ALL:
        whole = [number for number, place in enumerate(places) if not place.function]
        return whole or list(range(len(places)))
    number = int(choice)
    if not 0 <= number < len(places):
        raise ValueError(choice)
    return [number]


def shares(chosen: Mapping[str, Sequence[int]], number: int) -> frozenset[str]:
    """The keys of what one successor gets."""
    return frozenset(key for key, to in chosen.items() if number in to)


def shared_later(chosen: Mapping[str, Sequence[int]], number: int) -> frozenset[str]:
    """The keys of what one successor gets and another one gets after it."""
    return frozenset(key for key, to in chosen.items() if number in to and max(to) > number)
