"""People and their roles, as the account pages show them."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from django.db.models import QuerySet

from hopluc.organizations.models import Membership, Organisation, User, holds_on


def demo_people() -> QuerySet[User]:
    """Whom the demo may sign in: active accounts with a role, never a superuser."""
    return User.objects.filter(is_active=True, is_superuser=False, memberships__isnull=False).distinct()


def people_by_body(on: dt.date) -> list[tuple[Organisation, list[Membership]]]:
    """The demo's roles on a day under their bodies, in the order of the tree."""
    rows = (
        Membership.objects.filter(holds_on(on), user__in=demo_people())
        .select_related("user", "organisation")
        .order_by("organisation__path", "pk")
    )
    return [(body, list(group)) for body, group in groupby(rows, key=lambda row: row.organisation)]


def roles_of(user: User, on: dt.date) -> QuerySet[Membership]:
    """A person's roles on a day."""
    return (
        Membership.objects.filter(holds_on(on), user=user)
        .select_related("organisation", "area")
        .order_by("organisation__path", "pk")
    )
