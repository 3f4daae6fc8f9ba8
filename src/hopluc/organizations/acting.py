"""Who acts: a person in the name of one body, with the roles held there on a day."""

from __future__ import annotations

import datetime as dt
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
    return list(
        Organisation.objects.filter(holds_on(on, "memberships__"), memberships__user=user)
        .distinct()
        .order_by("sort_key", "pk")
    )


def acting_for(user: User, body: Organisation, on: dt.date) -> Acting | None:
    """The person acting for `body`, or None where they hold no role there that day."""
    rows = list(Membership.objects.filter(holds_on(on), user=user, organisation=body).select_related("area"))
    if not rows:
        return None
    roles = frozenset(str(r) for row in rows for r in _INCLUDES[Role(row.role)])
    areas = tuple(sorted({row.area.path for row in rows if row.area}))
    return Acting(user, body, roles, areas)
