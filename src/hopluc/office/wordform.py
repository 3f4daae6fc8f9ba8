"""Forms as Word documents to be filled in and sent back: real tables whose yellow cells are content controls.

The document is an official one (`paper` brings its head and its foot). Whose it is, and what each field held
when it was made, lies in properties of its own and, for programs that keep none, in the line of its code.
`wordform_reading` takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hopluc.office.controls import Controls, mark_of
from hopluc.office.fillform import FillBook, FillColumn, FillRow, FillSheet, field_of, fields_in, words_of
from hopluc.office.more_parts import with_comments, with_properties
from hopluc.office.official import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    write_docx,
)
from hopluc.office.sheets import Kind, Value
from hopluc.viet.numbers import to_roman

PREFIX, BASE = "HopLuc.", "base:"
CODE, CODE_END = "Mã biểu: HL-", ". Giữ nguyên dòng này để hệ thống nhận lại biểu."
CODED = ("submission", "form", "revision")  # of `about`, what stands in the line of the code
BASES, _DIGEST = f"{PREFIX}base.", ":"
_IN_ONE = 7  # digests in one property, of which Word keeps 255 characters
_LONGEST = 250
_WIDE = 6  # tables of more columns stand on a landscape page of their own
_SPARE = 8  # blank rows below those that a body wrote
_YELLOW, _RED = "FFFBE6", "FBE0DE"
_ALIGN: dict[Kind, Align] = {"number": "right", "date": "center", "centre": "center"}
# Of a column, beside the 60 to 100 of one of words: a sheet's narrow columns break "III/17" on a page.
NARROWEST = 18
NOTES_HEAD = ("Chỗ cần xem lại", "Nội dung")


def heading_of(sheet: FillSheet, place: int) -> str:
    """The heading of a section, the first being in place 1."""
    return f"{to_roman(place)}. {sheet.name}"


def write_word_form(
    book: FillBook,
    paper: Document,
    *,
    notes: Mapping[str, str] | None = None,
    told: Sequence[tuple[str, str]] = (),
    noted: str = "",
) -> bytes:
    """The form as a .docx. `notes`: field → what is to be seen to there, shown in a list at the head and in a
    comment, by `noted`; `told`: what else the list says, each with its place in words."""
    controls = Controls()
    drawn = [
        (sheet, heading_of(sheet, place), tuple(_section(sheet, controls, notes or {})))
        for place, sheet in enumerate(book.sheets, 1)
    ]
    blocks: list[Block] = [Paragraph((Run(book.guidance, italic=True),)), *_listed(book, notes or {}, told)]
    annexes = []
    for sheet, heading, inside in drawn:
        blocks.append(Heading(heading))
        if len(sheet.columns) > _WIDE:
            blocks.append(Paragraph((Run("(Bảng ở Phụ lục kèm theo.)", italic=True),)))
            annexes.append(Annex(heading, inside))
        else:
            blocks += inside
    blocks.append(Paragraph((Run(code_of(book.about), italic=True),)))
    docx = write_docx(replace(paper, blocks=tuple(blocks), annexes=tuple(annexes)))
    return with_comments(with_properties(docx, _properties(book.about)), noted, controls.comments)


def code_of(about: Mapping[str, str]) -> str:
    """The line that says whose the form is."""
    return f"{CODE}{'-'.join(about.get(key) or '0' for key in CODED)}{CODE_END}"


def _properties(about: Mapping[str, str]) -> dict[str, str]:
    """Whose the form is, and the digests of the fields that held something, several in one property."""
    found = {f"{PREFIX}{key}": value[:_LONGEST] for key, value in about.items() if not key.startswith(BASE)}
    bases = [
        f"{mark_of(key.removeprefix(BASE))}{_DIGEST}{value}"
        for key, value in about.items()
        if key.startswith(BASE)
    ]
    for start in range(0, len(bases), _IN_ONE):
        found[f"{BASES}{start // _IN_ONE}"] = " ".join(bases[start : start + _IN_ONE])
    return found


def bases_in(properties: Mapping[str, str]) -> dict[str, str]:
    """The digests out of the properties, by the mark of their field."""
    pieces = (one for key, value in properties.items() if key.startswith(BASES) for one in value.split())
    return {mark: digest for mark, _, digest in (one.partition(_DIGEST) for one in pieces)}


# --- sections -------------------------------------------------------------------------------------


def _listed(book: FillBook, notes: Mapping[str, str], told: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """What is to be seen to, as a table before the first section."""
    rows = [
        (place_of(sheet, row, column), notes[name])
        for sheet in book.sheets
        for name, row, column, _value in fields_in(sheet)
        if name in notes
    ]
    rows += told
    if rows:
        yield Table((Column(NOTES_HEAD[0], 2), Column(NOTES_HEAD[1], 3)), rows)


def place_of(sheet: FillSheet, row: FillRow, column: FillColumn) -> str:
    """A field in words: its section, row and column."""
    if sheet.shape == "texts":
        label = words_of(row.values[0])
        return f"Phần “{sheet.name}”" + (f", mục “{label}”" if len(sheet.rows) > 1 else "")
    return f"{row_in_words(sheet, row)}, cột “{column.title}”"


def row_in_words(sheet: FillSheet, row: FillRow) -> str:
    """A row in words: its table, and its label; where that is but a number, the next one too."""
    label = " ".join(words_of(row.values[0]).split())
    if not sheet.columns[1].fields and sheet.shape == "table":
        label = f"{label}. {' '.join(words_of(row.values[1]).split())}" if len(label) < 20 else label
    short = label if len(label) <= 60 else f"{label[:59]}…"
    return f"Bảng “{sheet.name}”, dòng “{short}”"


def rows_shown(sheet: FillSheet) -> Sequence[FillRow]:
    """The rows that stand in the file: of those that a body writes itself, the used ones and some blank."""
    if sheet.shape != "free":
        return sheet.rows
    used = max((place for place, row in enumerate(sheet.rows, 1) if _holds(sheet, row)), default=0)
    return sheet.rows[: used + _SPARE]


def _holds(sheet: FillSheet, row: FillRow) -> bool:
    """Whether something stands in a row's fields."""
    pairs = zip(sheet.columns, row.values, strict=True)
    return any(column.fields and words_of(value) for column, value in pairs)


