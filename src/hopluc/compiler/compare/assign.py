"""The best assignment of old items to new ones over a sparse graph of candidates."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence


def assign(gains: Sequence[Mapping[int, float]]) -> list[int | None]:
    """For each row the column that it gets, or None, so that the sum of all gains is the greatest.

    `gains[row][column]` is above 0; what is not there cannot be chosen, and each column is given once.
    Shortest augmenting paths with potentials (the Hungarian method for sparse graphs): exact, and
    O(rows x candidates x log) in all.
    """
    owner: dict[int, int] = {}
    chosen: list[int | None] = [None] * len(gains)
    row_price = [max(row.values(), default=0.0) for row in gains]
    column_price: dict[int, float] = {}
    for root in range(len(gains)):
        _augment(root, gains, owner, chosen, row_price, column_price)
    return chosen


def _augment(
    root: int,
    gains: Sequence[Mapping[int, float]],
    owner: dict[int, int],
    chosen: list[int | None],
    row_price: list[float],
    column_price: dict[int, float],
) -> None:
    """Give `root` a column, moving others along the cheapest path; somebody may end with none.

    Prices keep row_price + column_price >= gain everywhere and equal on what is chosen; a row that
    has no column has price 0 or is still to come, a free column has price 0.
    """
    far_row: dict[int, float] = {root: 0.0}
    far_column: dict[int, float] = {}
    came: dict[int, int] = {}
    heap: list[tuple[float, int]] = []
    settled: set[int] = set()
    row: int = root
    best, end_row, end_column = row_price[root], root, None  # to end here is to leave `row` without one
    while True:
        for column, gain in gains[row].items():
            if column in settled:
                continue
            slack = row_price[row] + column_price.get(column, 0.0) - gain
            distance = far_row[row] + max(slack, 0.0)
            if distance < far_column.get(column, best):
                far_column[column] = distance
                came[column] = row
                heapq.heappush(heap, (distance, column))
        while heap and (heap[0][1] in settled or heap[0][0] > far_column[heap[0][1]]):
            heapq.heappop(heap)
        if not heap or heap[0][0] >= best:
            break
        distance, column = heapq.heappop(heap)
        settled.add(column)
        if column not in owner:
            best, end_column = distance, column
            break
        row = owner[column]
        far_row[row] = distance
        if distance + row_price[row] < best:
            best, end_row = distance + row_price[row], row
    for reached, distance in far_row.items():
        row_price[reached] -= max(best - distance, 0.0)
    for column in settled:
        column_price[column] = column_price.get(column, 0.0) + max(best - far_column[column], 0.0)
    _flip(end_row, end_column, came, chosen, owner)


def _flip(
    end_row: int,
    end_column: int | None,
    came: Mapping[int, int],
    chosen: list[int | None],
    owner: dict[int, int],
) -> None:
    """Carry the moves of a path out, from its end back to its root."""
    column = end_column
    if column is None:  # `end_row` loses what it has
        column = chosen[end_row]
        chosen[end_row] = None
    while column is not None:
        row = came[column]
        before = chosen[row]
        chosen[row], owner[column] = column, row
        column = before
