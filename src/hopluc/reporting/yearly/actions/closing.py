"""A plan is closed with its final report: made, checked that nothing moved meanwhile, and frozen."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import keep, record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.organizations.acting import Acting
from hopluc.plans.actions import close_plan
from hopluc.plans.deeds import StaleFormError, check_in_force
from hopluc.plans.models import Plan
from hopluc.reporting.content import to_json
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.yearly import access, final_papers, final_workbook
from hopluc.reporting.yearly.final import Final, gather_final
from hopluc.reporting.yearly.models import FinalReport
from hopluc.ui.downloads import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMED = 3  # tasks that a refusal names


def close_with_report(
    plan: Plan, *, by: Acting, reason: str, reasons: Mapping[int, str] | None = None
) -> FinalReport:
    """Close a plan and freeze its final report. `reasons`: why unfinished tasks that no draft of a year to
    come speaks of are dropped, by task.

    Files are written before the transaction, which closes the plan only where the report still says what
    the plan's rows say: StaleFormError else. Calling it again gives the report that is there.
    """
    there = FinalReport.objects.filter(plan=plan).first()
    if there:
        return there
    if not access.may_close_plan(by, plan):
        raise PermissionDenied(_("Lãnh đạo cơ quan ban hành hoặc cơ quan thường trực mới kết thúc kế hoạch."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do kết thúc theo dõi.")})
    check_in_force(plan)
    report = _gathered(plan, by, reason, reasons or {})
    _check_places(report)
    docx = keep([write_docx(final_papers.document(report))], DOCX)
    xlsx = keep([write_xlsx(final_workbook.workbook(report))], XLSX)
    made = _closed(plan, by, report, reasons or {}, docx, xlsx)
    pdfs.want(made.docx)
    return made


def _gathered(plan: Plan, by: Acting, reason: str, reasons: Mapping[int, str]) -> Final:
    rows = Plan.objects.select_related("owner", "standing_agency")
    return gather_final(
        rows.get(pk=plan.pk), by.body, timezone.localdate(), reason=reason.strip(), reasons=reasons
    )


def _check_places(report: Final) -> None:
    """Every unfinished task goes somewhere; ValidationError names the first that do not."""
    lost = [task for task in report.unfinished if not task.goes]
    if lost:
        named = "; ".join(f"“{task.text[:60]}”" for task in lost[:NAMED])
        raise ValidationError(
            _(
                "Còn %(n)s nhiệm vụ chưa hoàn thành chưa rõ xử lý tiếp: %(named)s. Đưa vào dự thảo năm tới "
                "hoặc ghi lý do dừng."
            )
            % {"n": len(lost), "named": named}
        )


@transaction.atomic
def _closed(
    plan: Plan, by: Acting, report: Final, reasons: Mapping[int, str], docx: File, xlsx: File
) -> FinalReport:
    locked = held(Plan.objects.select_related("owner"), plan.pk)
    there = FinalReport.objects.filter(plan=locked).first()
    if there:
        return there
    check_in_force(locked)
    if _gathered(locked, by, report.reason, reasons) != report:
        raise StaleFormError(
            _("Kế hoạch vừa có cập nhật trong lúc lập báo cáo. Xem lại rồi kết thúc."), "moved"
        )
    close_plan(locked, by=by, reason=report.reason)
    made = FinalReport.objects.create(
        plan=locked,
        content=to_json(report),
        docx=docx,
        xlsx=xlsx,
        made_by=by.user,
        made_by_name=by.actor.name,
    )
    record(by.actor, "final_report", made, fields={"plan": locked.pk}, body_id=locked.owner_id)
    return made
