"""Tables mended: what a page break or an extraction tore is put together again.

After `draft_tables`: tables that go on over pages are one; heading rows, repeated ones too, are
taken off and their columns named; a row torn by a page is one row and words repeated at the
break stand once; a row that slipped sideways is back in its columns; a cell that stands for
several rows is one cell in each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hopluc.compiler.document import Block, Document, Paragraph, Row, Table
from hopluc.compiler.normalise.contents import with_contents
from hopluc.compiler.normalise.drafts import DraftRow, DraftTable, Piece, extend
from hopluc.compiler.normalise.headings import heading_at, without_repeats
from hopluc.compiler.normalise.paragraphs import is_furniture
from hopluc.compiler.normalise.rows import mended_rows
from hopluc.compiler.normalise.words import plain
from hopluc.viet.text import fold

# Heading rows stand at the top, below a title at most.
_HEADING_WITHIN = 4


def draft_tables(document: Document, blocks: Sequence[Block]) -> list[Paragraph | DraftTable]:
    """`blocks` with each table mended; paragraphs stay as they are."""
    out: list[Paragraph | DraftTable] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(block)
            continue
        draft = _draft(document, block)
        at = len(out) - 1
        while at >= 0 and _is_page_number(document, out[at]):
            at -= 1
        last = out[at] if at >= 0 else None
        if isinstance(last, DraftTable) and _continues(last, draft):
            draft.rows[0].apart = True
            last.rows += draft.rows
            del out[at + 1 :]
        elif draft.rows or draft.above:
            out.append(draft)
    for item in out:
        if isinstance(item, DraftTable) and item.roles:
            item.rows = mended_rows(item)
    return out


def _is_page_number(document: Document, item: Paragraph | DraftTable) -> bool:
    return isinstance(item, Paragraph) and is_furniture(plain(document, [item.span]).strip())


def _continues(table: DraftTable, following: DraftTable) -> bool:
    """Whether a table is the rest of the one before it: the same columns, or none of its own."""
    if not following.rows or following.above:
        return False
    if following.roles is not None:
        return [fold(h) for h in following.headings] == [fold(h) for h in table.headings]
    width = max((len(row.cells) for row in following.rows), default=0)
    return table.roles is not None and width == len(table.headings)


def _draft(document: Document, table: Table) -> DraftTable:
    width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
    rows = [_draft_row(document, row, width) for row in table.rows]
    _share_merged(rows)
    for at in range(min(_HEADING_WITHIN, len(rows))):
        found = heading_at(rows, at)
        if found is not None:
            headings, roles, below = found
            above = [cell for row in rows[:at] for cell in row.cells if cell.words]
            body = _fitted(without_repeats(rows[below:], rows[at:below]), len(headings))
            roles = with_contents(headings, roles, body)
            return DraftTable(headings, roles, body, above, table.merges, table.packed)
    headings = tuple(cell.words for cell in rows[0].cells) if rows else ()
    return DraftTable(headings, None, rows, merges=table.merges)


def _draft_row(document: Document, row: Row, width: int) -> DraftRow:
    draft = DraftRow([Piece() for _ in range(width)], row.apart, [False] * width)
    for cell in row.cells:
        words = plain(document, cell.spans)
        draft.cells[cell.column] = Piece(cell.spans if words.strip() else (), words.strip())
        draft.merged[cell.column] = cell.merged
    return draft


def _share_merged(rows: Sequence[DraftRow]) -> None:
    for above, row in pairwise(rows):
        for column, merged in enumerate(row.merged):
            if merged:
                row.cells[column] = above.cells[column]


def _fitted(rows: Sequence[DraftRow], width: int) -> list[DraftRow]:
    """Rows of exactly `width` cells: what stands beyond goes to the last column."""
    for row in rows:
        extra = [cell for cell in row.cells[width:] if cell.words]
        row.cells = [*row.cells[:width], *(Piece() for _ in range(width - len(row.cells)))]
        for cell in extra:
            extend(row.cells[-1], cell)
        row.merged = [*row.merged[:width], *[False] * (width - len(row.merged))]
    return list(rows)
