"""People and their roles, as the account pages show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from hopluc.organizations.models import Membership, Organisation, User, holds_on
from hopluc.plans.models import Plan


def demo_people() -> QuerySet[User]:
    """Whom the demo may sign in: active accounts with a role, never a superuser."""
    return User.objects.filter(is_active=True, is_superuser=False, memberships__isnull=False).distinct()


@dataclass(frozen=True, slots=True)
class Choice:
    """A person whom the demo signs in, acting for one body, with their roles there."""

    user: User
    body: Organisation
    roles: list[str]

    @property
    def words(self) -> str:
        """The person's position and roles, each said once."""
        return " · ".join(dict.fromkeys(filter(None, [self.user.position, *self.roles])))


def people_by_body(on: dt.date) -> list[tuple[Organisation, list[Choice]]]:
    """The demo's people on a day under their bodies: the standing agencies of plans first, then in
    the order of the tree."""
    standing = set(Plan.objects.values_list("standing_agency", flat=True))
    rows = (
        Membership.objects.filter(holds_on(on), user__in=demo_people())
        .select_related("user", "organisation")
        .order_by("organisation__path", "user_id", "pk")
    )
    groups = [
        (body, [_choice(list(of_one)) for _, of_one in groupby(of_body, key=lambda row: row.user_id)])
        for body, of_body in groupby(rows, key=lambda row: row.organisation)
    ]
    return sorted(groups, key=lambda group: group[0].pk not in standing)


def _choice(rows: list[Membership]) -> Choice:
    return Choice(rows[0].user, rows[0].organisation, [row.get_role_display() for row in rows])


def roles_of(user: User, on: dt.date) -> QuerySet[Membership]:
    """A person's roles on a day."""
    return (
        Membership.objects.filter(holds_on(on), user=user)
        .select_related("organisation", "area")
        .order_by("organisation__path", "pk")
    )
