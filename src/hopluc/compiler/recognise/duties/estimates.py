"""Who makes the estimates that another body gathers: "dự toán do các đơn vị lập", "đề xuất của các sở"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hopluc.compiler.format import Part, Party
from hopluc.compiler.recognise.deadlines import due_parts
from hopluc.compiler.recognise.duties.sentences import Sentence
from hopluc.compiler.recognise.parties import leading_party, parties_at
from hopluc.viet.patterns import regex

_BASIS = regex(
    r"(?:h[àằ]ng\s+năm\s*,\s*)?trên\s+cơ\s+\w+\s+[^;.]{0,60}?(?:đề\s*xuất|đề\s*nghị|dự\s*toán|nhu\s*cầu)\s+(?:của|từ)\s+(?=[^\W\d_])",
    re.I,
)
_MONEY = regex(r"kinh\s*phí|dự\s*toán|ngân\s*sách|nguồn\s*lực\s*tài\s*chính", re.I)


_GATHERS = regex(r"tổng\s*hợp|thẩm\s*định|cân\s*đối|lập\s+dự\s*toán", re.I)


def on_whose_basis(
    text: str, sentence: Sentence, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], Sentence]:
    """Who proposes the money ("Trên cơ sở đề xuất của các đơn vị, Sở Tài chính tổng hợp …"), () for none.

    The sentence comes back with the body that gathers the proposals as its subject.
    """
    last = sentence.subject[-1].span if sentence.subject else None
    after = max(0, last[1] - sentence.start) if last else 0
    opens = _BASIS.match(sentence.s)
    m = opens or _BASIS.match(sentence.s, len(sentence.s) - len(sentence.s[after:].lstrip(" ,:")))
    if m is None or not _MONEY.search(sentence.s):
        return (), sentence
    who, _ = parties_at(text, sentence.start + m.end(), sentence.end, glossary)
    if who and opens is None:  # "Sở Tài chính trên cơ sở đề xuất của các đơn vị tổng hợp …"
        return who, sentence
    for gap in re.finditer(r"[,;]\s+", sentence.s[m.end() :]):
        place = sentence.start + m.end() + gap.end()
        gathers = leading_party(text, place, sentence.end, glossary)
        if gathers and gathers.form == "subject" and not gathers.parties[0].collective:
            who = tuple(p for p in who if p.span and p.span[0] < place)
            return who, replace(sentence, subject=gathers.parties)
    if who and sentence.owner and _GATHERS.search(sentence.s, m.end()):
        return who, replace(sentence, subject=sentence.owner)
    return (), sentence


# "dự toán do các đơn vị lập, gửi đến trước ngày …": those who make the estimates send them first.
_MADE_BY = regex(r"(?:dự\s*toán|nhu\s*cầu\s*(?:kinh\s*phí|vốn))[^;.]{0,40}?\s(?:do|của)\s+(?=[^\W\d_])", re.I)
# "hướng dẫn các đơn vị lập dự toán, tổng hợp trình …": they make the estimates which it then gathers.
_TOLD_TO_MAKE = regex(
    r"(?:hướng\s*dẫn|đôn\s*đốc|yêu\s*cầu)\s+(?=[^\W\d_][^;.]{2,120}?\s(?:lập|xây\s*dựng)\s+dự\s*toán[^;.]{0,120}?tổng\s*hợp)",
    re.I,
)
_MAKES = regex(r"\s*(?:lập|xây\s*dựng|đề\s*nghị|đề\s*xuất|gửi|trình)(?!\w)", re.I)
_SENT_IN = regex(r"\s*,?\s*(?:(?:và\s*)?gửi\s*)?(?:về|đến|tới|lên)?\s*(?:trước|chậm\s*nhất)[^;,]{0,60}", re.I)
_YEARLY = regex(r"(?:h[àằ]ng|mỗi)\s*năm", re.I)


def estimates_made(
    text: str, sentence: Sentence, glossary: Mapping[str, str], year: int | None
) -> tuple[tuple[Party, ...], tuple[Part, ...]]:
    """Who sends the estimates that the sentence's body gathers, and when; () where none are named."""
    m = (_MADE_BY.search(sentence.s) or _TOLD_TO_MAKE.search(sentence.s)) if sentence.subject else None
    if m is None:
        return (), ()
    who, end = parties_at(text, sentence.start + m.end(), sentence.end, glossary)
    makes = _MAKES.match(sentence.s, end - sentence.start) if who else None
    if makes is None or who[0].name == sentence.subject[0].name:
        return (), ()
    day = _SENT_IN.match(sentence.s, makes.end())
    due = due_parts(text, sentence.start + day.start(), sentence.start + day.end(), year) if day else ()
    if not due and _YEARLY.search(sentence.s):
        due = (Part("recurring", rrule="FREQ=YEARLY"),)
    return who, due
