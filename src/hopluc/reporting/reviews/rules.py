"""Decisions about indicators over the years. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """A figure on a day."""

    on: dt.date
    value: Decimal


def at_beginning(figures: Iterable[Known], start: dt.date) -> Known | None:
    """The last figure up to the first day of the period: from where the way begins."""
    own = [one for one in figures if one.on <= start]
    return max(reversed(own), key=lambda one: one.on, default=None)


def chained(keys: Iterable[T], same: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Groups of things that are the same through pairs; in the order of `keys`, groups by their first."""
    listed = list(keys)
    leader = {key: key for key in listed}

    def head(key: T) -> T:
        while leader[key] != key:
            key = leader[key]
        return key

    place = {key: n for n, key in enumerate(listed)}
    for one, other in same:
        if one in leader and other in leader:
            first, second = sorted((head(one), head(other)), key=place.__getitem__)
            leader[second] = first
    groups: dict[T, list[T]] = {}
    for key in listed:
        groups.setdefault(head(key), []).append(key)
    return list(groups.values())


def moved(keys: Sequence[int], key: int, up: bool) -> list[int]:
    """The keys with one of them a place earlier or later."""
    order = list(keys)
    place = order.index(key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order


def numbered(levels: Sequence[int]) -> list[tuple[int, int]]:
    """The number of each section and, within it, of its subsections (0 for a section itself)."""
    found: list[tuple[int, int]] = []
    first = second = 0
    for level in levels:
        first, second = (first + 1, 0) if level == 1 or not first else (first, second + 1)
        found.append((first, second))
    return found
