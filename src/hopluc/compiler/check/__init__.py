"""What is wrong or doubtful in the document itself, as a careful reader would raise it.

After `check`: every finding names its rule, says in the reader's language what, where and what
was expected, and points at the offending words. The searches are functions, by subject in the
modules of this package; severity, messages and reasons of the rules stand in `rules.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from hopluc.compiler.check.catalogue import RULES
from hopluc.compiler.check.model import Case, Language, Rule, Slip
from hopluc.compiler.check.model import finding_of as _finding_of
from hopluc.compiler.format import Finding

__all__ = ["RULES", "Case", "Language", "check"]


def check(case: Case, lang: Language = "vi", rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """The findings of all `rules`, in the order of the text."""
    found: list[tuple[Rule, Slip, int]] = []
    for rule in rules:
        found += ((rule, slip, more) for slip, more in _together(sorted(rule.find(case), key=_place)))
    found.sort(key=lambda entry: entry[1].span)
    return tuple(_finding_of(rule, slip, lang, more) for rule, slip, more in found)


def _place(slip: Slip) -> tuple[int, int]:
    return slip.span


def _together(slips: Sequence[Slip]) -> list[tuple[Slip, int]]:
    """Slips with how many more there are of the same; only the first of them stays."""
    counts: dict[str, int] = {}
    for slip in slips:
        if slip.same is not None:
            counts[slip.same] = counts.get(slip.same, 0) + 1
    out = []
    for slip in slips:
        more = counts.pop(slip.same, 0) - 1 if slip.same is not None else 0
        if more >= 0:
            out.append((slip, more))
    return out
