"""Which deeds an administrator sees, and filters over them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, subtree


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filter asks for; None and "" ask for nothing. Days are whole and inclusive."""

    words: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def deeds_for(acting: Acting, asked: Asked) -> QuerySet[Deed]:
    """Deeds done in the name of the administrator's own body, of what lies under it, and of what
    lies under their areas, newest first; at the head of the tree also those of the system itself."""
    scope = Q()
    for path in (acting.body.path, *acting.areas):
        scope |= subtree(path)
    seen = Q(body_id__in=Organisation.objects.filter(scope).values("pk"))
    if acting.body.parent_id is None:
        seen |= Q(body_id__isnull=True)
    found = Deed.objects.filter(seen)
    if asked.words:
        by_name = Q(actor_name__icontains=asked.words) | Q(body_name__icontains=asked.words)
        found = found.filter(by_name | Q(record_id=asked.words))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + dt.timedelta(days=1)))
    return found.order_by("-at", "-pk")


def _midnight(day: dt.date) -> dt.datetime:
    """The first moment of a day here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
