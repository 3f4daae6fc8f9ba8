"""Abbreviations and bare names that a document defines for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hopluc.compiler.recognise.bodies import UPPER
from hopluc.viet.abbreviations import common
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_SPACE = regex(r"\s+")
_ABBREVIATED = regex(
    r"\(\s*(?:sau\s+đây\s+)?(?:gọi\s+(?:tắt\s+|chung\s+)?là|viết\s+tắt(?:\s+là)?)[:\s]*[“\"]?"
    r"([^()”\"]{2,60}?)[”\"]?\s*\)",
    re.I,
)
_DEFINED = regex(r"\(([A-ZĐ][A-ZĐa-z&.,\- ]{0,10}[A-ZĐ])\)")


class Glossary(dict[str, str]):
    """Abbreviations that a document defines, with the names of its own rooms and units.

    `names` are bare names seen after a head ("Phòng Kế hoạch - Hỗ trợ" gives "Kế hoạch - Hỗ
    trợ"), by which a name that leaves its head out is recognised.
    """

    def __init__(self, words: Mapping[str, str] = {}, names: frozenset[str] = frozenset()) -> None:
        super().__init__(words)
        self.names = names


def glossary_of(text: str) -> Glossary:
    """Abbreviations that `text` defines — "Hợp tác xã (HTX)", "(sau đây gọi tắt là …)" — and its rooms."""
    words: dict[str, str] = {}
    for m in _DEFINED.finditer(text):
        phrase = _initials_phrase(text[max(0, m.start() - 120) : m.start()], m[1])
        if phrase:
            words.setdefault(m[1].strip(), phrase)
    for m in _ABBREVIATED.finditer(text):
        short = m[1].strip()
        before = text[max(0, m.start() - 120) : m.start()]
        phrase = _initials_phrase(before, short) if short.isupper() else None
        if phrase:
            words.setdefault(short, phrase)
    for short, phrase in (*_spelled_after(text), *_listed(text)):
        words.setdefault(short, phrase)
    usual = common()
    own = {k: v for k, v in words.items() if fold(usual.get(k, "")) != fold(v)}
    return Glossary(own, frozenset(_own_names(text)))


# "OCOP (mỗi xã một sản phẩm)"; "TTHTND: Trung tâm Hỗ trợ nông dân" in a list of abbreviations.
_SHORT = r"[A-ZĐ][A-ZĐ&.]{1,9}"
_SPELLED_AFTER = regex(r"([A-ZĐ](?<!\w.)[A-ZĐ&.]{1,9})\s*\(([^\W\d_][^()\n]{4,80})\)")
_LIST = regex(
    r"(?:danh\s+mục|bảng|các)\s+(?:(?:ký\s+hiệu|các|từ|chữ)\s*,?\s*)*(?:từ|chữ)?\s*viết\s+tắt", re.I
)
_ENTRY = regex(rf"\W*({_SHORT})\s*(?:[:=|\t–-]\s*|\n\s*)([^\W\d_][^\n|]{{4,100}})")
_LONGEST_LIST = 6000


def _spelled_after(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations that the words in brackets after them spell out."""
    for m in _SPELLED_AFTER.finditer(text):
        if _is_short_for(m[1], m[2]):
            yield m[1], m[2].strip()


def _listed(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations of a list that the document opens with."""
    head = _LIST.search(text)
    if head is None:
        return
    for m in _ENTRY.finditer(text, head.end(), head.end() + _LONGEST_LIST):
        if _is_short_for(m[1], m[2]):
            yield m[1], m[2].strip(" .;")


def _is_short_for(short: str, phrase: str) -> bool:
    """Whether the letters of `short` are, in order, first letters of words of `phrase`, from its first."""
    initials = iter(w[0].upper() for w in re.findall(r"[^\W\d_]+", phrase))
    letters = [c for c in short if c.isalpha()]
    first = re.search(r"[^\W\d_]", phrase)
    return bool(first and first.group().upper() == letters[0]) and all(c in initials for c in letters)


def _initials_phrase(before: str, short: str) -> str | None:
    """The words right before a bracket whose first letters make `short`: "hợp tác xã" for HTX."""
    letters = [c for c in short if c.isalpha()]
    words = re.findall(r"[\w/]+|[,;.:()–-]", before)
    picked: list[str] = []
    for word in reversed(words):
        if not letters:
            break
        if word in ";:.()":
            return None
        picked.append(word)
        if word[0].isalpha() and word[0].upper() == letters[-1].upper():
            letters.pop()
        elif word.lower() not in ("và", ",", "-", "–", "của", "các"):
            return None
    if letters or not picked:
        return None
    phrase = " ".join(reversed(picked))
    return re.sub(r"\s+([,;])", r"\1", phrase)


_ROOM = regex(rf"(?:Phòng|Ban|Vụ)\s+([{UPPER}][^\n,;:.()|\t]{{3,60}})(?=[\n;|\t]|\s*$)", re.M)


def _own_names(text: str) -> Iterator[str]:
    for m in _ROOM.finditer(text):
        name = _SPACE.sub(" ", m[1]).strip()
        if " và " not in name:
            yield name.lower()
