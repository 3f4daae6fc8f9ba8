"""How alike two wordings are, each word weighed by how rare it is in the plans compared.

The weight of a word or of a pair of neighbouring words is log(1 + n/df): n items of the larger plan, df
of them with the word. The words of office language (`generic.toml`) weigh a fifth, so that short plans,
in which nothing is rare, do not match by "tiếp tục triển khai thực hiện" alone.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from hopluc.compiler.compare.words import is_document, is_year, keys
from hopluc.viet.text import fold

_GENERIC_SHARE = 0.2
# The number of a document names one document: work under the same one is likely the same work.
_DOCUMENT_SHARE = 4.0
# A pair of neighbours says more than two words, but is lost by each word put between.
_PAIR_SHARE = 0.7


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    raw = resources.files("hopluc.compiler.compare").joinpath("generic.toml").read_text("utf-8")
    return frozenset(tomllib.loads(raw)["words"].split())


@lru_cache(maxsize=20_000)
def _folded(key: str) -> str:
    return fold(key)


def is_generic(key: str) -> bool:
    """Whether a word's key is of office language."""
    return _folded(key) in _generic()


@lru_cache(maxsize=1024)
def features(text: str) -> frozenset[str]:
    """The words and the pairs of neighbouring words of a text, without marks; years apart, which
    move with the plan."""
    said = [_folded(key) for key in keys(text) if not is_year(key)]
    return frozenset(said) | {f"{one} {other}" for one, other in pairwise(said)}


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature in the plans compared."""

    of: Mapping[str, float]
    _totals: dict[frozenset[str], float] = field(default_factory=dict)

    def total(self, item: frozenset[str]) -> float:
        """The weight of an item's features together; each item is added up once."""
        if item not in self._totals:
            self._totals[item] = self._sum(item)
        return self._totals[item]

    def _sum(self, some: frozenset[str]) -> float:
        return sum(self.of.get(feature, 0.0) for feature in some)

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How alike, 0..1: three parts of what both share of both, two of what the shorter has in the
        longer, because a task is more often enlarged than exchanged."""
        first, second = self.total(one), self.total(other)
        if not first or not second:
            return 0.0
        shared = self._sum(one & other)
        return 0.6 * (2 * shared / (first + second)) + 0.4 * (shared / min(first, second))

    def held(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """How much of `part`, 0..1, stands in `whole`."""
        total = self.total(part)
        return self._sum(part & whole) / total if total else 0.0


def weights(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> Weights:
    """The weights of all features of the items of two plans."""
    counts = [Counter(feature for item in items for feature in item) for items in (old, new)]
    size = max(len(old), len(new), 1)
    return Weights(
        {
            feature: math.log(1 + size / max(count[feature] for count in counts)) * _share(feature)
            for feature in counts[0].keys() | counts[1].keys()
        }
    )


def _share(feature: str) -> float:
    said = feature.split(" ")
    if len(said) == 1 and is_document(feature):
        return _DOCUMENT_SHARE
    generic = all(word in _generic() for word in said)
    return (_GENERIC_SHARE if generic else 1.0) * (_PAIR_SHARE if len(said) > 1 else 1.0)
