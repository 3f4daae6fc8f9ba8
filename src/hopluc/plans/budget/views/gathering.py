"""A year's budget of a plan as a whole: what is asked for, by kind, body and task; opened, approved, taken
away as a workbook and as a document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.budget import access, actions, due, queries
from hopluc.plans.budget.document import year_document
from hopluc.plans.budget.forms import BudgetForm, DueForm, YearForm
from hopluc.plans.budget.views.loading import FORM_METHODS, docx, load_year
from hopluc.plans.budget.workbook import budget_book
from hopluc.plans.models import Estimate, Plan
from hopluc.plans.views.common import load_plan, posted, submit
from hopluc.ui.downloads import XLSX, said


def _found(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """The year that is asked for (the latest without one), its lines filtered, the form of the filters."""
    years = queries.years(plan)
    bodies = queries.bodies_of(years)
    form = BudgetForm(request.GET, years, bodies)
    conditions = form.conditions()
    wanted = form.cleaned_data.get("nam")
    year = next((one for one in years if one.year == wanted), years[0] if years else None)
    shown = queries.view(year, **conditions) if year else None
    return {"form": form, "year": year, "view": shown, "unit": form.cleaned_data.get("don_vi", "")}


@require_safe
@member_required
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """The budget of a year: sums by kind of fund, source and body, and every line."""
    acting, on = acting_of(request), timezone.localdate()
    plan = load_plan(acting, pk)
    found = _found(request, plan)
    year, running = found["year"], plan.state == Plan.State.IN_FORCE
    gathers = running and access.may_gather(acting, plan)
    by_body = queries.bodies(found["view"], on) if year else []
    context = found | {
        "plan": plan,
        "tab": "budget",
        "on": on,
        "gathers": gathers,
        "estimates": running and year is not None and access.may_estimate(acting, plan),
        "own": queries.own_estimate(year, acting) if year else None,
        "made": [row for row in by_body if row.estimate],
        "lacking": [row for row in by_body if not row.estimate],
        "undecided": year is not None and gathers and queries.undecided(year).exists(),
        "resolutions": queries.resolutions(year) if year else [],
        "ended": queries.ended(year) if year else [],
        "moves": list(year.moves.order_by("pk")) if year else [],
        "beside": queries.beside(found["view"]) if year else None,
    }
    return render(request, "plans/budget/budget.html", context)


@require_safe
@member_required
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The money of each task beside its official status."""
    plan = load_plan(acting_of(request), pk)
    found = _found(request, plan)
    rows = queries.tasks(found["view"]) if found["view"] else []
    context = found | {"plan": plan, "tab": "budget", "rows": rows}
    return render(request, "plans/budget/tasks.html", context)


@require_safe
@member_required
def excel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The year as a workbook for the finance department."""
    plan = load_plan(acting_of(request), pk)
    found = _found(request, plan)
    if found["year"] is None:
        raise Http404
    response = HttpResponse(
        budget_book(found["view"], timezone.localdate(), said(found["form"])), content_type=XLSX
    )
    name = f"du-toan-{found['year'].year}-{plan.pk}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
@member_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The gathered estimate in official form, number and date left for the document system."""
    year = load_year(acting_of(request), pk)
    sent = queries.view(year, estimate__state=Estimate.State.SUBMITTED)
    made = year_document(sent, timezone.localdate())
    return docx(made, f"du-toan-{year.year}-{year.plan_id}.docx")


@require_http_methods(FORM_METHODS)
@member_required
def open_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a budget year."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    if not access.may_gather(acting, plan):
        raise PermissionDenied
    form = YearForm(posted(request)[0], initial={"year": timezone.localdate().year + 1})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            queries.address,
            lambda: actions.open_year(plan, by=acting, year=given["year"], due_on=given["due_on"]),
        )
        if done.response:
            messages.success(request, _("Đã mở dự toán; các cơ quan chủ trì nhiệm vụ được báo."))
            return done.response
    context = {"plan": plan, "form": form}
    return render(request, "plans/budget/open.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def move_due(request: HttpRequest, pk: int) -> HttpResponse:
    """Let bodies hand in until another day."""
    acting = acting_of(request)
    year = load_year(acting, pk)
    if not access.may_gather(acting, year.plan):
        raise PermissionDenied
    form = DueForm(posted(request)[0], initial={"due_on": year.due_on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(request, form, queries.address(year), lambda: due.move_due(year, by=acting, **given))
        if done.response:
            messages.success(request, _("Đã đổi hạn; các cơ quan chưa gửi được báo."))
            return done.response
    context = {"plan": year.plan, "year": year, "form": form, "moves": list(year.moves.order_by("pk"))}
    return render(request, "plans/budget/move_due.html", context, status=422 if form.errors else 200)
