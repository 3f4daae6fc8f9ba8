"""What a body holds here: people's roles, rooms, places in groups, wordings, reporting lines."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor
from hopluc.organizations import actions
from hopluc.organizations.models import (
    Alias,
    BodyGroup,
    GroupMember,
    Membership,
    Organisation,
    ReportingLine,
    holds_on,
)
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of

COVERS = {
    "organizations.Organisation.parent": "rooms move under the successor, or into its room of that name",
    "organizations.OrganisationName.organisation": "names stay with the body that bore them",
    "organizations.Succession.predecessor": "this is what a handover writes",
    "organizations.Succession.successor": "stays: an earlier succession is followed at any remove",
    "organizations.ReportingLine.body": "ends; the successor reports to the same superior",
    "organizations.ReportingLine.superior": "ends; the subordinate reports to the successor",
    "organizations.BodyGroup.owner": "the successor gets a group of the same name for its own papers",
    "organizations.BodyGroup.area": "stays for past days; a copy has the successor's area",
    "organizations.GroupMember.body": "ends; the successor takes the place",
    "organizations.Alias.owner": "the successor gets the same wordings for its own papers",
    "organizations.Alias.organisation": "stays: older papers mean the old body, newer ones are asked",
    "organizations.Membership.organisation": "ends; the same role in the successor",
    "organizations.Membership.area": "ends; the same role with the successor as its area",
    "organizations.SavedFilter.body": "stays: whoever saved it keeps it, and shares it anew",
}


def _roles(body: Organisation, on: dt.date) -> list[Membership]:
    rows = Membership.objects.filter(Q(organisation=body) | Q(area=body), holds_on(on))
    return list(rows.select_related("user", "organisation", "area").order_by("pk"))


def _rooms(body: Organisation, on: dt.date) -> list[Organisation]:
    return list(Organisation.objects.existing_on(on).filter(parent=body).order_by("path"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """People, rooms, places in groups and reporting lines of the body on a day."""
    roles, rooms = _roles(body, on), _rooms(body, on)
    places, lines = _places(body, on), _lines(body, on)
    kept = Alias.objects.filter(owner=body).count() + BodyGroup.objects.filter(owner=body).count()
    return [
        Held(
            _("Vai trò của người dùng"),
            len(roles),
            _("chuyển sang cơ quan kế thừa"),
            tuple(f"{row.user} ({row.get_role_display()})" for row in roles),
        ),
        Held(
            _("Phòng, đơn vị trực thuộc"),
            len(rooms),
            _("chuyển về cơ quan kế thừa; trùng tên thì nhập làm một"),
            tuple(room.name for room in rooms),
        ),
        Held(
            _("Chỗ trong nhóm cơ quan"),
            len(places),
            _("cơ quan kế thừa vào thay"),
            tuple(place.group.name for place in places),
        ),
        Held(_("Quan hệ báo cáo ngành dọc"), len(lines), _("cơ quan kế thừa tiếp tục")),
        Held(_("Cách viết, nhóm đã ghi nhớ"), kept, _("cơ quan kế thừa dùng tiếp")),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Roles, rooms, places in groups, reporting lines, one by one."""
    people = [
        Item(
            key_of(row),
            _("Vai trò của người dùng"),
            f"{row.user}{f', {row.user.position}' if row.user.position else ''} ({row.get_role_display()})",
        )
        for row in _roles(body, on)
    ]
    rooms = [Item(key_of(room), _("Phòng, đơn vị trực thuộc"), room.name) for room in _rooms(body, on)]
    places = [Item(key_of(row), _("Chỗ trong nhóm cơ quan"), row.group.name) for row in _places(body, on)]
    lines = [
        Item(key_of(row), _("Quan hệ báo cáo ngành dọc"), f"{row.body} → {row.superior}")
        for row in _lines(body, on)
    ]
    return [*people, *rooms, *places, *lines]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Hand over people, rooms, places, lines and wordings; see COVERS."""
    _pass_roles(body, successor, on, by, share)
    _pass_rooms(body, successor, on, by, share)
    for place in filter(share.has, _places(body, on)):
        actions.leave_group(place, by=by, on=on)
        actions.add_to_group(place.group, successor, by=by, since=on, excluded=place.excluded)
    for line in filter(share.has, _lines(body, on)):
        below = successor if line.body_id == body.pk else line.body
        above = successor if line.superior_id == body.pk else line.superior
        actions.end_line(line, by=by, on=on)
        if below.pk != above.pk:
            actions.report_to(below, above, by=by, matter=line.matter, since=on)
    if share.rest:
        _copy_wordings(body, successor, by)


def leave(body: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE) -> None:
    """Roles, places and lines that nobody takes over end with the body."""
    for role in filter(share.has, _roles(body, on)):
        actions.end_role(role, by=by, on=on)
    for place in filter(share.has, _places(body, on)):
        actions.leave_group(place, by=by, on=on)
    for line in filter(share.has, _lines(body, on)):
        actions.end_line(line, by=by, on=on)


def _places(body: Organisation, on: dt.date) -> list[GroupMember]:
    return list(GroupMember.objects.filter(holds_on(on), body=body).select_related("group").order_by("pk"))


def _lines(body: Organisation, on: dt.date) -> list[ReportingLine]:
    rows = ReportingLine.objects.filter(Q(body=body) | Q(superior=body), holds_on(on))
    return list(rows.select_related("body", "superior").order_by("pk"))


def _pass_roles(
    body: Organisation, successor: Organisation, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    for row in filter(share.has, _roles(body, on)):
        at = successor if row.organisation_id == body.pk else row.organisation
        area = successor if row.area_id == body.pk else row.area
        actions.end_role(row, by=by, on=on)
        actions.grant_role(
            by=by, user=row.user, body=at, role=row.role, area=area, fields=row.fields, since=on
        )


def twins(
    body: Organisation, successor: Organisation, on: dt.date, share: Share = WHOLE
) -> list[tuple[Organisation, Organisation]]:
    """Rooms of the body with the successor's room of the same name, at any depth: those become one."""
    there = {room.folded: room for room in _rooms(successor, on)}
    rooms = filter(share.has, _rooms(body, on))
    pairs = [(room, there[room.folded]) for room in rooms if room.folded in there]
    return pairs + [deeper for pair in pairs for deeper in twins(*pair, on)]


