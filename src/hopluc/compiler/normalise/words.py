"""The words of a range of the text: markup gone, breaks closed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from hopluc.compiler.document import Document, Stretch
from hopluc.compiler.format import Span
from hopluc.viet.patterns import regex

_BREAKING = regex(r"<\s*/?\s*(?:p|br|li|ul|ol|div|tr|h\d)\b", re.IGNORECASE)
# White space that is no single space: a line end with what stands around it, or several spaces.
_ODD_SPACE = regex(r" ?[^\S ]\s*| {2,}\s*")
# In a wrapped file a line end is a space, except before what plainly opens a line of its own; the
# dash of a range that the line end cut ("05 / - 06%") does not.
_CUT_RANGE = r"(?:(?<=\D\d\d\n[-–]\s)|(?<=\D\d\n[-–]\s))\d{1,2}(?:,\d+)?\s*%"
_OPENS_LINE = regex(
    rf"(?:[-+•–]\s(?!{_CUT_RANGE})|[a-zđ]\)\s|\d{{1,2}}\.\s|(?:TM|KT|TL|TUQ|T/M|Q)\.|(?:Phó )?"
    r"[A-ZĐ]{2}[A-ZĐÀ-Ỹ ]+$)",
    re.M,
)


def stretches(document: Document, spans: Sequence[Span]) -> list[Stretch]:
    """The words of `spans` as stretches for `weave`: each verbatim, with the glue before it.

    Glue is " " where white space or a page break was, "\\n" where a paragraph ended inside a
    cell, "" where only markup stood between.
    """
    out: list[Stretch] = []
    glue = ""
    for number, span in enumerate(spans):
        if number:
            glue = "\n" if _OPENS_LINE.match(document.text, span[0]) else " "
        for piece, before in _between_markup(document, span):
            glue = _stronger(glue, before)
            for words, space in _between_spaces(document, piece):
                glue = _stronger(glue, space)
                if words[0] < words[1]:
                    out.append((glue, words))
                    glue = ""
    return out


def plain(document: Document, spans: Sequence[Span]) -> str:
    """The words of `spans` as one string, for decisions that need no way back."""
    parts = stretches(document, spans)
    return "".join((glue if n else "") + document.text[a:b] for n, (glue, (a, b)) in enumerate(parts))


def _stronger(a: str, b: str) -> str:
    return "\n" if "\n" in (a, b) else a or b


def _between_markup(document: Document, span: Span) -> Iterator[tuple[Span, str]]:
    """Ranges of `span` without markup, each with the glue that the markup before it stands for."""
    start, end = span
    glue = ""
    marks = document.markup
    at = max(bisect_left(marks, (start, start)) - 1, 0)
    while at < len(marks) and marks[at][0] < end:
        a, b = marks[at]
        if b > start:
            yield (start, max(a, start)), glue
            glue = "\n" if _BREAKING.match(document.text, a) else ""
            start = b
        at += 1
    if start < end:
        yield (start, end), glue


def _between_spaces(document: Document, span: Span) -> Iterator[tuple[Span, str]]:
    """Ranges of `span` that hold no white space but single spaces, each with the glue before it."""
    text = document.text
    start, end = span
    glue = ""
    for a, b in _odd_spaces(text, start, end):
        yield (start, a), glue
        # At an edge of the range markup ends or begins ("**…**\n**…**"): lines set apart on purpose.
        inner = span[0] < a and b < end
        hard = "\n" in text[a:b] and (not document.wrapped or not inner or _OPENS_LINE.match(text, b))
        glue = "\n" if hard else " "
        start = b
    yield (start, end), glue


def _odd_spaces(text: str, start: int, end: int) -> Iterator[Span]:
    """The runs of white space in a range that are no single space between words, in order."""
    words = text[start:end]
    if " ".join(words.split()) == words:
        return  # most ranges; found much sooner than by the expression
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    if first > start:
        yield start, first
    if first < last:
        for found in _ODD_SPACE.finditer(text, first, last):
            yield found.span()
        if last < end:
            yield last, end
