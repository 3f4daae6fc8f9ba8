"""The links of a plan, and the proposals between two plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_q.tasks import async_task

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.mandates import access, linking, queries
from hopluc.plans.mandates.forms import LinkForm, SearchForm, StateForm
from hopluc.plans.mandates.views.common import chosen, load_link
from hopluc.plans.models import Plan, PlanLink, TargetLink, TaskLink
from hopluc.plans.views.common import load_plan, posted, submit
from hopluc.ui import bulk
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]
KINDS: dict[str, type[TaskLink] | type[TargetLink]] = {"task": TaskLink, "target": TargetLink}


@require_http_methods(FORM_METHODS)
@member_required
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan carries out, and who carries it out; linking it by hand."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    may_link = access.may_link(acting, plan)
    form = LinkForm(posted(request)[0])
    if request.method == "POST":
        if not may_link:
            raise PermissionDenied
        if form.is_valid():
            given = form.cleaned_data
            above = get_object_or_404(Plan.objects.visible_to(acting), pk=given["above"])
            done = submit(
                request,
                form,
                reverse("plans:links", args=[plan.pk]),
                lambda: linking.link_plans(plan, above, by=acting, kind=given["kind"]),
            )
            if done.response:
                messages.success(
                    request, _("Đã liên kết. Hệ thống đang so từng nhiệm vụ; đề xuất hiện ra sau ít giây.")
                )
                return done.response
    search = SearchForm(request.GET)
    context = {
        "plan": plan,
        "tab": "links",
        "form": form,
        "search": search,
        "up": queries.plan_links(plan, acting, up=True),
        "down": queries.plan_links(plan, acting, up=False),
        "may_link": may_link,
        "searched": bool(search.words),
        "found": queries.linkable(plan, acting, search.words) if may_link and search.words else [],
        "kinds": PlanLink.Kind.choices,
    }
    return render(request, "plans/mandates/links.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look through the citations of all plans again, and compare anew."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    if not access.may_link(acting, plan):
        raise PermissionDenied
    async_task("hopluc.intake.jobs.propose_links", plan.pk)
    messages.success(request, _("Hệ thống đang tìm liên kết; kết quả hiện ra sau ít giây."))
    return redirect("plans:links", plan.pk)


@require_http_methods(FORM_METHODS)
@member_required
def between(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposals between two plans: confirm or refuse several at once, or take that back."""
    acting = acting_of(request)
    link = load_link(acting, pk)
    may_link = access.may_link(acting, link.below)
    filters = StateForm(request.GET)
    form = SearchForm(posted(request)[0])
    if request.method == "POST":
        if not may_link:
            raise PermissionDenied
        form.is_valid()
        done = submit(request, form, _here(request, link), lambda: _deed(request, link))
        if done.response:
            return done.response
        link = load_link(acting, pk)
    rows = queries.links_between(TaskLink, link, filters.state)
    context: dict[str, Any] = {
        "plan": link.below,
        "tab": "links",
        "link": link,
        "form": form,
        "filters": filters,
        "page": page_of(request, rows, 100),
        "targets": queries.links_between(TargetLink, link, filters.state),
        "may_link": may_link,
        "opens": queries.visible(acting, [link.below_id, link.above_id]),
        "without": queries.unlinked(link) if may_link else 0,
    }
    return render(request, "plans/mandates/between.html", context, status=422 if form.errors else 200)


def _deed(request: HttpRequest, link: PlanLink) -> None:
    acting, state = acting_of(request), request.POST.get("state", "")
    what = request.POST.get("what", "")
    if what == "plan":
        linking.settle_plan_link(link, by=acting, state=state, seen=request.POST.get("seen"))
        messages.success(request, _("Đã ghi."))
        return
    kind, ticked = KINDS.get(what, TaskLink), chosen(request)
    rows: list[Any] = list(kind.objects.filter(pk__in=ticked).select_related("below").order_by("pk"))
    outcome = bulk.each(
        rows,
        lambda row: linking.settle(kind, {row.pk: ticked[row.pk]}, by=acting, between=link, state=state),
        lambda row: row.below.number or row.below.code if kind is TaskLink else row.below.name,
    )
    bulk.tell(request, outcome, _("Đã ghi %(n)s liên kết."))


def _here(request: HttpRequest, link: PlanLink) -> str:
    """Back to the same page with the same filters."""
    query = request.GET.urlencode()
    address = reverse("plans:link", args=[link.pk])
    return f"{address}?{query}" if query else address
