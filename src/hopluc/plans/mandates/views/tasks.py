"""A task's place in the chain, and linking a task or a target by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.forms import AsOfForm
from hopluc.plans.mandates import access, linking, queries
from hopluc.plans.mandates.forms import SearchForm
from hopluc.plans.models import Indicator, Plan, Task
from hopluc.plans.views.common import load_indicator, load_task, posted, submit

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@member_required
def chain(request: HttpRequest, pk: int) -> HttpResponse:
    """What the task carries out and what carries it out; a card of the task's page for htmx."""
    acting = acting_of(request)
    task = load_task(acting, pk)
    up, down = queries.chain(task, acting, AsOfForm(request.GET).moment())
    may_link = access.may_link(acting, task.plan)
    context = {
        "task": task,
        "plan": task.plan,
        "up": up,
        "down": down,
        "proposed": list(queries.proposals_of(task)) if may_link else [],
        "may_link": may_link,
    }
    template = "plans/mandates/chain.html"
    return render(request, f"{template}#card" if request.headers.get("HX-Request") else template, context)


@require_http_methods(FORM_METHODS)
@member_required
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a task to a superior one by hand."""
    task = load_task(acting_of(request), pk)
    return _join(request, task, Task, reverse("plans:task", args=[task.pk]))


@require_http_methods(FORM_METHODS)
@member_required
def join_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a target to a superior one by hand."""
    one = load_indicator(acting_of(request), pk)
    return _join(request, one, Indicator, reverse("plans:indicator", args=[one.pk]))


def _join(request: HttpRequest, below: Any, kind: Any, back: str) -> HttpResponse:
    acting = acting_of(request)
    if not access.may_link(acting, below.plan):
        raise PermissionDenied
    search = SearchForm(request.GET)
    form = SearchForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.get("above", "")
        rows = kind.objects.filter(plan__in=Plan.objects.visible_to(acting)).select_related("plan")
        above = get_object_or_404(rows, pk=chosen if chosen.isdecimal() else 0)
        link = linking.link_tasks if kind is Task else linking.link_targets
        done = submit(request, form, back, lambda: link(below, above, by=acting))
        if done.response:
            messages.success(request, _("Đã liên kết với “%(what)s”.") % {"what": above})
            return done.response
    context = {
        "below": below,
        "words": below.text if kind is Task else below.name,
        "plan": below.plan,
        "back": back,
        "search": search,
        "form": form,
        "found": queries.superior_items(kind, below.plan, acting, search.words),
        "of_tasks": kind is Task,
    }
    return render(request, "plans/mandates/join.html", context, status=422 if form.errors else 200)
