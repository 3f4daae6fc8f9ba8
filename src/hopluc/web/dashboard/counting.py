"""Parts of lead bodies counted once, by plan, body and group; every dashboard adds these counts up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from hopluc.plans import rules
from hopluc.plans.boards import LATE
from hopluc.plans.models import Assignment, Plan, TaskGroup
from hopluc.viet.text import fold
from hopluc.web.dashboard.places import Body, bodies_of

NO_FIELD = "khac"  # the field of tasks that stand in no group
DIMENSIONS = ("ke_hoach", "co_quan", "linh_vuc", "dia_ban")  # also the filters' names in the address


class Cell(NamedTuple):
    """So many parts of a body in a group of a plan stand alike; so many of them are past their day."""

    plan: int
    body: int
    group: int | None
    status: str
    n: int
    late: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a dashboard; empty ones do not filter. `status` may be boards.LATE."""

    ke_hoach: str = ""
    co_quan: str = ""
    linh_vuc: str = ""
    dia_ban: str = ""
    tinh_trang: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The filters in use, as the address says them."""
        names = (*DIMENSIONS, "tinh_trang")
        return {name: value for name in names if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted for a day, and what the counted things are called.

    fields: group id → the field's key, and key → its words. Groups of several plans that are called alike are
    one field.
    """

    on: dt.date
    plans: Mapping[int, Plan]
    cells: Sequence[Cell]
    bodies: Mapping[int, Body]
    field_of: Mapping[int, str]
    fields: Mapping[str, str]

    def value(self, cell: Cell, dimension: str) -> str:
        """What a cell is in a dimension, as the address says it."""
        if dimension == "ke_hoach":
            return str(cell.plan)
        if dimension == "co_quan":
            return str(cell.body)
        if dimension == "linh_vuc":
            return self.field_of.get(cell.group or 0, NO_FIELD)
        return self.bodies[cell.body].area.key

    def chosen(self, asked: Asked) -> list[Cell]:
        """The cells that pass the filters, but for the status."""
        wanted = {name: value for name, value in asked.words.items() if name in DIMENSIONS}
        return [
            cell
            for cell in self.cells
            if all(self.value(cell, name) == value for name, value in wanted.items())
        ]


def facts(plans: Sequence[Plan], on: dt.date) -> Facts:
    """The lead parts of some plans counted for a day, in four queries."""
    keys = [plan.pk for plan in plans]
    cells = _cells(keys, on)
    groups = TaskGroup.objects.filter(plan__in=keys).order_by("plan__issued_on", "order", "pk")
    field_of: dict[int, str] = {}
    fields: dict[str, str] = {}
    for pk, title in groups.values_list("pk", "title"):
        field_of[pk] = key_of(title)
        fields.setdefault(key_of(title), _sentence(title))
    bodies = bodies_of({cell.body for cell in cells})
    return Facts(on, {plan.pk: plan for plan in plans}, cells, bodies, field_of, fields)


def _cells(plans: Sequence[int], on: dt.date) -> list[Cell]:
    rows = _parts(plans, on).values("plan_id", "body_id", "task__group_id", "status")
    counted = rows.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on))).order_by()
    names = ("plan_id", "body_id", "task__group_id", "status", "n", "late")
    return [Cell(*row) for row in counted.values_list(*names)]


def _parts(plans: Sequence[int], on: dt.date) -> Any:
    return Assignment.objects.filter(plan__in=plans).leading().held_on(on).with_status(on)


def key_of(title: str) -> str:
    """A group's title as the address says it: groups of different plans with the same words are one field."""
    return "-".join(fold(title).split())[:80].strip("-") or NO_FIELD


def _sentence(title: str) -> str:
    """A title in capitals as a sentence."""
    words = " ".join(title.split())
    return words.capitalize() if words.isupper() else words


def parts(found: Facts, asked: Asked) -> QuerySet[Any]:
    """The parts behind the counts, with their status of the day, those due first at the top."""
    cells = found.chosen(asked)
    rows = _parts(sorted({cell.plan for cell in cells}), found.on)
    rows = rows.filter(body__in={cell.body for cell in cells})
    if asked.linh_vuc:
        groups = {cell.group for cell in cells}
        among = Q(task__group__in=groups - {None})
        rows = rows.filter(among | Q(task__group=None) if None in groups else among)
    if asked.tinh_trang == LATE:
        rows = rows.filter(due_on__lt=found.on)
    elif asked.tinh_trang:
        rows = rows.filter(status=asked.tinh_trang)
    return rows.order_by("due_on", "pk")


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts by status, and how many are past their day."""

    counts: Mapping[str, int]
    late: int

    @property
    def total(self) -> int:
        """All parts."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Parts that are done."""
        return sum(self.counts.get(one, 0) for one in rules.DONE)

    @property
    def percent(self) -> int | None:
        """Done of all, in whole per cent; None where there is nothing."""
        return round(100 * self.done / self.total) if self.total else None


def summed(cells: Iterable[Cell]) -> Sum:
    """Cells added up."""
    counts: dict[str, int] = {}
    late = 0
    for cell in cells:
        counts[cell.status] = counts.get(cell.status, 0) + cell.n
        late += cell.late
    return Sum(counts, late)
