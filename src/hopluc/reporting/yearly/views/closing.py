"""A plan's end with its final report: what it will say, closing, and the report as it was frozen."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Plan
from hopluc.plans.views.common import load_plan, posted, tell
from hopluc.reporting.content import from_json
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.preview import drawn
from hopluc.reporting.views import downloads
from hopluc.reporting.yearly import access, actions, final_papers, queries
from hopluc.reporting.yearly.final import Final, gather_final
from hopluc.reporting.yearly.forms import ClosingForm
from hopluc.reporting.yearly.models import FinalReport
from hopluc.reporting.yearly.views.common import FORM_METHODS


@require_http_methods(FORM_METHODS)
@member_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What the final report will say, where unfinished tasks go, and closing the plan with it."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    if not access.may_close_plan(acting, plan):
        raise PermissionDenied(_("Lãnh đạo cơ quan ban hành hoặc cơ quan thường trực mới kết thúc kế hoạch."))
    if plan.state == Plan.State.CLOSED:
        return redirect("plans:board", pk)
    report = gather_final(plan, acting.body, timezone.localdate())
    form = ClosingForm(posted(request)[0], [task for task in report.unfinished if not task.goes])
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_with_report(
                plan, by=acting, reason=form.cleaned_data["reason"], reasons=form.reasons
            )
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Đã kết thúc theo dõi và lập báo cáo kết thúc."))
            return redirect("yearly:final", pk)
    context = {
        "plan": plan,
        "form": form,
        "report": report,
        "drafts": queries.next_drafts(plan, acting),
        "placed": [task for task in report.unfinished if task.goes],
    }
    return render(request, "reporting/yearly/close.html", context, status=422 if form.errors else 200)


def _load(acting: Acting, pk: int) -> FinalReport:
    """The final report of a plan that the person may read."""
    rows = FinalReport.objects.filter(plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(rows.select_related("plan__owner", "docx", "xlsx"), plan=pk)


@require_safe
@member_required
def final(request: HttpRequest, pk: int) -> HttpResponse:
    """The final report drawn as on paper, as it was frozen."""
    found = _load(acting_of(request), pk)
    content = from_json(Final, found.content)
    context = {
        "report": found,
        "plan": found.plan,
        "pdf": pdfs.of(found.docx),
        "document": drawn(final_papers.document(content)),
        "back": reverse("plans:board", args=[pk]),
    }
    return render(request, "reporting/yearly/final.html", context)


@require_safe
@member_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The report's Word or Excel file as it was made, or the PDF of the former."""
    found = _load(acting_of(request), pk)
    kept = {"docx": found.docx, "xlsx": found.xlsx}
    return downloads.download(request, f"bao-cao-ket-thuc-{pk}", kind, kept)
