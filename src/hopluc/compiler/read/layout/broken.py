"""Words broken inside: in a column narrower than a word, the rest of it stands on the next line.

A word is broken only where a line of its own has no room for it, so the piece is alone on its line and
fills it. Words that just fill a line look the same; the letters tell which they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from itertools import pairwise

from hopluc.compiler.read.layout.lines import Line
from hopluc.compiler.read.layout.parts import TextPart
from hopluc.viet.patterns import regex
from hopluc.viet.syllables import is_syllable

_SPARE = 0.5
_YEAR = regex(r"(?:19|20)\d\d")
# The beginning of a number or a date, and of the sign of a document.
_FIGURE = regex(r"\d[\d.,/-]*[.,/-]\d*")
_SIGN = regex(r"\S*[\d/-]\S*[A-ZĐ]|[A-ZĐ]\S*[/-]\S*[A-ZĐ]")


def with_broken_words(texts: Iterable[TextPart], room: float) -> list[TextPart]:
    """The paragraphs of a cell that is `room` wide; lines that end inside a word say so (`Line.torn`)."""
    out = list(texts)
    for text in out:
        for n, (line, following) in enumerate(pairwise(text.lines)):
            if _fills(line, following, room) and _is_piece(line.text, following.words[0].text):
                text.lines[n] = dataclasses.replace(line, torn=True)
    return out


def _fills(line: Line, following: Line, room: float) -> bool:
    """Whether a line of one word has no room for one more letter."""
    word = following.words[0]
    letter = (word.x1 - word.x0) / max(len(word.text), 1)
    return len(line.words) == 1 and line.x1 - line.x0 + letter > room - _SPARE


def _is_piece(piece: str, rest: str) -> bool:
    """Whether `rest` can only be the end of the word that `piece` begins."""
    if piece[-1:].isdigit() and rest[:1].isdigit():
        return bool(_FIGURE.fullmatch(piece) or (len(piece) < 4 and _YEAR.match(piece + rest)))
    if _SIGN.fullmatch(piece) and rest[:1].isupper():
        return True
    letters = rest.rstrip(".,;:)")
    if not (piece.isalpha() and letters.isalpha()) or piece.isupper() != letters.isupper():
        return False
    return is_syllable(piece + letters) and not (is_syllable(piece) and is_syllable(letters))
