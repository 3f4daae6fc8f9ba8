"""The secret address of a person's calendar: made, made anew, revoked."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.reporting.urging.feeds import hashed
from hopluc.reporting.urging.models import CalendarFeed


@transaction.atomic
def make_feed(*, by: Acting, whole_body: bool = False) -> str:
    """A new secret for the person's calendar; the one before is revoked. The token is given out here and
    never again: only its hash is kept."""
    _revoke(by)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(person=by.user, digest=hashed(token), whole_body=whole_body)
    record(by.actor, "make_calendar", feed)
    return token


@transaction.atomic
def revoke_feed(*, by: Acting) -> bool:
    """End the person's calendar address at once; whether there was one."""
    return _revoke(by)


def _revoke(by: Acting) -> bool:
    """Under a lock on the person's own row, so that of two tabs one address is left."""
    User.objects.select_for_update().get(pk=by.user.pk)
    feed = CalendarFeed.objects.filter(person=by.user, revoked_at=None).first()
    if not feed:
        return False
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    record(by.actor, "revoke_calendar", feed)
    return True
