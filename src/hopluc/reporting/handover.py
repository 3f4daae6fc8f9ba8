"""What a body holds here: rounds that it collects, reports not handed in, forms, urging letters."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of
from hopluc.plans.models import Assignment
from hopluc.reporting.actions import TEXTS, gather_again
from hopluc.reporting.editions import handover as editions
from hopluc.reporting.formbook import merging
from hopluc.reporting.formbook.models import Form
from hopluc.reporting.models import Line, Round, Submission
from hopluc.reporting.reviews import handover as reviews
from hopluc.reporting.routes import handover as routes
from hopluc.reporting.routes.models import Answering
from hopluc.reporting.urging import handover as urging

COVERS = {
    "reporting.Round.collector": "rounds that are not issued pass on",
    "reporting.Submission.body": "reports not handed in pass on; those handed in keep the name of the day",
    "reporting.Form.owner": "forms pass on with their versions",
    **routes.COVERS,
    **urging.COVERS,
    **reviews.COVERS,
    **editions.COVERS,
}
# Rows that have no body of their own, by the row that has one.
WRITES = (
    "reporting.Line.submission",
    "reporting.FigureLine.submission",
    "reporting.Answer.submission",
    "reporting.ReturnMark.submission",
    "reporting.Answering.submission",
)
_UNSENT = (Submission.State.DRAFT, Submission.State.RETURNED)


def _rounds(body: Organisation) -> list[Round]:
    rows = Round.objects.filter(collector=body).exclude(state=Round.State.ISSUED)
    return list(rows.select_related("plan").order_by("pk"))


def _unsent(body: Organisation) -> list[Submission]:
    rows = Submission.objects.filter(body=body, state__in=_UNSENT, round__state=Round.State.OPEN)
    return list(rows.select_related("round__plan").order_by("pk"))


def _forms(body: Organisation) -> list[Form]:
    return list(Form.objects.filter(owner=body).order_by("name", "pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Rounds, reports on the way, reports handed in."""
    rounds, unsent, forms = _rounds(body), _unsent(body), _forms(body)
    sent = Submission.objects.filter(body=body).exclude(state__in=_UNSENT)
    return [
        Held(
            _("Kỳ báo cáo đang tổng hợp"),
            len(rounds),
            _("cơ quan kế thừa tổng hợp tiếp"),
            tuple(one.title for one in rounds),
        ),
        Held(
            _("Báo cáo chưa gửi"),
            len(unsent),
            _("cơ quan kế thừa gửi; nếu đã có báo cáo của mình thì nhập vào đó"),
            tuple(one.round.title for one in unsent),
        ),
        Held(
            _("Biểu mẫu báo cáo"),
            len(forms),
            _("cơ quan kế thừa dùng tiếp"),
            tuple(one.name for one in forms),
        ),
        Held(_("Báo cáo đã gửi"), sent.count(), _("giữ tên của ngày gửi"), passes=False),
        *routes.held_by(body, on),
        *urging.held_by(body, on),
        *reviews.held_by(body, on),
        *editions.held_by(body, on),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Rounds that it collects, reports not handed in (each of several successors may get one)."""
    return [
        *(Item(key_of(one), _("Kỳ báo cáo đang tổng hợp"), one.title) for one in _rounds(body)),
        *(Item(key_of(one), _("Báo cáo chưa gửi"), one.round.title, shared=True) for one in _unsent(body)),
        *(Item(key_of(one), _("Biểu mẫu báo cáo"), one.name) for one in _forms(body)),
        *routes.items(body, on),
        *urging.items(body, on),
        *reviews.items(body, on),
        *editions.items(body, on),
    ]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Rounds and unsent reports go to the successor; run after the parts of the plans passed on."""
    for round_ in filter(share.has, _rounds(body)):
        if Round.objects.filter(plan=round_.plan, collector=successor, title=round_.title).exists():
            round_.title = _("%(title)s (%(body)s)") % {"title": round_.title[:200], "body": body.name[:90]}
        round_.collector = successor
        round_.save(update_fields=["collector", "title", "folded"])
        record(by, "pass_on", round_, body_id=successor.pk, first_day=on)
    for submission in filter(share.has, _unsent(body)):
        _pass_submission(submission, successor, on, by, goes_on=share.goes_on(submission))
    for form in filter(share.has, _forms(body)):
        if Form.objects.filter(owner=successor, name=form.name).exists():
            form.name = _("%(name)s (%(body)s)") % {"name": form.name[:100], "body": body.name[:90]}
        form.owner = successor
        form.save(update_fields=["owner", "name"])
        record(by, "pass_on", form, body_id=successor.pk, first_day=on)
    routes.pass_on(body, successor, on=on, by=by, share=share)
    urging.pass_on(body, successor, on=on, by=by, share=share)
    reviews.pass_on(body, successor, on=on, by=by, share=share)
    editions.pass_on(body, successor, on=on, by=by, share=share)


def _pass_submission(
    submission: Submission, successor: Organisation, on: dt.date, by: Actor, *, goes_on: bool
) -> None:
    """The successor's own report takes in what was written; where it has none, this becomes its report.

    A report of its own that it has handed in already is not touched: the unsent one stays under the
    old name. Where it goes on to another successor this one gets what was written as a report of its own.
    """
    rows = Submission.objects.select_for_update(of=("self",)).select_related("round__plan")
    submission = rows.get(pk=submission.pk)  # with what was typed until this moment
    own = rows.filter(round=submission.round, body=successor).first()
    if submission.state not in _UNSENT:
        return
    if own and own.state not in _UNSENT:
        return
    if own is None and goes_on:
        own = _written_anew(submission, successor)
    elif own is None:
        submission.body, submission.body_name = successor, successor.name
        submission.save(update_fields=["body", "body_name"])
        own = submission
    else:
        _take_words(own, submission)
        if not goes_on:
            _take_rows(own, submission)
    if goes_on:
        _copy_lines(own, submission)
    _follow_parts(own)
    _leave_others(own)
    gather_again(own)
    record(by, "pass_on", own, fields={"from": submission.pk}, body_id=successor.pk, first_day=on)


def _written_anew(other: Submission, successor: Organisation) -> Submission:
    """A report of the successor with the words and answers of one that goes on to another."""
    texts = {name: getattr(other, name) for name in TEXTS}
    own = Submission.objects.create(
        round=other.round, body=successor, body_name=successor.name, prefilled_at=other.prefilled_at, **texts
    )
    for answer in other.answers.all():
        answer.pk, answer._state.adding, answer.submission = None, True, own
        answer.save()
    return own


def _take_words(own: Submission, other: Submission) -> None:
    """Words and answers of the other report into the successor's own."""
    for name in TEXTS:
        words = getattr(other, name).strip()
        if words:
            before = getattr(own, name).strip()
            told = f"{other.body_name}: {words}"
            setattr(own, name, f"{before}\n{told}" if before else told)
    merging.take_in(own, other)
    own.revision += 1
    own.save(update_fields=[*TEXTS, "folded", "revision"])


def _take_rows(own: Submission, other: Submission) -> None:
    """Lines of the other report, and its asking of units, into the successor's own.

    The shell goes, unless it was handed in once and came back, or both had asked their units: then it stays.
    """
    if not Answering.objects.filter(submission=own).exists():
        Answering.objects.filter(submission=other).update(submission=own)
    if other.events.exists() or Answering.objects.filter(submission=other).exists():
        return
    taken = set(own.lines.values_list("assignment_id", flat=True))
    other.lines.exclude(assignment_id__in=taken).update(submission=own)
    other.delete()


def _copy_lines(own: Submission, other: Submission) -> None:
    """What was written of the parts that the successor took over stands in its report too."""
    lines = {line.assignment_id: line for line in other.lines.all()}
    there = set(own.lines.values_list("assignment_id", flat=True))
    for passed in Assignment.objects.filter(passed_from__in=list(lines), body=own.body).order_by("pk"):
        if passed.pk not in there:
            line = lines[passed.passed_from_id or 0]
            line.pk, line._state.adding = None, True
            line.submission, line.assignment_id = own, passed.pk
            line.save()


def _leave_others(own: Submission) -> None:
    """Lines of parts that passed to others go where the report of another has them."""
    before = dict(own.lines.values_list("assignment_id", "pk"))
    elsewhere = Line.objects.filter(submission__round=own.round).exclude(submission=own)
    told = set(elsewhere.values_list("assignment_id", flat=True))
    passed = Assignment.objects.filter(passed_from__in=list(before), pk__in=told)
    gone = [before[pk] for pk in passed.values_list("passed_from_id", flat=True) if pk]
    own.lines.filter(pk__in=gone).delete()


def _follow_parts(submission: Submission) -> None:
    """Lines of parts that passed on now speak of the successor's part, with what was typed there."""
    lines = {line.assignment_id: line for line in submission.lines.all()}
    passed = Assignment.objects.filter(passed_from__in=list(lines), body=submission.body)
    for new, old in passed.values_list("pk", "passed_from_id"):
        if new not in lines:
            Line.objects.filter(pk=lines[old].pk).update(assignment_id=new)
