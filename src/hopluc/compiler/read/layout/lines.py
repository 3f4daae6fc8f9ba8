"""Words put in lines, and lines put together again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hopluc.compiler.read.layout.model import Word
from hopluc.viet.patterns import regex

# Two boxes stand on one line where they share this part of the lower one's height.
_SHARED = 0.5
# A box this much higher than the line is a turned heading and says nothing about the line.
_TALL = 2.0
# Signs before which no line is broken, even behind a space (Unicode line breaking, LB13).
_BOUND = ".,;:!?…)]}/%"
_SOFT_HYPHEN = "\u00ad"
_NUMBER_BROKEN = regex(r"[A-ZĐ0-9]/$")
_CAPITAL_OR_DIGIT = regex(r"[A-ZĐ0-9]")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside one another on a page, from left to right, and their box."""

    words: tuple[Word, ...]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    torn: bool = False  # it ends inside a word that goes on in the next line

    @property
    def text(self) -> str:
        """The words with a space between each."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """The height of the line: that of its highest word that is not turned."""
        return self.bottom - self.top

    @property
    def opening(self) -> float:
        """How wide its first word is, with the punctuation behind it that is never parted from it."""
        end = next(
            (n for n, word in enumerate(self.words) if n and word.text[0] not in _BOUND), len(self.words)
        )
        return self.words[end - 1].x1 - self.x0

    @property
    def middle(self) -> float:
        """Half-way from its left to its right."""
        return (self.x0 + self.x1) / 2

    @property
    def ocr(self) -> bool:
        """Whether its boxes are those of ink, which is as high as the letters happen to be."""
        return self.words[0].confidence is not None

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(word.bold for word in self.words)


def line_of(words: Sequence[Word], page: int) -> Line:
    """A line of words that are known to stand on one."""
    ordered = sorted(words, key=lambda word: word.x0)
    heights = sorted(word.bottom - word.top for word in ordered)
    usual = heights[len(heights) // 2] * _TALL
    plain = [word for word in ordered if word.bottom - word.top <= usual] or ordered
    return Line(
        tuple(ordered),
        page,
        ordered[0].x0,
        min(word.top for word in plain),
        max(word.x1 for word in ordered),
        max(word.bottom for word in plain),
    )


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines that `words` form, from the top; words raised a little belong to their line."""
    lines: list[Line] = []
    held: list[Word] = []
    top = bottom = 0.0
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        height = word.bottom - word.top
        if held:
            shared = min(bottom, word.bottom) - max(top, word.top)
            if shared < _SHARED * min(height, bottom - top):
                lines.append(line_of(held, page))
                held = []
        if not held or bottom - top < height <= _TALL * (bottom - top):
            top, bottom = word.top, word.bottom
        held.append(word)
    if held:
        lines.append(line_of(held, page))
    return lines


def glue(before: str, after: str) -> str:
    """What stands between the last word of a line and the first of the next in one paragraph.

    Vietnamese words are not hyphenated, so a hyphen at the end of a line without a space before it
    stands inside a name ("CT-" / "UBND", "2021-" / "2025"), and so does "/" in a number.
    """
    if before.endswith(_SOFT_HYPHEN):
        return ""
    if before.endswith(("-", "–")) and len(before) > 1:
        return ""
    if _NUMBER_BROKEN.search(before[-2:]) and _CAPITAL_OR_DIGIT.match(after):
        return ""
    return " "


def widest_gap(line: Line) -> tuple[int, float]:
    """Before which word the widest gap of a line lies, and how wide it is; (0, 0.0) where it has one word."""
    best, width = 0, 0.0
    right = line.words[0].x1
    for n, word in enumerate(line.words[1:], 1):
        if word.x0 - right > width:
            best, width = n, word.x0 - right
        right = max(right, word.x1)
    return best, width


def split_at(line: Line, at: int) -> tuple[Line, Line]:
    """The line cut before the word number `at`."""
    return line_of(line.words[:at], line.page), line_of(line.words[at:], line.page)
