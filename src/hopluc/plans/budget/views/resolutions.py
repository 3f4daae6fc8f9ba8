"""The council's resolutions: recorded on lines, taken back, replaced by another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.budget import access, queries, resolving, rules
from hopluc.plans.budget.forms import ApproveForm, ReasonForm, ReplaceForm
from hopluc.plans.budget.views.loading import FORM_METHODS, load_resolution, load_year
from hopluc.plans.views.common import posted, submit
from hopluc.ui import bulk


@require_http_methods(FORM_METHODS)
@member_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the council's resolution on all lines or some of them."""
    acting = acting_of(request)
    year = load_year(acting, pk)
    if not access.may_gather(acting, year.plan):
        raise PermissionDenied
    form = ApproveForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            queries.address(year),
            lambda: resolving.approve(
                year, by=acting, number=given["number"], on=given["on"], amounts=_amounts(request)
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi nghị quyết; các cơ quan được báo."))
            return done.response
    rows = _shown(request, queries.undecided(year), "proposed")
    chosen = set(bulk.chosen(request)) if request.method == "POST" else {row.pk for row in rows}
    context = {"plan": year.plan, "year": year, "form": form, "rows": rows, "chosen": chosen}
    context["replaced"] = None
    return render(request, "plans/budget/approve.html", context, status=422 if form.errors else 200)


def _amounts(request: HttpRequest) -> dict[int, tuple[int, int]]:
    """What was approved for each line that was ticked, and the revision that the page showed."""
    found = {}
    for pk in bulk.chosen(request):
        seen = request.POST.get(f"seen-{pk}", "")
        found[pk] = (_amount(request, pk), int(seen) if seen.isdecimal() else -1)
    return found


def _amount(request: HttpRequest, pk: int) -> int:
    """What was typed for a line; ValidationError for what is no amount."""
    text = request.POST.get(f"amount-{pk}", "")
    amount = rules.parse_dong(text)
    if amount is None:
        words = _("“%(text)s” không phải số tiền chẵn đồng. Ghi ví dụ 1.500.000 hoặc 1,5 triệu.")
        raise ValidationError(words % {"text": text})
    return amount


def _shown(request: HttpRequest, lines: Iterable[Any], initial: str) -> list[Any]:
    """Lines with what stands in their field: as typed, else the amount named `initial`."""
    rows = list(lines)
    for row in rows:
        typed = request.POST.get(f"amount-{row.pk}")
        row.shown = rules.dong(getattr(row, initial)) if typed is None else typed
    return rows


@require_http_methods(FORM_METHODS)
@member_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a resolution back that was recorded by error."""
    acting = acting_of(request)
    row = load_resolution(acting, pk)
    if not access.may_gather(acting, row.year.plan):
        raise PermissionDenied
    form, back = ReasonForm(posted(request)[0]), queries.address(row.year)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = submit(request, form, back, lambda: resolving.take_back(row, by=acting, reason=reason))
        if done.response:
            messages.success(request, _("Đã gỡ nghị quyết; các dòng chờ phê duyệt lại."))
            return done.response
    context = {
        "plan": row.year.plan,
        "year": row.year,
        "form": form,
        "title": _("Gỡ nghị quyết %s") % row.number,
        "deed": _("Gỡ nghị quyết"),
        "back": back,
    }
    return render(request, "plans/budget/reason.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Record another resolution in the place of one, on the same lines."""
    acting = acting_of(request)
    row = load_resolution(acting, pk)
    year = row.year
    if not access.may_gather(acting, year.plan):
        raise PermissionDenied
    lines = list(queries.lines(resolution=row))
    form = ReplaceForm(posted(request)[0], initial={"number": row.number, "on": row.on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            queries.address(year),
            lambda: resolving.replace(
                row, by=acting, amounts={line.pk: _amount(request, line.pk) for line in lines}, **given
            ),
        )
        if done.response:
            messages.success(request, _("Đã thay nghị quyết; bản ghi cũ vẫn còn trong lịch sử."))
            return done.response
    rows = _shown(request, lines, "approved")
    context = {"plan": year.plan, "year": year, "form": form, "rows": rows, "replaced": row, "chosen": ()}
    return render(request, "plans/budget/approve.html", context, status=422 if form.errors else 200)
