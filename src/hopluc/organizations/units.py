"""Administrative units as dated rows: making them, and the provinces of before and after 1/7/2025.

The communes of the country come with the package that knows them, when a later edition asks for them;
here are the provinces (`provinces.toml`) and what an installation makes itself.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib import resources
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Level, Unit, UnitSuccession
from hopluc.viet.text import fold


@transaction.atomic
def make(
    *,
    by: Actor,
    code: str,
    name: str,
    kind: str,
    level: str,
    parent: Unit | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Unit:
    """A unit for its period, once; a code that another unit of the level bears in that time is refused."""
    level = Level(level)
    same = Unit.objects.filter(code=code, level=level)
    for other in same:
        if (other.since, other.until, other.name, other.kind) == (since, until, name, kind):
            return other
        begins_before_end = other.until is None or since is None or since < other.until
        ends_after_begin = until is None or other.since is None or other.since < until
        if begins_before_end and ends_after_begin:
            raise ValidationError(
                _("Mã %(code)s đã là của %(name)s trong thời gian này.") % {"code": code, "name": other.name}
            )
    unit = Unit.objects.create(
        code=code, name=name, kind=kind, level=level, parent=parent, since=since, until=until,
        folded=fold(f"{kind} {name}"),
    )  # fmt: skip
    record(by, "make_unit", unit, first_day=since)
    return unit


@transaction.atomic
def succeed(
    predecessor: Unit,
    successor: Unit,
    *,
    by: Actor,
    on: dt.date,
    partial: bool = False,
    document: str = "",
) -> UnitSuccession:
    """Say that `successor` covers what `predecessor` covered (`partial`: a part of it) from `on`; once."""
    row, made = UnitSuccession.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        on=on,
        defaults={"partial": partial, "document": document},
    )
    if made:
        fields = {"predecessor": predecessor.pk, "successor": successor.pk}
        record(by, "succeed_unit", row, fields=fields, first_day=on)
    return row


def provinces() -> dict[str, Any]:
    """`provinces.toml`."""
    raw = resources.files("hopluc.organizations").joinpath("provinces.toml").read_text("utf-8")
    return tomllib.loads(raw)


@transaction.atomic
def load_provinces(*, by: Actor) -> int:
    """The country's provinces in time: 63 until 30/6/2025, 34 since; may run again. How many rows."""
    of = provinces()
    merged, document = of["merged_on"], of["merged_by"]
    changes = {row["code"]: row for row in of["changed"]}
    made = [
        make(by=by, code=code, kind=kind, name=name, level=Level.PROVINCE)
        for code, (kind, name) in of["unchanged"].items()
    ]
    for row in of["merged"]:
        code, kind, name = row["to"]
        change = changes.pop(code, None)
        new = make(
            by=by, code=code, kind=kind, name=name, level=Level.PROVINCE, since=merged,
            until=change["on"] if change else None,
        )  # fmt: skip
        made.append(new)
        for old_code, old_kind, old_name in row["of"]:
            old = make(by=by, code=old_code, kind=old_kind, name=old_name, level=Level.PROVINCE, until=merged)
            made.append(old)
            succeed(old, new, by=by, on=merged, document=document)
        if change:
            made.append(_changed(new, change, by))
    for change in changes.values():
        kind, name = change["from"]
        old = make(by=by, code=change["code"], kind=kind, name=name, level=Level.PROVINCE, until=change["on"])
        made += [old, _changed(old, change, by)]
    return len(made)


def _changed(old: Unit, change: dict[str, Any], by: Actor) -> Unit:
    kind, name = change["to"]
    new = make(by=by, code=change["code"], kind=kind, name=name, level=Level.PROVINCE, since=change["on"])
    succeed(old, new, by=by, on=change["on"], document=change["by"])
    return new
