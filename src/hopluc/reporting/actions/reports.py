"""Consolidated reports: asked for, made in the background, issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import SYSTEM, Actor, keep, path_of, record
from hopluc.archive.holding import held, hold
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.office.signing.found import Examined
from hopluc.organizations.acting import Acting
from hopluc.reporting import access, told
from hopluc.reporting.actions.common import lock_collected
from hopluc.reporting.consolidation import consolidate as consolidated
from hopluc.reporting.content import Report, to_json
from hopluc.reporting.document import official_document
from hopluc.reporting.editing.actions import take_over
from hopluc.reporting.editing.files import is_drawn, redraw
from hopluc.reporting.editing.passages import Item
from hopluc.reporting.editing.queries import content_of, laid_of, unsettled
from hopluc.reporting.frozen import asked, handed_in
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.issuing.freezing import Paper, freeze, prepared
from hopluc.reporting.issuing.signers import Signer, signed_by
from hopluc.reporting.issuing.signing import examined, file_signed
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from hopluc.reporting.routes.actions.inside import close_inner
from hopluc.reporting.routes.inside import not_as_made, with_inside
from hopluc.reporting.routes.models import Inside
from hopluc.reporting.workbook import workbook
from hopluc.ui.downloads import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
    today = timezone.localdate()
    content = with_inside(consolidated(asked(report.round, today), handed, sources), report.round, today)
    docx = keep([write_docx(official_document(content))], DOCX)
    xlsx = keep([write_xlsx(workbook(content, handed))], XLSX)
    made = _made(report, content, list(told.items(content)), docx, xlsx)
    if made.docx:
        pdfs.want(made.docx)
    return made


@transaction.atomic
def _made(
    report: ConsolidatedReport, content: Report, items: Sequence[Item], docx: File, xlsx: File
) -> ConsolidatedReport:
    rows = report.round.reports.filter(state__in=["waiting", "draft"], edition__lte=report.edition)
    found = list(hold(rows.select_related("made_by").order_by("edition")))
    if not found or found[-1].pk != report.pk or found[-1].state != ConsolidatedReport.State.WAITING:
        return ConsolidatedReport.objects.get(pk=report.pk)
    *before, locked = found
    locked.content, locked.docx, locked.xlsx = to_json(content), docx, xlsx
    locked.state, locked.made_at = ConsolidatedReport.State.DRAFT, timezone.now()
    locked.message = ""
    locked.save()
    if before:
        take_over(locked, before[-1], items)
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


def issue(
    report: ConsolidatedReport,
    *,
    by: Acting,
    number: str,
    issued_on: dt.date,
    signer: Signer | None = None,
    signed_file: File | None = None,
    signed_name: str = "",
) -> ConsolidatedReport:
    """Take back number and date from the document system; the report and its round never change again.

    `signer`: whose name stands under it; without one the place is left blank. `signed_file`: a PDF signed
    before, examined as one that comes later.
    What goes out is made first, with number and day on it; the transaction only writes it down.
    """
    number = number.strip()
    now = ConsolidatedReport.objects.select_related("round__plan", "round__collector").get(pk=report.pk)
    _may_issue(now.round, by)
    if now.state == ConsolidatedReport.State.ISSUED and now.number == number:
        return now
    _check_issue(now, now.round, number, issued_on)
    if not_as_made(content_of(now), now.round):
        raise ValidationError(
            _("Phần lồng ghép đã thay đổi từ khi lập bản này: lập lại báo cáo rồi phát hành.")
        )
    if waiting := len(unsettled(laid_of(now))):
        raise ValidationError(
            _("Còn %s đoạn đã sửa mà nguồn đã thay đổi: chọn giữ bản sửa hay lấy bản mới.") % waiting
        )
    signed = None
    if signed_file:
        data = path_of(signed_file.sha256).read_bytes()
        signed = SignedBefore(signed_file, signed_name, examined(data, timezone.now()))
    redraw(now.pk)
    now.refresh_from_db()
    now.content = to_json(signed_by(content_of(now), signer))
    return _issued(now, prepared(now, number, issued_on), by, number, issued_on, signed)


@dataclass(frozen=True, slots=True)
class SignedBefore:
    """A PDF that was signed before the report was issued here, with what was found in it."""

    file: File
    name: str
    found: Examined


@transaction.atomic
def _issued(
    report: ConsolidatedReport,
    paper: Paper,
    by: Acting,
    number: str,
    issued_on: dt.date,
    signed: SignedBefore | None,
) -> ConsolidatedReport:
    round_ = held(Round.objects.select_related("plan", "collector"), report.round_id)
    locked = held(ConsolidatedReport.objects.select_related("xlsx"), report.pk)
    _may_issue(round_, by)
    if locked.state == ConsolidatedReport.State.ISSUED and locked.number == number:
        return locked
    _check_issue(locked, round_, number, issued_on)
    if locked.docx_id != paper.made_of or not is_drawn(locked):
        raise ValidationError(_("Báo cáo vừa được người khác sửa. Xem lại rồi phát hành."))
    locked.state = ConsolidatedReport.State.ISSUED
    locked.number, locked.issued_on, locked.content = number, issued_on, report.content
    if signed:
        locked.signed_file, locked.signed_name = signed.file, signed.name
    locked.save()
    round_.state = Round.State.ISSUED
    round_.save(update_fields=["state"])
    close_inner(round_, by=by)
    freeze(locked, paper, by=by)
    if signed:
        file_signed(locked, signed.file, signed.name, signed.found, by=by)
    record(by.actor, "issue", locked, fields={"number": locked.number, "on": issued_on.isoformat()})
    pdfs.want(paper.docx)
    return locked


def _may_issue(round_: Round, by: Acting) -> None:
    if not access.may_collect(by, round_):
        raise PermissionDenied(_("Chỉ cơ quan tổng hợp của kỳ báo cáo làm việc này."))


def _check_issue(report: ConsolidatedReport, round_: Round, number: str, issued_on: dt.date) -> None:
    """Why the report cannot be issued like this; asked before its paper is made and again under the lock."""
    told_in = Inside.objects.filter(inner=round_).select_related("outer").first()
    if told_in:
        raise ValidationError(_("Kỳ này lồng ghép vào “%s” nên không phát hành riêng.") % told_in.outer.title)
    if round_.state == Round.State.ISSUED:
        raise ValidationError(_("Kỳ này đã có báo cáo phát hành."))
    if report.state != ConsolidatedReport.State.DRAFT:
        raise ValidationError(_("Bản này chưa lập xong nên chưa phát hành được."))
    if not number:
        raise ValidationError(_("Nhập số, ký hiệu do hệ thống quản lý văn bản cấp."))
    if not round_.period_start <= issued_on <= timezone.localdate():
        raise ValidationError(_("Ngày ký phải sau ngày đầu kỳ báo cáo và không sau hôm nay."))
