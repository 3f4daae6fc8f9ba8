"""The list of plans and the board of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans import access, queries
from hopluc.plans.forms import BoardForm
from hopluc.plans.models import Plan
from hopluc.plans.queries import Board
from hopluc.plans.views.common import load_plan
from hopluc.ui.downloads import Column, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import badge_of
from hopluc.viet.dates import format_date


@require_safe
@member_required
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans that the person may see, those in force first, with their tasks by status."""
    acting = acting_of(request)
    text = request.GET.get("q", "")
    found = Plan.objects.visible_to(acting).matching(text).select_related("owner", "standing_agency")
    page = page_of(request, found.order_by("-state", "-issued_on", "-pk"), 20)
    lines = queries.plan_lines(list(page.object_list), timezone.localdate())
    return render(request, "plans/list.html", {"page": page, "lines": lines, "text": text})


@require_safe
@member_required
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's tasks by group, as of a day, filtered."""
    plan = load_plan(acting_of(request), pk)
    context = _board_of(request, plan) | {"plan": plan, "tab": "board"}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "plans/board.html#board", context)
    context["may_close"] = access.may_close_plan(acting_of(request), plan)
    return render(request, "plans/board.html", context)


def _board_of(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    groups, bodies = list(plan.groups.all()), queries.lead_bodies(plan)
    form = BoardForm(request.GET, groups, bodies)
    at = form.moment()
    found = queries.board(plan, acting_of(request), form.filters(), at)
    moment = {name: request.GET[name] for name in ("ngay", "biet") if request.GET.get(name)}
    return {
        "form": form,
        "at": at,
        "as_of": not queries.is_kept(at),
        "moment": urlencode(moment),
        "board": found,
    }


@require_safe
@member_required
def board_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """What the board shows, as a workbook."""
    plan = load_plan(acting_of(request), pk)
    shown = _board_of(request, plan)
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
    title = _("%(plan)s – tính đến %(day)s") % {"plan": plan.number, "day": format_date(shown["at"].on)}
    name = f"theo-doi-{plan.pk}-{shown['at'].on:%Y%m%d}.xlsx"
    return xlsx(name, title, columns, _lines(shown["board"]))


def _lines(board: Board) -> Iterator[list[str | dt.date | None]]:
    for section in board.sections:
        for row in section.rows:
            yield [
                row.task.number,
                str(section.group or ""),
                row.task.text,
                "; ".join(party.text for party in row.leads),
                row.task.deadline_text,
                row.due_on,
                "; ".join(row.task.products),
                str(badge_of(row.judged.status, late=row.judged.late).text),
                f"{row.tally.done}/{row.tally.total}",
            ]
