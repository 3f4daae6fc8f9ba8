"""Figures in a sentence that was made: found again in it, whatever was written around them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence


def found_in(text: str, figures: Sequence[tuple[str, str]]) -> list[tuple[int, int, int]]:
    """Where the figures (as shown, what it opens) stand in the text: start, end, which figure.

    Each takes the first place that no other has taken; one that is not there has no place. A figure is no
    part of a longer one: "05" is not found in "105", "1,05" or "05/2026".
    """
    taken: list[tuple[int, int, int]] = []
    for place, (shown, _opens) in enumerate(figures):
        pattern = re.compile(rf"(?<!\w)(?<!\d[.,/]){re.escape(shown)}(?![\w%]|[.,/]\d)")
        for found in pattern.finditer(text):
            if all(found.end() <= start or found.start() >= end for start, end, _ in taken):
                taken.append((found.start(), found.end(), place))
                break
    return sorted(taken)


def missing(text: str, figures: Sequence[tuple[str, str]]) -> list[str]:
    """The figures that an edited text no longer has, as shown."""
    there = {place for _, _, place in found_in(text, figures)}
    return [shown for place, (shown, _) in enumerate(figures) if place not in there]
