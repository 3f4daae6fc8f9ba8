"""Plans of one's own: who owes one, recording it, making it, and a body's yearly work programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.archive.models import File
from hopluc.office.official import Document, write_docx
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans import uploads
from hopluc.plans.mandates import access, duties, own_plan
from hopluc.plans.mandates.duties import Followed
from hopluc.plans.mandates.forms import OwnPlanForm, YearForm
from hopluc.plans.mandates.own_plan import Given
from hopluc.plans.models import Assignment, Duty, Plan
from hopluc.plans.views.common import load_plan, posted, submit
from hopluc.plans.words import DUTY_KINDS
from hopluc.ui import downloads
from hopluc.ui.downloads import Column, xlsx
from hopluc.ui.statuses import badge_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM_METHODS = ["GET", "HEAD", "POST"]


def _load(acting: Acting, pk: int) -> Duty:
    """A duty to make a plan, of a plan that the person may see."""
    rows = Duty.objects.filter(plan__in=Plan.objects.visible_to(acting), kind__in=duties.KINDS)
    return get_object_or_404(rows.select_related("plan__owner"), pk=pk)


@require_safe
@member_required
def own_plans(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has issued a plan of its own, who has not, and how much of what was asked is in it."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    today = timezone.localdate()
    views = duties.followed(plan, today)
    running = plan.state == Plan.State.IN_FORCE
    context = {
        "plan": plan,
        "tab": "duties",
        "views": [(DUTY_KINDS.get(view.duty.kind, view.duty.kind), view) for view in views],
        "may_record": {row.body.pk for view in views for row in view.rows
                       if running and access.may_record_own_plan(acting, plan, row.body)},
        "visible": _opens(acting, views),
        "has_work": Assignment.objects.of_body(acting.body).held_on(today).filter(plan=plan).exists(),
        "today": today,
    }  # fmt: skip
    return render(request, "plans/mandates/own_plans.html", context)


def _opens(acting: Acting, views: list[duties.DutyView]) -> set[int]:
    """Which of the linked plans the person may open."""
    linked = {one.plan.pk for view in views for row in view.rows for one in row.issued if one.plan}
    return set(Plan.objects.visible_to(acting).filter(pk__in=linked).values_list("pk", flat=True))


@require_safe
@member_required
def mine(request: HttpRequest) -> HttpResponse:
    """Plans that the acting body has to make and has not; a card of My work for htmx."""
    today = timezone.localdate()
    rows = duties.my_duties(acting_of(request), today)
    context = {"rows": [(DUTY_KINDS.get(row.duty.kind, ""), row) for row in rows], "today": today}
    template = "plans/mandates/mine.html"
    return render(request, f"{template}#card" if request.headers.get("HX-Request") else template, context)


@require_safe
@member_required
def own_plans_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Who owes a plan of its own, as a workbook."""
    plan = load_plan(acting_of(request), pk)
    columns = [
        Column(_("Nghĩa vụ"), 28),
        Column(_("Cơ quan"), 40),
        Column(_("Hạn"), 12),
        Column(_("Tình trạng"), 20),
        Column(_("Văn bản"), 24),
        Column(_("Ngày ban hành"), 14),
        Column(_("Nhiệm vụ được giao"), 12),
        Column(_("Đã đưa vào kế hoạch"), 12),
        Column(_("Tỷ lệ (%)"), 10),
    ]
    rows = _excel_rows(duties.followed(plan, timezone.localdate()))
    return xlsx(f"ke-hoach-rieng-{plan.pk}.xlsx", _("Ban hành kế hoạch của các cơ quan"), columns, rows)


def _excel_rows(views: list[duties.DutyView]) -> Iterator[list[Any]]:
    for view in views:
        for row in view.rows:
            first = row.issued[0] if row.issued else None
            yield [
                str(DUTY_KINDS.get(view.duty.kind, view.duty.kind)),
                row.body.name,
                row.due,
                _state(row),
                "; ".join(one.number for one in row.issued),
                first.on if first else None,
                row.asked,
                row.covered if row.known else None,
                row.share if row.known else None,
            ]


def _state(row: Followed) -> str:
    if row.issued:
        return _("đã ban hành, muộn") if row.late else _("đã ban hành")
    return _("chưa ban hành, quá hạn") if row.late else _("chưa ban hành")


