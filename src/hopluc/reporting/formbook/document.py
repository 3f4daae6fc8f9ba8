"""A form's narratives and tables in the consolidated report, as blocks of the document and as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hopluc.office.official import Annex, Cell, Table
from hopluc.office.official import Column as Wide
from hopluc.office.sheets import Field, Kind, Sum
from hopluc.reporting.content import Report, RowResult, SectionResult
from hopluc.reporting.editing.passages import Item, Passage
from hopluc.reporting.formbook.cells import Value, of_kept, written
from hopluc.reporting.formbook.content import NUMERIC, Column, Section
from hopluc.viet.numbers import format_number

# A table with more columns or rows than that stands in an annex, which is landscape.
COLUMNS_IN_TEXT = 5
ROWS_IN_TEXT = 25
# Shares of a table's width.
NUMBER, FIRST, FIGURE = 10, 50, 18
WIDTHS: dict[str, int] = {"text": 44, "choice": 28, "date": 24, "money": 26}


def items(section: Section, result: SectionResult) -> Iterator[Item]:
    """A table of the form in the report, or that it is in an annex."""
    place = f"table:{section.key}"
    if not any(any(row.values) for row in result.rows):
        yield Passage(f"{place}:none", place, "Các cơ quan chưa có số liệu", tail=".")
    elif _is_large(section, result):
        yield Passage(f"{place}:annex", place, "Số liệu chi tiết tại Phụ lục", tail=".")
    else:
        yield _table(section, result)
        yield Passage(f"after:{place}", f"after:{place}")


def large(report: Report) -> list[str]:
    """The places of the tables that stand in annexes, in their order."""
    return [
        f"table:{section.key}"
        for section, result in _pairs(report)
        if section.kind == "table" and _is_large(section, result)
    ]


def annexes(report: Report) -> Iterator[Annex]:
    """Tables too large for the text."""
    for section, result in _pairs(report):
        if section.kind == "table" and _is_large(section, result):
            yield Annex(section.title, (_table(section, result),))


def _pairs(report: Report) -> Iterator[tuple[Section, SectionResult]]:
    form = report.asked.form
    for result in report.sections:
        section = form.section(result.key) if form else None
        if section:
            yield section, result


def _is_large(section: Section, result: SectionResult) -> bool:
    return len(section.columns) > COLUMNS_IN_TEXT or len(result.rows) > ROWS_IN_TEXT


def _table(section: Section, result: SectionResult) -> Table:
    first = "Nội dung" if section.rows else "Cơ quan"
    columns = (
        Wide("TT", NUMBER, "center"),
        Wide(first, FIRST),
        *(
            Wide(_headed(one), WIDTHS.get(one.kind, FIGURE), "right" if one.kind in NUMERIC else "left")
            for one in section.columns
        ),
    )
    return Table(columns, [_row(section, place, row) for place, row in enumerate(result.rows, 1)])


def _headed(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _row(section: Section, place: int, row: RowResult) -> tuple[str | Cell, ...]:
    said = [
        Cell(
            said_in(column, text), row.total, opens=f"cell:{section.key}:{place}:{column.key}" if text else ""
        )
        for column, text in zip(section.columns, row.values, strict=True)
    ]
    return ("", Cell(row.title, bold=True), *said) if row.total else (str(place), row.title, *said)


def said_in(column: Column, text: str) -> str:
    """A value of a consolidated table as people write it; a rate or a mean with two places at most."""
    value = _value(column, text)
    return format_number(round(value, 2)) if isinstance(value, Decimal) else written(value)


def _value(column: Column, text: str) -> Value | None:
    """What `kept` was given: a count or a list stands in a column of another kind."""
    if column.gathers == "count":
        return Decimal(text) if text else None
    if column.gathers == "list" and column.kind in {"date", *NUMERIC}:
        return text or None
    return of_kept(column, text)


# --- sheets ---------------------------------------------------------------------------------------


SheetOf = tuple[str, str, Sequence[Field], list[list[Value | Sum | int | None]]]


def sheets(report: Report) -> Iterator[SheetOf]:
    """A sheet for each table: its name, title, fields, and the consolidated rows."""
    for place, (section, result) in enumerate(_pairs(report), 1):
        if section.kind == "table":
            fields = (
                Field("TT", 6, "centre"),
                Field("Nội dung" if section.rows else "Cơ quan", 46, "wrapped"),
                *(Field(_headed(one), 18, _look(one)) for one in section.columns),
            )
            rows: list[list[Value | Sum | int | None]] = [
                [
                    None if row.total else number,
                    row.title,
                    *(
                        _in_sheet(one, text, number - 1 if row.total else 0)
                        for one, text in zip(section.columns, row.values, strict=True)
                    ),
                ]
                for number, row in enumerate(result.rows, 1)
            ]
            yield f"Biểu {place}", section.title, fields, rows


def _in_sheet(column: Column, text: str, above: int) -> Value | Sum | None:
    """A cell; in the last row, which puts those `above` together, a column that is added is summed there."""
    value = _value(column, text)
    summed = above and column.gathers == "sum" and isinstance(value, Decimal)
    return Sum(value, above) if summed else value  # type: ignore[arg-type]


def _look(column: Column) -> Kind:
    if column.gathers == "count" or column.kind in NUMERIC:
        return "number"
    return "date" if column.kind == "date" and column.gathers != "list" else "wrapped"
