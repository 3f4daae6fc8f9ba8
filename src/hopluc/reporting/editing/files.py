"""The Word and Excel files of a report drawn again after its words were edited."""

from __future__ import annotations

from django.db import transaction
from django_q.tasks import async_task

from hopluc.archive.actions import keep
from hopluc.archive.holding import held
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.reporting.document import official_document
from hopluc.reporting.editing.queries import content_of, edits_of
from hopluc.reporting.frozen import handed_of
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.workbook import workbook
from hopluc.ui.downloads import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JOB = "hopluc.reporting.jobs.redraw"


def word(report: ConsolidatedReport) -> bytes:
    """The report as it is now as a Word file."""
    return write_docx(official_document(content_of(report), edits_of(report)))


def excel(report: ConsolidatedReport) -> bytes:
    """The report as it is now as a workbook, with what each body handed in."""
    content = content_of(report)
    return write_xlsx(workbook(content, handed_of(content.sources), edits_of(report)))


def is_drawn(report: ConsolidatedReport) -> bool:
    """Whether the kept files say what the report says."""
    return report.drawn == report.revision


def redraw(report_id: int) -> ConsolidatedReport:
    """Have the kept files say what a draft says; safe to run twice. What is edited meanwhile is drawn too."""
    report = ConsolidatedReport.objects.get(pk=report_id)
    while report.state == ConsolidatedReport.State.DRAFT and not is_drawn(report):
        docx, xlsx = keep([word(report)], DOCX), keep([excel(report)], XLSX)
        with transaction.atomic():
            locked = held(ConsolidatedReport.objects.all(), report_id)
            if locked.state == ConsolidatedReport.State.DRAFT and locked.drawn < report.revision:
                locked.docx, locked.xlsx, locked.drawn = docx, xlsx, report.revision
                locked.save(update_fields=["docx", "xlsx", "drawn"])
        report = locked
    return report


def touched(report: ConsolidatedReport) -> None:
    """The held report says something else now. The first edit after a drawing asks for the next one, which
    draws what follows as well."""
    if is_drawn(report):
        pk = report.pk
        transaction.on_commit(lambda: async_task(JOB, pk))
    report.revision += 1
    report.save(update_fields=["revision"])
