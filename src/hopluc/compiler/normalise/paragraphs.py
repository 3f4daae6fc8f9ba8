"""Paragraphs mended: a sentence that a page cut in two is one again.

Only text files tear paragraphs; there a blank line stands at the break. The rest goes on in
small letters, or the part before it is running text that ends in the middle of a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from hopluc.compiler.document import Document, Paragraph
from hopluc.compiler.format import Span
from hopluc.compiler.normalise.words import plain
from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.viet.patterns import regex

_ENDED = regex(r"[.;:!?…/]\W*$|\./")
# Running text has more than one clause; a heading, however long, has none of these inside.
_RUNNING = regex(r"[:;]\s|[a-zà-ỹ]\.\s")
_SHORTEST_RUNNING = 100
# A page number or a number at the margin, standing alone between two parts of a sentence.
_LONGEST_NUMBER, _LONGEST_TITLE = 12, 160
_FEWEST_PAGES = 2
_FURNITURE = regex(r"[-–\s]*\d{1,3}[-–\s]*")


def is_furniture(words: str) -> bool:
    """Whether a line is a page number and no words of the document."""
    return bool(_FURNITURE.fullmatch(words))


def _is_number(document: Document, paragraph: Paragraph) -> bool:
    start, end = paragraph.span
    return end - start <= _LONGEST_NUMBER and is_furniture(plain(document, [paragraph.span]).strip())


def running_titles(document: Document) -> frozenset[str]:
    """Lines that stand beside a page number on several pages: the document's title at the margin."""
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    numbered = [_is_number(document, block) for block in lines]
    beside: Counter[str] = Counter()
    for place, number in enumerate(numbered):
        for other in (place - 1, place + 1) if number else ():
            if 0 <= other < len(lines) and not numbered[other]:
                words = plain(document, [lines[other].span]).strip()
                if len(words) <= _LONGEST_TITLE and label_of(words) is None:
                    beside[words] += 1
    return frozenset(words for words, count in beside.items() if count >= _FEWEST_PAGES)


def joined(
    document: Document, paragraphs: Sequence[Paragraph], running: Set[str] = frozenset()
) -> list[tuple[Paragraph, list[Span]]]:
    """Each whole paragraph with the ranges of its parts; page numbers and running titles are left out."""
    out: list[tuple[Paragraph, list[Span]]] = []
    words_before = ""
    broken = False
    for paragraph in paragraphs:
        words = plain(document, [paragraph.span]).strip()
        if is_furniture(words) or words in running:
            broken = True
            continue
        apart = paragraph.apart or broken
        broken = False
        if out and apart and _goes_on(words_before, words, out[-1][0], paragraph):
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
