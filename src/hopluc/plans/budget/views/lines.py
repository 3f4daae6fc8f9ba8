"""One line of an estimate: its three amounts, how it was cut, what was spent; and the money of a task."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.budget import access, actions, queries, spending
from hopluc.plans.budget.forms import CutForm, LineForm, ReasonForm, SpendForm
from hopluc.plans.budget.views.loading import FORM_METHODS, load_line, load_spending
from hopluc.plans.models import BudgetLine, Estimate, Plan
from hopluc.plans.views.common import load_task, posted, submit
from hopluc.viet.numbers import format_number

State = Estimate.State


def _address(line: BudgetLine) -> str:
    return reverse("plans:budget_line", args=[line.pk])


@require_safe
@member_required
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """A line with its history."""
    acting = acting_of(request)
    row = load_line(acting, pk)
    estimate, plan = row.estimate, row.estimate.year.plan
    running, decided = plan.state == Plan.State.IN_FORCE, row.approved is not None
    sent, writes = estimate.state == State.SUBMITTED, running and access.may_write(acting, estimate)
    found = queries.lines(pk=row.pk).get()
    spendings = row.spendings.filter(takes_back=None).select_related("taken_back")
    context = {
        "plan": plan,
        "year": estimate.year,
        "row": row,
        "sums": queries.amounts(found),
        "judged": queries.statuses(plan).get(row.task_id),
        "cuts": list(row.cuts.order_by("pk")),
        "ended": queries.ended_of(row),
        "spendings": list(spendings.order_by("on", "pk")),
        "changes": writes and not sent and not decided,
        "cuts_it": running and sent and not decided and access.may_gather(acting, plan),
        "spends": writes and decided,
    }
    return render(request, "plans/budget/line.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the line anew, before the estimate is handed in."""
    acting = acting_of(request)
    row = load_line(acting, pk)
    if not access.may_write(acting, row.estimate):
        raise PermissionDenied
    initial = {name: getattr(row, name) for name in actions.FIELDS} | {"seen": row.revision}
    if row.norm is not None:
        initial["amount"] = None
    form = LineForm(
        posted(request)[0], access.own_tasks(acting, row.estimate.year.plan), initial=_shown(initial)
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        done = submit(
            request,
            form,
            _address(row),
            lambda: actions.change_line(row, by=acting, seen=seen, **form.values),
        )
        if done.response:
            messages.success(request, _("Đã sửa dòng dự toán."))
            return done.response
    context = {"plan": row.estimate.year.plan, "year": row.estimate.year, "form": form, "row": row}
    return render(request, "plans/budget/line_form.html", context, status=422 if form.errors else 200)


def _shown(initial: dict[str, Any]) -> dict[str, Any]:
    """A quantity as offices write it, without noughts behind the comma."""
    quantity = initial["quantity"]
    return initial | {"quantity": "" if quantity is None else format_number(quantity)}


@require_POST
@member_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the line out of the estimate."""
    acting = acting_of(request)
    row = load_line(acting, pk)
    try:
        actions.drop_line(row, by=acting)
        messages.success(request, _("Đã bỏ dòng dự toán."))
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("plans:estimate", pk=row.estimate_id)


@require_http_methods(FORM_METHODS)
@member_required
def cut(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another amount for the line."""
    acting = acting_of(request)
    row = load_line(acting, pk)
    if not access.may_gather(acting, row.estimate.year.plan):
        raise PermissionDenied
    form = CutForm(posted(request)[0], initial={"amount": row.proposed, "seen": row.revision})
    if request.method == "POST" and form.is_valid():
        done = submit(request, form, _address(row), lambda: actions.cut(row, by=acting, **form.cleaned_data))
        if done.response:
            messages.success(request, _("Đã ghi số đề xuất; số cơ quan dự toán vẫn giữ."))
            return done.response
    return _form_page(request, "plans/budget/cut.html", form, row)


@require_http_methods(FORM_METHODS)
@member_required
def spend(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money spent on the line."""
    acting = acting_of(request)
    row = load_line(acting, pk)
    if not access.may_write(acting, row.estimate):
        raise PermissionDenied
    form = SpendForm(posted(request)[0], initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        done = submit(
            request, form, _address(row), lambda: spending.spend(row, by=acting, **form.cleaned_data)
        )
        if done.response:
            messages.success(request, _("Đã ghi khoản chi."))
            return done.response
    return _form_page(request, "plans/budget/spend.html", form, row)


def _form_page(request: HttpRequest, template: str, form: Any, row: BudgetLine) -> HttpResponse:
    found = queries.lines(pk=row.pk).get()
    context = {
        "plan": row.estimate.year.plan,
        "year": row.estimate.year,
        "row": row,
        "form": form,
        "sums": queries.amounts(found),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back money written by error."""
    acting = acting_of(request)
    row = load_spending(acting, pk)
    if not access.may_write(acting, row.line.estimate):
        raise PermissionDenied
    form = ReasonForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = submit(
            request, form, _address(row.line), lambda: spending.take_back(row, by=acting, reason=reason)
        )
        if done.response:
            messages.success(request, _("Đã gỡ khoản chi; bản ghi cũ vẫn còn trong lịch sử."))
            return done.response
    context = {
        "plan": row.line.estimate.year.plan,
        "year": row.line.estimate.year,
        "form": form,
        "title": _("Gỡ khoản chi ghi nhầm"),
        "deed": _("Gỡ"),
        "back": _address(row.line),
    }
    return render(request, "plans/budget/reason.html", context, status=422 if form.errors else 200)


@require_safe
@member_required
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    """The money of a task: a line of the task's own page, and a page by itself."""
    acting = acting_of(request)
    task = load_task(acting, pk)
    context = {"task": task, "plan": task.plan, "rows": queries.of_task(task)}
    htmx = request.htmx  # type: ignore[attr-defined]
    template = "plans/budget/of_task.html"
    return render(request, f"{template}#card" if htmx else template, context)
