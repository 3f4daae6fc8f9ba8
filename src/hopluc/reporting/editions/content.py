"""A table of figures, and a whole edition, as plain values; frozen as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Head:
    """A column: of which year, what it counts ("Kế hoạch"); blank where the table counts one thing only."""

    year: int
    counts: str = ""

    @property
    def title(self) -> str:
        """The heading."""
        return f"{self.counts} {self.year}".strip()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: what it is, its unit, a figure for each column; None is unknown, which is not nought. `total`:
    it sums the others."""

    label: str
    unit: str
    values: tuple[Decimal | None, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `by`: what its rows are ("Nguồn vốn"). `missing`: why there are no figures, or not all."""

    by: str
    heads: tuple[Head, ...]
    rows: tuple[GridRow, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class BookGrid:
    """A table of an edition with all that is said of it."""

    chapter: str
    title: str
    definition: str
    source: str
    grid: Grid
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is another than in the edition before; "" in `row` where a whole table came or went."""

    table: str
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditionContent:
    """A whole edition; its order is that of the book. `made_on`: when its figures were read. `code`,
    `signer`: the check code once it is frozen, and the name below the signature: who froze it."""

    title: str
    issuer: str
    superior: str
    place: str
    signatory: str
    year: int
    number: int
    as_of: dt.date
    known_on: dt.date | None
    tables: tuple[BookGrid, ...]
    reason: str = ""
    corrects: int = 0
    differs: tuple[Difference, ...] = ()
    made_on: dt.date | None = None
    code: str = ""
    signer: str = ""

    @property
    def chapters(self) -> list[tuple[str, list[tuple[int, BookGrid]]]]:
        """Tables with their numbers under their chapters: a chapter stands where its first table does."""
        found: dict[str, list[tuple[int, BookGrid]]] = {}
        for table in self.tables:
            found.setdefault(table.chapter, [])
            found[table.chapter].append((0, table))
        number, numbered = 0, []
        for chapter, tables in found.items():
            own = []
            for _zero, table in tables:
                number += 1
                own.append((number, table))
            numbered.append((chapter, own))
        return numbered
