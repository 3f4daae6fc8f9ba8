"""A later day for one day due of a body's part: asked before it has passed, decided by who assigned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans import access
from hopluc.plans.deeds import StaleFormError, check_in_force, check_running, held_as, lock_part
from hopluc.plans.models import Assignment, Extension, Progress
from hopluc.plans.rules import FINISHED, Due, progress_of_each
from hopluc.plans.signing.notices import tell_asker, tell_deciders
from hopluc.plans.standings import chains, deadlines, holding, now, period_of, refresh, said_by
from hopluc.ui.bulk import Outcome, each
from hopluc.viet.dates import format_date

State = Extension.State


def open_dues(part: Assignment) -> list[Due]:
    """The days due of a part (with `task__plan`) that are not met, as known now, by day."""
    asked = deadlines([part.task_id], {part.task_id: period_of(part.task.plan)}, now()).of(part)
    [(_part, before)] = chains([part])
    rows = Progress.objects.filter(holding(now()), assignment__in=before).order_by("on", "recorded_at", "pk")
    found = progress_of_each(asked, said_by(rows))
    return [due for due, standing in found if due.day and due.key and standing.state != FINISHED]


@transaction.atomic
def ask_extension(
    assignment: Assignment, *, by: Acting, day: dt.date, until: dt.date, reason: str
) -> Extension:
    """Ask for a later day for one day due of the body's part.

    `day`: the due's key (rules.Due.key). Only before the day has passed: afterwards the part is late, and
    only an amendment of the plan changes that.
    """
    part = lock_part(assignment)
    if not access.may_report(by, part):
        raise PermissionDenied(_("Chỉ cơ quan được giao phần việc này mới xin gia hạn được."))
    check_running(part)
    _check_day(part, day, until)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do xin gia hạn để người quyết định xem xét.")})
    asked = Extension(
        assignment=part,
        day=day,
        until=until,
        reason=reason.strip(),
        asked_by=by.user,
        asked_by_name=by.actor.name,
    )
    asked.full_clean(exclude=["asked_by", "decided_by", "decided_at"])
    asked.save()
    fields = {"extension": asked.pk, "task": part.task_id}
    record(by.actor, "ask_extension", part, fields=fields, body_id=part.body_id)
    tell_deciders(asked)
    return asked


def _check_day(part: Assignment, day: dt.date, until: dt.date) -> None:
    due = next((one for one in open_dues(part) if one.key == day), None)
    if due is None or due.day is None:
        raise ValidationError(
            {"day": _("Phần việc không có hạn %(day)s nào chưa xong.") % {"day": format_date(day)}}
        )
    if due.day < timezone.localdate():
        raise ValidationError(
            {
                "day": _(
                    "Hạn %(day)s đã qua: chỉ xin gia hạn được đến hết ngày hạn. Báo cáo kết quả; nếu cần "
                    "đổi thời hạn, đề xuất điều chỉnh kế hoạch."
                )
                % {"day": format_date(due.day)}
            }
        )
    if until <= due.day:
        raise ValidationError(
            {"until": _("Ngày xin gia hạn phải sau hạn hiện nay (%(day)s).") % {"day": format_date(due.day)}}
        )


@transaction.atomic
def decide_extension(
    extension: Extension,
    *,
    by: Acting,
    granted: bool,
    until: dt.date | None = None,
    answer: str = "",
    document: str = "",
) -> Extension:
    """Grant the day asked for, or an earlier one (`until`), or refuse with a reason (`answer`).

    A granted day counts from the decision on: earlier days were judged by the day due of their time.
    """
    asked, holders = _lock(extension)
    part = holders[0]
    if not access.may_decide_extension(by, part.task.plan):
        raise PermissionDenied(
            _("Lãnh đạo cơ quan ban hành hoặc cơ quan thường trực mới quyết định gia hạn.")
        )
    check_in_force(part.task.plan)
    if not granted and not answer.strip():
        raise ValidationError({"answer": _("Ghi lý do không đồng ý.")})
    if granted:
        asked.granted_until = until or asked.until
        _check_granted(part, asked)
    asked.state = State.GRANTED if granted else State.REFUSED
    asked.answer, asked.document = answer.strip(), document.strip()
    asked.decided_by, asked.decided_by_name, asked.decided_at = by.user, by.actor.name, timezone.now()
    asked.full_clean(exclude=["assignment", "asked_by", "decided_by"])
    asked.save()
    if granted:
        refresh(holders)
    _record(asked, "grant_extension" if granted else "refuse_extension", by, asked.answer)
    tell_asker(asked)
    return asked


def decide_several(
    rows: Sequence[Extension],
    *,
    by: Acting,
    granted: bool,
    until: dt.date | None = None,
    answer: str = "",
    document: str = "",
) -> Outcome:
    """Give one decision to several requests: each is granted the day that it asks for, or `until` where
    one is given for all; how many, and why the others were not."""
    return each(
        rows,
        lambda asked: decide_extension(
            asked, by=by, granted=granted, until=until, answer=answer, document=document
        ),
        lambda asked: f"{asked.assignment.task.code} ({asked.assignment.body})",
    )


def _check_granted(part: Assignment, asked: Extension) -> None:
    """The day granted is later than the one that holds, and not later than asked for."""
    dues = deadlines([part.task_id], {part.task_id: period_of(part.task.plan)}, now()).of(part)
    due = next((one for one in dues if one.key == asked.day), None)
    holds = due.day if due and due.day else asked.day
    if asked.granted_until and not holds < asked.granted_until <= asked.until:
        raise ValidationError(
            {
                "until": _("Ghi một ngày sau hạn hiện nay (%(day)s) và không sau ngày xin (%(until)s).")
                % {"day": format_date(holds), "until": format_date(asked.until)}
            }
        )


@transaction.atomic
def withdraw_extension(extension: Extension, *, by: Acting) -> Extension:
    """Take back a request on which nobody has decided."""
    asked, holders = _lock(extension)
    if not any(access.may_report(by, one) for one in holders):
        raise PermissionDenied(_("Chỉ cơ quan đã xin gia hạn mới rút đề nghị."))
    asked.state = State.WITHDRAWN
    asked.save(update_fields=["state"])
    _record(asked, "withdraw_extension", by)
    return asked


def _lock(extension: Extension) -> tuple[Extension, list[Assignment]]:
    """The request as it is now, still open, with its part and those it passed on to, held until the
    transaction ends."""
    part = lock_part(extension.assignment)
    asked = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
    if asked.state != State.ASKED:
        words = _("Đề nghị này đã có kết quả: %(state)s. Xem lại trước khi quyết định.")
        raise StaleFormError(words % {"state": asked.get_state_display().lower()}, "moved")
    asked.assignment = part
    return asked, held_as(part)


def _record(asked: Extension, verb: str, by: Acting, reason: str = "") -> None:
    part = asked.assignment
    fields = {"extension": asked.pk, "task": part.task_id}
    record(by.actor, verb, part, fields=fields, reason=reason, body_id=part.body_id)
