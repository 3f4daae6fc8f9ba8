"""A figure in a cell: "27.000", "≥ 90", "90 - 95%", "Tăng 5% so với 2025", "Top 10"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hopluc.compiler.format import Baseline, Target
from hopluc.compiler.recognise.indicators.figures import Figure, figures_of
from hopluc.compiler.recognise.indicators.grammar import OP_WORDS, operator_of
from hopluc.compiler.recognise.indicators.relative import baseline_of
from hopluc.compiler.recognise.indicators.units import unit_at
from hopluc.viet.numbers import NUMBER, parse_number
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

_LONGEST = 120
_EMPTY = regex(r"[\W_]*|[xX]")
_SIGN_BEHIND = regex(rf"(?P<a>{NUMBER})\s*(?P<sign>[+>≥])")


_PLAIN = regex(
    rf"(?:(?:đạt|là|còn|từ)\s+)?(?P<op>(?:(?:{OP_WORDS})\s*){{0,2}})(?:từ\s+)?(?P<a>{NUMBER})(?![\d/])", re.I
)
_UPPER = regex(rf"\s*(?:-|đến)\s*(?P<b>{NUMBER})(?![\d/])", re.I)
_END = regex(r"(?P<more>\s*(?:trở\s+lên|trở\s+xuống))?\s*[.;*]?", re.I)


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The target in a cell, the unit that the cell itself names, and what a relative one starts from."""

    target: Target
    unit: str | None
    baseline: Baseline | None = None
    change: str | None = None  # "giảm", "tăng" where the figure is by how much something changes


# So many of all, where it can be no day of a month: "18/24" communes.
_OF_ALL = regex(r"(?P<a>\d{1,4})\s*/\s*(?P<b>\d{1,4})")
_MONTHS = 12
# What lasts is measured in days or hours, as running text may not be read.
_LASTING = regex(r"\s*((?:ngày(?:\s+làm\s+việc)?|giờ|phút|tuần|tháng|năm|tuổi)(?!\w))", re.I)
_CHANGE = regex(r"(giảm|tăng)(?!\w)(?!\s+(?:xuống|còn|lên))", re.I)


def figure_in(cell: str) -> CellFigure | None:
    """The target that a cell holds; None for blank, "-", "x" and for words without a figure."""
    words = mend(cell).strip(" \n*_")
    if not words or len(words) > _LONGEST or _EMPTY.fullmatch(words):
        return None
    plain = _plain(words)
    if plain:
        return plain
    of_all = _OF_ALL.fullmatch(words)
    if of_all and max(int(of_all["a"]), _MONTHS + 1) <= int(of_all["b"]):
        return CellFigure(Target("=", value=float(of_all["a"])), None)
    beyond = _SIGN_BEHIND.fullmatch(words)
    if beyond:
        value = parse_number(beyond["a"])
        return CellFigure(Target(">=", value=float(value)), None) if value is not None else None
    figures = figures_of(words)
    return _of(words, figures[0]) if len(figures) == 1 else None


def _plain(words: str) -> CellFigure | None:
    """A cell that is a figure with its unit and nothing else."""
    m = _PLAIN.match(words)
    a = parse_number(m["a"]) if m else None
    if m is None or a is None:
        return None
    unit = _unit(words, m.end())
    upper = _UPPER.match(words, unit[1] if unit else m.end())
    unit = (_unit(words, upper.end()) if upper else None) or unit
    written = [part.end() for part in (m, upper) if part]
    stop = max([*written, unit[1] if unit else 0])
    end = _END.fullmatch(words, stop)
    b = parse_number(upper["b"]) if upper else None
    if end is None or (upper and b is None):
        return None
    if b is not None:
        return CellFigure(Target("range", low=float(a), high=float(b)), unit[0] if unit else None)
    return CellFigure(Target(operator_of(m["op"], end["more"]), value=float(a)), unit[0] if unit else None)


def _unit(words: str, at: int) -> tuple[str, int] | None:
    lasting = _LASTING.match(words, at)
    return unit_at(words, at) or ((lasting[1], lasting.end()) if lasting else None)


def _of(words: str, figure: Figure) -> CellFigure:
    baseline, _ = baseline_of(words, 0, figure, len(words))
    change = _CHANGE.match(words)
    by = change[1].lower() if change and figure.unit != "lần" else None
    if figure.b is not None:
        return CellFigure(Target("range", low=figure.a, high=figure.b), figure.unit, baseline, by)
    return CellFigure(Target(figure.op, value=figure.a), figure.unit, baseline, by)
