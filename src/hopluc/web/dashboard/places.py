"""Which area a body works in: the unit of the nearest body above it, or its own, that has one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hopluc.organizations.models import Level, Organisation, Unit

CENTRE = "trung-uong"  # the area of bodies above which no unit stands
_LEVELS = [str(level) for level in Level.values]


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or commune; `order`: higher levels first, then by code."""

    key: str
    name: str
    order: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Body:
    """A body as dashboards name it."""

    pk: int
    name: str
    sort_key: str
    area: Area


def bodies_of(keys: Collection[int]) -> dict[int, Body]:
    """Some bodies with their areas, in two queries whatever their number."""
    agencies = Organisation.objects.exclude(kind=Organisation.Kind.COOPERATIVE).order_by()
    rows = {row[0]: row for row in agencies.values_list("pk", "parent_id", "unit_id", "name", "sort_key")}
    units = {pk: _unit_above(pk, rows) for pk in keys if pk in rows}
    areas = _areas({unit for unit in units.values() if unit})
    return {pk: Body(pk, rows[pk][3], rows[pk][4], areas[unit]) for pk, unit in units.items()}


def _unit_above(pk: int, rows: Mapping[int, tuple[int, int | None, int | None, str, str]]) -> int | None:
    at: int | None = pk
    while at is not None and at in rows:
        _pk, parent, unit, _name, _key = rows[at]
        if unit:
            return unit
        at = parent
    return None


def _areas(units: Collection[int]) -> dict[int | None, Area]:
    found: dict[int | None, Area] = {None: Area(CENTRE, _("Trung ương"), (-1, ""))}
    for pk, code, kind, name, level in (
        Unit.objects.filter(pk__in=units).order_by().values_list("pk", "code", "kind", "name", "level")
    ):
        words = name if name.lower().startswith(kind.lower()) else f"{kind} {name}"
        found[pk] = Area(str(pk), words[:1].upper() + words[1:], (_LEVELS.index(level), code))
    return found
