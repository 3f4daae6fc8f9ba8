"""Parts written as one document: the text, and what stands where in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hopluc.compiler.document import Block, Cell, Document, Paragraph, Row, Table
from hopluc.compiler.format import Page, Span
from hopluc.compiler.read.layout.lines import glue
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.layout.parts import CellPart, Part, RowPart, TablePart, TextPart

# OCR is doubted below this; words that it is sure of score 0.9 and more.
DOUBTFUL = 0.7


class _Writer:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.doubtful: list[tuple[Span, float]] = []
        self.starts: dict[int, int] = {}  # where the first words of a page stand

    def put(self, words: str) -> Span:
        start = self.at
        self.text.append(words)
        self.at += len(words)
        return start, self.at

    def paragraph(self, part: TextPart) -> None:
        span = self._lines(part)
        self.put("\n")
        if span[0] < span[1]:
            self.blocks.append(Paragraph(span, part.level, part.bold, part.centred, part.apart))

    def _lines(self, part: TextPart) -> Span:
        start = self.at
        before, torn = "", False
        for line in part.lines:
            self.starts.setdefault(line.page, self.at)
            for word in line.words:
                words = word.text
                if before and not torn:
                    between = " " if word is not line.words[0] else glue(before, words)
                    if before.endswith("\u00ad"):
                        self._unhyphen(between)
                    self.put(between)
                span = self.put(words)
                if word.confidence is not None and word.confidence < DOUBTFUL:
                    self._doubt(span, word.confidence)
                before, torn = words, False
            torn = line.torn
        return start, self.at

    def _unhyphen(self, between: str) -> None:
        """A soft hyphen is seen at the end of a line only; inside a line it was drawn as a hyphen."""
        self.text[-1] = self.text[-1][:-1] + ("-" if between else "")
        if not between:
            self.at -= 1

    def _doubt(self, span: Span, confidence: float) -> None:
        if self.doubtful:
            last, worst = self.doubtful[-1]
            if span[0] - last[1] <= 1:
                self.doubtful[-1] = (last[0], span[1]), min(worst, confidence)
                return
        self.doubtful.append((span, confidence))

    def table(self, part: TablePart) -> None:
        start = self.at
        rows = tuple(self._row(row) for row in part.rows)
        self.blocks.append(Table(rows, (start, self.at), part.merges))
        self.put("\n")

    def _row(self, row: RowPart) -> Row:
        start = self.at
        self.starts.setdefault(row.page, self.at)
        cells = tuple(self._cell(cell) for cell in row.cells)
        self.put("\n")
        return Row(cells, (start, self.at - 1), row.header, row.apart)

    def _cell(self, cell: CellPart) -> Cell:
        start = self.at
        for number, text in enumerate(cell.texts):
            if number:
                self.put("\n")
            self._lines(text)
        span = start, self.at
        self.put("\t")
        spans = (span,) if span[0] < span[1] else ()
        return Cell(spans, cell.column, cell.row_span, cell.column_span, cell.merged)


def document(parts: Iterable[Part], pages: Sequence[LayoutPage]) -> Document:
    """The document of `parts`, in order; `pages` tell which there are and how they were read."""
    writer = _Writer()
    for part in parts:
        if isinstance(part, TablePart):
            writer.table(part)
        else:
            writer.paragraph(part)
    return Document(
        "".join(writer.text),
        tuple(writer.blocks),
        pages=tuple(_pages(writer, pages)),
        doubtful=tuple(writer.doubtful),
    )


def _pages(writer: _Writer, pages: Sequence[LayoutPage]) -> Iterable[Page]:
    """Each page with the range that begins with its first words; rows that go on stay where they began."""
    starts: list[int] = []
    last = 0
    for page in pages:
        last = max(last, writer.starts.get(page.number, last)) if starts else 0
        starts.append(last)
    # A page whose words all went to rows of the page before has an empty range.
    ends = [*starts, writer.at][1:]
    for page, start, end in zip(pages, starts, ends, strict=True):
        sure = [word.confidence for word in page.words if word.confidence is not None]
        confidence = round(sum(sure) / len(sure), 4) if page.ocr and sure else None
        yield Page(0, page.number, (start, end), page.ocr, confidence)
