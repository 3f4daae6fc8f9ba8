"""The changes of 2025 as data that the wizard starts from ("mẫu 2025"), matched to the bodies here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.db.models import Q

from hopluc.organizations.models import Level, Organisation
from hopluc.viet.text import fold

DISTRICT = "huyen-"


@dataclass(frozen=True, slots=True)
class Template:
    """A change to start from; `values` are the wizard's fields. missing: names that no body here bears."""

    key: str
    title: str
    values: dict[str, Any]
    missing: tuple[str, ...] = ()


@cache
def data() -> dict[str, Any]:
    """`changes_2025.toml`."""
    raw = resources.files("hopluc.handover").joinpath("changes_2025.toml").read_text("utf-8")
    return tomllib.loads(raw)


def templates(bodies: Iterable[Organisation]) -> list[Template]:
    """The changes of 2025 that still have somebody to carry them out on, among the bodies given (those
    that exist and that the administrator may change)."""
    there = list(bodies)
    of = data()
    named = {fold(body.name): body for body in there}
    found = [_department(row, of, named) for row in of["change"]]
    return [one for one in found if one] + _districts(there, of["district"])


def find(key: str, bodies: Iterable[Organisation]) -> Template | None:
    """The template of a key."""
    return next((one for one in templates(bodies) if one.key == key), None)


def _department(row: dict[str, Any], of: dict[str, Any], named: dict[str, Organisation]) -> Template | None:
    giving = [named[fold(name)] for name in row["from"] if fold(name) in named]
    if not giving:
        return None
    values: dict[str, Any] = {
        "kind": row["kind"],
        "predecessors": [body.pk for body in giving],
        "on": of["on"],
        "document": of["cite"],
    }
    missing = []
    to = named.get(fold(row["to"]))
    if to and to not in giving:
        values["successors"] = [to.pk]
    else:
        values["new_names"] = row["to"]
    for number, function in enumerate(row.get("function", ()), 1):
        body = _like(function["to"], named)
        if body:
            values[f"heir_{number}"] = body.pk
            values[f"function_{number}"] = function["name"]
            values[f"words_{number}"] = ", ".join(function["words"])
        else:
            missing.append(f"{function['to']} ({function['name']})")
    return Template(row["key"], row["title"], values, tuple(missing))


def _like(name: str, named: dict[str, Organisation]) -> Organisation | None:
    """The body of a name; "Công an tỉnh" is also "Công an tỉnh Sơn Hải"."""
    asked = fold(name)
    longer = [body for folded, body in named.items() if folded.startswith(f"{asked} ")]
    return named.get(asked) or (longer[0] if len(longer) == 1 else None)


def _districts(bodies: list[Organisation], row: dict[str, Any]) -> list[Template]:
    """Each district's committee with the committees of the communes of its area: those whose unit lay in
    the district's, or that lie under it here."""
    committee = Organisation.Kind.COMMITTEE
    districts = [b for b in bodies if b.kind == committee and b.level == Level.DISTRICT]
    communes = [b for b in bodies if b.kind == committee and b.level == Level.COMMUNE]
    return [
        Template(
            f"{DISTRICT}{district.pk}",
            f"{district.name} → cấp xã",
            {
                "kind": row["kind"],
                "predecessors": [district.pk],
                "successors": [body.pk for body in communes if _of_area(body, district)],
                "on": row["on"],
                "document": row["document"],
            },
        )
        for district in districts
    ]


def _of_area(commune: Organisation, district: Organisation) -> bool:
    if commune.path.startswith(district.path):
        return True
    if not commune.unit or not district.unit_id:
        return False
    came_from = Q(predecessor=district.unit_id) | Q(predecessor__parent=district.unit_id)
    return commune.unit.parent_id == district.unit_id or commune.unit.preceded.filter(came_from).exists()
