"""Periodic work on amendments; safe to run twice."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed
from hopluc.plans.amendments.actions import begin_due
from hopluc.plans.amendments.applying import BEGIN
from hopluc.plans.models import Amendment

MINUTES = 1  # so late may lists made from rows be after midnight; one small query each time


def begin_amendments() -> int:
    """Let plans read as amended from today; how many amendments began."""
    begun = Deed.objects.filter(kind="plans.amendment", verb=BEGIN, record_id=OuterRef("as_text"))
    waiting = (
        Amendment.objects.filter(state=Amendment.State.IN_FORCE, on__lte=timezone.localdate())
        .annotate(as_text=Cast("pk", CharField()))
        .filter(~Exists(begun))
        .order_by("on", "pk")
    )
    return sum(begin_due(row, by=SYSTEM) for row in waiting)
