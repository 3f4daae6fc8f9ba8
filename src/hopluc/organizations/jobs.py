"""Periodic work on bodies; safe to run twice."""

from __future__ import annotations

from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import actions, leaving
from hopluc.organizations.noticing import post

HOURS = 1
POST_MINUTES = 1


def show_names() -> int:
    """Show the names that hold from today; how many bodies changed theirs."""
    return actions.refresh_names(by=SYSTEM, on=timezone.localdate())


def lock_accounts() -> int:
    """Lock the accounts of people who left five working days ago; how many."""
    return leaving.lock_left(by=SYSTEM, on=timezone.localdate())


def send_notices() -> int:
    """Copy notices of absent people to who stands in for them, and send the mails wanted at once; how many
    mails."""
    post.tell_substitutes(timezone.localdate())
    return post.send_now()
