"""A page turned upright: quarter turns by what Tesseract sees, small angles by the rows of ink.

The rows of ink of an upright page differ most from one to the next (text lines, then white); the
angle that makes them so is the skew. So also is a page that lies on its side told, without reading it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hopluc.compiler.read.scan.ink import WHITE, Grey, dark

# At this resolution text lines are still apart and everything is quick.
_DPI = 75
# Feeders and phones turn a page by so many degrees at most; below the least a turn changes nothing.
_MOST, _LEAST = 6.0, 0.04
_STEPS = (0.5, 0.1, 0.03)
# Angles tried before a page is held to lie on its side.
_TRIED = 2.5
# Rows of a page on its side differ so much less than its columns.
_SIDEWAYS = 1.3


def lies_on_its_side(grey: Grey, dpi: int) -> bool:
    """Whether lines of text seem to run from top to bottom."""
    small = _small(grey, dpi)
    # Drawn lines say nothing of the reading direction.
    long = max(_DPI // 3, 3)
    for shape in ((1, long), (long, 1)):
        runs = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        small = small & ~runs.astype(np.uint8)
    upright, aside = (
        max(
            _sharpness(_turned(page, float(angle), 0))
            for angle in np.arange(-_TRIED, _TRIED + 0.1, _STEPS[0])
        )
        for page in (small, np.ascontiguousarray(small.T))
    )
    return aside > _SIDEWAYS * upright


def quarter_turned(grey: Grey, turns: int) -> Grey:
    """The picture turned clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(grey, -turns)) if turns % 4 else grey


def straightened(grey: Grey, dpi: int) -> Grey:
    """The picture turned about its middle so that lines of text lie level; of the same size."""
    angle = _skew(_small(grey, dpi))
    if abs(angle) < _LEAST:
        return grey
    return _turned(grey, angle, WHITE, cv2.INTER_CUBIC)


def _small(grey: Grey, dpi: int) -> Grey:
    scale = min(_DPI / dpi, 1.0)
    return dark(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8))


def _skew(small: Grey) -> float:
    """The angle, in degrees anticlockwise, that makes rows of ink sharpest: coarse steps, then fine."""
    best, reach = 0.0, _MOST
    for step in _STEPS:
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(_turned(small, float(angle), 0))))
        reach = step
    return best


def _turned(grey: Grey, angle: float, outside: int, way: int = cv2.INTER_LINEAR) -> Grey:
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    size = (width, height)
    return cv2.warpAffine(grey, turn, size, flags=way, borderValue=outside).astype(np.uint8)


def _sharpness(inked: NDArray[np.uint8]) -> float:
    rows = inked.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
