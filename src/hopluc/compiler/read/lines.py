"""What the readers of plain text share: lines with their places, and what is no word in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hopluc.viet.patterns import regex

MAX_COLUMNS = 100

_TAGS = "p|b|i|u|s|em|strong|br|ul|ol|li|div|span|font|sup|sub|center|h[1-6]|table|thead|tbody|tr|td|th"
# Attributes may not hold ">" and are bounded, so that a stray "<" cannot make this quadratic.
TAG = regex(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE)
EMPHASIS = regex(r"\*{2,3}|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_{2}(?=\S)|(?<=\S)_{2}(?!\w)")
HEADING = regex(r"[ \t]{0,8}(#{1,6})[ \t]+")
# "-------" under the national header, "***", a ruled row "-----\t--\t---": drawn lines, no words.
RULE = regex(r"[\s\-–—_=*|:+.·…]*")
DRAWN = regex(r"(?m:^[ \t]*[-_=–—]{4,}[ \t]*$)")
LABEL = regex(r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and where it starts."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its last character ends."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text whose only line end is "\\n"."""
    start = 0
    for part in text.split("\n"):
        yield Line(start, part)
        start += len(part) + 1


def without_markup(text: str) -> str:
    """The words of a line without tags and emphasis."""
    return EMPHASIS.sub("", TAG.sub("", text)).strip()
