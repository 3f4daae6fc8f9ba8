"""Deeds upon plans in force: each checks, writes, keeps the columns and records, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held, hold
from hopluc.archive.models import File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.organizations.queries import answering_people
from hopluc.plans import access
from hopluc.plans.deeds import StaleFormError, check_in_force, check_running, lock_part
from hopluc.plans.models import (
    Assignment,
    DeadlinePart,
    Evidence,
    Indicator,
    Opening,
    Plan,
    Progress,
    TypedActual,
)
from hopluc.plans.opening import Resolution, open_plan
from hopluc.plans.signing.deliveries import deliver, from_progress
from hopluc.plans.signing.notices import tell_approvers, tell_officer
from hopluc.plans.standings import MOST_TRIES, counts, deadlines, now, period_of, refresh
from hopluc.viet.dates import format_date

__all__ = [
    "Resolution",
    "StaleFormError",
    "close_plan",
    "correct_progress",
    "deliver",
    "name_officer",
    "open_part",
    "open_plan",
    "report_progress",
    "type_actual",
]
State = Assignment.State


def report_progress(
    assignment: Assignment,
    *,
    by: Acting,
    on: dt.date,
    state: str,
    finished_on: dt.date | None = None,
    percent: int = 0,
    narrative: str = "",
    products: Sequence[dict[str, str]] = (),
    evidence: Sequence[tuple[File, str]] = (),
    occurrence: dt.date | None = None,
    seen: int | None = None,
) -> Progress:
    """Say how far a body's part is on a day; rows are only ever added.

    `occurrence`: the day due that it speaks of, where the deadline has several. `evidence`: files
    kept beforehand, with their names. `seen`: the part's last progress row that the form was
    filled from, 0 for none (`StaleFormError` where another came in between; None does not ask).
    The row waits for the body's approver where it has one (access.must_wait, signing.sign_off).
    """
    return _say(
        assignment, None, by, on, state, finished_on, percent, narrative, products, evidence, occurrence, seen
    )


def correct_progress(
    progress: Progress,
    *,
    by: Acting,
    on: dt.date,
    state: str,
    finished_on: dt.date | None = None,
    percent: int = 0,
    narrative: str = "",
    products: Sequence[dict[str, str]] = (),
    evidence: Sequence[tuple[File, str]] = (),
    occurrence: dt.date | None = None,
    seen: int | None = None,
) -> Progress:
    """Put a new row in the place of one that was wrong; the old one stays to be read.

    Evidence of the old row stays with the new one.
    """
    kept = [(e.file, e.name) for e in progress.evidence.select_related("file")]
    return _say(
        progress.assignment,
        progress,
        by,
        on,
        state,
        finished_on,
        percent,
        narrative,
        products,
        [*kept, *evidence],
        occurrence,
        seen,
    )


@transaction.atomic
def _say(
    assignment: Assignment,
    replaces: Progress | None,
    by: Acting,
    on: dt.date,
    state: str,
    finished_on: dt.date | None,
    percent: int,
    narrative: str,
    products: Sequence[dict[str, str]],
    evidence: Sequence[tuple[File, str]],
    occurrence: dt.date | None,
    seen: int | None,
) -> Progress:
    """One row of progress, new or in the place of another."""
    part = lock_part(assignment)
    if not access.may_report(by, part):
        raise PermissionDenied(_("Chỉ cơ quan được giao phần việc này mới báo cáo được kết quả của mình."))
    check_running(part)
    last = part.progress.order_by("-pk").values_list("pk", flat=True).first() or 0
    if seen is not None and seen != last:
        raise StaleFormError(
            _("Đã có cập nhật khác trong lúc đồng chí nhập. Xem cập nhật mới rồi gửi lại."), "moved"
        )
    if replaces and Progress.objects.filter(replaces=replaces).exists():
        raise StaleFormError(_("Cập nhật này đã được đính chính trước đó."), "moved")
    _check_tries(replaces)
    _check_occurrence(part, occurrence)
    row = Progress(
        assignment=part,
        on=on,
        occurrence=occurrence,
        state=state,
        finished_on=finished_on if state == State.FINISHED else None,
        percent={State.FINISHED: 100, State.NOT_BEGUN: 0}.get(State(state), percent),
        narrative=narrative.strip(),
        products=list(products),
        replaces=replaces,
        waits=access.must_wait(by, part),
        by=by.user,
        by_name=by.actor.name,
    )
    _check_days(row)
    row.full_clean(exclude=["assignment", "by", "replaces"], validate_unique=False)
    row.save()
    for file, name in evidence:
        Evidence.objects.create(progress=row, file=file, name=name[:255])
    if row.waits:
        tell_approvers(row)
    else:
        refresh([part])
        from_progress(row, by)
    record(
        by.actor,
        "correct_progress" if replaces else "report_progress",
        part,
        fields={"progress": row.pk, "task": part.task_id} | ({"replaces": replaces.pk} if replaces else {}),
        body_id=part.body_id,
        first_day=min(day for day in (on, finished_on, replaces.on if replaces else None) if day),
    )
    return row


def _check_tries(replaces: Progress | None) -> None:
    """So many corrections of one row may wait or come back; the next word is a report of its own."""
    tries, row = 0, replaces
    while row and not counts(row, now()):
        tries, row = tries + 1, row.replaces
    if row and tries >= MOST_TRIES:
        raise ValidationError(
            _("Bản đính chính này đã gửi %(n)s lần mà chưa được duyệt. Ghi một cập nhật mới thay cho nó.")
            % {"n": tries}
        )


def _check_occurrence(part: Assignment, occurrence: dt.date | None) -> None:
    """A row names a day due that the deadline has."""
    if occurrence is None:
        return
    asked = deadlines([part.task_id], {part.task_id: period_of(part.task.plan)}, now()).of(part)
    if occurrence not in {due.key for due in asked}:
        raise ValidationError(
            {"occurrence": _("Phần việc không có kỳ hạn ngày %(day)s.") % {"day": format_date(occurrence)}}
        )


def _check_days(row: Progress) -> None:
    """Nothing is reported for days to come."""
    today = timezone.localdate()
    if row.on > today:
        raise ValidationError(
            {"on": _("Ngày báo cáo không được sau hôm nay (%(day)s).") % {"day": format_date(today)}}
        )
    if row.state == State.FINISHED and not row.finished_on:
        raise ValidationError({"finished_on": _("Đã hoàn thành thì phải ghi ngày hoàn thành.")})
    for product in row.products:
        if product.get("on", "") > row.on.isoformat():
            raise ValidationError(
                _("Sản phẩm “%(name)s”: ngày không được sau ngày báo cáo.") % {"name": product["name"]}
            )
    if row.finished_on and row.finished_on > row.on:
        raise ValidationError({"finished_on": _("Ngày hoàn thành không được sau ngày báo cáo.")})


@transaction.atomic
def open_part(
    part: DeadlinePart,
    *,
    by: Acting,
    on: dt.date,
    due_on: dt.date | None = None,
    note: str = "",
    file: File | None = None,
    file_name: str = "",
) -> Opening:
    """Record the request that came in, or the event that happened, on which a deadline waits.

    Each opening has its own day due: `due_on`, else the plan's count after `on`, else none.
    """
    part = held(DeadlinePart.objects.select_related("task__plan"), part.pk)
    if not access.may_open_part(by, part.task):
        raise PermissionDenied(_("Cơ quan theo dõi kế hoạch hoặc cơ quan chủ trì mới mở được hạn này."))
    check_in_force(part.task.plan)
    if part.kind not in {DeadlinePart.Kind.ON_REQUEST, DeadlinePart.Kind.AFTER}:
        raise ValidationError(_("Hạn này không chờ đề nghị hay sự kiện nào."))
    if on > timezone.localdate():
        raise ValidationError({"on": _("Chỉ ghi việc đã xảy ra: ngày không được sau hôm nay.")})
    if part.openings.filter(on=on, due_on=due_on).exists():
        raise ValidationError({"on": _("Đề nghị hoặc sự kiện ngày này đã được ghi.")})
    row = Opening(
        part=part, on=on, due_on=due_on, note=note.strip(), file=file, file_name=file_name, opened_by=by.user
    )
    row.full_clean(exclude=["part", "file", "opened_by"])
    row.save()
    refresh(list(part.task.assignments.select_related("task__plan")))
    verb = "open_request" if part.kind == DeadlinePart.Kind.ON_REQUEST else "record_event"
    record(by.actor, verb, part.task, fields={"part": part.pk, "opening": row.pk}, first_day=on)
    return row


@transaction.atomic
def name_officer(assignment: Assignment, *, by: Acting, user: User | None, told: bool = True) -> Assignment:
    """Say who in the body is in charge of its part; of a room without people, who in the body that it is a
    room of. None takes the name away. `told`: whether the person learns it by a notice."""
    part = lock_part(assignment)
    if not access.may_name_officer(by, part):
        raise PermissionDenied(_("Chỉ cơ quan được giao phần việc mới phân công người phụ trách."))
    if user and not answering_people(part.body, timezone.localdate()).filter(pk=user.pk).exists():
        raise ValidationError({"user": _("Người này không thuộc cơ quan được giao phần việc.")})
    if part.officer_id != (user.pk if user else None):
        Assignment.objects.filter(pk=part.pk).update(officer=user)
        part.officer = user
        record(
            by.actor,
            "name_officer",
            part,
            fields={"officer": user.pk if user else None, "task": part.task_id},
            body_id=part.body_id,
        )
        if user and told:
            tell_officer([part], by, user)
    return part


@transaction.atomic
def type_actual(
    indicator: Indicator,
    *,
    by: Acting,
    on: dt.date,
    value: Decimal,
    note: str = "",
    file: File | None = None,
    file_name: str = "",
    seen: int | None = None,
) -> TypedActual:
    """Type an indicator's actual figure where no records prove it; marked with who typed it.

    `seen`: the last typed row that the form was filled from, 0 for none, as in report_progress.
    """
    indicator = held(Indicator.objects.select_related("plan"), indicator.pk)
    if not access.may_type_actual(by, indicator):
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực nhập được số thực hiện."))
    check_in_force(indicator.plan)
    if on > timezone.localdate():
        raise ValidationError({"on": _("Số liệu không được lấy đến một ngày sau hôm nay.")})
    last = indicator.typed.filter(of=None).order_by("-pk").values_list("pk", flat=True).first() or 0
    if seen is not None and seen != last:
        raise StaleFormError(
            _("Đã có người nhập số khác trong lúc đồng chí nhập. Xem số mới rồi gửi lại."), "moved"
        )
    row = TypedActual(
        indicator=indicator,
        body=by.body,
        on=on,
        value=value,
        note=note.strip(),
        file=file,
        file_name=file_name,
        by=by.user,
        by_name=by.actor.name,
    )
    row.full_clean(exclude=["indicator", "body", "file", "by"])
    row.save()
    record(by.actor, "type_actual", indicator, fields={"typed": row.pk}, first_day=on)
    return row


@transaction.atomic
def close_plan(plan: Plan, *, by: Acting, reason: str) -> Plan:
    """End the following of a plan; what was said stays to be read.

    Its parts are held too: a report that has begun is written before the plan closes, one that waited finds
    it closed (deeds.lock_part reads the plan under the part's lock). Reporters need not wait for each other.
    """
    plan = held(Plan.objects.all(), plan.pk)
    hold(plan.assignments.all())
    if not access.may_close_plan(by, plan):
        raise PermissionDenied(_("Lãnh đạo cơ quan ban hành hoặc cơ quan thường trực mới kết thúc kế hoạch."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do kết thúc theo dõi.")})
    if plan.state == Plan.State.IN_FORCE:
        plan.state = Plan.State.CLOSED
        plan.save(update_fields=["state"])
        record(by.actor, "close_plan", plan, reason=reason.strip(), body_id=plan.owner_id)
    return plan
