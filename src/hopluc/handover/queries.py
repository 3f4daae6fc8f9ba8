"""What would pass on: read from every room, nothing written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from hopluc.archive.models import Deed
from hopluc.handover import tracing, words
from hopluc.handover.models import Handover
from hopluc.handover.rooms import ROOMS
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation, subtree
from hopluc.organizations.passing import Held, Item
from hopluc.plans.amendments.moments import JOIN, LEAVE
from hopluc.plans.models import Assignment


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


def all_items(body: Organisation, on: dt.date) -> list[Item]:
    """What the body holds on a day and may give to one successor or another, room by room."""
    return [item for room in ROOMS for item in room.items(body, on)]


def fingerprint(items: Iterable[Item]) -> str:
    """A mark by which a later look tells whether the things held are still the same."""
    return sha256("\n".join(sorted(item.key for item in items)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Acted:
    """Somebody acted on something that passed: who (""), what kind of thing, with which deed, when."""

    name: str
    kind: str
    verb: str
    at: dt.datetime | None

    @property
    def thing(self) -> str:
        """What was acted on, in words."""
        return words.thing(self.kind)

    @property
    def deed(self) -> str:
        """What was done, in words."""
        return words.deed(self.verb)


MOST_ACTED = 50


def acted_since(handover: Handover) -> list[Acted]:
    """Who acted on what passed by the handover: deeds of people upon its rows since, things that lean
    on rows it made, and rows that read otherwise than it left them. Empty while it can be undone."""
    traces = list(handover.traces.order_by("pk"))
    ids: dict[str, list[str]] = {}
    for trace in traces:
        ids.setdefault(trace.label, []).append(str(trace.record_id))
    found: list[Acted] = []
    told: set[tuple[str, str]] = set()
    later = Deed.objects.filter(at__gt=handover.recorded_at, actor_id__isnull=False)
    last = handover_deed(handover)
    if last:
        later = later.filter(pk__gt=last)
    for kind, pks in ids.items():
        for start in range(0, len(pks), tracing.BATCH):
            rows = later.filter(kind=kind, record_id__in=pks[start : start + tracing.BATCH])
            for deed in rows.order_by("at", "pk")[:MOST_ACTED]:
                told.add((kind, deed.record_id))
                found.append(Acted(deed.actor_name, kind, deed.verb, deed.at))
    now = tracing.now(traces)
    for trace in traces:
        at = (trace.label, trace.record_id)
        if (trace.label, str(trace.record_id)) not in told and tracing.moved_on(trace, now.get(at)):
            found.append(Acted("", trace.label, "", None))
    for trace, kind in tracing.leaning(traces):
        if (trace.label, str(trace.record_id)) not in told:
            found.append(Acted("", kind, "", None))
    return found[:MOST_ACTED]


def handover_deed(handover: Handover) -> int | None:
    """The last deed of the handover itself: those written by it come before."""
    deeds = Deed.objects.filter(kind="handover.handover", record_id=str(handover.pk), verb="hand_over")
    return deeds.values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class Followed:
    """A part that began or ended because a group's members changed."""

    at: dt.datetime
    joined: bool
    part: Assignment
    group: str


MOST_FOLLOWED = 50


def followed(acting: Acting) -> list[Followed]:
    """The last parts that followed a change of a group, of bodies around the person's, newest first."""
    deeds = Deed.objects.filter(kind="plans.assignment", verb__in=[JOIN, LEAVE]).order_by("-pk")
    last = list(deeds[: MOST_FOLLOWED * 2])
    seen = Assignment.objects.filter(body__in=Organisation.objects.visible_to(acting))
    parts = {
        str(part.pk): part
        for part in seen.filter(pk__in=[deed.record_id for deed in last]).select_related(
            "task", "body", "plan"
        )
    }
    groups = BodyGroup.objects.in_bulk([deed.fields["group"] for deed in last if "group" in deed.fields])
    return [
        Followed(
            deed.at,
            deed.verb == JOIN,
            parts[deed.record_id],
            groups[deed.fields["group"]].name if deed.fields.get("group") in groups else "",
        )
        for deed in last
        if deed.record_id in parts
    ][:MOST_FOLLOWED]


def grouped(rows: list[dict[str, Any]]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Rows of Handover.told by body and kind of thing, in the order in which these first come."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["body"], row["what"]), []).append(row)
    return [(body, what, of) for (body, what), of in found.items()]
