"""The dashboards, and the parts behind their numbers; each as a page, on paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans import queries as plan_queries
from hopluc.plans.models import Plan
from hopluc.plans.standings import now
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import BADGES
from hopluc.web.dashboard import bars, counting, targets
from hopluc.web.dashboard.bars import COLOURS, Bar
from hopluc.web.dashboard.counting import Asked
from hopluc.web.dashboard.forms import TARGETS, VIEWS, CountForm, PartsForm, PlanForm
from hopluc.web.dashboard.targets import Target


def _plans(acting: Acting) -> list[Plan]:
    """The plans in force that the person reads, the newest first."""
    readable = Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE)
    return list(readable.order_by("-issued_on", "pk"))


@require_safe
@member_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Parts by status: by plan, lead agency, field or area; or targets by unit."""
    plans = _plans(acting_of(request))
    if request.GET.get("theo") == TARGETS:
        return _targets(request, plans)
    found = counting.facts(plans, timezone.localdate())
    form = CountForm(request.GET, found)
    wanted = form.asked()
    view = form.given("theo") or ("co_quan" if wanted.ke_hoach else "ke_hoach")
    rows = bars.by(found, wanted, view)
    if asked(request):
        return _bars_workbook(str(VIEWS[view]), rows, said(form))
    context = {
        "form": form,
        "plans": plans,
        "tabs": _tabs(wanted, view),
        "view": VIEWS[view],
        "whole": bars.whole(found, wanted),
        "bars": rows,
        "legend": [(BADGES[status.value], colour) for status, colour in COLOURS.items()],
        "on": found.on,
    }
    return render(request, "web/dashboard.html", context)


def _tabs(wanted: Asked, view: str) -> list[tuple[Any, str, bool]]:
    """The other dashboards with the same filters: words, address, whether it is the one looked at."""
    address = reverse("web:dashboard")
    return [
        (words, f"{address}?{urlencode({'theo': key} | wanted.words)}", key == view)
        for key, words in VIEWS.items()
    ]


def _bars_workbook(dimension: str, rows: Sequence[Bar], told: str) -> HttpResponse:
    columns = [
        Column(dimension, 60),
        Column(_("Phần việc"), 12),
        *(Column(str(BADGES[status.value].text), 16) for status in COLOURS),
        Column(_("Quá hạn"), 12),
        Column(_("Hoàn thành (%)"), 14),
    ]
    lines = (
        [one.name, one.sums.total, *(part.count for part in one.segments), one.sums.late, one.sums.percent]
        for one in rows
    )
    title = _("Phần việc theo tình trạng: %s") % dimension
    return xlsx("bieu-do.xlsx", title, columns, lines, filtered=told)


def _targets(request: HttpRequest, plans: Sequence[Plan]) -> HttpResponse:
    form = PlanForm(request.GET, plans)
    chosen = form.given("ke_hoach")
    plan = next((one for one in plans if str(one.pk) == chosen), None) or targets.first_shared(plans)
    if plan:
        form = PlanForm({"ke_hoach": plan.pk, "theo": TARGETS}, plans)
    found = targets.of_plan(plan, now()) if plan else []
    if asked(request):
        return _targets_workbook(plan, found, said(form))
    context = {
        "form": form,
        "plans": plans,
        "plan": plan,
        "tabs": _tabs(Asked(ke_hoach=chosen), TARGETS),
        "targets": found,
        "on": timezone.localdate(),
    }
    return render(request, "web/dashboard_targets.html", context)


def _targets_workbook(plan: Plan | None, found: Sequence[Target], told: str) -> HttpResponse:
    columns = [
        Column(_("Chỉ tiêu"), 60),
        Column(_("Đơn vị tính"), 16),
        Column(_("Đơn vị"), 40),
        Column(_("Được giao"), 14),
        Column(_("Thực hiện"), 14),
        Column(_("Đến ngày"), 13),
        Column(_("Kết quả"), 14),
    ]
    lines = (
        [
            one.line.indicator.name,
            one.line.indicator.unit,
            small.unit.name,
            small.unit.share,
            small.unit.actual and small.unit.actual.value,
            small.unit.actual and small.unit.actual.on,
            _("Đạt") if small.unit.reached else _("Chưa đạt") if small.unit.actual else _("Chưa có số liệu"),
        ]
        for one in found
        for small in one.units
    )
    title = _("Chỉ tiêu theo đơn vị: %s") % (plan.number or plan.title if plan else "")
    return xlsx("chi-tieu-theo-don-vi.xlsx", title, columns, lines, filtered=told)


@require_safe
@member_required
def parts(request: HttpRequest) -> HttpResponse:
    """The parts that a number of a dashboard counts, a page at a time."""
    found = counting.facts(_plans(acting_of(request)), timezone.localdate())
    form = PartsForm(request.GET, found)
    wanted = form.asked()
    pks = counting.parts(found, wanted).values_list("pk", flat=True)
    if asked(request):
        return _parts_workbook(list(pks), found.on, said(form))
    page = page_of(request, pks)
    back = urlencode(replace(wanted, tinh_trang="").words)
    context = {
        "form": form,
        "page": page,
        "rows": plan_queries.lines_in_order(list(page.object_list), found.on),
        "on": found.on,
        "back": reverse("web:dashboard") + (f"?{back}" if back else ""),
    }
    return render(request, "web/dashboard_parts.html", context)


def _parts_workbook(pks: Sequence[int], on: Any, told: str) -> HttpResponse:
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan chủ trì"), 36),
        Column(_("Hạn"), 13),
        Column(_("Tình trạng"), 26),
        Column(_("Quá hạn"), 10),
    ]

    def lines() -> Iterator[list[Any]]:
        for row in plan_queries.all_in_order(pks, on):
            late = row.due_on is not None and row.due_on < on
            yield [
                row.plan_number, row.number, row.text, row.body, row.due_on,
                str(BADGES[row.status].text), _("quá hạn") if late else "",
            ]  # fmt: skip

    title = _("Phần việc của cơ quan chủ trì")
    return xlsx("phan-viec.xlsx", title, columns, lines(), filtered=told)
