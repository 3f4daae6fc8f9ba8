"""The lines of text in a field, told apart by the rows of ink.

Tesseract gives the marks above and below letters to the wrong line, or to none, where lines stand
close and a cell holds few of them; a line by itself keeps its marks.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from hopluc.compiler.read.scan.fields import Field
from hopluc.compiler.read.scan.ink import Grey

# In inches: the middles of two lines lie farther apart than this (print of 7 points); ink is smoothed
# over so much; a row of letters has so much ink, else it is a speck.
_PITCH, _SMOOTH, _SPECK = 0.085, 0.01, 0.012
# A figure has two rows of much ink ("3", "8"): where there is no white between, nor so little ink for
# its neighbours, lines are higher than this (inches).
_BLANK, _LOW = 0.06, 0.1
# Marks over capital letters stand apart from them, and are lower than this (inches).
_MARKS = 0.05
# Along the sides of a field so much may be left of its lines (inches).
_FRAME = 0.012
# Around the ink of a line: what is paler than ink belongs to its letters.
EDGE = 0.02


def rows_of(inked: Grey, field: Field, dpi: int) -> list[Field]:
    """The lines of text in the field from top to bottom, each a little larger than its ink."""
    inside = inked[max(field.top, 0) : field.bottom, max(field.left, 0) : field.right] > 0
    # What is left of the lines around the field is no text.
    frame = max(round(_FRAME * dpi), 1)
    inside[:frame], inside[-frame:], inside[:, :frame], inside[:, -frame:] = False, False, False, False
    profile = inside.sum(axis=1, dtype=np.float32)
    if not profile.any():
        return []
    edge = max(round(EDGE * dpi), 1)
    rows = []
    for top, bottom in _parts(profile, dpi):
        part = inside[top:bottom]
        if part.sum() < max(_SPECK * dpi, 2):
            continue
        across, down = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
        rows.append(
            Field(
                max(field.left, 0) + int(across[0]) - edge,
                max(field.top, 0) + top + int(down[0]) - edge,
                max(field.left, 0) + int(across[-1]) + 1 + edge,
                max(field.top, 0) + top + int(down[-1]) + 1 + edge,
            )
        )
    return rows


def _parts(profile: NDArray[np.float32], dpi: int) -> list[tuple[int, int]]:
    """The profile cut where there is least ink between its peaks."""
    filled = np.flatnonzero(profile)
    first, last = int(filled[0]), int(filled[-1]) + 1
    smooth = cv2.GaussianBlur(profile.reshape(-1, 1), (1, 0), sigmaX=1, sigmaY=_SMOOTH * dpi * 1.4).ravel()
    apart = max(round(_PITCH * dpi), 1)
    peaks: list[int] = []
    for row in range(first, last):
        around = smooth[max(row - apart, 0) : row + apart + 1]
        if smooth[row] >= around.max() and (not peaks or row - peaks[-1] > apart):
            peaks.append(row)
    cuts = [first]
    for above, below in pairwise(peaks):
        between = smooth[above:below]
        least = np.flatnonzero(between <= between.min() + 1e-6)
        cut = above + int(least[len(least) // 2])
        blank = profile[cut] == 0 or between.min() < _BLANK * min(smooth[above], smooth[below])
        if blank or min(cut - cuts[-1], last - cut) > _LOW * dpi:
            cuts.append(cut)
    return _with_marks(list(zip(cuts, [*cuts[1:], last], strict=True)), dpi)


def _with_marks(parts: list[tuple[int, int]], dpi: int) -> list[tuple[int, int]]:
    """The parts; one that is too low for letters is joined to the next, of whose letters it is the marks."""
    joined: list[tuple[int, int]] = []
    for top, bottom in parts:
        low = joined and joined[-1][1] - joined[-1][0] < _MARKS * dpi
        joined.append((joined.pop()[0] if low else top, bottom))
    return joined
