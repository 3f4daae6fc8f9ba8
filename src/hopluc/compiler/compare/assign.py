"""The best assignment of old items to new ones over a sparse graph of candidates."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def assign(gains: Sequence[Mapping[int, float]]) -> list[int | None]:
    """For each row the column that it gets, or None, so that the sum of all gains is the greatest.

    `gains[row][column]` is above 0; what is not there cannot be chosen, and each column is given once.
    Shortest augmenting paths with potentials (the Hungarian method for sparse graphs): exact, and
    O(rows x candidates x log) in all.
    """
    matching = _Matching(gains, [None] * len(gains), [max(row.values(), default=0.0) for row in gains])
    for root in range(len(gains)):
        matching.augment(root)
    return matching.chosen


@dataclass(slots=True)
class _Search:
    """One search: how far each row and column is, from which row a column was reached, which are settled,
    and where it ends best: in a free column, or in a row that is left without one."""

    best: float
    end_row: int
    end_column: int | None = None
    rows: dict[int, float] = field(default_factory=dict)
    columns: dict[int, float] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    heap: list[tuple[float, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Matching:
    """Who has what so far, and the prices: row + column is never less than the gain, and equal to it on what
    is chosen; a row that was left without a column, and a free column, cost 0."""

    gains: Sequence[Mapping[int, float]]
    chosen: list[int | None]
    row_price: list[float]
    column_price: dict[int, float] = field(default_factory=dict)
    owner: dict[int, int] = field(default_factory=dict)

    def augment(self, root: int) -> None:
        """Give `root` a column, moving others along the cheapest path; somebody may end with none."""
        search = _Search(self.row_price[root], root)
        row: int | None = root
        search.rows[root] = 0.0
        while row is not None:
            self._reach(search, row)
            row = self._settle(search)
        for reached, distance in search.rows.items():
            self.row_price[reached] -= max(search.best - distance, 0.0)
        for column in search.settled:
            rise = max(search.best - search.columns[column], 0.0)
            self.column_price[column] = self.column_price.get(column, 0.0) + rise
        self._move(search)

    def _reach(self, search: _Search, row: int) -> None:
        """Measure the way from a row to each column that it may have."""
        for column, gain in self.gains[row].items():
            slack = self.row_price[row] + self.column_price.get(column, 0.0) - gain
            distance = search.rows[row] + max(slack, 0.0)
            if column not in search.settled and distance < search.columns.get(column, search.best):
                search.columns[column] = distance
                search.came[column] = row
                heapq.heappush(search.heap, (distance, column))

    def _settle(self, search: _Search) -> int | None:
        """Take the nearest column; the row that has it, from which the search goes on, or None at the end."""
        while search.heap:
            distance, column = heapq.heappop(search.heap)
            if column in search.settled or distance > search.columns[column]:
                continue
            if distance >= search.best:
                return None
            search.settled.add(column)
            row = self.owner.get(column)
            if row is None:
                search.best, search.end_column = distance, column
                return None
            search.rows[row] = distance
            if distance + self.row_price[row] < search.best:
                search.best, search.end_row = distance + self.row_price[row], row
            return row
        return None

    def _move(self, search: _Search) -> None:
        """Carry the moves of the path out, from its end back to its root."""
        column = search.end_column
        if column is None:  # `end_row` loses what it has
            column, self.chosen[search.end_row] = self.chosen[search.end_row], None
        while column is not None:
            row = search.came[column]
            before = self.chosen[row]
            self.chosen[row], self.owner[column] = column, row
            column = before
