"""The rows of an assignment table by the meaning of their cells: titles, sums and work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hopluc.compiler.assemble.shared_cells import parted, shared_roles
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Mended, Sheet
from hopluc.compiler.recognise.headings import Role
from hopluc.compiler.recognise.labels import Label, Rank, cell_label, label_of
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_NEXT_ITEM = regex(r"\n\s*\d{1,2}(?:\.\d{1,2}){0,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its cells by role; `label` is that of its number cell."""

    cells: dict[Role, Span]
    others: tuple[tuple[str, Span], ...]
    label: Label | None
    assigned: bool
    span: Span  # from the first to the last cell that stands in this row itself


def row_of(
    mended: Mended, sheet: Sheet, cells: Sequence[Span], above: Sequence[Span], glossary: Mapping[str, str]
) -> SheetRow:
    assert sheet.roles is not None
    shared = shared_roles(sheet.headings, sheet.roles)
    by_role: dict[Role, Span] = {}
    others: list[tuple[str, Span]] = []
    for n, (heading, role, span) in enumerate(zip(sheet.headings, sheet.roles, cells, strict=False)):
        if n in shared:
            nothing: Span = (span[1], span[1])
            by_role.update(dict.fromkeys(shared[n], nothing))
            by_role.update(parted(mended.flow.text, span, shared[n], glossary))
        elif role:
            by_role[role] = span
        elif heading:
            others.append((heading, span))
    label = cell_label(mended.words(by_role["number"])) if "number" in by_role else None
    inline = None if "number" in by_role else _inline_label(mended, by_role["work"])
    if inline:
        label, by_role["number"], by_role["work"] = inline
    assigning: tuple[Role, ...] = ("lead", "coordinator", "deadline", "product")
    assigned = any(by_role[role][0] < by_role[role][1] for role in assigning if role in by_role)
    # A cell that stands for several rows belongs to the first of them.
    # One that goes on below other rows stands behind the row's other cells and is not counted.
    work = by_role["work"]
    whole = by_role.get("mandate", work)
    own = [
        span
        for span in cells
        if span[0] < span[1] and span not in above and not (span == whole and span[0] > work[1])
    ] or [work]
    extent = (min(start for start, _ in own), max(end for _, end in own))
    return SheetRow(by_role, tuple(others), label, assigned, extent)


def _inline_label(mended: Mended, work: Span) -> tuple[Label, Span, Span] | None:
    """The number that opens the work itself, where the table has no column of numbers."""
    words = mended.words(work)
    label = label_of(words)
    # "1. … 2. …" in one cell are parts of one work.
    if label is None or label.rank > Rank.DOTTED_TWICE or _NEXT_ITEM.search(words, label.length):
        return None
    at = work[0] + label.length
    return label, (work[0], at), (at, work[1])


# "Tổng cộng" below a column of money.
_TOTAL = regex(r"(?:tong(?: cong| so)?|cong)(?:\s*\([ivx\d+ ,-]*\))?\W*")


def is_total(mended: Mended, row: SheetRow) -> bool:
    """Whether a row sums up a column."""
    cells = [span for span in (row.cells.get("number"), row.cells["work"]) if span and span[0] < span[1]]
    return any(_TOTAL.fullmatch(fold(mended.words(span))) for span in cells)


def is_title(row: SheetRow, following: SheetRow | None, numbers_assign: bool) -> bool:
    """Whether a row names a group: nobody is assigned, and its number stands above the others'."""
    if row.assigned:
        return False
    if row.label is None:
        if "number" not in row.cells:
            return following is not None and following.assigned
        number = row.cells["number"]
        return number[0] == number[1] and following is not None and following.label is not None
    if row.label.rank <= Rank.ROMAN:
        return True
    return row.label.rank == Rank.NUMBER and not numbers_assign
