"""Rows mended: torn by a page, slipped sideways, with cells that stand for several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hopluc.compiler.normalise.drafts import DraftRow, DraftTable, Piece, extend
from hopluc.compiler.normalise.shifts import unpack, unslip
from hopluc.compiler.recognise.headings import Role
from hopluc.compiler.recognise.labels import Rank, cell_label, label_of
from hopluc.viet.patterns import regex

# A row whose every cell says the same, in so many cells, is a title.
_FEWEST_ALIKE = 3
# A cell that ends so goes on: "Báo và Phát thanh," / "Truyền hình tỉnh".
_UNENDED = regex(
    r"(?:[,\-–/&]|\b(?:và|của|thuộc|với|các|tháng|quý|năm|ngày|đến|trước|từ|giai đoạn))$", re.IGNORECASE
)


def mended_rows(table: DraftTable) -> list[DraftRow]:
    """The rows of a table whose columns are known, whole and in their columns."""
    assert table.roles is not None
    columns: dict[Role, int] = {role: n for n, role in enumerate(table.roles) if role}
    out: list[DraftRow] = []
    for row in table.rows:
        if table.packed:
            unpack(row, columns)
        _collapse(row, columns)
        unslip(row, columns)
        _split_number(row, columns)
        _title_to_work(row, columns)
        if out and _is_rest(row, out[-1], columns):
            for cell, target in zip(row.cells, out[-1].cells, strict=True):
                extend(target, cell)
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


def _collapse(row: DraftRow, columns: dict[Role, int]) -> None:
    """A title over merged cells that extraction repeated in each of them stands once."""
    number = columns.get("number")
    work = columns["work"]
    for first in (0, 1):
        held = [cell for cell in row.cells[first:] if cell.words]
        alike = len(held) >= _FEWEST_ALIKE and all(cell.words == held[0].words for cell in held)
        if alike and len({id(cell) for cell in held}) > 1 and len(held) == len(row.cells) - first:
            title = held[0]
            row.cells = [*row.cells[:first], *(Piece() for _ in row.cells[first:])]
            row.cells[number if first == 0 and number is not None else work] = title
            return


def _split_number(row: DraftRow, columns: dict[Role, int]) -> None:
    """A title over merged cells may hold number and words together: "I. Tuyên truyền …"."""
    number, work = columns.get("number"), columns["work"]
    held = [cell for cell in row.cells if cell.words]
    if number is None or len(held) != 1 or not row.cells[number].words or work == number:
        return
    if not cell_label(row.cells[number].words):
        row.cells[work], row.cells[number] = row.cells[number], Piece()


def _title_to_work(row: DraftRow, columns: dict[Role, int]) -> None:
    """Words alone beside a number are the row's work, wherever extraction put them."""
    number, work = columns.get("number"), columns["work"]
    held = [n for n, cell in enumerate(row.cells) if cell.words]
    if number is None or len(held) != 2 or number not in held or work in held or row.merged[number]:
        return
    other = next(n for n in held if n != number)
    if cell_label(row.cells[number].words) and not row.merged[other]:
        row.cells[work], row.cells[other] = row.cells[other], Piece()


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
    goes_on = all(_goes_on(above.cells[n].words, row.cells[n].words) for n in _assigning(columns))
    return in_midst and (blank or goes_on) and not _ended(above.cells[work].words)


def _goes_on(above: str, words: str) -> bool:
    """Whether the words of a cell can be the rest of the cell above."""
    return not words or words[:1].islower() or bool(above and _UNENDED.search(above))


def _ended(words: str) -> bool:
    return words.rstrip(" \"”')").endswith((".", ";", ":", "!", "?", "…"))


def _share_number(row: DraftRow, above: DraftRow, columns: dict[Role, int]) -> None:
    """Let number and superior task stand for the row below that has neither of its own.

    A text file has no merged cells: it leaves the places that they cover empty.
    """
    whole = [n for role, n in columns.items() if role in ("number", "mandate")]
    if any(row.cells[n].words for n in whole) or _is_title(above, columns) or _names_group(row, columns):
        return
    for n in whole:
        row.cells[n] = above.cells[n]


def _names_group(row: DraftRow, columns: dict[Role, int]) -> bool:
    """A title over merged cells, its number before its words ("II. Đào tạo")."""
    label = label_of(row.cells[columns["work"]].words)
    return sum(bool(cell.words) for cell in row.cells) == 1 and label is not None and label.rank <= Rank.ROMAN


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
