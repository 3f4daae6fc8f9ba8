"""The words of a text, found once for all rules that look at words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as written, in small letters, its place, and whether only a space parts it from
    the word before."""

    text: str
    low: str
    start: int
    end: int
    touches: bool


@lru_cache(maxsize=2)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; numbers and signs are none."""
    out: list[Word] = []
    last = -2
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found.group()
        out.append(Word(word, word.lower(), start, end, start == last + 1 and text[last] == " "))
        last = end
    return tuple(out)
