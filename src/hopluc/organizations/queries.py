"""Questions about bodies, people and units on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import (
    BodyGroup,
    GroupMember,
    Level,
    Membership,
    Organisation,
    OrganisationName,
    ReportingLine,
    Succession,
    Unit,
    User,
    holds_on,
    subtree,
)


def names_on(
    bodies: Iterable[int], day: dt.date, known: dt.datetime | None = None
) -> dict[int, OrganisationName]:
    """The name rows of many bodies on a day, as known at a moment (now by default), by the body's id; a
    body without one that day is left out."""
    begun = Q(since__isnull=True) | Q(since__lte=day)
    rows = OrganisationName.objects.filter(begun, organisation_id__in=list(bodies))
    if known:  # a row holds until the next one that was recorded by then
        rows = rows.filter(recorded_at__lte=known)
    return {row.organisation_id: row for row in rows.order_by(F("since").asc(nulls_first=True), "pk")}


def name_on(body: Organisation, day: dt.date, known: dt.datetime | None = None) -> str:
    """The body's name on a day, as known at a moment (now by default).

    Before its first and after its last one, the nearest.
    """
    return _row_on(body, day, known)[0]


def short_name_on(body: Organisation, day: dt.date, known: dt.datetime | None = None) -> str:
    """The body's short name on a day, or its whole name where it had none."""
    name, short = _row_on(body, day, known)
    return short or name


def _row_on(body: Organisation, day: dt.date, known: dt.datetime | None) -> tuple[str, str]:
    # Through `.all()`, so that a page which prefetched `names` asks nothing more.
    rows = [row for row in body.names.all() if known is None or row.recorded_at <= known]
    rows.sort(key=lambda row: row.since or dt.date.min)
    held = [row for row in rows if row.since is None or row.since <= day]
    row = held[-1] if held else rows[0] if rows else None
    return (row.name, row.short_name) if row else (body.name, body.short_name)


def successors_on(body: Organisation, day: dt.date, function: str | None = "") -> list[Organisation]:
    """Who holds on `day` what the body held: itself while it exists, else who followed it, at any remove.

    `function` keeps to the successors of that function where a body was divided by function;
    "" asks for those that follow in everything, and for all of them where nobody does; None for all.
    """
    reached, seen, waiting = [], {body.pk}, [body]
    while waiting:
        one = waiting.pop(0)
        if one.until is None or day < one.until:
            reached.append(one)
            continue
        rows = list(
            Succession.objects.filter(predecessor=one, on__lte=day).select_related("successor").order_by("pk")
        )
        kept = rows if function is None else [row for row in rows if row.function == function]
        kept = kept or [row for row in rows if row.function == ""] or rows
        for row in kept:
            if row.successor_id not in seen:
                seen.add(row.successor_id)
                waiting.append(row.successor)
    return reached


def members_on(group: BodyGroup, day: dt.date) -> list[Organisation]:
    """The bodies of a group on a day, by name.

    Those of its kinds (and level) under its area, without the area itself, and without those taken
    out; with those added. Only bodies that exist that day.
    """
    extra = list(GroupMember.objects.filter(holds_on(day), group=group).values_list("body_id", "excluded"))
    added = [pk for pk, excluded in extra if not excluded]
    taken_out = [pk for pk, excluded in extra if excluded]
    wanted = Q(pk__in=added)
    if group.kinds and group.area:
        of_kind = Q(kind__in=group.kinds) & subtree(group.area.path) & ~Q(pk=group.area_id)
        if group.level:
            of_kind &= Q(level=group.level)
        wanted |= of_kind
    rows = Organisation.objects.existing_on(day).filter(wanted).exclude(pk__in=taken_out)
    return list(rows.order_by("sort_key", "pk"))


def own_places(body: Organisation) -> set[int]:
    """The body and the rooms inside it, without bodies that lie under it."""
    own = {body.pk}
    rooms = Organisation.objects.subtree_of(body).filter(kind=Organisation.Kind.ROOM).order_by("path")
    for pk, parent in rooms.values_list("pk", "parent_id"):
        if parent in own:
            own.add(pk)
    return own


def people_of(body: Organisation, on: dt.date) -> QuerySet[User]:
    """The body's own people on a day, by name: with a role in it or in a room inside it, and an account
    that is open. People of bodies that lie under it are theirs (access.is_own)."""
    found = User.objects.filter(
        holds_on(on, "memberships__"), memberships__organisation__in=own_places(body), is_active=True
    )
    return found.distinct().order_by("full_name", "pk")


def answering_people(body: Organisation, on: dt.date) -> QuerySet[User]:
    """Who can be in charge of a body's work on a day, by name: its own people; for a room that has none,
    those with a role in the body that it is a room of (not of rooms beside it, who cannot act for it)."""
    found = people_of(body, on)
    if body.kind != Organisation.Kind.ROOM or body.parent is None or found.exists():
        return found
    roles = Membership.objects.filter(holds_on(on), organisation=body.parent)
    above = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    return above.order_by("full_name", "pk") if above.exists() else answering_people(body.parent, on)


def without_people(places: set[int], on: dt.date) -> set[int]:
    """Those of some bodies in which nobody has a role on a day."""
    roles = Membership.objects.filter(holds_on(on), organisation__in=places, user__is_active=True)
    return places - set(roles.order_by().values_list("organisation", flat=True)) if places else set()


def predecessors_of(body: Organisation) -> list[Succession]:
    """Whom the body followed, in which function, since when, newest first."""
    return list(body.preceded.select_related("predecessor").order_by("-on", "predecessor__sort_key"))


def superiors_on(body: Organisation, day: dt.date) -> list[ReportingLine]:
    """To whom the body reports beside the tree on a day."""
    lines = ReportingLine.objects.filter(holds_on(day), body=body).select_related("superior")
    return list(lines.order_by("superior__sort_key", "pk"))


def unit_on(code: str, day: dt.date, level: str = Level.PROVINCE) -> Unit | None:
    """The administrative unit that bore a code on a day; a code without a day identifies nothing."""
    return Unit.objects.filter(holds_on(day), code=code, level=level).first()


def units_on(day: dt.date, level: str, under: Unit | None = None) -> list[Unit]:
    """The units of a level on a day, by name; `under` keeps to the children of one."""
    rows = Unit.objects.filter(holds_on(day), level=level)
    if under:
        rows = rows.filter(parent=under)
    return list(rows.order_by("folded", "pk"))


def own_bodies(acting: Acting) -> list[int]:
    """Ids of the acting body and the rooms inside it: those that it acts for (access.is_own)."""
    own = {acting.body.pk}
    rooms = Organisation.objects.subtree_of(acting.body).filter(kind=Organisation.Kind.ROOM).order_by("path")
    for pk, parent in rooms.values_list("pk", "parent_id"):
        if parent in own:
            own.add(pk)
    return sorted(own)
