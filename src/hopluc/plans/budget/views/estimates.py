"""One body's estimate: its lines, handing it in, sending it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.budget import access, actions, queries, rules
from hopluc.plans.budget.document import estimate_document
from hopluc.plans.budget.forms import LineForm, ReasonForm
from hopluc.plans.budget.views.loading import FORM_METHODS, docx, load_estimate, load_year
from hopluc.plans.models import Estimate, Plan
from hopluc.plans.views.common import posted, submit

State = Estimate.State


@require_http_methods(FORM_METHODS)
@member_required
def estimate(request: HttpRequest, pk: int) -> HttpResponse:
    """The body's lines; its approver hands the estimate in here."""
    acting = acting_of(request)
    row = load_estimate(acting, pk)
    may_submit = access.may_submit(acting, row)
    if request.method == "POST":
        if not may_submit:
            raise PermissionDenied
        try:
            actions.submit(row, by=acting)
            messages.success(request, _("Đã gửi dự toán cho cơ quan thường trực."))
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        return redirect("plans:estimate", pk=row.pk)
    shown, running = queries.view(row.year, estimate=row), row.year.plan.state == Plan.State.IN_FORCE
    decided = any(line.approved is not None for line in shown.lines)
    open_ = running and row.state != State.SUBMITTED and not decided
    context = {
        "plan": row.year.plan,
        "tab": "budget",
        "row": row,
        "year": row.year,
        "view": shown,
        "unit": "",
        "late": rules.is_late(row.year.due_on, row.sent_on, timezone.localdate()),
        "writes": open_ and access.may_write(acting, row),
        "adds": open_ and row.passed_from_id is None and access.may_estimate(acting, row.year.plan)
        and row.body_id == acting.body.pk,
        "submits": running and row.state != State.SUBMITTED and may_submit,
        "returns": running and row.state == State.SUBMITTED and not decided
        and access.may_gather(acting, row.year.plan),
    }  # fmt: skip
    return render(request, "plans/budget/estimate.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a line into the body's estimate of a year."""
    acting = acting_of(request)
    year = load_year(acting, pk)
    if not access.may_estimate(acting, year.plan):
        raise PermissionDenied
    initial = {"task": request.GET.get("nhiem-vu", "")}
    form = LineForm(posted(request)[0], access.own_tasks(acting, year.plan), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.values
        task = values.pop("task")
        done = submit(
            request,
            form,
            lambda line: reverse("plans:estimate", args=[line.estimate_id]),
            lambda: actions.add_line(year, task, by=acting, **values),
        )
        if done.response:
            messages.success(request, _("Đã thêm dòng dự toán."))
            return done.response
    context = {"plan": year.plan, "year": year, "form": form}
    return render(request, "plans/budget/line_form.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def none(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the body needs no money this year."""
    acting = acting_of(request)
    year = load_year(acting, pk)
    if not access.may_estimate(acting, year.plan):
        raise PermissionDenied
    try:
        made = actions.submit_none(year, by=acting)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect(queries.address(year))
    messages.success(request, _("Đã gửi: cơ quan không có nhu cầu kinh phí."))
    return redirect("plans:estimate", pk=made.pk)


@require_http_methods(FORM_METHODS)
@member_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the estimate back with a reason."""
    acting = acting_of(request)
    row = load_estimate(acting, pk)
    if not access.may_gather(acting, row.year.plan):
        raise PermissionDenied
    form = ReasonForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        address = reverse("plans:estimate", args=[row.pk])
        done = submit(request, form, address, lambda: actions.send_back(row, by=acting, reason=reason))
        if done.response:
            messages.success(request, _("Đã trả lại; cơ quan được báo lý do."))
            return done.response
    title = _("Trả lại dự toán của %(body)s") % {"body": row.body}
    context = {
        "plan": row.year.plan,
        "year": row.year,
        "form": form,
        "title": title,
        "deed": _("Trả lại"),
        "back": reverse("plans:estimate", args=[row.pk]),
    }
    return render(request, "plans/budget/reason.html", context, status=422 if form.errors else 200)


@require_safe
@member_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The body's estimate in official form."""
    row = load_estimate(acting_of(request), pk)
    made = estimate_document(row, queries.view(row.year, estimate=row), timezone.localdate())
    return docx(made, f"du-toan-{row.year.year}-{row.pk}.docx")
