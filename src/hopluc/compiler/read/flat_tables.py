"""Tables that extraction flattened: every cell a line, nothing between cells or rows.

The headings tell how wide the table is and the running numbers where its rows begin. Cells that were
empty are gone; the rows are `packed`, and the mending gives their cells back to their columns. Where
a page ends, its number, the running title and the headings stand between the lines again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hopluc.compiler.document import Cell, Row, Table
from hopluc.compiler.read.lines import Line, without_markup
from hopluc.compiler.recognise.columns import roles_of
from hopluc.compiler.recognise.headings import role_of
from hopluc.compiler.recognise.labels import Label, Rank, cell_label
from hopluc.viet.numbers import parse_roman
from hopluc.viet.text import fold

_FEWEST, _MOST = 4, 9
_LONGEST_HEADING = 60
# A running number may leave out one or two, as offices do; a figure in a cell is farther off.
_FARTHEST = 3
_FEWEST_ROWS = 2


def flat_table(lines: Sequence[Line], at: int) -> tuple[Table | None, int] | None:
    """The flattened table whose headings begin at line `at`, and the line behind it; None for none."""
    if len(lines[at].text) > _LONGEST_HEADING or role_of(lines[at].text) != "number":
        return None
    words = _Words(lines, at)
    width = _width(words)
    if width is None:
        return None
    reading = _Reading(width)
    heading = words.texts(0, width)
    place = width
    while words.has(place):
        # Behind one break the table goes on before there is another.
        skipped = 0 if reading.broken or not reading.rows else _page_break(words, place, heading)
        if skipped:
            place += skipped
            reading.broken = True
        elif reading.take(words.line(place)):
            place += 1
        else:
            break
    if len(reading.rows) < _FEWEST_ROWS:
        return None
    top = _FlatRow(None, [words.line(n) for n in range(width)])
    rows = tuple(row.made() for row in (top, *reading.rows))
    return Table(rows, (rows[0].span[0], rows[-1].span[1]), packed=True), words.behind(place - 1)


class _Words:
    """The lines with words from one line on, looked up as far as they are asked for."""

    def __init__(self, lines: Sequence[Line], at: int) -> None:
        self._lines = lines
        self._next = at
        self._found: list[int] = []

    def has(self, place: int) -> bool:
        """Whether there is a line of this number."""
        while len(self._found) <= place and self._next < len(self._lines):
            if not self._lines[self._next].blank:
                self._found.append(self._next)
            self._next += 1
        return len(self._found) > place

    def line(self, place: int) -> Line:
        """The line of a number that `has` knows."""
        return self._lines[self._found[place]]

    def behind(self, place: int) -> int:
        """The number in the whole text of the line behind one."""
        return self._found[place] + 1

    def texts(self, start: int, end: int) -> list[str]:
        """The words of lines, folded; shorter where the text ends."""
        return [fold(without_markup(self.line(n).text)).strip() for n in range(start, end) if self.has(n)]


def _width(words: _Words) -> int | None:
    """How many lines from the first on are the headings; a row begins behind them."""
    for width in range(_FEWEST, _MOST + 1):
        if not words.has(width):
            return None
        following = cell_label(without_markup(words.line(width).text))
        if following is None or following.value not in ("1", "01", "I", "A"):
            continue
        texts = [without_markup(words.line(n).text) for n in range(width)]
        if all(len(text) <= _LONGEST_HEADING for text in texts) and roles_of(texts) is not None:
            return width
    return None


def _page_break(words: _Words, place: int, heading: Sequence[str]) -> int:
    """How many lines at `place` a page break put there: page number, running title, headings; 0 for none."""
    if not words.has(place):
        return 0
    numbered = words.texts(place, place + 1)[0].isdigit()
    for before in range(3 if numbered else 1):
        first = words.texts(place + before, place + before + 1)
        if first == heading[:1] and words.texts(place + before, place + before + len(heading)) == heading:
            return before + len(heading)
    return 0


@dataclass(slots=True)
class _FlatRow:
    """A row under reading: its lines, or after a page break the rest of the row above."""

    label: Label | None
    lines: list[Line]
    apart: bool = False
    shift: int = 0

    def made(self) -> Row:
        cells = tuple(_cell(line, n + self.shift) for n, line in enumerate(self.lines))
        return Row(cells, (self.lines[0].start, self.lines[-1].end), apart=self.apart)


@dataclass(slots=True)
class _Reading:
    width: int
    rows: list[_FlatRow] = field(default_factory=list)
    broken: bool = False
    number: int = 0
    roman: int = 0

    def take(self, line: Line) -> bool:
        """Add a line to the table; False where the table has ended before it."""
        label = self._begins(without_markup(line.text))
        if label is not None:
            self.rows.append(_FlatRow(label, [line], apart=self.broken))
        elif not self.rows:
            return False
        elif self._open():
            self.rows[-1].lines.append(line)
        elif self.broken:
            self.rows.append(_FlatRow(None, [line], apart=True, shift=1))
        elif self.rows[-1].label is None and len(self.rows[-1].lines) < self.width - 1:
            self.rows[-1].lines.append(line)
        else:
            return False
        self.broken = False
        return True

    def _begins(self, text: str) -> Label | None:
        """The label of a row that begins here: the numbering goes on, and the row above may end."""
        label = cell_label(text)
        above = self.rows[-1] if self.rows else None
        cells = len(above.lines) if above and above.label else _MOST
        if label is None or cells < 2:
            return None
        if label.rank in (Rank.ROMAN, Rank.CAPITAL):
            value = parse_roman(label.value) or ord(label.value[0]) - ord("A") + 1
            if value != self.roman + 1:
                return None
            self.roman = value
            return label
        if label.rank is not Rank.NUMBER:
            return label if label.rank in (Rank.DOTTED, Rank.DOTTED_TWICE) else None
        value = int(label.value)
        if value != 1 and not self.number <= value <= self.number + _FARTHEST:
            return None
        if cells < _FEWEST - 1 and not self._titled():
            return None
        self.number = value
        return label

    def _titled(self) -> bool:
        label = self.rows[-1].label if self.rows else None
        return label is not None and label.rank in (Rank.ROMAN, Rank.CAPITAL)

    def _open(self) -> bool:
        """Whether the last row has room for a cell more; a title has its number and its words."""
        row = self.rows[-1]
        room = 2 if self._titled() else self.width
        return row.label is not None and len(row.lines) < room


def _cell(line: Line, column: int) -> Cell:
    return Cell(((line.start, line.end),), column)