def rooms_of(body: Organisation, on: dt.date, share: Share = WHOLE) -> list[Organisation]:
    """The body's own rooms of the share, without those inside them."""
    return list(filter(share.has, _rooms(body, on)))


def _pass_rooms(
    body: Organisation, successor: Organisation, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    there = {room.folded: room for room in _rooms(successor, on)}
    for room in rooms_of(body, on, share):
        same = there.get(room.folded)
        if same is None:
            actions.move(room, successor, by=by)
            continue
        pass_on(room, same, on=on, by=by)
        actions.succeed(room, same, by=by, on=on)
        actions.end(room, by=by, on=on)


def _copy_wordings(body: Organisation, successor: Organisation, by: Actor) -> None:
    """The successor's papers use the words of the old body's; copies, for older papers need theirs."""
    for group in BodyGroup.objects.filter(owner=body).order_by("pk"):
        if not BodyGroup.objects.filter(owner=successor, folded=group.folded).exists():
            area = successor if group.area_id == body.pk else group.area
            actions.make_group(
                successor, by=by, name=group.name, kinds=group.kinds, area=area, level=group.level
            )
    known = set(Alias.objects.filter(owner=successor).values_list("folded", flat=True))
    for alias in Alias.objects.filter(owner=body).exclude(folded__in=known).order_by("pk"):
        target = alias.group or alias.organisation
        if target is not None:
            actions.remember_alias(successor, by=by, text=alias.text, target=target)
