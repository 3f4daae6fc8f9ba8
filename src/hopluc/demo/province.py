"""The bodies and accounts of the fictional province, from `province.toml`, by actions only."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.handover.actions import Heir, merge
from hopluc.organizations import actions, units
from hopluc.organizations.acting import Acting, acting_for, bodies_of
from hopluc.organizations.models import BodyGroup, Level, Organisation, Unit, User
from hopluc.organizations.queries import unit_on

Kind = Organisation.Kind
PASSWORD = "hopluc-demo"  # noqa: S105  of a fictional province; the demo cannot be on in production
BEGINS = dt.date(2024, 1, 2)  # the day on which the province's story begins

COMMUNES = "communes"  # as `members` of a group: all of them, once they are there
_ROOM = {"phường": "Phòng Kinh tế, Hạ tầng và Đô thị"}  # of a commune's committee; elsewhere:
_OTHER_ROOM = "Phòng Kinh tế"


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """`province.toml`."""
    return tomllib.loads(resources.files("hopluc.demo").joinpath("province.toml").read_text("utf-8"))


class Province:
    """What stands in the database: bodies by key (communes by code), groups by key."""

    def body(self, key: str) -> Organisation:
        """A body by its key, with its name of today; found by its first name, which no other body bears."""
        found: Organisation = Organisation.objects.filter(names__name=_first_names()[key]).distinct().get()
        return found

    def group(self, key: str) -> BodyGroup:
        """A collective by its key."""
        name = next(row["name"] for row in data()["group"] if row["key"] == key)
        return BodyGroup.objects.get(owner=self.body("committee"), name=name)


@lru_cache(maxsize=1)
def _first_names() -> dict[str, str]:
    """The first name of each body by its key, of a commune by its code."""
    of = data()
    found = {row["key"]: row["name"] for row in [*of["centre"], *of["body"], *of["former"]]}
    for district in of["district"]:
        found |= {code: f"Ủy ban nhân dân {kind} {name}" for code, kind, name in district["communes"]}
    return {"committee": of["province"]["committee"]} | found


def name_now(row: Mapping[str, Any]) -> str:
    """The last name of a body of `province.toml`."""
    return str(row.get("renamed", [[row["name"]]])[-1][0])


def committee() -> Organisation | None:
    """The province's committee, where the demo was built before."""
    return Organisation.objects.filter(name=data()["province"]["committee"]).first()


def acting(username: str) -> Acting:
    """The person acting for their body on the day that it is."""
    user = User.objects.get(username=username)
    today = timezone.localdate()
    found = acting_for(user, bodies_of(user, today)[0], today)
    assert found, f"{username} holds no role"
    return found


# ---------------------------------------------------------------- steps of the story


@transaction.atomic
def found() -> None:
    """The province as it was before the merger: agencies, districts, groups, accounts."""
    of = data()
    units.load_provinces(by=SYSTEM)
    centre = actions.found(by=SYSTEM, name="Chính phủ", kind=Kind.GOVERNMENT, level=Level.CENTRE)
    place = of["province"]
    unit = units.make(
        by=SYSTEM, code=place["code"], name=place["name"], kind=place["kind"], level=Level.PROVINCE
    )
    head = actions.found(
        by=SYSTEM,
        name=place["committee"],
        short_name=place["short"],
        kind=Kind.COMMITTEE,
        level=Level.PROVINCE,
        parent=centre,
        unit=unit,
    )
    made = {"committee": head}
    for row in of["centre"]:
        made[row["key"]] = _found(row, centre, Level.CENTRE)
    for row in [*of["body"], *({"kind": Kind.DEPARTMENT} | former for former in of["former"])]:
        if row.get("head"):
            made[row["key"]] = _found(row, None, Level.PROVINCE, unit=unit)
        elif "since" not in row:
            made[row["key"]] = _found(row, made.get(row.get("under", ""), head), Level.PROVINCE)
    for body, superior in of["lines"].items():
        actions.report_to(made[body], made[superior], by=SYSTEM, matter="ngành dọc")
    for row in of["district"]:
        _district(row, head, unit)
    for row in of["group"]:
        _group(row, made)
    for row in of["account"]:
        _account(row, made)
    _give_passwords()


@transaction.atomic
def merge_departments() -> None:
    """The merger: new departments are founded, old ones pass on what they hold and end."""
    of = data()
    day, document = of["province"]["merged"], of["province"]["document"]
    province = Province()
    head = province.body("committee")
    for row in of["body"]:
        if "since" in row:
            _found(row, province.body(row["under"]) if "under" in row else head, Level.PROVINCE, document)
            province = Province()
    for row in of["former"]:
        (successor, _all), *parts = row["to"]
        merge(
            [province.body(row["key"])],
            province.body(successor),
            on=day,
            by=SYSTEM,
            document=document,
            heirs=[Heir(province.body(key), function) for key, function in parts],
        )
    _rename(day)


