"""Nearly every character of a real plan belongs to an item, or is listed as left over."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from hopluc.compiler import read
from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_document
from tests.compiler import gold

NUMBERS = ("000", "001", "002", "003", "004")


@pytest.mark.parametrize("number", NUMBERS)
def test_items_and_what_is_left_over_hold_the_whole_text(seeds: dict[str, Path], number: str) -> None:
    source = read.read_files([seeds[number]])
    share = gold.accounted(to_json(compile_document(source)), source.text)["accounted for"]
    assert share.right >= 0.995 * share.wanted


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_left_over_is_in_order_and_begins_and_ends_with_words(
    seeds: dict[str, Path], number: str
) -> None:
    source = read.read_files([seeds[number]])
    left = compile_document(source).left_over
    assert all(before[1] <= after[0] for before, after in pairwise(left))
    assert all(source.text[a:b] == source.text[a:b].strip() != "" for a, b in left)
