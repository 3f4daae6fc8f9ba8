"""Consolidated reports: made, drawn, downloaded, issued."""

from __future__ import annotations

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hopluc.archive.actions import keep
from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting import access, actions, queries
from hopluc.reporting.editing.files import excel, is_drawn, word
from hopluc.reporting.editing.showing import Open, show_report
from hopluc.reporting.forms import IssueForm
from hopluc.reporting.issuing.queries import files_of
from hopluc.reporting.issuing.signers import signers_of
from hopluc.reporting.views.loading import load_collected, load_report, tell
from hopluc.ui import downloads

PDF = "application/pdf"
# What is downloaded between an edit and the drawing of its files is drawn at once.
_FRESH = {"docx": word, "xlsx": excel}


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
    key = request.GET.get("doan", "")
    return show_report(request, acting, found, open_=Open(key) if key else None)


@require_GET
@member_required
def download_report(request: HttpRequest, report_id: int, kind: str) -> FileResponse:
    """The report's Word, Excel or PDF file as made or as it went out, or the signed one as received."""
    found = load_report(acting_of(request), report_id)
    out = files_of(found)
    stem = f"bao-cao-tong-hop-{found.round_id}-lan-{found.edition}"
    files = {
        "docx": (out.docx, f"{stem}.docx"),
        "xlsx": (out.xlsx, f"{stem}.xlsx"),
        "pdf": (out.pdf.file if out.pdf else None, f"{stem}.pdf"),
        "ban-ky": (found.signed_file, found.signed_name),
    }
    kept, name = files.get(kind, (None, ""))
    if kept and not is_drawn(found) and kind in _FRESH:
        return FileResponse(io.BytesIO(_FRESH[kind](found)), as_attachment=True, filename=name)
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
    signers = signers_of(found.round.collector, queries.today())
    form = IssueForm(request.POST, request.FILES, signers=signers)
    if form.is_valid():
        upload = form.cleaned_data["signed"]
        kept = keep(upload.chunks(), PDF) if upload else None
        try:
            actions.issue(
                found,
                by=acting,
                number=form.cleaned_data["number"],
                issued_on=form.cleaned_data["issued_on"],
                signer=form.cleaned_data["signer"],
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
    return show_report(request, acting, found, form, status=422)
