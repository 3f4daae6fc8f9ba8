"""The words of a text in one spelling each, with their places, for comparing what two texts say.

Two offices, or one office in two years, spell one word in many ways: "Uỷ ban / Ủy ban", "UBND / Ủy ban
nhân dân", "kĩ / kỹ", "02 / 2", "1.000 / 1000", "30 tháng 6 năm
2024 / 30/6/2024", capitals. All spellings of a word have one key here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hopluc.viet.abbreviations import common
from hopluc.viet.patterns import regex
from hopluc.viet.syllables import is_syllable
from hopluc.viet.text import fold, modern_tones

# A document's number is one word: 13/2023/NQ-HĐND, 20-NQ/TW.
_NUMBER_OF_DOCUMENT = r"\d{1,6}(?:/\d{4})?[-/][A-ZĐ][A-ZĐa-z0-9&]{0,15}(?:[-/][A-ZĐ][A-ZĐa-z0-9&]{0,15}){0,4}"
_FIGURE = r"\d{1,18}(?:[.,]\d{1,6}){0,6}"
_LETTERS = r"[^\W\d_]+(?:&[^\W\d_]+){0,4}"
_DATE = (
    r"(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s{1,2}th[aáàâă]ng\s{1,2})(?P<month>\d{1,2})"
    r"(?:\s?[/.-]\s?|\s{1,2}n[aăâ]m\s{1,2})(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_YEAR = regex(r"(?:19|20)\d\d")
# "kĩ, lí, quí" beside "kỹ, lý, quý": one word in both schools of spelling.
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_ONE_VOWEL = regex(r"(?:[hklmstv]|qu)[yýỳỷỹỵ]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word's key and the range of the text that it was written with.

    An abbreviation gives several words of one range; so does a body that was `renamed`, by its new name.
    """

    key: str
    start: int
    end: int
    renamed: bool = False


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Abbreviations, longest first, then document numbers, figures, words and the percent sign."""
    shapes = sorted(filter(_is_one, common()), key=lambda key: (-len(key), key))
    short = "|".join(re.escape(key).replace(r"\ ", r"\s") for key in shapes)
    return re.compile(
        rf"(?P<number>{_NUMBER_OF_DOCUMENT})|(?<![\d/.-]){_DATE}|(?<![\w&])(?P<short>{short})(?![\w&])"
        rf"|(?P<figure>{_FIGURE})|(?P<word>{_LETTERS})|%"
    )


def _is_one(key: str) -> bool:
    """Whether an abbreviation is more than a shorter one beside other words, as "Liên minh HTX" is not."""
    parts = key.split()
    alone = " ".join(common().get(part, part) for part in parts)
    return len(parts) == 1 or alone.lower() != common()[key].lower()


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """The words of an NFC text, in order."""
    found: list[Word] = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        if match["short"]:
            spelled = common()[re.sub(r"\s", " ", match["short"])]
            found.extend(Word(_key(word), start, end) for word in re.findall(_LETTERS, spelled))
        elif match["day"]:
            day = "/".join(match[part].lstrip("0") or "0" for part in ("day", "month", "year"))
            found.append(Word(day, start, end))
        elif match["figure"]:
            found.append(Word(_figure(match.group()), start, end))
        elif match["number"]:
            found.append(Word(_number(match.group()), start, end))
        else:
            found.append(Word(_key(match.group()), start, end))
    return tuple(found)


def with_new_names(
    said: tuple[Word, ...], renames: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
) -> tuple[Word, ...]:
    """The words with each old name of a body in the words of its new one; names are keys of words."""
    found: list[Word] = []
    place = 0
    while place < len(said):
        for old, new in renames:
            if tuple(word.key for word in said[place : place + len(old)]) == old:
                start, end = said[place].start, said[place + len(old) - 1].end
                found.extend(Word(key, start, end, renamed=True) for key in new)
                place += len(old)
                break
        else:
            found.append(said[place])
            place += 1
    return tuple(found)


def keys(text: str) -> tuple[str, ...]:
    """The keys alone."""
    return tuple(word.key for word in words(text))


@lru_cache(maxsize=20_000)
def _key(word: str) -> str:
    key = modern_tones(word).lower()
    return key.translate(_Y) if _ONE_VOWEL.fullmatch(key) else key


def _figure(figure: str) -> str:
    """A figure without the points that part its thousands and without leading zeros: "1.000", "02"."""
    whole = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", figure)
    return whole.lstrip("0") or "0"


def _number(number: str) -> str:
    return number.upper().lstrip("0")


def is_year(key: str) -> bool:
    """Whether a key is a year of our time."""
    return _YEAR.fullmatch(key) is not None


def is_document(key: str) -> bool:
    """Whether a key (folded or not) is the number of a document."""
    return key[:1].isdigit() and not key[-1:].isdigit() and ("/" in key or "-" in key)


def years_on(one: str, other: str) -> int | None:
    """By how many years the key of a year, or of a day, lies after another; None where they are not so."""
    before, after = one.rpartition("/"), other.rpartition("/")
    if before[0] != after[0] or not is_year(before[2]) or not is_year(after[2]):
        return None
    return int(after[2]) - int(before[2])


@lru_cache(maxsize=4096)
def misread(one: str, other: str) -> bool:
    """Whether two written forms are one word, once slipped: its marks differ ("bản", "bàn"), or one
    letter does and only one of them is a word or an abbreviation that offices know ("HITX")."""
    if any(char.isdigit() for char in one + other):
        return False
    if fold(one) == fold(other):
        return True
    return _known(one) != _known(other) and _one_letter_apart(fold(one), fold(other))


def _known(form: str) -> bool:
    return form in common() or (not form.isupper() and is_syllable(form))


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out or exchanged makes the one the other."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 3:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    return rest_one[1:] == rest_other[1:] or rest_one[1:] == rest_other or rest_one == rest_other[1:]
