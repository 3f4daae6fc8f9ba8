"""Pages of reminders: the schedules, the log, what has come to the committee, a person's own settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.engagement.access import may_keep_committee
from hopluc.engagement.ladder import steering_of
from hopluc.engagement.models import Committee
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.models import Assignment, Plan
from hopluc.plans.views.common import load_plan, posted, submit
from hopluc.reporting.urging import access, feeds, logs
from hopluc.reporting.urging.actions import feeds as feed_actions
from hopluc.reporting.urging.actions import reminders as actions
from hopluc.reporting.urging.actions.nudges import nudge as send_nudge
from hopluc.reporting.urging.models import CalendarFeed, Reminder
from hopluc.reporting.urging.reminder_forms import (
    FeedForm,
    LogForm,
    ScheduleForm,
    from_schedule,
)
from hopluc.reporting.urging.wording import KINDS
from hopluc.ui import bulk
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]


# --- the log --------------------------------------------------------------------------------------


@require_safe
@member_required
def reminder_log(request: HttpRequest) -> HttpResponse:
    """Who was reminded of what, when, and whether a mail went out."""
    acting = acting_of(request)
    form = LogForm(request.GET, logs.plans_of_log(acting))
    page = page_of(request, logs.log(acting, form.filters()))
    rows = [(row, KINDS.get(row.kind, row.kind)) for row in page]
    context = {"form": form, "page": page, "rows": rows, "tab": "log"}
    htmx = request.htmx  # type: ignore[attr-defined]
    name = "reporting/urging/reminders.html#rows" if htmx else "reporting/urging/reminders.html"
    return render(request, name, context)


@require_safe
@member_required
def reminder_excel(request: HttpRequest) -> HttpResponse:
    """The log as filtered, as a workbook."""
    acting, today = acting_of(request), timezone.localdate()
    form = LogForm(request.GET, logs.plans_of_log(acting))
    columns = [
        Column(_("Ngày nhắc"), 13),
        Column(_("Người được nhắc"), 28),
        Column(_("Cơ quan"), 34),
        Column(_("Kế hoạch"), 18),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Hạn"), 13),
        Column(_("Nội dung nhắc"), 30),
        Column(_("Thư"), 24),
        Column(_("Địa chỉ thư"), 28),
    ]
    rows = logs.log(acting, form.filters())
    name = f"nhac-viec-{today:%Y%m%d}.xlsx"
    return xlsx(name, _("Nhật ký nhắc việc"), columns, map(_line, rows), filtered=said(form))


def _line(row: Reminder) -> list[Any]:
    task = row.assignment.task
    return [
        row.on,
        row.person.full_name,
        row.body_name,
        task.plan.number or task.plan.title,
        f"{task.number}. {task.text}" if task.number else task.text,
        row.due_on,
        str(KINDS.get(row.kind, row.kind)),
        str(row.digest.get_mail_display()),
        row.digest.address if row.digest.mail != "none" else "",
    ]


# --- a word now -----------------------------------------------------------------------------------


@require_POST
@member_required
def nudge(request: HttpRequest) -> HttpResponse:
    """Remind whoever is in charge of the late parts that were ticked; back to the list with its filters."""
    acting = acting_of(request)
    if not acting.has(Role.OFFICER):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan theo dõi kế hoạch nhắc việc."))
    rows = Assignment.objects.visible_to(acting).filter(pk__in=bulk.chosen(request))
    outcome = bulk.each(
        list(rows.select_related("task", "body").order_by("due_on", "pk")),
        lambda part: send_nudge(part, by=acting),
        lambda part: f"{part.task.code} ({part.body})",
    )
    bulk.tell(request, outcome, _("Đã nhắc %(n)s phần việc."))
    return redirect(f"{reverse('plans:late')}?{request.GET.urlencode()}".rstrip("?"))


# --- schedules ------------------------------------------------------------------------------------


@require_safe
@member_required
def schedule_list(request: HttpRequest) -> HttpResponse:
    """By which schedule people are reminded in each plan that the person reads. `?tai=xlsx`: all of them."""
    acting = acting_of(request)
    plans = list(
        Plan.objects.visible_to(acting)
        .filter(state=Plan.State.IN_FORCE)
        .select_related("owner", "standing_agency")
        .order_by("-issued_on", "pk")
    )
    found = logs.schedules(plans)
    if asked(request):
        return _schedules_workbook(found)
    rows = [(one, access.may_urge(acting, one.plan)) for one in found]
    return render(request, "reporting/urging/schedules.html", {"rows": rows, "tab": "schedules"})


def _schedules_workbook(found: Iterable[logs.PlanSchedule]) -> HttpResponse:
    columns = [
        Column(_("Kế hoạch"), 60), Column(_("Nhắc tự động"), 12), Column(_("Trước hạn (ngày)"), 14),
        Column(_("Ngày đến hạn"), 12), Column(_("Sau hạn (ngày)"), 14), Column(_("Nhắc lại mỗi (ngày)"), 14),
        Column(_("Báo lãnh đạo từ (ngày)"), 16), Column(_("Trình Ban Chỉ đạo từ (ngày)"), 16),
        Column(_("Nhịp"), 14),
        Column(_("Người đặt"), 26), Column(_("Đặt lúc"), 18),
    ]  # fmt: skip
    rows = [
        [
            str(one.plan), _("có") if s.active else _("không"), ", ".join(map(str, s.before)),
            _("có") if s.on_day else "", ", ".join(map(str, s.after)), s.repeat, s.head_after,
            s.escalate_after,
            _("hằng ngày") if s.weekly_on is None else _("mỗi tuần"),
            one.row.changed_by_name if one.row else _("lịch mặc định"),
            one.row.changed_at if one.row else None,
        ]
        for one in found
        for s in [one.schedule]
    ]  # fmt: skip
    return xlsx("lich-nhac-viec.xlsx", _("Lịch nhắc việc"), columns, rows)


@require_http_methods(FORM_METHODS)
@member_required
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Set by which schedule people are reminded in a plan."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    if not access.may_urge(acting, plan):
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực đặt lịch nhắc việc."))
    (now,) = logs.schedules([plan])
    seen = now.row.revision if now.row else 0
    form = ScheduleForm(posted(request)[0], initial=from_schedule(now.schedule) | {"seen": seen})
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            reverse("urging:schedules"),
            lambda: actions.set_schedule(plan, form.schedule(), by=acting, seen=form.cleaned_data["seen"]),
        )
        if done.response:
            messages.success(request, _("Đã đặt lịch nhắc việc của kế hoạch."))
            return done.response
    context = {"form": form, "plan": plan, "seen": seen, "row": now.row}
    return render(request, "reporting/urging/schedule.html", context, status=422 if form.errors else 200)


# --- what has come to the committee ---------------------------------------------------------------


@require_safe
@member_required
def escalated(request: HttpRequest) -> HttpResponse:
    """Parts late for so long that the committee hears of them, plan by plan, and the way to its agenda."""
    acting = acting_of(request)
    groups = [(plan, rows, _agendas(acting, plan), rows[-1].days_late) for plan, rows in _escalated(acting)]
    context = {"groups": groups, "tab": "escalated", "today": timezone.localdate()}
    return render(request, "reporting/urging/escalated.html", context)


def _escalated(acting: Acting) -> list[tuple[Plan, list[logs.Escalated]]]:
    today = timezone.localdate()
    plans = Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE).order_by("-issued_on", "pk")
    groups = [(plan, logs.escalated(plan, today)) for plan in plans]
    return [(plan, rows) for plan, rows in groups if rows]


def _agendas(acting: Acting, plan: Plan) -> list[Committee]:
    """The committees above a plan whose meetings the person prepares."""
    kept = Committee.objects.filter(body__in=steering_of(plan)).select_related("body").order_by("pk")
    return [one for one in kept if may_keep_committee(acting, one)]


@require_safe
@member_required
def escalated_excel(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 34),
        Column(_("Người phụ trách"), 26),
        Column(_("Hạn"), 13),
        Column(_("Quá hạn (ngày)"), 12),
        Column(_("Công văn đôn đốc gần nhất"), 16),
    ]
    lines = (
        [
            plan.number or plan.title,
            row.part.task.number,
            row.part.task.text,
            row.part.body.name,
            row.part.officer.full_name if row.part.officer else "",
            row.part.due_on,
            row.days_late,
            row.urged_on,
        ]
        for plan, rows in _escalated(acting_of(request))
        for row in rows
    )
    name = f"qua-han-lau-{timezone.localdate():%Y%m%d}.xlsx"
    return xlsx(name, _("Phần việc quá hạn lâu, trình Ban Chỉ đạo"), columns, lines)


# --- one's own ------------------------------------------------------------------------------------


@never_cache
@require_http_methods(FORM_METHODS)
@member_required
def calendar_page(request: HttpRequest) -> HttpResponse:
    """One's calendar address: made, shown once, made anew."""
    acting, address = acting_of(request), ""
    form = FeedForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        token = feed_actions.make_feed(by=acting, whole_body=form.cleaned_data["whole_body"])
        address = request.build_absolute_uri(reverse("urging:feed", args=[token]))
    feed = CalendarFeed.objects.filter(person=acting.user, revoked_at=None).first()
    return render(request, "reporting/urging/calendar.html", {"form": form, "feed": feed, "address": address})


@require_POST
@member_required
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    """End one's calendar address."""
    if feed_actions.revoke_feed(by=acting_of(request)):
        messages.success(request, _("Đã thu hồi địa chỉ lịch; ai giữ địa chỉ cũ không xem được nữa."))
    return redirect("urging:calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for a programme that holds the address: no session is asked for."""
    found = feeds.feed_of(token)
    if not found:
        raise Http404
    made = feeds.calendar(found, timezone.localdate())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="hop-luc.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
