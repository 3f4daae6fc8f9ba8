"""Rounds, submissions and consolidated reports change here, each step with its deed.

A submission's way: draft → submitted → accepted, or returned with a reason and handed in again;
withdrawn by its body as long as nobody took it. A round's: open → closed (and open again) → issued.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import SYSTEM, Actor, keep, notify, record
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.plans.models import Plan, ReportingDuty
from hopluc.reporting import access, rules
from hopluc.reporting.consolidation import consolidate as consolidated
from hopluc.reporting.content import Handed, Report, to_json
from hopluc.reporting.document import official_document
from hopluc.reporting.frozen import asked, handed_in, handed_now
from hopluc.reporting.gathering import addressed, gather, names_of_day
from hopluc.reporting.models import (
    ConsolidatedReport,
    FigureLine,
    Line,
    Round,
    Submission,
    SubmissionEvent,
)
from hopluc.reporting.workbook import workbook
from hopluc.viet.numbers import format_number, parse_number

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many bodies are prefilled while the round is opened; beyond that a job does it, in parts of as many.
PREFILL_AT_ONCE = 100
TEXTS = ("overview", "difficulties", "proposals", "next_period")

State = Submission.State
Verb = SubmissionEvent.Verb


class AlreadyOpenError(ValidationError):
    """The round that was to be opened is there; `round` is it."""

    def __init__(self, found: Round) -> None:
        super().__init__(_("Kỳ báo cáo này đã được mở (“%s”): mở kỳ đó để xem.") % found.title)
        self.round = found


# --- rounds -------------------------------------------------------------------------------------


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
        _tell(submission.body, f"round-{round_id}", text, submission)
    record(SYSTEM, "prefill", round_, fields={"submissions": len(chosen)}, body_id=round_.collector_id)
    return len(chosen)


def _tell(body: Organisation, key: str, text: str, submission: Submission) -> None:
    """A notice to each officer and approver of a body, with the way to the submission."""
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()), organisation=body, role__in=[Role.OFFICER, Role.APPROVER]
    )
    address = reverse("reporting:submission", args=[submission.pk])
    for person in set(rows.values_list("user_id", flat=True)):
        notify(person, f"{key}-{submission.pk}-{person}", text, address, body.pk)


@transaction.atomic
def close_round(round_: Round, *, by: Acting) -> Round:
    """Take no more reports; who is late stays to be seen."""
    locked = _collected(round_, by)
    if locked.state == Round.State.OPEN:
        locked.state = Round.State.CLOSED
        locked.save(update_fields=["state"])
        record(by.actor, "close_round", locked)
    return locked


@transaction.atomic
def reopen_round(round_: Round, *, by: Acting, reason: str) -> Round:
    """Take reports again, for a stated reason; not after the report was issued."""
    locked = _collected(round_, by)
    if not reason.strip():
        raise ValidationError(_("Nêu lý do mở lại kỳ báo cáo."))
    if locked.state == Round.State.CLOSED:
        locked.state = Round.State.OPEN
        locked.save(update_fields=["state"])
        record(by.actor, "reopen_round", locked, reason=reason.strip())
    return locked


def _collected(round_: Round, by: Acting) -> Round:
    """The round, held until the transaction ends, for those who collect it and while it is not issued."""
    locked = (
        Round.objects.select_for_update(of=("self",)).select_related("plan", "collector").get(pk=round_.pk)
    )
    if not access.may_collect(by, locked):
        raise PermissionDenied(_("Chỉ cơ quan tổng hợp của kỳ báo cáo làm việc này."))
    if locked.state == Round.State.ISSUED:
        raise ValidationError(_("Báo cáo tổng hợp đã phát hành, kỳ báo cáo không thay đổi được nữa."))
    return locked


# --- a body's report ----------------------------------------------------------------------------


def _locked(submission: Submission) -> Submission:
    """The submission, held until the transaction ends; its round is not: on deadline day
    thousands of bodies hand in to one round at once."""
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("body", "round__plan__owner", "round__collector").get(pk=submission.pk)


def _writable(submission: Submission, by: Acting) -> Submission:
    """The submission for a person who may write it, while it can be written."""
    locked = _locked(submission)
    if not access.may_fill(by, locked):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo của cơ quan báo cáo được soạn báo cáo này."))
    _check_open(locked.round)
    if locked.state not in {State.DRAFT, State.RETURNED}:
        raise ValidationError(_("Báo cáo đã gửi, không sửa được nữa. Muốn sửa, chọn “Lấy lại để sửa”."))
    return locked


def _check_open(round_: Round) -> None:
    if round_.state != Round.State.OPEN:
        raise ValidationError(_("Kỳ báo cáo đã khóa. Đề nghị %s mở lại kỳ.") % round_.collector.name)


@transaction.atomic
def prefill(submission: Submission, *, by: Acting) -> Submission:
    """Take over what the plan says now: states, statuses and figures, and narratives where the
    body has not written its own; what was typed stays."""
    locked = _writable(submission, by)
    gather_again(locked)
    record(by.actor, "prefill", locked, body_id=locked.body_id)
    return locked


def gather_again(submission: Submission) -> None:
    """Lay what the plan says now over the submission, inside the transaction of the caller, who holds it."""
    fresh = gather(submission.round, [submission.body_id])[submission.body_id]
    _lay_lines(submission, fresh.lines)
    _lay_figures(submission, fresh.figures)
    submission.prefilled_at = timezone.now()
    submission.revision += 1
    submission.save(update_fields=["prefilled_at", "revision"])


def _lay_lines(submission: Submission, fresh: Iterable[Line]) -> None:
    """Lines as the plan has them now; a part that passed on leaves unless something was typed there."""
    known = {line.assignment_id: line for line in submission.lines.all()}
    for line in fresh:
        before = known.pop(line.assignment_id, None)
        line.submission = submission
        if before:
            line.pk, line._state.adding = before.pk, False
            if before.typed:
                line.narrative, line.typed = before.narrative, True
        line.save()
    submission.lines.filter(pk__in=[line.pk for line in known.values() if not line.typed]).delete()


def _lay_figures(submission: Submission, fresh: Iterable[FigureLine]) -> None:
    known = {figure.indicator_id: figure for figure in submission.figures.all()}
    for figure in fresh:
        before = known.get(figure.indicator_id)
        figure.submission = submission
        if before:
            figure.pk, figure._state.adding = before.pk, False
            figure.note = before.note
            if before.typed:
                figure.value, figure.typed = before.value, True
        figure.save()


def _move_on(submission: Submission, actor: Actor) -> None:
    """Count the change, so that a form filled before it is merged and does not overwrite it."""
    submission.revision += 1
    submission.saved_at = timezone.now()
    submission.saved_by_name = actor.name
    submission.save()


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it stands after saving.

    conflicts: fields that somebody else changed meanwhile (what stands, what was typed);
    errors: fields whose text is no figure, with what to do; refused: what was typed there. None of
    these was written.
    """

    submission: Submission
    conflicts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save_draft(
    submission: Submission, *, by: Acting, typed: Mapping[str, str], base: Mapping[str, str]
) -> Saved:
    """Lay a form over the draft, field by field (rules.merge); `fields_of` names the fields.

    `base`: the digests of what the form was filled from. Two people who write in different
    fields both keep their words; where both wrote in one, the later one is asked.
    """
    locked = _writable(submission, by)
    merged = rules.merge(fields_of(locked), base, typed)
    errors = _write(locked, merged.writes)
    written = sorted(merged.writes.keys() - errors.keys())
    if written:
        _move_on(locked, by.actor)
        record(by.actor, "save_draft", locked, fields={"fields": written}, body_id=locked.body_id)
    return Saved(locked, merged.conflicts, errors, {name: merged.writes[name] for name in errors})


