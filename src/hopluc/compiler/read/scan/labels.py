"""Numbers and letters that stand alone before their text, read once more.

The Vietnamese model expects letters with marks: alone, "II" becomes "H" and "8" becomes "§". The model
for plain letters reads them right, and what it reads is taken only where it is such a label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import Grey
from hopluc.compiler.read.scan.runs import by_line
from hopluc.compiler.read.scan.strips import Strip, placed, strip_of
from hopluc.office.tesseract import PLAIN_LETTERS, Reading
from hopluc.viet.patterns import regex

# Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6: Roman numbers, Arabic ones (also 5.1.1), letters.
_LABEL = regex(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ])[.)/]?")
# What the Vietnamese model makes of one: no small letters but one, or a sign that begins no item.
_SIGN = r"[§$€£¥&¡¿!?|©®\\/]"
_MAYBE = regex(rf"[.'‘’“\"]?(?:[^\Wa-z\d_]{{1,3}}|[\d.]{{1,8}}|\w|{_SIGN}{{1,2}})[.),/:]?")
_SPECKS = ".'‘’“\"`"
_BULLETS = frozenset("-–—+*•")
# Strokes that are all one letter in print; two or three of them are a Roman number.
_STROKES = regex(r"[Il|]{2,3}(?=[.)/]?$)")
_SURE, _DOUBTED = 0.45, 0.7
# With the white edges of its place a label, however slim, takes so much of the place's width.
_FILLED = 0.4
# A label is no wider (inches).
WIDEST = 0.4

Recognise = Callable[[Strip, str], Sequence[Reading]]


def is_maybe_label(reading: Reading) -> bool:
    """Whether a word at the beginning of a line may be a label that was misread."""
    if len(reading.text) > 8 or _BULLETS.issuperset(reading.text):
        return False
    return _MAYBE.fullmatch(reading.text) is not None or (
        reading.confidence < _DOUBTED and len(reading.text) <= 4
    )


def undirtied(reading: Reading) -> Reading:
    """The reading without a speck before its number (".9."): no number begins with a stop or a quote."""
    text = reading.text.lstrip(_SPECKS)
    is_label = text[-1:] in (".", ")") and _LABEL.fullmatch(text)
    return replace(reading, text=text) if is_label else reading


def labels_at(grey: Grey, places: Sequence[Field], dpi: int, recognise: Recognise) -> list[Reading | None]:
    """For each place the label that stands there; None where no label is seen."""
    if not places:
        return []
    strip = strip_of(grey, places, dpi)
    found = by_line(placed(strip, recognise(strip, PLAIN_LETTERS)), len(places))
    return [_label(readings, place) for readings, place in zip(found, places, strict=True)]


def _label(readings: Sequence[Reading], place: Field) -> Reading | None:
    """The label, where nothing else was read in its place and it fills the place."""
    if len(readings) != 1 or readings[0].confidence < _SURE:
        return None
    if readings[0].width < _FILLED * (place.right - place.left):
        return None
    text = _STROKES.sub(lambda strokes: "I" * len(strokes[0]), readings[0].text)
    return replace(readings[0], text=text) if _LABEL.fullmatch(text) else None
