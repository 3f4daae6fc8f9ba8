"""Where the body says the work of a row again.

Two texts say the same when they share most of their runs of five words. An index from runs to
rows finds the few rows that a paragraph may repeat; runs that stand in many rows ("phát triển
kinh tế tập thể, hợp tác xã") tell nothing and are left out, so that the time stays linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hopluc.viet.abbreviations import expand
from hopluc.viet.text import fold

RUN = 5
# A run in more rows than this is a phrase of the field, not of a task.
_COMMON = 8
_CANDIDATES = 4
# The share of the shorter text's runs that must stand in the other.
_ENOUGH = 0.5
_FEWEST = 2


def runs_of(words: str, glossary: Mapping[str, str]) -> set[str]:
    """The runs of five folded words in a text, its abbreviations spelled out."""
    tokens = re.findall(r"\w+", fold(expand(words, glossary)))
    if len(tokens) <= RUN:
        return {" ".join(tokens)} if tokens else set()
    return {" ".join(tokens[n : n + RUN]) for n in range(len(tokens) - RUN + 1)}


class RowIndex:
    """Rows by the runs of their words."""

    def __init__(self, rows: Sequence[str], glossary: Mapping[str, str]) -> None:
        self._glossary = glossary
        self._runs = [runs_of(words, glossary) for words in rows]
        self._rows_of: dict[str, list[int]] = {}
        for number, runs in enumerate(self._runs):
            for run in runs:
                self._rows_of.setdefault(run, []).append(number)

    def same_as(self, words: str) -> list[int]:
        """The rows that say what `words` say, the likest first; [] where none does."""
        runs = runs_of(words, self._glossary)
        shared: Counter[int] = Counter()
        for run in runs:
            rows = self._rows_of.get(run, ())
            if len(rows) <= _COMMON:
                shared.update(rows)
        scored = (
            (count / max(1, min(len(runs), len(self._runs[row]))), row)
            for row, count in shared.most_common(_CANDIDATES)
            if count >= min(_FEWEST, len(runs))
        )
        return [row for score, row in sorted(scored, reverse=True) if score >= _ENOUGH]


def repeated(paragraphs: Iterable[str], index: RowIndex) -> list[list[int]]:
    """For each paragraph, the rows that it repeats."""
    return [index.same_as(words) for words in paragraphs]