def fields_of(submission: Submission) -> dict[str, str]:
    """What can be typed in a submission, by the name of its field in the form."""
    texts = {name: str(getattr(submission, name)) for name in TEXTS}
    lines = {f"line-{line.pk}": line.narrative for line in submission.lines.all()}
    figures: dict[str, str] = {}
    for one in submission.figures.all():
        figures[f"figure-{one.pk}"] = "" if one.value is None else format_number(one.value)
        figures[f"note-{one.pk}"] = one.note
    return texts | lines | figures


def _write(submission: Submission, writes: Mapping[str, str]) -> dict[str, str]:
    """Put typed texts into their rows; the fields whose text is no figure, with what to do."""
    lines = {f"line-{line.pk}": line for line in submission.lines.all()}
    figures = {f"figure-{one.pk}": one for one in submission.figures.all()}
    notes = {f"note-{one.pk}": one for one in submission.figures.all()}
    errors: dict[str, str] = {}
    for name, text in writes.items():
        if name in TEXTS:
            setattr(submission, name, text)
        elif name in lines:
            line = lines[name]
            line.narrative, line.typed = text, text != line.gathered
            line.save(update_fields=["narrative", "typed"])
        elif name in notes:
            FigureLine.objects.filter(pk=notes[name].pk).update(note=text)
        else:
            error = _write_figure(figures[name], text)
            if error:
                errors[name] = error
    return errors


