"""What a page repeats and is no part of the document: page numbers, running heads and feet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hopluc.compiler.read.layout.lines import Line
from hopluc.viet.patterns import regex

_PAGE_NUMBER = regex(r"[-–—_|\s]*(?:[Tt]rang\s*:?\s*)?\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?[-–—_|.\s]*")
_DIGITS = regex(r"\d+")
# Lines at the head and at the foot of a page that may be furniture, and how far down they may stand.
_DEEP = 3
_MARGIN = 0.13
# Points by which the place of a running head may differ from page to page.
_PLACE = 5.0
_FEWEST_PAGES = 3


def without_furniture(pages: Sequence[tuple[list[Line], float]]) -> list[list[Line]]:
    """The lines of each page (with its height) without what is no part of the document."""
    margins = [_margin_lines(lines, height) for lines, height in pages]
    seen = Counter(key for own in margins for key in {_key(line, height) for line, height, _ in own})
    often = max(_FEWEST_PAGES, len(pages) // 3)
    out: list[list[Line]] = []
    for (lines, height), own in zip(pages, margins, strict=True):
        gone = {
            id(line)
            for line, _, edge in own
            if (edge and _PAGE_NUMBER.fullmatch(line.text)) or seen[_key(line, height)] >= often
        }
        out.append([line for line in lines if id(line) not in gone])
    return out


def _margin_lines(lines: Sequence[Line], height: float) -> list[tuple[Line, float, bool]]:
    """The first and last lines of a page within its margins; true for the very first and last."""
    head = [line for line in lines[:_DEEP] if line.bottom < height * _MARGIN]
    foot = [line for line in lines[-_DEEP:] if line.top > height * (1 - _MARGIN)]
    return [
        *((line, height, n == 0) for n, line in enumerate(head)),
        *((line, height, n == 0) for n, line in enumerate(reversed(foot))),
    ]


def _key(line: Line, height: float) -> tuple[str, int]:
    """Lines with one key are the same words, but for digits, at the same place."""
    at = line.top if line.top < height / 2 else line.top - height
    return _DIGITS.sub("#", line.text), round(at / _PLACE)
