"""The words of a text, found once for all rules that look at words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hopluc.viet.patterns import regex
from hopluc.viet.text import fold, modern_tones

_WORD = regex(r"[^\W\d_]+")


class Word(NamedTuple):
    """One word: as written, in small letters with tones in their modern places, and without marks;
    its place, and whether only a space parts it from the word before.

    (A tuple, since a long plan has tens of thousands: it is made in a third of a dataclass's time.)
    """

    text: str
    low: str
    folded: str
    start: int
    end: int
    touches: bool


@lru_cache(maxsize=2)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; numbers and signs are none."""
    out: list[Word] = []
    shapes: dict[str, tuple[str, str]] = {}
    last = -2
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found.group()
        shape = shapes.get(word)
        if shape is None:
            low = modern_tones(word.lower())
            shape = shapes[word] = (low, fold(low))
        out.append(Word(word, *shape, start, end, start == last + 1 and text[last] == " "))
        last = end
    return tuple(out)


def around(
    anchor: re.Pattern[str], pattern: re.Pattern[str], text: str, before: int = 60, after: int = 160
) -> Iterator[re.Match[str]]:
    """The matches of `pattern` that hold a match of `anchor`, no more than `before` signs from their start.

    A pattern that may begin with many words is tried at each sign of a long text; most hold a rarer one,
    which is found at once. `after`: what the pattern may look at behind the anchor.
    """
    last = 0
    for hit in anchor.finditer(text):
        found = pattern.search(text, max(last, hit.start() - before), hit.end() + after)
        if found and found.start() <= hit.start() and hit.end() <= found.end():
            yield found
            last = found.end()
