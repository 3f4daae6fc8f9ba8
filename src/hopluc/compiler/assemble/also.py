"""Where the body says the work of a row again.

Two texts say the same when they share most of their runs of five words. An index from runs to
rows finds the few rows that a paragraph may repeat; runs that stand in many rows ("phát triển
kinh tế tập thể, hợp tác xã") tell nothing and are left out, so that the time stays linear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hopluc.compiler.format import Span
from hopluc.viet.abbreviations import common
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_Run = tuple[str, ...]

RUN = 5
# A run in more rows than this is a phrase of the field, not of a task.
_COMMON = 8
_CANDIDATES = 4
# The share of the shorter text's runs that must stand in the other.
_ENOUGH = 0.5
_FEWEST = 2
# Rows in the same set phrases ("tham mưu … phối hợp …") are told apart by the rest of their words.
_AS_GOOD = 0.85
# Up to this many words between the shared ones and the end of a clause belong to them.
_NEAR = 8
_WORD = regex(r"\w+")
_CLAUSE = regex(r"[;:.]\s+")


class RowIndex:
    """Rows by the runs of their words."""

    def __init__(self, rows: Sequence[str], glossary: Mapping[str, str]) -> None:
        known = {**common(), **glossary}
        # Only abbreviations of one word: those of several are not split by the counting of words.
        self._spelled = {fold(k): fold(v).split() for k, v in known.items() if _WORD.fullmatch(k)}
        self._sizes: list[int] = []
        self._rows_of: dict[_Run, set[int]] = {}
        for number, words in enumerate(rows):
            runs = set(self._runs(words)[0])
            self._sizes.append(len(runs))
            for run in runs:
                self._rows_of.setdefault(run, set()).add(number)

    def same_as(self, words: str) -> list[tuple[int, Span]]:
        """The rows that `words` repeat, the likest first, each with the part that does."""
        runs, spans = self._runs(words)
        shared: dict[int, list[int]] = {}  # row → places of the runs that it shares
        for place, run in enumerate(runs):
            rows = self._rows_of.get(run, ())
            if len(rows) <= _COMMON:
                for row in rows:
                    shared.setdefault(row, []).append(place)
        likest = sorted(shared, key=lambda row: len(shared[row]), reverse=True)[:_CANDIDATES]
        scored = [(len(shared[row]) / max(1, min(len(runs), self._sizes[row])), row) for row in likest]
        best = max((score for score, _ in scored), default=0)
        return [
            (row, _extent(words, [spans[place] for place in shared[row]], len(runs)))
            for score, row in sorted(scored, reverse=True)
            if score >= max(_ENOUGH, _AS_GOOD * best) and len(shared[row]) >= min(_FEWEST, len(runs))
        ]

    def _runs(self, words: str) -> tuple[list[_Run], list[Span]]:
        """The runs of a text and where each stands."""
        tokens: list[str] = []
        places: list[Span] = []
        folded = fold(words)
        if len(folded) != len(words):  # letters of other scripts; then places would be off
            folded = words
        for found in _WORD.finditer(folded):
            word = found.group()
            spelled = self._spelled.get(word)
            if spelled and words[found.start() : found.end()].isupper():
                tokens += spelled
                places += [found.span()] * len(spelled)
            else:
                tokens.append(word)
                places.append(found.span())
        if not tokens:
            return [], []
        if len(tokens) < RUN:
            return [tuple(tokens)], [(places[0][0], places[-1][1])]
        ends = [end for _, end in places[RUN - 1 :]]
        return (
            list(zip(*(tokens[n:] for n in range(RUN)), strict=False)),
            [(start, end) for (start, _), end in zip(places, ends, strict=False)],
        )


def _extent(words: str, shared: Sequence[Span], of: int) -> Span:
    """The part of a paragraph that repeats a row: all of it, or the clauses of the shared runs."""
    if len(shared) >= _ENOUGH * of:
        return 0, len(words)
    start, end = shared[0][0], shared[-1][1]
    before = [found.end() for found in _CLAUSE.finditer(words, 0, start)]
    left = before[-1] if before else 0
    after = _CLAUSE.search(words, end)
    right = after.start() if after else len(words)
    if len(_WORD.findall(words[left:start])) <= _NEAR:
        start = left
    if len(_WORD.findall(words[end:right])) <= _NEAR:
        end = right
    return start, end
