"""The ruler's answers, sooner: what reads alike is not compared letter by letter with everything else."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any

Items = list[dict[str, Any]]
Score = Callable[[dict[str, Any], dict[str, Any]], float]


@cache
def _ratio(a: str, b: str, autojunk: bool) -> float:
    return 1.0 if a == b else difflib.SequenceMatcher(None, a, b, autojunk).ratio()


class _Matcher:
    """The two figures of `difflib.SequenceMatcher`, each found once for two texts."""

    def __init__(self, _junk: None, a: str, b: str, autojunk: bool = True) -> None:
        self.key = a, b, autojunk

    def ratio(self) -> float:
        return _ratio(*self.key)

    def quick_ratio(self) -> float:
        a, b, _ = self.key
        return 1.0 if a == b else difflib.SequenceMatcher(None, a, b).quick_ratio()


def quicken(ruler: ModuleType) -> ModuleType:
    """The same ruler with the same answers.

    It pairs items from the most alike downwards, so that those which agree in everything are paired
    before anything else is compared, and only what is then left over is compared each with each.
    """
    ruler.norm = cache(ruler.norm)  # type: ignore[attr-defined]
    ruler.difflib = SimpleNamespace(SequenceMatcher=_Matcher)  # type: ignore[attr-defined]
    whole, sim = ruler.match, ruler.sim

    def same(a: str, b: str, cut: int = 240) -> float:
        one = ruler.norm(a)[:cut]
        return float(bool(one) and one == ruler.norm(b)[:cut])

    def match(gold: Items, got: Items, score: Score, floor: float) -> list[tuple[Any, Any]]:
        highest = 1.0 + 0.15 if score is ruler.task_score else 1.0
        ruler.sim = same  # type: ignore[attr-defined]
        try:
            agreed = _agreed(gold, got, score, highest)
        finally:
            ruler.sim = sim  # type: ignore[attr-defined]
        rest = [item for i, item in enumerate(gold) if i not in agreed]
        others = [item for j, item in enumerate(got) if j not in agreed.values()]
        return [(gold[i], got[j]) for i, j in agreed.items()] + whole(rest, others, score, floor)

    ruler.match = match  # type: ignore[attr-defined]
    return ruler


def _agreed(gold: Items, got: Items, score: Score, highest: float) -> dict[int, int]:
    """The pairs of the highest score that there is, in the ruler's order: from the last backwards."""
    found: dict[int, int] = {}
    free = list(range(len(got)))[::-1]
    for i in range(len(gold))[::-1]:
        j = next((j for j in free if score(gold[i], got[j]) >= highest), None)
        if j is not None:
            found[i] = j
            free.remove(j)
    return found
