"""Pages of problems: the list, one problem, raising one, and each step of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.engagement import access, rules
from hopluc.engagement.actions import problems as actions
from hopluc.engagement.forms.problems import PassSeveralForm, ProblemForm, ProblemsForm, StepForm
from hopluc.engagement.ladder import receivers_of
from hopluc.engagement.models import Problem, ProblemFile
from hopluc.engagement.queries import problems as queries
from hopluc.engagement.views.steps import take_step
from hopluc.law.calendar import is_working_day
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.queries import own_bodies
from hopluc.plans import uploads
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.views.common import load_plan, load_task, posted, submit
from hopluc.ui import bulk, downloads
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]
ANSWER_IN = 10  # working days that the form proposes; the person sets what is asked


def _load(acting: Acting, pk: int) -> Problem:
    rows = Problem.objects.visible_to(acting).select_related(
        "plan__owner__parent", "plan__standing_agency", "task", "holder__parent", "body__parent", "return_to"
    )
    return get_object_or_404(rows, pk=pk)


# --- lists ----------------------------------------------------------------------------------------


@require_safe
@member_required
def problem_list(request: HttpRequest) -> HttpResponse:
    """The problems that the person may see, with how long each has waited and who holds it."""
    acting, today, form, found = _found(request)
    page = page_of(request, found)
    mine = Problem.objects.waiting().filter(holder=acting.body)
    context = {
        "form": form,
        "page": page,
        "rows": [queries.row_of(one, today) for one in page.object_list],
        "held": mine.count(),
        "held_late": mine.late(today).count(),
        "raises": acting.has(Role.OFFICER),
        "mine": {one.pk for one in page.object_list if access.may_decide(acting, one)},
        "passing": PassSeveralForm(None),
        "today": today,
    }
    template = "engagement/problems.html#rows" if request.htmx else "engagement/problems.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _found(request: HttpRequest) -> tuple[Acting, dt.date, ProblemsForm, QuerySet[Problem]]:
    acting, today = acting_of(request), timezone.localdate()
    theirs = Problem.objects.visible_to(acting).values("plan_id")
    form = ProblemsForm(request.GET, list(Plan.objects.filter(pk__in=theirs).order_by("-issued_on", "pk")))
    return acting, today, form, queries.problems(acting, form.filters(), today)


@require_POST
@member_required
def pass_up_several(request: HttpRequest) -> HttpResponse:
    """Bring the problems that were ticked to whoever stands next above, all with the same words."""
    acting = acting_of(request)
    if not acting.has(Role.OFFICER):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan đang giải quyết mới chuyển vướng mắc lên."))
    back = redirect(f"{reverse('engagement:problems')}?{request.GET.urlencode()}".rstrip("?"))
    form = PassSeveralForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Ngày đề nghị trả lời không đúng. Ghi theo dạng 30/06/2026."))
        return back
    given, today = form.cleaned_data, timezone.localdate()
    rows = Problem.objects.visible_to(acting).filter(pk__in=bulk.chosen(request)).order_by("pk")
    outcome = bulk.each(
        list(rows),
        lambda one: actions.pass_up(
            one, by=acting, on=today, text=given["text"], answer_by=given["answer_by"]
        ),
        lambda one: f"“{Truncator(one.text).words(10)}”",
    )
    bulk.tell(request, outcome, _("Đã chuyển lên %(n)s vướng mắc."))
    return back


@require_safe
@member_required
def problem_excel(request: HttpRequest) -> HttpResponse:
    """The problems that the filters find, as a workbook."""
    _acting, today, form, found = _found(request)
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("Nhiệm vụ"), 40),
        Column(_("Cơ quan nêu"), 28),
        Column(_("Khó khăn, vướng mắc"), 50),
        Column(_("Đề nghị"), 40),
        Column(_("Ngày nêu"), 13),
        Column(_("Số ngày từ khi nêu"), 12),
        Column(_("Đang ở"), 28),
        Column(_("Từ ngày"), 13),
        Column(_("Số ngày ở nơi đang giữ"), 12),
        Column(_("Đề nghị trả lời trước ngày"), 14),
        Column(_("Tình trạng"), 16),
        Column(_("Trả lời"), 50),
        Column(_("Văn bản"), 18),
        Column(_("Ngày trả lời"), 13),
    ]
    lines = (_line(queries.row_of(one, today)) for one in queries.with_answers(found))
    name = f"vuong-mac-{today:%Y%m%d}.xlsx"
    return xlsx(name, _("Khó khăn, vướng mắc"), columns, lines, filtered=said(form))


def _line(row: queries.Row) -> list[Any]:
    one, answer = row.problem, queries.last_answer(row.problem)
    return [
        one.plan.number or one.plan.title,
        f"{one.task.number}. {one.task.text}" if one.task else _("Cả kế hoạch"),
        one.body_name,
        one.text,
        one.asked,
        one.raised_on,
        row.age,
        one.holder.name,
        one.held_since,
        row.held,
        one.answer_by,
        one.get_state_display(),
        answer.text if answer else "",
        answer.document if answer else "",
        answer.on if answer else None,
    ]


@require_safe
@member_required
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    """The problems of a task: a section of the task's own page, and a page by itself."""
    acting, today = acting_of(request), timezone.localdate()
    task = load_task(acting, pk)
    context = {
        "task": task,
        "plan": task.plan,
        "rows": queries.of_task(task, today),
        "may_raise": task.plan.state == Plan.State.IN_FORCE and access.may_raise(acting, task.plan, task),
        "today": today,
    }
    template = "engagement/of_task.html#card" if request.htmx else "engagement/of_task.html"  # type: ignore[attr-defined]
    return render(request, template, context)


