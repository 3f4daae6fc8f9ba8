"""A document that amends a plan: its clauses beside what becomes of the plan, chosen, mended, recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hopluc.compiler.amend import Amending
from hopluc.intake import clauses
from hopluc.intake.forms import SignedForm
from hopluc.intake.models import Paper
from hopluc.intake.views import clauses_workbook
from hopluc.intake.views.loading import load_in_review
from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.amendments import access, actions
from hopluc.plans.amendments import queries as plans
from hopluc.plans.amendments.forms import form_of
from hopluc.plans.models import Plan
from hopluc.plans.views.common import posted, submit
from hopluc.ui.downloads import asked

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@member_required
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """The clauses and the plan (`ke-hoach` where the number alone does not tell it); a POST proposes the
    chosen ones, or records the paper as the decision."""
    paper, amending = _load(request, pk)
    plan, choices = _plan(request, amending)
    if plan is None:
        if request.method == "POST":
            raise PermissionDenied
        told = {"paper": paper, "amended": amending.amended, "choices": choices}
        return render(request, "intake/clauses_plan.html", told)
    acting = acting_of(request)
    deed = request.POST.get("deed", "")
    form = SignedForm(request.POST if deed == "record" else None, initial=_signed(amending))
    if request.method == "POST":
        chosen = request.POST.getlist("rows")
        done = _do(request, paper, plan, chosen, form, deed)
        if done:
            return done
    recorded = clauses.recorded(paper, plan)
    laid = clauses.lay(paper, plan) if recorded is None else clauses.Laid((), ())
    shown = plans.shown(row.proposal for row in laid.rows)
    if asked(request):
        return clauses_workbook.table(paper, laid, shown)
    context: dict[str, Any] = {
        "paper": paper,
        "plan": plan,
        "rows": list(zip(laid.rows, shown, strict=True)),
        "left": laid.left,
        "quiet": laid.quiet,
        "form": form,
        "recorded": recorded,
        "may_propose": plan.state == Plan.State.IN_FORCE and access.may_propose(acting, plan),
        "gathers": plan.state == Plan.State.IN_FORCE and access.may_gather(acting, plan),
        "given": request.POST.getlist("rows") if request.method == "POST" else None,
    }
    return render(request, "intake/clauses.html", context, status=422 if request.method == "POST" else 200)


def _load(request: HttpRequest, pk: int) -> tuple[Paper, Amending]:
    paper = load_in_review(request, pk)
    amending = clauses.amending_of(paper)
    if amending is None:
        raise Http404(_("Văn bản này không phải văn bản sửa đổi kế hoạch."))
    return paper, amending


def _plan(request: HttpRequest, amending: Amending) -> tuple[Plan | None, list[Plan]]:
    """The plan that is amended, and those to choose from where the document alone does not tell."""
    seen = Plan.objects.visible_to(acting_of(request)).select_related("owner", "standing_agency")
    wanted = request.GET.get("ke-hoach", "")
    if wanted.isdecimal():
        return get_object_or_404(seen, pk=wanted), []
    named = clauses.plans_named(amending, seen)
    if len(named) == 1:
        return named[0], []
    return None, named or list(seen.filter(state=Plan.State.IN_FORCE).order_by("-pk")[:50])


def _signed(amending: Amending) -> dict[str, Any]:
    """What the document says of its own signing."""
    signed = amending.document
    return {
        "number": signed.number or "",
        "issued_on": signed.issued_on,
        "on": amending.effective or signed.issued_on,
    }


def _do(
    request: HttpRequest, paper: Paper, plan: Plan, chosen: list[str], form: SignedForm, deed: str
) -> HttpResponse | None:
    acting = acting_of(request)
    if deed == "record":
        if not form.is_valid():
            return None
        given = form.cleaned_data
        done: Callable[[], Any] = lambda: clauses.record(paper, plan, chosen, by=acting, **given)  # noqa: E731
        told = _("Đã ghi văn bản sửa đổi; kế hoạch đọc theo bản sửa từ ngày có hiệu lực.")
    elif deed == "propose":
        form = SignedForm({"number": "-", "issued_on": "01/01/2000", "on": "01/01/2000"})
        done = lambda: clauses.propose(paper, plan, chosen, by=acting)  # noqa: E731
        told = _("Đã đưa các khoản đã chọn thành đề xuất sửa đổi. Tổng hợp và ghi văn bản tại đây.")
    else:
        raise PermissionDenied
    ended = submit(request, form, reverse("plans:amendments", args=[plan.pk]), done)
    if ended.refused:
        for words in ended.refused.messages:
            messages.warning(request, words)
        return None
    messages.success(request, told)
    return ended.response


@require_http_methods(METHODS)
@member_required
def mend(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One row as a form that is filled with what was read: mended, it is proposed."""
    acting = acting_of(request)
    paper, amending = _load(request, pk)
    plan, _choices = _plan(request, amending)
    if plan is None:
        raise Http404
    if not access.may_propose(acting, plan):
        raise PermissionDenied
    row = next((one for one in clauses.lay(paper, plan).rows if one.key == key), None)
    if row is None or row.made:
        raise Http404(_("Khoản này đã được đề xuất, hoặc kế hoạch đã đổi. Xem lại danh sách các khoản."))
    form = form_of(row.proposal, posted(request)[0])
    if request.method == "POST" and form.is_valid():
        values, reason = form.values(), form.cleaned_data["reason"]
        back = f"{reverse('intake:clauses', args=[paper.pk])}?ke-hoach={plan.pk}"
        of: dict[str, Any] = {"task": row.proposal.task, "indicator": row.proposal.indicator}
        done = submit(
            request,
            form,
            back,
            lambda: actions.propose(plan, by=acting, kind=form.kind, values=values, reason=reason, **of),
        )
        if done.response:
            messages.success(request, _("Đã đề xuất theo nội dung đã sửa."))
            return done.response
    context = {
        "plan": plan,
        "paper": paper,
        "row": row,
        "form": form,
        "heading": row.proposal.get_kind_display(),
        "task": row.proposal.task,
        "indicator": row.proposal.indicator,
        "decider": access.decider_of(plan),
    }
    return render(request, "intake/clause.html", context, status=422 if form.errors else 200)
