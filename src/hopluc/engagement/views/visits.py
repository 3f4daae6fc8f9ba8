"""Pages of visits: lists, planning, notice, minutes, the page of one visit and its papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.engagement import access, papers
from hopluc.engagement.actions import advice as advice_actions
from hopluc.engagement.actions import visits as actions
from hopluc.engagement.forms.visits import (
    AdviceForm,
    CancelForm,
    MinutesForm,
    NoticeForm,
    VisitForm,
    VisitsForm,
    programme_of,
)
from hopluc.engagement.models import MinutesFile, Visit
from hopluc.engagement.queries import visits as queries
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import people_of
from hopluc.plans import uploads
from hopluc.plans.models import Assignment, Plan
from hopluc.plans.views.common import load_plan, posted, submit
from hopluc.ui import downloads
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def load_visit(acting: Acting, pk: int) -> Visit:
    """The visit, for those who may see it; 404 for others."""
    rows = Visit.objects.visible_to(acting).select_related(
        "plan__owner", "plan__standing_agency", "visitor__parent", "body__parent"
    )
    return get_object_or_404(rows, pk=pk)


def load_kept(acting: Acting, pk: int) -> Visit:
    """The visit, for those who keep it."""
    visit = load_visit(acting, pk)
    if not access.may_keep_visit(acting, visit):
        raise PermissionDenied(_("Chỉ cơ quan kiểm tra làm việc này."))
    return visit


def _address(visit: Visit) -> str:
    return reverse("engagement:visit", args=[visit.pk])


# --- lists ----------------------------------------------------------------------------------------


@require_safe
@member_required
def visit_list(request: HttpRequest) -> HttpResponse:
    """The visits that the person may see, with what is left of their recommendations."""
    acting, form, found = _found(request)
    page = page_of(request, found)
    context = {"form": form, "page": page, "plans_visits": bool(_followed(acting))}
    template = "engagement/visits.html#rows" if request.htmx else "engagement/visits.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _found(request: HttpRequest) -> tuple[Acting, VisitsForm, QuerySet[Visit]]:
    acting, today = acting_of(request), timezone.localdate()
    theirs = Visit.objects.visible_to(acting).values("plan_id")
    form = VisitsForm(request.GET, list(Plan.objects.filter(pk__in=theirs).order_by("-issued_on", "pk")))
    return acting, form, queries.visits(acting, today, **form.filters())


def _followed(acting: Acting) -> list[Plan]:
    """The plans in force whose execution the person may look at on the spot."""
    running = Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE).select_related("owner")
    return [plan for plan in running.order_by("-issued_on", "pk") if access.may_plan_visit(acting, plan)]


@require_safe
@member_required
def visit_excel(request: HttpRequest) -> HttpResponse:
    """The visits that the filters find, as a workbook."""
    _acting, form, found = _found(request)
    today = timezone.localdate()
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("Cơ quan kiểm tra"), 28),
        Column(_("Cơ quan được kiểm tra"), 30),
        Column(_("Từ ngày"), 13),
        Column(_("Đến ngày"), 13),
        Column(_("Nội dung"), 50),
        Column(_("Tình trạng"), 16),
        Column(_("Thông báo"), 18),
        Column(_("Số kiến nghị"), 10),
        Column(_("Chưa xong"), 10),
        Column(_("Quá hạn"), 10),
    ]
    rows = (
        [
            one.plan.number or one.plan.title,
            one.visitor_name,
            one.body_name,
            one.on,
            one.until,
            one.purpose,
            one.get_state_display(),
            one.notice_number,
            one.given,  # type: ignore[attr-defined]
            one.unsettled,  # type: ignore[attr-defined]
            one.late,  # type: ignore[attr-defined]
        ]
        for one in found
    )
    name = f"kiem-tra-{today:%Y%m%d}.xlsx"
    return xlsx(name, _("Kiểm tra việc thực hiện"), columns, rows, filtered=said(form))


# --- planning -------------------------------------------------------------------------------------


@require_safe
@member_required
def choose_plan(request: HttpRequest) -> HttpResponse:
    """The execution of which plan is to be looked at?"""
    plans = _followed(acting_of(request))
    if not plans:
        raise PermissionDenied(
            _("Chuyên viên, lãnh đạo của cơ quan ban hành hoặc thường trực mới lập đợt kiểm tra.")
        )
    return render(request, "engagement/visit_plan.html", {"plans": plans})


def _load_followed(acting: Acting, plan: int) -> Plan:
    found = load_plan(acting, plan)
    if not access.may_plan_visit(acting, found):
        raise PermissionDenied(
            _("Cơ quan ban hành hoặc cơ quan thường trực của kế hoạch mới lập đợt kiểm tra.")
        )
    return found


@require_safe
@member_required
def choose_body(request: HttpRequest, plan: int) -> HttpResponse:
    """Which body is to be visited? Those with most late parts come first."""
    acting, today = acting_of(request), timezone.localdate()
    found = _load_followed(acting, plan)
    page = page_of(request, queries.bodies_to_visit(found, acting.body, today))
    return render(request, "engagement/visit_body.html", {"plan": found, "page": page})


@require_http_methods(FORM_METHODS)
@member_required
def plan_visit(request: HttpRequest, plan: int, body: int) -> HttpResponse:
    """Set a visit: days, what is looked at, the team."""
    acting, today = acting_of(request), timezone.localdate()
    found = _load_followed(acting, plan)
    visited = get_object_or_404(queries.bodies_to_visit(found, acting.body, today), pk=body)
    tasks = queries.tasks_of(found, visited, today)
    initial = {"on": "", "tasks": [task.pk for task, late in tasks if late]}
    form = VisitForm(posted(request)[0], tasks, list(people_of(acting.body, today)), initial=initial)

    def deed() -> Visit:
        return actions.plan_visit(found, visited, form.programme(), by=acting)

    if request.method == "POST" and form.is_valid():
        done = submit(request, form, lambda visit: reverse("engagement:visit", args=[visit.pk]), deed)
        if done.response:
            messages.success(request, _("Đã lập đợt kiểm tra. Tải thông báo, ký rồi ghi số để báo cơ quan."))
            return done.response
    context = {"form": form, "plan": found, "body": visited, "visit": None}
    return render(request, "engagement/visit_form.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a planned visit anew."""
    acting, today = acting_of(request), timezone.localdate()
    visit = load_kept(acting, pk)
    tasks = queries.tasks_of(visit.plan, visit.body, today)
    there = {task.pk for task, _late in tasks}
    tasks += [(task, False) for task in visit.tasks.order_by("order") if task.pk not in there]
    people = {one.pk: one for one in people_of(acting.body, today)}
    people |= {one.user.pk: one.user for one in visit.members.select_related("user") if one.user}
    initial = programme_of(visit) | {"seen": visit.revision}
    form = VisitForm(posted(request)[0], tasks, list(people.values()), initial=initial)
    return _form_page(
        request,
        visit,
        form,
        "engagement/visit_form.html",
        lambda: actions.change_visit(visit, form.programme(), by=acting, seen=form.cleaned_data["seen"]),
        _("Đã sửa đợt kiểm tra."),
        plan=visit.plan,
        body=visit.body,
    )


