"""Strokes that only their neighbours tell apart: after "Quý" they are a Roman number.

In print "II", "11", "l1" and "H" are alike, and no model tells them apart alone; a year has four quarters,
so what follows "Quý" is I, II, III or IV whatever it looked like.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hopluc.office.tesseract import Reading
from hopluc.viet.patterns import regex

_QUARTER = regex(r"(?i:quý|quí)")
_STROKES = regex(r"(?P<strokes>[Il1|!H]{1,3})(?P<five>V?)(?P<year>[/\\⁄]{1,2}\d{4})?(?P<end>[.,;:]?)")


def with_quarters(readings: Iterable[Reading]) -> list[Reading]:
    """The readings in order, the words after "Quý" with Roman strokes; how sure they are stays."""
    out: list[Reading] = []
    for reading in readings:
        found = _STROKES.fullmatch(reading.text)
        if found and found["strokes"] != "1" and out and _QUARTER.fullmatch(out[-1].text):
            year = "/" + found["year"][-4:] if found["year"] else ""
            number = min(len(found["strokes"].replace("H", "II")), 3) * "I"
            out.append(replace(reading, text=number + found["five"] + year + found["end"]))
        else:
            out.append(reading)
    return out
