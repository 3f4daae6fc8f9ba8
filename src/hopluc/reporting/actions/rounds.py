"""Rounds: open → closed (and open again) → issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import SYSTEM, record
from hopluc.archive.folding import refold
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan, ReportingDuty
from hopluc.reporting import access, rules
from hopluc.reporting.actions.common import lock_collected, notify_body
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.gathering import addressed, gather, names_of_day
from hopluc.reporting.models import FigureLine, Line, Round, Submission
from hopluc.reporting.routes.models import RoundPlan

# A plan and the duty of it that a round answers; None for a round without one.
Asks = tuple[Plan, ReportingDuty | None]
# So many bodies are prefilled while the round is opened; beyond that a job does it, in parts of as many.
PREFILL_AT_ONCE = 100
NAMED = 5  # bodies asked already that a message names


class AlreadyOpenError(ValidationError):
    """What was to be asked is asked already; `round`: where. `same`: that is the very round that was to be
    opened, as by a second click."""

    def __init__(self, found: Round, message: str, *, same: bool = False) -> None:
        super().__init__(message)
        self.round, self.same = found, same


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
    form: FormVersion | None = None,
    further: Sequence[Asks] = (),
    over: bool = False,
) -> Round:
    """Ask the bodies of a reporting duty for their reports, each prefilled from the plan.

    `bodies`: whom to ask; by default those that the duty names and every body that leads a task. `form`: a
    version in use; None for the standard report. `further`: other plans, with their duties, that the one
    report answers too; the bodies that they ask are asked as well. `over`: a plan that is over may be asked
    about, as a review of it does.
    Raises AlreadyOpenError for the same title, or where one of the bodies was asked by the same duty for the
    same period; ValidationError for days that contradict one another, or when there is nobody to ask.
    """
    plan = held(Plan.objects.select_related("owner"), plan.pk)
    asks = [(plan, duty), *further]
    if not all(access.may_open_round(by, *one) for one in asks):
        raise PermissionDenied(
            _("Chỉ cơ quan ban hành, cơ quan thường trực hoặc cơ quan nhận báo cáo mở kỳ.")
        )
    made = create_round(
        plan,
        duty,
        by=by,
        title=title,
        days=Days(period_start, period_end, cutoff, due_on),
        addressee=addressee or plan.owner.name,
        bodies=_all_of(
            addressed(plan, duty, cutoff) if bodies is None else bodies,
            *(addressed(*one, cutoff) for one in further),
        ),
        form=form,
        further=further,
        over=over,
    )
    begin(made)
    return made


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a round, each its own."""

    period_start: dt.date
    period_end: dt.date
    cutoff: dt.date
    due_on: dt.date


def create_round(
    plan: Plan,
    duty: ReportingDuty | None,
    *,
    by: Acting,
    title: str,
    days: Days,
    addressee: str,
    bodies: Sequence[Organisation],
    form: FormVersion | None,
    further: Sequence[Asks] = (),
    over: bool = False,
) -> Round:
    """The round with its submissions, inside the transaction of a caller who has checked the right and holds
    the plan; `begin` prefills it. Raises as `open_round`."""
    plans = (plan, *(other for other, _duty in further))
    if not over and any(one.state != Plan.State.IN_FORCE for one in plans):
        raise ValidationError(_("Kế hoạch đã kết thúc, không mở thêm kỳ báo cáo."))
    period = (days.period_start, days.period_end)
    if fault := rules.period_fault(period, days.cutoff, days.due_on):
        raise ValidationError(fault)
    if form and form.state != FormVersion.State.IN_USE:
        raise ValidationError(_("Biểu mẫu còn ở bản soạn: đưa vào dùng rồi mở kỳ."))
    _refuse_twice(plan, duty, by, title, period, bodies)
    for other, its_duty in further:
        _refuse_twice(other, its_duty, by, "", period, bodies)
    if not bodies:
        raise ValidationError(_("Chưa có cơ quan nào phải báo cáo: chọn ít nhất một cơ quan."))
    made = Round.objects.create(
        plan=plan,
        duty=duty,
        form=form,
        collector=by.body,
        addressee=addressee,
        title=title.strip(),
        period_start=days.period_start,
        period_end=days.period_end,
        cutoff=days.cutoff,
        due_on=days.due_on,
        opened_by=by.user,
    )
    RoundPlan.objects.bulk_create(
        RoundPlan(round=made, plan=other, duty=its_duty, order=n)
        for n, (other, its_duty) in enumerate(further, 1)
    )
    named = names_of_day(bodies, min(days.cutoff, timezone.localdate()))
    Submission.objects.bulk_create(
        [Submission(round=made, body=body, body_name=named[body.pk]) for body in bodies], batch_size=500
    )
    record(by.actor, "open_round", made, fields={"plan": plan.pk, "bodies": len(bodies)})
    return made


def _all_of(*several: Iterable[Organisation]) -> list[Organisation]:
    """The bodies of several lists, each once, by name."""
    found = {body.pk: body for bodies in several for body in bodies}
    return sorted(found.values(), key=lambda body: (body.sort_key, body.pk))


def begin(round_: Round) -> None:
    """Prefill the submissions of a round just made: many of them in the background."""
    if round_.submissions.count() <= PREFILL_AT_ONCE:
        prefill_some(round_.pk)
    else:
        transaction.on_commit(lambda: async_task("hopluc.reporting.jobs.prefill_round", round_.pk))


def _refuse_twice(
    plan: Plan,
    duty: ReportingDuty | None,
    by: Acting,
    title: str,
    period: rules.Span,
    bodies: Sequence[Organisation],
) -> None:
    """A title names one round of a plan; a body is asked once by a duty for a period, be it in a round of
    another plan that answers the duty too. Others may be asked in a round of their own."""
    known = Round.objects.filter(collector=by.body)
    asked = {body.pk for body in bodies}
    if title and (found := known.filter(plan=plan, title=title.strip()).first()):
        same = (found.period_start, found.period_end) == period
        same = same and set(found.submissions.values_list("body", flat=True)) == asked
        message = _("Kỳ báo cáo “%s” đã được mở: mở kỳ đó để xem, hoặc đặt tên khác.") % found.title
        raise AlreadyOpenError(found, message, same=same)
    if duty:
        answers = Q(round__duty=duty) | Q(round__further__duty=duty)
        rows = Submission.objects.filter(
            answers,
            round__collector=by.body,
            round__period_start=period[0],
            round__period_end=period[1],
            body__in=asked,
        )
        there = list(rows.select_related("round").order_by("round", "body__sort_key", "pk"))
        if there:
            raise AlreadyOpenError(there[0].round, _asked_already(there))


def _asked_already(there: Sequence[Submission]) -> str:
    names = ", ".join(one.body_name for one in there[:NAMED])
    more = len(there) - NAMED
    if more > 0:
        names = _("%(names)s và %(more)d cơ quan khác") % {"names": names, "more": more}
    return _(
        "Kỳ này đã được mở (“%(title)s”) và đã hỏi %(names)s. Chọn kỳ khác hoặc bỏ chọn các cơ quan đó."
    ) % {"title": there[0].round.title, "names": names}


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
    for submission in chosen:
        submission.prefilled_at = timezone.now()
        submission.difficulties = submission.difficulties or gathered[submission.body_id].difficulties
        refold(submission)
    Submission.objects.bulk_update(chosen, ["prefilled_at", "difficulties", "folded"])
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
