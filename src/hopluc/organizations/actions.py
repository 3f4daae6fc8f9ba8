"""Changes to bodies and accounts, each with its deed, in one transaction."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import (
    PATH_STEP,
    Level,
    Membership,
    Organisation,
    OrganisationName,
    Unit,
    User,
)
from hopluc.viet.text import fold, sort_key


def next_path(parent: Organisation | None) -> str:
    """The path of a new child: the parent's and the next number, in fixed width.

    The parent row is locked (a first-level body locks all of that level), so that two bodies
    founded at once get different paths.
    """
    siblings = Organisation.objects.filter(parent=parent)
    if parent:
        Organisation.objects.select_for_update().get(pk=parent.pk)
    else:
        list(siblings.select_for_update().values_list("pk"))
    last = siblings.order_by("-path").values_list("path", flat=True).first()
    number = int(last[-PATH_STEP:]) + 1 if last else 1
    return f"{parent.path if parent else ''}{number:0{PATH_STEP}d}"


@transaction.atomic
def found(
    *,
    by: Actor,
    name: str,
    kind: str,
    level: str,
    parent: Organisation | None = None,
    short_name: str = "",
    since: dt.date | None = None,
    unit: Unit | None = None,
    code: str = "",
    document: str = "",
) -> Organisation:
    """Make a body with its first name."""
    body = Organisation.objects.create(
        kind=Organisation.Kind(kind),
        level=Level(level),
        parent=parent,
        path=next_path(parent),
        unit=unit,
        code=code,
        since=since,
        name=name,
        short_name=short_name,
        folded=fold(name),
        sort_key=sort_key(name),
    )
    OrganisationName.objects.create(
        organisation=body, name=name, short_name=short_name, since=since, document=document
    )
    record(by, "found", body, body_id=body.pk, first_day=since)
    return body


@transaction.atomic
def open_account(
    *,
    by: Actor,
    username: str,
    full_name: str,
    password: str | None,
    position: str = "",
    email: str = "",
) -> User:
    """Give a person an account; without a password they sign in by another way only."""
    user = User(username=username, full_name=full_name, position=position, email=email)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    record(by, "open_account", user)
    return user


@transaction.atomic
def grant_role(
    *,
    by: Actor,
    user: User,
    body: Organisation,
    role: str,
    area: Organisation | None = None,
    since: dt.date | None = None,
) -> Membership:
    """Give a person a role in a body."""
    row = Membership.objects.create(
        user=user, organisation=body, role=Membership.Role(role), area=area, since=since
    )
    record(by, "grant_role", row, fields={"user": user.pk, "role": role}, body_id=body.pk)
    return row
