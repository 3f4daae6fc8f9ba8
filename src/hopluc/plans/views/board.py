"""The list of plans and the board of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import repeat
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans import access, boards
from hopluc.plans.boards import Row
from hopluc.plans.forms import BoardForm
from hopluc.plans.models import Plan, TaskGroup
from hopluc.plans.rules import Status
from hopluc.plans.views.common import load_plan
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import badge_of

ROWS = 50  # on a page of the board: most plans fit on one


@require_safe
@member_required
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans that the person may see, those in force first, with their tasks by status. `?tai=xlsx`: all of
    them."""
    acting = acting_of(request)
    text = request.GET.get("q", "")
    found = Plan.objects.visible_to(acting).matching(text).select_related("owner", "standing_agency")
    found = found.order_by("-state", "-issued_on", "-pk")
    if asked(request):
        return _plans_workbook(list(found), text)
    page = page_of(request, found, 20)
    lines = boards.plan_lines(list(page.object_list), timezone.localdate())
    return render(request, "plans/list.html", {"page": page, "lines": lines, "text": text})


def _plans_workbook(plans: list[Plan], text: str) -> HttpResponse:
    today = timezone.localdate()
    columns = [
        Column(_("Số, ký hiệu"), 18), Column(_("Ngày ban hành"), 13), Column(_("Trích yếu"), 60),
        Column(_("Cơ quan ban hành"), 32), Column(_("Cơ quan thường trực"), 32), Column(_("Tình trạng"), 18),
        Column(_("Số nhiệm vụ"), 12), *(Column(str(badge_of(one).text), 14) for one in Status),
        Column(_("Quá hạn"), 12),
    ]  # fmt: skip
    rows = [
        [
            line.plan.number, line.plan.issued_on, line.plan.title, line.plan.owner.name,
            line.plan.standing_agency.name if line.plan.standing_agency else "",
            line.plan.get_state_display(), line.total, *(line.sums[one.value] for one in Status), line.late,
        ]
        for line in boards.plan_lines(plans, today)
    ]  # fmt: skip
    filtered = _("Tìm theo số, trích yếu: %(text)s") % {"text": text} if text.strip() else ""
    return xlsx(f"ke-hoach-{today:%Y%m%d}.xlsx", _("Kế hoạch"), columns, rows, filtered=filtered)


@require_safe
@member_required
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's tasks by group, as of a day, filtered."""
    plan = load_plan(acting_of(request), pk)
    context = _board_of(request, plan)
    page = page_of(request, context["board"].rows, ROWS)
    context |= {
        "plan": plan,
        "tab": "board",
        "page": page,
        "sections": _sections(boards.with_leads(list(page.object_list), context["at"]), context["groups"]),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "plans/board.html#board", context)
    context["may_close"] = access.may_close_plan(acting_of(request), plan)
    return render(request, "plans/board.html", context)


def _board_of(request: HttpRequest, plan: Plan, *, products: bool = False) -> dict[str, Any]:
    groups = list(plan.groups.all())
    form = BoardForm(request.GET, groups, boards.lead_bodies(plan))
    at = form.moment()
    moment = {name: request.GET[name] for name in ("ngay", "biet") if request.GET.get(name)}
    return {
        "form": form,
        "groups": {group.pk: group for group in groups},
        "at": at,
        "as_of": not boards.is_kept(at),
        "moment": f"?{urlencode(moment)}" if moment else "",
        "board": boards.board(plan, acting_of(request), form.filters(), at, products=products),
    }


def _sections(rows: Iterable[Row], groups: dict[int, TaskGroup]) -> list[tuple[TaskGroup | None, list[Row]]]:
    """Rows under the plan's groups, in the order of the document."""
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row.task.group_id, []).append(row)
    return [(groups.get(pk or 0), of_group) for pk, of_group in found.items()]


@require_safe
@member_required
def board_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """What the board shows, on all of its pages, as a workbook."""
    plan = load_plan(acting_of(request), pk)
    shown = _board_of(request, plan, products=True)
    columns = [
        Column(_("TT"), 8),
        Column(_("Nhóm nhiệm vụ"), 28),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan chủ trì"), 32),
        Column(_("Thời gian thực hiện"), 22),
        Column(_("Hạn kế tiếp"), 13),
        Column(_("Sản phẩm"), 28),
        Column(_("Tình trạng"), 24),
        Column(_("Phần việc đã xong"), 14),
    ]
    title = _("%(plan)s – %(when)s") % {"plan": plan.number, "when": boards.told(shown["at"])}
    name = f"theo-doi-{plan.pk}-{shown['at'].on:%Y%m%d}.xlsx"
    return xlsx(
        name,
        title,
        columns,
        map(_line, boards.with_leads(shown["board"].rows, shown["at"]), repeat(shown["groups"])),
        filtered=said(shown["form"]),
    )


def _line(row: Row, groups: dict[int, TaskGroup]) -> list[str | dt.date | None]:
    return [
        row.task.number,
        str(groups.get(row.task.group_id or 0, "")),
        row.task.text,
        "; ".join(row.leads),
        row.task.deadline_text,
        row.due_on,
        "; ".join(row.task.products),
        str(badge_of(row.judged.status, late=row.judged.late).text),
        f"{row.tally.done}/{row.tally.total}",
    ]
