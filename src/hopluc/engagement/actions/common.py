"""What the deeds of this room share: days that may be written, notices to the people of a body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.archive.models import File
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Membership, holds_on
from hopluc.plans.models import Plan
from hopluc.viet.dates import format_date

Files = Sequence[tuple[File, str]]  # kept beforehand, with their names


def check_running(plan: Plan) -> None:
    """Deeds belong to plans in force."""
    if plan.state != Plan.State.IN_FORCE:
        raise ValidationError(_("Kế hoạch đã kết thúc theo dõi, không ghi thêm được nữa."))


def check_day(on: dt.date, last: dt.date | None = None, name: str = "on") -> None:
    """What is written has happened, and not before the step that it follows."""
    today = timezone.localdate()
    if on > today:
        raise ValidationError({name: _("Ngày ghi không được sau hôm nay (%s).") % format_date(today)})
    if last and on < last:
        raise ValidationError(
            {name: _("Ngày ghi không được trước bước liền trước (%s).") % format_date(last)}
        )


def tell_bodies(bodies: Iterable[int], key: str, text: str, address: str, besides: int | None = None) -> None:
    """A notice to each officer and approver of some bodies, the person who acts excepted.

    `key` names the step; a person is told of it once.
    """
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()),
        organisation__in=set(bodies),
        role__in=[Role.OFFICER, Role.APPROVER],
        user__is_active=True,
    ).order_by("pk")
    told = {besides}
    for person, body in rows.values_list("user_id", "organisation_id"):
        if person not in told:
            told.add(person)
            notify(person, f"{key}-{person}", text[:300], address, body)
