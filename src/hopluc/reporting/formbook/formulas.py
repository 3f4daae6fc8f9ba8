"""Formulas computed: trees of operators over the figures of one row. No text is ever evaluated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from hopluc.reporting.formbook.content import Check, Formula, Section

Figures = Mapping[str, Decimal | None]
_HUNDRED = Decimal(100)


def compute(formula: Formula, row: Figures, previous: Figures | None = None) -> Decimal | None:
    """The formula's figure in a row; None where a figure that it needs is missing, or it divides by nought.

    `row`, `previous`: column → figure, of this period and of the last one.
    """
    if formula.op == "number":
        return formula.number
    if formula.op == "column":
        return row.get(formula.column)
    if formula.op == "previous":
        return (previous or {}).get(formula.column)
    return _OPERATORS[formula.op]([compute(one, row, previous) for one in formula.args])


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    there = [one for one in values if one is not None]
    return sum(there, Decimal(0)) if there else None


def _difference(values: Sequence[Decimal | None]) -> Decimal | None:
    known = _all(values)
    return known[0] - sum(known[1:], Decimal(0)) if known else None


def _product(values: Sequence[Decimal | None]) -> Decimal | None:
    known = _all(values)
    return math.prod(known, start=Decimal(1)) if known else None


def _ratio(values: Sequence[Decimal | None]) -> Decimal | None:
    known = _all(values)
    if not known:
        return None
    divisor = math.prod(known[1:], start=Decimal(1))
    return known[0] / divisor if divisor else None


def _share(values: Sequence[Decimal | None]) -> Decimal | None:
    found = _ratio(values)
    return None if found is None else _HUNDRED * found


def _all(values: Sequence[Decimal | None]) -> list[Decimal]:
    """The figures, or nothing where one is missing."""
    known = [one for one in values if one is not None]
    return known if len(known) == len(values) else []


_OPERATORS: dict[str, Callable[[Sequence[Decimal | None]], Decimal | None]] = {
    "sum": _sum,
    "difference": _difference,
    "product": _product,
    "ratio": _ratio,
    "share": _share,
}


def filled(section: Section, row: Figures, previous: Figures | None = None) -> dict[str, Decimal | None]:
    """The figures of a row with those of its computed columns; a formula may rest on computed columns."""
    found = dict(row)
    for key in order(section):
        column = section.column(key)
        if column and column.formula:
            found[key] = compute(column.formula, found, previous)
    return found


def figures_of(values: Mapping[str, object]) -> dict[str, Decimal | None]:
    """The figures among a row's values; what is no figure is missing."""
    return {key: value if isinstance(value, Decimal) else None for key, value in values.items()}


def order(section: Section) -> list[str]:
    """The computed columns of a table, each after those that it rests on.

    Raises CircularError where two rest on each other.
    """
    formulas = {one.key: one.formula for one in section.columns if one.formula}
    done: list[str] = []

    def visit(key: str, way: tuple[str, ...]) -> None:
        if key in way:
            raise CircularError(way[way.index(key) :])
        if key in formulas and key not in done:
            for used in columns_of(formulas[key]):
                visit(used, (*way, key))
            done.append(key)

    for key in formulas:
        visit(key, ())
    return done


class CircularError(ValueError):
    """Computed columns that rest on each other; `columns`: their keys."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__(", ".join(columns))
        self.columns = tuple(columns)


def columns_of(formula: Formula) -> Iterator[str]:
    """The columns of the same row and period that a formula rests on."""
    if formula.op == "column":
        yield formula.column
    for one in formula.args:
        yield from columns_of(one)


def broken(section: Section, row: Figures, previous: Figures | None = None) -> list[Check]:
    """The checks that a row (computed columns included) breaks; what lacks a figure breaks none."""
    return [check for check in section.checks if not _holds(check, row, previous)]


def _holds(check: Check, row: Figures, previous: Figures | None) -> bool:
    left, right = compute(check.left, row, previous), compute(check.right, row, previous)
    if left is None or right is None:
        return True
    return {"<=": left <= right, ">=": left >= right, "=": left == right}[check.compare]
