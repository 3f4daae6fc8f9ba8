"""Two bodies' answers made one, when the one body passes on to the other while both still write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hopluc.reporting.formbook import answers
from hopluc.reporting.formbook.answers import Place
from hopluc.reporting.formbook.cells import LONGEST, Value, of_kept
from hopluc.reporting.formbook.content import Column, Section, rows_of
from hopluc.reporting.models import Submission


def take_in(own: Submission, other: Submission) -> None:
    """Lay the other's answers beside one's own, inside the caller's transaction.

    Narratives follow one another under the other's name; rows that bodies write themselves come below one's
    own; in rows of the form a column that is added when reports are put together is added here too, texts
    stand side by side, and of anything else one's own stays.
    """
    form = answers.form_of(own)
    if form is None or other.round_id != own.round_id:
        return
    here, there = answers.said(own), answers.said(other)
    for section in form.sections:
        for place, value in _taken(section, here, there, other.body_name):
            answers.keep(own, place, value)


def _taken(
    section: Section, here: Mapping[Place, str], there: Mapping[Place, str], name: str
) -> Iterator[tuple[Place, Value]]:
    if section.kind == "narrative":
        place = (section.key, "", "")
        if words := there.get(place, "").strip():
            before = here.get(place, "").strip()
            yield place, f"{before}\n{name}: {words}" if before else f"{name}: {words}"
    elif section.rows:
        yield from _rows_of_the_form(section, here, there)
    else:
        yield from _own_rows(section, here, there)


def _rows_of_the_form(
    section: Section, here: Mapping[Place, str], there: Mapping[Place, str]
) -> Iterator[tuple[Place, Value]]:
    for row in section.rows:
        for column in section.columns:
            place = (section.key, row.key, column.key)
            mine, theirs = of_kept(column, here.get(place, "")), of_kept(column, there.get(place, ""))
            value = _both(column, mine, theirs)
            if value is not None and value != mine:
                yield place, value


def _both(column: Column, mine: Value | None, theirs: Value | None) -> Value | None:
    if mine is None or theirs is None:
        return theirs if mine is None else mine
    if column.gathers == "sum" and isinstance(mine, Decimal) and isinstance(theirs, Decimal):
        return mine + theirs
    if column.kind == "text" and isinstance(mine, str) and isinstance(theirs, str) and mine != theirs:
        return f"{mine}; {theirs}"[:LONGEST]
    return mine


def _own_rows(
    section: Section, here: Mapping[Place, str], there: Mapping[Place, str]
) -> Iterator[tuple[Place, Value]]:
    rows = [row.key for row in rows_of(section)]
    free = rows[_used(section, here, rows) :]
    for target, source in zip(free, rows[: _used(section, there, rows)], strict=False):
        for column in section.columns:
            value = of_kept(column, there.get((section.key, source, column.key), ""))
            if value is not None:
                yield (section.key, target, column.key), value


def _used(section: Section, said: Mapping[Place, str], rows: list[str]) -> int:
    """How many rows there are up to the last that holds something."""
    written = {row for key, row, _column in said if key == section.key}
    return max((place for place, row in enumerate(rows, 1) if row in written), default=0)
