"""Periodic work of the leader's page; safe to run twice."""

from __future__ import annotations

from django.utils import timezone

from hopluc.web.leaders import digest, mailing

EVERY = 60  # minutes
BEGINS, ENDS = 7, 18  # hours of the day between which people are told


def send_digest() -> int:
    """Tell of the month on its first working day, and send the mails; how many people were told. What one
    run did not do the next one does."""
    now = timezone.localtime()
    if not BEGINS <= now.hour < ENDS:
        return 0
    told = digest.send(now.date())
    mailing.send_mails()
    return told
