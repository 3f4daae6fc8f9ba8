"""Footnotes: small lines at the foot of a page, below a short line at its left."""

from __future__ import annotations

from collections.abc import Sequence

from hopluc.compiler.read.layout.lines import Line
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.viet.patterns import regex

# Points: Word draws the line 2 inches long, LibreOffice a quarter of the text's width.
_SHORTEST, _LONGEST = 50.0, 220.0
_THICKEST = 3.0
_SMALLER = 0.95
_MARKED = regex(r"[(\[]?(?:\d{1,3}|\*{1,3})[)\]]?")


def without_notes(lines: Sequence[Line], page: LayoutPage) -> tuple[list[Line], list[Line]]:
    """The lines of a page above its footnotes, and those of the footnotes."""
    for rule in page.rules:
        if not (_SHORTEST <= rule.x1 - rule.x0 <= _LONGEST) or rule.bottom - rule.top > _THICKEST:
            continue
        above = [line for line in lines if line.top < rule.top]
        below = [line for line in lines if line.top >= rule.top - line.size * 0.3 and line not in above]
        if above and below and _are_notes(above, below, rule.x0):
            return above, below
    return list(lines), []


def _are_notes(above: Sequence[Line], below: Sequence[Line], left: float) -> bool:
    """Whether what stands below is smaller than the text, and begins with a mark right below the line."""
    usual = sorted(line.size for line in above)[len(above) // 2]
    first = min(below, key=lambda line: line.top)
    return (
        all(line.size < usual * _SMALLER for line in below)
        and abs(first.x0 - left) <= usual * 3
        and bool(_MARKED.match(first.text))
    )
