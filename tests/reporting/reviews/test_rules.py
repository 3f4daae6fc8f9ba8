"""Years, chains and numbers of a review: pure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.reviews.outlines import FILLS, outline_for
from hopluc.reporting.reviews.papers import FILLERS
from hopluc.reporting.reviews.rules import Known, at_beginning, chained, moved, numbered


def test_of_several_figures_of_one_day_the_last_given_counts() -> None:
    day = dt.date(2025, 12, 14)
    given_twice = [Known(day, Decimal(1)), Known(day, Decimal(2))]
    assert at_beginning(given_twice, day) == Known(day, Decimal(2))
    assert at_beginning(given_twice, dt.date(2025, 12, 13)) is None


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_chains_part_all_keys_and_hold_each_pair_together(
    keys: list[int], pairs: list[tuple[int, int]]
) -> None:
    groups = chained(keys, pairs)
    assert sorted(key for group in groups for key in group) == sorted(keys)
    place = {key: n for n, group in enumerate(groups) for key in group}
    assert all(place[a] == place[b] for a, b in pairs if a in place and b in place)
    assert all(keys.index(one[0]) < keys.index(other[0]) for one, other in pairwise(groups))


@given(st.lists(st.sampled_from([1, 2]), min_size=1))
def test_sections_are_numbered_without_gaps(levels: list[int]) -> None:
    numbers = numbered(levels)
    assert numbers[0] == (1, 0)
    for before, after in pairwise(numbers):
        assert after in {(before[0] + 1, 0), (before[0], before[1] + 1)}


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_moving_changes_places_with_one_neighbour(keys: list[int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(keys))
    there = moved(moved(keys, key, up=True), key, up=False)
    assert there == keys or keys[0] == key
    assert sorted(moved(keys, key, up=False)) == sorted(keys)


def test_every_outline_fills_what_the_report_can_draw() -> None:
    assert set(FILLERS) == {key for key in FILLS if key}
    for kind in ("ke_hoach", "luat", "Nghị quyết"):
        parts = outline_for(kind)
        assert {part.fills for part in parts} <= set(FILLS)
        assert parts[0].level == 1
        assert {"indicators", "tasks", "causes", "lessons", "proposals"} <= {part.fills for part in parts}
