"""Tables mended: what a page break or an extraction tore is put together again.

After `draft_tables`: tables that go on over pages are one; heading rows, repeated ones too, are
taken off and their columns named; a row torn by a page is one row and words repeated at the
break stand once; a row that slipped sideways is back in its columns; a cell that stands for
several rows is one cell in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hopluc.compiler.document import Block, Document, Paragraph, Row, Table
from hopluc.compiler.format import Span
from hopluc.compiler.normalise.words import plain
from hopluc.compiler.recognise.columns import Role, role_of, roles_of
from hopluc.compiler.recognise.labels import Rank, cell_label, label_of
from hopluc.viet.text import fold

# Heading rows stand at the top, below a title at most.
_HEADING_WITHIN = 4
_FEWEST_HEADINGS = 3
_COLUMN_NUMBER = re.compile(r"\W*\d{1,2}\W*(?:=.*)?")
_TIME = re.compile(
    r"(?:nhiem vu |lam )?thuong xuyen"
    r"|(?:dinh ky )?(?:hang|moi) (?:nam|quy|thang|tuan)"
    r"|(?:nam |quy |thang |giai doan |truoc |den |trong |hoan thanh |tu )?.{0,40}\b(?:19|20)\d\d\b.{0,12}"
    r"|(?:theo de nghi|sau khi|cham nhat)\b.*"
)
_BODY = re.compile(
    r"(?:cac |mot so )?(?:so|ban|bo|cuc|chi cuc|ubnd|uy ban|lien minh|hoi|phong|van phong|vien|truong|"
    r"dai hoc|hoc vien|bao|dai|cong an|trung tam|don vi|co quan|ngan hang|quy|mat tran|doan|thanh doan|"
    r"tinh doan|to chuc|chi nhanh|kho bac)\b"
)


class Piece:
    """A cell under repair: where its words lie, and the words."""

    __slots__ = ("spans", "words")

    def __init__(self, spans: Sequence[Span] = (), words: str = "") -> None:
        self.spans = list(spans)
        self.words = words


@dataclass(slots=True)
class DraftRow:
    """A row under repair; two rows may hold the same Piece."""

    cells: list[Piece]
    apart: bool = False
    merged: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class DraftTable:
    """A table under repair, and the blocks that it was made of."""

    headings: tuple[str, ...]
    roles: tuple[Role | None, ...] | None
    rows: list[DraftRow]
    above: list[Piece] = field(default_factory=list)  # cells above the heading row: a title
    merges: bool = False


def draft_tables(document: Document, blocks: Sequence[Block]) -> list[Paragraph | DraftTable]:
    """`blocks` with each table mended; paragraphs stay as they are."""
    out: list[Paragraph | DraftTable] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(block)
            continue
        draft = _draft(document, block)
        last = out[-1] if out else None
        if isinstance(last, DraftTable) and _continues(last, draft):
            draft.rows[0].apart = True
            last.rows += draft.rows
        elif draft.rows or draft.above:
            out.append(draft)
    for item in out:
        if isinstance(item, DraftTable) and item.roles:
            item.rows = _mended(item)
    return out


def _continues(table: DraftTable, following: DraftTable) -> bool:
    """Whether a table is the rest of the one before it: the same columns, or none of its own."""
    if not following.rows or following.above:
        return False
    if following.roles is not None:
        return [fold(h) for h in following.headings] == [fold(h) for h in table.headings]
    width = max((len(row.cells) for row in following.rows), default=0)
    return table.roles is not None and width == len(table.headings)


# --- heading rows -------------------------------------------------------------------------


def _draft(document: Document, table: Table) -> DraftTable:
    width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
    rows = [_draft_row(document, row, width) for row in table.rows]
    _share_merged(rows)
    for at in range(min(_HEADING_WITHIN, len(rows))):
        found = _heading(rows, at)
        if found is not None:
            headings, roles, below = found
            above = [cell for row in rows[:at] for cell in row.cells if cell.words]
            body = _fitted(_without_repeats(rows[below:], rows[at:below]), len(headings))
            return DraftTable(headings, roles, body, above, table.merges)
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


def _heading(
    rows: Sequence[DraftRow], at: int
) -> tuple[tuple[str, ...], tuple[Role | None, ...], int] | None:
    """The headings that begin at a row, their roles, and the first row below; None if it is no heading.

    A second heading row divides columns of the first ("Cơ quan" over "chủ trì" and "phối hợp"):
    it has no running number, and each of its words is a heading by itself.
    """
    first = _trimmed([cell.words for cell in rows[at].cells])
    below = at + 1
    spread = _spread(first, rows, below)
    if spread is not None:
        return spread
    if below < len(rows) and _divides(rows[below], rows[at]):
        divided = _trimmed(_divided(rows[at], rows[below]))
        roles = roles_of(divided)
        if roles is not None:
            return tuple(divided), roles, _below_numbers(rows, below + 1)
    roles = roles_of(first)
    return (tuple(first), roles, _below_numbers(rows, below)) if roles is not None else None


def _divided(above: DraftRow, row: DraftRow) -> list[str]:
    """Headings of two rows as one: a divided column bears both names, a merged one its own."""
    out: list[str] = []
    covering = ""
    for upper, lower in zip(above.cells, row.cells, strict=True):
        covering = upper.words or covering
        divides = lower.words and lower is not upper
        out.append(f"{covering} {lower.words}".strip() if divides else upper.words)
    return out


def _spread(
    first: list[str], rows: Sequence[DraftRow], below: int
) -> tuple[tuple[str, ...], tuple[Role | None, ...], int] | None:
    """Headings of two rows where extraction lost which columns the upper one spans.

    The lower row then holds only the names of the divided columns, pushed to the left. They go
    in the place of the one upper heading that makes the table as wide as its rows.
    """
    if below + 1 >= len(rows):
        return None
    lower = _trimmed([cell.words for cell in rows[below].cells])
    width = max(len(_trimmed([cell.words for cell in row.cells])) for row in rows[below + 1 :])
    if not 2 <= len(lower) < len(first) or not all(lower) or len(first) - 1 + len(lower) != width:
        return None
    if not all(role_of(words) for words in lower):
        return None
    for place in range(len(first) - 1, -1, -1):
        if role_of(first[place]) in ("lead", None):
            headings = [*first[:place], *(f"{first[place]} {words}" for words in lower), *first[place + 1 :]]
            roles = roles_of(headings)
            if roles is not None:
                return tuple(headings), roles, _below_numbers(rows, below + 1)
    return None


def _trimmed(headings: list[str]) -> list[str]:
    while headings and not headings[-1]:
        headings = headings[:-1]
    return headings


def _below_numbers(rows: Sequence[DraftRow], at: int) -> int:
    """The first row below the headings and the numbers of the columns ("(1) (2) (3)")."""
    return at + 1 if at < len(rows) and _counts_columns(rows[at]) else at


def _divides(row: DraftRow, above: DraftRow) -> bool:
    """Whether `row` names the columns that a heading above it spans: two at least, one under a blank."""
    own = [
        (cell.words, upper.words)
        for cell, upper in zip(row.cells, above.cells, strict=True)
        if cell.words and cell is not upper
    ]
    first = row.cells[0]
    numbered = bool(first.words) and first is not above.cells[0]
    return (
        2 <= len(own) < len(row.cells)
        and not numbered
        and not all(upper for _, upper in own)
        and all(role_of(words) for words, _ in own)
    )


def _counts_columns(row: DraftRow) -> bool:
    """ "(1) (2) (3) …" under the headings."""
    held = [cell.words for cell in row.cells if cell.words]
    return len(held) >= 3 and all(_COLUMN_NUMBER.fullmatch(words) for words in held)


def _without_repeats(rows: Sequence[DraftRow], heading: Sequence[DraftRow]) -> list[DraftRow]:
    """The rows without headings that a new page repeated; the row after one follows a break."""
    known = [_key(row) for row in heading]
    out: list[DraftRow] = []
    broken = False
    for row in rows:
        if not any(cell.words for cell in row.cells):
            broken = broken or row.apart
        elif any(_alike(_key(row), key) for key in known) or _names_columns(row):
            broken = True
        else:
            row.apart = row.apart or broken
            broken = False
            out.append(row)
    return out


def _names_columns(row: DraftRow) -> bool:
    """Whether every cell of a row is a heading: headings set again in the middle, perhaps shifted."""
    roles = [role_of(cell.words) for cell in row.cells if cell.words]
    return (
        len(roles) >= _FEWEST_HEADINGS
        and None not in roles
        and len({*roles} & {"lead", "deadline", "work"}) >= 2
    )


def _key(row: DraftRow) -> list[str]:
    return [" ".join(re.findall(r"\w+", fold(cell.words))) for cell in row.cells]


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether a row repeats a heading: nearly all of its words stand in the same columns."""
    held = [(x, y) for x, y in zip(a, b, strict=False) if x or y]
    return len(held) >= 2 and sum(x == y for x, y in held) * 10 >= len(held) * 8


