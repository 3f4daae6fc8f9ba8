"""Who may hand bodies over, in words."""

from __future__ import annotations

from collections.abc import Iterable

from hopluc.handover.models import Handover
from hopluc.organizations.access import may_change_body, may_manage_bodies
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation


def may_see_handover(acting: Acting) -> bool:
    """Administrators prepare and carry out a merger."""
    return may_manage_bodies(acting)


def may_merge(acting: Acting, bodies: Iterable[Organisation]) -> bool:
    """An administrator within whose place all the bodies lie: those that end, those that follow, and
    the one under which a new body is made."""
    return all(may_change_body(acting, body) for body in bodies)


def may_undo(acting: Acting, handover: Handover, bodies: Iterable[Organisation]) -> bool:
    """Whoever may carry it out: an administrator within whose place all its bodies lie, those that it
    made among them."""
    given = list(bodies)
    return bool(given) and may_manage_bodies(acting) and may_merge(acting, given)
