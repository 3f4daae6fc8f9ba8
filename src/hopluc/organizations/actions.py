"""Changes to bodies and accounts, each with its deed, in one transaction.

`by` is an Acting where a person asks for it themselves: then the rules of `access` are asked
here. It is an Actor where the caller has already decided that the deed may be done: another
room's action with a rule of its own, a command, the demo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.access import may_change_body, may_manage_bodies
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import (
    PATH_STEP,
    Alias,
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
)
from hopluc.viet.dates import format_date as _day
from hopluc.viet.text import fold, sort_key


def _actor(by: Actor | Acting, body: Organisation | None) -> Actor:
    """Who is written into the deed, once it is sure that they may change `body` (None: accounts)."""
    if isinstance(by, Actor):
        return by
    if not (may_change_body(by, body) if body else may_manage_bodies(by)):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được thay đổi cơ quan và tài khoản."))
    return by.actor


def next_path(parent: Organisation | None) -> str:
    """The path of a new child: the parent's and the next number, in fixed width.

    The parent row is locked (a first-level body locks all of that level), so that two bodies
    founded at once get different paths.
    """
    siblings = Organisation.objects.filter(parent=parent)
    if parent:
        Organisation.objects.select_for_update().get(pk=parent.pk)
    else:
        list(siblings.select_for_update().values_list("pk"))
    last = siblings.order_by("-path").values_list("path", flat=True).first()
    number = int(last[-PATH_STEP:]) + 1 if last else 1
    return f"{parent.path if parent else ''}{number:0{PATH_STEP}d}"


@transaction.atomic
def found(
    *,
    by: Actor | Acting,
    name: str,
    kind: str,
    level: str,
    parent: Organisation | None = None,
    short_name: str = "",
    since: dt.date | None = None,
    unit: Unit | None = None,
    code: str = "",
    document: str = "",
) -> Organisation:
    """Make a body with its first name; a body of that name beside it is a ValidationError."""
    actor = _actor(by, parent)
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Cơ quan phải có tên."))
    path = next_path(parent)
    beside = Organisation.objects.filter(parent=parent, folded=fold(name), until__isnull=True)
    if parent and any(one.name == name for one in beside):
        raise ValidationError(_("Đã có cơ quan tên “%s” ở cùng cấp.") % name)
    body = Organisation.objects.create(
        kind=Organisation.Kind(kind),
        level=Level(level),
        parent=parent,
        path=path,
        unit=unit,
        code=code,
        since=since,
        name=name,
        short_name=short_name,
        folded=fold(name),
        sort_key=sort_key(name),
    )
    OrganisationName.objects.create(
        organisation=body, name=name, short_name=short_name, since=since, document=document
    )
    record(actor, "found", body, body_id=body.pk, first_day=since)
    return body


@transaction.atomic
def rename(
    body: Organisation,
    *,
    by: Actor | Acting,
    name: str,
    on: dt.date,
    today: dt.date,
    short_name: str = "",
    document: str = "",
) -> OrganisationName:
    """Give the body another name from `on`; what was issued before keeps the name of its day.

    A name from a coming day is kept and shown from that day (`refresh_names`). Names follow one another:
    `on` must be after the day of the last change.
    """
    actor = _actor(by, body)
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Cơ quan phải có tên."))
    body = Organisation.objects.select_for_update().get(pk=body.pk)
    last = body.names.filter(until__isnull=True).get()
    if (last.since and on <= last.since) or (body.since and on <= body.since):
        raise ValidationError(
            _("Ngày đổi tên phải sau ngày của tên đang dùng (%s).") % f"{last.since:%d/%m/%Y}"
        )
    if body.until and on >= body.until:
        raise ValidationError(_("Cơ quan đã kết thúc hoạt động trước ngày này."))
    last.until = on
    last.save(update_fields=["until"])
    made = OrganisationName.objects.create(
        organisation=body, name=name, short_name=short_name, since=on, document=document
    )
    if on <= today:
        _show(body, made)
    record(actor, "rename", body, fields={"changed": ["name", "short_name"]}, body_id=body.pk, first_day=on)
    return made


def _show(body: Organisation, row: OrganisationName) -> None:
    """Repeat a name row in the body's own columns."""
    body.name, body.short_name = row.name, row.short_name
    body.folded, body.sort_key = fold(row.name), sort_key(row.name)
    body.save(update_fields=["name", "short_name", "folded", "sort_key"])


