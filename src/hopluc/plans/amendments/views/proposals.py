"""A plan's proposals, the forms that make one, and one of them."""

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
from hopluc.organizations.acting import Acting
from hopluc.plans.amendments import access, actions, queries, rules
from hopluc.plans.amendments.forms import (
    TASK_FORMS,
    AnswerForm,
    NewTargetForm,
    NewTaskForm,
    ProposalsForm,
    TargetForm,
)
from hopluc.plans.models import Amendment, Plan, Proposal
from hopluc.plans.standings import now
from hopluc.plans.views.common import load_indicator, load_plan, load_task, posted, submit
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]


def load_proposal(acting: Acting, pk: int) -> Proposal:
    """A proposal for a plan that the person may see: a plan is read whole."""
    rows = Proposal.objects.filter(plan__in=Plan.objects.visible_to(acting))
    related = ("plan__owner", "plan__standing_agency", "task", "indicator", "body", "amendment")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_safe
@member_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Drafts to decide and proposals to gather, of all plans; a card of My work for htmx."""
    template = "plans/amendments_waiting.html"
    context = {"desk": queries.desk(acting_of(request))}
    return render(request, f"{template}#card" if request.headers.get("HX-Request") else template, context)


@require_http_methods(FORM_METHODS)
@member_required
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed for the plan, the drafts, and what is in force; several are gathered at once."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    gathers = access.may_gather(acting, plan) and plan.state == Plan.State.IN_FORCE
    if request.method == "POST" and not gathers:
        raise PermissionDenied
    form = ProposalsForm(request.GET, queries.proposing_bodies(plan))
    gathering = AnswerForm()  # only to hang a refusal on
    if request.method == "POST":
        done = _gather(request, plan)
        if done:
            return done
    page = page_of(request, queries.proposals(plan, form.given), 30)
    context = {
        "plan": plan,
        "tab": "amendments",
        "form": form,
        "page": page,
        "rows": queries.shown(page.object_list),
        "drafts": queries.drafts(plan),
        "done": plan.amendments.exclude(state__in=(Amendment.State.GATHERING, Amendment.State.SUBMITTED)),
        "gathers": gathers,
        "may_propose": plan.state == Plan.State.IN_FORCE and access.may_propose(acting, plan),
        "decider": access.decider_of(plan),
        "gathering": gathering,
    }
    return render(request, "plans/amendments.html", context, status=422 if request.method == "POST" else 200)


def _gather(request: HttpRequest, plan: Plan) -> HttpResponse | None:
    acting = acting_of(request)
    chosen = [int(pk) for pk in request.POST.getlist("rows") if pk.isdecimal()]
    into = request.POST.get("into", "")
    draft = plan.amendments.filter(pk=into).first() if into.isdecimal() else None
    rows = list(plan.proposals.filter(pk__in=chosen).order_by("pk"))
    made: list[Amendment] = []
    form = AnswerForm()
    done = submit(
        request,
        form,
        reverse("plans:amendments", args=[plan.pk]),
        lambda: made.append(actions.gather(plan, rows, by=acting, into=draft)),
    )
    if done.refused:
        for words in done.refused.messages:
            messages.warning(request, words)
        return None
    messages.success(request, _("Đã đưa các đề xuất vào dự thảo sửa đổi."))
    return done.response


@require_safe
@member_required
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """All proposals that the filters find, as a workbook."""
    plan = load_plan(acting_of(request), pk)
    form = ProposalsForm(request.GET, queries.proposing_bodies(plan))
    columns = [
        Column(_("Cơ quan đề xuất"), 32),
        Column(_("Loại"), 20),
        Column(_("Nội dung hiện nay"), 60),
        Column(_("Đề xuất"), 60),
        Column(_("Lý do"), 50),
        Column(_("Trạng thái"), 18),
        Column(_("Ý kiến"), 40),
        Column(_("Người gửi"), 24),
        Column(_("Gửi lúc"), 18),
    ]
    found = queries.shown(queries.proposals(plan, form.given))
    title = _("Đề xuất sửa đổi %(plan)s") % {"plan": plan.number}
    return xlsx(f"de-xuat-sua-doi-{plan.pk}.xlsx", title, columns, map(_line, found), filtered=said(form))


def _line(one: queries.Shown) -> list[Any]:
    row = one.proposal
    before = "\n".join(f"{line.label}: {line.before}" for line in one.lines if line.before)
    after = "\n".join(f"{line.label}: {line.after}" for line in one.lines if line.after)
    return [
        row.body.name, row.get_kind_display(), f"{one.subject}\n{before}".strip(), after, row.reason,
        row.get_state_display(), row.answer, row.by_name, row.recorded_at,
    ]  # fmt: skip


# --- proposing ----------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@member_required
def propose_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a task that the plan is to have besides; `cha` names the task that it is to stand under."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    _check(acting, plan)
    parent = None
    if request.GET.get("cha", "").isdecimal():
        parent = get_object_or_404(plan.tasks.filter(until=None), pk=request.GET["cha"])
    form = NewTaskForm(posted(request)[0], plan, parent)
    heading = _("Đề xuất thêm nhiệm vụ con") if parent else _("Đề xuất thêm nhiệm vụ")
    return _propose(request, plan, form, heading=heading)


@require_http_methods(FORM_METHODS)
@member_required
def propose_new_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a target that the plan is to have besides."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    _check(acting, plan)
    form = NewTargetForm(posted(request)[0], plan)
    return _propose(request, plan, form, heading=_("Đề xuất thêm chỉ tiêu"))


@require_http_methods(FORM_METHODS)
@member_required
def propose_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a change of a task; `loai` says which."""
    acting = acting_of(request)
    task = load_task(acting, pk)
    _check(acting, task.plan)
    kind = request.GET.get("loai", rules.DEADLINE)
    form = TASK_FORMS.get(kind, TASK_FORMS[rules.DEADLINE])(posted(request)[0], task)
    return _propose(request, task.plan, form, heading=_("Đề xuất sửa đổi nhiệm vụ"), task=task)


