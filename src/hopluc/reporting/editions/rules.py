"""What differs between two editions. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hopluc.reporting.editions.content import BookGrid, Difference
from hopluc.viet.numbers import format_number

Key = tuple[str, str]


def differences(before: Sequence[BookGrid], after: Sequence[BookGrid]) -> tuple[Difference, ...]:
    """Every figure that is another, table by table in the order of the later edition; then tables that went.
    Tables are the same by their title, rows by label and unit, columns by heading."""
    old = {table.title: table for table in before}
    found: list[Difference] = []
    for table in after:
        there = old.pop(table.title, None)
        if there is None:
            found.append(Difference(table.title, "", "", "", "bảng mới"))
        else:
            found.extend(_of_table(there, table))
    found.extend(Difference(title, "", "", "có bảng", "bỏ bảng") for title in old)
    return tuple(found)


def _of_table(before: BookGrid, after: BookGrid) -> Iterator[Difference]:
    old, new = _cells(before), _cells(after)
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key), new.get(key)
        if one != other:
            yield Difference(after.title, key[0], key[1], _shown(one), _shown(other))


def _cells(table: BookGrid) -> dict[Key, Decimal | None]:
    return {
        (f"{row.label} ({row.unit})" if row.unit else row.label, head.title): value
        for row in table.grid.rows
        for head, value in zip(table.grid.heads, row.values, strict=True)
    }


def _shown(value: Decimal | None) -> str:
    return "chưa có số liệu" if value is None else format_number(value)
