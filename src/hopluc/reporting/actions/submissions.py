"""A body's report: draft → submitted → accepted, or returned with a reason and handed in again;
withdrawn by its body as long as nobody took it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.reporting import access, rules
from hopluc.reporting.actions.common import lock_collected, notify_body
from hopluc.reporting.content import Handed, to_json
from hopluc.reporting.fields import TEXTS, Saved, fields_of, write
from hopluc.reporting.formbook import answers
from hopluc.reporting.frozen import handed_now
from hopluc.reporting.gathering import difficulties_of, gather
from hopluc.reporting.marking import answers as marks
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.marking.places import text_at
from hopluc.reporting.models import FigureLine, Line, Round, Submission, SubmissionEvent
from hopluc.reporting.standing_in import IN_PLACE_OF, absent_for, signed

State = Submission.State
Verb = SubmissionEvent.Verb


def _locked(submission: Submission) -> Submission:
    """The submission, held until the transaction ends; its round is not: on deadline day
    thousands of bodies hand in to one round at once. The plan and the collector are for few deeds, which
    ask for them: PostgreSQL plans each table that is joined anew for each report."""
    return held(Submission.objects.select_related("body", "round__form"), submission.pk)


def _with_rows(submission: Submission) -> Submission:
    """The same with its lines and figures read once, for all that looks at them."""
    prefetch_related_objects([submission], "lines", "figures")
    return submission


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
    if not wrote_difficulties(submission):
        submission.difficulties = fresh.difficulties
    submission.prefilled_at = timezone.now()
    submission.revision += 1
    submission.save(update_fields=["difficulties", "folded", "prefilled_at", "revision"])


def wrote_difficulties(submission: Submission) -> bool:
    """Whether the body wrote of its difficulties itself: something else stands there than what was taken
    over when the report was last filled."""
    if not submission.difficulties.strip():
        return False
    if not submission.prefilled_at:
        return True
    taken = difficulties_of(submission.round, [submission.body_id], submission.prefilled_at)
    return submission.difficulties != taken.get(submission.body_id, "")


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


@transaction.atomic
def save_draft(
    submission: Submission, *, by: Acting, typed: Mapping[str, str], base: Mapping[str, str]
) -> Saved:
    """Lay a form over the draft, field by field (rules.merge); `fields_of` names the fields.

    `base`: the digests of what the form was filled from. Two people who write in different
    fields both keep their words; where both wrote in one, the later one is asked.
    """
    saved, written = _lay(submission, by, typed, base)
    if written:
        saved.submission.save()
    return saved


@transaction.atomic
def hand_in(
    submission: Submission, *, by: Acting, typed: Mapping[str, str], base: Mapping[str, str]
) -> Saved:
    """Save a draft and hand it in, as `save_draft` and `submit` after it do, but locked, read and stored
    once. Whatever stands against handing in (`Saved.against`), the draft is saved."""
    saved, written = _lay(submission, by, typed, base)
    if not (saved.conflicts or saved.errors):
        try:
            _submit(saved.submission, by)
        except (PermissionDenied, ValidationError) as error:
            saved = replace(saved, against=error)
        else:
            return saved
    if written:
        saved.submission.save()
    return saved


def _lay(
    submission: Submission, by: Acting, typed: Mapping[str, str], base: Mapping[str, str]
) -> tuple[Saved, bool]:
    """The form laid over the draft and its rows, with its deed, and whether anything was written; the draft's
    own row is the caller's to save, counted on, so that a form filled before is merged and overwrites
    nothing."""
    locked = _with_rows(_writable(submission, by))
    merged = rules.merge(fields_of(locked), base, typed)
    absent = absent_for(by)
    who = signed(by, absent)
    errors = write(locked, merged.writes, who)
    written = sorted(merged.writes.keys() - errors.keys())
    if written:
        locked.revision += 1
        locked.saved_at, locked.saved_by_name = timezone.now(), who[:150]
        fields = {"fields": written} | ({IN_PLACE_OF: [one.pk for one in absent]} if absent else {})
        record(by.actor, "save_draft", locked, fields=fields, body_id=locked.body_id)
    saved = Saved(locked, merged.conflicts, errors, {name: merged.writes[name] for name in errors})
    return saved, bool(written)


@transaction.atomic
def submit(submission: Submission, *, by: Acting, revision: int) -> Submission:
    """Hand the report in and freeze what it says.

    `revision`: the one that the person has read; a draft that moved on since must be read again. Handing in
    twice is handing in once.
    """
    locked = _locked(submission)
    _check_may_submit(locked, by)
    if locked.state in {State.SUBMITTED, State.ACCEPTED}:
        return locked
    _check_open(locked.round)
    if revision != locked.revision:
        raise ValidationError(_("Báo cáo vừa được sửa ở nơi khác. Đọc lại rồi gửi."))
    _submit(locked, by)
    return locked


def _check_may_submit(submission: Submission, by: Acting) -> None:
    if not access.may_submit(by, submission):
        raise PermissionDenied(_("Báo cáo do lãnh đạo duyệt của cơ quan gửi; chuyên viên soạn và trình."))


def _submit(locked: Submission, by: Acting) -> None:
    """Hand in a report that is held and can be written; before anything is written it is refused, or not."""
    _check_may_submit(locked, by)
    _with_rows(locked)
    if not _says_something(locked):
        raise ValidationError(
            _("Báo cáo chưa có nội dung: ghi kết quả của ít nhất một nhiệm vụ hoặc phần đánh giá chung.")
        )
    form = answers.form_of(locked)
    if form and (found := answers.unfinished(locked, form)):
        raise ValidationError(found)
    if found := marks.unanswered(locked, fields_of(locked)):
        raise ValidationError(found)
    now = timezone.now()
    locked.state = State.SUBMITTED
    locked.submitted_at, locked.submitted_by_name = now, by.actor.name
    locked.first_submitted_on = locked.first_submitted_on or timezone.localdate(now)
    locked.returned_reason = ""
    _step(locked, Verb.SUBMIT, by, content=handed_now(locked))


def _says_something(submission: Submission) -> bool:
    return (
        any(getattr(submission, name).strip() for name in TEXTS)
        or any(one.narrative for one in submission.lines.all())
        or any(one.value is not None for one in submission.figures.all())
        or submission.answers.exists()
    )


def _step(
    submission: Submission, verb: Verb, by: Acting, *, reason: str = "", content: Handed | None = None
) -> SubmissionEvent:
    """Save the submission's new state with its event and deed."""
    submission.revision += 1
    submission.save()
    event = SubmissionEvent.objects.create(
        submission=submission,
        verb=verb,
        by_name=by.actor.name,
        reason=reason,
        content=to_json(content) if content else None,
    )
    record(by.actor, verb, submission, reason=reason, body_id=submission.body_id)
    return event


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
    """Send a report back to be mended, saying why, with the marks that were put on it; it does not become
    late by it. Where there are marks, they say why."""
    locked = _taken(submission, by)
    pending = list(locked.marks.filter(event=None))
    if not reason.strip() and pending:
        reason = _("Có %(n)s chỗ cần sửa, xem đề nghị tại từng chỗ.") % {"n": len(pending)}
    if not reason.strip():
        raise ValidationError(_("Nêu lý do trả lại để cơ quan báo cáo biết cần sửa gì."))
    if locked.state == State.RETURNED:
        return locked
    if locked.state not in {State.SUBMITTED, State.ACCEPTED}:
        raise ValidationError(_("Báo cáo chưa được gửi nên không trả lại được."))
    locked.state = State.RETURNED
    locked.returned_reason = reason.strip()
    _send_marks(pending, fields_of(locked), _step(locked, Verb.RETURN, by, reason=reason.strip()))
    text = _("Báo cáo “%(title)s” được trả lại: %(reason)s") % {
        "title": locked.round.title,
        "reason": locked.returned_reason,
    }
    notify_body(locked.body, f"returned-{locked.revision}", text[:300], locked)
    return locked


