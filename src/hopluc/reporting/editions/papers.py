"""An edition as Word (chapters, tables, contents) and as a workbook (a sheet a table). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.official import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hopluc.office.sheets import Field, Sheet, Value, Workbook
from hopluc.reporting.editions.content import BookGrid, EditionContent, GridRow
from hopluc.reporting.editions.contents import MARK
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number, to_roman

COLUMNS_A_TABLE = 6  # columns of figures that fit on a page
_DIFFERS = (
    Column("Bảng", 34),
    Column("Dòng", 34),
    Column("Cột", 18, "center"),
    Column("Bản trước", 20, "right"),
    Column("Bản này", 20, "right"),
)


def document(content: EditionContent) -> Document:
    """The edition as a document of the body that makes it."""
    return Document(
        letterhead=Letterhead(
            issuer=content.issuer,
            superior=content.superior,
            place=content.place,
            year=(content.made_on or content.as_of).year,
            numbered=False,
        ),
        kind=content.title.upper(),
        subject=f"Năm {content.year}{_number(content)}",
        blocks=tuple(_blocks(content)),
        signature=Signature(tuple(content.signatory.split("\n")), content.signer),
    )


def _number(content: EditionContent) -> str:
    return f" (xuất bản lần {content.number}, hiệu chỉnh)" if content.number > 1 else ""


def seen(content: EditionContent) -> str:
    """From when the figures are."""
    known = f", như đã biết đến hết ngày {format_date(content.known_on)}" if content.known_on else ""
    return f"Số liệu tính đến ngày {format_date(content.as_of)}{known}"


def entries(content: EditionContent) -> list[str]:
    """The headings of chapters and tables, for the contents."""
    found: list[str] = []
    for place, (chapter, tables) in enumerate(content.chapters, 1):
        found.append(_chapter(place, chapter))
        found += [_headed(number, table) for number, table in tables]
    return found + (["PHỤ LỤC. NỘI DUNG HIỆU CHỈNH"] if content.corrects else [])


def _chapter(place: int, chapter: str) -> str:
    return f"CHƯƠNG {to_roman(place)}. {chapter.upper()}"


def _headed(number: int, table: BookGrid) -> str:
    return f"Bảng {number}. {table.title}"


def _blocks(content: EditionContent) -> Iterator[Block]:
    yield Paragraph(f"{seen(content)}. Ô trống là chưa có số liệu, khác với số 0.")
    if content.reason:
        yield Paragraph(
            f"Bản này hiệu chỉnh bản xuất bản lần {content.corrects}. Lý do: {content.reason.rstrip('.')}. "
            f"Nội dung khác nêu ở cuối sách."
        )
    yield Heading("MỤC LỤC", 0)
    yield Paragraph(MARK)
    for place, (chapter, tables) in enumerate(content.chapters, 1):
        yield Heading(_chapter(place, chapter), 1)
        for number, table in tables:
            yield Heading(_headed(number, table), 2)
            yield from _table(table)
    if content.corrects:
        yield Heading("PHỤ LỤC. NỘI DUNG HIỆU CHỈNH", 1)
        yield from _differs(content)


def _table(table: BookGrid) -> Iterator[Block]:
    yield Paragraph((Run("Khái niệm, cách tính: ", bold=True), Run(table.definition)))
    if table.grid.rows:
        yield from _pieces(table)
    if table.grid.missing:
        yield Paragraph(table.grid.missing)
    if table.note:
        yield Paragraph((Run("Ghi chú: ", bold=True), Run(table.note)))
    yield Paragraph((Run(f"Nguồn: {table.source}", italic=True),))


def _pieces(table: BookGrid) -> Iterator[Table]:
    """The table, in pieces of so many columns as a page is wide."""
    units = {row.unit for row in table.grid.rows}
    unit = f"Đơn vị tính: {units.pop()}" if len(units) == 1 and "" not in units else ""
    for start in range(0, len(table.grid.heads), COLUMNS_A_TABLE):
        heads = table.grid.heads[start : start + COLUMNS_A_TABLE]
        columns = [Column(table.grid.by, 60)]
        columns += [] if unit else [Column("Đơn vị", 22, "center")]
        columns += [Column(head.title, 21, "right") for head in heads]
        rows = [_row(row, start, len(heads), with_unit=not unit) for row in table.grid.rows]
        yield Table(tuple(columns), rows, unit)


def _row(row: GridRow, start: int, count: int, *, with_unit: bool) -> tuple[Cell, ...]:
    figures = (_shown(value) for value in row.values[start : start + count])
    texts = (row.label, *((row.unit,) if with_unit else ()), *figures)
    return tuple(Cell(text, bold=row.total) for text in texts)


def _shown(value: object) -> str:
    return "" if value is None else format_number(value)  # type: ignore[arg-type]


def _differs(content: EditionContent) -> Iterator[Block]:
    if not content.differs:
        yield Paragraph(f"Số liệu không khác bản xuất bản lần {content.corrects}.")
        return
    rows = [(one.table, one.row, one.column, one.before, one.after) for one in content.differs]
    yield Table(_DIFFERS, rows)


# --- the workbook ---------------------------------------------------------------------------------


def workbook(content: EditionContent) -> Workbook:
    """The contents with definitions, sources and notes, then a sheet for each table, then what differs."""
    fields = (
        Field("Bảng", 8, "centre"),
        Field("Chương", 30, "wrapped"),
        Field("Tên bảng", 44, "wrapped"),
        Field("Khái niệm, cách tính", 70, "wrapped"),
        Field("Nguồn", 44, "wrapped"),
        Field("Ghi chú", 44, "wrapped"),
    )
    when = seen(content)
    sheets = [Sheet("Mục lục", f"{content.title} năm {content.year}", fields, _listed(content), when)]
    for _chapter_title, tables in content.chapters:
        sheets += [_sheet(number, table) for number, table in tables]
    if content.corrects:
        columns = tuple(Field(column.title, 30, "wrapped") for column in _DIFFERS)
        rows = [[one.table, one.row, one.column, one.before, one.after] for one in content.differs]
        sheets.append(Sheet("Hiệu chỉnh", f"Khác bản lần {content.corrects}", columns, rows, content.reason))
    return Workbook(f"{content.title} năm {content.year}", content.issuer, sheets)


def _listed(content: EditionContent) -> Iterator[Sequence[Value]]:
    for chapter, tables in content.chapters:
        for number, one in tables:
            note = " ".join(filter(None, (one.note, one.grid.missing)))
            yield [number, chapter, one.title, one.definition, one.source, note]


def _sheet(number: int, table: BookGrid) -> Sheet:
    fields = (
        Field(table.grid.by, 50, "wrapped"),
        Field("Đơn vị", 16),
        *(Field(head.title, 16, "number") for head in table.grid.heads),
    )
    rows = [[row.label, row.unit, *row.values] for row in table.grid.rows]
    said = " ".join(filter(None, (f"Nguồn: {table.source}", table.note, table.grid.missing)))
    return Sheet(f"Bảng {number}", _headed(number, table), fields, rows, said, 1)
