"""Members of a collective, changed by hand; its parts in plans follow in the same transaction."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.actions import add_to_group, leave_group
from hopluc.organizations.models import BodyGroup, GroupMember, Organisation, holds_on
from hopluc.organizations.queries import members_on
from hopluc.plans.following import Followed, follow


def _places(group: BodyGroup, body: Organisation, on: dt.date, *, excluded: bool) -> QuerySet[GroupMember]:
    """The rows that add the body on a day, or keep it out."""
    rows = GroupMember.objects.filter(holds_on(on), group=group, body=body, excluded=excluded)
    return rows.select_related("group__owner").order_by("pk")


@transaction.atomic
def bring_in(group: BodyGroup, body: Organisation, *, by: Acting, on: dt.date) -> Followed:
    """The body belongs to the group from a day. Administrators of the group's owner."""
    if body in members_on(group, on):
        raise ValidationError({"body": _("%(body)s đã thuộc nhóm vào ngày này.") % {"body": body}})
    for place in _places(group, body, on, excluded=True):
        leave_group(place, by=by, on=on)
    if body not in members_on(group, on):
        add_to_group(group, body, by=by, since=on)
    return follow(on=timezone.localdate(), by=by.actor)


@transaction.atomic
def take_out(group: BodyGroup, body: Organisation, *, by: Acting, on: dt.date) -> Followed:
    """The body belongs to the group no more from a day; what it had reported stays."""
    if body not in members_on(group, on):
        raise ValidationError({"body": _("%(body)s không thuộc nhóm vào ngày này.") % {"body": body}})
    for place in _places(group, body, on, excluded=False):
        leave_group(place, by=by, on=on)
    if body in members_on(group, on):
        add_to_group(group, body, by=by, since=on, excluded=True)
    return follow(on=timezone.localdate(), by=by.actor)