@require_http_methods(FORM_METHODS)
@member_required
def propose_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another figure for a target, or to drop it."""
    acting = acting_of(request)
    one = load_indicator(acting, pk)
    _check(acting, one.plan)
    form = TargetForm(posted(request)[0], one)
    return _propose(request, one.plan, form, heading=_("Đề xuất sửa chỉ tiêu"), indicator=one)


def _check(acting: Acting, plan: Plan) -> None:
    if not access.may_propose(acting, plan):
        raise PermissionDenied


def _propose(request: HttpRequest, plan: Plan, form: Any, *, heading: str, **of: Any) -> HttpResponse:
    acting = acting_of(request)
    if request.method == "POST" and form.is_valid():
        values, reason = form.values(), form.cleaned_data["reason"]
        done = submit(
            request,
            form,
            reverse("plans:amendments", args=[plan.pk]),
            lambda: actions.propose(plan, by=acting, kind=form.kind, values=values, reason=reason, **of),
        )
        if done.response:
            messages.success(request, _("Đã gửi đề xuất đến cơ quan tổng hợp. Rút được khi chưa tổng hợp."))
            return done.response
    task = of.get("task")
    row = task or of.get("indicator")
    context = {
        "plan": plan,
        "form": form,
        "heading": heading,
        "task": task,
        "indicator": of.get("indicator"),
        "kinds": [
            (kind, Proposal.Kind(kind).label)
            for kind in TASK_FORMS
            if kind != rules.MOVED or not (task and task.parent_id)
        ],
        "others": queries.of_row(row, now()) if row else [],
        "decider": access.decider_of(plan),
    }
    return render(request, "plans/proposal_form.html", context, status=422 if form.errors else 200)


# --- one proposal -------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@member_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its change side by side; its body withdraws it, the standing agency answers it."""
    acting = acting_of(request)
    row = load_proposal(acting, pk)
    may = _rights(acting, row)
    form = AnswerForm(posted(request)[0])
    if request.method == "POST":
        deed = request.POST.get("deed", "")
        if (
            deed not in {"withdraw", "decline", "gather"}
            or not may["withdraw" if deed == "withdraw" else "gathers"]
        ):
            raise PermissionDenied
        form.is_valid()
        answer = form.cleaned_data.get("answer", "")
        if deed != "decline":
            form = AnswerForm({"answer": "–"})
            form.is_valid()
        done = submit(request, form, _address(row, deed), lambda: _DEEDS[deed](row, acting, answer))
        if done.response:
            messages.success(request, _TOLD[deed]())
            return done.response
        row = load_proposal(acting, pk)
    context = {
        "plan": row.plan,
        "row": row,
        "shown": queries.shown([row])[0],
        "form": form,
        "may": may,
        "open": row.state == Proposal.State.PROPOSED and row.plan.state == Plan.State.IN_FORCE,
    }
    return render(request, "plans/proposal.html", context, status=422 if form.errors else 200)


def _rights(acting: Acting, row: Proposal) -> dict[str, bool]:
    return {"withdraw": access.may_withdraw(acting, row), "gathers": access.may_gather(acting, row.plan)}


def _address(row: Proposal, deed: str) -> str:
    return reverse("plans:amendments", args=[row.plan_id])


_DEEDS = {
    "withdraw": lambda row, by, _answer: actions.withdraw(row, by=by),
    "decline": lambda row, by, answer: actions.decline(row, by=by, answer=answer),
    "gather": lambda row, by, _answer: actions.gather(row.plan, [row], by=by),
}
_TOLD = {
    "withdraw": lambda: _("Đã rút đề xuất."),
    "decline": lambda: _("Đã trả lời cơ quan đề xuất."),
    "gather": lambda: _("Đã đưa đề xuất vào một dự thảo sửa đổi mới."),
}
