"""Periodic work after changes of bodies; safe to run twice."""

from __future__ import annotations

from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.plans.following import follow

MINUTES = 60


def follow_groups() -> int:
    """Let collectives follow their members of today; how many parts began or ended."""
    done = follow(on=timezone.localdate(), by=SYSTEM)
    return len(done.added) + len(done.ended)
