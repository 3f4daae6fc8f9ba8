"""Texts of many bodies that say nearly the same, folded into one voice; nothing that was written is lost.

Two texts are near where their words are the same without capitals, marks and punctuation, or where at least
four fifths of their pairs of neighbouring words are the same and they agree in every figure, every name (a
capital inside a sentence) and every word that turns a sentence round (`TURNING`). The wording that most
bodies chose is shown, the first of equals; each of the others is near to it, not to some third one.

Pure. Texts are compared only with those that share one of their rarest pairs (prefix filtering of set
similarity joins), so thousands of texts do not cost their square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from hopluc.reporting.content import Voice
from hopluc.reporting.rules import tidy
from hopluc.viet.text import fold

NEAR = Fraction(4, 5)
# Words that turn a sentence round or change what it measures, folded.
TURNING = frozenset(
    """khong chua chang cha khoi tang giam thua thieu du vuot dat hon kem it nhieu cao thap truoc sau tren
    duoi trong ngoai tru het ngung dung huy bo them bot dong mo""".split()  # noqa: SIM905
)
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")
_ENDS = '.;:!?\n-+•“"('

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a text is compared: its words, what has to agree, its pairs of neighbouring words."""

    words: tuple[str, ...]
    hard: tuple[str, ...]
    pairs: frozenset[Pair]


def shape(text: str) -> Shape:
    """The shape of a text."""
    words, hard, end = [], [], 0
    begins = True
    for found in _WORD.finditer(text):
        begins = begins or any(mark in _ENDS for mark in text[end : found.start()])
        word = fold(found.group())
        words.append(word)
        if word[0].isdigit() or word in TURNING or (found.group()[0].isupper() and not begins):
            hard.append(word)
        begins, end = False, found.end()
    return Shape(tuple(words), tuple(sorted(hard)), frozenset(pairwise(words)))


def near(one: Shape, other: Shape) -> bool:
    """Whether two texts say nearly the same, by the rule of this module."""
    if one.words == other.words:
        return True
    if one.hard != other.hard:
        return False
    shared = len(one.pairs & other.pairs)
    return shared > 0 and shared >= NEAR * (len(one.pairs) + len(other.pairs) - shared)


def voices(said: Iterable[tuple[int, str, str]]) -> tuple[Voice, ...]:
    """What bodies (id, name, text) wrote, near texts folded; in the order of the first body of each."""
    authors: dict[str, list[tuple[int, int, str]]] = {}
    for place, (pk, body, text) in enumerate(said):
        if words := tidy(text):
            authors.setdefault(words, []).append((place, pk, body))
    groups = _grouped(authors)
    made = [(min(authors[text][0][0] for text in group), _voice(group, authors)) for group in groups]
    return tuple(voice for _place, voice in sorted(made, key=lambda pair: pair[0]))


def unfolded(voice: Voice) -> tuple[Voice, ...]:
    """A folded voice as the voices of which it was made, the shown wording first."""
    others = {pk for one in voice.near for pk in one.ids}
    own = [(name, pk) for name, pk in zip(voice.bodies, voice.ids, strict=True) if pk not in others]
    first = Voice(tuple(name for name, _ in own), voice.text, tuple(pk for _, pk in own))
    return (first, *voice.near)


def _voice(group: Sequence[str], authors: Mapping[str, list[tuple[int, int, str]]]) -> Voice:
    everyone = sorted(one for text in group for one in authors[text])
    return Voice(
        tuple(body for _place, _pk, body in everyone),
        group[0],
        tuple(pk for _place, pk, _body in everyone),
        tuple(
            Voice(tuple(one[2] for one in authors[text]), text, tuple(one[1] for one in authors[text]))
            for text in group[1:]
        ),
    )


def _grouped(authors: Mapping[str, Sequence[object]]) -> list[list[str]]:
    """Texts in groups, each led by the text that is shown."""
    if len(authors) < 2:
        return [[text] for text in authors]
    order = sorted(authors, key=lambda text: -len(authors[text]))  # stable: the first of equals leads
    shapes = {text: shape(text) for text in order}
    common = Counter(pair for one in shapes.values() for pair in one.pairs)
    groups: list[list[str]] = []
    same: dict[tuple[str, ...], int] = {}
    led: dict[tuple[tuple[str, ...], Pair], list[int]] = defaultdict(list)
    for text in order:
        found = shapes[text]
        marks = [(found.hard, pair) for pair in _rarest(found.pairs, common)]
        leader = same.get(found.words)
        if leader is None:
            candidates = sorted({number for mark in marks for number in led.get(mark, ())})
            leader = next((n for n in candidates if near(found, shapes[groups[n][0]])), None)
        if leader is None:
            leader = len(groups)
            groups.append([])
            for mark in marks:
                led[mark].append(leader)
        if not groups[leader]:
            same[found.words] = leader
        groups[leader].append(text)
    return groups


def _rarest(pairs: Iterable[Pair], common: Mapping[Pair, int]) -> list[Pair]:
    """So many of a text's rarest pairs that any near text has one of them among its own."""
    ordered = sorted(pairs, key=lambda pair: (common[pair], pair))
    return ordered[: len(ordered) - ceil(NEAR * len(ordered)) + 1]
