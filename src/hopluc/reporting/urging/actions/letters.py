"""Urging letters: asked for, written by a job in parts, left out, sent, answered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import SYSTEM, keep, record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.office.libreoffice import convert
from hopluc.office.official import write_docx
from hopluc.organizations.acting import Acting
from hopluc.organizations.queries import names_on
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Assignment, Plan
from hopluc.reporting.access import may_collect
from hopluc.reporting.content import from_json, to_json
from hopluc.reporting.models import Round
from hopluc.reporting.urging import access, gathering
from hopluc.reporting.urging.content import LetterContent
from hopluc.reporting.urging.document import letter_document
from hopluc.reporting.urging.models import AnswerFile, Letter, LetterBatch, LetterPart
from hopluc.reporting.urging.notices import tell_answered, tell_urged
from hopluc.viet.dates import format_date

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
WRITE_JOB = "hopluc.reporting.urging.jobs.write_letters"
AT_ONCE = 50  # letters whose rows are read together
LATEST = 30  # days from today as of which days late may be counted
State = Letter.State


# --- a batch --------------------------------------------------------------------------------------


@transaction.atomic
def ask_letters(
    plan: Plan | None,
    *,
    by: Acting,
    on: dt.date,
    least_days: int = 1,
    answer_by: dt.date | None = None,
    words: str = "",
    only: Sequence[int] = (),
) -> LetterBatch:
    """Have a letter written to each body, the acting one excepted, with parts late by `least_days` or
    more on a day.

    `plan`: None for all plans that the acting body issued or follows. `only`: the ids of parts that the
    letters are to name, those of them that are late when they are written; none for all. The letters are
    there at once, empty; a job writes them. Raises ValidationError for a day that is past (what was late
    then may be done by now), and where nobody is late.
    """
    plans = gathering.plans_urged(by.body, plan)
    if not all(access.may_urge(by, one) for one in plans) or (plan and not access.may_urge(by, plan)):
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực của kế hoạch đôn đốc."))
    _check_day(on)
    late = gathering.late_parts(plans, on, least_days)
    if only:
        late = late.filter(pk__in=only)
    named: dict[int, list[int]] = defaultdict(list)
    for part, body in late.exclude(body=by.body).order_by("pk").values_list("pk", "body_id"):
        named[body].append(part)
    bodies = sorted(named)
    if not bodies:
        raise ValidationError(
            _("Đến ngày %(day)s không có phần việc nào quá hạn từ %(n)s ngày trở lên: không lập công văn.")
            % {"n": least_days, "day": format_date(on)}
        )
    batch = LetterBatch(plan=plan, on=on, least_days=least_days, answer_by=answer_by, words=words.strip())
    return _begin(batch, bodies, by, named if only else None)


@transaction.atomic
def ask_report_letters(
    round_: Round, *, by: Acting, on: dt.date, answer_by: dt.date | None = None, words: str = ""
) -> LetterBatch:
    """Have a letter written to each body that owes its report in an open round on a day (today or later).

    Raises ValidationError where all have handed in.
    """
    if not may_collect(by, round_):
        raise PermissionDenied(_("Chỉ cơ quan tổng hợp của kỳ báo cáo đôn đốc."))
    if round_.state != Round.State.OPEN:
        raise ValidationError(_("Kỳ báo cáo đã khóa: mở lại kỳ rồi đôn đốc."))
    _check_day(on)
    bodies = sorted(set(gathering.owed_reports(round_).values_list("body_id", flat=True)) - {by.body.pk})
    if not bodies:
        raise ValidationError(_("Mọi cơ quan đã gửi báo cáo: không lập công văn."))
    return _begin(LetterBatch(round=round_, on=on, answer_by=answer_by, words=words.strip()), bodies, by)


def _check_day(on: dt.date) -> None:
    today = timezone.localdate()
    if not today <= on <= today + dt.timedelta(days=LATEST):
        limit = {"today": format_date(today), "last": format_date(today + dt.timedelta(days=LATEST))}
        raise ValidationError({"on": _("Chọn ngày từ %(today)s đến %(last)s.") % limit})


def _begin(
    batch: LetterBatch, bodies: Sequence[int], by: Acting, only: Mapping[int, Sequence[int]] | None = None
) -> LetterBatch:
    """Write the batch with its empty letters, and have the job begin. `only`: by body the parts to name."""
    batch.sender, batch.made_by, batch.made_by_name = by.body, by.user, by.actor.name
    batch.full_clean(exclude=["sender", "plan", "round", "made_by"])
    batch.save()
    named = names_on(bodies, batch.on)
    Letter.objects.bulk_create(
        [
            Letter(
                batch=batch,
                body_id=pk,
                body_name=named[pk].name if pk in named else "",
                content={"only": only[pk]} if only else None,
            )
            for pk in bodies
        ],
        batch_size=500,
    )
    fields = {"plan": batch.plan_id, "round": batch.round_id, "bodies": len(bodies)}
    record(by.actor, "ask_letters", batch, fields=fields)
    transaction.on_commit(lambda: async_task(WRITE_JOB, batch.pk))
    return batch


def write_some(batch_id: int, limit: int = AT_ONCE) -> int:
    """Write the next letters of a batch that were not yet; how many. Safe to run twice, or at once.

    What they say is read together, each file is made and kept outside any transaction; then each letter
    takes its content, its parts and its file in one, unless another run was there before.
    """
    rows = LetterBatch.objects.select_related("sender__parent", "plan", "round__plan__owner")
    batch = rows.get(pk=batch_id)
    waiting = list(batch.letters.filter(state=State.WAITING).select_related("body").order_by("pk")[:limit])
    for found in gathering.written(batch, waiting):
        if found.content is None:
            _nothing_left(found.letter.pk)
            continue
        docx = keep([write_docx(letter_document(found.content))], DOCX)
        _written(found.letter.pk, found.content, found.parts, docx)
    return len(waiting)


@transaction.atomic
def _written(letter_id: int, content: LetterContent, parts: Sequence[Assignment], docx: File) -> None:
    """Hang what was written on the letter; nothing where it was written already."""
    letter = Letter.objects.select_for_update().filter(pk=letter_id, state=State.WAITING).first()
    if not letter:
        return
    letter.content, letter.docx, letter.state = to_json(content), docx, State.DRAFT
    letter.body_name = content.body
    letter.revision += 1
    letter.save()
    LetterPart.objects.bulk_create(
        [
            LetterPart(
                letter=letter,
                assignment=part,
                task_id=part.task_id,
                due_on=part.due_on,
                days_late=(content.on - part.due_on).days,
            )
            for part in parts
            if part.due_on
        ],
        batch_size=500,
    )
    record(SYSTEM, "write_letter", letter, fields={"parts": len(parts)}, body_id=letter.body_id)


@transaction.atomic
def _nothing_left(letter_id: int) -> None:
    """A body that has finished everything since the batch was asked for gets no letter."""
    Letter.objects.filter(pk=letter_id, state=State.WAITING).delete()


def print_some(batch_id: int, limit: int) -> int:
    """Make the PDF of the next letters of a batch that have none yet; how many. Safe to run twice.

    Raises hopluc.office.libreoffice.ConversionError.
    """
    rows = Letter.objects.filter(batch=batch_id, pdf=None, docx__isnull=False).exclude(state=State.LEFT_OUT)
    chosen = list(rows.order_by("pk")[:limit])
    for letter in chosen:
        content = from_json(LetterContent, letter.content or {})
        made = convert(write_docx(letter_document(content)), "docx", "pdf")
        kept = keep([made], PDF)
        Letter.objects.filter(pk=letter.pk, pdf=None).update(pdf=kept)
    return len(chosen)


@transaction.atomic
def batch_failed(batch_id: int, message: str) -> None:
    """Say why the job ended early, so that nobody waits for it; "" once it goes on."""
    batch = LetterBatch.objects.select_for_update().get(pk=batch_id)
    if batch.message != message:
        batch.message = message
        batch.save(update_fields=["message"])
        if message:
            record(SYSTEM, "letters_failed", batch, body_id=batch.sender_id)


@transaction.atomic
def write_again(batch: LetterBatch, *, by: Acting) -> None:
    """Run the job of a batch again; what was written stays."""
    batch = held(LetterBatch.objects.select_related("sender__parent"), batch.pk)
    if not access.may_keep_batch(by, batch):
        raise PermissionDenied(_("Chỉ cơ quan lập công văn làm việc này."))
    batch.message = ""
    batch.save(update_fields=["message"])
    record(by.actor, "write_letters_again", batch)
    transaction.on_commit(lambda: async_task(WRITE_JOB, batch.pk))


# --- one letter -----------------------------------------------------------------------------------


def _locked(letter: Letter, seen: int | None) -> Letter:
    """The letter as it is now, held until the transaction ends."""
    rows = Letter.objects.select_related("batch__sender__parent", "body__parent")
    now = held(rows, letter.pk)
    if seen is not None and seen != now.revision:
        raise StaleFormError(_("Công văn đã được người khác thay đổi. Xem lại rồi làm tiếp."), "moved")
    return now


def _kept(letter: Letter, by: Acting, seen: int | None) -> Letter:
    now = _locked(letter, seen)
    if not access.may_keep_batch(by, now.batch):
        raise PermissionDenied(_("Chỉ cơ quan lập công văn làm việc này."))
    return now


def _step(letter: Letter, by: Acting, verb: str, *fields: str, reason: str = "") -> Letter:
    letter.revision += 1
    letter.save(update_fields=["state", "revision", *fields])
    record(by.actor, verb, letter, reason=reason, body_id=letter.body_id)
    return letter


@transaction.atomic
def leave_out(letter: Letter, *, by: Acting, reason: str = "", seen: int | None = None) -> Letter:
    """Do not send this letter of the batch."""
    now = _kept(letter, by, seen)
    if now.state == State.LEFT_OUT:
        return now
    if now.state != State.DRAFT:
        raise ValidationError(_("Chỉ bỏ được công văn dự thảo; công văn này đã gửi hoặc đang soạn."))
    now.state, now.left_out_reason = State.LEFT_OUT, reason.strip()
    return _step(now, by, "leave_letter_out", "left_out_reason", reason=reason.strip())


@transaction.atomic
def take_in(letter: Letter, *, by: Acting, seen: int | None = None) -> Letter:
    """Send a letter after all that was left out."""
    now = _kept(letter, by, seen)
    if now.state == State.DRAFT:
        return now
    if now.state != State.LEFT_OUT:
        raise ValidationError(_("Công văn này không nằm trong số không gửi."))
    now.state, now.left_out_reason = State.DRAFT, ""
    return _step(now, by, "take_letter_in", "left_out_reason")


@transaction.atomic
def mark_sent(
    letter: Letter, *, by: Acting, number: str, sent_on: dt.date, seen: int | None = None
) -> Letter:
    """Take number and day of a signed letter back from the document system; the body is told. They can be
    put right until it answers."""
    now = _kept(letter, by, seen)
    if (now.number, now.sent_on) == (number.strip(), sent_on) and now.state in Letter.GONE:
        return now
    if now.state not in {State.DRAFT, State.SENT}:
        raise ValidationError(_("Công văn này không ở trạng thái chờ gửi, không ghi số được."))
    if not number.strip():
        raise ValidationError({"number": _("Ghi số, ký hiệu do hệ thống quản lý văn bản cấp.")})
    asked = timezone.localdate(now.batch.asked_at)
    if not asked <= sent_on <= timezone.localdate():
        raise ValidationError(
            {"sent_on": _("Ngày gửi phải từ ngày lập (%s) đến hôm nay.") % format_date(asked)}
        )
    first = now.state == State.DRAFT
    now.state, now.number, now.sent_on = State.SENT, number.strip(), sent_on
    _step(now, by, "send_letter", "number", "sent_on")
    if first:
        tell_urged(now, by.user.pk)
    return now


@transaction.atomic
def mark_several_sent(
    batch: LetterBatch, numbers: Mapping[int, str], *, by: Acting, sent_on: dt.date
) -> list[Letter]:
    """Number and day of several letters at once, all or none; `numbers`: the letter's id → its number."""
    if not numbers:
        raise ValidationError(_("Ghi số của ít nhất một công văn."))
    letters = list(batch.letters.filter(pk__in=numbers).order_by("pk"))
    done = []
    for letter in letters:
        try:
            done.append(mark_sent(letter, by=by, number=numbers[letter.pk], sent_on=sent_on))
        except ValidationError as error:
            raise ValidationError([f"{letter.body_name}: {text}" for text in error.messages]) from error
    return done


