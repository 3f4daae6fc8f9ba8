"""Rules on abbreviations: defined once, as their letters say, and used as defined.

Those of `viet/abbreviations.toml` and the few that stand in any dictionary need no definition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Span
from hopluc.compiler.recognise.documents import kinds
from hopluc.viet.abbreviations import common
from hopluc.viet.numbers import parse_roman
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_Spans = tuple[Span, ...]
_SHORT = regex(r"(?<![\w/&.,-])[A-ZĐ]{2,8}(?:[&,][A-ZĐ]{2,5}){0,3}(?![\w/&-]|\.\w)")
_DEFINED = regex(
    r"\(\s*(?:viết tắt(?: là)?:?\s*|gọi tắt(?: là)?:?\s*|sau đây (?:gọi|viết) tắt là:?\s*)?"
    r"[“\"]?([A-ZĐ]{2,8})[”\"]?\s*\)"
)
_BEFORE, _AFTER = regex(r"([^\W\d_]{2,})\s$"), regex(r"\s([^\W\d_]{2,})")
_IN_BRACKETS = regex(r"\(\s*[^()]{0,30}?(?<![\w&,])([A-ZĐ]{2,8}(?:[&, ]{1,2}[A-ZĐ]{2,5}){0,3})\s*\)")
_WORD = regex(r"[^\W\d_]+")
# Signs of money, measure and international bodies that everyone knows by their letters.
_KNOWN_LIST = """
    GDP GRDP USD VND VNĐ EUR WTO ISO ASEAN UNESCO UNICEF WHO UNDP FAO COVID SARS HIV AIDS AI IT PDF QR TV ID
    IP PH BOD COD EU LHQ APEC ICT LED CPTPP EVFTA RCEP SMS USB GPS TCVN QCVN TCN VAT TNHH MTV NXB
"""
_KNOWN = frozenset(_KNOWN_LIST.split())
# From how often on an abbreviation is the document's own.
_MANY = 5


def undefined(case: Case) -> Iterator[Slip]:
    """An abbreviation that nobody defines and not everybody knows."""
    known = _known(case)
    usual = _usual(case)
    for found in _shorts(case):
        short = found.group()
        if (
            _plain(short) in known
            or all(part in known for part in short.split(","))
            or _misspelt(short, usual)
        ):
            continue
        yield Slip(found.span(), {"short": short}, same=_plain(short))


def misspelt(case: Case) -> Iterator[Slip]:
    """An abbreviation a letter away from one that the document uses all the time."""
    known = _known(case)
    usual = _usual(case)
    for found in _shorts(case):
        right = _misspelt(found.group(), usual) if found.group() not in known else None
        if right:
            yield Slip(found.span(), {"short": found.group(), "usual": right}, right, right)


def misfits(case: Case) -> Iterator[Slip]:
    """A definition whose letters are not those of the words before it ("Kinh tế tập thể (KTĐT)")."""
    for found in _DEFINED.finditer(case.text):
        short = found[1]
        before = _WORD.findall(case.text[max(0, found.start() - 90) : found.start()])[-len(short) :]
        letters = "".join(word[0].upper() for word in before)
        if len(before) == len(short) >= 3 and sum(a != b for a, b in zip(letters, short, strict=True)) == 1:
            words = " ".join(before)
            differs = letters != short and fold(letters) != fold(short)
            if differs or letters in _signs(case.text):
                yield Slip(
                    found.span(1),
                    {"short": short, "words": quoted(words), "usual": letters},
                    letters,
                    letters,
                )


@lru_cache(maxsize=2)
def _signs(text: str) -> frozenset[str]:
    """All that stands in a text as one word, of letters, digits or both."""
    return frozenset(re.findall(r"\w+", text))


def defined_twice(case: Case) -> Iterator[Slip]:
    """An abbreviation stands for two things."""
    meanings: dict[str, str] = {}
    for found in _DEFINED.finditer(case.text):
        before = _WORD.findall(case.text[max(0, found.start() - 90) : found.start()])[-len(found[1]) :]
        words = " ".join(before)
        if "".join(word[0].upper() for word in before) != found[1]:
            continue
        first = meanings.setdefault(found[1], words)
        if fold(first) != fold(words):
            yield Slip(found.span(1), {"short": found[1], "here": words, "first": first})


def _shorts(case: Case) -> list[re.Match[str]]:
    """Words in capitals in running text; not within numbers, lines in capitals, head and end."""
    cited = tuple(sorted(span for citation in case.citations for span in citation.spans))
    sheets = tuple(sheet.span for sheet in case.mended.sheets)
    ends = tuple(part.span for part in case.outline.parts if part.kind in ("end", "head"))
    return _found(case.text, cited, sheets, ends)


@lru_cache(maxsize=2)
def _found(text: str, cited: _Spans, sheets: _Spans, ends: _Spans) -> list[re.Match[str]]:
    out: list[re.Match[str]] = []
    line, running, at = (0, 0), False, 0
    for found in _SHORT.finditer(text):
        start = found.start()
        while at < len(cited) and cited[at][1] <= start:
            at += 1
        if (at < len(cited) and cited[at][0] <= start) or parse_roman(found.group()) is not None:
            continue
        if not line[0] <= start < line[1]:
            end = text.find("\n", start)
            line = (text.rfind("\n", 0, start) + 1, end if end >= 0 else len(text))
            outside = any(a <= start < b for a, b in ends) and not any(a <= start < b for a, b in sheets)
            running = not outside and _runs(text[slice(*line)])
        if running and not _in_capitals(text, found):
            out.append(found)
    return out


def _runs(words: str) -> bool:
    """Whether a line or cell is running text and no title in capitals."""
    return sum(map(str.islower, words)) * 2 > sum(map(str.isupper, words))


def _in_capitals(text: str, found: re.Match[str]) -> bool:
    """Whether a word stands among words in capitals that are no abbreviations: a title, a slogan."""
    beside = (
        _BEFORE.search(text, max(0, found.start() - 12), found.start()),
        _AFTER.match(text, found.end()),
    )
    return any(word and word[1].isupper() and word[1] not in common() for word in beside)


def _known(case: Case) -> frozenset[str]:
    defined = {found[1] for found in _DEFINED.finditer(case.text)}
    defined |= {_plain(m[1]) for m in _IN_BRACKETS.finditer(case.text)}
    words = {word for short in common() for word in re.findall(r"[A-ZĐ]{2,}(?:&[A-ZĐ]+)?", short)}
    known = words | set(common()) | set(kinds().slugs_of_code) | set(kinds().issuer_of_code)
    return frozenset({_plain(short) for short in known} | defined | _KNOWN)


def _plain(short: str) -> str:
    """An abbreviation without the marks that offices put in or leave out ("KH,CN&MT")."""
    return re.sub(r"[&, ]", "", short)


def _usual(case: Case) -> frozenset[str]:
    counts = Counter(found.group() for found in _shorts(case))
    return frozenset(short for short, count in counts.items() if count >= _MANY)


def _misspelt(short: str, usual: frozenset[str]) -> str | None:
    """The usual abbreviation that `short` has one letter more or less than, or None."""
    for right in usual:
        if len(right) >= 3 and abs(len(right) - len(short)) == 1:
            longer, shorter = (short, right) if len(short) > len(right) else (right, short)
            if (
                any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
                and short not in common()
            ):
                return right
    return None


FINDERS: dict[str, Find] = {
    "undefined-abbreviation": undefined,
    "misspelt-abbreviation": misspelt,
    "abbreviation-misfit": misfits,
    "abbreviation-twice": defined_twice,
}
