"""Rules on spelling: compounds with wrong marks, known confusions, what is no syllable.

OCR and hasty typing lose and change marks ("địa bản" for "địa bàn"). The lists are `spelling.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.check.tokens import words_of
from hopluc.viet.syllables import is_syllable
from hopluc.viet.text import fold, modern_tones

# How often a compound must stand rightly, and at most wrongly, for the latter to be a slip.
_OFTEN, _SELDOM = 3, 1


@dataclass(frozen=True, slots=True)
class Lists:
    """Compounds of official language, wrong → right phrases, words that are doubled on purpose."""

    compounds: frozenset[str]
    confusions: Mapping[str, str]
    pattern: re.Pattern[str]
    doubled: frozenset[str]


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The lists, read on first use."""
    raw = resources.files("hopluc.compiler.check").joinpath("spelling.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(raw)
    compounds = frozenset(" ".join(phrase.split()) for phrase in data["compounds"].split(","))
    confusions = {
        wrong: right
        for entry in data["confusions"].split(",")
        for wrong, right in [(" ".join(side.split()) for side in entry.split("→"))]
    }
    shapes = "|".join(sorted(map(re.escape, confusions), key=len, reverse=True))
    return Lists(
        compounds,
        confusions,
        re.compile(rf"(?<!\w)(?:{shapes})(?!\w)", re.I),
        frozenset(data["doubled"].split()),
    )


def misspelled(case: Case) -> Iterator[Slip]:
    """A phrase with a wrong letter or mark; each place once."""
    told: set[int] = set()
    for slip in (*confused(case), *wrong_marks(case), *no_syllable(case)):
        if not told.intersection(range(*slip.span)):
            told.update(range(*slip.span))
            yield slip


def confused(case: Case) -> Iterator[Slip]:
    """A phrase that official language does not have, a letter away from one that it has."""
    text = modern_tones(case.text)
    for found in lists().pattern.finditer(text):
        written = case.text[slice(*found.span())]
        right = _like(lists().confusions[found.group().lower()], written)
        if right.lower() == found.group().lower():
            continue
        yield Slip(found.span(), {"words": written, "usual": right}, right, right)


def wrong_marks(case: Case) -> Iterator[Slip]:
    """A compound whose marks are wrong once, where the document writes it right elsewhere.

    Two words that only meet by chance ("cơ quan trong" holds no "quan trọng") belong to
    compounds with their neighbours.
    """
    words = words_of(case.text)
    known = lists().compounds
    lower = [modern_tones(word.low) for word in words]
    counts: Counter[str] = Counter(
        f"{lower[n - 1]} {lower[n]}" for n in range(1, len(words)) if words[n].touches
    )
    right = {fold(pair): pair for pair in known if counts[pair] >= _OFTEN}
    wrong = {
        pair: right[folded]
        for pair, count in counts.items()
        if count <= _SELDOM and pair not in known and (folded := fold(pair)) in right
    }
    for n in range(1, len(words)):
        pair = f"{lower[n - 1]} {lower[n]}"
        usual = wrong.get(pair)
        if usual is None or not words[n].touches:
            continue
        around = (
            f"{lower[n - 2]} {lower[n - 1]}" if n >= 2 else "",
            f"{lower[n]} {lower[n + 1]}" if n + 1 < len(lower) else "",
        )
        if not known.intersection(around) and not _borne_out(lower, counts, n, usual):
            span = (words[n - 1].start, words[n].end)
            written = case.text[slice(*span)]
            mended = _like(usual, written)
            yield Slip(span, {"words": written, "usual": mended}, mended, mended)


def _borne_out(lower: Sequence[str], counts: Mapping[str, int], n: int, usual: str) -> bool:
    """Whether a word that differs from the usual one goes with its other neighbour here and elsewhere."""
    first, second = usual.split()
    before = f"{lower[n - 2]} {lower[n - 1]}" if n >= 2 and lower[n - 1] != first else ""
    after = f"{lower[n]} {lower[n + 1]}" if n + 1 < len(lower) and lower[n] != second else ""
    return counts.get(before, 0) > 1 or counts.get(after, 0) > 1


def no_syllable(case: Case) -> Iterator[Slip]:
    """A word in small letters with Vietnamese marks that no Vietnamese syllable is spelled like.

    Foreign words have no marks, names of places (some of other peoples' languages) have a capital.
    """
    words = words_of(case.text)
    seen: dict[str, list[str]] = {}
    for word in words:
        if word.text.isascii() or not word.text.islower() or is_syllable(word.low) or len(word.low) > 12:
            continue
        if case.text[word.start - 1 : word.start].isdigit() or case.text[word.end : word.end + 1].isdigit():
            continue
        if not seen:
            for other in words:
                if is_syllable(other.low):
                    seen.setdefault(fold(other.low), []).append(other.low)
        like = Counter(seen.get(fold(word.low), ())).most_common(1)
        usual = like[0][0] if like else None
        if len(word.low) == 1:
            continue
        yield Slip((word.start, word.end), {"words": word.text, "usual": usual or "…"}, usual, usual)


def _like(words: str, written: str) -> str:
    """`words` with the capitals of `written`."""
    old, new = written.split(), words.split()
    if written.isupper() or len(old) != len(new):
        return words.upper() if written.isupper() else _capital(words, written)
    return " ".join(_capital(b, a) for a, b in zip(old, new, strict=True))


def _capital(word: str, written: str) -> str:
    return word[0].upper() + word[1:] if written[:1].isupper() else word


FINDERS: dict[str, Find] = {"misspelling": misspelled}
