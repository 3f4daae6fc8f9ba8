"""Periodic work on bodies; safe to run twice."""

from __future__ import annotations

from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import actions

HOURS = 1


def show_names() -> int:
    """Show the names that hold from today; how many bodies changed theirs."""
    return actions.refresh_names(by=SYSTEM, on=timezone.localdate())
