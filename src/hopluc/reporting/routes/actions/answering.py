"""A round opened to answer a submission; what its units said laid over that submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting, acting_for
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan
from hopluc.reporting.actions.rounds import Days, begin, create_round
from hopluc.reporting.actions.submissions import Saved, fields_of, save_draft
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from hopluc.reporting.routes import access, rules
from hopluc.reporting.routes.answering import askable, handings_in, plans_to_ask_about
from hopluc.reporting.routes.laying import Laid, bases
from hopluc.reporting.routes.lower import said_by_units, untouched
from hopluc.reporting.routes.models import Answering


@transaction.atomic
def ask_units(
    submission: Submission,
    *,
    by: Acting,
    plan: Plan,
    title: str,
    days: Days,
    bodies: Sequence[Organisation],
    form: FormVersion | None = None,
) -> Round:
    """Open a round among one's own units to answer a submission that one owes; asked again, the same round.

    `plan`: one of `plans_to_ask_about`. Raises as `open_round`, where the units' day is after one's own, and
    for bodies that one may not ask.
    """
    rows = Submission.objects.select_related("body", "round__plan__owner", "round__collector")
    upper = held(rows, submission.pk)
    if not access.may_ask_units(by, upper):
        raise PermissionDenied(_("Chỉ cơ quan phải gửi báo cáo này mở kỳ cho đơn vị của mình."))
    known = Answering.objects.filter(submission=upper).select_related("round").first()
    if known:
        return known.round
    if plan.pk not in {one.pk for one in plans_to_ask_about(upper, by.body)}:
        raise ValidationError(_("Kế hoạch này không thực hiện kế hoạch mà cấp trên yêu cầu báo cáo."))
    if {one.pk for one in bodies} - {one.pk for one in askable(by.body, plan, timezone.localdate())}:
        raise ValidationError(_("Chỉ hỏi đơn vị của cơ quan, hoặc cơ quan chủ trì trong kế hoạch của mình."))
    if fault := rules.lower_due_fault(days.due_on, upper.round.due_on):
        raise ValidationError(fault)
    made = create_round(
        held(Plan.objects.select_related("owner"), plan.pk),
        None,
        by=by,
        title=title,
        days=days,
        addressee=upper.round.collector.name,
        bodies=bodies,
        form=form,
    )
    answering = Answering.objects.create(submission=upper, round=made)
    record(by.actor, "ask_units", answering, fields={"submission": upper.pk, "round": made.pk})
    begin(made)
    return made


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of laying: fields written, fields left because somebody typed there, and texts that a
    field could not hold (field → why)."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    refused: dict[str, str]


def lay(answering: Answering, *, by: Acting) -> Taken:
    """Lay what the units have sent by now over the submission; what somebody typed there stays.

    Run again it writes what has changed. Raises PermissionDenied, and ValidationError while the submission
    lies with its collector or nobody has sent.
    """
    upper = answering.submission
    if not access.may_lay(by, upper):
        raise ValidationError(_("Báo cáo đã gửi hoặc kỳ đã khóa. Lấy lại báo cáo để sửa rồi cập nhật."))
    events = handings_in(answering.round)
    if not events:
        raise ValidationError(_("Chưa có đơn vị nào gửi nên chưa có gì để lấy."))
    said = said_by_units(answering, events)
    wanted = _wanted(said, answering.taken)
    current = fields_of(upper)
    base = bases(current, untouched(upper), answering.taken, wanted)
    with transaction.atomic():
        saved = save_draft(upper, by=by, typed=wanted, base=base)
        return _remember(answering, saved, wanted, events, by)


def _wanted(said: Sequence[Laid], taken: dict[str, str]) -> dict[str, str]:
    """Field → text; what was laid last time and nobody says any more is emptied."""
    wanted = {one.field: one.text for one in said if one.text}
    return dict.fromkeys(taken, "") | wanted


def _remember(
    answering: Answering, saved: Saved, wanted: dict[str, str], events: Sequence[int], by: Acting
) -> Taken:
    locked = held(Answering.objects.all(), answering.pk)
    left = saved.conflicts.keys() | saved.errors.keys()
    before = locked.taken
    now = {field: text for field, text in wanted.items() if field not in left}
    locked.taken = {field: before[field] for field in left if field in before} | now
    locked.sources = list(events)
    locked.taken_at, locked.taken_by_name = timezone.now(), by.actor.name
    locked.save()
    written = tuple(sorted(field for field in now if before.get(field) != now[field]))
    record(
        by.actor,
        "lay_lower",
        locked,
        fields={"submissions": len(events), "written": len(written), "kept": len(saved.conflicts)},
        body_id=answering.submission.body_id,
    )
    return Taken(written, tuple(sorted(saved.conflicts)), dict(saved.errors))


def lay_consolidated(report_id: int) -> Taken | None:
    """After a round's report was made: lay it over the submission that the round answers, in the name of
    who had it made. None where the round answers nothing, or they cannot write the submission now: its page
    then offers to take it over."""
    report = ConsolidatedReport.objects.select_related("round__collector", "made_by").get(pk=report_id)
    answering = (
        Answering.objects.filter(round=report.round)
        .select_related("submission__body", "submission__round__collector", "round__plan__owner")
        .first()
    )
    made = report.state in {ConsolidatedReport.State.DRAFT, ConsolidatedReport.State.ISSUED}
    if answering is None or not made:
        return None
    by = acting_for(report.made_by, report.round.collector, timezone.localdate())
    if by is None or not access.may_lay(by, answering.submission):
        return None
    return lay(answering, by=by)
