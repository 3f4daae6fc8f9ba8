"""Visits: planned → told → held with minutes; called off with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.engagement import access
from hopluc.engagement.actions.common import Files, check_day, check_running, tell_bodies
from hopluc.engagement.models import Minutes, MinutesFile, Visit, VisitMember
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, User
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.viet.dates import format_date
from hopluc.viet.text import fold

State = Visit.State


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team: a person with an account, or a name as typed with position and body."""

    name: str
    position: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """What a visit is to be: days, place, what is looked at, what is to be laid out, the team (who
    leads it comes first)."""

    on: dt.date
    purpose: str
    team: Sequence[Member]
    tasks: Sequence[Task] = ()
    until: dt.date | None = None
    place: str = ""
    asked: str = ""


@transaction.atomic
def plan_visit(plan: Plan, body: Organisation, programme: Programme, *, by: Acting) -> Visit:
    """Set a visit of the acting body to one that has a part in the plan."""
    plan = Plan.objects.get(pk=plan.pk)
    if not access.may_plan_visit(by, plan):
        raise PermissionDenied(
            _("Cơ quan ban hành hoặc cơ quan thường trực của kế hoạch mới lập đợt kiểm tra.")
        )
    check_running(plan)
    if not Assignment.objects.filter(plan=plan, body=body).exists():
        raise ValidationError({"body": _("Cơ quan này không có phần việc trong kế hoạch.")})
    visit = Visit(
        plan=plan,
        visitor=by.body,
        visitor_name=by.body.name,
        body=body,
        body_name=body.name,
        made_by=by.user,
    )
    _lay(visit, programme)
    record(by.actor, "plan_visit", visit, fields={"plan": plan.pk, "body": body.pk}, first_day=programme.on)
    return visit


@transaction.atomic
def change_visit(visit: Visit, programme: Programme, *, by: Acting, seen: int | None = None) -> Visit:
    """Set a planned visit anew; where it was told already, the visited body is told of the change."""
    now = _planned(visit, by, seen)
    _lay(now, programme)
    record(by.actor, "change_visit", now, body_id=now.body_id, first_day=programme.on)
    if now.noticed_on:
        text = _("%(visitor)s đổi đợt kiểm tra: ngày %(day)s.")
        _tell(now, f"changed-{now.revision}", text, by)
    return now


def _lay(visit: Visit, programme: Programme) -> None:
    """Write a programme over a visit."""
    if not programme.team:
        raise ValidationError({"others": _("Đoàn kiểm tra cần ít nhất một người: chọn hoặc ghi họ tên.")})
    if any(task.plan_id != visit.plan_id for task in programme.tasks):
        raise ValidationError({"tasks": _("Nhiệm vụ không thuộc kế hoạch này.")})
    visit.on, visit.until, visit.place = programme.on, programme.until, programme.place.strip()
    visit.purpose, visit.asked = programme.purpose.strip(), programme.asked.strip()
    visit.folded = fold(visit.purpose)
    visit.revision += 1
    visit.full_clean(exclude=["plan", "visitor", "body", "made_by", "tasks"])
    visit.save()
    visit.tasks.set(programme.tasks)
    visit.members.all().delete()
    VisitMember.objects.bulk_create(
        VisitMember(
            visit=visit,
            order=place,
            leads=place == 0,
            user=one.user,
            name=one.name[:150],
            position=one.position[:250],
        )
        for place, one in enumerate(programme.team)
    )


def _locked(visit: Visit, by: Acting, seen: int | None) -> Visit:
    """The visit as it is now, held until the transaction ends, for those who keep it."""
    rows = Visit.objects.select_related("plan", "visitor__parent", "body")
    now: Visit = held(rows, visit.pk)
    if not access.may_keep_visit(by, now):
        raise PermissionDenied(_("Chỉ cơ quan kiểm tra làm việc này."))
    if seen is not None and seen != now.revision:
        raise StaleFormError(_("Đợt kiểm tra đã được sửa trong lúc đồng chí nhập. Xem lại rồi ghi."), "moved")
    check_running(now.plan)
    return now


def _planned(visit: Visit, by: Acting, seen: int | None) -> Visit:
    now = _locked(visit, by, seen)
    if now.state == State.HELD:
        raise ValidationError(_("Đợt kiểm tra đã có biên bản, không đổi được nữa."))
    if now.state == State.CANCELLED:
        raise ValidationError(_("Đợt kiểm tra đã hủy."))
    return now