def _write_figure(figure: FigureLine, text: str) -> str:
    """Write a figure; what is wrong with it, or nothing."""
    value = parse_number(text) if text else None
    if text and (value is None or abs(value) >= Decimal(10) ** 16):
        return _("“%(text)s” không phải là số. Viết như 1.234,5; để trống nếu không có số liệu.") % {
            "text": text
        }
    FigureLine.objects.filter(pk=figure.pk).update(value=value, typed=value != figure.known)
    return ""


@transaction.atomic
def submit(submission: Submission, *, by: Acting, revision: int) -> Submission:
    """Hand the report in and freeze what it says.

    `revision`: the one that the person has read; a draft that moved on since must be read again. Handing in
    twice is handing in once.
    """
    locked = _locked(submission)
    if not access.may_submit(by, locked):
        raise PermissionDenied(_("Báo cáo do lãnh đạo duyệt của cơ quan gửi; chuyên viên soạn và trình."))
    if locked.state in {State.SUBMITTED, State.ACCEPTED}:
        return locked
    _check_open(locked.round)
    if revision != locked.revision:
        raise ValidationError(_("Báo cáo vừa được sửa ở nơi khác. Đọc lại rồi gửi."))
    if not _says_something(locked):
        raise ValidationError(
            _("Báo cáo chưa có nội dung: ghi kết quả của ít nhất một nhiệm vụ hoặc phần đánh giá chung.")
        )
    now = timezone.now()
    locked.state = State.SUBMITTED
    locked.submitted_at, locked.submitted_by_name = now, by.actor.name
    locked.first_submitted_on = locked.first_submitted_on or timezone.localdate(now)
    locked.returned_reason = ""
    _step(locked, Verb.SUBMIT, by, content=handed_now(locked))
    return locked


def _says_something(submission: Submission) -> bool:
    return (
        any(getattr(submission, name).strip() for name in TEXTS)
        or submission.lines.exclude(narrative="").exists()
        or submission.figures.filter(value__isnull=False).exists()
    )


def _step(
    submission: Submission, verb: Verb, by: Acting, *, reason: str = "", content: Handed | None = None
) -> None:
    """Save the submission's new state with its event and deed."""
    submission.revision += 1
    submission.save()
    SubmissionEvent.objects.create(
        submission=submission,
        verb=verb,
        by_name=by.actor.name,
        reason=reason,
        content=to_json(content) if content else None,
    )
    record(by.actor, verb, submission, reason=reason, body_id=submission.body_id)


@transaction.atomic
def withdraw(submission: Submission, *, by: Acting) -> Submission:
    """Take a report back for changes, as long as the collector has not accepted it."""
    locked = _locked(submission)
    if not access.may_submit(by, locked):
        raise PermissionDenied(_("Chỉ người được gửi báo cáo mới được lấy lại."))
    _check_open(locked.round)
    if locked.state == State.ACCEPTED:
        raise ValidationError(
            _("Báo cáo đã được tiếp nhận. Đề nghị %s trả lại để sửa.") % locked.round.collector.name
        )
    if locked.state == State.SUBMITTED:
        locked.state = State.DRAFT
        _step(locked, Verb.WITHDRAW, by)
    return locked


@transaction.atomic
def return_submission(submission: Submission, *, by: Acting, reason: str) -> Submission:
    """Send a report back to be mended, saying why; it does not become late by it."""
    locked = _taken(submission, by)
    if not reason.strip():
        raise ValidationError(_("Nêu lý do trả lại để cơ quan báo cáo biết cần sửa gì."))
    if locked.state == State.RETURNED:
        return locked
    if locked.state not in {State.SUBMITTED, State.ACCEPTED}:
        raise ValidationError(_("Báo cáo chưa được gửi nên không trả lại được."))
    locked.state = State.RETURNED
    locked.returned_reason = reason.strip()
    _step(locked, Verb.RETURN, by, reason=reason.strip())
    text = _("Báo cáo “%(title)s” được trả lại: %(reason)s") % {
        "title": locked.round.title,
        "reason": locked.returned_reason,
    }
    _tell(locked.body, f"returned-{locked.revision}", text[:300], locked)
    return locked


@transaction.atomic
def accept(submission: Submission, *, by: Acting) -> Submission:
    """Take a report as it was handed in."""
    locked = _taken(submission, by)
    if locked.state == State.ACCEPTED:
        return locked
    if locked.state != State.SUBMITTED:
        raise ValidationError(_("Báo cáo chưa được gửi nên không tiếp nhận được."))
    locked.state = State.ACCEPTED
    _step(locked, Verb.ACCEPT, by)
    return locked


def _taken(submission: Submission, by: Acting) -> Submission:
    """The submission for those who collect it, while the round is not issued."""
    locked = _locked(submission)
    _collected(locked.round, by)
    return locked


# --- the consolidated report ----------------------------------------------------------------------