@transaction.atomic
def abolish_districts() -> None:
    """Districts end, communes are made of each, with their rooms and accounts."""
    of = data()
    day, document = of["province"]["abolished"], of["province"]["document"]
    head = Province().body("committee")
    province_unit = unit_on(of["province"]["code"], day)
    for row in of["district"]:
        district = Organisation.objects.get(name=_committee_of(row["kind"], row["name"]))
        old = units.make(
            by=SYSTEM, code=row["code"], name=row["name"], kind=row["kind"], level=Level.DISTRICT,
            parent=province_unit, until=day,
        )  # fmt: skip
        for code, kind, name in row["communes"]:
            unit = units.make(
                by=SYSTEM, code=code, name=name, kind=kind, level=Level.COMMUNE, parent=province_unit,
                since=day,
            )  # fmt: skip
            units.succeed(old, unit, by=SYSTEM, on=day, partial=True, document=document)
            commune = _commune(head, unit, kind, name, day)
            function = f"địa bàn {kind} {name}"
            actions.succeed(district, commune, by=SYSTEM, on=day, function=function, document=document)
        actions.end(district, by=SYSTEM, on=day, document=document)
    _rename(day)
    made = Province()
    for row in of["account"]:
        if row["body"].isdigit():
            _account(row, {row["body"]: made.body(row["body"])})
    _give_passwords()
    _join_communes(made)


# ---------------------------------------------------------------- one thing each


def _found(
    row: Mapping[str, Any],
    parent: Organisation | None,
    level: str,
    document: str = "",
    unit: Unit | None = None,
) -> Organisation:
    return actions.found(
        by=SYSTEM,
        name=row["name"],
        short_name=row.get("short", ""),
        kind=row["kind"],
        level=level,
        parent=parent,
        since=row.get("since"),
        unit=unit,
        document=document,
    )


def _committee_of(kind: str, name: str) -> str:
    return f"Ủy ban nhân dân {kind} {name}"


def _district(row: Mapping[str, Any], head: Organisation, province: Unit) -> None:
    """A district with its unit, which is known to end on the day of the data."""
    unit = units.make(
        by=SYSTEM, code=row["code"], name=row["name"], kind=row["kind"], level=Level.DISTRICT,
        parent=province, until=data()["province"]["abolished"],
    )  # fmt: skip
    actions.found(
        by=SYSTEM, name=_committee_of(row["kind"], row["name"]),
        short_name=f"UBND {row['kind']} {row['name']}", kind=Kind.COMMITTEE, level=Level.DISTRICT,
        parent=head, unit=unit,
    )  # fmt: skip


def _commune(head: Organisation, unit: Unit, kind: str, name: str, day: dt.date) -> Organisation:
    commune = actions.found(
        by=SYSTEM, name=_committee_of(kind, name), short_name=f"UBND {kind} {name}", kind=Kind.COMMITTEE,
        level=Level.COMMUNE, parent=head, unit=unit, since=day,
    )  # fmt: skip
    actions.found(
        by=SYSTEM, name=_ROOM.get(kind, _OTHER_ROOM), kind=Kind.ROOM, level=Level.COMMUNE, parent=commune,
        since=day,
    )  # fmt: skip
    return commune


def _rename(day: dt.date) -> None:
    """The names that begin on a day."""
    made = Province()
    for row in data()["body"]:
        for name, short, on in row.get("renamed", []):
            if on == day:
                actions.rename(
                    made.body(row["key"]), by=SYSTEM, name=name, short_name=short, on=on, today=day
                )


def _group(row: Mapping[str, Any], made: Mapping[str, Organisation]) -> None:
    """A collective of the committee's papers; `members` by key are added to those of its kinds."""
    head = made["committee"]
    group = actions.make_group(
        head,
        by=SYSTEM,
        name=row["name"],
        kinds=row["kinds"],
        area=made[row.get("area", "committee")],
        level=row.get("level", ""),
    )
    for key in row.get("members", []) if row.get("members") != COMMUNES else []:
        actions.add_to_group(group, made[key], by=SYSTEM)
    for text in row.get("aliases", []):
        actions.remember_alias(head, by=SYSTEM, text=text, target=group)


def _join_communes(made: Province) -> None:
    """Communes join the groups that name them beside departments."""
    codes = [code for district in data()["district"] for code, _kind, _name in district["communes"]]
    for row in data()["group"]:
        if row.get("members") == COMMUNES:
            for code in codes:
                actions.add_to_group(made.group(row["key"]), made.body(code), by=SYSTEM)


def _account(row: Mapping[str, Any], bodies: Mapping[str, Organisation]) -> None:
    """An account where its body is there; those of communes wait for their communes."""
    at = bodies.get(row.get("first", row["body"]))
    if at is None:
        return
    user = actions.open_account(
        by=SYSTEM, username=row["username"], full_name=row["name"], position=row["position"],
        password=None,
    )  # fmt: skip
    area = bodies["committee"] if row.get("wide") else None
    actions.grant_role(by=SYSTEM, user=user, body=at, role=row["role"], area=area)


def _give_passwords() -> None:
    """The one password for all, made once: each by itself takes as long as signing in."""
    User.objects.filter(username__in=[row["username"] for row in data()["account"]]).update(
        password=make_password(PASSWORD)
    )
