"""Small worlds for tests: bodies, people who act, plans. Made through the rooms' own actions."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import actions as organizations
from hopluc.organizations.acting import Acting, acting_for
from hopluc.organizations.models import BodyGroup, Level, Membership, Organisation, User
from hopluc.plans.models import Assignment, DeadlinePart, Party, Plan, Task, TaskGroup
from hopluc.viet.text import fold

Kind = Organisation.Kind
Role = Membership.Role
_numbers = itertools.count(1)


def body(
    name: str = "", *, kind: str = Kind.DEPARTMENT, level: str = Level.PROVINCE, **rest: Any
) -> Organisation:
    """A body; unnamed ones get a number."""
    return organizations.found(
        by=SYSTEM, name=name or f"Sở Thử nghiệm {next(_numbers)}", kind=kind, level=level, **rest
    )


def province(name: str = "Ủy ban nhân dân tỉnh Sơn Hải") -> Organisation:
    """The people's committee of a province: the root of its tree."""
    return body(name, kind=Kind.COMMITTEE)


def person(
    at: Organisation, role: str = Role.OFFICER, name: str = "", area: Organisation | None = None
) -> User:
    """A person with one role in one body (password: the user name)."""
    n = next(_numbers)
    user = organizations.open_account(
        by=SYSTEM, username=f"user{n}", full_name=name or f"Nguyễn Văn {n}", password=f"user{n}"
    )
    organizations.grant_role(by=SYSTEM, user=user, body=at, role=role, area=area)
    return user


def acting(at: Organisation, role: str = Role.OFFICER, area: Organisation | None = None) -> Acting:
    """A new person acting for `at`."""
    found = acting_for(person(at, role, area=area), at, timezone.localdate())
    assert found
    return found


def group(owner: Organisation, name: str, kinds: list[str], level: str = "") -> BodyGroup:
    """A collective whose members are the bodies of some kinds under `owner`."""
    return BodyGroup.objects.create(
        owner=owner, name=name, folded=fold(name), area=owner, kinds=kinds, level=level
    )


def plan(owner: Organisation, *, standing: Organisation | None = None, **rest: Any) -> Plan:
    """A plan in force of 2026 with one group and no tasks."""
    n = next(_numbers)
    values = {
        "kind": "ke_hoach",
        "number": f"{n}/KH-UBND",
        "issued_on": dt.date(2026, 1, 15),
        "title": "Phát triển kinh tế tập thể năm 2026",
        "period_start": dt.date(2026, 1, 1),
        "period_end": dt.date(2026, 12, 31),
        "paper_sha256": f"{n:064d}",
        "folded": "phat trien kinh te tap the nam 2026",
        "opened_by": person(owner),
    } | rest
    made = Plan.objects.create(owner=owner, standing_agency=standing or owner, **values)
    TaskGroup.objects.create(plan=made, code="I", title="Tuyên truyền", order=1)
    return made


def task(
    of: Plan,
    *leads: Organisation,
    due: dt.date | None = None,
    coordinators: tuple[Organisation, ...] = (),
    **rest: Any,
) -> Task:
    """A task of the plan with a part for each lead and coordinator, due by a day where given."""
    n = next(_numbers)
    values = {
        "group": of.groups.first(),
        "code": f"I/{n}",
        "number": str(n),
        "order": n,
        "text": f"Tổ chức hội nghị tập huấn lần {n}",
        "folded": f"to chuc hoi nghi tap huan lan {n}",
    } | rest
    made = Task.objects.create(plan=of, **values)
    if due:
        DeadlinePart.objects.create(task=made, kind=DeadlinePart.Kind.BY, date=due)
    for role, bodies in ((Party.Role.LEAD, leads), (Party.Role.COORDINATOR, coordinators)):
        for one in bodies:
            party = Party.objects.create(task=made, role=role, text=one.name, name=one.name, organisation=one)
            Assignment.objects.create(
                task=made, body=one, role=role, party=party, due_on=due if role == Party.Role.LEAD else None
            )
    return made
