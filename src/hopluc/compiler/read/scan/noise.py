"""Specks, strokes of pens and rests of lines, which Tesseract takes for words."""

from __future__ import annotations

from collections.abc import Sequence

import cv2

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import Grey
from hopluc.office.tesseract import Reading

_SIGNS = frozenset("|¦_—–-=~^`'\"“”‘’°•·.,:;!¬\\/()[]{}<>«»*+#$©®™£€¥§")
# A sign alone, or a short run of them, is a word when it is read so surely.
_SURE_OF_SIGN = 0.6
# Less sure than this, even letters are strokes of something else.
_NOTHING = 0.12
# Below a signature more is asked, and most of what is too short to be a word.
_UNDER_SCRAWL, _SHORT_UNDER_SCRAWL, _SHORT = 0.4, 0.9, 3
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


def is_noise(reading: Reading, scrawls: Sequence[Field] = ()) -> bool:
    """Whether what was read is no word of the document."""
    if reading.confidence < _NOTHING:
        return True
    if reading.confidence < _SURE_OF_SIGN and _SIGNS.issuperset(reading.text):
        return True
    x, y = reading.left + reading.width / 2, reading.top + reading.height / 2
    short = sum(letter.isalnum() for letter in reading.text) < _SHORT
    least = _SHORT_UNDER_SCRAWL if short else _UNDER_SCRAWL
    return reading.confidence < least and any(
        s.left <= x <= s.right and s.top <= y <= s.bottom for s in scrawls
    )


def is_scribble(run: Sequence[Reading]) -> bool:
    """Whether a whole run has neither letter nor figure: a rule of signs, a tick, a speck."""
    return not any(letter.isalnum() for reading in run for letter in reading.text)
