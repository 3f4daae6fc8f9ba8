"""What was recognised in a page, as the words of a layout: cells by themselves, then the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import cv2

from hopluc.compiler.read.layout.model import Word
from hopluc.compiler.read.scan.fields import fields_of, rest_of
from hopluc.compiler.read.scan.ink import Grey, dark
from hopluc.compiler.read.scan.lines import Lines, without
from hopluc.compiler.read.scan.strips import placed, strip_of
from hopluc.office.pictures import POINTS
from hopluc.office.tesseract import Reading, Segmentation, recognise

# Signs that are no words of a document, which specks, strokes of pens and rests of lines are read as.
_SPECKS = frozenset("|¦_—–-=~^`'\"“”‘’°•·.,:;!¬\\/()[]{}<>«»*+#$©®™£€¥§")
# A sign alone, or a short run of them, is a word when it is read so surely.
_SURE_OF_SIGN = 0.6
# Less sure than this, even letters are strokes of something else.
_NOTHING = 0.12


def readings_of(grey: Grey, inked: Grey, lines: Lines, dpi: int) -> list[Reading]:
    """All that is recognised in a page, in pixels of it."""
    cleared = without(grey, lines, inked)
    fields = fields_of(lines, (grey.shape[0], grey.shape[1]), dpi)
    ink = dark(cleared)
    found: list[Reading] = []
    strip = strip_of(cleared, ink, fields, dpi)
    if strip:
        found += placed(strip, recognise(packed(strip.grey), dpi=dpi, segmentation=Segmentation.BLOCK))
    if cv2.countNonZero(rest_of(ink, fields, 0)):
        rest = rest_of(cleared, fields)
        found += recognise(packed(rest), dpi=dpi, segmentation=Segmentation.PAGE)
    return [reading for reading in found if _is_word(reading)]


def words_of(readings: Iterable[Reading], dpi: int) -> tuple[Word, ...]:
    """The readings in points, their letters composed."""
    scale = POINTS / dpi
    return tuple(
        Word(
            unicodedata.normalize("NFC", reading.text),
            reading.left * scale,
            reading.top * scale,
            (reading.left + reading.width) * scale,
            (reading.top + reading.height) * scale,
            confidence=round(reading.confidence, 3),
        )
        for reading in readings
    )


def _is_word(reading: Reading) -> bool:
    if reading.confidence < _NOTHING:
        return False
    return reading.confidence >= _SURE_OF_SIGN or not _SPECKS.issuperset(reading.text)


def packed(grey: Grey) -> bytes:
    """The picture as PGM, which costs nothing to write or to read."""
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + grey.tobytes()
