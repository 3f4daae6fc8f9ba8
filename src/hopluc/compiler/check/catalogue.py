"""The rules: the searches of all modules joined with their words in `rules.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from hopluc.compiler.check import (
    abbreviations,
    agreement,
    citations,
    cut,
    dates,
    deadlines,
    doubled,
    figures,
    header,
    lapsed,
    leads,
    letters,
    mandates,
    marks,
    numbering,
    numbers,
    ocr,
    references,
    reporting,
    rows,
    spelling,
    sums,
    targets,
    tasks,
    totals,
)
from hopluc.compiler.check.model import Find, Rule

_ROOMS = (
    header, dates, deadlines, citations, numbers, lapsed, numbering, references, tasks, rows, leads,
    mandates, agreement, figures, targets, totals, sums, reporting, abbreviations, cut, marks, doubled,
    spelling, letters, ocr,
)  # fmt: skip


def _load() -> tuple[Rule, ...]:
    """Every rule of `rules.toml`; KeyError where a rule has no search or a search no rule."""
    raw = resources.files("hopluc.compiler.check").joinpath("rules.toml").read_text("utf-8")
    words: dict[str, dict[str, Any]] = tomllib.loads(raw)
    finders: dict[str, Find] = {code: find for room in _ROOMS for code, find in room.FINDERS.items()}
    if unknown := set(finders) ^ set(words):
        raise KeyError(f"rules without a search or without words: {sorted(unknown)}")
    return tuple(Rule(code=code, find=finders[code], **entry) for code, entry in words.items())


RULES = _load()
