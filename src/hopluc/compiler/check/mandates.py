"""A row must carry out the superior task beside it, where a table sets the two side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_WORD = regex(r"[^\W\d_]{2,}")
_FEWEST = 8  # words without which a likeness says nothing
_UNLIKE, _LIKE = 0.2, 0.6


def not_carried_out(case: Case) -> Iterator[Slip]:
    """A row whose words share next to nothing with its own superior task, which another row carries out.

    Words of the field stand in every row, so that what two texts share is counted in pairs of words;
    a row that merely says its task in other words has no other row that says it better.
    """
    pairs = [(task, draft) for task, draft in case.work.pairs()]
    mandates = {task.mandate for task, _ in pairs if task.mandate}
    if len(mandates) < 3:
        return
    texts = [_pairs(task.text) for task, _ in pairs]
    told: set[str] = set()
    for n, (task, draft) in enumerate(pairs):
        if not task.mandate or task.mandate in told:
            continue
        wanted = _pairs(task.mandate)
        if len(wanted) < _FEWEST or len(texts[n]) < _FEWEST or _share(wanted, texts[n]) > _UNLIKE:
            continue
        siblings = [k for k, (other, _) in enumerate(pairs) if other.mandate == task.mandate]
        if any(_share(wanted, texts[k]) > _UNLIKE for k in siblings):
            continue
        best = max(
            (k for k in range(len(pairs)) if k not in siblings), key=lambda k: _share(wanted, texts[k])
        )
        if _share(wanted, texts[best]) >= _LIKE:
            told.add(task.mandate)
            said = {"task": task.id, "mandate": quoted(task.mandate, 60), "other": pairs[best][0].id}
            yield Slip(draft.work, said)


def _pairs(words: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of a text, abbreviations spelled out."""
    found = _WORD.findall(fold(expand(words)))
    return frozenset(pairwise(found))


def _share(wanted: frozenset[tuple[str, str]], given: frozenset[tuple[str, str]]) -> float:
    return len(wanted & given) / len(wanted) if wanted else 0.0


FINDERS: dict[str, Find] = {"row-mandate-mismatch": not_carried_out}
