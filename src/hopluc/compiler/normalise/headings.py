"""Heading rows of tables: on one row or two, with the numbers of columns, repeated on each page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hopluc.compiler.normalise.drafts import DraftRow
from hopluc.compiler.recognise.columns import roles_of
from hopluc.compiler.recognise.headings import Role, role_of
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_FEWEST_HEADINGS = 3
_YEAR = regex(r"(?:[Nn]ăm\s+)?(?:19|20)\d\d")
_COLUMN_NUMBER = regex(r"\W*\d{1,2}\W*(?:=.*)?")


def heading_at(
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
        out.append(_together(covering, lower.words) if divides else upper.words)
    return out


def _together(upper: str, lower: str) -> str:
    """The heading of a divided column: a lower heading that says it all stands alone."""
    return lower if role_of(lower) else f"{upper} {lower}".strip()


def _spread(
    first: list[str], rows: Sequence[DraftRow], below: int
) -> tuple[tuple[str, ...], tuple[Role | None, ...], int] | None:
    """Headings of two rows where extraction lost which columns the upper one spans.

    The lower row then holds only the names of the divided columns, pushed to the left. They go
    in the places of the upper headings, one or several, that make the table as wide as its rows.
    """
    if below + 1 >= len(rows):
        return None
    lower = _trimmed([cell.words for cell in rows[below].cells])
    width = max(len(_trimmed([cell.words for cell in row.cells])) for row in rows[below + 1 :])
    divided = len(first) + len(lower) - width
    if not 1 <= divided < len(first) or not 2 * divided <= len(lower) or not all(lower):
        return None
    if not all(role_of(words) for words in lower):
        return None
    best: tuple[int, list[str], tuple[Role | None, ...]] | None = None
    for place in range(len(first) - divided, -1, -1):
        if not all(role_of(words) in _DIVIDED for words in first[place : place + divided]):
            continue
        for sizes in _splits(len(lower), divided):
            headings = [*first[:place], *_shared(first[place:], lower, sizes), *first[place + divided :]]
            roles = roles_of(headings)
            known = sum(role is not None for role in roles or ())
            if roles is not None and (best is None or known > best[0]):
                best = known, headings, roles
    return (tuple(best[1]), best[2], _below_numbers(rows, below + 1)) if best else None


# What an upper heading over several columns may mean by itself: "Phân công", "Kết quả thực hiện".
_DIVIDED = ("lead", "product", "deadline", None)


def _splits(count: int, into: int) -> Iterator[tuple[int, ...]]:
    """The ways to give each of `into` upper headings at least two of `count` lower ones."""
    if into == 1:
        yield (count,)
        return
    for size in range(2, count - 2 * (into - 1) + 1):
        for rest in _splits(count - size, into - 1):
            yield (size, *rest)


def _shared(upper: Sequence[str], lower: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    at = 0
    for above, size in zip(upper, sizes, strict=False):
        for words in lower[at : at + size]:
            yield _together(above, words)
        at += size


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
        and all(role_of(words) or _YEAR.fullmatch(words) for words, _ in own)
    )


def _counts_columns(row: DraftRow) -> bool:
    """ "(1) (2) (3) …" under the headings."""
    held = [cell.words for cell in row.cells if cell.words]
    return len(held) >= 3 and all(_COLUMN_NUMBER.fullmatch(words) for words in held)


def without_repeats(rows: Sequence[DraftRow], heading: Sequence[DraftRow]) -> list[DraftRow]:
    """The rows without headings that a new page repeated; the row after one follows a break."""
    known = [_key(row) for row in heading]
    out: list[DraftRow] = []
    broken = False
    for row in rows:
        if not any(cell.words for cell in row.cells):
            broken = broken or row.apart
        elif _repeats(row, known) or _names_columns(row):
            broken = True
        else:
            row.apart = row.apart or broken
            broken = False
            out.append(row)
    return out


def _names_columns(row: DraftRow) -> bool:
    """Whether every cell of a row is a heading: headings set again in the middle, perhaps shifted."""
    held = [cell.words for cell in row.cells if cell.words]
    if len(held) < _FEWEST_HEADINGS:
        return False
    roles: set[Role] = set()
    for words in held:  # a plain row is known by its first cell or two
        role = role_of(words)
        if role is None:
            return False
        roles.add(role)
    return len(roles & {"lead", "deadline", "work"}) >= 2


def _repeats(row: DraftRow, known: Sequence[Sequence[str]]) -> bool:
    key = _key(row) if known else ()
    return any(_alike(key, other) for other in known)


def _key(row: DraftRow) -> list[str]:
    return [" ".join(re.findall(r"\w+", fold(cell.words))) for cell in row.cells]


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether a row repeats a heading: nearly all of its words stand in the same columns."""
    held = [(x, y) for x, y in zip(a, b, strict=False) if x or y]
    return len(held) >= 2 and sum(x == y for x, y in held) * 10 >= len(held) * 8
