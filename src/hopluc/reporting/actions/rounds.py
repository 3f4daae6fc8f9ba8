"""Rounds: open → closed (and open again) → issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import SYSTEM, record
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan, ReportingDuty
from hopluc.reporting import access, rules
from hopluc.reporting.actions.common import lock_collected, notify_body
from hopluc.reporting.gathering import addressed, gather, names_of_day
from hopluc.reporting.models import FigureLine, Line, Round, Submission

# So many bodies are prefilled while the round is opened; beyond that a job does it, in parts of as many.
PREFILL_AT_ONCE = 100


class AlreadyOpenError(ValidationError):
    """The round that was to be opened is there; `round` is it."""

    def __init__(self, found: Round) -> None:
        super().__init__(_("Kỳ báo cáo này đã được mở (“%s”): mở kỳ đó để xem.") % found.title)
        self.round = found


@transaction.atomic
def open_round(
    plan: Plan,
    duty: ReportingDuty | None,
    *,
    by: Acting,
    title: str,
    period_start: dt.date,
    period_end: dt.date,
    cutoff: dt.date,
    due_on: dt.date,
    addressee: str = "",
    bodies: Sequence[Organisation] | None = None,
) -> Round:
    """Ask the bodies of a reporting duty for their reports, each prefilled from the plan.

    `bodies`: whom to ask; by default those that the duty names and every body that leads a task.
    Raises AlreadyOpenError for the same duty and period, or title; ValidationError for
    days that contradict one another, or when there is nobody to ask.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("owner").get(pk=plan.pk)
    if not access.may_open_round(by, plan, duty):
        raise PermissionDenied(
            _("Chỉ cơ quan ban hành, cơ quan thường trực hoặc cơ quan nhận báo cáo mở kỳ.")
        )
    if plan.state != Plan.State.IN_FORCE:
        raise ValidationError(_("Kế hoạch đã kết thúc, không mở thêm kỳ báo cáo."))
    if fault := rules.period_fault((period_start, period_end), cutoff, due_on):
        raise ValidationError(fault)
    _refuse_twice(plan, duty, by, title, (period_start, period_end))
    asked_of = list(addressed(plan, duty, cutoff) if bodies is None else bodies)
    if not asked_of:
        raise ValidationError(_("Chưa có cơ quan nào phải báo cáo: chọn ít nhất một cơ quan."))
    made = Round.objects.create(
        plan=plan,
        duty=duty,
        collector=by.body,
        addressee=addressee or plan.owner.name,
        title=title.strip(),
        period_start=period_start,
        period_end=period_end,
        cutoff=cutoff,
        due_on=due_on,
        opened_by=by.user,
    )
    named = names_of_day(asked_of, min(cutoff, timezone.localdate()))
    Submission.objects.bulk_create(
        [Submission(round=made, body=body, body_name=named[body.pk]) for body in asked_of], batch_size=500
    )
    record(by.actor, "open_round", made, fields={"plan": plan.pk, "bodies": len(asked_of)})
    if len(asked_of) <= PREFILL_AT_ONCE:
        prefill_some(made.pk)
    else:
        transaction.on_commit(lambda: async_task("hopluc.reporting.jobs.prefill_round", made.pk))
    return made


def _refuse_twice(
    plan: Plan, duty: ReportingDuty | None, by: Acting, title: str, period: tuple[dt.date, dt.date]
) -> None:
    """The same duty and period, or the same title, is one round."""
    known = Round.objects.filter(plan=plan, collector=by.body)
    same = known.filter(title=title.strip()).first()
    if duty and not same:
        same = known.filter(duty=duty, period_start=period[0], period_end=period[1]).first()
    if same:
        raise AlreadyOpenError(same)


@transaction.atomic
def prefill_some(round_id: int, limit: int = PREFILL_AT_ONCE) -> int:
    """Prefill the next submissions of a round that never were; how many. Safe to run twice."""
    round_ = Round.objects.select_related("plan", "collector").get(pk=round_id)
    waiting = Submission.objects.select_for_update(of=("self",)).filter(
        round=round_, prefilled_at__isnull=True
    )
    chosen = list(waiting.select_related("body").order_by("pk")[:limit])
    if not chosen:
        return 0
    gathered = gather(round_, [submission.body_id for submission in chosen])
    for submission in chosen:
        own = gathered[submission.body_id]
        for line in own.lines:
            line.submission = submission
        for figure in own.figures:
            figure.submission = submission
    Line.objects.bulk_create([row for one in gathered.values() for row in one.lines], batch_size=500)
    FigureLine.objects.bulk_create([row for one in gathered.values() for row in one.figures], batch_size=500)
    Submission.objects.filter(pk__in=[submission.pk for submission in chosen]).update(
        prefilled_at=timezone.now()
    )
    text = _("Đề nghị gửi báo cáo “%(title)s” trước hết ngày %(day)s.") % {
        "title": round_.title,
        "day": f"{round_.due_on:%d/%m/%Y}",
    }
    for submission in chosen:
        notify_body(submission.body, f"round-{round_id}", text, submission)
    record(SYSTEM, "prefill", round_, fields={"submissions": len(chosen)}, body_id=round_.collector_id)
    return len(chosen)


@transaction.atomic
def close_round(round_: Round, *, by: Acting) -> Round:
    """Take no more reports; who is late stays to be seen."""
    locked = lock_collected(round_, by)
    if locked.state == Round.State.OPEN:
        locked.state = Round.State.CLOSED
        locked.save(update_fields=["state"])
        record(by.actor, "close_round", locked)
    return locked


@transaction.atomic
def reopen_round(round_: Round, *, by: Acting, reason: str) -> Round:
    """Take reports again, for a stated reason; not after the report was issued."""
    locked = lock_collected(round_, by)
    if not reason.strip():
        raise ValidationError(_("Nêu lý do mở lại kỳ báo cáo."))
    if locked.state == Round.State.CLOSED:
        locked.state = Round.State.OPEN
        locked.save(update_fields=["state"])
        record(by.actor, "reopen_round", locked, reason=reason.strip())
    return locked
