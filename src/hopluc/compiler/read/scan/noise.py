"""Specks, strokes of pens and rests of lines, which Tesseract takes for words."""

from __future__ import annotations

from collections.abc import Sequence

import cv2

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import Grey
from hopluc.compiler.read.scan.runs import sureness
from hopluc.office.tesseract import Reading

_SIGNS = frozenset("|¦_—–-=~^`'\"“”‘’°•·.,:;!¬\\/()[]{}<>«»*+#$©®™£€¥§")
# A sign alone, or a short run of them, is a word when it is read so surely.
_SURE_OF_SIGN = 0.6
# Less sure than this, even letters are strokes of something else, unless the words around them are
# sure: then they are handwriting, or a word that the reader of the plan must look at.
_NOTHING, _SURE_AROUND = 0.12, 0.5
# Below a signature more is asked, and most of what is too short to be a word.
_UNDER_SCRAWL, _SHORT_UNDER_SCRAWL, _SHORT = 0.4, 0.9, 3
# A run none of whose words is read so surely is no run of words.
_SCRIBBLE, _SHORT_SCRIBBLE = 0.3, 0.55
# Connected ink higher than this is no letter but a signature or what is left of a stamp (inches).
_SCRAWL = 0.36


def scrawls_of(ink: Grey, dpi: int) -> tuple[Field, ...]:
    """The rectangles around connected ink that is too high for letters."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return tuple(
        Field(left, top, left + wide, top + high)
        for left, top, wide, high, _ in boxes[1:].tolist()
        if high > _SCRAWL * dpi
    )


def words_in(run: Sequence[Reading], scrawls: Sequence[Field] = ()) -> list[Reading]:
    """What of a run is words of the document; nothing where it is signs throughout."""
    kept = [reading for reading in run if not _is_noise(reading, run, scrawls)]
    return kept if any(letter.isalnum() for reading in kept for letter in reading.text) else []


def is_scribble(run: Sequence[Reading]) -> bool:
    """Whether a run outside of cells is strokes of a pen throughout: not one word was read half surely."""
    least = _SCRIBBLE if any(_letters(reading) >= _SHORT for reading in run) else _SHORT_SCRIBBLE
    return max(reading.confidence for reading in run) < least


def _letters(reading: Reading) -> int:
    return sum(letter.isalnum() for letter in reading.text)


def _is_noise(reading: Reading, run: Sequence[Reading], scrawls: Sequence[Field]) -> bool:
    if reading.confidence < _NOTHING and sureness(run) < _SURE_AROUND:
        return True
    if reading.confidence < _SURE_OF_SIGN and _SIGNS.issuperset(reading.text):
        return True
    x, y = reading.left + reading.width / 2, reading.top + reading.height / 2
    least = _SHORT_UNDER_SCRAWL if _letters(reading) < _SHORT else _UNDER_SCRAWL
    return reading.confidence < least and any(
        s.left <= x <= s.right and s.top <= y <= s.bottom for s in scrawls
    )
