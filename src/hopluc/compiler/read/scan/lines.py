"""The lines drawn on a page: found as long runs of ink, joined over gaps, and taken out of the picture.

Letters have no run of ink as long as a line of a table has; what is long and thin is a line. Old copies
break lines and a feeder bends them, so pieces that go on from one another are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from hopluc.compiler.read.scan.ink import WHITE, Grey

# In inches: the shortest run that begins a line, the thickest line, the widest gap within one, how far
# pieces of one may lie apart across it, the shortest line that is kept, how far from the line that it
# meets an end may stop.
_RUN, _THICK, _GAP, _ASIDE, _SHORTEST, _CORNER = 0.16, 0.05, 0.15, 0.02, 0.3, 0.07


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line in pixels: from `start` to `end` along it, at `at` across it."""

    start: float
    end: float
    at: float
    thick: float


@dataclass(frozen=True, slots=True)
class Lines:
    """The lying and the standing lines of a page, and the ink that they are made of."""

    lying: tuple[Line, ...]
    standing: tuple[Line, ...]
    ink: Grey


def lines_of(inked: Grey, dpi: int) -> Lines:
    """The lines in `inked` (255 is ink), their ends brought to the lines that they meet."""
    lying_ink, lying = _along(inked, dpi)
    standing_ink, standing = _along(np.ascontiguousarray(inked.T), dpi)
    ink = cv2.bitwise_or(lying_ink, np.ascontiguousarray(standing_ink.T))
    corner = _CORNER * dpi
    met = tuple(_brought(line, standing, corner) for line in lying)
    return Lines(met, tuple(_brought(line, met, corner) for line in standing), ink.astype(np.uint8))


def without(grey: Grey, lines: Lines, inked: Grey) -> Grey:
    """The picture without its lines; strokes of letters that cross a line stay."""
    grown = cv2.dilate(lines.ink, np.ones((3, 3), np.uint8))
    cleared = grey.copy()
    cleared[grown > 0] = WHITE
    letters = cv2.bitwise_and(inked, cv2.bitwise_not(grown))
    for shape in ((9, 1), (1, 9)):
        # A stroke goes on where there is ink on both sides of the line.
        bridged = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones(shape, np.uint8))
        back = (bridged > 0) & (grown > 0) & (inked > 0)
        cleared[back] = grey[back]
    return cleared


def _along(inked: Grey, dpi: int) -> tuple[Grey, tuple[Line, ...]]:
    """The ink of lines that lie, and these lines."""
    runs = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((1, max(round(_RUN * dpi), 5)), np.uint8))
    _, labels, boxes, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    pieces: dict[int, Line] = {}
    for label in range(1, len(boxes)):
        left, _, width, _, area = (int(value) for value in boxes[label])
        thick = area / width
        if thick <= max(_THICK * dpi, 3):
            pieces[label] = Line(left, left + width, float(middles[label][1]), thick)
    lines = [line for line in _joined(pieces.values(), dpi) if line.end - line.start >= _SHORTEST * dpi]
    kept = np.zeros(len(boxes), np.uint8)
    for label, piece in pieces.items():
        kept[label] = WHITE * any(_holds(line, piece, _ASIDE * dpi) for line in lines)
    return kept[labels].astype(np.uint8), tuple(lines)


def _joined(pieces: Iterable[Line], dpi: int) -> list[Line]:
    """Pieces that go on from one another made one line; its place is the mean of theirs by length."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda line: line.start):
        for index in range(len(lines) - 1, -1, -1):
            line = lines[index]
            if abs(line.at - piece.at) <= _ASIDE * dpi and piece.start - line.end <= _GAP * dpi:
                lines[index] = _one(line, piece)
                break
        else:
            lines.append(piece)
    return sorted(lines, key=lambda line: (line.at, line.start))


def _one(line: Line, piece: Line) -> Line:
    a, b = line.end - line.start, piece.end - piece.start
    at = (line.at * a + piece.at * b) / (a + b)
    return Line(line.start, max(line.end, piece.end), at, max(line.thick, piece.thick))


def _holds(line: Line, piece: Line, aside: float) -> bool:
    return line.start <= piece.start and piece.end <= line.end and abs(line.at - piece.at) <= 2 * aside


def _brought(line: Line, others: Iterable[Line], corner: float) -> Line:
    """The line with each end at the line across that it nearly meets."""
    across = [o.at for o in others if o.start - corner <= line.at <= o.end + corner]
    start = min(across, key=lambda at: abs(at - line.start), default=line.start)
    end = min(across, key=lambda at: abs(at - line.end), default=line.end)
    return replace(
        line,
        start=start if abs(start - line.start) <= corner else line.start,
        end=end if abs(end - line.end) <= corner else line.end,
    )
