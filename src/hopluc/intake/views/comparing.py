"""Two plans beside each other: what became of each task, target, citation and duty."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.compiler.compare.diff import diff
from hopluc.compiler.compare.diff_view import diff_view
from hopluc.compiler.format import Plan, from_json
from hopluc.intake import amending, queries
from hopluc.intake.models import Paper
from hopluc.intake.views.loading import load, load_in_review
from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.amendments import queries as plans
from hopluc.plans.views.common import submit


@member_required
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a paper beside that of another one (`voi`), or the papers to choose from."""
    paper = load_in_review(request, pk)
    words, other = request.GET.get("q", ""), request.GET.get("voi", "")
    if not other.isdecimal():
        papers = Paper.objects.visible_to(acting_of(request))
        context = {"paper": paper, "others": queries.comparable(paper, papers.search(words)), "q": words}
        return render(request, "intake/choose.html", context)
    older, newer = queries.in_order(load_in_review(request, load(request, int(other)).pk), paper)
    shown = diff_view(diff(_plan(older), _plan(newer)))
    may_amend = amending.may_amend(acting_of(request), older, newer)
    context = {"older": older, "newer": newer, "shown": shown, "may_amend": may_amend}
    return render(request, "intake/compare.html", context)


def _plan(paper: Paper) -> Plan:
    """The plan as it stands with the reviewers' corrections."""
    return from_json(queries.review(paper).plan)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, pk: int, older: int) -> HttpResponse:
    """What a new edition changes of the plan in force: chosen differences become proposals to amend it."""
    acting = acting_of(request)
    newer = load_in_review(request, pk)
    before = load_in_review(request, load(request, older).pk)
    if not amending.may_amend(acting, before, newer) or before.plan is None:
        raise PermissionDenied
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        done = submit(
            request,
            form,
            reverse("plans:amendments", args=[before.plan.pk]),
            lambda: amending.propose(before, newer, request.POST.getlist("rows"), by=acting),
        )
        if done.response:
            messages.success(
                request, _("Đã đưa khác biệt thành đề xuất sửa đổi. Tổng hợp và ghi văn bản tại đây.")
            )
            return done.response
    found = amending.differences(before, newer)
    shown = zip(found.found, plans.shown(one.proposal for one in found.found), strict=True)
    context = {
        "newer": newer,
        "older": before,
        "plan": before.plan,
        "rows": list(shown),
        "left": found.left,
        "form": form,
    }
    return render(request, "intake/amending.html", context, status=422 if form.errors else 200)
