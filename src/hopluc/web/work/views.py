"""My work: the first page after signing in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Assignment
from hopluc.ui.downloads import Column, asked, xlsx
from hopluc.ui.statuses import badge_of
from hopluc.web.work.queries import desk, unfinished, waiting


@member_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is mine, due and late; reports to hand in; who waits for me. `?tai=xlsx`: all my parts."""
    acting, today = acting_of(request), timezone.localdate()
    if asked(request):
        return _workbook(acting, today)
    context = {"today": today, "desk": desk(acting, today), "waiting": waiting(acting, today)}
    return render(request, "web/home.html", context)


def _workbook(acting: Acting, today: dt.date) -> HttpResponse:
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Vai trò"), 12),
        Column(_("Hạn"), 13),
        Column(_("Tình trạng"), 24),
        Column(_("Tiến độ (%)"), 12),
        Column(_("Người phụ trách"), 26),
    ]
    title = _("Việc của %(body)s") % {"body": acting.body}
    rows = (_line(part, today) for part in unfinished(acting, today).iterator(chunk_size=500))
    return xlsx(f"viec-{today:%Y%m%d}.xlsx", title, columns, rows)


def _line(part: Assignment, today: dt.date) -> list[Any]:
    late = part.due_on is not None and part.due_on < today
    return [
        part.task.plan.number, part.task.number, part.task.text, part.get_role_display(), part.due_on,
        str(badge_of(part.status, late=late).text),  # type: ignore[attr-defined]
        part.percent, part.officer.full_name if part.officer else "",
    ]  # fmt: skip
