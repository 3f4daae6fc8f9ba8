"""Reports that wait for the body's approver, over all plans, and one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans import access
from hopluc.plans.deeds import held_as
from hopluc.plans.models import Assignment, Progress
from hopluc.plans.signing import queries
from hopluc.plans.signing.forms import SearchForm, SignOffForm
from hopluc.plans.signing.sign_off import accept_all, sign_off
from hopluc.plans.views.common import load_progress, posted, submit
from hopluc.ui import bulk
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.viet.text import fold

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@member_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the approvers of the body; they accept several at once."""
    acting = acting_of(request)
    if request.method == "POST":
        return _accept(request)
    found = _found(request)
    context = {
        "form": found["form"],
        "page": page_of(request, found["rows"]),
        "signs": queries.signs_here(acting),
        "approvers": access.approvers_of(acting.body),
    }
    return render(request, "plans/signing.html", context)


def _found(request: HttpRequest) -> dict[str, Any]:
    rows = queries.waiting_rows(acting_of(request))
    form = SearchForm(request.GET, queries.plans_waiting(rows))
    given = form.given
    if given.get("ke_hoach"):
        rows = rows.filter(assignment__plan=given["ke_hoach"])
    if given.get("q"):
        rows = rows.filter(assignment__task__folded__contains=fold(given["q"].strip()))
    return {"form": form, "rows": rows}


def _accept(request: HttpRequest) -> HttpResponse:
    acting = acting_of(request)
    if not queries.signs_here(acting):
        raise PermissionDenied(_("Chỉ người duyệt của cơ quan mới duyệt báo cáo."))
    rows = Progress.objects.filter(queries.own_parts(acting), pk__in=bulk.chosen(request))
    outcome = accept_all(list(rows.select_related("assignment__task").order_by("pk")), by=acting)
    bulk.tell(request, outcome, _("Đã duyệt %(n)s báo cáo."))
    return redirect(f"{reverse('plans:signing')}?{request.GET.urlencode()}".rstrip("?"))


@require_safe
@member_required
def waiting_excel(request: HttpRequest) -> HttpResponse:
    """All reports that wait and that the filters find, as a workbook."""
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 32),
        Column(_("Kết quả"), 18),
        Column(_("Ngày hoàn thành"), 14),
        Column(_("Tỷ lệ (%)"), 10),
        Column(_("Nội dung"), 60),
        Column(_("Người báo cáo"), 24),
        Column(_("Gửi lúc"), 18),
    ]
    found = _found(request)
    told = said(found["form"])
    return xlsx("cho-duyet.xlsx", _("Báo cáo chờ duyệt"), columns, map(_line, found["rows"]), filtered=told)


def _line(row: Progress) -> list[Any]:
    task = row.assignment.task
    return [
        task.plan.number, task.number, task.text, row.assignment.body.name, row.get_state_display(),
        row.finished_on, row.percent, row.narrative, row.by_name, row.recorded_at,
    ]  # fmt: skip


@require_http_methods(FORM_METHODS)
@member_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One report that waits, read whole: accept it, or send it back with a reason."""
    acting = acting_of(request)
    row = load_progress(acting, pk)
    part = row.assignment
    if not any(access.may_sign_off(acting, one) for one in held_as(part)):
        raise PermissionDenied
    form = SignOffForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        accepted = request.POST.get("deed") == "accept"
        reason = "" if accepted else form.cleaned_data["reason"]
        done = submit(
            request,
            form,
            reverse("plans:signing"),
            lambda: sign_off(row, by=acting, accepted=accepted, reason=reason),
        )
        if done.response:
            told = _("Đã duyệt; kết quả được tính từ bây giờ.") if accepted else _("Đã trả lại kèm lý do.")
            messages.success(request, told)
            return done.response
    context = {
        "form": form,
        "row": row,
        "part": part,
        "task": part.task,
        "plan": part.task.plan,
        "before": _before(part, row),
        "decided": getattr(row, "sign_off", None),
        "newer": getattr(row, "replaced_by", None),
    }
    return render(request, "plans/sign_off.html", context, status=422 if form.errors else 200)


def _before(part: Assignment, row: Progress) -> Progress | None:
    """The report before this one, to be read beside it."""
    found: Progress | None = part.progress.filter(pk__lt=row.pk).order_by("-pk").first()
    return row.replaces or found
