"""The marks that a body still has before it, as fields of its report: its word on each is typed, merged and
saved like everything else in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.marking.places import text_at
from hopluc.reporting.models import Submission, SubmissionEvent

ANSWER, REPLY = "mark-answer-", "mark-reply-"
_TOLD_AT_MOST = 5


def sent(submission: Submission) -> list[ReturnMark]:
    """The marks of the last return; none once the report was accepted after it."""
    if submission.first_submitted_on is None:
        return []  # without a question: nothing that was never sent came back
    steps = [SubmissionEvent.Verb.RETURN, SubmissionEvent.Verb.ACCEPT]
    last = submission.events.filter(verb__in=steps).defer("content").order_by("-pk").first()
    if last is None or last.verb == SubmissionEvent.Verb.ACCEPT:
        return []
    return list(last.marks.all())


def texts(marks: Sequence[ReturnMark]) -> dict[str, str]:
    """The fields of the body's word on each mark."""
    return {f"{ANSWER}{one.pk}": one.answer for one in marks} | {
        f"{REPLY}{one.pk}": one.reply for one in marks
    }


def is_field(name: str) -> bool:
    """Whether a field is a word on a mark."""
    return name.startswith((ANSWER, REPLY))


def write(submission: Submission, typed: Mapping[str, str], who: str) -> dict[str, str]:
    """Put the body's words into its marks, inside the caller's transaction; what cannot be read."""
    errors: dict[str, str] = {}
    for one in sent(submission):
        answer = typed.get(f"{ANSWER}{one.pk}", one.answer)
        reply = typed.get(f"{REPLY}{one.pk}", one.reply)
        if (answer, reply) == (one.answer, one.reply):
            continue
        if answer not in ReturnMark.Answer.values:
            errors[f"{ANSWER}{one.pk}"] = _("Chọn một cách trả lời trong danh sách.")
            continue
        one.answer, one.reply = answer, reply
        one.answered_by_name, one.answered_at = who, timezone.now()
        one.save(update_fields=["answer", "reply", "answered_by_name", "answered_at"])
    return errors


def is_open(mark: ReturnMark, now: Mapping[str, str]) -> bool:
    """Whether nothing was done about a mark: no word on it, and its place as it was. A place kept as it is
    takes a word why."""
    if mark.answer == ReturnMark.Answer.KEPT:
        return not mark.reply.strip()
    return not (mark.answer or mark.reply.strip()) and text_at(mark.place, now) == mark.stood


def unanswered(submission: Submission, now: Mapping[str, str]) -> list[str]:
    """What stands against handing in: marks about which nothing was done, each with its place."""
    left = [one for one in sent(submission) if is_open(one, now)]
    found = [_("%(place)s: chưa sửa, chưa trả lời đề nghị sửa.") % {"place": one.words} for one in left]
    more = len(found) - _TOLD_AT_MOST
    rest = [_("Còn %(n)s chỗ khác được đề nghị sửa.") % {"n": more}] if more > 0 else []
    return found[:_TOLD_AT_MOST] + rest
