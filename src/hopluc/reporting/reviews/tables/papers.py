"""The five-year table as Word (a landscape annex) and as a workbook. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.issuing import issuer_symbol
from hopluc.office.official import (
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from hopluc.office.sheets import Field, Section, Sheet, Value, Workbook
from hopluc.reporting.reviews.tables.models import IndicatorTable
from hopluc.reporting.reviews.tables.values import TARGET, Filled
from hopluc.reporting.reviews.tables.values import Cell as Figure
from hopluc.viet.numbers import format_number, to_roman


def heads(table: IndicatorTable, filled: Filled) -> list[str]:
    """The headings of the columns of figures."""
    word = "TH" if table.reads == table.Reads.DONE else "KH"
    first, last = filled.columns[0], filled.columns[-2]
    found = []
    for column in filled.columns:
        if column == TARGET:
            found.append(f"Mục tiêu {last}")
        else:
            found.append(f"TH {column}" if column == first else f"{word} {column}")
    return found


def document(table: IndicatorTable, filled: Filled) -> Document:
    """The table as the annex of a document of the body that keeps it."""
    body = table.body
    return Document(
        letterhead=Letterhead(issuer=body.name, symbol=f"BC-{issuer_symbol(body.name, body.short_name)}"),
        kind="BÁO CÁO",
        subject=table.title,
        blocks=(),
        signature=Signature(()),
        annexes=(Annex(table.title, tuple(_blocks(table, filled))),),
    )


def _blocks(table: IndicatorTable, filled: Filled) -> Iterator[Block]:
    columns = (
        Column("TT", 9, "center"),
        Column("Chỉ tiêu", 52),
        Column("Đơn vị tính", 22, "center"),
        *(Column(head, 19, "right") for head in heads(table, filled)),
        Column("Ghi chú", 24),
    )
    rows: list[Sequence[str | Cell]] = []
    for place, (title, lines) in enumerate(filled.blocks, 1):
        rows.append((Cell(to_roman(place), bold=True), Cell(title, bold=True, span=len(columns) - 1)))
        for n, line in enumerate(lines, 1):
            rows.append((str(n), line.row.name, line.row.unit, *map(_shown, line.cells), line.note))
    yield Table(columns, rows)
    if filled.typed:
        told = "; ".join(f"{line.row.name}, {_column(cell)}: {cell.source}" for line, cell in filled.typed)
        yield Paragraph(f"* Số nhập tay, nguồn: {told}.")
    yield Paragraph(f"Ghi chú: {filled.layout.basis}. {filled.layout.doubt}")


def _shown(cell: Figure) -> str:
    return "" if cell.value is None else format_number(cell.value) + ("*" if cell.typed else "")


def _column(cell: Figure) -> str:
    return "mục tiêu" if cell.column == TARGET else f"năm {cell.column}"


def workbook(table: IndicatorTable, filled: Filled) -> Workbook:
    """The table, and the source of every figure."""
    fields = (
        Field("TT", 6, "centre"),
        Field("Chỉ tiêu", 56, "wrapped"),
        Field("Đơn vị tính", 18),
        *(Field(head, 14, "number") for head in heads(table, filled)),
        Field("Ghi chú", 30, "wrapped"),
    )
    sources = (
        Field("Chỉ tiêu", 56, "wrapped"),
        Field("Cột", 14),
        Field("Số liệu", 16, "number"),
        Field("Nhập tay", 10, "centre"),
        Field("Nguồn", 60, "wrapped"),
    )
    said = f"{filled.layout.basis}. {filled.layout.doubt}"
    return Workbook(
        table.title,
        table.body.name,
        [
            Sheet("Biểu chỉ tiêu", table.title, fields, _rows(filled), said, 2),
            Sheet("Nguồn số liệu", f"Nguồn số liệu – {table.title}", sources, _sources(filled), "", 1),
        ],
    )


def _rows(filled: Filled) -> Iterator[Sequence[Value | Section]]:
    for place, (title, lines) in enumerate(filled.blocks, 1):
        yield [Section(f"{to_roman(place)}. {title}")]
        for n, line in enumerate(lines, 1):
            yield [n, line.row.name, line.row.unit, *(cell.value for cell in line.cells), line.note]


def _sources(filled: Filled) -> Iterator[Sequence[Value | Section]]:
    for line in filled.lines:
        for cell in line.cells:
            if cell.value is not None:
                yield [line.row.name, _column(cell), cell.value, "x" if cell.typed else "", cell.source]
