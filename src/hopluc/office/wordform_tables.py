"""The tables of a Word form as they were sent out, and which of them, which row and which column a table that
came back holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hopluc.office.fillform import FillBook, FillColumn, FillRow, FillSheet, field_of, words_of
from hopluc.office.wordform import rows_shown
from hopluc.office.wordform_text import ReadCell, plain

_HEAD_AMONG = 3  # so many rows from the top may be the headings


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as sent out. `values` of a row are in the order of `columns`; a text is a table of one cell.
    titles: the headings of the columns, to compare. labels: the columns that tell rows apart (only read, and
    not blank everywhere); by_labels: the rows by what stands there, to compare."""

    sheet: FillSheet
    columns: Sequence[FillColumn]
    rows: Sequence[FillRow]
    shown: Sequence[FillRow]
    titles: Sequence[str]
    labels: Sequence[int]
    by_labels: Mapping[tuple[str, ...], Sequence[FillRow]]

    def names(self, row: FillRow) -> Iterator[tuple[int, str]]:
        """The fields of a row with their columns."""
        for place, column in enumerate(self.columns):
            if column.fields:
                yield place, field_of(column.fields, row.key)

    def held(self, row: FillRow) -> bool:
        """Whether something stands in a row."""
        return any(words_of(row.values[place]) for place, _name in self.names(row))


def tables_of(book: FillBook) -> list[SentTable]:
    """The tables of a form, in their order."""
    found = []
    for sheet in book.sheets:
        if sheet.shape != "texts":
            found.append(_table(sheet, sheet.columns, sheet.rows, rows_shown(sheet)))
            continue
        for row in sheet.rows:
            column = FillColumn(words_of(row.values[0]), fields=sheet.columns[1].fields)
            alone = [FillRow(row.key, row.values[1:])]
            found.append(_table(sheet, [column], alone, alone))
    return found


def _table(
    sheet: FillSheet, columns: Sequence[FillColumn], rows: Sequence[FillRow], shown: Sequence[FillRow]
) -> SentTable:
    labels = [
        place
        for place, column in enumerate(columns)
        if not column.fields and any(words_of(row.values[place]) for row in rows)
    ]
    by_labels: dict[tuple[str, ...], list[FillRow]] = defaultdict(list)
    for row in rows:
        by_labels[tuple(plain(words_of(row.values[place])) for place in labels)].append(row)
    return SentTable(sheet, columns, rows, shown, [plain(one.title) for one in columns], labels, by_labels)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headings stand: in which row (-1: nowhere), and which cell is which column."""

    row: int
    columns: Mapping[int, int]
    width: int = 0


NOWHERE = Head(-1, {})


def head_of(table: SentTable, rows: Sequence[Sequence[ReadCell]]) -> Head:
    """The row of a table's headings. Columns may have changed places or been added; those that tell rows
    apart must be there, and at least one to be filled in. A table of which no column tells rows apart must be
    as it was."""
    titles = table.titles
    for number, row in enumerate(rows[:_HEAD_AMONG]):
        if any(cell.span > 1 for cell in row):
            continue
        texts = [plain(cell.text) for cell in row]
        if texts == list(titles):
            return Head(number, {place: place for place in range(len(row))}, len(row))
        found = {
            place: titles.index(text)
            for place, text in enumerate(texts)
            if titles.count(text) == 1 and texts.count(text) == 1
        }
        there = set(found.values())
        told_apart = bool(table.labels) and there.issuperset(table.labels)
        if told_apart and any(table.columns[one].fields for one in there):
            return Head(number, found, len(row))
    return NOWHERE


def row_by_labels(table: SentTable, head: Head, row: Sequence[ReadCell], taken: set[str]) -> FillRow | None:
    """The row that bears these labels; None where none or several do."""
    if len(row) != head.width or any(cell.span > 1 for cell in row):
        return None
    by_column = {column: plain(row[place].text) for place, column in head.columns.items()}
    wanted = tuple(by_column.get(place, "") for place in table.labels)
    found = [one for one in table.by_labels.get(wanted, ()) if one.key not in taken]
    return found[0] if len(found) == 1 else None
