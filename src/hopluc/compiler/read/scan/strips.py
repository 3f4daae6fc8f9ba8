"""Lines of text under one another in one narrow picture, and the words' way back to the page.

Tesseract looks for columns by itself and mixes neighbouring cells; in a strip there is one column. One
strip holds all lines of a page, because each start of Tesseract costs as much as a dozen lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import WHITE, Grey
from hopluc.office.tesseract import Reading

# White between two lines and around them, in inches.
_BETWEEN = 0.06


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture; where each of its lines begins in it from the top, and where it lies on the page."""

    grey: Grey
    tops: tuple[int, ...]
    fields: tuple[Field, ...]
    edge: int


def strip_of(grey: Grey, fields: Sequence[Field], dpi: int) -> Strip:
    """All `fields`, at least one, in one strip; what of a field lies outside the page is cut off."""
    height, width = grey.shape
    inside = [
        Field(max(f.left, 0), max(f.top, 0), min(f.right, width), min(f.bottom, height)) for f in fields
    ]
    edge = max(round(_BETWEEN * dpi), 2)
    tops, top = [], edge
    for field in inside:
        tops.append(top)
        top += field.bottom - field.top + edge
    picture = np.full((top, max(f.right - f.left for f in inside) + 2 * edge), WHITE, np.uint8)
    for field, top in zip(inside, tops, strict=True):
        high, wide = field.bottom - field.top, field.right - field.left
        cut = grey[field.top : field.bottom, field.left : field.right]
        picture[top : top + high, edge : edge + wide] = cut
    return Strip(picture, tuple(tops), tuple(inside), edge)


def placed(strip: Strip, readings: Sequence[Reading]) -> list[Reading]:
    """The words of a strip with their places on the page; their `line` is the number of its line."""
    out = []
    for reading in readings:
        line = max(bisect_right(strip.tops, reading.top + reading.height / 2) - 1, 0)
        left = reading.left - strip.edge + strip.fields[line].left
        top = reading.top - strip.tops[line] + strip.fields[line].top
        out.append(replace(reading, left=left, top=top, line=line))
    return out
