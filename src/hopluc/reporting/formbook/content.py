"""A form as plain values: sections in their order, tables with typed columns, formulas as trees.

The JSON of a version is `reporting.content.to_json` of `FormContent`; a version in use never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SectionKind = Literal["narrative", "table", "tasks", "figures"]
ColumnKind = Literal["text", "integer", "decimal", "money", "percent", "date", "choice"]
Operator = Literal["column", "number", "sum", "difference", "product", "ratio", "share", "previous"]
Comparison = Literal["<=", ">=", "="]
Gathering = Literal["none", "sum", "mean", "weighted", "rate", "count", "list"]

NUMERIC: frozenset[str] = frozenset({"integer", "decimal", "money", "percent"})


@dataclass(frozen=True, slots=True)
class Formula:
    """A node of a formula's tree: a column of the same row, a number, or an operator over its arguments.

    sum: all arguments, those without a figure left out. difference, ratio: the first and the others. share:
    a ratio in per cent. previous: the column's figure in the last period.
    """

    op: Operator
    args: tuple[Formula, ...] = ()
    column: str = ""
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    least, most: bounds of a figure, both allowed. formula: the column is computed, nobody types in it.
    gathers: what a consolidated table says of many bodies' figures; weighted: the mean weighted by the
    column `weight`; rate: a hundred times the sum of the column `of` over that of `weight`.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    formula: Formula | None = None
    gathers: Gathering = "none"
    weight: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that the form itself names ("1. Nông nghiệp")."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold in each row of a table: "in which women" is at most "members"."""

    left: Formula
    compare: Comparison
    right: Formula
    message: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. narrative: `guidance`, `longest` in characters (0: no limit). table: columns, and
    `rows` or, where there are none, as many rows as the body writes, up to `most_rows`. tasks: the body's
    parts as the plan has them. figures: the plan's indicators."""

    key: str
    kind: SectionKind
    title: str
    guidance: str = ""
    longest: int = 0
    required: bool = False
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    most_rows: int = 50
    checks: tuple[Check, ...] = ()

    def column(self, key: str) -> Column | None:
        """A column by its key."""
        return next((one for one in self.columns if one.key == key), None)


def rows_of(section: Section) -> list[Row]:
    """The rows of a table: its own, or as many blank ones as a body may write."""
    return list(section.rows) or [Row(f"r{n}", str(n)) for n in range(1, section.most_rows + 1)]


@dataclass(frozen=True, slots=True)
class FormContent:
    """The whole form."""

    sections: tuple[Section, ...] = ()

    def section(self, key: str) -> Section | None:
        """A section by its key."""
        return next((one for one in self.sections if one.key == key), None)
