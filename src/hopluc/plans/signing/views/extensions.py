"""Later days asked for: the list, one of them, asking, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.plans import access
from hopluc.plans.deeds import held_as
from hopluc.plans.models import Extension, Plan
from hopluc.plans.signing import queries
from hopluc.plans.signing.extensions import ask_extension, decide_extension, open_dues, withdraw_extension
from hopluc.plans.signing.extensions import decide_several as decide_extensions
from hopluc.plans.signing.forms import AskForm, DecideForm, ExtensionsForm
from hopluc.plans.views.common import load_assignment, posted, submit
from hopluc.ui import bulk
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.viet.text import fold

FORM_METHODS = ["GET", "HEAD", "POST"]


def _load(acting: Acting, pk: int) -> Extension:
    """A request about a part of a plan that the person may see."""
    rows = Extension.objects.filter(assignment__plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(rows.select_related("assignment__task__plan", "assignment__body"), pk=pk)


@require_safe
@member_required
def extensions(request: HttpRequest) -> HttpResponse:
    """What the body asked for, and what it has to decide on, open requests first."""
    found = _found(request)
    to_decide = queries.extensions_to_decide(acting_of(request))
    page = page_of(request, found["rows"])
    context = {
        "form": found["form"],
        "page": page,
        "today": timezone.localdate(),
        "open": set(to_decide.filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True)),
        "decision": DecideForm(None),
    }
    return render(request, "plans/extensions.html", context)


def _found(request: HttpRequest) -> dict[str, Any]:
    rows = queries.extensions(acting_of(request))
    plans = Plan.objects.filter(assignments__in=rows.order_by().values("assignment")).distinct()
    form = ExtensionsForm(request.GET, list(plans.order_by("-issued_on", "-pk")))
    given = form.given
    if given.get("trang_thai"):
        rows = rows.filter(state=given["trang_thai"])
    if given.get("ke_hoach"):
        rows = rows.filter(assignment__plan=given["ke_hoach"])
    if given.get("q"):
        rows = rows.filter(assignment__task__folded__contains=fold(given["q"].strip()))
    return {"form": form, "rows": rows}


@require_POST
@member_required
def decide_several(request: HttpRequest) -> HttpResponse:
    """Give one decision to the requests that were ticked, among those on which the person may decide."""
    acting = acting_of(request)
    if not acting.has(Role.APPROVER):
        raise PermissionDenied(
            _("Lãnh đạo cơ quan ban hành hoặc cơ quan thường trực mới quyết định gia hạn.")
        )
    back = redirect(f"{reverse('plans:extensions')}?{request.GET.urlencode()}".rstrip("?"))
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Ngày gia hạn không đúng. Ghi theo dạng 30/06/2026, hoặc để trống."))
        return back
    given, granted = form.cleaned_data, request.POST.get("deed") == "grant"
    rows = queries.extensions(acting).filter(pk__in=bulk.chosen(request)).order_by("pk")
    outcome = decide_extensions(
        list(rows),
        by=acting,
        granted=granted,
        until=given["until"] if granted else None,
        answer=given["answer"],
        document=given["document"],
    )
    done = _("Đã gia hạn %(n)s phần việc.") if granted else _("Đã trả lời không đồng ý %(n)s đề nghị.")
    bulk.tell(request, outcome, done)
    return back


@require_safe
@member_required
def extensions_excel(request: HttpRequest) -> HttpResponse:
    """All requests that the filters find, as a workbook."""
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 32),
        Column(_("Hạn theo kế hoạch"), 14),
        Column(_("Xin đến ngày"), 14),
        Column(_("Lý do"), 40),
        Column(_("Tình trạng"), 18),
        Column(_("Gia hạn đến ngày"), 14),
        Column(_("Ý kiến"), 40),
        Column(_("Người quyết định"), 24),
    ]
    found = _found(request)
    told = said(found["form"])
    return xlsx("gia-han.xlsx", _("Đề nghị gia hạn"), columns, map(_line, found["rows"]), filtered=told)


def _line(row: Extension) -> list[Any]:
    task = row.assignment.task
    return [
        task.plan.number, task.number, task.text, row.assignment.body.name, row.day, row.until, row.reason,
        row.get_state_display(), row.granted_until, row.answer, row.decided_by_name,
    ]  # fmt: skip


@require_http_methods(FORM_METHODS)
@member_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a later day for one of the part's days due."""
    acting = acting_of(request)
    part = load_assignment(acting, pk)
    if not access.may_report(acting, part):
        raise PermissionDenied
    dues = open_dues(part)
    form = AskForm(posted(request)[0], dues)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            reverse("plans:task", args=[part.task_id]),
            lambda: ask_extension(
                part, by=acting, day=given["day"], until=given["until"], reason=given["reason"]
            ),
        )
        if done.response:
            messages.success(request, _("Đã gửi đề nghị gia hạn. Hạn chỉ đổi khi được đồng ý."))
            return done.response
    today = timezone.localdate()
    context = {
        "form": form,
        "part": part,
        "task": part.task,
        "plan": part.task.plan,
        "late": [due for due in dues if due.day and due.day < today],
        "possible": any(due.day and due.day >= today for due in dues),
    }
    return render(request, "plans/ask_extension.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, what was decided; those who assigned decide here."""
    acting = acting_of(request)
    asked = _load(acting, pk)
    part = asked.assignment
    decides = access.may_decide_extension(acting, part.task.plan)
    if request.method == "POST" and not decides:
        raise PermissionDenied
    form = DecideForm(posted(request)[0], initial={"until": asked.until})
    if request.method == "POST" and form.is_valid():
        granted = request.POST.get("deed") == "grant"
        given = form.cleaned_data
        done = submit(
            request,
            form,
            reverse("plans:extensions"),
            lambda: decide_extension(
                asked,
                by=acting,
                granted=granted,
                until=given["until"] if granted else None,
                answer=given["answer"],
                document=given["document"],
            ),
        )
        if done.response:
            told = (
                _("Đã gia hạn; hạn của phần việc được tính lại.")
                if granted
                else _("Đã trả lời không đồng ý.")
            )
            messages.success(request, told)
            return done.response
        asked.refresh_from_db()
    open_ = asked.state == Extension.State.ASKED and part.task.plan.state == Plan.State.IN_FORCE
    context = {
        "form": form,
        "asked": asked,
        "part": part,
        "task": part.task,
        "plan": part.task.plan,
        "decides": decides and open_,
        "may_withdraw": open_ and any(access.may_report(acting, one) for one in held_as(part)),
    }
    return render(request, "plans/extension.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a request on which nobody has decided."""
    acting = acting_of(request)
    asked = _load(acting, pk)
    try:
        withdraw_extension(asked, by=acting)
        messages.success(request, _("Đã rút đề nghị gia hạn."))
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("plans:extension", pk=asked.pk)
