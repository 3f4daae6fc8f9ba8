"""People: who is in charge of what, an officer who moved away, and a function that changed hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from hopluc.archive.actions import SYSTEM
from hopluc.demo.province import acting
from hopluc.demo.story.telling import ADMINISTRATOR, Row, Step, Tale, body, chapter
from hopluc.handover.actions import Decision, Heir, Kind, carry_out
from hopluc.handover.officers import add_person, move_officer, parts_in_charge, roles_of
from hopluc.organizations.leaving import lock_left, lock_on
from hopluc.organizations.models import User
from hopluc.plans.models import Assignment, Party
from hopluc.plans.signing.officers import name_officers


def steps(tale: Tale) -> Iterator[Step]:
    """Officers come, get their parts, go; their account is locked on the fifth working day."""
    of = chapter("people")
    for n, row in enumerate(of["came"]):
        yield Step(f"came-{tale.year}-{n}", tale.day(row), partial(come, tale, row))
    for n, row in enumerate(of["charge"]):
        yield Step(f"charge-{tale.year}-{n}", tale.day(row), partial(put_in_charge, tale, row))
    for n, row in enumerate(of["left"]):
        left = tale.day(row)
        yield Step(f"left-{tale.year}-{n}", left, partial(leave, row, left), "Thay người phụ trách")
        locked = lock_on(left)
        yield Step(f"locked-{tale.year}-{n}", locked, partial(lock_left, by=SYSTEM, on=locked))
    for n, row in enumerate(of["transfer"]):
        yield Step(f"transfer-{tale.year}-{n}", tale.day(row), partial(transfer, tale, row))


def come(tale: Tale, row: Row) -> None:
    """Somebody begins to work in a body; they set their password by a link."""
    add_person(
        body(row["body"]), by=acting(ADMINISTRATOR), username=row["username"], full_name=row["name"],
        role="officer", since=tale.day(row), position=row["position"],
    )  # fmt: skip


def put_in_charge(tale: Tale, row: Row) -> None:
    """A person is put in charge of what their body leads in a plan."""
    who = acting(row["who"])
    parts = Assignment.objects.filter(plan=tale.plan(row.get("plan", "table")), role=Party.Role.LEAD)
    held = parts.of_body(who.body).held_on(tale.day(row)).order_by("task__order", "pk")
    if "tasks" in row:
        held = held.filter(task__code__in=row["tasks"])
    name_officers(list(held), by=who, user=User.objects.get(username=row.get("officer", row["who"])))


def leave(row: Row, on: dt.date) -> None:
    """A person's roles end; another takes over what they were in charge of."""
    user, at = User.objects.get(username=row["username"]), body(row["body"])
    move_officer(
        user, at, by=acting(ADMINISTRATOR), on=on, roles=roles_of(user, at, on),
        parts=parts_in_charge(user, at, on), to=User.objects.get(username=row["to"]),
    )  # fmt: skip


def transfer(tale: Tale, row: Row) -> None:
    """A function goes from one department to another, with the work that its words speak of."""
    heir = Heir(body(row["to"]), row["function"], tuple(row["words"]))
    decided = Decision(
        Kind.TRANSFER, [body(row["from"])], [heir], tale.day(row), row["document"].format(year=tale.year)
    )
    carry_out(decided, by=acting(ADMINISTRATOR))
