"""The figures of a five-year table: from the indicators that its rows follow; typed ones where there are
none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from hopluc.plans.mandates.wholes import Added, in_part
from hopluc.plans.models import Indicator, TargetLink
from hopluc.plans.standings import Moment
from hopluc.reporting.actuals.queries import aim_of
from hopluc.reporting.actuals.years import Years
from hopluc.reporting.reviews.tables.layouts import YEARS, Layout, Row, layouts
from hopluc.reporting.reviews.tables.models import IndicatorTable, TableFigure, TableRow

TARGET = 0  # the column of the target; the others are years


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the table. `typed`: nobody's records give it, it was typed from `source`; `source` of the
    others: the plan that gives it, and of how many units it is the sum."""

    column: int
    value: Decimal | None = None
    typed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells: baseline, the years, the target."""

    row: Row
    cells: tuple[Cell, ...]
    note: str = ""
    follows: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """The whole table."""

    layout: Layout
    columns: tuple[int, ...]
    blocks: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def lines(self) -> list[Line]:
        """All rows."""
        return [line for _title, lines in self.blocks for line in lines]

    @property
    def given(self) -> int:
        """How many cells hold a figure."""
        return sum(cell.value is not None for line in self.lines for cell in line.cells)

    @property
    def typed(self) -> list[tuple[Line, Cell]]:
        """The cells that were typed."""
        return [(line, cell) for line in self.lines for cell in line.cells if cell.typed]


def columns_of(table: IndicatorTable) -> tuple[int, ...]:
    """The year before the first, the five years, the target."""
    return (*range(table.first_year - 1, table.first_year + YEARS), TARGET)


def filled(table: IndicatorTable) -> Filled:
    """The table with all that is known today."""
    layout, columns = layouts()[table.layout], columns_of(table)
    kept = {one.key: one for one in table.rows.select_related("indicator__plan").prefetch_related("figures")}
    families = _families([one.indicator for one in kept.values() if one.indicator])
    targets = (one for family in families.values() for one in family)
    known = Years(targets, columns, Moment(timezone.localdate()))
    return Filled(
        layout,
        columns,
        tuple(
            (title, tuple(_line(table, row, kept.get(row.key), columns, families, known) for row in rows))
            for title, rows in layout.blocks
        ),
    )


def _families(heads: Sequence[Indicator]) -> dict[int, list[Indicator]]:
    """Each indicator with those that a person confirmed to serve it, or that it serves."""
    ids = [one.pk for one in heads]
    links = TargetLink.objects.filter(
        Q(above__in=ids) | Q(below__in=ids), state=TargetLink.State.CONFIRMED
    ).select_related("above__plan", "below__plan")
    found: dict[int, dict[int, Indicator]] = {one.pk: {one.pk: one} for one in heads}
    for link in links.order_by("pk"):
        for own, other in ((link.above_id, link.below), (link.below_id, link.above)):
            if own in found and found[own][own].unit == other.unit:
                found[own][other.pk] = other
    return {pk: list(family.values()) for pk, family in found.items()}


def _line(
    table: IndicatorTable,
    row: Row,
    kept: TableRow | None,
    columns: Sequence[int],
    families: dict[int, list[Indicator]],
    known: Years,
) -> Line:
    if kept is None:
        return Line(row, tuple(Cell(column) for column in columns))
    family = families.get(kept.indicator_id or 0, [])
    by_hand = {one.column: one for one in kept.figures.all()}
    cells = tuple(_cell(table, column, family, known, by_hand.get(column)) for column in columns)
    follows = f"{kept.indicator.plan}: {kept.indicator.name}" if kept.indicator else ""
    return Line(row, cells, kept.note, follows, kept.revision)


def _cell(
    table: IndicatorTable,
    column: int,
    family: Sequence[Indicator],
    known: Years,
    by_hand: TableFigure | None,
) -> Cell:
    for one in family:
        plan = one.plan.number or one.plan.title
        if _is_planned(table, column):
            value = _planned(table, column, one)
            if value is not None:
                return Cell(column, value, source=plan)
        elif (actual := known.of([one], column)) and not in_part(actual):
            told = f" ({actual.told})" if isinstance(actual, Added) else ""
            return Cell(column, actual.value, source=f"{plan}{told}")
    if by_hand:
        return Cell(column, by_hand.value, typed=True, source=by_hand.source)
    return Cell(column)


def _is_planned(table: IndicatorTable, column: int) -> bool:
    return column == TARGET or (table.reads == table.Reads.PLANNED and column >= table.first_year)


def _planned(table: IndicatorTable, column: int, one: Indicator) -> Decimal | None:
    """The target where it falls in the column's year; one relative to a baseline that is only named says
    nothing."""
    aim = aim_of(one, one.plan)
    wanted = table.first_year + YEARS - 1 if column == TARGET else column
    return aim.goal if aim.end.year == wanted and not one.baseline else None
