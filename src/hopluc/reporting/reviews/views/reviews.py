"""Reviews: the list, opening one, its first page, its facts."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Citation, Plan
from hopluc.plans.views.common import posted, submit
from hopluc.reporting.reviews import access, actions, queries
from hopluc.reporting.reviews.forms import FactsForm, ListForm, initial_of
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.reviews.views.common import FORM_METHODS, context_of, load_review, load_written
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.pages import page_of


@require_safe
@member_required
def review_list(request: HttpRequest) -> HttpResponse:
    """The reviews that the person may read."""
    acting = acting_of(request)
    form = ListForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    rows = queries.reviews(acting, given.get("q", ""), given.get("loai", ""), given.get("trang_thai", ""))
    if asked(request):
        return _workbook(rows, said(form))
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_open": access.may_open(acting),
        "today": timezone.localdate(),
        "filtered": any(given.values()),
    }
    return render(request, "reporting/reviews/list.html", context)


@require_safe
@member_required
def mine(request: HttpRequest) -> HttpResponse:
    """What the acting body leads and must report on soon: a page, and a card of My work."""
    today = timezone.localdate()
    context = {"rows": queries.due_soon(acting_of(request), today), "today": today}
    name = "reporting/reviews/mine.html"
    return render(request, f"{name}#card" if request.headers.get("HX-Request") else name, context)


def _workbook(rows: Iterable[Review], told: str) -> HttpResponse:
    columns = [
        Column(_("Đợt"), 50),
        Column(_("Loại"), 20),
        Column(_("Văn bản được tổng kết"), 60),
        Column(_("Cơ quan chủ trì"), 36),
        Column(_("Từ ngày"), 12),
        Column(_("Đến ngày"), 12),
        Column(_("Hạn các cơ quan gửi"), 14),
        Column(_("Hạn trình báo cáo"), 14),
        Column(_("Trạng thái"), 20),
        Column(_("Số báo cáo"), 18),
        Column(_("Ngày ký"), 12),
    ]
    lines = (
        [
            one.title, str(one.get_kind_display()), one.cited, one.body.name, one.period_start,
            one.period_end, one.answers_due, one.report_due, str(one.get_state_display()), one.number,
            one.issued_on,
        ]
        for one in rows
    )  # fmt: skip
    return xlsx("so-ket-tong-ket.xlsx", _("Sơ kết, tổng kết"), columns, lines, filtered=told)


@require_http_methods(FORM_METHODS)
@member_required
def open_review(request: HttpRequest) -> HttpResponse:
    """Open a review: of a plan (`?ke-hoach=`), of a document that a plan cites (`?can-cu=`), or of
    anything."""
    acting = acting_of(request)
    if not access.may_open(acting):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo mở được đợt sơ kết, tổng kết."))
    plan, citation = _subject(request, acting)
    initial = queries.proposal(acting, plan, citation, timezone.localdate())
    form = FactsForm(posted(request)[0], queries.choosable_plans(acting), initial=initial)
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            lambda made: reverse("reviews:review", args=[made.pk]),
            lambda: actions.open_review(form.facts, list(form.cleaned_data["plans"]), by=acting),
        )
        if done.response:
            return done.response
    context = {"form": form, "plan": plan, "back": reverse("reviews:list")}
    return render(request, "reporting/reviews/facts.html", context, status=422 if form.errors else 200)


def _subject(request: HttpRequest, acting: Acting) -> tuple[Plan | None, Citation | None]:
    """The plan or the cited document that the address names; 404 for one that the person may not see."""
    seen = Plan.objects.visible_to(acting)
    plan, citation = request.GET.get("ke-hoach", ""), request.GET.get("can-cu", "")
    if not all(not one or one.isdecimal() for one in (plan, citation)):
        raise Http404
    if citation:
        rows = Citation.objects.filter(plan__in=seen).select_related("plan")
        return None, get_object_or_404(rows, pk=int(citation))
    return (get_object_or_404(seen.select_related("owner"), pk=int(plan)) if plan else None), None


@require_safe
@member_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The review's first page: of what, when, and how far each part of the kit is."""
    acting = acting_of(request)
    found = load_review(acting, pk)
    readable = set(Plan.objects.visible_to(acting).filter(reviews=found).values_list("pk", flat=True))
    context = context_of(acting, found, "facts") | {
        "plans": found.plans.select_related("owner").order_by("period_start", "pk"),
        "readable": readable,
        "parts": found.parts.count(),
        "written": found.parts.exclude(text="").count(),
        "counted": queries.counted(found),
        "said": found.findings.count(),
        "today": timezone.localdate(),
        "sent": found.round.submissions.handed_in().count() if found.round else 0,
        "asked": found.round.submissions.count() if found.round else 0,
    }
    return render(request, "reporting/reviews/review.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the review is of, its days or its plans."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    form = FactsForm(posted(request)[0], queries.choosable_plans(acting), initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            reverse("reviews:review", args=[pk]),
            lambda: actions.change_facts(
                found, form.facts, list(form.cleaned_data["plans"]), by=acting, seen=form.cleaned_data["seen"]
            ),
        )
        if done.response:
            return done.response
    context = {"form": form, "review": found, "back": reverse("reviews:review", args=[pk])}
    return render(request, "reporting/reviews/facts.html", context, status=422 if form.errors else 200)