def _send_marks(pending: Iterable[ReturnMark], now: Mapping[str, str], event: SubmissionEvent) -> None:
    """Let the marks go out with the return, each with what stands in its place at that moment."""
    for one in pending:
        one.event, one.stood = event, text_at(one.place, now)
        one.save(update_fields=["event", "stood"])


@transaction.atomic
def reopen(submission: Submission, *, by: Acting, reason: str) -> Submission:
    """Take an acceptance back, saying why: the report lies with the collector as when it was sent, to be
    accepted again or returned."""
    locked = _taken(submission, by)
    if not reason.strip():
        raise ValidationError(_("Nêu lý do mở lại để cơ quan báo cáo biết."))
    if locked.state != State.ACCEPTED:
        raise ValidationError(_("Báo cáo chưa được tiếp nhận nên không cần mở lại."))
    locked.state = State.SUBMITTED
    _step(locked, Verb.REOPEN, by, reason=reason.strip())
    text = _("Báo cáo “%(title)s” đã tiếp nhận được mở lại: %(reason)s") % {
        "title": locked.round.title,
        "reason": reason.strip(),
    }
    notify_body(locked.body, f"returned-reopened-{locked.revision}", text[:300], locked)
    return locked


@transaction.atomic
def accept(submission: Submission, *, by: Acting, drop_marks: bool = False) -> Submission:
    """Take a report as it was handed in. `drop_marks`: marks that were put on it and did not go out are not
    wanted any more; else they stand against it."""
    locked = _taken(submission, by)
    if locked.state == State.ACCEPTED:
        return locked
    if locked.state != State.SUBMITTED:
        raise ValidationError(_("Báo cáo chưa được gửi nên không tiếp nhận được."))
    pending = locked.marks.filter(event=None)
    if not drop_marks and pending.exists():
        raise ValidationError(_("Còn chỗ đánh dấu chưa trả lại. Mở báo cáo để trả lại hoặc bỏ đánh dấu."))
    pending.delete()
    locked.state = State.ACCEPTED
    _step(locked, Verb.ACCEPT, by)
    return locked


def _taken(submission: Submission, by: Acting) -> Submission:
    """The submission for those who collect it, while the round is not issued."""
    locked = _locked(submission)
    lock_collected(locked.round, by)
    return locked
