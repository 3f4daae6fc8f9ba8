"""Runs: words of one line with no wide gap between them, as they stand in one column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from hopluc.compiler.read.scan.fields import Field
from hopluc.office.tesseract import Reading

# White wider than this stands between columns (inches).
_GAP = 0.35
# A word read less surely makes its run worth a second look.
_DOUBTED = 0.5
# Of a run's place, from the words read at least so surely; and so much around it (inches).
_PLACED, _EDGE = 0.5, 0.03


def runs_of(readings: Iterable[Reading], dpi: int) -> list[list[Reading]]:
    """The words by line, lines cut at wide gaps, in reading order."""
    runs: list[list[Reading]] = []
    for reading in readings:
        last = runs[-1][-1] if runs else None
        if last and last.line == reading.line and reading.left - last.left - last.width <= _GAP * dpi:
            runs[-1].append(reading)
        else:
            runs.append([reading])
    return runs


def by_line(readings: Iterable[Reading], count: int) -> list[list[Reading]]:
    """The words of each of `count` lines."""
    lines: list[list[Reading]] = [[] for _ in range(count)]
    for reading in readings:
        lines[reading.line].append(reading)
    return lines


def is_doubted(run: Sequence[Reading]) -> bool:
    """Whether a word of the run was read so doubtfully that it is worth a second look."""
    return any(reading.confidence < _DOUBTED for reading in run)


def better(first: Sequence[Reading], second: Sequence[Reading]) -> list[Reading]:
    """Of two readings of one run the surer, letter by letter; a shorter one has lost words."""
    lost = _letters(second) < 0.8 * _letters([r for r in first if r.confidence >= _PLACED])
    return list(first if lost or sureness(second) <= sureness(first) else second)


def sureness(readings: Sequence[Reading]) -> float:
    """How surely words were read, by letters; 1 where there are none, of which nothing is doubted."""
    letters = _letters(readings)
    return sum(len(r.text) * r.confidence for r in readings) / letters if letters else 1.0


def around(run: Sequence[Reading], dpi: int) -> Field:
    """The rectangle of a run with an edge; its height from the words that are surely read."""
    edge = round(_EDGE * dpi)
    sure = [reading for reading in run if reading.confidence >= _PLACED] or run
    return Field(
        min(r.left for r in run) - edge,
        round(median(r.top for r in sure)) - edge,
        max(r.left + r.width for r in run) + edge,
        round(median(r.top + r.height for r in sure)) + edge,
    )


def level(readings: Sequence[Reading]) -> list[Reading]:
    """The words of a line with one top and bottom, except those that stand off it."""
    if len(readings) < 2:
        return list(readings)
    top = round(median(r.top for r in readings))
    bottom = round(median(r.top + r.height for r in readings))
    high = max(bottom - top, 1)
    return [
        replace(r, top=top, height=high) if abs(2 * r.top + r.height - top - bottom) < high else r
        for r in readings
    ]


def _letters(readings: Sequence[Reading]) -> int:
    return sum(len(reading.text) for reading in readings)
