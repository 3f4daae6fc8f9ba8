"""Where the words asked for stand in a text: found without marks, shown with them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hopluc.viet.text import fold, nfc

LONGEST = 260  # characters of a text that are shown
BEFORE = 60  # of these before the first hit, in a longer one


def spans(text: str, parts: Iterable[str]) -> list[tuple[int, int]]:
    """Places of folded words in an NFC text, in order, without overlaps; none where folding moves letters."""
    asked = sorted(set(parts), key=len, reverse=True)
    folded = fold(text)
    if not asked or len(folded) != len(text):
        return []
    return [found.span() for found in re.finditer("|".join(map(re.escape, asked)), folded)]


def marked(text: str, parts: Iterable[str]) -> SafeString:
    """The text as HTML with its hits marked; of a long one what stands around the first."""
    shown = nfc(" ".join(str(text).split()))
    found = spans(shown, parts)
    start, end = _window(shown, found[0][0] if found else 0)
    pieces, at = [], start
    for first, last in found:
        if start <= first and last <= end:
            pieces.append((shown[at:first], shown[first:last]))
            at = last
    body = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html(
        "{}{}{}{}", "… " if start else "", body, shown[at:end], " …" if end < len(shown) else ""
    )


def _window(text: str, hit: int) -> tuple[int, int]:
    """What is shown of a text, cut between words."""
    if len(text) <= LONGEST:
        return 0, len(text)
    start = 0 if hit <= BEFORE else text.rfind(" ", 0, hit - BEFORE + 1) + 1
    end = len(text) if start + LONGEST >= len(text) else text.rfind(" ", start, start + LONGEST)
    return start, end if end > hit else start + LONGEST