def _section(sheet: FillSheet, controls: Controls, notes: Mapping[str, str]) -> Iterator[Block]:
    if sheet.shape == "texts":
        for row in sheet.rows:
            box = _cell(sheet, row, sheet.columns[1], row.values[1], controls, notes)
            yield Table((Column(words_of(row.values[0]), 1),), [[box]])
        return
    if sheet.guidance:
        yield Paragraph((Run(sheet.guidance, italic=True),), keep=True)
    if sheet.shape == "free":
        yield Paragraph((Run("Hết dòng trống thì thêm dòng ở cuối bảng.", italic=True),), keep=True)
    columns = tuple(
        Column(one.title, max(one.width, NARROWEST), _ALIGN.get(one.kind, "left")) for one in sheet.columns
    )
    rows = [
        [
            _cell(sheet, row, column, value, controls, notes)
            for column, value in zip(sheet.columns, row.values, strict=True)
        ]
        for row in rows_shown(sheet)
    ]
    yield Table(columns, rows)


def _cell(
    sheet: FillSheet,
    row: FillRow,
    column: FillColumn,
    value: Value,
    controls: Controls,
    notes: Mapping[str, str],
) -> str | Cell:
    text = words_of(value)
    if not column.fields:
        return text
    name = field_of(column.fields, row.key)
    note = notes.get(name, "")
    title = words_of(row.values[0]) if sheet.shape == "texts" else column.title
    markup = controls.cell(name, title, text, column.kind, column.choices, note)
    return Cell(text, markup=markup, fill=_RED if note else _YELLOW)