@transaction.atomic
def issue_notice(visit: Visit, *, by: Acting, on: dt.date, number: str, seen: int | None = None) -> Visit:
    """Take number and day of the notice back from the document system; the visited body is told."""
    now = _planned(visit, by, seen)
    check_day(on)
    if not number.strip():
        raise ValidationError({"number": _("Ghi số, ký hiệu của thông báo đã phát hành.")})
    if now.noticed_on and (now.noticed_on, now.notice_number) == (on, number.strip()):
        return now
    now.noticed_on, now.notice_number = on, number.strip()
    now.revision += 1
    now.save(update_fields=["noticed_on", "notice_number", "revision"])
    record(by.actor, "issue_visit_notice", now, body_id=now.body_id, first_day=on)
    _tell(now, f"notice-{now.revision}", _("%(visitor)s thông báo kiểm tra ngày %(day)s."), by)
    return now


@transaction.atomic
def cancel_visit(visit: Visit, *, by: Acting, reason: str, seen: int | None = None) -> Visit:
    """Call a planned visit off; who was told of it is told."""
    now = _planned(visit, by, seen)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do hủy đợt kiểm tra.")})
    now.state, now.cancelled_reason = State.CANCELLED, reason.strip()
    now.revision += 1
    now.save(update_fields=["state", "cancelled_reason", "revision"])
    record(by.actor, "cancel_visit", now, reason=reason.strip(), body_id=now.body_id)
    if now.noticed_on:
        _tell(now, "cancelled", _("%(visitor)s hủy đợt kiểm tra ngày %(day)s."), by)
    return now


@transaction.atomic
def record_minutes(
    visit: Visit,
    *,
    by: Acting,
    held_on: dt.date,
    summary: str,
    received_by: str = "",
    opinion: str = "",
    findings: Mapping[int, str] | None = None,
    files: Files = (),
    seen: int | None = None,
) -> Minutes:
    """Write what the visit found; written again, the new minutes stand and the old ones stay to be read.

    findings: what was seen of each task looked at, by the task's id.
    """
    now = _locked(visit, by, seen)
    if now.state == State.CANCELLED:
        raise ValidationError(_("Đợt kiểm tra đã hủy, không ghi biên bản được."))
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("Ngày kiểm tra không được sau hôm nay.")})
    given = now.advice.order_by("given_on").values_list("given_on", flat=True).first()
    if given and held_on > given:
        raise ValidationError(
            {"held_on": _("Đã có kiến nghị từ ngày %s, trước ngày kiểm tra này.") % format_date(given)}
        )
    looked_at = set(now.tasks.values_list("pk", flat=True))
    minutes = Minutes(
        visit=now,
        held_on=held_on,
        received_by=received_by.strip(),
        summary=summary.strip(),
        opinion=opinion.strip(),
        findings=[
            {"task": pk, "text": text.strip()}
            for pk, text in (findings or {}).items()
            if text.strip() and pk in looked_at
        ],
        by=by.user,
        by_name=by.actor.name,
    )
    minutes.full_clean(exclude=["visit", "by", "findings"])
    before = now.minutes.order_by("-pk").first()
    minutes.save()
    carried = [(one.file, one.name) for one in before.files.select_related("file")] if before else []
    for file, name in [*carried, *files]:
        MinutesFile.objects.create(minutes=minutes, file=file, name=name[:255])
    now.state = State.HELD
    now.revision += 1
    now.save(update_fields=["state", "revision"])
    record(
        by.actor,
        "record_minutes",
        now,
        fields={"minutes": minutes.pk},
        body_id=now.body_id,
        first_day=held_on,
    )
    _tell(now, f"minutes-{minutes.pk}", _("%(visitor)s đã ghi biên bản kiểm tra ngày %(day)s."), by)
    return minutes


def _tell(visit: Visit, key: str, words: str, by: Acting) -> None:
    text = words % {"visitor": visit.visitor_name, "day": format_date(visit.on)}
    address = reverse("engagement:visit", args=[visit.pk])
    tell_bodies({visit.body_id}, f"visit-{visit.pk}-{key}", text, address, besides=by.user.pk)
