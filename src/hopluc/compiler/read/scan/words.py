"""What is recognised in a page, as the words of a layout: cells line by line, then the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2

from hopluc.compiler.read.layout.model import Word
from hopluc.compiler.read.scan.fields import Field, fields_of, rest_of
from hopluc.compiler.read.scan.ink import Grey, dark, on_clean_paper, without_specks
from hopluc.compiler.read.scan.labels import WIDEST, is_maybe_label, labels_at, undirtied
from hopluc.compiler.read.scan.lines import Lines, without
from hopluc.compiler.read.scan.noise import is_scribble, scrawls_of, words_in
from hopluc.compiler.read.scan.overlooked import overlooked
from hopluc.compiler.read.scan.rows import EDGE, rows_of
from hopluc.compiler.read.scan.runs import around, better, by_line, is_doubted, level, runs_of
from hopluc.compiler.read.scan.strips import Strip, placed, strip_of
from hopluc.compiler.read.scan.strokes import with_quarters
from hopluc.office.pictures import POINTS
from hopluc.office.tesseract import LANGUAGE, SECONDS, Reading, Segmentation, recognise

# A dash alone, which means "none" in a cell: Tesseract does not see it (inches).
_DASH_WIDE, _DASH_HIGH = (0.025, 0.2), 0.035
_SURE_OF_DASH = 0.9


def readings_of(grey: Grey, inked: Grey, lines: Lines, dpi: int) -> list[Reading]:
    """All that is recognised in a page, in pixels of it."""
    cleared = without(grey, lines, inked)
    fields = fields_of(lines, (grey.shape[0], grey.shape[1]), dpi)
    ink = without_specks(dark(cleared), dpi)
    cleared = on_clean_paper(cleared, ink, dpi)
    return with_quarters(_in_fields(cleared, ink, fields, dpi) + _in_rest(cleared, ink, fields, dpi))


def words_of(readings: Iterable[Reading], dpi: int) -> tuple[Word, ...]:
    """The readings in points, their letters composed."""
    scale = POINTS / dpi
    return tuple(
        Word(
            unicodedata.normalize("NFC", reading.text),
            reading.left * scale,
            reading.top * scale,
            (reading.left + reading.width) * scale,
            (reading.top + reading.height) * scale,
            confidence=round(reading.confidence, 3),
        )
        for reading in readings
    )


def packed(grey: Grey) -> bytes:
    """The picture as PGM, which costs nothing to write or to read."""
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + grey.tobytes()


def _in_fields(grey: Grey, ink: Grey, fields: Sequence[Field], dpi: int) -> list[Reading]:
    """The words in cells; short lines, which may be numbers of rows, are read twice."""
    rows = [row for field in fields for row in rows_of(ink, field, dpi)]
    dashes = [row for row in rows if _is_dash(row, dpi)]
    rows = [row for row in rows if not _is_dash(row, dpi)]
    found = [_dash(row) for row in dashes]
    if not rows:
        return found
    strip = strip_of(grey, rows, dpi)
    by_row = by_line(placed(strip, _recognised(strip, LANGUAGE, dpi)), len(rows))
    short = [n for n, row in enumerate(rows) if row.right - row.left < WIDEST * dpi and len(by_row[n]) < 2]
    labels = _labels(grey, [rows[n] for n in short], dpi)
    for n, label in zip(short, labels, strict=True):
        if label and (not by_row[n] or is_maybe_label(by_row[n][0])):
            by_row[n] = [label]
    for readings in by_row:
        found += level(words_in(readings))
    return found


def _in_rest(grey: Grey, ink: Grey, fields: tuple[Field, ...], dpi: int) -> list[Reading]:
    """The words outside of cells; doubtful ones and numbers before lines are read twice."""
    rest = rest_of(ink, fields, 0)
    if not cv2.countNonZero(rest):
        return []
    page = rest_of(grey, fields)
    whole = recognise(packed(page), dpi=dpi, segmentation=Segmentation.PAGE, seconds=SECONDS)
    runs = runs_of(whole, dpi)
    doubted = [n for n, run in enumerate(runs) if is_doubted(run)]
    if doubted:
        strip = strip_of(page, [around(runs[n], dpi) for n in doubted], dpi)
        again = by_line(placed(strip, _recognised(strip, LANGUAGE, dpi)), len(doubted))
        for n, readings in zip(doubted, again, strict=True):
            runs[n] = better(runs[n], readings)
    scrawls = scrawls_of(rest, dpi)
    runs = [kept for run in runs if not is_scribble(run) and (kept := words_in(run, scrawls))]
    first = [n for n, run in enumerate(runs) if is_maybe_label(run[0])]
    labels = _labels(page, [around(runs[n][:1], dpi) for n in first], dpi)
    for n, label in zip(first, labels, strict=True):
        found = label or undirtied(runs[n][0])
        runs[n][0] = replace(runs[n][0], text=found.text, confidence=found.confidence)
    words = [reading for run in runs for reading in level(run)]
    alone = overlooked(rest, [*whole, *words], dpi)
    return words + [label for label in _labels(page, alone, dpi) if label]


def _recognised(strip: Strip, language: str, dpi: int) -> Sequence[Reading]:
    return recognise(
        packed(strip.grey), dpi=dpi, segmentation=Segmentation.BLOCK, language=language, seconds=SECONDS
    )


def _labels(grey: Grey, places: Sequence[Field], dpi: int) -> list[Reading | None]:
    return labels_at(grey, places, dpi, lambda strip, language: _recognised(strip, language, dpi))


def _is_dash(row: Field, dpi: int) -> bool:
    edge = 2 * round(EDGE * dpi)
    wide, high = row.right - row.left - edge, row.bottom - row.top - edge
    low, most = _DASH_WIDE
    return low * dpi <= wide <= most * dpi and high <= _DASH_HIGH * dpi and wide >= 1.8 * high


def _dash(row: Field) -> Reading:
    return Reading("-", row.left, row.top, row.right - row.left, row.bottom - row.top, _SURE_OF_DASH)
