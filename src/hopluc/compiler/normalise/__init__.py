"""From what was read to words that can be understood.

After `normalise`: `flow.text` holds every word of the document once, in the order of reading,
without markup, with torn sentences and cells mended; its lines are paragraphs; its sheets are
tables with whole rows. Layout tables (the two columns of the national header, recipients beside
the signature) have become lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.compiler.document import Document, Paragraph, Stretch, weave
from hopluc.compiler.format import Span
from hopluc.compiler.normalise.drafts import DraftTable, Piece
from hopluc.compiler.normalise.model import Item, Line, Mended, Sheet
from hopluc.compiler.normalise.paragraphs import joined, running_titles
from hopluc.compiler.normalise.tables import draft_tables
from hopluc.compiler.normalise.words import stretches
from hopluc.compiler.recognise.indicators.headings import headings_of

__all__ = ["Line", "Mended", "Sheet", "normalise"]

# A table this small without headings that we know is there for the layout.
_LAYOUT_COLUMNS = 3
_LAYOUT_ROWS = 6


def normalise(document: Document) -> Mended:
    """The document with its words mended."""
    drafts = draft_tables(document, document.blocks)
    parts: list[list[Stretch]] = []
    plans: list[tuple[Paragraph | DraftTable, list[int], list[list[int]]]] = []
    for item in _with_paragraphs(document, drafts):
        if isinstance(item, DraftTable) and not _is_layout(item):
            plans.append(_plan_sheet(document, item, parts))
        elif isinstance(item, DraftTable):
            cells = [cell for row in item.rows for cell in row.cells if cell.words]
            plans += [(Paragraph(cell.spans[0]), [_add(document, cell.spans, parts)], []) for cell in cells]
        else:
            paragraph, spans = item
            plans.append((paragraph, [_add(document, spans, parts)], []))
    flow, ranges = weave(document.text, parts)
    items: list[Item] = []
    for source, own, rows in plans:
        if isinstance(source, DraftTable):
            items += _lines(flow.text, [ranges[n] for n in own], None)
            if rows:
                items.append(_sheet(source, [[ranges[n] for n in row] for row in rows]))
        else:
            items += _lines(flow.text, [ranges[n] for n in own], source)
    return Mended(document, flow, tuple(items))


def _with_paragraphs(
    document: Document, drafts: Sequence[Paragraph | DraftTable]
) -> Iterator[tuple[Paragraph, list[Span]] | DraftTable]:
    """The drafts in order, with the paragraphs between two tables mended together."""
    waiting: list[Paragraph] = []
    running = running_titles(document)
    for draft in drafts:
        if isinstance(draft, Paragraph):
            waiting.append(draft)
            continue
        yield from joined(document, waiting, running)
        waiting = []
        yield draft
    yield from joined(document, waiting, running)


def _is_layout(table: DraftTable) -> bool:
    if table.roles is not None:
        return False
    if headings_of([[cell.words for cell in row.cells] for row in table.rows], "", None):
        return False
    width = max((sum(bool(cell.words) for cell in row.cells) for row in table.rows), default=0)
    return width <= 1 or (width <= _LAYOUT_COLUMNS and len(table.rows) <= _LAYOUT_ROWS)


def _add(document: Document, spans: Sequence[Span], parts: list[list[Stretch]]) -> int:
    parts.append(stretches(document, spans))
    return len(parts) - 1


def _plan_sheet(
    document: Document, table: DraftTable, parts: list[list[Stretch]]
) -> tuple[DraftTable, list[int], list[list[int]]]:
    """The parts of a table's title and of its cells; a cell of several rows is one part."""
    title = [_add(document, cell.spans, parts) for cell in table.above]
    known: dict[int, int] = {}
    rows: list[list[int]] = []
    for row in table.rows:
        # A cell that goes on below other rows comes last, so that the row is whole without it.
        for cell in sorted(row.cells, key=lambda cell: _goes_on_below(table, cell)):
            if id(cell) not in known or not cell.words:
                known[id(cell)] = _add(document, cell.spans, parts)
        rows.append([known[id(cell)] for cell in row.cells])
    return table, title, rows


def _goes_on_below(table: DraftTable, cell: Piece) -> bool:
    """Whether a torn cell is the superior task's, which stands for several rows."""
    if len(cell.spans) < 2 or table.roles is None or "mandate" not in table.roles:
        return False
    column = table.roles.index("mandate")
    return sum(row.cells[column] is cell for row in table.rows) > 1


def _sheet(table: DraftTable, rows: list[list[Span]]) -> Sheet:
    ends = [span for row in rows for span in row]
    return Sheet(
        table.headings,
        table.roles,
        tuple(tuple(row) for row in rows),
        (min(a for a, _ in ends), max(b for _, b in ends)),
    )


def _lines(text: str, ranges: Sequence[Span], source: Paragraph | None) -> Iterator[Line]:
    for start, end in ranges:
        at = start
        for part in text[start:end].split("\n"):
            stop = at + len(part)
            if part.strip():
                yield Line((at, stop), source.level if source else None, bool(source and source.bold))
            at = stop + 1
