"""What was said: gathered, sorted into results, shortcomings, causes, lessons, proposals."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.views.common import posted
from hopluc.reporting.reviews import actions, queries
from hopluc.reporting.reviews.forms import FindingForm, FindingsForm
from hopluc.reporting.reviews.models import Finding
from hopluc.reporting.reviews.views.common import (
    FORM_METHODS,
    context_of,
    formed,
    load_review,
    load_row,
    load_written,
)
from hopluc.reporting.views.loading import told
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.pages import page_of


@require_safe
@member_required
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was said, filtered; each is sorted where it stands."""
    acting = acting_of(request)
    found = load_review(acting, pk)
    form = FindingsForm(request.GET)
    form.is_valid()
    rows = queries.findings(found, form.cleaned_data.get("q", ""), form.cleaned_data.get("xep", ""))
    if asked(request):
        columns = [
            Column(_("Xếp vào"), 26),
            Column(_("Nội dung đưa vào báo cáo"), 70),
            Column(_("Nội dung gốc"), 70),
            Column(_("Cơ quan nêu"), 36),
            Column(_("Nguồn"), 30),
            Column(_("Người phân loại"), 26),
        ]
        lines = (
            [str(o.get_sort_display()), o.text, o.said, o.body_name, o.source, o.sorted_by_name] for o in rows
        )
        return xlsx(f"y-kien-tong-ket-{pk}.xlsx", _("Ý kiến tổng kết"), columns, lines, filtered=said(form))
    context = context_of(acting, found, "findings") | {
        "form": form,
        "page": page_of(request, rows),
        "counted": queries.counted(found),
        "answered": queries.answered_unsorted(found),
        "sorts": Finding.Sort.choices,
        "query": request.GET.urlencode(),
    }
    return render(request, "reporting/reviews/findings.html", context)


@require_POST
@member_required
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the answers and problems again; or sort what was read by the headings that were answered."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    with told(request):
        if request.POST.get("deed") == "sort":
            n = actions.sort_as_asked(found, by=acting)
            messages.success(request, _("Đã xếp %s nội dung theo đề mục đã hỏi.") % n)
            return redirect("reviews:findings", pk)
        n = actions.gather_findings(found, by=acting)
        messages.success(request, _("Đã đọc báo cáo, vướng mắc: thêm %s nội dung mới.") % n)
    return redirect("reviews:findings", pk)


@require_http_methods(FORM_METHODS)
@member_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Something that the leading body says itself."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    back = reverse("reviews:findings", args=[pk])
    form = FindingForm(posted(request)[0])

    def said() -> Finding:
        given = form.cleaned_data
        return actions.add_finding(found, by=acting, sort=given["sort"], text=given["text"])

    return formed(request, found, "finding", form, back, said)


@require_http_methods(FORM_METHODS)
@member_required
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Sort one, and word it for the report; from the list (`quick`) it is only sorted."""
    acting = acting_of(request)
    one: Finding = load_row(acting, Finding, pk)
    back = reverse("reviews:findings", args=[one.review_id])
    if request.method == "POST" and "quick" in request.POST:
        with told(request):
            actions.sort_finding(one, by=acting, sort=request.POST.get("sort", ""))
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{back}{query}#y{pk}")
    initial = {"sort": one.sort, "text": one.text, "seen": one.revision}
    form = FindingForm(posted(request)[0], initial=initial)
    return formed(
        request,
        one.review,
        "finding",
        form,
        f"{back}#y{pk}",
        lambda: actions.sort_finding(one, by=acting, **form.cleaned_data),
        one=one,
    )
