"""The bodies and accounts of the fictional province, from `province.toml`, by actions only."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from django.db import transaction

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import actions, units
from hopluc.organizations.models import BodyGroup, Level, Organisation, Unit, User

Kind = Organisation.Kind
PASSWORD = "hopluc-demo"  # noqa: S105  of a fictional province; the demo cannot be on in production

_ROOM = {"phường": "Phòng Kinh tế, Hạ tầng và Đô thị"}  # of a commune's committee; elsewhere:
_OTHER_ROOM = "Phòng Kinh tế"


@dataclass(frozen=True, slots=True)
class Province:
    """What was made: the committee, bodies by key (communes by code), groups by key, people by user name."""

    committee: Organisation
    bodies: dict[str, Organisation]
    groups: dict[str, BodyGroup] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


def data() -> dict[str, Any]:
    """`province.toml`."""
    return tomllib.loads(resources.files("hopluc.demo").joinpath("province.toml").read_text("utf-8"))


def name_now(row: Mapping[str, Any]) -> str:
    """The last name of a body of `province.toml`."""
    return str(row.get("renamed", [[row["name"]]])[-1][0])


def committee() -> Organisation | None:
    """The province's committee, where the demo was built before."""
    return Organisation.objects.filter(name=data()["province"]["committee"]).first()


@transaction.atomic
def build(today: dt.date) -> Province:
    """Make the province whole, or not at all."""
    of = data()
    centre = actions.found(by=SYSTEM, name="Chính phủ", kind=Kind.GOVERNMENT, level=Level.CENTRE)
    unit = units.make(
        by=SYSTEM, code=of["province"]["code"], name=of["province"]["name"], kind="tỉnh", level=Level.PROVINCE
    )
    head = actions.found(
        by=SYSTEM,
        name=of["province"]["committee"],
        short_name=of["province"]["short"],
        kind=Kind.COMMITTEE,
        level=Level.PROVINCE,
        parent=centre,
        unit=unit,
    )
    made = Province(head, {"committee": head})
    for row in of["centre"]:
        made.bodies[row["key"]] = _found(row, centre, Level.CENTRE, today)
    for row in of["body"]:
        parent = made.bodies[row["under"]] if "under" in row else head
        made.bodies[row["key"]] = _found(row, parent, Level.PROVINCE, today)
    for body, superior in of["lines"].items():
        actions.report_to(made.bodies[body], made.bodies[superior], by=SYSTEM, matter="ngành dọc")
    _districts(of, made, unit)
    _former(of, made)
    _groups(of, made)
    _accounts(of, made)
    return made


def load() -> Province | None:
    """What was made before, read back; None where the demo was not built."""
    head = committee()
    if head is None:
        return None
    of = data()
    by_name = {b.name: b for b in Organisation.objects.around(head)}
    by_code = {b.unit.code: b for b in by_name.values() if b.unit and b.level == Level.COMMUNE}
    bodies = {"committee": head} | by_code
    for row in [*of["centre"], *of["body"]]:
        bodies[row["key"]] = by_name[name_now(row)]
    groups = {g.name: g for g in BodyGroup.objects.filter(owner=head)}
    return Province(
        head,
        bodies,
        {row["key"]: groups[row["name"]] for row in of["group"]},
        {u.username: u for u in User.objects.filter(username__in=[a["username"] for a in of["account"]])},
    )


def _found(row: Mapping[str, Any], parent: Organisation, level: str, today: dt.date) -> Organisation:
    body = actions.found(
        by=SYSTEM,
        name=row["name"],
        short_name=row.get("short", ""),
        kind=row["kind"],
        level=level,
        parent=parent,
        since=row.get("since"),
    )
    for name, short, on in row.get("renamed", []):
        actions.rename(body, by=SYSTEM, name=name, short_name=short, on=on, today=today)
    return Organisation.objects.get(pk=body.pk)


def _districts(of: Mapping[str, Any], made: Province, province: Unit) -> None:
    """Three districts until the day they were abolished, the communes made of each from then on."""
    day = of["province"]["abolished"]
    document = of["province"]["document"]
    for row in of["district"]:
        old = units.make(
            by=SYSTEM, code=row["code"], name=row["name"], kind=row["kind"], level=Level.DISTRICT,
            parent=province, until=day,
        )  # fmt: skip
        district = actions.found(
            by=SYSTEM,
            name=f"Ủy ban nhân dân {row['kind']} {row['name']}",
            short_name=f"UBND {row['kind']} {row['name']}",
            kind=Kind.COMMITTEE,
            level=Level.DISTRICT,
            parent=made.committee,
            unit=old,
        )
        actions.end(district, by=SYSTEM, on=day, document=document)
        for code, kind, name in row["communes"]:
            unit = units.make(
                by=SYSTEM, code=code, name=name, kind=kind, level=Level.COMMUNE, parent=province, since=day
            )
            units.succeed(old, unit, by=SYSTEM, on=day, partial=True, document=document)
            commune = actions.found(
                by=SYSTEM,
                name=f"Ủy ban nhân dân {kind} {name}",
                short_name=f"UBND {kind} {name}",
                kind=Kind.COMMITTEE,
                level=Level.COMMUNE,
                parent=made.committee,
                unit=unit,
                since=day,
            )
            actions.found(
                by=SYSTEM, name=_ROOM.get(kind, _OTHER_ROOM), kind=Kind.ROOM, level=Level.COMMUNE,
                parent=commune, since=day,
            )  # fmt: skip
            actions.succeed(
                district, commune, by=SYSTEM, on=day, function=f"địa bàn {kind} {name}", document=document
            )
            made.bodies[code] = commune


def _former(of: Mapping[str, Any], made: Province) -> None:
    """The departments that the merger ended."""
    day, document = of["province"]["merged"], of["province"]["document"]
    for row in of["former"]:
        old = actions.found(
            by=SYSTEM, name=row["name"], short_name=row["short"], kind=Kind.DEPARTMENT,
            level=Level.PROVINCE, parent=made.committee,
        )  # fmt: skip
        actions.end(old, by=SYSTEM, on=day, document=document)
        for key, function in row["to"]:
            actions.succeed(old, made.bodies[key], by=SYSTEM, on=day, function=function, document=document)


def _groups(of: Mapping[str, Any], made: Province) -> None:
    for row in of["group"]:
        group = actions.make_group(
            made.committee, by=SYSTEM, name=row["name"], kinds=row["kinds"], level=row.get("level", "")
        )
        made.groups[row["key"]] = group
        for text in row.get("aliases", []):
            actions.remember_alias(made.committee, by=SYSTEM, text=text, target=group)
        if row.get("members") == "communes":
            for district in of["district"]:
                for code, _kind, _name in district["communes"]:
                    actions.add_to_group(group, made.bodies[code], by=SYSTEM)


def _accounts(of: Mapping[str, Any], made: Province) -> None:
    for row in of["account"]:
        user = actions.open_account(
            by=SYSTEM, username=row["username"], full_name=row["name"], position=row["position"],
            password=PASSWORD,
        )  # fmt: skip
        actions.grant_role(
            by=SYSTEM,
            user=user,
            body=made.bodies[row["body"]],
            role=row["role"],
            area=made.committee if row.get("wide") else None,
        )
        made.people[row["username"]] = user
