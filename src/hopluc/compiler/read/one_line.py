"""A document whose preview or mail has put it all on one line: head, title, grounds, articles.

The marks with which Nghị định 30/2020/NĐ-CP, Phụ lục I, has each of these begin a line of its own
stay in the text, so that the lines are found again. Only a line that holds the national header, the
number and the grounds is such a document; a sentence that names one of them is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from hopluc.compiler.document import Paragraph
from hopluc.compiler.format import Span
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.viet.patterns import regex

_HEADER = regex(r"HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM")
_NUMBERED = regex(r"\bSố\s*:")
_GROUND = regex(rf"(?<=[{UPPER}0-9;,.)”\"])\s+(?=Căn cứ\s)")
_NAME = rf"[{UPPER}][^\W\d_]+(?:(?: | ?- ?)[{UPPER}][^\W\d_]+){{0,3}}"
# Above the first ground: a page's number, the two columns of the head, the kind behind the date.
_IN_HEAD = regex(
    rf"(?:(?<=^\d\.)|(?<=^\d\d\.))\s+(?=[{UPPER}]{{2}})"
    rf"|\s+(?=CỘNG\s+H\w+\s+X|ĐẢNG CỘNG SẢN VIỆT NAM\b|Độc lập\s|Số\s*:"
    rf"|(?P<place>(?:TP\.?\s?)?{_NAME}\s?),\s+ngày\s+\d)|(?<=\snăm\s\d{{4}})\s+(?=[{UPPER}]{{2}})"
)
# From the first ground on: the other grounds, the word of decision, articles and sections.
_BELOW_HEAD = regex(
    r"(?<=[;,.])\s+(?=Căn cứ\s|(?:Theo|Xét)\s+(?:đề nghị|Tờ trình)\s)|\s+(?=QUYẾT (?:ĐỊNH|NGHỊ)\s*:)"
    rf"|(?<=[.;:/])\s+(?=Điều\s+\d{{1,3}}\s*\.|[IVX]{{1,4}}\.\s+[{UPPER}]{{2}})"
)
_LONGEST_HEAD = 2500


def unrolled(text: str, paragraph: Paragraph) -> list[Paragraph]:
    """The paragraphs of a whole document that stands on one line; else the paragraph alone."""
    start, end = paragraph.span
    words = text[start : min(end, start + _LONGEST_HEAD)]
    ground = _GROUND.search(words)
    if ground is None or "\n" in words:
        return [paragraph]
    if not (_HEADER.search(words, 0, ground.start()) and _NUMBERED.search(words, 0, ground.start())):
        return [paragraph]
    below = start + ground.end()
    cuts = [(start + a, start + b) for a, b in _gaps(words[: ground.start()])]
    cuts.append((start + ground.start(), below))
    cuts += [m.span() for m in _BELOW_HEAD.finditer(text, below, end)]
    bounds = [(start, start), *sorted(cuts), (end, end)]
    spans = [(one[1], other[0]) for one, other in pairwise(bounds)]
    return [replace(paragraph, span=span) for span in spans if text[slice(*span)].strip()]


def _gaps(head: str) -> Iterator[Span]:
    """Where the lines of the head part; a place of several words is one."""
    inside = 0
    for m in _IN_HEAD.finditer(head):
        if m.start() >= inside:
            yield m.span()
        inside = m.end("place") if m["place"] else inside
