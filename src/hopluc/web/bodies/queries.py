"""Bodies as they stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from hopluc.archive.models import Deed
from hopluc.organizations.access import within
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import (
    PATH_STEP,
    Membership,
    Organisation,
    OrganisationName,
    ReportingLine,
    Succession,
    User,
    holds_on,
)
from hopluc.organizations.queries import names_on, predecessors_of, superiors_on
from hopluc.viet.text import fold


@dataclass(frozen=True, slots=True)
class Listed:
    """A body in the list under its name of the day; `depth` 0 for the root of what is shown."""

    body: Organisation
    name: str
    short_name: str
    depth: int


def bodies_on(
    acting: Acting, day: dt.date, words: str = "", kind: str = "", known: dt.datetime | None = None
) -> QuerySet[Organisation]:
    """The bodies that the person may see and that existed on a day, as known at a moment (now by default), in
    the order of the tree.

    `words` looks in today's name with or without marks, and in short and former names as written.
    """
    found = Organisation.objects.visible_to(acting).filter(_existing(day, known))
    if words.strip():
        asked = words.strip()
        written = Q(name__icontains=asked) | Q(short_name__icontains=asked)
        named = OrganisationName.objects.filter(written).values("organisation")
        found = found.filter(Q(folded__contains=fold(asked)) | Q(pk__in=named))
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("path")


def _existing(day: dt.date, known: dt.datetime | None) -> Q:
    """Condition of a body that existed on a day. Made later than the known moment it has no name from before;
    ended later, the deed says so."""
    if known is None:
        return holds_on(day)
    begun = Q(since__isnull=True) | Q(since__lte=day)
    named = OrganisationName.objects.filter(organisation=OuterRef("pk"), recorded_at__lte=known)
    ends = Deed.objects.filter(kind="organizations.organisation", verb="end", at__gt=known)
    over = ends.filter(record_id=Cast(OuterRef("pk"), CharField()))
    going = Q(until__isnull=True) | Q(until__gt=day) | Q(Exists(over))
    return begun & Q(Exists(named)) & going


def listed(
    bodies: list[Organisation], day: dt.date, *, flat: bool, known: dt.datetime | None = None
) -> list[Listed]:
    """Rows of the list with the names of the day, in one query; `flat` where a filter broke the tree."""
    names = names_on((body.pk for body in bodies), day, known)
    top = min((len(body.path) for body in bodies), default=0)
    rows = []
    for body in bodies:
        row = names.get(body.pk)
        depth = 0 if flat else (len(body.path) - top) // PATH_STEP
        name, short = (row.name, row.short_name) if row else (body.name, body.short_name)
        rows.append(Listed(body, name, short, depth))
    return rows


@dataclass(frozen=True, slots=True)
class BodyView:
    """All that a body's page shows for a day; `people` is None for who may not see them."""

    body: Organisation
    name: str
    exists: bool
    above: list[Organisation]
    names: list[OrganisationName]
    followed: list[Succession]
    follows: list[Succession]
    superiors: list[ReportingLine]
    children: list[Listed]
    people: list[tuple[User, list[str]]] | None


def body_view(acting: Acting, body: Organisation, day: dt.date, known: dt.datetime | None = None) -> BodyView:
    """A body on a day, its name and being as known at a moment. People are shown to those whose scope the
    body lies in."""
    row = names_on([body.pk], day, known).get(body.pk)
    there = Organisation.objects.filter(_existing(day, known))
    children = list(there.filter(parent=body).order_by("sort_key", "pk"))
    names = body.names.filter(recorded_at__lte=known) if known else body.names.all()
    people = (
        Membership.objects.filter(holds_on(day), organisation=body, user__is_active=True)
        .select_related("user")
        .order_by("user__full_name", "user_id", "pk")
    )
    return BodyView(
        body=body,
        name=row.name if row else body.name,
        exists=there.filter(pk=body.pk).exists(),
        above=list(Organisation.objects.visible_to(acting).above(body).exclude(pk=body.pk)),
        names=list(names.order_by("-since", "-pk")),
        followed=list(body.successions.select_related("successor").order_by("on", "successor__sort_key")),
        follows=predecessors_of(body),
        superiors=superiors_on(body, day),
        children=listed(children, day, flat=True, known=known),
        people=_by_person(people) if within(acting, body) else None,
    )


def _by_person(rows: Iterable[Membership]) -> list[tuple[User, list[str]]]:
    """Each person once, with their roles in words."""
    return [
        (user, [row.get_role_display() for row in of_one])
        for user, of_one in groupby(rows, key=lambda row: row.user)
    ]
