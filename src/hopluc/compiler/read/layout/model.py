"""A page as the eye meets it: words with their places, and the lines drawn on it.

Readers of PDF and of scans hand on these; what becomes of them is one matter for both. Places are
in points (1/72 inch) from the top left corner of the page as it is read, turned upright.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space, in NFC, and its box.

    `confidence` is that of OCR, 0..1; None where the form itself holds the words.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line along an axis: lying where it is wider than high, else standing."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """A page of a source, numbered from 1. `ocr`: its words were recognised in a picture."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    ocr: bool = False
