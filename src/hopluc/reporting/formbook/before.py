"""The consolidated figures of the last period, for computed columns that rest on them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from hopluc.reporting.content import Answered, SectionResult
from hopluc.reporting.formbook.content import NUMERIC, Column, FormContent, Formula, Section
from hopluc.reporting.formbook.formulas import Figures

TOTAL_ROW = ""  # the key under which the last row of a table is kept


def figures_before(form: FormContent, results: Sequence[SectionResult]) -> Iterator[Answered]:
    """The figures of a consolidated report's tables by section, row and column of its form; of rows that
    bodies write themselves only the last row has a place that stays from period to period."""
    by_key = {one.key: one for one in results}
    for section in form.sections:
        for place, row in enumerate(by_key[section.key].rows if section.key in by_key else ()):
            key = TOTAL_ROW if row.total else _key(section, place)
            for column, text in zip(section.columns, row.values, strict=True):
                if key is not None and text and _is_figure(column):
                    yield Answered(section.key, key, column.key, text)


def _key(section: Section, place: int) -> str | None:
    return section.rows[place].key if place < len(section.rows) else None


def _is_figure(column: Column) -> bool:
    """Whether its consolidated value is a figure: lists of figures are text, counts of texts are figures."""
    return column.gathers == "count" or (column.kind in NUMERIC and column.gathers != "list")


def of_row(before: Iterable[Answered], section: Section, row: str) -> Figures:
    """The figures of one row by column."""
    return {one.column: Decimal(one.text) for one in before if one.section == section.key and one.row == row}


def rests_on(formula: Formula | None) -> list[str]:
    """The columns whose figures of the last period a formula asks for."""
    if formula is None:
        return []
    own = [formula.column] if formula.op == "previous" else []
    return own + [one for argument in formula.args for one in rests_on(argument)]
