"""The other sides of a plan: indicators, reporting and duties, citations, history, its end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans import access, actions, boards, queries, uploads, words
from hopluc.plans.amendments.moments import NOTHING, reread, target_readings
from hopluc.plans.amendments.queries import amended, timeline
from hopluc.plans.forms import ActualForm, AsOfForm, CloseForm
from hopluc.plans.mandates.wholes import actuals_of
from hopluc.plans.standings import now
from hopluc.plans.views import tables
from hopluc.plans.views.common import load_indicator, load_plan, posted, submit
from hopluc.ui.downloads import asked, said
from hopluc.ui.pages import page_of


@require_safe
@member_required
def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """Targets with what was reached, by whom it was typed and what is behind it."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    form = AsOfForm(request.GET)
    at = form.moment()
    rows = queries.indicators(plan, at)
    if asked(request):
        return tables.targets(plan, rows, boards.told(at))
    context = {
        "plan": plan,
        "tab": "indicators",
        "form": form,
        "at": at,
        "as_of": not boards.is_kept(at),
        "rows": rows,
        "may_type": access.follows(acting, plan) and plan.state == plan.State.IN_FORCE,
    }
    return render(request, "plans/indicators.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: all that was typed for it, and the form to type a figure."""
    acting = acting_of(request)
    one = load_indicator(acting, pk)
    may_type = access.may_type_actual(acting, one) and one.plan.state == one.plan.State.IN_FORCE
    address = reverse("plans:indicator", args=[one.pk])
    form = ActualForm(*posted(request), initial={"on": timezone.localdate()})
    if request.method == "POST":
        if not access.may_type_actual(acting, one):
            raise PermissionDenied
        if form.is_valid():
            given = form.cleaned_data
            kept = uploads.keep_all(given["evidence"])
            done = submit(
                request,
                form,
                address,
                lambda: actions.type_actual(
                    one,
                    by=acting,
                    on=given["on"],
                    value=given["value"],
                    note=given["note"],
                    file=kept[0][0] if kept else None,
                    file_name=kept[0][1] if kept else "",
                    seen=given["seen"],
                ),
            )
            if done.response:
                messages.success(request, _("Đã ghi số thực hiện."))
                return done.response
    at = now()
    told = amended(one, acting, at)
    reread(one, target_readings(at, pk=one.pk).get(one.pk, NOTHING))
    typed = list(
        one.typed.filter(of=None).select_related("body", "file").order_by("-on", "-recorded_at", "-pk")
    )
    if asked(request):
        return tables.figures(one, typed)
    seen = max((row.pk for row in typed), default=0)
    context = {
        "one": one,
        "plan": one.plan,
        "typed": typed,
        "actual": actuals_of([one], at).get(one.pk),
        "form": form,
        "seen": seen,
        "may_type": may_type,
        "amended": told,
        "at": at,
    }
    return render(request, "plans/indicator.html", context, status=422 if form.errors else 200)


@require_safe
@member_required
def duties(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reports what to whom and when, and the other standing duties of the plan."""
    plan = load_plan(acting_of(request), pk)
    if asked(request):
        return tables.duties(plan)
    context = {
        "plan": plan,
        "tab": "duties",
        "reporting": list(plan.reporting.all()),
        "duties": [(words.DUTY_KINDS.get(d.kind, d.kind), d) for d in plan.duties.all()],
    }
    return render(request, "plans/duties.html", context)


@require_safe
@member_required
def citations(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents that the plan names, by the role they play."""
    plan = load_plan(acting_of(request), pk)
    found = list(plan.citations.order_by("start", "pk"))
    by_role = [
        (title, [one for one in found if one.role == role]) for role, title in words.CITATION_ROLES.items()
    ]
    return render(request, "plans/citations.html", {"plan": plan, "tab": "citations", "by_role": by_role})


@require_safe
@member_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What amendments changed, and the deeds upon the plan, newest first; as known on a day where one is
    given."""
    plan = load_plan(acting_of(request), pk)
    form = AsOfForm(request.GET)
    at = form.moment()
    deeds = queries.history(plan, at)
    if asked(request):
        return tables.history(plan, deeds, said(form))
    page = page_of(request, deeds)
    context = {
        "plan": plan,
        "tab": "history",
        "page": page,
        "rows": queries.subjects(page.object_list),
        "form": form,
        "told": timeline(plan, at) if page.number == 1 else [],
    }
    return render(request, "plans/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the following of the plan, with the reason."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    if not access.may_close_plan(acting, plan):
        raise PermissionDenied
    form = CloseForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = submit(
            request,
            form,
            reverse("plans:board", args=[plan.pk]),
            lambda: actions.close_plan(plan, by=acting, reason=reason),
        )
        if done.response:
            messages.success(request, _("Đã kết thúc theo dõi kế hoạch."))
            return done.response
    return render(
        request, "plans/close.html", {"plan": plan, "form": form}, status=422 if form.errors else 200
    )
