"""One task, and the forms upon the parts that bodies have in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.queries import answering_people
from hopluc.plans import access, actions, boards, queries, uploads
from hopluc.plans.amendments.queries import amended
from hopluc.plans.forms import AsOfForm, OfficerForm, OpenForm, ProgressForm, from_progress
from hopluc.plans.models import Assignment, DeadlinePart, Plan, Progress, SignOff, Task
from hopluc.plans.rules import NOT_BEGUN
from hopluc.plans.signing import queries as signing
from hopluc.plans.signing.deliveries import PROGRESS
from hopluc.plans.views.common import load_assignment, load_part, load_progress, load_task, posted, submit

SHOWN_PARTS = 12  # own ones first, then late ones; the rest unfold
FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@member_required
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """The task: its words, its deadline, each body's part, what was said with evidence."""
    acting = acting_of(request)
    found = load_task(acting, pk)
    form = AsOfForm(request.GET)
    at = form.moment()
    view = queries.task_view(found, at)
    running = found.plan.state == Plan.State.IN_FORCE and boards.is_kept(at)
    own = {part.assignment.pk for part in [*view.leads, *view.coordinators]
           if running and access.may_report(acting, part.assignment)}  # fmt: skip
    signs = {part.assignment.pk for part in [*view.leads, *view.coordinators]
             if running and part.undecided and access.may_sign_off(acting, part.assignment)}  # fmt: skip
    leads_it = any(part.assignment.pk in own for part in view.leads)
    products = signing.products_of(found, [part.assignment for part in view.leads], at)
    leads = sorted(view.leads, key=lambda part: (part.assignment.pk not in own, not part.judged.late))
    context = {
        "task": found,
        "plan": found.plan,
        "view": view,
        "shown_leads": leads[:SHOWN_PARTS],
        "more_leads": leads[SHOWN_PARTS:],
        "coordinates": any(part.assignment.pk in own for part in view.coordinators),
        "form": form,
        "at": at,
        "as_of": not boards.is_kept(at),
        "own": own,
        "signs": signs,
        "products": products,
        "heads": signing.heads_of(part.assignment.body_id for part in [*view.leads, *view.coordinators]),
        "silent": [
            part.body_name
            for part in view.coordinators
            if not part.progress and part.standing.state == NOT_BEGUN
        ],
        "may_deliver": running
        and (bool(own) or (acting.has("officer") and access.follows(acting, found.plan))),
        "may_undo": {
            row.pk
            for one in products
            for row in one.rows
            if running and row.kind != PROGRESS and access.may_take_back(acting, row)
        },
        "may_open": running and acting.has("officer") and (leads_it or access.follows(acting, found.plan)),
        "waiting": {DeadlinePart.Kind.ON_REQUEST.value, DeadlinePart.Kind.AFTER.value},
        "amended": amended(found, acting, at),
    }
    return render(request, "plans/task.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far the body's part is."""
    acting = acting_of(request)
    part = load_assignment(acting, pk)
    if not access.may_report(acting, part):
        raise PermissionDenied
    dues = queries.asked_of(part)
    initial = {
        "on": timezone.localdate(),
        "state": part.state if part.state != Assignment.State.FINISHED else "",
        "percent": part.percent or None,
        "occurrence": part.due_on.isoformat() if part.due_on else "",
        "seen": _last(part),
    }
    form = ProgressForm(*posted(request), dues, part.task.products, initial=initial)
    return _progress_page(request, form, part, None)


@require_http_methods(FORM_METHODS)
@member_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new row in the place of one that was wrong."""
    acting = acting_of(request)
    row = load_progress(acting, pk)
    part = row.assignment
    if not access.may_report(acting, part):
        raise PermissionDenied
    products = part.task.products
    initial = from_progress(row, products) | {"seen": _last(part)}
    form = ProgressForm(*posted(request), queries.asked_of(part), products, initial=initial)
    return _progress_page(request, form, part, row)


def _last(part: Assignment) -> int:
    return part.progress.order_by("-pk").values_list("pk", flat=True).first() or 0


def _progress_page(
    request: HttpRequest, form: ProgressForm, part: Assignment, row: Progress | None
) -> HttpResponse:
    """The form of a progress row, new or in the place of `row`; what came in meanwhile is shown."""
    acting, newer = acting_of(request), []
    waits = access.must_wait(acting, part)
    if request.method == "POST" and form.is_valid():
        evidence = uploads.keep_all(form.cleaned_data["evidence"])
        said = form.said() | {"by": acting, "evidence": evidence}
        done = submit(
            request,
            form,
            _address(part.task_id),
            lambda: actions.correct_progress(row, **said) if row else actions.report_progress(part, **said),
        )
        if done.response:
            messages.success(request, _told(waits))
            return done.response
        if isinstance(done.refused, actions.StaleFormError):
            newer = queries.rows_since(part, form.cleaned_data["seen"] or 0)
    context = {
        "form": form,
        "part": part,
        "task": part.task,
        "plan": part.task.plan,
        "row": row,
        "newer": newer,
        "seen": _last(part),
        "waits": waits,
        "approvers": waits or access.approvers_of(part.body).exists(),
        "returned": _returned(row) if row else None,
        "pending": None if row else queries.pending_of(part),
    }
    return render(request, "plans/report.html", context, status=422 if form.errors else 200)


def _told(waits: bool) -> str:
    """What to say once a report is written."""
    if waits:
        return _("Đã gửi lãnh đạo cơ quan duyệt. Kết quả được tính khi được duyệt.")
    return _("Đã ghi kết quả. Tình trạng được tính lại từ hạn của kế hoạch.")


def _returned(row: Progress) -> SignOff | None:
    """The approver's word, where it sent the row back."""
    found: SignOff | None = getattr(row, "sign_off", None)
    return found if found and not found.accepted else None


def _address(task: int) -> str:
    return reverse("plans:task", args=[task])


@require_http_methods(FORM_METHODS)
@member_required
def open_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a request or an event on which a deadline waits."""
    acting = acting_of(request)
    part = load_part(acting, pk)
    if not access.may_open_part(acting, part.task):
        raise PermissionDenied
    initial = {"on": timezone.localdate()}
    form = OpenForm(*posted(request), part, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = uploads.keep_all(given["evidence"])
        done = submit(
            request,
            form,
            _address(part.task_id),
            lambda: actions.open_part(
                part,
                by=acting,
                on=given["on"],
                due_on=given["due_on"],
                note=given["note"],
                file=kept[0][0] if kept else None,
                file_name=kept[0][1] if kept else "",
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi. Hạn của các cơ quan chủ trì được tính lại."))
            return done.response
    return _form_page(request, "plans/open.html", form, part.task, part=part)


@require_http_methods(FORM_METHODS)
@member_required
def officer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who in the body is in charge of its part."""
    acting = acting_of(request)
    part = load_assignment(acting, pk)
    if not access.may_name_officer(acting, part):
        raise PermissionDenied
    people = answering_people(part.body, timezone.localdate())
    form = OfficerForm(posted(request)[0], people, initial={"user": part.officer})
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["user"]
        done = submit(
            request,
            form,
            _address(part.task_id),
            lambda: actions.name_officer(part, by=acting, user=user),
        )
        if done.response:
            messages.success(request, _("Đã phân công người phụ trách."))
            return done.response
    return _form_page(request, "plans/officer.html", form, part.task, part=part)


def _form_page(request: HttpRequest, template: str, form: Any, of_task: Task, **context: Any) -> HttpResponse:
    shown = context | {"form": form, "task": of_task, "plan": of_task.plan}
    return render(request, template, shown, status=422 if form.errors else 200)
