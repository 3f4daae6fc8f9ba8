"""Rules on what the document refers to within itself: annexes, articles, parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.check.tokens import around
from hopluc.compiler.recognise.labels import Rank
from hopluc.viet.numbers import parse_roman
from hopluc.viet.patterns import regex

_ANNEX_REFERRED = regex(
    r"\b(?:tại|theo|trong|ở|có)\s+(?:các\s+)?"
    r"(?P<annex>phụ lục(?:\s+(?:số\s*)?(?P<number>\d{1,2}|[IVX]{1,4})\b)?)"
    r"(?:\s+(?:này|ban hành|được))?\s*,?\s+(?:ban hành\s+)?(?:kèm theo|đính kèm|kèm)"
    r"(?!\s+(?:thông tư|nghị định|nghị quyết|luật))",
    re.I,
)
# An annex by its number, of this document as long as no other is named after it.
_ANNEX_BY_NUMBER = regex(
    r"\b(?:tại|theo|trong|ở)\s+(?P<annex>phụ lục\s+(?:số\s*)?(?P<number>\d{1,2}|[IVX]{1,4})\b)"
    r"(?!\s*(?:của\b|ban hành\b|kèm\b|nghị|quyết|thông|luật|kế hoạch số|chương trình số|công văn|văn bản))",
    re.I,
)
_LONGEST_TITLE = 160
# What the references hold, by its rarest letters.
_ANNEX, _THIS = regex("[ụỤ] [lL][ụỤ][cC]"), regex("[nN][àÀ][yY]")
_THIS_ANNEX = regex(r"\bphụ lục này\b", re.I)
_ANNEX_NUMBER = regex(r"(?:<a\b[^<>]{0,80}></a>)?\s*phụ lục\s*(?:số)?\s*:?\s*(\d{1,2}|[IVX]{1,4})\b", re.I)
_ARTICLE = regex(r"\bĐiều\s+(?P<number>\d{1,2})\s+(?:của\s+)?Quyết định này\b", re.I)
_PART = regex(
    r"\b(?:mục|phần)\s+(?P<number>[IVX]{1,5})\b(?:[\s.,]*\d[\d.]{0,4})?\s*,?\s*"
    r"(?:(?:của|trong|tại)\s+)?(?:Kế hoạch|Chương trình|Đề án|Quyết định)\s+này\b",
    re.I,
)


def missing_annex(case: Case) -> Iterator[Slip]:
    """The body refers to an annex that is not in the file."""
    annexes = [part for part in case.outline.parts if part.kind == "annex"]
    titles = [line.span for line in case.mended.lines if line.span[1] - line.span[0] <= _LONGEST_TITLE]
    numbers = {_value(m[1]) for span in titles if (m := _ANNEX_NUMBER.match(case.text, *span))}
    told: set[str] = set()
    by_number = around(_ANNEX, _ANNEX_BY_NUMBER, case.text) if numbers else ()
    for found in (*around(_ANNEX, _ANNEX_REFERRED, case.text), *by_number):
        number = _value(found["number"]) if found["number"] else None
        absent = not annexes and not case.mended.sheets
        if number is not None and numbers:
            absent = number not in numbers
        if absent and str(number) not in told:
            told.add(str(number))
            yield Slip(found.span("annex"), {"annex": found["annex"]})


def this_annex_in_the_body(case: Case) -> Iterator[Slip]:
    """The body speaks of "this annex", which it is not."""
    for part in case.outline.parts:
        if part.kind == "body":
            for found in _THIS_ANNEX.finditer(case.text, *part.span):
                yield Slip(found.span(), {}, "phụ lục kèm theo", "phụ lục kèm theo", same="")


def missing_part(case: Case) -> Iterator[Slip]:
    """An article or a part of this very document is named that it does not have."""
    nodes = [node for node in case.outline.nodes if node.label]
    articles = {node.label.value for node in nodes if node.rank is Rank.ARTICLE and node.label}
    parts = {node.label.value for node in nodes if node.rank is Rank.ROMAN and node.label}
    for pattern, known in ((_ARTICLE, articles), (_PART, parts)):
        for found in around(_THIS, pattern, case.text, before=80):
            if known and found["number"].upper() not in known:
                yield Slip(found.span(), {"said": quoted(found.group())})


def _value(number: str) -> int | None:
    return int(number) if number.isdecimal() else parse_roman(number.upper())


FINDERS: dict[str, Find] = {
    "missing-annex": missing_annex,
    "wrong-reference": this_annex_in_the_body,
    "missing-reference": missing_part,
}
