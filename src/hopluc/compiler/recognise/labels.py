"""The numbering of Vietnamese official documents at the beginning of a line or in a cell.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.d: phần, chương, mục (La Mã or Arabic), khoản
(1., 2.), điểm (a), b)); below that offices use dashes and then plus signs. Party documents
(Hướng dẫn 36-HD/VPTW) use I, 1, 1.1, a). Extraction adds "•", "*" and "- +".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from hopluc.viet.numbers import parse_roman
from hopluc.viet.patterns import regex


class Rank(IntEnum):
    """How deep a kind of numbering stands; a smaller one encloses a greater one."""

    PART = 1  # Phần thứ nhất, Chương I
    CAPITAL = 2  # A.
    ROMAN = 3  # I.
    ARTICLE = 4  # Điều 1., Mục 1
    NUMBER = 5  # 1.
    DOTTED = 6  # 1.1.
    DOTTED_TWICE = 7  # 1.1.1.
    HEADING = 8  # a line without a label that heads others: in bold, in capitals, an agency's name
    LETTER = 9  # a)
    BRACKET = 10  # (1)
    DASH = 11  # -
    PLUS = 12  # +
    PLAIN = 13  # no label


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its rank, its value without punctuation ("11.1"), how many characters it takes."""

    rank: Rank
    value: str
    length: int


# "Phần thứ nhất", "Chương II"; a number or an ordinal only, for "Chương trình" begins sentences.
_ORDINAL = r"[ivxlc]{1,6}|\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_PART_ENDS = r"(?:\s*[.:]\s*|[^\S\n]*(?:\n|$)|\s+(?-i:(?=[A-ZĐÂĂÊÔƠƯÁÀẢẠẤỔỦỨỬÝ])))"
# "1.1. ", "1.1 ", "1.1.Rà soát", and "1.1- " of Party documents.
_ENDS = r"(?:[.)]?\s+|[.)]|\.?\s*[-–]\s*)(?=[^\W\d])"
# The hyphen, dashes and bullets that offices type, and two that Word's symbol fonts leave behind.
_BULLETS = "-\u2013\u2014\u2022*\u00b7\u25cf\u25aa\u25cb\u25e6\u27a2\uf02d\uf0b7"

# (rank, pattern with the value as group 1). Order matters: the first that fits wins.
_LINE_LABELS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.PART, regex(rf"(?:phần|chương)\s+(?:thứ\s+)?({_ORDINAL}){_PART_ENDS}", re.I)),
    (Rank.ARTICLE, regex(r"điều\s+(\d{1,3})\s*[.:]\s*", re.I)),
    (Rank.ARTICLE, regex(r"mục\s+([ivx]{1,5}|\d{1,2})(?:\s*[.:]\s*|[^\S\n]*(?:\n|$))", re.I)),
    (Rank.DOTTED_TWICE, regex(r"(?:nhiệm vụ|giải pháp)\s+(\d{1,2})\s*[.:]\s*(?=\S)", re.I)),
    (Rank.ROMAN, regex(r"([IVX]{1,6})\s*(?:[.)]\s*|[-–/]\s+)(?=\S)")),
    (Rank.CAPITAL, regex(r"([A-HK-Z])(?:\s*[.)]\s+|\s*[-–]\s+)(?=\S)")),
    (Rank.DOTTED_TWICE, regex(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{2,3}})(?!\d){_ENDS}")),
    (Rank.DOTTED, regex(rf"(\d{{1,2}}\.\d{{1,2}})(?!\d){_ENDS}")),
    (Rank.NUMBER, regex(r"(\d{1,3})\s*(?:[.)]\s*|[-–/]\s+)(?=[^\W\d\s]|[“\"(])")),
    (Rank.LETTER, regex(r"([a-zđ]\d?)\s*(?:\)|[./](?=\s))\s*(?=\S)")),
    (Rank.BRACKET, regex(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)")),
    (Rank.PLUS, regex(r"(?:[-–]\s*)?(\+)\s*(?=\S)")),
    (Rank.DASH, regex(rf"([{_BULLETS}])\s*(?=\S)")),
)  # fmt: skip

_CELL_LABELS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.ROMAN, regex(r"([IVX]{1,6})[.)]?")),
    (Rank.CAPITAL, regex(r"([A-HK-Z])[.)]?")),
    (Rank.DOTTED_TWICE, regex(r"(\d{1,3}(?:\.\d{1,3}){2,3})[.)]?")),
    (Rank.DOTTED, regex(r"(\d{1,3}\.\d{1,3})[.)]?")),
    (Rank.DOTTED, regex(r"([IVX]{1,5}\.\d{1,3}|[A-H]\.?\d{1,2})[.)]?")),
    (Rank.NUMBER, regex(r"\(?(\d{1,3})[.)]?")),
    (Rank.LETTER, regex(r"\(?([a-zđ]\d?|\d{1,3}\.?[a-zđ])[.)]?")),
    (Rank.DASH, regex(r"([-–+*•])")),
)


@lru_cache(maxsize=2048)  # each stage asks it of the same lines
def label_of(line: str) -> Label | None:
    """The label that `line` begins with, or None. A Roman value that is none ("IIV") is none."""
    for rank, pattern in _LINE_LABELS:
        found = pattern.match(line)
        if found and (rank is not Rank.ROMAN or parse_roman(found[1])):
            return Label(rank, found[1] or "-", found.end())
    return None


@lru_cache(maxsize=2048)
def cell_label(cell: str) -> Label | None:
    """The label that is the whole of a number cell ("11.1", "II.", "a"), or None."""
    words = cell.strip()
    for rank, pattern in _CELL_LABELS:
        found = pattern.fullmatch(words)
        if found and (rank is not Rank.ROMAN or parse_roman(found[1])):
            return Label(rank, found[1], len(cell))
    return None
