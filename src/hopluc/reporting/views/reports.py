"""Consolidated reports: made, drawn, downloaded, issued."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hopluc.archive.actions import keep
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.reporting import access, actions, queries
from hopluc.reporting.content import Report, from_json
from hopluc.reporting.document import official_document
from hopluc.reporting.forms import IssueForm
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.preview import drawn
from hopluc.reporting.views.loading import load_collected, load_report, tell
from hopluc.ui import downloads

PDF = "application/pdf"


@require_POST
@member_required
def ask_consolidation(request: HttpRequest, round_id: int) -> HttpResponse:
    """Have the consolidated report made in the background."""
    acting = acting_of(request)
    try:
        report_ = actions.ask_consolidation(load_collected(acting, round_id), by=acting)
    except ValidationError as error:
        tell(request, error)
        return redirect("reporting:round", round_id)
    return redirect("reporting:report", report_.pk)


@require_GET
@member_required
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The consolidated report drawn as a document, or how far its making is."""
    acting = acting_of(request)
    found = load_report(acting, report_id)
    return _show_report(request, acting, found, IssueForm(initial={"issued_on": queries.today()}))


def _show_report(
    request: HttpRequest, acting: Acting, found: ConsolidatedReport, form: IssueForm
) -> HttpResponse:
    content = from_json(Report, found.content) if found.content else None
    name = "reporting/report.html"
    if "HX-Request" in request.headers:
        name += "#state"
    context = {
        "report": found,
        "round": found.round,
        "content": content,
        "document": drawn(official_document(content), found.number, found.issued_on) if content else None,
        "may_issue": access.may_collect(acting, found.round)
        and found.state == "draft"
        and found.round.state != "issued",
        "may_collect": access.may_collect(acting, found.round),
        "form": form,
    }
    return render(request, name, context, status=422 if form.errors else 200)


@require_GET
@member_required
def download_report(request: HttpRequest, report_id: int, kind: str) -> FileResponse:
    """The report's Word or Excel file as made, or the signed one as received."""
    found = load_report(acting_of(request), report_id)
    stem = f"bao-cao-tong-hop-{found.round_id}-lan-{found.edition}"
    files = {
        "docx": (found.docx, f"{stem}.docx"),
        "xlsx": (found.xlsx, f"{stem}.xlsx"),
        "ban-ky": (found.signed_file, found.signed_name),
    }
    kept, name = files.get(kind, (None, ""))
    if not kept:
        raise Http404
    return downloads.file(request, kept, name)


@require_POST
@member_required
def issue(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take back number, date and the signed file."""
    acting = acting_of(request)
    found = load_report(acting, report_id)
    if not access.may_collect(acting, found.round):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp làm việc này."))
    form = IssueForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["signed"]
        kept = keep(upload.chunks(), PDF) if upload else None
        try:
            actions.issue(
                found,
                by=acting,
                number=form.cleaned_data["number"],
                issued_on=form.cleaned_data["issued_on"],
                signed_file=kept,
                signed_name=upload.name if upload else "",
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Đã phát hành báo cáo tổng hợp. Báo cáo và kỳ này không thay đổi nữa.")
            )
            return redirect("reporting:report", found.pk)
    return _show_report(request, acting, found, form)
