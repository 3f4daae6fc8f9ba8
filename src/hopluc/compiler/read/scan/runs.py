"""Runs: words of one line with no wide gap between them, as they stand in one column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from hopluc.compiler.read.scan.fields import Field
from hopluc.office.tesseract import Reading

# White wider than this stands between columns (inches).
_GAP = 0.35
# Words that overlap by more than this share a letter that was seen twice (inches).
_OVERLAP = 0.03
# A word read less surely makes its run worth a second look.
_DOUBTED = 0.5
# Of a run's place, from the words read at least so surely; and so much around it (inches).
_PLACED, _EDGE = 0.5, 0.03


def runs_of(readings: Iterable[Reading], dpi: int) -> list[list[Reading]]:
    """The words by line, lines cut at wide gaps, in reading order."""
    runs: list[list[Reading]] = []
    for reading in readings:
        last = runs[-1][-1] if runs else None
        if not last or last.line != reading.line or _white(last, reading) > _GAP * dpi:
            runs.append([reading])
        elif _white(last, reading) < -_OVERLAP * dpi and _share_a_letter(last, reading):
            runs[-1][-1] = _one(last, reading)
        else:
            runs[-1].append(reading)
    return runs


def _white(first: Reading, second: Reading) -> int:
    return second.left - first.left - first.width


def _share_a_letter(first: Reading, second: Reading) -> bool:
    """A hyphen that ends one word and begins the next ("139/CĐ-", "-TTg"), a letter alone before its word."""
    seen_twice = first.text[-1] == second.text[0]
    return seen_twice and len(second.text) > 1 and (len(first.text) == 1 or first.text[-1] in "-–/")


def _one(first: Reading, second: Reading) -> Reading:
    top = min(first.top, second.top)
    return replace(
        first,
        text=first.text[:-1] + second.text,
        top=top,
        width=second.left + second.width - first.left,
        height=max(first.top + first.height, second.top + second.height) - top,
        confidence=min(first.confidence, second.confidence),
    )


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
    lost = not second or _letters(second) < 0.8 * _letters([r for r in first if r.confidence >= _PLACED])
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
