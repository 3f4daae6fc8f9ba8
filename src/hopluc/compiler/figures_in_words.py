"""The figure of a target as Vietnamese documents write it: "≥ 50", "65 - 70", "1.234,5"."""

from __future__ import annotations

from hopluc.compiler.format import Target
from hopluc.viet.numbers import format_number

_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "range": ""}


def number(value: float | None) -> str:
    """A number with points between thousands and a decimal comma; "?" where there is none."""
    return "?" if value is None else format_number(value)


def amount(target: Target, dash: str = "-") -> str:
    """The figure without its operator, both ends of a range with `dash` between them."""
    if target.op == "range":
        return f"{number(target.low)} {dash} {number(target.high)}"
    return number(target.value)


def target_in_words(target: Target, dash: str = "-") -> str:
    """The figure to reach with its operator."""
    return f"{_SIGNS[target.op]}{amount(target, dash)}"
