"""One report for several plans: what of a body's report belongs to which of them. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from hopluc.reporting.content import Asked, Handed

# Rows of the second plan begin at this order, those of the third at twice as much.
PLAN_STEP = 100_000
Row = TypeVar("Row", bound="Ordered")


class Ordered(Protocol):
    """A row with a place."""

    order: int


def shifted(rows: Iterable[Row], place: int) -> list[Row]:
    """Rows of the plan at this place among the round's plans, ordered after those of the plans before it."""
    found = list(rows)
    for row in found:
        row.order += place * PLAN_STEP
    return found


def place_of(order: int) -> int:
    """To which of the round's plans a row belongs, by its order."""
    return order // PLAN_STEP


def _of(asked: Asked) -> tuple[set[int], set[int]]:
    """The ids of a further plan's tasks, past ones too, and of its indicators."""
    return set(asked.known) | {one.id for one in asked.tasks}, {one.id for one in asked.indicators}


def without_further(asked: Asked, handed: Iterable[Handed]) -> Iterator[Handed]:
    """The reports without what they say of the further plans: all texts, and the first plan's own."""
    if not asked.further:
        yield from handed
        return
    places = [_of(one) for one in asked.further]
    tasks = set().union(*(one for one, _ in places))
    figures = set().union(*(one for _, one in places))
    for one in handed:
        yield replace(
            one,
            parts=tuple(part for part in one.parts if part.task_id not in tasks),
            figures=tuple(figure for figure in one.figures if figure.indicator_id not in figures),
        )


def only_of(asked: Asked, handed: Iterable[Handed]) -> Iterator[Handed]:
    """What the reports say of one further plan: its tasks and figures, no texts."""
    tasks, figures = _of(asked)
    for one in handed:
        yield Handed(
            one.body_id,
            one.body,
            one.body_order,
            one.first_submitted_on,
            parts=tuple(part for part in one.parts if part.task_id in tasks),
            figures=tuple(figure for figure in one.figures if figure.indicator_id in figures),
        )