# --- raising --------------------------------------------------------------------------------------


@require_safe
@member_required
def choose_plan(request: HttpRequest) -> HttpResponse:
    """In which plan is there a difficulty?"""
    acting = acting_of(request)
    if not acting.has(Role.OFFICER):
        raise PermissionDenied(_("Chuyên viên, lãnh đạo của cơ quan mới nêu vướng mắc được."))
    running = Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE)
    plans = [
        plan
        for plan in running.select_related("owner").order_by("-issued_on", "pk")
        if access.may_raise(acting, plan, None)
    ]
    return render(request, "engagement/choose_plan.html", {"plans": plans})


@require_http_methods(FORM_METHODS)
@member_required
def raise_problem(request: HttpRequest, plan: int) -> HttpResponse:
    """Bring up a difficulty in a task of the plan, or in the plan as a whole."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_plan(acting, plan)
    if not access.may_raise(acting, found, None):
        raise PermissionDenied(_("Chỉ cơ quan có phần việc trong kế hoạch mới nêu vướng mắc được."))
    receivers = receivers_of(found, acting.body)
    tasks = _tasks_of(acting, found, today)
    initial = {
        "on": today,
        "answer_by": rules.working_days_after(today, ANSWER_IN, is_working_day),
        "task": request.GET.get("nhiem_vu", ""),
        "to": receivers[0].pk if receivers else None,
    }
    form = ProblemForm(*posted(request), tasks, receivers, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = uploads.keep_all(given["evidence"])
        chosen = next((one for one in tasks if one.pk == given["task"]), None)
        address = f"{reverse('engagement:problems')}?vai=raised"
        done = submit(
            request,
            form,
            address,
            lambda: actions.raise_problem(
                found,
                chosen,
                by=acting,
                on=given["on"],
                text=given["text"],
                asked=given["asked"],
                to=form.receiver(),
                answer_by=given["answer_by"],
                files=kept,
            ),
        )
        if done.response:
            messages.success(request, _("Đã gửi vướng mắc. Nơi nhận được báo ngay."))
            return done.response
    context = {"form": form, "plan": found, "receivers": receivers}
    return render(request, "engagement/raise.html", context, status=422 if form.errors else 200)


def _tasks_of(acting: Acting, plan: Plan, on: dt.date) -> list[Task]:
    """The tasks of which the acting body may speak: its own, or all where it follows the plan."""
    tasks = Task.objects.filter(plan=plan)
    if acting.body.pk not in {plan.owner_id, plan.standing_agency_id}:
        held = Assignment.objects.filter(plan=plan, body__in=own_bodies(acting)).held_on(on)
        tasks = tasks.filter(pk__in=held.values("task_id"))
    return list(tasks.order_by("order"))


# --- one problem ----------------------------------------------------------------------------------


@require_safe
@member_required
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """A problem with all its steps, who holds it now, and what this person may do about it."""
    acting, today = acting_of(request), timezone.localdate()
    found = _load(acting, pk)
    running = found.plan.state == Plan.State.IN_FORCE
    context = {
        "problem": found,
        "plan": found.plan,
        "row": queries.row_of(found, today),
        "steps": queries.steps_of(found),
        "answer": queries.last_answer(found),
        "reads_plan": Plan.objects.visible_to(acting).filter(pk=found.plan_id).exists(),
        "deeds": [deed for deed in DEEDS.values() if running and deed.offered(acting, found)],
        "today": today,
    }
    return render(request, "engagement/problem.html", context)


@dataclass(frozen=True, slots=True)
class DeedForm:
    """How a step is asked for: its words on the page, its fields, who is let in, the action.

    offered: whether the page of the problem shows it (there may be nobody to pass it on to).
    """

    name: str
    title: str | Promise
    button: str | Promise
    text: str | Promise
    fields: tuple[str, ...]
    may: Callable[[Acting, Problem], bool]
    do: Callable[..., Any]
    done: str | Promise
    icon: str
    primary: bool = False

    def offered(self, acting: Acting, found: Problem) -> bool:
        """Whether the person may do it now."""
        if not self.may(acting, found):
            return False
        return "to" not in self.fields or bool(receivers_of(found.plan, found.holder))


def _may_ask_back(acting: Acting, found: Problem) -> bool:
    return access.may_decide(acting, found) and found.holder_id != found.body_id


DEEDS = {
    one.name: one
    for one in (
        DeedForm(
            "answer",
            gettext_lazy("Trả lời vướng mắc"),
            gettext_lazy("Trả lời"),
            gettext_lazy("Nội dung quyết định, trả lời"),
            ("text", "document", "document_on"),
            access.may_answer,
            actions.answer,
            gettext_lazy("Đã ghi câu trả lời. Cơ quan nêu và những nơi đã qua được báo ngay."),
            "message-check",
            primary=True,
        ),
        DeedForm(
            "pass_up",
            gettext_lazy("Chuyển vướng mắc lên cấp trên"),
            gettext_lazy("Chuyển lên cấp trên"),
            gettext_lazy("Ý kiến của cơ quan chuyển"),
            ("to", "text", "answer_by"),
            access.may_decide,
            actions.pass_up,
            gettext_lazy("Đã chuyển vướng mắc lên."),
            "arrow-up",
        ),
        DeedForm(
            "ask_back",
            gettext_lazy("Đề nghị cơ quan nêu bổ sung"),
            gettext_lazy("Đề nghị bổ sung"),
            gettext_lazy("Cần bổ sung, làm rõ điều gì"),
            ("text", "answer_by"),
            _may_ask_back,
            actions.ask_back,
            gettext_lazy("Đã đề nghị bổ sung."),
            "message-question",
        ),
        DeedForm(
            "supply",
            gettext_lazy("Bổ sung vướng mắc"),
            gettext_lazy("Bổ sung"),
            gettext_lazy("Nội dung bổ sung"),
            ("text", "answer_by"),
            access.may_supply,
            actions.supply,
            gettext_lazy("Đã bổ sung. Vướng mắc trở lại nơi đã đề nghị."),
            "message-plus",
            primary=True,
        ),
        DeedForm(
            "reopen",
            gettext_lazy("Nêu lại vướng mắc"),
            gettext_lazy("Nêu lại"),
            gettext_lazy("Vì sao câu trả lời chưa giải quyết được"),
            ("text", "answer_by"),
            access.may_reopen,
            actions.reopen,
            gettext_lazy("Đã nêu lại vướng mắc."),
            "refresh",
        ),
        DeedForm(
            "withdraw",
            gettext_lazy("Rút vướng mắc"),
            gettext_lazy("Rút"),
            gettext_lazy("Lý do rút"),
            ("text",),
            access.may_withdraw,
            actions.withdraw,
            gettext_lazy("Đã rút vướng mắc."),
            "circle-x",
        ),
    )
}


def _step_page(name: str) -> Callable[..., HttpResponseBase]:
    """The page of one deed upon a problem."""
    deed = DEEDS[name]

    @require_http_methods(FORM_METHODS)
    @member_required
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        acting, today = acting_of(request), timezone.localdate()
        found = _load(acting, pk)
        if not deed.may(acting, found):
            raise PermissionDenied(_("Vướng mắc không ở bước mà đồng chí làm được việc này."))
        return _step_form(request, acting, found, deed, today)

    return page


def _step_form(
    request: HttpRequest, acting: Acting, found: Problem, deed: DeedForm, today: dt.date
) -> HttpResponse:
    """Ask for a step and do it; what came in meanwhile is shown."""
    steps = list(queries.steps_of(found))
    initial = {"on": today, "seen": steps[-1].pk}
    if "answer_by" in deed.fields:
        initial["answer_by"] = rules.working_days_after(today, ANSWER_IN, is_working_day)
    receivers = receivers_of(found.plan, found.holder) if "to" in deed.fields else ()
    form = StepForm(*posted(request), deed.fields, receivers, initial=initial)
    form.fields["text"].label = str(deed.text)
    form.fields["text"].required = deed.name != "pass_up"
    address = reverse("engagement:problem", args=[found.pk])
    response, newer = take_step(request, form, address, partial(deed.do, found, by=acting), deed.done, steps)
    if response:
        return response
    context = {
        "form": form,
        "deed": deed,
        "problem": found,
        "row": queries.row_of(found, today),
        "newer": newer,
        "seen": steps[-1].pk,
        "for_holder": deed.name == "answer" and not access.may_decide(acting, found),
    }
    return render(request, "engagement/step.html", context, status=422 if form.errors else 200)


answer = _step_page("answer")
pass_up = _step_page("pass_up")
ask_back = _step_page("ask_back")
supply = _step_page("supply")
reopen = _step_page("reopen")
withdraw = _step_page("withdraw")


@require_safe
@member_required
def problem_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that came with a step."""
    seen = Problem.objects.visible_to(acting_of(request))
    row = get_object_or_404(ProblemFile.objects.filter(step__problem__in=seen).select_related("file"), pk=pk)
    return downloads.file(request, row.file, row.name)