def _fitted(rows: Sequence[DraftRow], width: int) -> list[DraftRow]:
    """Rows of exactly `width` cells: what stands beyond goes to the last column."""
    for row in rows:
        extra = [cell for cell in row.cells[width:] if cell.words]
        row.cells = [*row.cells[:width], *(Piece() for _ in range(width - len(row.cells)))]
        for cell in extra:
            _extend(row.cells[-1], cell)
        row.merged = [*row.merged[:width], *[False] * (width - len(row.merged))]
    return list(rows)


# --- rows ---------------------------------------------------------------------------------


def _mended(table: DraftTable) -> list[DraftRow]:
    assert table.roles is not None
    columns: dict[Role, int] = {role: n for n, role in enumerate(table.roles) if role}
    out: list[DraftRow] = []
    for row in table.rows:
        _unslip(row, columns)
        _split_number(row, columns)
        if out and _is_rest(row, out[-1], columns):
            for cell, target in zip(row.cells, out[-1].cells, strict=True):
                _extend(target, cell)
            continue
        if out and not table.merges:
            _share_number(row, out[-1], columns)
        out.append(row)
    if not table.merges:
        _fill_down(out, columns)
    return out


def _assigning(columns: dict[Role, int]) -> list[int]:
    roles: tuple[Role, ...] = ("lead", "coordinator", "deadline", "product")
    return [columns[role] for role in roles if role in columns]


