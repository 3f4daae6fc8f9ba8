"""Ink that nothing was read from: Tesseract passes over figures that stand far from other words."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import Grey
from hopluc.compiler.read.scan.rows import EDGE
from hopluc.office.tesseract import Reading

# Figures and letters are so high and wide, and stand so far apart within a label (inches).
_HIGH, _WIDE, _APART = (0.06, 0.22), 0.4, 0.04
# More places than this are no labels but a picture or dirt.
_MOST = 60


def overlooked(inked: Grey, readings: Sequence[Reading], dpi: int) -> list[Field]:
    """Places outside of all readings where ink of the size of a label stands by itself."""
    left = inked.copy()
    edge = round(EDGE * dpi)
    for r in readings:
        left[
            max(r.top - edge, 0) : r.top + r.height + edge, max(r.left - edge, 0) : r.left + r.width + edge
        ] = 0
    joined = cv2.dilate(left, np.ones((1, max(round(_APART * dpi), 1)), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    low, high = _HIGH
    places = [
        Field(x - edge, y - edge, x + wide + edge, y + tall + edge)
        for x, y, wide, tall, _ in boxes[1:].tolist()
        if low * dpi <= tall <= high * dpi and wide <= _WIDE * dpi
    ]
    return places if len(places) <= _MOST else []
