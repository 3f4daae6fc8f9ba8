"""Fields of a page under one another in one narrow picture, and the words' way back to the page.

Tesseract looks for columns by itself and mixes neighbouring cells; in a strip there is one column. One
strip holds all cells of a page, because each start of Tesseract costs as much as a dozen cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import WHITE, Grey
from hopluc.office.tesseract import Reading

# White between two fields and around them, inches: more than between lines of text.
_BETWEEN = 0.12
# A speck of so few dark dots (inches squared) is no letter.
_SPECK = 0.00006


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field's ink lies on the page and in the strip."""

    page: Field
    top: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture, and its slots from top to bottom; `left` is where each slot begins."""

    grey: Grey
    slots: tuple[Slot, ...]
    left: int


def strip_of(grey: Grey, inked: Grey, fields: Iterable[Field], dpi: int) -> Strip | None:
    """All fields with ink in one strip; None where none has."""
    inner = [area for area in (_ink_in(inked, field, dpi) for field in fields) if area]
    if not inner:
        return None
    between = round(_BETWEEN * dpi)
    height = sum(area.bottom - area.top + between for area in inner) + between
    width = max(area.right - area.left for area in inner) + 2 * between
    picture = np.full((height, width), WHITE, np.uint8)
    slots: list[Slot] = []
    top = between
    for area in inner:
        high, wide = area.bottom - area.top, area.right - area.left
        picture[top : top + high, between : between + wide] = grey[
            area.top : area.bottom, area.left : area.right
        ]
        slots.append(Slot(area, top))
        top += high + between
    return Strip(picture, tuple(slots), between)


def placed(strip: Strip, readings: Sequence[Reading]) -> list[Reading]:
    """The words of a strip with their places on the page."""
    tops = [slot.top for slot in strip.slots]
    out = []
    for reading in readings:
        slot = strip.slots[max(bisect_right(tops, reading.top + reading.height / 2) - 1, 0)]
        left = reading.left - strip.left + slot.page.left
        out.append(replace(reading, left=left, top=reading.top - slot.top + slot.page.top))
    return out


def _ink_in(inked: Grey, field: Field, dpi: int) -> Field | None:
    """The rectangle around the ink in a field, with a white edge; None where there is none."""
    inside = inked[max(field.top, 0) : field.bottom, max(field.left, 0) : field.right]
    if cv2.countNonZero(inside) < max(_SPECK * dpi * dpi, 2):
        return None
    x, y, wide, high = cv2.boundingRect(inside)
    left, top = max(field.left, 0) + x, max(field.top, 0) + y
    return Field(
        max(left - 2, field.left, 0), max(top - 2, field.top, 0),
        min(left + wide + 2, field.right), min(top + high + 2, field.bottom),
    )  # fmt: skip
