"""Who acts: a person in the name of one body, with the roles held there on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from hopluc.archive.actions import Actor
from hopluc.organizations.models import Membership, Organisation, User, holds_on

Role = Membership.Role
# A role includes those it stands above, so that a rule names the least role it needs.
_INCLUDES = {
    Role.VIEWER: {Role.VIEWER},
    Role.OFFICER: {Role.OFFICER, Role.VIEWER},
    Role.APPROVER: {Role.APPROVER, Role.OFFICER, Role.VIEWER},
    Role.REGISTRAR: {Role.REGISTRAR, Role.VIEWER},
    Role.FUND_OFFICER: {Role.FUND_OFFICER, Role.VIEWER},
    Role.ADMINISTRATOR: {Role.ADMINISTRATOR, Role.VIEWER},
}


@dataclass(frozen=True, slots=True)
class Acting:
    """A signed-in person acting for `body`; every rule of every room takes this and a record.

    `roles`: held in that body today, with those they include. `areas`: path prefixes of the
    subtrees that the memberships open beyond the body itself.
    """

    user: User
    body: Organisation
    roles: frozenset[str]
    areas: tuple[str, ...] = field(default=())

    def has(self, role: str) -> bool:
        """Whether the person holds `role`, or one that includes it, in the acting body."""
        return role in self.roles

    @property
    def actor(self) -> Actor:
        """The journal's view: ids and the names of the day."""
        return Actor(self.user.pk, self.user.full_name or self.user.username, self.body.pk, self.body.name)


def bodies_of(user: User, on: dt.date) -> list[Organisation]:
    """The bodies that the person may act for on a day, in the order of their names."""
    return list(roles_of(user, on))


def roles_of(user: User, on: dt.date) -> dict[Organisation, list[Membership]]:
    """What the person is in each of `bodies_of`; one query."""
    rows = Membership.objects.filter(holds_on(on), user=user).select_related("organisation", "area")
    found: dict[Organisation, list[Membership]] = {}
    for row in rows.order_by("organisation__sort_key", "organisation_id", "pk"):
        found.setdefault(row.organisation, []).append(row)
    return found


def acting_for(user: User, body: Organisation, on: dt.date) -> Acting | None:
    """The person acting for `body`, or None where they hold no role there that day."""
    rows = Membership.objects.filter(holds_on(on), user=user, organisation=body).select_related("area")
    return acting_by(user, body, list(rows))


def acting_by(user: User, body: Organisation, rows: Collection[Membership]) -> Acting | None:
    """The person acting for `body` by what they are in it (`rows`); None where that is nothing."""
    if not rows:
        return None
    roles = frozenset(str(r) for row in rows for r in _INCLUDES[Role(row.role)])
    areas = tuple(sorted({row.area.path for row in rows if row.area}))
    return Acting(user, body, roles, areas)