def _form_page(
    request: HttpRequest,
    visit: Visit,
    form: Form,
    template: str,
    deed: Callable[[], Any],
    done_words: str,
    **context: Any,
) -> HttpResponse:
    """Ask for a deed upon a visit, do it, go back to its page."""
    if request.method == "POST" and form.is_valid():
        done = submit(request, form, _address(visit), deed)
        if done.response:
            messages.success(request, done_words)
            return done.response
    shown = {"form": form, "visit": visit, "plan": visit.plan, "seen": visit.revision} | context
    return render(request, template, shown, status=422 if form.errors else 200)


# --- one visit ------------------------------------------------------------------------------------


@require_safe
@member_required
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """A visit: when, who, what was looked at, what was found, what was recommended and how far that is."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_visit(acting, pk)
    running = found.plan.state == Plan.State.IN_FORCE
    context = {
        "visit": found,
        "plan": found.plan,
        "view": queries.visit_view(found, today),
        "earlier": found.minutes.count() - 1,
        "keeps": running and access.may_keep_visit(acting, found),
        "may_read_papers": access.may_keep_visit(acting, found) or found.noticed_on is not None,
        "reads_plan": Plan.objects.visible_to(acting).filter(pk=found.plan_id).exists(),
        "today": today,
    }
    return render(request, "engagement/visit.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back number and day of the notice that was signed."""
    acting = acting_of(request)
    found = load_kept(acting, pk)
    initial = {"number": found.notice_number, "on": found.noticed_on or timezone.localdate()}
    form = NoticeForm(posted(request)[0], initial=initial)
    return _form_page(
        request,
        found,
        form,
        "engagement/visit_notice.html",
        lambda: actions.issue_notice(found, by=acting, **form.cleaned_data),
        _("Đã ghi số thông báo. Cơ quan được kiểm tra được báo ngay."),
    )