@transaction.atomic
def refresh_names(*, by: Actor, on: dt.date) -> int:
    """Show the names that hold since a day that has come; how many bodies changed their name."""
    differs = ~Q(name=F("organisation__name")) | ~Q(short_name=F("organisation__short_name"))
    rows = OrganisationName.objects.filter(holds_on(on), differs)
    changed = 0
    for row in rows.select_related("organisation").order_by("pk"):
        body = Organisation.objects.select_for_update().get(pk=row.organisation_id)
        _show(body, row)
        record(by, "show_name", body, body_id=body.pk, first_day=on)
        changed += 1
    return changed


@transaction.atomic
def end(body: Organisation, *, by: Actor | Acting, on: dt.date, document: str = "") -> Organisation:
    """The body exists no more from `on`; its past stays. Ending it twice on one day does nothing more."""
    actor = _actor(by, body)
    body = Organisation.objects.select_for_update().get(pk=body.pk)
    if body.until == on:
        return body
    if body.until:
        raise ValidationError(_("Cơ quan đã kết thúc từ ngày %s.") % _day(body.until))
    if body.since and on <= body.since:
        raise ValidationError(_("Ngày kết thúc phải sau ngày thành lập."))
    body.until = on
    body.save(update_fields=["until"])
    record(actor, "end", body, reason=document, body_id=body.pk, first_day=on)
    return body


@transaction.atomic
def succeed(
    predecessor: Organisation,
    successor: Organisation,
    *,
    by: Actor | Acting,
    on: dt.date,
    function: str = "",
    document: str = "",
) -> Succession:
    """Say that `successor` holds a function of `predecessor` from `on` ("" = all); once."""
    actor = _actor(by, successor)
    if predecessor.pk == successor.pk:
        raise ValidationError(_("Một cơ quan không thể kế thừa chính nó."))
    row, made = Succession.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        on=on,
        function=function,
        defaults={"document": document},
    )
    if made:
        fields = {"predecessor": predecessor.pk, "successor": successor.pk}
        record(actor, "succeed", row, fields=fields, body_id=successor.pk, first_day=on)
    return row


@transaction.atomic
def report_to(
    body: Organisation,
    superior: Organisation,
    *,
    by: Actor | Acting,
    matter: str = "",
    since: dt.date | None = None,
) -> ReportingLine:
    """A second superior beside the tree: tax, insurance, State Bank, Alliance."""
    actor = _actor(by, body)
    row, made = ReportingLine.objects.get_or_create(
        body=body, superior=superior, matter=matter, since=since, until=None
    )
    if made:
        record(actor, "report_to", row, fields={"superior": superior.pk}, body_id=body.pk, first_day=since)
    return row


@transaction.atomic
def end_line(line: ReportingLine, *, by: Actor | Acting, on: dt.date) -> None:
    """The body reports to that superior until `on`."""
    actor = _actor(by, line.body)
    _end_row(line, on)
    fields = {"superior": line.superior_id}
    record(actor, "end_line", line, fields=fields, body_id=line.body_id, first_day=on)


def _end_row(row: ReportingLine | GroupMember, on: dt.date) -> None:
    """A dated row ends on `on`; one that would have begun that day or later is taken away."""
    if row.since and row.since >= on:
        type(row).objects.filter(pk=row.pk).delete()
        return
    row.until = on
    row.save(update_fields=["until"])


@transaction.atomic
def move(body: Organisation, parent: Organisation, *, by: Actor | Acting) -> Organisation:
    """Put a body with all under it below another one; rights go by today's tree, so there is no day."""
    actor = _actor(by, body)
    if parent.path.startswith(body.path):
        raise ValidationError(_("Không thể đặt một cơ quan dưới chính nó."))
    path = next_path(parent)
    old = Organisation.objects.select_for_update().get(pk=body.pk).path
    for one in Organisation.objects.subtree_of(Organisation(path=old)).order_by("path"):
        one.path = path + one.path[len(old) :]
        if one.pk == body.pk:
            one.parent = parent
        one.save(update_fields=["path", "parent"])
    record(actor, "move", body, fields={"parent": parent.pk}, body_id=body.pk)
    return Organisation.objects.get(pk=body.pk)


@transaction.atomic
def make_group(
    owner: Organisation,
    *,
    by: Actor | Acting,
    name: str,
    kinds: Sequence[str] = (),
    area: Organisation | None = None,
    level: str = "",
) -> BodyGroup:
    """A collective of the owner's documents; `kinds` under `area` (the owner by default)."""
    actor = _actor(by, owner)
    if BodyGroup.objects.filter(owner=owner, folded=fold(name)).exists():
        raise ValidationError(_("Đã có nhóm “%s”.") % name)
    group = BodyGroup.objects.create(
        owner=owner,
        name=name,
        folded=fold(name),
        area=area or owner,
        kinds=[str(Organisation.Kind(k)) for k in kinds],
        level=level,
    )
    record(actor, "make_group", group, body_id=owner.pk)
    return group


