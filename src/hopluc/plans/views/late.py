"""Everything that is past its day, over all plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.plans import access, queries
from hopluc.plans.forms import LateForm
from hopluc.plans.models import Party, Plan
from hopluc.plans.queries import LateLine
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import badge_of
from hopluc.viet.dates import format_date


@require_safe
@member_required
def late(request: HttpRequest) -> HttpResponse:
    """Late parts, the longest late first, a page at a time."""
    found = _found(request)
    page = page_of(request, found["pks"])
    rows = queries.lines_in_order(list(page.object_list), found["on"])
    followed = _followed(acting_of(request), rows, found["plans"])
    context = found | {"page": page, "rows": rows, "followed": followed}
    template = "plans/late.html#rows" if request.htmx else "plans/late.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _followed(acting: Acting, rows: Sequence[LateLine], plans: Sequence[Plan]) -> set[int]:
    """Of the parts, those that the person may urge."""
    if not acting.has(Role.OFFICER):
        return set()
    shown = {row.plan_id for row in rows}
    own = {plan.pk for plan in plans if plan.pk in shown and access.follows(acting, plan)}
    return {row.pk for row in rows if row.plan_id in own}


def _found(request: HttpRequest) -> dict[str, Any]:
    acting, on = acting_of(request), timezone.localdate()
    plans = list(
        Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE).order_by("-issued_on", "pk")
    )
    form = LateForm(request.GET, plans, queries.late_bodies(on, plans))
    form.is_valid()
    given = form.cleaned_data
    parts = queries.late_parts(
        acting,
        on,
        plans=plans,
        text=given.get("q", ""),
        plan=given.get("ke_hoach"),
        mine=given.get("cua_toi", False),
    )
    if given.get("co_quan"):
        parts = parts.filter(body=given["co_quan"])
    return {"form": form, "on": on, "plans": plans, "pks": parts.values_list("pk", flat=True)}


@require_safe
@member_required
def late_excel(request: HttpRequest) -> HttpResponse:
    """All late parts that the filters find, as a workbook."""
    found = _found(request)
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 32),
        Column(_("Vai trò"), 12),
        Column(_("Hạn"), 13),
        Column(_("Quá hạn (ngày)"), 12),
        Column(_("Tình trạng"), 24),
    ]
    title = _("Phần việc quá hạn đến ngày %(day)s") % {"day": format_date(found["on"])}
    rows = queries.all_in_order(list(found["pks"]), found["on"])
    name = f"tre-han-{found['on']:%Y%m%d}.xlsx"
    return xlsx(name, title, columns, (_line(row, found["on"]) for row in rows), filtered=said(found["form"]))


def _line(part: LateLine, on: dt.date) -> list[Any]:
    return [
        part.plan_number,
        part.number,
        part.text,
        part.body,
        Party.Role(part.role).label,
        part.due_on,
        (on - part.due_on).days,
        str(badge_of(part.status, late=True).text),
    ]
