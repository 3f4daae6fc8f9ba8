"""Plain text: where its paragraphs, tables and stray markup lie.

Offices and portals hand on text in several shapes, and one file may mix them:

- a paragraph a line, or paragraphs apart by blank lines and wrapped at some 80 characters;
- tables with a row a line and cells between tabs; a cell that holds `<p>` or `<ul>` may go on
  over the next lines until the row has as many cells as its table;
- tables with a cell a line, each indented by a tab, and rows apart by blank lines;
- tables with cells between lines that hold a lone "|";
- Markdown tables, headings (`##`) and emphasis (`**`), HTML tags.

After `read`: every character that is a word belongs to exactly one block; markup is listed,
never removed; the text is the file's in NFC with "\\n" as its only line end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hopluc.compiler.document import Block, Cell, Document, Paragraph, Row, Table
from hopluc.compiler.format import Span
from hopluc.office.refusal import Unreadable

MEDIA_TYPE = "text/plain"
MAX_CHARACTERS = 4_000_000
MAX_COLUMNS = 100

_TAGS = "p|b|i|u|s|em|strong|br|ul|ol|li|div|span|font|sup|sub|center|h[1-6]|table|thead|tbody|tr|td|th"
# Attributes may not hold ">" and are bounded, so that a stray "<" cannot make this quadratic.
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,300}})?/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*{2,3}|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_{2}(?=\S)|(?<=\S)_{2}(?!\w)")
_HEADING = re.compile(r"[ \t]{0,8}(#{1,6})[ \t]+")
_STAR_BULLET = re.compile(r"[ \t]*\*[ \t]+(?=\S)")
# "-------" under the national header, "***", a ruled row "-----\t--\t---": drawn lines, no words.
_RULE = re.compile(r"[\s\-–—_=*|:+.·…]*")
_DRAWN = re.compile(r"(?m:^[ \t]*[-_=–—]{4,}[ \t]*$)")
_LABEL = re.compile(r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]?")
_TITLE_LABEL = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])[.)]?")
_COLUMN_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*")
_OPENS = re.compile(r"[-+•–*]\s|\*{0,3}(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s|\*{0,3}[a-zđ]\)\s|#")
# Lines of a wrapped file end near the same column; a paragraph a line knows no such limit.
_WRAP_COLUMN = 120
_FEWEST_BROKEN = 4


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def decode(data: bytes) -> str:
    """The file's words in NFC with plain line ends. Raises Unreadable where it is no text."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"Tệp văn bản không dùng bảng mã UTF-8 (sai từ byte thứ {error.start + 1}). "
            "Hãy lưu lại với bảng mã UTF-8 (font Unicode) rồi gửi lại.",
            "not-text",
        ) from error
    if "\x00" in text:
        raise Unreadable(
            "Tệp không phải văn bản: có byte rỗng bên trong. Hãy gửi tệp .docx hoặc .txt.", "wrong-type"
        )
    return clean(text)


def clean(text: str) -> str:
    """`text` in NFC, with "\\n" as the only line end. Raises Unreadable where it is too long."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"Văn bản dài {len(text)} ký tự, vượt giới hạn {MAX_CHARACTERS}. Hãy tách thành nhiều tệp.",
            "too-large",
        )
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return unicodedata.normalize("NFC", text)


def read(text: str) -> Document:
    """The blocks and the markup of `text`, which `clean` has made."""
    lines = list(_lines(text))
    blocks: list[Block] = []
    wrapped = _is_wrapped(lines)
    at = 0
    apart = False
    while at < len(lines):
        if lines[at].blank:
            at += 1
            apart = True
            continue
        for table_reader in _TABLE_READERS:
            found = table_reader(lines, at)
            if found is not None:
                table, at = found
                if table is not None:
                    blocks.append(table)
                break
        else:
            paragraph, at = _paragraph(lines, at, apart, wrapped)
            if paragraph is not None:
                blocks.append(paragraph)
        apart = False
    return Document(text, tuple(blocks), markup=tuple(_markup(text)), wrapped=wrapped)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for part in text.split("\n"):
        yield _Line(start, part)
        start += len(part) + 1


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether the file breaks its lines at a column, in the middle of sentences.

    Then many a line begins in small letters right below another, and hardly one is long.
    """
    prose = [line for line in lines if "\t" not in line.text]
    long = sum(1 for line in prose if len(line.text) > _WRAP_COLUMN)
    broken = sum(
        1
        for above, line in pairwise(prose)
        if above.text.strip(" |") and line.text.lstrip("* ")[:1].islower()
    )
    return broken >= _FEWEST_BROKEN and long * 4 <= broken


def _markup(text: str) -> Iterator[Span]:
    """Ranges that are markup, in order and apart."""
    last = 0
    pattern = re.compile(
        f"{_TAG.pattern}|{_EMPHASIS.pattern}|(?m:^{_HEADING.pattern})|{_DRAWN.pattern}", re.IGNORECASE
    )
    for match in pattern.finditer(text):
        if match.start() >= last:
            yield match.start(), match.end()
            last = match.end()


