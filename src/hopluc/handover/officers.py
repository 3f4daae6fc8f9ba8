"""People of a body as its administrator keeps them: come, get a role, move on and hand their work over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, notify, record
from hopluc.organizations import actions as organizations
from hopluc.organizations.access import may_change_body
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Membership, Organisation, User, holds_on
from hopluc.organizations.queries import own_places, people_of
from hopluc.plans.models import Assignment, Plan
from hopluc.viet.dates import format_date
from hopluc.viet.text import fold


def may_keep_people(acting: Acting, body: Organisation) -> bool:
    """An administrator keeps the people of their own body and of those in their area."""
    return may_change_body(acting, body)


def may_give_link(acting: Acting, user: User) -> bool:
    """An administrator gives a link to set a password to people all of whose roles lie in their place:
    otherwise they could take over an account of another body."""
    today = timezone.localdate()
    rows = list(Membership.objects.filter(holds_on(today), user=user).select_related("organisation"))
    own = bool(rows) and all(may_change_body(acting, row.organisation) for row in rows)
    return own and user.is_active and not user.is_superuser


def parts_in_charge(user: User, body: Organisation, on: dt.date) -> list[Assignment]:
    """The parts of plans in force of the body and its rooms that a person is in charge of on a day."""
    rows = Assignment.objects.held_on(on).filter(
        officer=user, body__in=own_places(body), plan__state=Plan.State.IN_FORCE
    )
    return list(rows.select_related("task", "plan", "body").order_by("plan", "task__order", "pk"))


def roles_of(user: User, body: Organisation, on: dt.date) -> list[Membership]:
    """The person's roles in the body and its rooms that have not ended by a day."""
    rows = Membership.objects.filter(user=user, organisation__in=own_places(body))
    open_rows = [row for row in rows.select_related("organisation") if not row.until or row.until > on]
    return sorted(open_rows, key=lambda row: (row.organisation.path, row.role, row.pk))


@transaction.atomic
def add_person(
    body: Organisation,
    *,
    by: Acting,
    username: str,
    full_name: str,
    role: str,
    since: dt.date | None = None,
    position: str = "",
    email: str = "",
) -> User:
    """Give a person a role in the body; who has no account gets one without a password (they set it by
    a link). A user name that exists must be that person's: the names are compared."""
    if not may_keep_people(by, body):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được thêm người."))
    user = User.objects.filter(username__iexact=username.strip()).first()
    if user is None:
        user = organizations.open_account(
            by=by, username=username.strip(), full_name=" ".join(full_name.split()), password=None,
            position=position.strip(), email=email.strip(),
        )  # fmt: skip
    elif fold(user.full_name) != fold(" ".join(full_name.split())):
        raise ValidationError(
            {"username": _("Tên đăng nhập này đã có và là của người khác. Chọn tên đăng nhập khác.")}
        )
    elif not user.is_active:
        user = organizations.reopen_account(user, by=by)
    organizations.grant_role(by=by, user=user, body=body, role=role, since=since)
    return user


@transaction.atomic
def move_officer(
    user: User,
    body: Organisation,
    *,
    by: Acting,
    on: dt.date,
    roles: Sequence[Membership],
    parts: Sequence[Assignment] = (),
    to: User | None = None,
) -> None:
    """End a person's roles in the body from a day and put another in charge of their parts, at once.

    Raises PermissionDenied, and ValidationError where the other is not of the body or a part is no more
    the person's (somebody else handed it over in the meantime).
    """
    if not may_keep_people(by, body):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được cho thôi vai trò, bàn giao việc."))
    if not roles and not parts:
        raise ValidationError(_("Chọn vai trò thôi giữ hoặc phần việc bàn giao."))
    if parts:
        _hand_over(user, body, parts, to, by.actor)
    own = own_places(body)
    for row in roles:
        if row.user_id != user.pk or row.organisation_id not in own:
            raise ValidationError(_("Vai trò này không thuộc cơ quan."))
        if row.since and on < row.since:
            raise ValidationError({"on": _("Ngày thôi phải từ ngày bắt đầu vai trò trở đi.")})
        if row.user_id == by.user.pk and row.role == Membership.Role.ADMINISTRATOR:
            raise ValidationError(_("Không tự thôi vai trò quản trị của chính mình."))
        organizations.end_role(row, by=by, on=on)
    record(by.actor, "move_officer", user, fields={"to": to.pk if to else None}, body_id=body.pk)
    if roles:
        words = {"body": body.name, "day": format_date(on)}
        notify(
            user.pk,
            f"moved:{body.pk}:{user.pk}:{on}",
            _("Đồng chí thôi vai trò tại %(body)s từ ngày %(day)s.") % words,
            reverse("web:account"),
            body.pk,
        )


def _hand_over(
    user: User, body: Organisation, parts: Sequence[Assignment], to: User | None, by: Actor
) -> None:
    """Another person of the body is in charge of these parts from now on."""
    today = timezone.localdate()
    if to is None:
        raise ValidationError({"to": _("Chọn người nhận bàn giao.")})
    if to.pk == user.pk or not people_of(body, today).filter(pk=to.pk).exists():
        raise ValidationError({"to": _("Người nhận bàn giao phải là người khác của cơ quan.")})
    ids = [part.pk for part in parts]
    held = list(Assignment.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    own = own_places(body)
    if len(held) != len(ids) or any(part.officer_id != user.pk or part.body_id not in own for part in held):
        raise ValidationError(_("Có phần việc vừa được giao cho người khác. Xem lại danh sách rồi gửi lại."))
    Assignment.objects.filter(pk__in=ids).update(officer=to)
    for part in held:
        fields = {"officer": to.pk, "task": part.task_id}
        record(by, "name_officer", part, fields=fields, body_id=part.body_id)
    words = {"n": len(held), "name": user.full_name}
    notify(
        to.pk,
        f"took_over:{user.pk}:{to.pk}:{today}:{sha256(repr(sorted(ids)).encode()).hexdigest()[:24]}",
        _("Đồng chí nhận bàn giao %(n)s phần việc từ %(name)s.") % words,
        reverse("web:home"),
        body.pk,
    )


@transaction.atomic
def note_link(user: User, body: Organisation, *, by: Acting) -> None:
    """Write down that an administrator made a link by which a person sets their password."""
    if not may_give_link(by, user):
        raise PermissionDenied(_("Chỉ cấp đường dẫn cho người có mọi vai trò thuộc phạm vi quản trị."))
    record(by.actor, "make_password_link", user, body_id=body.pk)
