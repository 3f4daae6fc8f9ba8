"""The files of a report beside its text: drawn anew while the PDF is being made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting.editing.files import redraw
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.issuing.queries import files_of
from hopluc.reporting.views.loading import load_report


@require_GET
@member_required
def files(request: HttpRequest, report_id: int) -> HttpResponse:
    """The part of the report's page that offers its files."""
    acting = acting_of(request)
    found = files_of(load_report(acting, report_id))
    context = {"files": found, "report": found.report}
    return render(request, "reporting/issuing/_files.html", context)


@require_POST
@member_required
def want_pdf(request: HttpRequest, report_id: int) -> HttpResponse:
    """Have the PDF made, where it is not there yet or could not be made."""
    found = files_of(redraw(load_report(acting_of(request), report_id).pk))
    if found.docx:
        pdfs.want(found.docx)
    return redirect("reporting:report", report_id)
