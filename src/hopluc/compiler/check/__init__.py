"""What is wrong or doubtful in the document itself, as a careful reader would raise it.

After `check`: every finding names its rule, says in the reader's language what, where and what
was expected, and points at the offending words.
"""

from __future__ import annotations

from collections.abc import Sequence

from hopluc.compiler.check import citations, dates, header, ocr, structure, tasks, words
from hopluc.compiler.check.model import Case, Language, Rule, Slip
from hopluc.compiler.check.model import finding_of as _finding_of
from hopluc.compiler.format import Finding

__all__ = ["RULES", "Case", "Language", "check"]

RULES: tuple[Rule, ...] = (
    *header.RULES,
    *dates.RULES,
    *citations.RULES,
    *structure.RULES,
    *tasks.RULES,
    *words.RULES,
    *ocr.RULES,
)


def check(case: Case, lang: Language = "vi", rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """The findings of all `rules`, in the order of the text."""
    found: list[tuple[Rule, Slip]] = [(rule, slip) for rule in rules for slip in rule.find(case)]
    found.sort(key=lambda pair: pair[1].span)
    return tuple(_finding_of(rule, slip, lang) for rule, slip in found)
