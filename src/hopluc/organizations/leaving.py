"""Accounts of people who left: locked within five working days of the end of their last role.

Thông tư 09/2024/TT-BKHĐT, Điều 9, asks it for accounts of the information system on cooperatives; it is
the rule here for every account.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, notify
from hopluc.law.calendar import is_working_day
from hopluc.organizations import actions
from hopluc.organizations.models import Membership, User, holds_on
from hopluc.viet.dates import format_date

WORKING_DAYS = 5


def lock_on(left: dt.date) -> dt.date:
    """The day on which an account is locked whose last role ended on `left` (the first day without it):
    the fifth working day after it, the last that the rule allows."""
    day, counted = left, 0
    while counted < WORKING_DAYS:
        day += dt.timedelta(days=1)
        counted += is_working_day(day)
    return day


def left_on(on: dt.date) -> list[tuple[User, dt.date]]:
    """Open accounts whose roles have all ended by a day, with the day on which the last one did."""
    still = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=on))
    rows = User.objects.filter(is_active=True, is_superuser=False).exclude(pk__in=still.values("user"))
    ended = rows.annotate(left=Max("memberships__until")).filter(left__isnull=False)
    return [(user, user.left) for user in ended.order_by("pk")]


def lock_left(*, by: Actor, on: dt.date) -> int:
    """Lock the accounts whose time has come, and tell the administrators; how many. Safe to run twice."""
    locked = 0
    for user, left in left_on(on):
        if lock_on(left) <= on:
            locked += _lock(user, left, by, on)
    return locked


@transaction.atomic
def _lock(user: User, left: dt.date, by: Actor, on: dt.date) -> int:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return 0
    actions.close_account(user, by=by, on=on)
    bodies = Membership.objects.filter(user=user, until=left).values("organisation")
    administrators = Membership.objects.filter(
        holds_on(on), organisation__in=bodies, role=Membership.Role.ADMINISTRATOR
    )
    for row in administrators.exclude(user=user).order_by("pk"):
        words = {"name": user.full_name, "day": format_date(left)}
        notify(
            row.user_id,
            f"locked:{user.pk}:{left}:{row.user_id}",
            _("Đã khóa tài khoản của %(name)s: thôi vai trò cuối cùng từ ngày %(day)s.") % words,
            reverse("web:people", args=[row.organisation_id]),
            row.organisation_id,
        )
    return 1
