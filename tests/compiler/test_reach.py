"""How well documents are read, row by row: the reach of `make accuracy`, held.

Each row is compared over all documents of its kind. `BELOW` names the rows that do not reach what is
wanted of them, with the figure that they have reached, from which they may not fall.
"""

from __future__ import annotations

from functools import cache, reduce

import pytest

from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_document
from hopluc.compiler.read import read_bytes
from tests.compiler import gold
from tests.compiler.measuring import NOTHING, Share, measure
from tests.conftest import SHARED
from tools.accuracy import KINDS, REACH

BELOW: dict[tuple[str, str], float] = {}


@cache
def shares(kind: str) -> dict[str, Share]:
    """The rows over all documents of a kind."""
    ruler = gold.ruler(SHARED)
    found: dict[str, list[Share]] = {}
    for reading in gold.readings(SHARED, kind):
        source = read_bytes(reading.data, reading.file_name)
        plan = to_json(compile_document(source))
        rows = measure(reading.wanted, plan, ruler).shares | gold.accounted(plan, source.text)
        for row, share in rows.items():
            found.setdefault(row, []).append(share)
    return {row: reduce(Share.__add__, of_row, NOTHING) for row, of_row in found.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_reaches_what_is_wanted_of_it(kind: str) -> None:
    if kind != "variant" and not (SHARED / "seeds").exists():
        pytest.skip(f"no documents in {SHARED}")
    column = 0 if kind == "seed" else 1
    reached = {row: round(100 * share.f1, 1) for row, share in shares(kind).items()}
    wanted = {row: BELOW.get((kind, row), reach[column]) for row, reach in REACH.items() if row in reached}
    short = {row: (reached[row], floor) for row, floor in wanted.items() if floor and reached[row] < floor}
    assert short == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_row_is_excused_that_needs_no_excuse(kind: str) -> None:
    column = 0 if kind == "seed" else 1
    excused = [
        row for of, row in BELOW if of == kind and 100 * shares(kind)[row].f1 >= (REACH[row][column] or 0)
    ]
    assert excused == []
