"""Consolidated reports: asked for, made in the background, issued."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import SYSTEM, Actor, keep, record
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.organizations.acting import Acting
from hopluc.reporting import access
from hopluc.reporting.actions.common import lock_collected
from hopluc.reporting.consolidation import consolidate as consolidated
from hopluc.reporting.content import Report, to_json
from hopluc.reporting.document import official_document
from hopluc.reporting.frozen import asked, handed_in
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from hopluc.reporting.workbook import workbook

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def ask_consolidation(round_: Round, *, by: Acting) -> ConsolidatedReport:
    """Have the round's report made in the background, as its next edition; asking again while one
    is being made gives that one, and its job runs once more in case the first died."""
    locked = lock_collected(round_, by)
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
