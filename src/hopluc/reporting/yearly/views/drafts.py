"""Drafts: the list, making one, its document, taking over again, the plan that came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.office.official import write_docx
from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.models import Plan
from hopluc.plans.views.common import load_plan, posted, submit
from hopluc.reporting.views.loading import told
from hopluc.reporting.yearly import access, actions, queries, rules
from hopluc.reporting.yearly.actions.closing import DOCX
from hopluc.reporting.yearly.forms import DropForm, IssuedForm, TitleForm, YearForm
from hopluc.reporting.yearly.models import FinalReport
from hopluc.reporting.yearly.views.common import FORM_METHODS, context_of, load_draft, load_written
from hopluc.ui.downloads import Column, asked, xlsx


@require_safe
@member_required
def draft_list(request: HttpRequest) -> HttpResponse:
    """The drafts that the person may read, and the plans that they may draft the next year of."""
    acting = acting_of(request)
    rows = queries.drafts(acting)
    if asked(request):
        return _workbook(rows)
    context = {"drafts": rows, "plans": queries.plans_to_draft(acting)}
    return render(request, "reporting/yearly/drafts.html", context)


def _workbook(rows: Iterable[Any]) -> HttpResponse:
    columns = [
        Column(_("Năm"), 8),
        Column(_("Dự thảo"), 60),
        Column(_("Lập từ kế hoạch"), 20),
        Column(_("Nhiệm vụ"), 12),
        Column(_("Chưa xem xét"), 14),
        Column(_("Đã ban hành"), 20),
        Column(_("Người lập"), 26),
        Column(_("Lập lúc"), 18),
    ]
    lines = (
        [one.year, one.title, one.plan.number, one.total, one.waiting,
         one.issued_as.number if one.issued_as else "", one.made_by_name, one.made_at]
        for one in rows
    )  # fmt: skip
    return xlsx("du-thao-ke-hoach.xlsx", _("Dự thảo kế hoạch năm tới"), columns, lines)


@require_http_methods(FORM_METHODS)
@member_required
def make(request: HttpRequest, plan: int) -> HttpResponse:
    """Make the draft of a year out of a plan."""
    acting = acting_of(request)
    found = load_plan(acting, plan)
    if not access.may_draft(acting, found):
        raise PermissionDenied(
            _("Chỉ cán bộ của cơ quan ban hành hoặc cơ quan thường trực soạn kế hoạch năm tới.")
        )
    year = rules.next_year(found.period_start, found.period_end, timezone.localdate())
    form = YearForm(posted(request)[0], initial={"year": year})
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.make_draft(found, by=acting, year=form.cleaned_data["year"])
        except ValidationError as error:
            form.add_error("year", error.messages[0])
        else:
            return redirect("yearly:draft", draft.pk)
    context = {"plan": found, "form": form, "drafts": queries.next_drafts(found, acting)}
    return render(request, "reporting/yearly/make.html", context, status=422 if form.errors else 200)


@require_safe
@member_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as a Word file to edit and sign."""
    draft = load_draft(acting_of(request), pk)
    response = HttpResponse(write_docx(queries.document_of(draft)), content_type=DOCX)
    name = f"du-thao-ke-hoach-{draft.year}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
@member_required
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over what changed in the plans since."""
    acting = acting_of(request)
    draft = load_written(acting, pk)
    with told(request, _("Đã lấy số liệu mới từ các kế hoạch; nội dung đã sửa, đã chọn giữ nguyên.")):
        actions.refresh_draft(draft, by=acting)
    return redirect("yearly:draft", pk)


@require_http_methods(FORM_METHODS)
@member_required
def retitle(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the draft another title."""
    acting = acting_of(request)
    draft = load_written(acting, pk)
    form = TitleForm(posted(request)[0], initial={"title": draft.title})
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            reverse("yearly:draft", args=[pk]),
            lambda: actions.retitle_draft(draft, by=acting, title=form.cleaned_data["title"]),
        )
        if done.response:
            return done.response
    context = context_of(acting, draft, "") | {"form": form}
    return render(request, "reporting/yearly/retitle.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def issued(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which plan came of the draft, or take it back."""
    acting = acting_of(request)
    draft = load_written(acting, pk)
    back = reverse("yearly:draft", args=[pk])
    data = posted(request)[0]
    link = IssuedForm(None if draft.issued_as_id else data, queries.issued_candidates(draft, acting))
    unlink = DropForm(data if draft.issued_as_id else None)
    form = unlink if draft.issued_as_id else link
    if request.method == "POST" and form.is_valid():
        deed = (
            (lambda: actions.unlink_issued(draft, by=acting, reason=unlink.cleaned_data["reason"]))
            if draft.issued_as_id
            else (lambda: actions.link_issued(draft, link.chosen, by=acting))
        )
        done = submit(request, form, back, deed)
        if done.response:
            messages.success(request, _("Đã ghi."))
            return done.response
    context = context_of(acting, draft, "") | {"form": form}
    return render(request, "reporting/yearly/issued.html", context, status=422 if form.errors else 200)


@require_safe
@member_required
def of_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """For the page of a plan: its final report, its drafts of the years to come, and what it came of."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    closed = plan.state == Plan.State.CLOSED
    context = {
        "plan": plan,
        "drafts": queries.next_drafts(plan, acting),
        "came_of": queries.drafts(acting).filter(issued_as=plan).first(),
        "may_draft": access.may_draft(acting, plan),
        "final": FinalReport.objects.filter(plan=plan).first() if closed else None,
    }
    return render(request, "reporting/yearly/_of_plan.html", context)
