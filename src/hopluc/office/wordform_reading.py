"""A Word form that came back: what stands in each field, found by the marks of its cell or, where a program
lost them, by the headings of the table and the labels of the row. What belongs to no field for certain is
told and written nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hopluc.office.controls import mark_of, tag_of
from hopluc.office.fillform import FillBook, FillRow, Returned, Unread, field_of, fields_in, words_of
from hopluc.office.more_parts import PROPERTIES
from hopluc.office.package import open_package
from hopluc.office.wordform import BASE, CODE, CODED, PREFIX, bases_in, heading_of, place_of
from hopluc.office.wordform_tables import NOWHERE, Head, SentTable, head_of, row_by_labels, tables_of
from hopluc.office.wordform_text import (
    ReadCell,
    blocks_of,
    body_of,
    forget_hints,
    plain,
    properties_of,
    rows_of,
    text_of,
)
from hopluc.office.xml import name_of

_CODE = re.compile(rf"{re.escape(CODE)}(\d+)-(\d+)-(\d+)")
# What stands over an annex and under its title (office.official), folded.
_ANNEX, _ANNEX_NOTE = re.compile(r"phu luc( [ivxlc]+)?"), re.compile(r"\(kem theo .* so .* cua .*\)")
Rows = Sequence[Sequence[ReadCell]]


def read_word_form(data: bytes, book: FillBook) -> Returned:
    """What stands in the fields of a form that came back; `book`: the form as it would be sent out now, whose
    structure it is read by. A stranger's document has no `about`. Raises Unreadable for what is no Word file.
    """
    package = open_package(data)
    properties = properties_of(package, PROPERTIES)
    about = {key.removeprefix(PREFIX): value for key, value in properties.items() if key.startswith(PREFIX)}
    known = {plain(words) for words in _words_around(book)}
    headings = {plain(heading_of(one, place)): one.name for place, one in enumerate(book.sheets, 1)}
    found = _Found(tables_of(book))
    section = ""
    body = body_of(package)
    forget_hints(package, body)
    for block in blocks_of(body):
        text = "" if name_of(block) == "tbl" else text_of(block).strip()
        if name_of(block) == "tbl":
            found.take(rows_of(block), section)
        elif code := _CODE.search(text):
            about = dict(zip(CODED, code.groups(), strict=True)) | about
            section = ""
        elif _ANNEX.fullmatch(plain(text)):
            section = ""
        elif plain(text) in headings:
            section = headings[plain(text)]
        elif section and text and plain(text) not in known and not _ANNEX_NOTE.fullmatch(plain(text)):
            found.stray(section, text, "Chữ nằm ngoài ô điền nên không được ghi. Chép vào ô nền vàng.")
    if about.get("form") == "0":  # the line of the code cannot say "none" otherwise
        about["form"] = ""
    bases = bases_in(properties)
    about |= {f"{BASE}{name}": bases.get(mark_of(name), "") for name in found.values}
    places = {name: place for name, place in _places(book) if name in found.values}
    return Returned(about, found.values, places, (*found.unread, *found.missing()))


def _places(book: FillBook) -> Iterator[tuple[str, str]]:
    for sheet in book.sheets:
        for name, row, column, _value in fields_in(sheet):
            yield name, place_of(sheet, row, column)


def _words_around(book: FillBook) -> Iterator[str]:
    """What stands between the tables of a form as sent out."""
    yield "(Bảng ở Phụ lục kèm theo.)"
    yield "Hết dòng trống thì thêm dòng ở cuối bảng."
    for sheet in book.sheets:
        yield sheet.guidance


class _Found:
    """What was found so far: `values` by field; `unread`: what belongs to none for certain."""

    def __init__(self, tables: Sequence[SentTable]) -> None:
        self.tables = tables
        self.values: dict[str, str] = {}
        self.unread: list[Unread] = []
        self._doubtful: set[str] = set()
        self._seen: set[int] = set()
        self._by_mark = {
            mark: (number, row, name, place)
            for number, table in enumerate(tables)
            for row in table.rows
            for place, name in table.names(row)
            for mark in (tag_of(name), mark_of(name))
        }

    # --- a table ----------------------------------------------------------------------------------

    def take(self, rows: Rows, section: str) -> None:
        """Take over a table; one that is none of the form's is told where it stands among them."""
        marked = {self._by_mark[one][0] for row in rows for cell in row for one in self._marks(cell)}
        if len(marked) > 1:
            self._seen |= marked
            for row in rows:
                self._by_marks(row)
            return
        number = marked.pop() if marked else self._by_headings(rows, section)
        if number is None:
            text = " ".join(cell.text for row in rows for cell in row).strip()
            if section and text:
                why = "Bảng không đúng cột, dòng của biểu nên không đọc được. Chép vào biểu mới tải."
                self.stray(section, text, why)
            return
        self._seen.add(number)
        self._rows(self.tables[number], rows)

    def _marks(self, cell: ReadCell) -> set[str]:
        return {one for one in cell.marks if one in self._by_mark}

    def _fields(self, cell: ReadCell) -> set[str]:
        return {self._by_mark[one][2] for one in self._marks(cell)}

    def _by_headings(self, rows: Rows, section: str) -> int | None:
        """The table that has these headings, and that has not come yet; in doubt the one of this section."""
        found = [
            number
            for number, table in enumerate(self.tables)
            if number not in self._seen and head_of(table, rows) is not NOWHERE
        ]
        if len(found) > 1:
            found = [one for one in found if self.tables[one].sheet.name == section]
        return found[0] if len(found) == 1 else None

    def _rows(self, table: SentTable, rows: Rows) -> None:
        head = head_of(table, rows)
        taken: set[str] = set()
        more: list[Sequence[ReadCell]] = []
        for row in rows[head.row + 1 :]:
            fields = {one for cell in row for one in self._fields(cell)}
            copied = bool(fields) and fields <= self.values.keys() | self._doubtful
            lines = (self._by_mark[one][1] for cell in row for one in self._marks(cell))
            marked = {one.key: one for one in lines}
            if len(marked) > 1:
                self._by_marks(row)
                taken |= marked.keys()
                continue
            at = next(iter(marked.values())) if marked and not copied else None
            at = at or row_by_labels(table, head, row, taken)
            if at is None:
                more.append(row)
                continue
            taken.add(at.key)
            self._row(table, at, head, row, by_mark=not copied)
        self._more(table, head, more)

    def _more(self, table: SentTable, head: Head, rows: Sequence[Sequence[ReadCell]]) -> None:
        """Rows that somebody added: into those of a table of the body's own rows that are blank in the file
        and in the draft."""
        blank = [one for one in table.rows if not table.held(one) and not self._says(table, one)]
        for row in rows:
            text = " | ".join(cell.text for cell in row if cell.text)
            filled = [
                cell
                for place, cell in enumerate(row)
                if cell.text and table.columns[head.columns.get(place, 0)].fields
            ]
            if not (filled if head.row >= 0 else text):
                continue
            if table.sheet.shape == "free" and blank and len(row) == head.width:
                at = blank.pop(0)
                for _place, name in table.names(at):
                    self.values.pop(name, None)
                self._row(table, at, head, row, by_mark=False)
            elif table.sheet.shape == "free" and not blank:
                self.stray(table.sheet.name, text, "Hết số dòng của bảng nên dòng này không được ghi.")
            else:
                why = "Không nhận ra dòng này (đổi chữ ở cột đầu, gộp ô). Chép vào biểu mới tải."
                self.stray(table.sheet.name, text, why)

    def _row(
        self, table: SentTable, at: FillRow, head: Head, row: Sequence[ReadCell], *, by_mark: bool
    ) -> None:
        """The cells of a row: by their marks, those without by their column."""
        in_place = len(row) == head.width and all(cell.span == 1 for cell in row)
        lost = []
        for place, cell in enumerate(row):
            if by_mark and self._marks(cell):
                self._by_marks([cell])
            elif in_place and place in head.columns:
                column = table.columns[head.columns[place]]
                if column.fields:
                    self._put(field_of(column.fields, at.key), cell.text)
            elif not in_place and cell.text:
                lost.append(cell.text)
        if lost and any(name not in self.values for _place, name in table.names(at)):
            why = "Ô của dòng này bị gộp hay tách nên không đọc chắc chắn được. Chép vào biểu mới tải."
            self.stray(table.sheet.name, " | ".join(lost), why)

    def _by_marks(self, row: Sequence[ReadCell]) -> None:
        for cell in row:
            fields = self._fields(cell)
            if len(fields) == 1:
                self._put(fields.pop(), cell.text)
            elif fields:
                self._doubtful |= fields
                why = "Các ô bị gộp làm một nên không biết chữ nào của ô nào. Tách ra rồi gửi lại."
                self.stray(self._name(fields), cell.text, why)

    def _name(self, fields: set[str]) -> str:
        return self.tables[self._by_mark[tag_of(min(fields))][0]].sheet.name

    def _put(self, name: str, text: str) -> None:
        if name in self._doubtful:
            return
        if self.values.get(name, text) == text:
            self.values[name] = text
            return
        self._doubtful.add(name)
        both = f"{self.values.pop(name)} | {text}"
        self.stray(self._name({name}), both, "Hai ô cùng là một ô của biểu. Giữ một ô rồi gửi lại.")

    # --- what is told -----------------------------------------------------------------------------

    def stray(self, section: str, text: str, why: str) -> None:
        """Tell of something that is written nowhere."""
        self.unread.append(Unread(f"Phần “{section}”", text[:500], why))

    def missing(self) -> Iterator[Unread]:
        """Tables that did not come back, and rows that hold something; what they hold stays."""
        for number, table in enumerate(self.tables):
            place = f"Phần “{table.sheet.name}”"
            if number not in self._seen:
                title = "" if len(table.columns) > 1 else f" (ô “{table.columns[0].title}”)"
                yield Unread(f"{place}{title}", "", "Không còn trong tệp: giữ như trên hệ thống.")
                continue
            gone = [one for one in table.shown if table.held(one) and not self._came(table, one)]
            if gone and table.labels:
                labels = ", ".join(f"“{words_of(one.values[table.labels[0]])}”" for one in gone)
                yield Unread(place, "", f"Thiếu dòng {labels} trong tệp: giữ như trên hệ thống.")

    def _says(self, table: SentTable, row: FillRow) -> bool:
        return any(self.values.get(name) or name in self._doubtful for _place, name in table.names(row))

    def _came(self, table: SentTable, row: FillRow) -> bool:
        return any(name in self.values or name in self._doubtful for _place, name in table.names(row))
