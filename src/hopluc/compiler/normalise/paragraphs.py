"""Paragraphs mended: a sentence that a page cut in two is one again.

Only text files tear paragraphs; there a blank line stands at the break. The rest goes on in
small letters, or the part before it is running text that ends in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hopluc.compiler.document import Document, Paragraph
from hopluc.compiler.format import Span
from hopluc.compiler.normalise.words import plain
from hopluc.compiler.recognise.labels import Rank, label_of

_ENDED = re.compile(r"[.;:!?…/]\W*$|\./")
# Running text has more than one clause; a heading, however long, has none of these inside.
_RUNNING = re.compile(r"[:;]\s|[a-zà-ỹ]\.\s")
_SHORTEST_RUNNING = 100
# A page number or a number at the margin, standing alone between two parts of a sentence.
_FURNITURE = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")


def is_furniture(words: str) -> bool:
    """Whether a line is a page number and no words of the document."""
    return bool(_FURNITURE.fullmatch(words))


def joined(document: Document, paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, list[Span]]]:
    """Each whole paragraph with the ranges of its parts; page numbers are left out."""
    out: list[tuple[Paragraph, list[Span]]] = []
    words_before = ""
    for paragraph in paragraphs:
        words = plain(document, [paragraph.span]).strip()
        if is_furniture(words):
            continue
        if out and paragraph.apart and _goes_on(words_before, words, out[-1][0], paragraph):
            out[-1][1].append(paragraph.span)
            words_before = f"{words_before} {words}"
        else:
            out.append((paragraph, [paragraph.span]))
            words_before = words
    return out


def _goes_on(before: str, words: str, above: Paragraph, paragraph: Paragraph) -> bool:
    if not before or not words or paragraph.level or above.level or above.bold or paragraph.bold:
        return False
    if label_of(words):
        return False
    label = label_of(before)
    rank = label.rank if label else Rank.PLAIN
    if words[:1].islower():
        return rank > Rank.ROMAN
    return (
        rank >= Rank.LETTER
        and len(before) >= _SHORTEST_RUNNING
        and not _ENDED.search(before)
        and bool(_RUNNING.search(before))
        and len(words) >= _SHORTEST_RUNNING // 2
        and not words.isupper()
    )
