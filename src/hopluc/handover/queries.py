"""What would pass on: read from every room, nothing written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from hopluc.handover.rooms import ROOMS
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, Succession, subtree
from hopluc.organizations.passing import Held


@dataclass(frozen=True, slots=True)
class Holding:
    """What one body holds, room by room."""

    body: Organisation
    held: tuple[Held, ...]

    @property
    def passing(self) -> tuple[Held, ...]:
        """What goes to the successor."""
        return tuple(one for one in self.held if one.passes and one.count)

    @property
    def staying(self) -> tuple[Held, ...]:
        """What keeps the name of its day."""
        return tuple(one for one in self.held if not one.passes and one.count)


def holdings(bodies: Iterable[Organisation], on: dt.date) -> list[Holding]:
    """What each body holds on a day."""
    return [Holding(body, tuple(one for room in ROOMS for one in room.held_by(body, on))) for body in bodies]


def choosable(acting: Acting, on: dt.date) -> QuerySet[Organisation]:
    """The bodies that the administrator may merge: those in their place that exist, but cooperatives."""
    place = Q()
    for path in {acting.body.path, *acting.areas}:
        place |= subtree(path)
    rows = Organisation.objects.existing_on(on).filter(place).exclude(kind=Organisation.Kind.COOPERATIVE)
    found: QuerySet[Organisation] = rows.select_related("parent").order_by("sort_key", "pk")
    return found


@dataclass(frozen=True, slots=True)
class Past:
    """A body that ended, and who followed it, the one that took over everything first."""

    on: dt.date
    document: str
    predecessor: Organisation
    successions: tuple[Succession, ...]


def past_successions(acting: Acting) -> list[Past]:
    """Who followed whom around the person's body, newest first."""
    around = Organisation.objects.visible_to(acting)
    rows = Succession.objects.filter(successor__in=around).select_related("predecessor", "successor")
    ordered = rows.order_by("-on", "document", "predecessor__sort_key", "predecessor", "function", "pk")
    return [
        Past(on, document, predecessor, tuple(found))
        for (on, document, predecessor), found in groupby(
            ordered, key=lambda row: (row.on, row.document, row.predecessor)
        )
    ]
