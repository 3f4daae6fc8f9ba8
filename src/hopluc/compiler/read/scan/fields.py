"""The fields of a page: what lines close off (cells of tables), and the rest."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hopluc.compiler.read.scan.ink import WHITE, Grey
from hopluc.compiler.read.scan.lines import Lines

# A field is at least so wide and high (inches): a letter of the smallest print has room in it.
_LEAST = 0.09
# It fills so much of the rectangle around it; two cells whose line is broken make a bent one, whose
# rectangle would take in its neighbours.
_FULL = 0.85


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle of the page in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def fields_of(lines: Lines, shape: tuple[int, int], dpi: int) -> tuple[Field, ...]:
    """The rectangles around all that lines close off, in reading order.

    A cell that is open at a side, or bent, belongs to the rest of the page, as do its words.
    """
    height, width = shape
    drawn = np.full((height + 2, width + 2), WHITE, np.uint8)
    for line in lines.lying:
        y = round(line.at) + 1
        cv2.line(drawn, (round(line.start) + 1, y), (round(line.end) + 1, y), 0, 2)
    for line in lines.standing:
        x = round(line.at) + 1
        cv2.line(drawn, (x, round(line.start) + 1), (x, round(line.end) + 1), 0, 2)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(drawn, connectivity=4)
    outside = int(labels[0, 0])
    fields = []
    for label, (left, top, wide, high, area) in enumerate(boxes.tolist()):
        is_cell = min(wide, high) >= _LEAST * dpi and area >= _FULL * wide * high
        if is_cell and label not in (0, outside):
            fields.append(Field(left - 1, top - 1, left - 1 + wide, top - 1 + high))
    return tuple(sorted(fields, key=lambda field: (field.top, field.left)))


def rest_of(grey: Grey, fields: tuple[Field, ...], blank: int = WHITE) -> Grey:
    """The picture with its fields blank."""
    rest = grey.copy()
    for field in fields:
        rest[max(field.top, 0) : field.bottom, max(field.left, 0) : field.right] = blank
    return rest
