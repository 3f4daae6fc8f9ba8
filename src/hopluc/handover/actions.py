"""A merger: bodies end, others follow them, what they held passes on, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.handover import access
from hopluc.handover.rooms import ROOMS
from hopluc.organizations import actions as organizations
from hopluc.organizations.acting import Acting
from hopluc.organizations.handover import twins
from hopluc.organizations.models import Organisation, holds
from hopluc.viet.dates import format_date


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that follows in one function ("giảm nghèo"), which takes over nothing by itself."""

    body: Organisation
    function: str


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body that the merger makes: of the kind, level and place of the first one that ends."""

    name: str
    short_name: str = ""


def merge(
    predecessors: Sequence[Organisation],
    successor: Organisation | NewBody,
    *,
    on: dt.date,
    by: Acting | Actor,
    document: str,
    heirs: Sequence[Heir] = (),
) -> Organisation:
    """From `on` the predecessors are no more; `successor`, which it gives back, has all that they held.

    `heirs` are recorded as followers in one function each: what of the work belongs to a function
    is not written anywhere, so the successor passes it on by hand. What is past keeps the body and
    the name of its day. Run again with the same bodies and day it does nothing more.
    Raises PermissionDenied, and ValidationError for days and bodies that cannot be.
    """
    if not predecessors:
        raise ValidationError(_("Chọn ít nhất một cơ quan kết thúc hoạt động."))
    if isinstance(by, Acting) and not access.may_merge(by, concerned(predecessors, successor, heirs)):
        raise PermissionDenied(_("Chỉ quản trị phụ trách tất cả các cơ quan này được sắp xếp."))
    return _merge(predecessors, successor, on, by.actor if isinstance(by, Acting) else by, document, heirs)


def concerned(
    predecessors: Sequence[Organisation], successor: Organisation | NewBody, heirs: Sequence[Heir]
) -> list[Organisation]:
    """The bodies over which somebody must have a say to carry it out (access.may_merge). A new body lies
    beside the first one that ends, under the same head."""
    place = successor if isinstance(successor, Organisation) else predecessors[0].parent
    return [*predecessors, *([place] if place else []), *(heir.body for heir in heirs)]


@transaction.atomic
def _merge(
    predecessors: Sequence[Organisation],
    successor: Organisation | NewBody,
    on: dt.date,
    by: Actor,
    document: str,
    heirs: Sequence[Heir],
) -> Organisation:
    ids = [body.pk for body in (*predecessors, successor) if isinstance(body, Organisation)]
    locked = {b.pk: b for b in Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    ending = [locked[body.pk] for body in predecessors if locked[body.pk].until != on]
    if isinstance(successor, NewBody):
        follower = _found(successor, locked[predecessors[0].pk], on, by, document)
    else:
        follower = locked[successor.pk]
    _check(ending, follower, on, heirs)
    for body in ending:
        organizations.succeed(body, follower, by=by, on=on, document=document)
        for heir in heirs:
            organizations.succeed(body, heir.body, by=by, on=on, function=heir.function, document=document)
        # A room that becomes one with the follower's room of that name hands over its own work too.
        for old, new in [(body, follower), *twins(body, follower, on)]:
            for room in ROOMS:
                room.pass_on(old, new, on=on, by=by)
        organizations.end(body, by=by, on=on, document=document)
        record(by, "merge", body, fields={"successor": follower.pk}, reason=document, first_day=on)
    return follower


def _found(new: NewBody, like: Organisation, on: dt.date, by: Actor, document: str) -> Organisation:
    return organizations.found(
        by=by,
        name=new.name,
        short_name=new.short_name,
        kind=like.kind,
        level=like.level,
        parent=like.parent,
        unit=like.unit,
        since=on,
        document=document,
    )


def _check(
    ending: Sequence[Organisation], follower: Organisation, on: dt.date, heirs: Sequence[Heir]
) -> None:
    if on > timezone.localdate():
        raise ValidationError(_("Ngày sắp xếp chưa đến: thực hiện từ ngày đó trở đi."))
    if not holds(follower, on):
        raise ValidationError(_("%s không hoạt động trong ngày sắp xếp.") % follower)
    for body in ending:
        if body.pk == follower.pk:
            raise ValidationError(_("%s không thể kế thừa chính mình.") % body)
        if body.until:
            words = {"body": body, "day": format_date(body.until)}
            raise ValidationError(_("%(body)s đã kết thúc từ ngày %(day)s.") % words)
        if body.since and on <= body.since:
            raise ValidationError(_("Ngày sắp xếp phải sau ngày thành lập của %s.") % body)
        if follower.path.startswith(body.path):
            raise ValidationError(_("%(one)s nằm trong %(other)s.") % {"one": follower, "other": body})
    for heir in heirs:
        if not heir.function.strip():
            raise ValidationError(_("Cơ quan nhận một phần phải ghi rõ chức năng được nhận."))
        if not holds(heir.body, on):
            raise ValidationError(_("%s không hoạt động trong ngày sắp xếp.") % heir.body)