# --- paragraphs ---------------------------------------------------------------------------


def _paragraph(lines: Sequence[_Line], at: int, apart: bool, wrapped: bool) -> tuple[Paragraph | None, int]:
    first = lines[at]
    if _RULE.fullmatch(first.text):
        return None, at + 1
    last = at
    if wrapped:
        while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1]):
            last += 1
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = lines[last].start + len(lines[last].text.rstrip())
    heading = _HEADING.match(first.text)
    words = first.text.strip()
    bold = words.startswith(("**", "<b>", "<strong>")) and lines[last].text.strip().endswith(
        ("**", "</b>", "</strong>")
    )
    return Paragraph((start, end), len(heading[1]) if heading else None, bold, apart=apart), last + 1


def _goes_on(line: _Line, following: _Line) -> bool:
    """Whether a paragraph of a wrapped file goes on: the next line opens nothing of its own.

    Such files set paragraphs apart by blank lines, so that lines without one between them
    belong together, but for items of a list and for capitals below a line that has none.
    """
    words = following.text.strip()
    if not words or words == "|" or "\t" in following.text or _RULE.fullmatch(following.text):
        return False
    if _OPENS.match(words):
        return False
    return line.text.count("**") % 2 == 1 or not words.isupper() or line.text.isupper()


# --- tables between tabs ------------------------------------------------------------------