@require_http_methods(FORM_METHODS)
@member_required
def record(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """Record a plan that was issued outside the system, or take such a record back."""
    acting = acting_of(request)
    duty = _load(acting, pk)
    unit = get_object_or_404(Organisation, pk=body)
    if not any(row.body.pk == unit.pk for view in duties.followed(duty.plan, timezone.localdate())
               for row in view.rows if view.duty.pk == duty.pk):  # fmt: skip
        raise Http404
    if not access.may_record_own_plan(acting, duty.plan, unit):
        raise PermissionDenied
    back = reverse("plans:own_plans", args=[duty.plan_id])
    taken = request.POST.get("take_back", "")
    if request.method == "POST" and taken.isdecimal():
        return _take_back(request, duty, int(taken), back)
    form = OwnPlanForm(*posted(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = uploads.keep_all(given["evidence"])
        done = submit(
            request,
            form,
            back,
            lambda: duties.record_own_plan(
                duty,
                unit,
                by=acting,
                number=given["number"],
                on=given["on"],
                file=kept[0][0] if kept else None,
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi văn bản của %(body)s.") % {"body": unit})
            return done.response
    context = {
        "duty": duty,
        "plan": duty.plan,
        "unit": unit,
        "form": form,
        "recorded": [deed for deed in duties.records([duty.pk]) if deed.fields["body"] == unit.pk],
    }
    return render(request, "plans/mandates/record_own_plan.html", context, status=422 if form.errors else 200)


def _take_back(request: HttpRequest, duty: Duty, deed: int, back: str) -> HttpResponse:
    try:
        duties.take_back_own_plan(duty, deed, by=acting_of(request))
        messages.success(request, _("Đã gỡ văn bản ghi nhầm."))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect(back)


@require_safe
@member_required
def file(request: HttpRequest, pk: int, deed: int) -> HttpResponseBase:
    """The file of a recorded plan, for those who may see the superior plan."""
    duty = _load(acting_of(request), pk)
    row = next((one for one in duties.records([duty.pk]) if one.pk == deed), None)
    kept = File.objects.filter(pk=row.fields.get("file")).first() if row else None
    if row is None or kept is None:
        raise Http404
    ending = next((end for end, (_b, media) in uploads.TYPES.items() if media == kept.media_type), "")
    return downloads.file(request, kept, row.fields["number"].replace("/", "-") + ending)


# --- making one -----------------------------------------------------------------------------------


@require_safe
@member_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The acting body's own plan for its tasks in a plan, as a Word file to edit."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    today = timezone.localdate()
    given = own_plan.work_of(acting.body, today, plan=plan)
    if not given:
        raise PermissionDenied(_("Kế hoạch không giao phần việc nào cho cơ quan của đồng chí."))
    year = YearForm(request.GET).year(_year_of(plan, today.year))
    return _docx(own_plan.document(acting.body, given, year=year), f"ke-hoach-thuc-hien-{plan.pk}.docx")


def _year_of(plan: Plan, this_year: int) -> int:
    """This year, kept inside the plan's period."""
    start, end = plan.period_start, plan.period_end
    year = max(this_year, start.year) if start else this_year
    return min(year, end.year) if end else year


@require_safe
@member_required
def programme(request: HttpRequest) -> HttpResponse:
    """All that binds the acting body in a year, plan by plan."""
    form, year, given = _programme(request)
    context = {
        "form": form,
        "year": year,
        "given": _with_statuses(given),
        "total": sum(len(g.parts) for g in given),
    }
    return render(request, "plans/mandates/programme.html", context)


def _programme(request: HttpRequest) -> tuple[YearForm, int, list[Given]]:
    today = timezone.localdate()
    form = YearForm(request.GET)
    year = form.year(today.year)
    return form, year, own_plan.work_of(acting_of(request).body, today, year=year)


def _with_statuses(given: list[Given]) -> list[tuple[Plan, list[tuple[Assignment, str, bool]]]]:
    """The parts with the official status of today and whether they are late."""
    today = timezone.localdate()
    ids = [part.pk for one in given for part in one.parts]
    rows = Assignment.objects.filter(pk__in=ids).with_status(today)
    status = dict(rows.values_list("pk", "status"))  # type: ignore[misc]  # with_status adds it
    return [
        (one.plan, [(part, status[part.pk], bool(part.due_on and part.due_on < today)) for part in one.parts])
        for one in given
    ]


@require_safe
@member_required
def programme_document(request: HttpRequest) -> HttpResponse:
    """The work programme of a year as a Word file to edit."""
    _form, year, given = _programme(request)
    if not given:
        raise Http404(_("Năm này chưa có nhiệm vụ nào giao cho cơ quan của đồng chí."))
    made = own_plan.document(acting_of(request).body, given, year=year, programme=True)
    return _docx(made, f"chuong-trinh-cong-tac-{year}.docx")


@require_safe
@member_required
def programme_excel(request: HttpRequest) -> HttpResponse:
    """The work programme of a year as a workbook."""
    _form, year, given = _programme(request)
    columns = [
        Column(_("Kế hoạch"), 20),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Vai trò"), 12),
        Column(_("Thời hạn"), 24),
        Column(_("Ngày đến hạn"), 14),
        Column(_("Sản phẩm"), 30),
        Column(_("Tình trạng"), 24),
    ]
    rows = (
        [
            plan.number or plan.title,
            part.task.number,
            part.task.text,
            _("chủ trì") if part.role == "lead" else _("phối hợp"),
            part.task.deadline_text,
            part.due_on,
            "; ".join(part.task.products),
            str(badge_of(status, late=late).text),
        ]
        for plan, parts in _with_statuses(given)
        for part, status, late in parts
    )
    title = _("Chương trình công tác năm %(year)s") % {"year": year}
    return xlsx(f"chuong-trinh-cong-tac-{year}.xlsx", title, columns, rows)


def _docx(made: Document, name: str) -> HttpResponse:
    response = HttpResponse(write_docx(made), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
