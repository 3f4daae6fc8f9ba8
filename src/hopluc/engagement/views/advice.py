"""Pages of recommendations: the list, one with its steps, and each step of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.engagement import access
from hopluc.engagement.actions import advice as actions
from hopluc.engagement.forms.visits import AdviceStepForm, RecommendationsForm
from hopluc.engagement.models import Advice, AdviceFile
from hopluc.engagement.queries import visits as queries
from hopluc.engagement.views.steps import take_step
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.views.common import posted
from hopluc.ui import downloads
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]


def _load(acting: Acting, pk: int) -> Advice:
    rows = Advice.objects.visible_to(acting).select_related(
        "visit__plan", "visit__visitor__parent", "body__parent", "task"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@member_required
def advice_list(request: HttpRequest) -> HttpResponse:
    """The recommendations that the person may see, what is due first at the top."""
    today, form, found = _found(request)
    page = page_of(request, found)
    context = {
        "form": form,
        "page": page,
        "rows": [queries.advice_row(one, today) for one in page.object_list],
        "today": today,
    }
    template = "engagement/advice_list.html#rows" if request.htmx else "engagement/advice_list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _found(request: HttpRequest) -> tuple[dt.date, RecommendationsForm, QuerySet[Advice]]:
    acting, today = acting_of(request), timezone.localdate()
    form = RecommendationsForm(request.GET)
    return today, form, queries.recommendations(acting, today, **form.filters())


@require_safe
@member_required
def advice_excel(request: HttpRequest) -> HttpResponse:
    """The recommendations that the filters find, as a workbook."""
    today, form, found = _found(request)
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("Cơ quan được kiểm tra"), 28),
        Column(_("Ngày kiểm tra"), 13),
        Column(_("Kiến nghị"), 60),
        Column(_("Cơ quan thực hiện"), 28),
        Column(_("Hạn thực hiện"), 13),
        Column(_("Ngày thực hiện xong"), 13),
        Column(_("Chậm (ngày làm việc)"), 12),
        Column(_("Tình trạng"), 18),
    ]
    rows = (_line(queries.advice_row(one, today)) for one in found)
    name = f"kien-nghi-{today:%Y%m%d}.xlsx"
    return xlsx(name, _("Kiến nghị sau kiểm tra"), columns, rows, filtered=said(form))


def _line(row: queries.AdviceRow) -> list[Any]:
    one = row.advice
    return [
        one.visit.plan.number or one.visit.plan.title,
        one.visit.body_name,
        one.given_on,
        one.text,
        one.body.name,
        one.due_on,
        one.reported_on,
        row.days_late,
        one.get_state_display(),
    ]


@require_safe
@member_required
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """A recommendation with all its steps and what this person may do about it."""
    acting, today = acting_of(request), timezone.localdate()
    found = _load(acting, pk)
    context = {
        "advice": found,
        "visit": found.visit,
        "row": queries.advice_row(found, today),
        "steps": queries.advice_steps(found),
        "deeds": [deed for deed in DEEDS.values() if found.state in deed.states and deed.may(acting, found)],
        "today": today,
    }
    return render(request, "engagement/advice.html", context)


@dataclass(frozen=True, slots=True)
class DeedForm:
    """How a step is asked for. states: those in which it is offered; due: whether it may move the day due."""

    name: str
    title: str | Promise
    button: str | Promise
    text: str | Promise
    on: str | Promise
    states: frozenset[str]
    may: Callable[[Acting, Advice], bool]
    do: Callable[..., Any]
    done: str | Promise
    icon: str
    due: bool = False
    due_required: bool = False
    primary: bool = False


def _keeps(acting: Acting, found: Advice) -> bool:
    return access.may_keep_visit(acting, found.visit)


_OPEN, _REPORTED = str(Advice.State.OPEN), str(Advice.State.REPORTED)
_DAY = gettext_lazy("Ngày")
DEEDS = {
    one.name: one
    for one in (
        DeedForm(
            "report",
            gettext_lazy("Báo cáo đã thực hiện kiến nghị"),
            gettext_lazy("Báo cáo đã thực hiện"),
            gettext_lazy("Kết quả thực hiện"),
            gettext_lazy("Ngày thực hiện xong"),
            frozenset({_OPEN}),
            access.may_report_advice,
            actions.report_done,
            gettext_lazy("Đã báo cáo. Cơ quan kiểm tra xem và xác nhận."),
            "checkup-list",
            primary=True,
        ),
        DeedForm(
            "confirm",
            gettext_lazy("Xác nhận kiến nghị đã thực hiện xong"),
            gettext_lazy("Xác nhận đã xong"),
            gettext_lazy("Nhận xét"),
            _DAY,
            frozenset({_REPORTED}),
            _keeps,
            actions.confirm,
            gettext_lazy("Đã xác nhận. Kiến nghị kết thúc."),
            "clipboard-check",
            primary=True,
        ),
        DeedForm(
            "send_back",
            gettext_lazy("Yêu cầu làm tiếp kiến nghị"),
            gettext_lazy("Yêu cầu làm tiếp"),
            gettext_lazy("Còn thiếu điều gì"),
            _DAY,
            frozenset({_REPORTED}),
            _keeps,
            actions.send_back,
            gettext_lazy("Đã yêu cầu làm tiếp."),
            "refresh",
            due=True,
        ),
        DeedForm(
            "move_due",
            gettext_lazy("Đổi hạn thực hiện kiến nghị"),
            gettext_lazy("Đổi hạn"),
            gettext_lazy("Lý do đổi hạn"),
            _DAY,
            frozenset({_OPEN}),
            _keeps,
            actions.move_due,
            gettext_lazy("Đã đổi hạn."),
            "calendar-event",
            due=True,
            due_required=True,
        ),
        DeedForm(
            "drop",
            gettext_lazy("Thôi theo dõi kiến nghị"),
            gettext_lazy("Thôi theo dõi"),
            gettext_lazy("Lý do"),
            _DAY,
            frozenset({_OPEN, _REPORTED}),
            _keeps,
            actions.drop,
            gettext_lazy("Đã thôi theo dõi kiến nghị."),
            "circle-x",
        ),
    )
}


def _step_page(name: str) -> Callable[..., HttpResponseBase]:
    """The page of one deed upon a recommendation."""
    deed = DEEDS[name]

    @require_http_methods(FORM_METHODS)
    @member_required
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        acting, today = acting_of(request), timezone.localdate()
        found = _load(acting, pk)
        if found.state not in deed.states or not deed.may(acting, found):
            raise PermissionDenied(_("Kiến nghị không ở bước mà đồng chí làm được việc này."))
        return _step_form(request, acting, found, deed, today)

    return page


def _step_form(
    request: HttpRequest, acting: Acting, found: Advice, deed: DeedForm, today: dt.date
) -> HttpResponse:
    """Ask for a step and do it; what came in meanwhile is shown."""
    steps = list(queries.advice_steps(found))
    form = AdviceStepForm(
        *posted(request),
        due=deed.due,
        due_required=deed.due_required,
        today=today,
        initial={"on": today, "seen": steps[-1].pk},
    )
    form.fields["text"].label = str(deed.text)
    form.fields["text"].required = deed.name != "confirm"
    form.fields["on"].label = str(deed.on)
    address = reverse("engagement:advice", args=[found.pk])
    response, newer = take_step(request, form, address, partial(deed.do, found, by=acting), deed.done, steps)
    if response:
        return response
    context = {
        "form": form,
        "deed": deed,
        "advice": found,
        "visit": found.visit,
        "newer": newer,
        "seen": steps[-1].pk,
    }
    return render(request, "engagement/advice_step.html", context, status=422 if form.errors else 200)


report = _step_page("report")
confirm = _step_page("confirm")
send_back = _step_page("send_back")
move_due = _step_page("move_due")
drop = _step_page("drop")


@require_safe
@member_required
def advice_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that proves a step."""
    seen = Advice.objects.visible_to(acting_of(request))
    row = get_object_or_404(AdviceFile.objects.filter(step__advice__in=seen).select_related("file"), pk=pk)
    return downloads.file(request, row.file, row.name)
