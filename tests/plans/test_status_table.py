"""The tables of docs/status.md are the tests of plans/rules.py."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from hopluc.plans import rules

PAGE = Path(__file__).parents[2] / "docs" / "status.md"
DAY = r"\d{4}-\d\d-\d\d"


def table(first_column: str, columns: int) -> list[list[str]]:
    """The rows of the table whose header starts with a column's name and has so many columns."""
    lines = PAGE.read_text(encoding="utf8").splitlines()
    rows, inside = [], False
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith(f"| {first_column} |") and len(cells) == columns:
            inside = True
        elif inside and not line.startswith("|"):
            break
        elif inside and not line.startswith("|---"):
            rows.append(cells)
    return rows


def day(text: str) -> dt.date | None:
    return None if text == "–" else dt.date.fromisoformat(text)


def part(text: str) -> rules.Part:
    """`by DAY`, `within DAY`, `recurring RULE`, `after 15 day`, each with `asked DAY due DAY`."""
    kind, _, rest = text.partition(" ")
    opened = tuple(
        rules.Opened(dt.date.fromisoformat(m[1]), dt.date.fromisoformat(m[2]) if m[2] else None)
        for m in re.finditer(rf"asked ({DAY})(?: due ({DAY}))?", rest)
    )
    fields: dict[str, dict[str, object]] = {
        "by": {"date": rest and re.match(DAY, rest) and day(rest)},
        "within": {"end": rest and re.match(DAY, rest) and day(rest)},
        "recurring": {"rrule": rest},
    }
    count = re.match(r"(\d+) (day|working_day|month)", rest)
    if kind == "after" and count:
        fields["after"] = {"count": int(count[1]), "unit": count[2]}
    return rules.Part(kind=kind, opened=opened, **fields.get(kind, {}))  # type: ignore[arg-type]


def said(text: str) -> list[rules.Said]:
    """`DAY state [DAY finished] [of DAY due]`; several joined by a semicolon."""
    found = []
    for row in [] if text == "–" else text.split(";"):
        m = re.fullmatch(rf"({DAY}) (\w+)(?: ({DAY}))?(?: of ({DAY}))?", row.strip())
        assert m, row
        found.append(
            rules.Said(
                dt.date.fromisoformat(m[1]),
                m[2],
                dt.date.fromisoformat(m[3]) if m[3] else None,
                occurrence=dt.date.fromisoformat(m[4]) if m[4] else None,
            )
        )
    return found


def period(text: str) -> rules.Period:
    years = [int(y) for y in text.split("-")]
    return rules.Period(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))


def weekday(one: dt.date) -> bool:
    return one.weekday() < 5


PARTS = table("case", 8)
TASKS = table("case", 4)


def test_the_page_tells_every_kind_of_deadline() -> None:
    told = {piece.split(" ")[0] for row in PARTS for piece in row[1].split(" + ")}
    assert told == {"none", "by", "within", "ongoing", "recurring", "on_request", "after", "unparsed"}
    assert {row[5] for row in PARTS} == {s.value for s in rules.Status}


@pytest.mark.parametrize("row", PARTS, ids=[row[0] for row in PARTS])
def test_a_part_stands_as_the_page_tells(row: list[str]) -> None:
    _, deadline, plan, words, on, status, late, next_due = row
    parts = [] if deadline == "none" else [part(piece) for piece in deadline.split(" + ")]
    found = rules.standing(rules.dues(parts, period(plan), weekday), said(words))
    on_day = dt.date.fromisoformat(on)
    assert rules.judged(found, on_day) == rules.Judged(rules.Status(status), late == "yes")
    assert found.due_on == day(next_due)


@pytest.mark.parametrize("row", TASKS, ids=[row[0] for row in TASKS])
def test_a_task_stands_as_the_page_tells(row: list[str]) -> None:
    _, parts, status, late = row
    given = [] if parts == "–" else parts.split(", ")
    judged = [rules.Judged(rules.Status(one.split()[0]), one.endswith(" late")) for one in given]
    assert rules.combined(judged) == rules.Judged(rules.Status(status), late == "yes")