def _unslip(row: DraftRow, columns: dict[Role, int]) -> None:
    """Put a row that lost its leading empty cells back into its columns.

    Extraction drops empty cells at the left and pads at the right. The row is moved as far as
    makes its cells look like what their columns hold, and only over cells that are empty.
    """
    width = len(row.cells)
    spare = next((n for n, cell in enumerate(reversed(row.cells)) if cell.words), width)
    number = columns.get("number", 0)
    if not spare or not row.cells[number].words or cell_label(row.cells[number].words):
        return
    best, shift = max((_fit(row, columns, shift), -shift) for shift in range(spare + 1))
    if shift and best > _fit(row, columns, 0):
        row.cells = [*(Piece() for _ in range(-shift)), *row.cells[: width + shift]]


def _fit(row: DraftRow, columns: dict[Role, int], shift: int) -> int:
    def words(role: Role) -> str:
        at = columns.get(role, -1) - shift
        return fold(row.cells[at].words) if 0 <= at < len(row.cells) and role in columns else ""

    number = words("number")
    return (
        2 * bool(_TIME.fullmatch(words("deadline")))
        + 2 * bool(_BODY.match(words("lead")))
        + bool(_BODY.match(words("coordinator")))
        - 2 * bool(number and not cell_label(number))
    )


def _split_number(row: DraftRow, columns: dict[Role, int]) -> None:
    """A title over merged cells may hold number and words together: "I. Tuyên truyền …"."""
    number, work = columns.get("number"), columns["work"]
    held = [cell for cell in row.cells if cell.words]
    if number is None or len(held) != 1 or not row.cells[number].words or work == number:
        return
    if not cell_label(row.cells[number].words):
        row.cells[work], row.cells[number] = row.cells[number], Piece()


def _is_rest(row: DraftRow, above: DraftRow, columns: dict[Role, int]) -> bool:
    """Whether `row` is the rest of the row above, torn off by a page.

    It has no number of its own. Its work, or the superior task beside it, goes on in small
    letters, or nothing says who and when: then it can be no row of its own. Without a break
    before it, it must do both.
    """
    number, work = columns.get("number"), columns["work"]
    if number is not None and row.cells[number].words and not row.merged[number]:
        return False
    opening = row.cells[work].words or row.cells[columns.get("mandate", work)].words
    if not opening:
        return row.apart and any(cell.words for cell in row.cells)
    mandate = row.cells[columns["mandate"]].words if "mandate" in columns else ""
    in_midst = (opening[:1].islower() and not label_of(opening)) or mandate[:1].islower()
    unassigned = all(
        not row.cells[n].words or row.cells[n].words == above.cells[n].words for n in _assigning(columns)
    )
    blank = not any(row.cells[n].words for n in _assigning(columns))
    if row.apart:
        return in_midst or blank or (unassigned and not _ended(above.cells[work].words))
    return in_midst and blank and not _ended(above.cells[work].words)


def _ended(words: str) -> bool:
    return words.rstrip(" \"”')").endswith((".", ";", ":", "!", "?", "…"))


def _extend(cell: Piece, rest: Piece) -> None:
    """Add the rest of a torn cell; words that both sides of the break repeat stand once."""
    if not rest.words:
        return
    if cell.words == rest.words or cell.words.endswith((" " + rest.words, "\n" + rest.words)):
        return
    cell.spans += rest.spans
    cell.words = f"{cell.words} {rest.words}".strip()


def _share_number(row: DraftRow, above: DraftRow, columns: dict[Role, int]) -> None:
    """Let number and superior task stand for the row below that has neither of its own.

    A text file has no merged cells: it leaves the places that they cover empty.
    """
    whole = [n for role, n in columns.items() if role in ("number", "mandate")]
    if any(row.cells[n].words for n in whole) or _is_title(above, columns):
        return
    for n in whole:
        row.cells[n] = above.cells[n]


def _fill_down(rows: Sequence[DraftRow], columns: dict[Role, int]) -> None:
    """Let the other cells stand for rows below within the same number, as merged cells do.

    A row with nothing but its work introduces others: it takes nothing and gives nothing.
    """
    number = columns.get("number")
    filler: DraftRow | None = None
    for row in rows:
        if not any(row.cells[n].words for n in _assigning(columns)):
            continue
        if number is not None and filler is not None and row.cells[number] is filler.cells[number]:
            for n, cell in enumerate(row.cells):
                if not cell.words and n != columns["work"]:
                    row.cells[n] = filler.cells[n]
        filler = row


def _is_title(row: DraftRow, columns: dict[Role, int]) -> bool:
    """A row that only names a group: nothing beside its number and its words."""
    label = cell_label(row.cells[columns["number"]].words) if "number" in columns else None
    held = sum(bool(cell.words) for cell in row.cells)
    return held <= 2 and label is not None and label.rank <= Rank.ROMAN
