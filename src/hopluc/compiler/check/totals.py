"""The totals of tables of figures must be the sums of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Sheet
from hopluc.compiler.recognise.labels import Rank, cell_label
from hopluc.viet.numbers import format_number, parse_number
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_TOTAL = regex(r"(?:tong|cong)(?: cong| so)?(?: chung| toan tinh)?\W*")
# Columns whose figures are not added up, by their headings.
_NO_SUM = regex(r"ty le|%|binh quan|trung binh|don gia|nang suat|toc do|so voi|tang|stt|^tt$|nam thuc hien")
_FEWEST = 2


def totals(case: Case) -> Iterator[Slip]:
    """A total that is the sum neither of all rows of its column nor of those of one rank."""
    for sheet in case.mended.sheets:
        rows = [row for row in sheet.rows if len(row) == len(sheet.headings)]
        at = next((n for n, row in enumerate(rows) if _is_total(case, row)), None)
        others = [row for n, row in enumerate(rows) if n != at]
        if at is None or len(others) < _FEWEST or sum(_is_total(case, row) for row in rows) > 1:
            continue
        for column, heading in enumerate(sheet.headings):
            if not _NO_SUM.search(fold(heading)):
                yield from _in_column(case, sheet, rows[at], others, column)


def _in_column(
    case: Case, sheet: Sheet, total: tuple[Span, ...], rows: list[tuple[Span, ...]], column: int
) -> Iterator[Slip]:
    stated = _number(case, total[column])
    parts = [(_rank(case, row), _number(case, row[column])) for row in rows]
    known = [(rank, value) for rank, value in parts if value is not None]
    if stated is None or len(known) < max(_FEWEST, len(rows) - 1):
        return
    sums = {sum((value for _, value in known), Decimal(0))}
    sums |= {sum((v for r, v in known if r is rank), Decimal(0)) for rank in {rank for rank, _ in known}}
    if all(abs(stated - value) > Decimal("0.5") for value in sums):
        every = sum((value for _, value in known), Decimal(0))
        said = {"stated": format_number(stated), "sum": format_number(every)}
        yield Slip(total[column], said | {"column": quoted(sheet.headings[column], 40)}, format_number(every))


def _is_total(case: Case, row: tuple[Span, ...]) -> bool:
    return any(_TOTAL.fullmatch(fold(case.mended.words(cell).strip())) for cell in row[:2])


def _rank(case: Case, row: tuple[Span, ...]) -> Rank | None:
    label = cell_label(case.mended.words(row[0]))
    return label.rank if label else None


def _number(case: Case, cell: Span) -> Decimal | None:
    return parse_number(case.mended.words(cell).strip())


FINDERS: dict[str, Find] = {"total-mismatch": totals}