def _tabbed(lines: Sequence[_Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose rows are lines and whose cells are apart by tabs."""
    width = lines[at].text.count("\t")
    if not 2 <= width < MAX_COLUMNS:
        return None
    rows: list[Row] = []
    apart = False
    last = at
    while at < len(lines):
        line = lines[at]
        if line.blank and "\t" not in line.text:
            apart = True
            at += 1
            continue
        if "\t" not in line.text and not _is_open(line.text):
            break
        stop = at + 1
        tabs = line.text.count("\t")
        # A cell with markup may hold line ends: the row goes on until it has all its cells.
        while tabs < width and stop < len(lines) and _cell_goes_on(lines[stop], width - tabs):
            tabs += lines[stop].text.count("\t")
            stop += 1
        if not tabs:
            break
        while lines[stop - 1].blank and stop - 1 > at and "\t" not in lines[stop - 1].text:
            stop -= 1
        start, end = line.start, lines[stop - 1].end
        if not _RULE.fullmatch(line.text):
            rows.append(Row(_cut(lines[at:stop]), (start, end), apart=apart))
            apart = False
        elif stop == at + 1 and not line.text.strip():
            apart = True
        at = last = stop
    if not rows:
        return None, last
    if sum(row.apart for row in rows) * 2 > len(rows):
        # Blank lines after most rows are a habit of the extraction and no page breaks.
        rows = [Row(row.cells, row.span, row.header) for row in rows]
    return Table(tuple(rows), (rows[0].span[0], rows[-1].span[1])), last


def _is_open(text: str) -> bool:
    return text.lstrip().lower().startswith(("<p", "<ul", "<li"))


def _cell_goes_on(line: _Line, missing: int) -> bool:
    """Whether `line` continues a cell of a row that still lacks `missing` tabs."""
    head = line.text.split("\t", 1)[0].strip()
    if line.text.startswith("\t") or line.text.count("\t") > missing:
        return False
    return not (head and _LABEL.fullmatch(_TAG.sub("", head)))


def _cut(lines: Sequence[_Line]) -> tuple[Cell, ...]:
    """The cells of a row that stands on `lines`: cut at tabs."""
    cells: list[Cell] = []
    start = lines[0].start
    for line in lines:
        at = line.start
        for part in line.text.split("\t")[:-1]:
            cells.append(_cell(start, at + len(part), len(cells)))
            at += len(part) + 1
            start = at
    cells.append(_cell(start, lines[-1].end, len(cells)))
    return tuple(cells)


def _cell(start: int, end: int, column: int) -> Cell:
    return Cell(((start, end),), column)


# --- a cell a line ------------------------------------------------------------------------


def _indented(lines: Sequence[_Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose cells are lines that begin with a tab; a blank line ends a row."""
    if not _is_cell_line(lines[at]):
        return None
    rows: list[list[tuple[_Line, _Line]]] = [[]]  # first and last line of each cell
    last = at
    while at < len(lines):
        line = lines[at]
        if _is_cell_line(line) or (line.text.startswith("\t") and rows[-1]):
            rows[-1].append((line, line))
            last = at + 1
        elif not line.blank and rows[-1] and not lines[at - 1].blank:
            # A line end inside a cell: the next line has no tab and no blank line before it.
            rows[-1][-1] = (rows[-1][-1][0], line)
            last = at + 1
        elif not line.blank:
            break
        elif rows[-1]:
            rows.append([])
        at += 1
    rows = [row for row in rows if row]
    # One indented line is a paragraph with an indent; two rows of several make a table.
    if sum(len(row) >= 3 for row in rows) < 2:
        return None
    made = tuple(
        Row(
            tuple(_cell(first.start + 1, end.end, n) for n, (first, end) in enumerate(row)),
            (row[0][0].start, row[-1][1].end),
        )
        for row in rows
    )
    return Table(made, (made[0].span[0], made[-1].span[1])), last


def _is_cell_line(line: _Line) -> bool:
    return line.text.startswith("\t") and bool(line.text.strip()) and "\t" not in line.text[1:].rstrip()


# --- cells between lone bars --------------------------------------------------------------


def _barred(lines: Sequence[_Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose cells stand between lines that hold nothing but "|".

    A row opens and closes with a bar and so does a cell: two bars on end are the end of a row
    or an empty cell. The first row tells how wide the table is; a label ("3", "II") at the
    next cell tells that a row ended early, as titles over merged cells do.
    """
    if lines[at].text.strip() != "|":
        return None
    runs: list[tuple[int, _Line | None, _Line | None]] = []  # bars before, first and last line of words
    bars = 0
    gap = 0
    first: _Line | None = None
    last_words: _Line | None = None
    end = at
    while at < len(lines):
        line = lines[at]
        if line.text.strip() == "|":
            if first is not None:
                runs.append((bars, first, last_words))
                bars, first = 0, None
            bars += 1
            gap = 0
            end = at + 1
        elif line.blank:
            gap += 1
        elif first is None and gap and bars == 1 and runs:
            break  # words after a bar and a blank line stand below the table
        else:
            first = first or line
            last_words = line
        at += 1
    runs.append((bars, None, None))
    rows = _rows_of_bars(runs)
    if not rows:
        return None, end
    made = tuple(
        Row(
            tuple(Cell(((a.start, b.end),) if a and b else (), n) for n, (a, b) in enumerate(row)),
            _extent(row),
        )
        for row in rows
    )
    return Table(made, (made[0].span[0], made[-1].span[1])), end


_Run = tuple[int, _Line | None, _Line | None]
_Words = tuple[_Line | None, _Line | None]


def _rows_of_bars(runs: Sequence[_Run]) -> list[list[_Words]]:
    """Rows from runs of bars with the words after each.

    One bar stands between two cells. Of several, one ends the row if the row is full, if a label
    follows, or if all that the row holds is a number of high rank and its title; the others
    stand for empty cells, before the end of the row as far as it has room.
    """
    rows: list[list[_Words]] = []
    row: list[_Words] = []
    width = 0
    for bars, first, last in runs:
        more = bars - 1 if row or rows else 0
        ends = bool(more) and (first is None or _row_ends(row, more, width, first))
        empty = more - ends
        before = min(empty, max(width - len(row), 0)) if ends else empty
        row.extend([(None, None)] * before)
        if ends:
            rows.append(row)
            width = width or len(row)
            row = [(None, None)] * (empty - before)
        if first is not None:
            row.append((first, last))
    rows.append(row)
    return [row for row in rows if any(words for words, _ in row)]


def _row_ends(row: Sequence[_Words], more: int, width: int, following: _Line) -> bool:
    if not width or len(row) + more - 1 >= width or _LABEL.fullmatch(_strip_markup(following.text)):
        return True
    opening = row[0][0] if row else None
    return len(row) == 2 and opening is not None and bool(_TITLE_LABEL.fullmatch(_strip_markup(opening.text)))


def _extent(row: Sequence[_Words]) -> Span:
    held = [(a, b) for a, b in row if a and b]
    return held[0][0].start, held[-1][1].end


def _strip_markup(text: str) -> str:
    return _EMPHASIS.sub("", _TAG.sub("", text)).strip()


# --- Markdown -----------------------------------------------------------------------------


def _markdown(lines: Sequence[_Line], at: int) -> tuple[Table | None, int] | None:
    """A Markdown table: a line of cells between bars over a line of dashes."""
    if "|" not in lines[at].text or at + 1 >= len(lines) or not _COLUMN_RULE.fullmatch(lines[at + 1].text):
        return None
    rows: list[Row] = []
    while at < len(lines) and "|" in lines[at].text:
        line = lines[at]
        if not _COLUMN_RULE.fullmatch(line.text):
            cells: list[Cell] = []
            start = line.start
            parts = line.text.split("|")
            for number, part in enumerate(parts):
                outer = number in (0, len(parts) - 1) and not part.strip()
                if not outer:
                    cells.append(_cell(start, start + len(part), len(cells)))
                start += len(part) + 1
            if cells:
                rows.append(Row(tuple(cells), (line.start, line.end), header=not rows))
        at += 1
    if not rows:
        return None, at
    return Table(tuple(rows), (rows[0].span[0], rows[-1].span[1])), at


_TABLE_READERS = (_markdown, _indented, _tabbed, _barred)
