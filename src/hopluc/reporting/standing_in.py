"""Who writes a report in whose place: a colleague named for the days of an officer's absence.

The right follows from the absence alone, so that it begins and ends with it; handing in stays with those who
may hand in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import kind_of
from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, User, holds_on
from hopluc.organizations.noticing.queries import away_on
from hopluc.reporting.models import Submission

IN_PLACE_OF = "in_place_of"  # the field of a deed that says in whose place it was done
_WRITERS = (Role.OFFICER, Role.APPROVER)


def absent_for(acting: Acting) -> list[User]:
    """The officers of the acting body who are away today and have named this person."""
    today = timezone.localdate()
    away = [one.person for one in away_on(today).filter(substitute=acting.user).select_related("person")]
    if not away:  # nearly always
        return []
    writers = Membership.objects.filter(holds_on(today), organisation=acting.body, role__in=_WRITERS)
    here = set(writers.filter(user__in=away).values_list("user_id", flat=True))
    return [one for one in away if one.pk in here]


def signed(acting: Acting, absent: Sequence[User]) -> str:
    """The name under what a person writes, with those in whose place."""
    if not absent:
        return acting.actor.name
    names = ", ".join(one.full_name for one in absent)
    return _("%(who)s (thay %(absent)s)") % {"who": acting.actor.name, "absent": names}


@dataclass(frozen=True, slots=True)
class StoodIn:
    """Somebody wrote a report in the place of others: who, whose, when last."""

    who: str
    absent: str
    last: dt.datetime


def stood_in(submission: Submission) -> list[StoodIn]:
    """Who has written a report in whose place, from its deeds, the last first."""
    rows = Deed.objects.filter(
        kind=kind_of(submission), record_id=str(submission.pk), fields__has_key=IN_PLACE_OF
    )
    deeds = [(one.actor_name, tuple(one.fields[IN_PLACE_OF]), one.at) for one in rows.order_by("-pk")]
    people = {pk for _who, pks, _at in deeds for pk in pks}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "full_name"))
    found: dict[tuple[str, tuple[int, ...]], StoodIn] = {}
    for who, pks, at in deeds:
        absent = ", ".join(names.get(pk, "") for pk in pks)
        found.setdefault((who, pks), StoodIn(who, absent, at))
    return list(found.values())
