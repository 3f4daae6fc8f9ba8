"""Rules on letters: none of another script, no digit for a letter, no capital within a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.check.tokens import words_of
from hopluc.viet.patterns import regex

# Control and private characters, signs of other scripts, the sign of a failed conversion.
_FOREIGN = regex(
    "[\u00ad\u0400-\u04ff\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd\ue000-\uefff\uf100-\uf8ff]"
)
_VIET = r"à-ãè-êì-íò-õù-úýăđĩũơư\u1ea0-\u1ef9"
# (The letter comes before the look behind it: the search can then leap from one to the next.)
_OH = regex(r"O(?<!\wO)(?=[1-9]\d?(?!\w))(?!O?2\b)")
_ELL = regex(r"l(?<![\w.]l)(?=\d{1,2}[/.,%\s])")
_DIGIT_WITHIN = regex(rf"(?<!\w)[a-z{_VIET}]{{1,4}}[013][a-z{_VIET}]{{1,3}}(?!\w)")
_HAS_MARK = regex(rf"[{_VIET}]|[À-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĂĐĨŨƠƯ]|[\u1ea0-\u1ef9]")


def foreign(case: Case) -> Iterator[Slip]:
    """A character that no Vietnamese text has, often invisible."""
    for found in _FOREIGN.finditer(case.text):
        yield Slip(found.span(), {"code": f"U+{ord(found.group()):04X}"}, mend="", same=found.group())


def capital_within(case: Case) -> Iterator[Slip]:
    """A capital in the middle of a word of small letters, or the other way round ("HOạCH")."""
    for token in words_of(case.text):
        word = token.text
        if word.isupper() or word.islower() or word[1:].islower() or not _HAS_MARK.search(word):
            continue
        upper = sum(char.isupper() for char in word) * 2 > len(word)
        mended = word.upper() if upper else word[0] + word[1:].lower()
        yield Slip((token.start, token.end), {"word": word, "mended": mended}, mended, mended)


def digit_for_letter(case: Case) -> Iterator[Slip]:
    """ "O1" for "01", "l5/10" for "15/10", "qu1ý" for "quý": a slip of OCR or of the hand."""
    for pattern, right in ((_OH, "0"), (_ELL, "1")):
        for found in pattern.finditer(case.text):
            end = found.end() + len(re.match(r"[\d/.]*", case.text[found.end() : found.end() + 10]).group())  # type: ignore[union-attr]
            mended = right + case.text[found.end() : end]
            yield Slip(
                (found.start(), end),
                {"word": case.text[found.start() : end], "mended": mended},
                mended,
                mended,
            )
    for found in _DIGIT_WITHIN.finditer(case.text):
        if _HAS_MARK.search(found.group()):
            mended = re.sub(r"\d", "", found.group())
            yield Slip(found.span(), {"word": found.group(), "mended": mended}, mended, mended)


FINDERS: dict[str, Find] = {
    "unicode-fault": foreign,
    "capital-within": capital_within,
    "digit-for-letter": digit_for_letter,
}
