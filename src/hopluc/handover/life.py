"""Handovers of bodies in the life of the records that they wrote (organizations.life)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.handover.models import Handover, Trace
from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Find, Kind, Subject

SUBJECTS: Mapping[str, Find] = {}


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """The decisions about bodies by which one of the subject's records changed hands, and their undoing."""
    wanted = Q(pk__in=[])
    for kind, ids in subject.threads.items():
        wanted |= Q(label=kind, record_id__in=ids)
    traces = Trace.objects.filter(wanted).order_by().values("handover_id")
    rows = Handover.objects.visible_to(by).filter(pk__in=traces).prefetch_related("parties")
    for row in rows.order_by("recorded_at", "pk"):
        address = reverse("handover:handover", args=[row.pk])
        names = {
            side: [one.name for one in row.parties.all() if one.side == side] for side in ("gives", "follows")
        }
        words = f"{'; '.join(names['gives'])} → {'; '.join(names['follows']) or '–'}. {row.document}"
        body = row.by_body_name
        yield Event(
            row.on, row.recorded_at, Kind.HANDOVER, row.get_kind_display(), words, row.by_name, body, address
        )
        if row.undone_at:
            what = _("Hoàn tác: %s") % row.get_kind_display()
            day, why = timezone.localdate(row.undone_at), row.undone_reason
            yield Event(day, row.undone_at, Kind.HANDOVER, what, why, row.undone_by_name, address=address)


def _names(row: Handover, side: str) -> list[str]:
    """The bodies on one side of a handover, by their names of the day."""
    return [one.name for one in row.parties.all() if one.side == side]