@transaction.atomic
def ask_consolidation(round_: Round, *, by: Acting) -> ConsolidatedReport:
    """Have the round's report made in the background, as its next edition; asking again while one
    is being made gives that one, and its job runs once more in case the first died."""
    locked = _collected(round_, by)
    if not Submission.objects.handed_in().filter(round=locked).exists():
        raise ValidationError(_("Chưa có cơ quan nào gửi báo cáo nên chưa lập được báo cáo tổng hợp."))
    report = locked.reports.filter(state=ConsolidatedReport.State.WAITING).first()
    if not report:
        last = locked.reports.aggregate(last=Max("edition"))["last"] or 0
        report = ConsolidatedReport.objects.create(round=locked, edition=last + 1, made_by=by.user)
        record(by.actor, "ask_consolidation", report)
    made = report.pk
    transaction.on_commit(lambda: async_task("hopluc.reporting.jobs.consolidate", made))
    return report


def consolidate(report_id: int) -> ConsolidatedReport:
    """Make the report and its files; safe to run twice, at once or after a kill.

    Everything is read and written outside a transaction; only the last step, which hangs the
    files on the row, is one, and does nothing where another run has been there before.
    """
    report = ConsolidatedReport.objects.select_related(
        "round__plan__owner", "round__collector__parent", "made_by"
    ).get(pk=report_id)
    if report.state != ConsolidatedReport.State.WAITING:
        return report
    handed, sources = handed_in(report.round)
    content = consolidated(asked(report.round, timezone.localdate()), handed, sources)
    docx = keep([write_docx(official_document(content))], DOCX)
    xlsx = keep([write_xlsx(workbook(content, handed))], XLSX)
    return _made(report, content, docx, xlsx)


@transaction.atomic
def _made(report: ConsolidatedReport, content: Report, docx: File, xlsx: File) -> ConsolidatedReport:
    locked = ConsolidatedReport.objects.select_for_update().get(pk=report.pk)
    if locked.state != ConsolidatedReport.State.WAITING:
        return locked
    locked.content, locked.docx, locked.xlsx = to_json(content), docx, xlsx
    locked.state, locked.made_at = ConsolidatedReport.State.DRAFT, timezone.now()
    locked.message = ""
    locked.save()
    actor = Actor(
        report.made_by.pk, report.made_by.full_name, report.round.collector_id, report.round.collector.name
    )
    record(actor, "consolidate", locked, fields={"submissions": content.handed_in})
    return locked


@transaction.atomic
def consolidation_failed(report_id: int, message: str) -> None:
    """Say that the report could not be made, so that nobody waits for it."""
    locked = ConsolidatedReport.objects.select_for_update().get(pk=report_id)
    if locked.state == ConsolidatedReport.State.WAITING:
        locked.state, locked.message = ConsolidatedReport.State.FAILED, message
        locked.save()
        record(SYSTEM, "consolidation_failed", locked)


@transaction.atomic
def issue(
    report: ConsolidatedReport,
    *,
    by: Acting,
    number: str,
    issued_on: dt.date,
    signed_file: File | None = None,
    signed_name: str = "",
) -> ConsolidatedReport:
    """Take back number and date from the document system; the report and its round never change again."""
    round_ = (
        Round.objects.select_for_update(of=("self",))
        .select_related("plan", "collector")
        .get(pk=report.round_id)
    )
    locked = ConsolidatedReport.objects.select_for_update().get(pk=report.pk)
    if not access.may_collect(by, round_):
        raise PermissionDenied(_("Chỉ cơ quan tổng hợp của kỳ báo cáo làm việc này."))
    if locked.state == ConsolidatedReport.State.ISSUED and locked.number == number.strip():
        return locked
    if round_.state == Round.State.ISSUED:
        raise ValidationError(_("Kỳ này đã có báo cáo phát hành."))
    if locked.state != ConsolidatedReport.State.DRAFT:
        raise ValidationError(_("Bản này chưa lập xong nên chưa phát hành được."))
    if not number.strip():
        raise ValidationError(_("Nhập số, ký hiệu do hệ thống quản lý văn bản cấp."))
    if not round_.period_start <= issued_on <= timezone.localdate():
        raise ValidationError(_("Ngày ký phải sau ngày đầu kỳ báo cáo và không sau hôm nay."))
    locked.state = ConsolidatedReport.State.ISSUED
    locked.number, locked.issued_on = number.strip(), issued_on
    locked.signed_file, locked.signed_name = signed_file, signed_name
    locked.save()
    round_.state = Round.State.ISSUED
    round_.save(update_fields=["state"])
    record(by.actor, "issue", locked, fields={"number": locked.number, "on": issued_on.isoformat()})
    return locked
