"""Many bodies' tables made one: sums, means, rates, counts and lists by the rule that each column states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.reporting.formbook.cells import Value, written
from hopluc.reporting.formbook.content import Column, Section
from hopluc.reporting.formbook.formulas import Figures, compute, figures_of, order

TableRow = Mapping[str, Value | None]
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A figure or text of the consolidated table: `of` bodies gave something."""

    value: Value | None
    of: int = 0


def gather(section: Section, rows: Sequence[TableRow], before: Figures | None = None) -> dict[str, Gathered]:
    """One row of a consolidated table out of the bodies' rows; computed columns are computed from what was
    gathered, so that a rate of all is not a sum of rates. before: the same row of the last period's report.

    A column that gathers nothing ("none") is blank, unless it is computed.
    """
    found = {
        column.key: Gathered(_RULES[column.gathers](column, rows), _count(column, rows))
        for column in section.columns
    }
    figures = figures_of({key: one.value for key, one in found.items()})
    for key in order(section):
        column = section.column(key)
        if column and column.formula and column.gathers == "none":
            figures[key] = compute(column.formula, figures, before)
            found[key] = Gathered(figures[key], _count(column, rows))
    return found


def _figures(key: str, rows: Iterable[TableRow]) -> list[Decimal]:
    return [one for row in rows if isinstance(one := row.get(key), Decimal)]


def _count(column: Column, rows: Iterable[TableRow]) -> int:
    return sum(row.get(column.key) not in (None, "") for row in rows)


def _none(_column: Column, _rows: Sequence[TableRow]) -> Value | None:
    return None


def _sum(column: Column, rows: Sequence[TableRow]) -> Value | None:
    found = _figures(column.key, rows)
    return sum(found, Decimal(0)) if found else None


def _mean(column: Column, rows: Sequence[TableRow]) -> Value | None:
    found = _figures(column.key, rows)
    return sum(found, Decimal(0)) / len(found) if found else None


def _weighted(column: Column, rows: Sequence[TableRow]) -> Value | None:
    pairs = [
        (value, weight)
        for row in rows
        if isinstance(value := row.get(column.key), Decimal)
        and isinstance(weight := row.get(column.weight), Decimal)
    ]
    total = sum((weight for _value, weight in pairs), Decimal(0))
    return sum((value * weight for value, weight in pairs), Decimal(0)) / total if total else None


def _rate(column: Column, rows: Sequence[TableRow]) -> Value | None:
    """Of bodies that gave both figures only: a part without its whole says nothing."""
    both = [
        row
        for row in rows
        if isinstance(row.get(column.of), Decimal) and isinstance(row.get(column.weight), Decimal)
    ]
    whole = sum(_figures(column.weight, both), Decimal(0))
    return _HUNDRED * sum(_figures(column.of, both), Decimal(0)) / whole if whole else None


def _counted(column: Column, rows: Sequence[TableRow]) -> Value | None:
    return Decimal(_count(column, rows))


def _listed(column: Column, rows: Sequence[TableRow]) -> Value | None:
    said = dict.fromkeys(written(one) for row in rows if (one := row.get(column.key)) not in (None, ""))
    return "; ".join(said) or None


_RULES: dict[str, Callable[[Column, Sequence[TableRow]], Value | None]] = {
    "none": _none,
    "sum": _sum,
    "mean": _mean,
    "weighted": _weighted,
    "rate": _rate,
    "count": _counted,
    "list": _listed,
}
