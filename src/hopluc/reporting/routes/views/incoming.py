"""Reports that were sent to one: the list, one report, its receipt and remarks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.reporting import queries
from hopluc.reporting.editing.queries import document_of
from hopluc.reporting.issuing.queries import Files, files_of
from hopluc.reporting.models import ConsolidatedReport, Round
from hopluc.reporting.preview import Drawn, drawn
from hopluc.reporting.routes import access
from hopluc.reporting.routes.forms import IncomingForm, ReceiveForm, RemarkForm
from hopluc.reporting.routes.leg_queries import incoming as sent_here
from hopluc.reporting.routes.parts import closed
from hopluc.reporting.routes.views.legs import load_leg, receive, say
from hopluc.ui import downloads
from hopluc.ui.pages import page_of


@require_GET
@member_required
def incoming_list(request: HttpRequest) -> HttpResponse:
    """Reports sent to the person's bodies; `?tai=xlsx`: the same in Excel."""
    acting = acting_of(request)
    form = IncomingForm(request.GET)
    form.is_valid()
    given = {name: form.cleaned_data.get(name, "") for name in form.fields}
    rows = sent_here(acting, given["tim"], given["trang_thai"])
    if downloads.asked(request):
        return _workbook(acting, form, rows.iterator(chunk_size=500))
    context = {"page": page_of(request, rows), "form": form, "filtered": any(given.values())}
    return render(request, "reporting/routes/incoming_list.html", context)


def _workbook(acting: Acting, form: IncomingForm, rows: Any) -> HttpResponse:
    columns = [
        downloads.Column("Báo cáo", 50),
        downloads.Column("Kế hoạch", 20),
        downloads.Column("Cơ quan gửi", 40),
        downloads.Column("Ngày gửi", 13),
        downloads.Column("Số văn bản gửi", 18),
        downloads.Column("Nơi nhận", 40),
        downloads.Column("Ngày nhận", 13),
        downloads.Column("Số đến", 18),
    ]
    lines = (
        [
            leg.round.title,
            leg.round.plan.number,
            leg.sender or leg.round.collector.name,
            leg.sent_on,
            leg.sent_number,
            leg.name,
            leg.received_on,
            leg.received_number,
        ]
        for leg in rows
    )
    title = _("Báo cáo gửi đến %(body)s") % {"body": acting.body}
    return downloads.xlsx("bao-cao-gui-den.xlsx", title, columns, lines, filtered=downloads.said(form))


@require_http_methods(["GET", "POST"])
@member_required
def incoming(request: HttpRequest, pk: int) -> HttpResponse:
    """One report that was sent here; POST `viec`: its receipt, or a remark."""
    acting = acting_of(request)
    found = load_leg(acting, pk)
    may_confirm = access.may_confirm(acting, found)
    receive_form = ReceiveForm(auto_id="nhan-%s", initial={"on": queries.today()})
    remark_form = RemarkForm(auto_id="y-kien-%s")
    if request.method == "POST":
        if not may_confirm:
            raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo của nơi nhận làm việc này."))
        form: forms.Form
        if request.POST.get("viec") == "nhan":
            form = receive_form = ReceiveForm(request.POST, request.FILES, auto_id="nhan-%s")
            act, done = receive, _("Đã xác nhận nhận báo cáo.")
        else:
            form = remark_form = RemarkForm(request.POST, request.FILES, auto_id="y-kien-%s")
            act, done = say, _("Đã gửi ý kiến.")
        if form.is_valid():
            try:
                act(found, acting, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, done)
                return redirect("routes:incoming", pk)
    report, files = sent_files(found.round)
    context = {
        "leg": found,
        "round": found.round,
        "report": report,
        "files": files,
        "document": _drawn(report) if report else None,
        "remarks": found.remarks.order_by("pk"),
        "may_confirm": may_confirm,
        "receive_form": receive_form,
        "remark_form": remark_form,
    }
    wrong = receive_form.errors or remark_form.errors
    return render(request, "reporting/routes/incoming.html", context, status=422 if wrong else 200)


def _drawn(report: ConsolidatedReport) -> Drawn:
    return drawn(closed(document_of(report)), report.number, report.issued_on)


def sent_files(round_: Round) -> tuple[ConsolidatedReport | None, Files | None]:
    """The issued report of a round with its files."""
    rows = round_.reports.filter(state=ConsolidatedReport.State.ISSUED)
    report = rows.select_related("docx", "xlsx", "signed_file").first()
    return report, files_of(report) if report else None


@require_GET
@member_required
def incoming_file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """The report as it was sent: Word, PDF, Excel or the signed file."""
    found = load_leg(acting_of(request), pk)
    report, files = sent_files(found.round)
    if report is None or files is None or found.sent_on is None:
        raise Http404
    signed = files.last_signed
    stem = f"bao-cao-{found.round_id}"
    offered = {
        "docx": (files.docx, f"{stem}.docx"),
        "xlsx": (files.xlsx, f"{stem}.xlsx"),
        "pdf": (files.pdf.file if files.pdf else None, f"{stem}.pdf"),
        "ban-ky": (signed.file, signed.name) if signed else (report.signed_file, report.signed_name),
    }
    kept, name = offered.get(kind, (None, ""))
    if not kept:
        raise Http404
    return downloads.file(request, kept, name)
