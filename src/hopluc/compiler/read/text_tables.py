"""Tables in plain text: rows between tabs or bars, a cell a line, cells between lone bars, Markdown.

Each reader looks at the lines from one on and gives the table there with the number of the line
behind it, None where none begins (a table without words is only skipped).
"""

from __future__ import annotations

from collections.abc import Sequence

from hopluc.compiler.document import Cell, Row, Table
from hopluc.compiler.format import Span
from hopluc.compiler.read.flat_tables import flat_table
from hopluc.compiler.read.lines import LABEL, MAX_COLUMNS, RULE, TAG, Line, without_markup
from hopluc.compiler.read.tag_tables import tag_table
from hopluc.compiler.recognise.columns import roles_of
from hopluc.viet.patterns import regex

_TITLE_LABEL = regex(r"(?:[IVXLC]{1,6}|[A-Z])[.)]?")
_COLUMN_RULE = regex(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*")
# What sets a table with a cell a line apart from paragraphs with an indent.
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2


# --- tables between tabs ------------------------------------------------------------------


def _tabbed(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose rows are lines and whose cells are apart by tabs."""
    width = lines[at].text.count("\t")
    if not 2 <= width < MAX_COLUMNS and not (width == 1 and roles_of(lines[at].text.split("\t"))):
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
        if not RULE.fullmatch(line.text):
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


def _cell_goes_on(line: Line, missing: int) -> bool:
    """Whether `line` continues a cell of a row that still lacks `missing` tabs."""
    head = line.text.split("\t", 1)[0].strip()
    if line.text.startswith("\t") or line.text.count("\t") > missing:
        return False
    return not (head and LABEL.fullmatch(TAG.sub("", head)))


def _cut(lines: Sequence[Line]) -> tuple[Cell, ...]:
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


def _indented(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose cells are lines that begin with a tab; a blank line ends a row."""
    # The heading row has several cells; one indented line is a paragraph with an indent. (Looking
    # at it first also keeps the time linear.)
    if not all(_is_cell_line(line) for line in lines[at : at + _FEWEST_CELLS]) or at + _FEWEST_CELLS > len(
        lines
    ):
        return None
    rows: list[list[tuple[Line, Line]]] = [[]]  # first and last line of each cell
    last = at
    while at < len(lines):
        line = lines[at]
        if _is_cell_line(line) or (line.text.startswith("\t") and rows[-1]):
            rows[-1].append((line, line))
            last = at + 1
            if len(rows[-1]) > MAX_COLUMNS:
                return None
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
    if sum(len(row) >= _FEWEST_CELLS for row in rows) < _FEWEST_ROWS:
        return None
    made = tuple(
        Row(
            tuple(_cell(first.start + 1, end.end, n) for n, (first, end) in enumerate(row)),
            (row[0][0].start, row[-1][1].end),
        )
        for row in rows
    )
    return Table(made, (made[0].span[0], made[-1].span[1])), last


def _is_cell_line(line: Line) -> bool:
    return line.text.startswith("\t") and bool(line.text.strip()) and "\t" not in line.text[1:].rstrip()


# --- cells between lone bars --------------------------------------------------------------


def _barred(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose cells stand between lines that hold nothing but "|".

    A row opens and closes with a bar and so does a cell: two bars on end are the end of a row
    or an empty cell. The first row tells how wide the table is; a label ("3", "II") at the
    next cell tells that a row ended early, as titles over merged cells do.
    """
    if lines[at].text.strip() != "|":
        return None
    runs: list[tuple[int, Line | None, Line | None]] = []  # bars before, first and last line of words
    bars = 0
    gap = 0
    first: Line | None = None
    last_words: Line | None = None
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
    rows = _rows_of_bars(runs) if _are_closed(runs) else _rows_by_number(runs)
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


_Run = tuple[int, Line | None, Line | None]
_Words = tuple[Line | None, Line | None]


def _are_closed(runs: Sequence[_Run]) -> bool:
    """Whether rows close with a bar of their own: then running numbers stand behind two bars or more."""
    numbered = [bars for bars, first, _ in runs[1:] if first and LABEL.fullmatch(without_markup(first.text))]
    return not numbered or sum(bars > 1 for bars in numbered) * 2 > len(numbered)


def _rows_by_number(runs: Sequence[_Run]) -> list[list[_Words]]:
    """Rows of a table whose bars only stand between cells: the headings give the width.

    A row has as many cells as there are headings; one that a title over merged cells cut short ends
    where a running number follows its words.
    """
    cells: list[_Words] = []
    for bars, first, last in runs:
        cells += [(None, None)] * (bars - 1 if cells else 0) + ([(first, last)] if first else [])
    width = next((n for n in range(_FEWEST_CELLS, min(MAX_COLUMNS, len(cells))) if _opens_row(cells[n])), 0)
    if not width or roles_of([without_markup(a.text) for a, _ in cells[:width] if a]) is None:
        return _rows_of_bars(runs)
    rows = [cells[:width]]
    for cell in cells[width:]:
        titled = len(rows[-1]) == 2 and _is_title_row(rows[-1]) and _opens_row(cell)
        if len(rows[-1]) == width or titled:
            rows.append([])
        rows[-1].append(cell)
    return [row for row in rows if any(words for words, _ in row)]


def _opens_row(cell: _Words) -> bool:
    """Whether a cell holds a row's running number and nothing else."""
    return cell[0] is not None and cell[0] is cell[1] and bool(LABEL.fullmatch(without_markup(cell[0].text)))


def _is_title_row(row: Sequence[_Words]) -> bool:
    """Whether a row begins with a number of high rank, as titles over merged cells do."""
    opening = row[0][0]
    return opening is not None and bool(_TITLE_LABEL.fullmatch(without_markup(opening.text)))


def _rows_of_bars(runs: Sequence[_Run]) -> list[list[_Words]]:
    """Rows from runs of bars with the words after each.

    One bar stands between two cells. Of several, one ends the row if the row is full, if a label
    follows, or if all that the row holds is a number of high rank and its title; the others
    stand for empty cells, before the end of the row as far as it has room.
    """
    rows: list[list[_Words]] = []
    row: list[_Words] = []
    width = 0
    widest = _longest_chain(runs)
    number = 0  # the last row's, where its label is a number
    for bars, first, last in runs:
        more = bars - 1 if row or rows else 0
        ends = bool(more) and (first is None or _row_ends(row, more, width, first, number))
        empty = more - ends
        before = min(empty, max(width - len(row), 0)) if ends else empty
        row.extend([(None, None)] * before)
        if ends:
            rows.append(row)
            width = width or max(len(row), widest)
            row = [(None, None)] * (empty - before)
        if first is not None:
            row.append((first, last))
            opening = without_markup(first.text)
            number = int(opening) if len(row) == 1 and opening.isdigit() and len(opening) < 4 else number
    rows.append(row)
    return [row for row in rows if any(words for words, _ in row)]


def _longest_chain(runs: Sequence[_Run]) -> int:
    """The most cells that stand in one row for sure: only a single bar is between each two."""
    longest = chain = 1
    for bars, first, _ in runs[1:]:
        chain = chain + 1 if bars == 1 and first is not None else 1
        longest = max(longest, chain)
    return longest


# "240.000", "12,5": figures, no labels.
_FIGURE = regex(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")


def _row_ends(row: Sequence[_Words], more: int, width: int, following: Line, number: int) -> bool:
    """Whether a row ends before `following`; `number` is that of the last numbered row.

    A number that does not go on with the numbering is a figure behind an empty cell.
    """
    words = without_markup(following.text)
    if not width or len(row) + more - 1 >= width:
        return True
    if _FIGURE.fullmatch(words):
        return False
    if len(row) == 2 and _is_title_row(row):
        return True
    if words.isdigit() and number and int(words) not in (1, number + 1):
        return False
    return bool(LABEL.fullmatch(words))


def _extent(row: Sequence[_Words]) -> Span:
    held = [(a, b) for a, b in row if a and b]
    return held[0][0].start, held[-1][1].end


# --- a row a line, cells between bars ------------------------------------------------------


def _piped(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
    """A table whose rows are lines and whose cells are apart by bars: "1 | Việc | Cơ quan | Hạn".

    Writing has no bars, so that one between words is a wall between cells, in a letterhead too. Where
    the file breaks long lines, a row goes on until it has as many cells as its headings.
    """
    if not _has_walls(lines[at].text):
        return None
    rows: list[tuple[list[Cell], Span]] = []
    stop = at
    while stop < len(lines) and _has_walls(lines[stop].text):
        begin, stop = stop, _end_of_piped(lines, stop, len(rows[0][0]) if rows else 0)
        extent = (lines[begin].start, lines[stop - 1].end)
        rows.append((_piped_cells(lines[begin:stop]), extent))
    made = tuple(Row(tuple(cells), span) for cells, span in rows)
    return Table(made, (made[0].span[0], made[-1].span[1])), stop


def _has_walls(text: str) -> bool:
    """Whether bars stand in the line beside words."""
    return "|" in text and bool(text.strip(" \t|")) and not RULE.fullmatch(text)


def _end_of_piped(lines: Sequence[Line], at: int, width: int) -> int:
    """The line behind a row of `width` cells (0: the headings) that begins at a line.

    Lines without a wall go on in the last cell where another row stands right below them.
    """
    walls, stop = _walls(lines[at].text), at + 1
    while stop < len(lines) and not lines[stop].blank and not _opens_piped(lines[stop].text):
        more = _walls(lines[stop].text)
        below = stop + 1 < len(lines) and _has_walls(lines[stop + 1].text)
        if walls + more > max(width - 1, 0) or not (more or below):
            break
        walls, stop = walls + more, stop + 1
    return stop


def _walls(text: str) -> int:
    """How many bars stand between cells: one that closes the line is none."""
    return text.strip().strip("|").count("|")


def _opens_piped(text: str) -> bool:
    """Whether a line begins with a running number and a wall."""
    head, wall, _ = text.strip().lstrip("|").partition("|")
    return bool(wall) and bool(LABEL.fullmatch(without_markup(head).strip()))


def _piped_cells(lines: Sequence[Line]) -> list[Cell]:
    """The cells of a row that stands on lines; empty ones at its ends are only its frame."""
    found: list[tuple[int, int, bool]] = []
    start = lines[0].start
    for line in lines:
        at = line.start
        for part in line.text.split("|")[:-1]:
            found.append((start, at + len(part), bool(part.strip()) or start < line.start))
            at += len(part) + 1
            start = at
    tail = lines[-1].text.rsplit("|", 1)[-1]
    found.append((start, lines[-1].end, bool(tail.strip())))
    if not found[0][2]:
        found = found[1:]
    if not found[-1][2]:
        found = found[:-1]
    return [_cell(begin, end, n) for n, (begin, end, _) in enumerate(found)]


# --- Markdown -----------------------------------------------------------------------------


def _markdown(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
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


# In the order of trying: a surer sign comes first.
TABLE_READERS = (tag_table, _markdown, _indented, _tabbed, _barred, _piped, flat_table)
