"""What the readers hand on: one text, never edited again, and what stands where in it.

`Document` is the file as read: its NFC text, the blocks in it (paragraphs and tables) and
the ranges that are markup and no words. `Flow` is the same words mended for understanding:
line and page breaks closed, markup gone, torn cells joined; it knows for each character
where it stood, so that whatever is recognised in it can be traced to the text.

All spans are half-open ranges `[start, end)` in code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hopluc.compiler.format import Page, Source, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (a line of a text file, a `w:p` of Word) as it stands in the text.

    `level` is that of a heading where the form says so (Markdown `##`, Word's "Heading 2"),
    `bold` and `centred` what it looks like; a reader that cannot know leaves them as here.
    """

    span: Span
    level: int | None = None
    bold: bool = False
    centred: bool = False
    # A blank line or a page break stands before it; a paragraph torn by a page begins so.
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words may lie in several ranges (a cell broken by a page).

    `row_span`, `column_span` are those of merged cells, 1 where nothing is merged. `merged` is
    true of a place that a cell above covers: it has no words of its own.
    """

    spans: tuple[Span, ...] = ()
    column: int = 0
    row_span: int = 1
    column_span: int = 1
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells in order of columns. `header`: the form itself marks it as heading.

    `apart` as in Paragraph: the row follows a break, so it may be the rest of the row before.
    """

    cells: tuple[Cell, ...]
    span: Span
    header: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `rows` may have different numbers of cells where the extraction lost some.

    `merges`: the form tells merged cells from empty ones (Word does, a text file cannot), so
    that an empty cell here is empty and does not stand for the one above. `packed`: empty cells were
    lost, so that a row's cells follow one another and stand in the columns that their words fit.
    """

    rows: tuple[Row, ...]
    span: Span
    merges: bool = False
    packed: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read, in one file or several that were joined in order.

    `markup` are ranges of `text` that are no words ("**", "<p>", "##"), sorted, apart.
    `doubtful` are ranges that OCR read with little confidence (0..1), sorted, apart.
    `wrapped`: lines end at a column, so that a line end inside a block is only a space.
    """

    text: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()
    pages: tuple[Page, ...] = ()
    markup: tuple[Span, ...] = ()
    wrapped: bool = False
    doubtful: tuple[tuple[Span, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch taken verbatim: `length` characters of the text from `start`, at `at` in the flow."""

    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Mended words with the way back to the text that they were taken from."""

    text: str
    pieces: tuple[Piece, ...]
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The smallest range of the document's text that holds the words of `[start, end)`.

        Spaces and line ends that the mending put in belong to no piece and count for nothing;
        a range that holds no words gives an empty range where it stands.
        """
        first = max(bisect_right(self._starts, start) - 1, 0)
        low: int | None = None
        high = 0
        for n in range(first, len(self.pieces)):
            piece = self.pieces[n]
            if piece.at >= end:
                break
            a = max(start - piece.at, 0)
            b = min(end - piece.at, piece.length)
            if a < b:
                low = piece.start + a if low is None else min(low, piece.start + a)
                high = max(high, piece.start + b)
        if low is not None:
            return low, high
        if not self.pieces:
            return 0, 0
        piece = self.pieces[first]
        place = piece.start + min(max(start - piece.at, 0), piece.length)
        return place, place


Stretch = tuple[str, Span]


def weave(
    text: str, parts: Iterable[Sequence[Stretch]], between: str = "\n"
) -> tuple[Flow, tuple[Span, ...]]:
    """A flow of `parts`, set apart by `between`, and the range of each part in it.

    A part is stretches of `text`, each with the glue (usually "" or " ") that the mending puts
    before it; the glue before the first stretch of a part is not used.
    """
    out: list[str] = []
    pieces: list[Piece] = []
    ranges: list[Span] = []
    at = 0
    for part in parts:
        if ranges:
            out.append(between)
            at += len(between)
        begin = at
        for index, (glue, (start, end)) in enumerate(part):
            if index and glue:
                out.append(glue)
                at += len(glue)
            if end > start:
                pieces.append(Piece(at, start, end - start))
                out.append(text[start:end])
                at += end - start
        ranges.append((begin, at))
    return Flow("".join(out), tuple(pieces), tuple(p.at for p in pieces)), tuple(ranges)