@transaction.atomic
def add_to_group(
    group: BodyGroup,
    body: Organisation,
    *,
    by: Actor | Acting,
    since: dt.date | None = None,
    excluded: bool = False,
) -> GroupMember:
    """Add a body to a group, or (`excluded`) take one out that its kind would bring in."""
    actor = _actor(by, group.owner)
    row, made = GroupMember.objects.get_or_create(
        group=group, body=body, excluded=excluded, since=since, until=None
    )
    if made:
        verb = "take_out_of_group" if excluded else "add_to_group"
        record(actor, verb, row, fields={"body": body.pk}, body_id=group.owner_id, first_day=since)
    return row


@transaction.atomic
def leave_group(place: GroupMember, *, by: Actor | Acting, on: dt.date) -> None:
    """The row of a body in a group holds until `on`."""
    actor = _actor(by, place.group.owner)
    _end_row(place, on)
    fields = {"body": place.body_id}
    record(actor, "leave_group", place, fields=fields, body_id=place.group.owner_id, first_day=on)


@transaction.atomic
def remember_alias(
    owner: Organisation, *, by: Actor | Acting, text: str, target: Organisation | BodyGroup
) -> Alias:
    """From now on the owner's documents mean `target` by these words; the last word counts."""
    actor = _actor(by, owner)
    text = " ".join(text.split())
    if not text:
        raise ValidationError(_("Không có chữ nào để ghi nhớ."))
    meant: dict[str, Organisation | BodyGroup | None] = {
        "organisation": target if isinstance(target, Organisation) else None,
        "group": target if isinstance(target, BodyGroup) else None,
    }
    known = Alias.objects.filter(owner=owner, folded=fold(text)).first()
    if known and (known.organisation, known.group) == (meant["organisation"], meant["group"]):
        return known
    row, _made = Alias.objects.update_or_create(
        owner=owner, folded=fold(text), defaults={"text": text, **meant}
    )
    record(actor, "remember_alias", row, fields={"target": target.pk}, body_id=owner.pk)
    return row


@transaction.atomic
def open_account(
    *,
    by: Actor | Acting,
    username: str,
    full_name: str,
    password: str | None,
    position: str = "",
    email: str = "",
) -> User:
    """Give a person an account; without a password they sign in by another way only."""
    actor = _actor(by, None)
    user = User(username=username, full_name=full_name, position=position, email=email)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    record(actor, "open_account", user)
    return user


@transaction.atomic
def close_account(user: User, *, by: Actor | Acting, on: dt.date) -> User:
    """The person signs in no more; their roles end on `on`, their deeds stay."""
    actor = _actor(by, None)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return user
    open_rows = Membership.objects.filter(user=user, until__isnull=True).select_related("organisation")
    for row in open_rows.order_by("pk"):
        end_role(row, by=by, on=on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor, "close_account", user, first_day=on)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Actor | Acting) -> User:
    """A person whose account was closed comes back; their roles are given anew. Open already: nothing."""
    actor = _actor(by, None)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record(actor, "reopen_account", user)
    return user


@transaction.atomic
def grant_role(
    *,
    by: Actor | Acting,
    user: User,
    body: Organisation,
    role: str,
    area: Organisation | None = None,
    fields: Sequence[str] = (),
    since: dt.date | None = None,
) -> Membership:
    """Give a person a role in a body, once; an `area` must lie where the giver may give it."""
    actor = _actor(by, body)
    if area:
        _actor(by, area)
    same = Membership.objects.filter(
        user=user, organisation=body, role=Membership.Role(role), area=area, until__isnull=True
    ).first()
    if same:
        return same
    row = Membership.objects.create(
        user=user,
        organisation=body,
        role=Membership.Role(role),
        area=area,
        fields=list(fields),
        since=since,
    )
    record(actor, "grant_role", row, fields={"user": user.pk, "role": role}, body_id=body.pk)
    return row


@transaction.atomic
def end_role(membership: Membership, *, by: Actor | Acting, on: dt.date) -> None:
    """The role ends on `on`; one that began that day or later never came to hold and is taken away."""
    actor = _actor(by, membership.organisation)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    if row.until and row.until <= on:
        return
    fields = {"user": row.user_id, "role": row.role}
    record(actor, "end_role", row, fields=fields, body_id=row.organisation_id, first_day=on)
    if row.since and row.since >= on:
        row.delete()
        return
    row.until = on
    row.save(update_fields=["until"])
