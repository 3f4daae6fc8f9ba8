"""docs/consolidation.md tells how figures are consolidated; the rules are held to every row of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.content import PlannedIndicator
from tests.reporting.worlds import BODIES, asked, figure, handed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "consolidation.md"
MET = {"yes": True, "no": False, "": None}


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def number(text: str) -> Decimal | None:
    return Decimal(text) if text not in {"", "–"} else None


def indicator(name: str, unit: str, target: str, records: str) -> PlannedIndicator:
    """ "each >= 1", "65 - 70", "times 1.5", "= 12" as the plan's own target."""
    rest: dict[str, Any] = {"known": number(records)}
    match target.split():
        case ["each", op, value]:
            rest |= {"op": op, "value": Decimal(value), "each": True}
        case [low, "-", high]:
            rest |= {"op": "range", "low": Decimal(low), "high": Decimal(high)}
        case ["times", value]:
            rest |= {"value": Decimal(value), "relative": True}
        case [op, value]:
            rest |= {"op": op, "value": Decimal(value)}
    return PlannedIndicator(1, name, unit, target, 1, **rest)


def test_the_page_has_its_table() -> None:
    assert len(rows()) >= 18


@pytest.mark.parametrize("row", rows(), ids=" | ".join)
def test_the_row_holds(row: list[str]) -> None:
    name, unit, target, given, records, expected, method, met = row
    values = [value.strip() for value in given.split(";")]
    reports = [
        handed(body[0], figures=(figure(1, None if value == "–" else value),))
        for body, value in zip(BODIES, values, strict=False)
    ]
    (found,) = consolidate(asked(indicators=(indicator(name, unit, target, records),)), reports).figures
    assert (found.value, found.method, found.reached) == (number(expected), method, MET[met])