@require_http_methods(FORM_METHODS)
@member_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a planned visit off."""
    acting = acting_of(request)
    found = load_kept(acting, pk)
    form = CancelForm(posted(request)[0])
    return _form_page(
        request,
        found,
        form,
        "engagement/visit_cancel.html",
        lambda: actions.cancel_visit(found, by=acting, **form.cleaned_data),
        _("Đã hủy đợt kiểm tra."),
    )


@require_http_methods(FORM_METHODS)
@member_required
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the visit found."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_kept(acting, pk)
    view = queries.visit_view(found, today)
    initial: dict[str, Any] = {"held_on": min(found.until or found.on, today)}
    if view.minutes:
        names = ("held_on", "received_by", "summary", "opinion")
        initial = {name: getattr(view.minutes, name) for name in names}
        initial |= {f"task{pk}": words for pk, words in view.findings.items()}
    form = MinutesForm(*posted(request), view.tasks, initial=initial)
    kept: list[Any] = []

    def deed() -> None:
        actions.record_minutes(found, by=acting, files=kept, **form.said())

    if request.method == "POST" and form.is_valid():
        kept = uploads.keep_all(form.cleaned_data["evidence"])
    done = _("Đã ghi biên bản. Ghi tiếp từng kiến nghị, nếu có.")
    return _form_page(
        request, found, form, "engagement/visit_minutes.html", deed, done, again=bool(view.minutes)
    )


@require_http_methods(FORM_METHODS)
@member_required
def add_advice(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a recommendation."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_kept(acting, pk)
    view = queries.visit_view(found, today)
    if view.minutes is None:
        messages.error(request, _("Ghi biên bản kiểm tra trước, rồi ghi kiến nghị."))
        return redirect("engagement:visit", pk=found.pk)
    held = Assignment.objects.filter(plan=found.plan).held_on(today).values("body_id")
    others = Organisation.objects.filter(pk__in=held).exclude(pk=found.body_id).order_by("sort_key", "pk")
    bodies = [found.body, *others]
    form = AdviceForm(
        posted(request)[0], bodies, view.tasks, view.minutes.held_on, initial={"body": found.body_id}
    )

    def deed() -> None:
        given = form.cleaned_data
        advice_actions.advise(
            found,
            by=acting,
            body=form.bodies[given["body"]],
            text=given["text"],
            due_on=given["due_on"],
            task=form.tasks.get(given["task"]),
        )

    return _form_page(
        request,
        found,
        form,
        "engagement/advice_form.html",
        deed,
        _("Đã ghi kiến nghị. Cơ quan thực hiện được báo ngay."),
        held_on=view.minutes.held_on,
    )


# --- papers and files -----------------------------------------------------------------------------


@require_safe
@member_required
def notice_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a Word file, number and date left blank."""
    found = load_visit(acting_of(request), pk)
    content = papers.notice_docx(queries.visit_view(found, timezone.localdate()))
    return _docx(content, f"thong-bao-kiem-tra-{found.on:%Y%m%d}.docx")


@require_safe
@member_required
def minutes_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a Word file, to be signed by both sides."""
    found = load_visit(acting_of(request), pk)
    view = queries.visit_view(found, timezone.localdate())
    if view.minutes is None:
        raise Http404(_("Đợt kiểm tra chưa có biên bản."))
    return _docx(papers.minutes_docx(view), f"bien-ban-kiem-tra-{view.minutes.held_on:%Y%m%d}.docx")


def _docx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
@member_required
def minutes_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that came with the minutes, as received."""
    seen = Visit.objects.visible_to(acting_of(request))
    row = get_object_or_404(MinutesFile.objects.filter(minutes__visit__in=seen).select_related("file"), pk=pk)
    return downloads.file(request, row.file, row.name)