@transaction.atomic
def answer(
    letter: Letter,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    number: str = "",
    files: Sequence[tuple[File, str]] = (),
    seen: int | None = None,
) -> Letter:
    """Answer a letter: the body itself, or the sender for an answer that came on paper."""
    now = _locked(letter, seen)
    if now.state == State.ANSWERED:
        raise ValidationError(_("Công văn này đã được trả lời; xem nội dung trả lời trên trang công văn."))
    if now.state != State.SENT:
        raise ValidationError(_("Công văn chưa gửi nên chưa trả lời được."))
    if not access.may_answer(by, now):
        raise PermissionDenied(_("Chỉ cơ quan được đôn đốc trả lời công văn này."))
    if not text.strip() and not files:
        raise ValidationError({"text": _("Ghi nội dung trả lời hoặc đính kèm văn bản trả lời.")})
    if now.sent_on and not now.sent_on <= on <= timezone.localdate():
        raise ValidationError(
            {"on": _("Ngày trả lời phải từ ngày gửi công văn (%s) đến hôm nay.") % format_date(now.sent_on)}
        )
    now.state, now.answered_on, now.answer = State.ANSWERED, on, text.strip()
    now.answer_number, now.answered_by_name = number.strip(), by.actor.name
    _step(now, by, "answer_letter", "answered_on", "answer", "answer_number", "answered_by_name")
    for file, name in files:
        AnswerFile.objects.create(letter=now, file=file, name=name[:255])
    tell_answered(now, by.user.pk)
    return now
