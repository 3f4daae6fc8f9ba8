"""Rules on spelling: compounds with wrong marks, known confusions, what is no syllable.

OCR and hasty typing lose and change marks ("địa bản" for "địa bàn"). The lists are `spelling.toml`.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.check.tokens import Word, words_of
from hopluc.compiler.format import Span
from hopluc.viet.syllables import is_syllable
from hopluc.viet.text import fold

# How often a compound must stand rightly, and at most wrongly, for the latter to be a slip.
_OFTEN, _SELDOM = 3, 1
_LONGEST = 12  # letters of what may be a misspelt syllable


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """Compounds of official language, by their words and by these without marks; wrong → right phrases
    by their first word, longest first; words that are doubled on purpose."""

    compounds: frozenset[Phrase]
    by_letters: Mapping[Phrase, tuple[Phrase, ...]]
    confusions: Mapping[str, tuple[tuple[Phrase, str], ...]]
    doubled: frozenset[str]


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The lists, read on first use."""
    raw = resources.files("hopluc.compiler.check").joinpath("spelling.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(raw)
    compounds = frozenset(tuple(phrase.split()) for phrase in data["compounds"].split(","))
    by_letters: dict[Phrase, list[Phrase]] = defaultdict(list)
    for compound in compounds:
        by_letters[tuple(map(fold, compound))].append(compound)
    confusions: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for entry in data["confusions"].split(","):
        wrong, right = (tuple(side.split()) for side in entry.split("→"))
        confusions[wrong[0]].append((wrong, " ".join(right)))
    return Lists(
        compounds,
        {letters: tuple(sorted(same)) for letters, same in by_letters.items()},
        {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in confusions.items()},
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
    words = words_of(case.text)
    known = lists().confusions
    for n in [n for n, word in enumerate(words) if word.low in known]:
        word = words[n]
        for wrong, right in known[word.low]:
            there = words[n : n + len(wrong)]
            if tuple(other.low for other in there) != wrong or not all(other.touches for other in there[1:]):
                continue
            if right != " ".join(wrong):
                yield _slip(case, (word.start, there[-1].end), right)
            break


def _slip(case: Case, span: Span, right: str) -> Slip:
    written = case.text[slice(*span)]
    mended = _like(right, written)
    return Slip(span, {"words": written, "usual": mended}, mended, mended)


def wrong_marks(case: Case) -> Iterator[Slip]:
    """A compound whose marks are wrong once, where the document writes it right elsewhere.

    Two words that only meet by chance ("cơ quan trong" holds no "quan trọng") belong to
    compounds with their neighbours.
    """
    words = words_of(case.text)
    known, by_letters = lists().compounds, lists().by_letters
    counts: Counter[Phrase] = Counter((one.low, two.low) for one, two in pairwise(words) if two.touches)
    doubtful: list[tuple[int, Phrase, tuple[Phrase, ...]]] = []
    for n in range(1, len(words)):
        like = by_letters.get((words[n - 1].folded, words[n].folded))
        if like and words[n].touches:
            pair: Phrase = (words[n - 1].low, words[n].low)
            if pair not in known:
                doubtful.append((n, pair, like))
    for n, pair, like in doubtful:
        usual = next((compound for compound in like if counts[compound] >= _OFTEN), None)
        if (
            usual is None
            or counts[pair] > _SELDOM
            or _in_compound(words, n)
            or _borne_out(words, counts, n, usual)
        ):
            continue
        yield _slip(case, (words[n - 1].start, words[n].end), " ".join(usual))


def _in_compound(words: Sequence[Word], n: int) -> bool:
    """Whether one of two words makes a compound with its other neighbour."""
    known = lists().compounds
    before = n >= 2 and (words[n - 2].low, words[n - 1].low) in known
    return before or (n + 1 < len(words) and (words[n].low, words[n + 1].low) in known)


def _borne_out(words: Sequence[Word], counts: Mapping[Phrase, int], n: int, usual: Phrase) -> bool:
    """Whether a word that differs from the usual one goes with its other neighbour here and elsewhere."""
    first, second = words[n - 1].low, words[n].low
    before = (words[n - 2].low, first) if n >= 2 and first != usual[0] else ()
    after = (second, words[n + 1].low) if n + 1 < len(words) and second != usual[1] else ()
    return counts.get(before, 0) > 1 or counts.get(after, 0) > 1


def no_syllable(case: Case) -> Iterator[Slip]:
    """A word in small letters with Vietnamese marks that no Vietnamese syllable is spelled like.

    Foreign words have no marks, names of places (some of other peoples' languages) have a capital.
    """
    words = words_of(case.text)
    shapes = {word.text: word for word in words}
    wrong = {text for text, word in shapes.items() if _no_syllable(word)}
    if not wrong:
        return
    same: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        if word.text not in wrong:
            same[word.folded][word.low] += 1
    for word in words:
        beside = case.text[word.start - 1 : word.start] + case.text[word.end : word.end + 1]
        if word.text in wrong and not any(sign.isdigit() for sign in beside):
            usual = next((low for low, _ in same[word.folded].most_common() if is_syllable(low)), None)
            yield Slip((word.start, word.end), {"words": word.text, "usual": usual or "…"}, usual, usual)


def _no_syllable(word: Word) -> bool:
    text = word.text
    return 1 < len(text) <= _LONGEST and not text.isascii() and text.islower() and not is_syllable(word.low)


def _like(words: str, written: str) -> str:
    """`words` with the capitals of `written`."""
    old, new = written.split(), words.split()
    if written.isupper() or len(old) != len(new):
        return words.upper() if written.isupper() else _capital(words, written)
    return " ".join(_capital(b, a) for a, b in zip(old, new, strict=True))


def _capital(word: str, written: str) -> str:
    return word[0].upper() + word[1:] if written[:1].isupper() else word


FINDERS: dict[str, Find] = {"misspelling": misspelled}
