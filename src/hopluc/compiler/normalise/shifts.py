"""Cells that extraction moved: back in their columns, by what their words look like."""

from __future__ import annotations

from itertools import combinations

from hopluc.compiler.normalise.drafts import DraftRow, Piece
from hopluc.compiler.recognise.headings import Role
from hopluc.compiler.recognise.labels import cell_label
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_TIME = regex(
    r"(?:nhiem vu |lam )?thuong xuyen"
    r"|(?:dinh ky )?(?:hang|moi) (?:nam|quy|thang|tuan)"
    r"|(?:nam |quy |thang |giai doan |truoc |den |trong |hoan thanh |tu )?.{0,40}\b(?:19|20)\d\d\b.{0,12}"
    r"|(?:theo de nghi|sau khi|cham nhat)\b.*"
)
_BODY = regex(
    r"(?:cac |mot so )?(?:so|ban|bo|cuc|chi cuc|ubnd|uy ban|lien minh|hoi|phong|van phong|vien|truong|"
    r"dai hoc|hoc vien|bao|dai|cong an|trung tam|don vi|co quan|ngan hang|quy|mat tran|doan|thanh doan|"
    r"tinh doan|to chuc|chi nhanh|kho bac)\b"
)


def unslip(row: DraftRow, columns: dict[Role, int]) -> None:
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


def unpack(row: DraftRow, columns: dict[Role, int]) -> None:
    """Give the cells of a row that lost its empty ones to the columns that their words fit.

    Number and work come first. The rest of a row torn by a page has no number: what stands behind its
    work is the end of the bodies that help, the cell that is apt to wrap.
    """
    width = len(row.cells)
    held = [cell for cell in row.cells if cell.words]
    fixed = max(columns.get("number", 0), columns["work"]) + 1
    moving = held[fixed:]
    if not row.cells[columns.get("number", 0)].words:
        helping = columns.get("coordinator", columns.get("lead"))
        if len(held) == 2 and helping is not None:
            cells = [Piece() for _ in row.cells]
            cells[columns["work"]], cells[helping] = held
            row.cells = cells
        return
    if not moving or len(held) >= width or len(held) < fixed:
        return
    best = max(
        combinations(range(fixed, width), len(moving)),
        key=lambda places: sum(_apt(cell, n, columns) for cell, n in zip(moving, places, strict=True)),
    )
    cells = [*held[:fixed], *(Piece() for _ in range(fixed, width))]
    for cell, place in zip(moving, best, strict=True):
        cells[place] = cell
    row.cells = cells


def _apt(cell: Piece, column: int, columns: dict[Role, int]) -> int:
    words = fold(cell.words)
    time, body = bool(_TIME.fullmatch(words)), bool(_BODY.match(words))
    if column == columns.get("deadline"):
        return 3 if time else -1
    if column == columns.get("lead"):
        return 3 if body else -2
    if column == columns.get("coordinator"):
        return 2 if body else -2
    return -2 if time or body else 1
