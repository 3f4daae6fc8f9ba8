"""A figure in a cell: "27.000", "≥ 90", "90 - 95%", "Tăng 5% so với 2025", "Top 10"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hopluc.compiler.format import Baseline, Target
from hopluc.compiler.recognise.indicators.figures import Figure, figures_of
from hopluc.compiler.recognise.indicators.grammar import OP_WORDS, UNIT, operator_of
from hopluc.compiler.recognise.indicators.relative import baseline_of
from hopluc.viet.numbers import NUMBER, parse_number
from hopluc.viet.text import mend

_LONGEST = 120
_EMPTY = re.compile(r"[\W_]*|[xX]")
_SIGN_BEHIND = re.compile(rf"(?P<a>{NUMBER})\s*(?P<sign>[+>≥])")


@cache
def _plain() -> re.Pattern[str]:
    """A cell that is a figure with its unit; a large pattern, made when the first table of targets comes."""
    return re.compile(
        rf"(?:(?:đạt|là|còn|từ)\s+)?(?P<op>(?:(?:{OP_WORDS})\s*){{0,2}})(?:từ\s+)?(?P<a>{NUMBER})\s*(?P<unit>{UNIT})?"
        rf"(?:\s*(?:-|đến)\s*(?P<b>{NUMBER})\s*(?P<unit2>{UNIT})?)?(?P<more>\s*(?:trở\s+lên"
        rf"|trở\s+xuống))?\s*[.;*]?",
        re.I,
    )


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The target in a cell, the unit that the cell itself names, and what a relative one starts from."""

    target: Target
    unit: str | None
    baseline: Baseline | None = None


def figure_in(cell: str) -> CellFigure | None:
    """The target that a cell holds; None for blank, "-", "x" and for words without a figure."""
    words = mend(cell).strip(" \n*_")
    if not words or len(words) > _LONGEST or _EMPTY.fullmatch(words):
        return None
    plain = _plain().fullmatch(words)
    if plain:
        a = parse_number(plain["a"])
        if a is None:
            return None
        b = parse_number(plain["b"]) if plain["b"] else None
        unit = plain["unit2"] or plain["unit"]
        if b is not None:
            return CellFigure(Target("range", low=float(a), high=float(b)), unit)
        return CellFigure(Target(operator_of(plain["op"], plain["more"]), value=float(a)), unit)
    beyond = _SIGN_BEHIND.fullmatch(words)
    if beyond:
        value = parse_number(beyond["a"])
        return CellFigure(Target(">=", value=float(value)), None) if value is not None else None
    figures = figures_of(words)
    return _of(words, figures[0]) if len(figures) == 1 else None


def _of(words: str, figure: Figure) -> CellFigure:
    baseline, _ = baseline_of(words, 0, figure, len(words))
    if figure.b is not None:
        return CellFigure(Target("range", low=figure.a, high=figure.b), figure.unit, baseline)
    return CellFigure(Target(figure.op, value=figure.a), figure.unit, baseline)
