"""Pages of a figure: the bodies and values behind it, as a page and as a workbook; a note to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting.content import Handed
from hopluc.reporting.document import has_place_for_note
from hopluc.reporting.editing import access, actions
from hopluc.reporting.editing.opening import Line, Opened, UnknownFigureError, opened
from hopluc.reporting.editing.passages import NOTE
from hopluc.reporting.editing.queries import content_of, edits_of
from hopluc.reporting.editing.sources import submissions_of
from hopluc.reporting.editing.views import seen_of
from hopluc.reporting.frozen import handed_of
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.routes.parts import part_of
from hopluc.reporting.views.loading import load_made
from hopluc.ui import downloads
from hopluc.ui.pages import page_of
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

# Figures are typed with up to four places; one that has more was computed, and two are read of it.
_TYPED, _READ = 4, 2


def _opened(report: ConsolidatedReport, key: str) -> Opened:
    """The figure with its sources. Raises Http404 for one that the report has not."""
    within, own_key, prefix = part_of(content_of(report), key)

    def handed() -> Sequence[Handed]:
        return sorted(handed_of(within.sources), key=lambda one: (one.body_order, one.body, one.body_id))

    try:
        found = opened(within, handed, own_key)
    except UnknownFigureError as error:
        raise Http404 from error
    return replace(found, lines=tuple(_of_part(one, prefix) for one in found.lines)) if prefix else found


def _of_part(line: Line, prefix: str) -> Line:
    return replace(line, opens=f"{prefix}{line.opens}") if line.opens else line


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def figure(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """The bodies and values behind a figure; a note to it by those who edit the report."""
    acting = acting_of(request)
    report = load_made(acting, report_id)
    found = _opened(report, key)
    noted = edits_of(report).by_key.get(f"{NOTE}{key}")
    typed, error = (noted.text or "") if noted else "", ""
    if request.method == "POST":
        typed = request.POST.get("text", "")
        try:
            actions.note(report, key, found.title, typed, by=acting, seen=seen_of(request))
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            messages.success(request, _("Đã lưu ghi chú."))
            return redirect("reporting:figure", report.pk, key)
    page = page_of(request, found.lines)
    context = {
        "report": report,
        "round": report.round,
        "key": key,
        "found": found,
        "page": page,
        "rows": _rows(page, found.columns, submissions_of(report, key)),
        "may_note": access.may_edit(acting, report) and has_place_for_note(content_of(report), key),
        "typed": typed,
        "error": error,
        "revision": noted.revision if noted else 0,
    }
    return render(request, "reporting/editing/figure.html", context, status=422 if error else 200)


def _rows(lines: Sequence[Line], titles: Sequence[str], submissions: dict[int, int]) -> list[dict[str, Any]]:
    return [
        {
            "first": _words(one.cells[0]),
            "cells": [
                (title, _words(cell), isinstance(cell, Decimal))
                for title, cell in zip(titles[1:], one.cells[1:], strict=True)
            ],
            "submission": submissions.get(one.body_id),
            "opens": one.opens,
        }
        for one in lines
    ]


def _words(value: object) -> str:
    if isinstance(value, Decimal):
        return format_number(round(value, _READ) if round(value, _TYPED) != value else value)
    return format_date(value) if isinstance(value, dt.date) else str(value or "")


@require_GET
@member_required
def figure_excel(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """The same list as a workbook, those who are missing at its end."""
    report = load_made(acting_of(request), report_id)
    found = _opened(report, key)
    absent = [(name, words) for words, names in found.missing for name in names]
    rows = [*(one.cells for one in found.lines), *absent]
    columns = [downloads.Column(title, 40 if n == 0 else 20) for n, title in enumerate(found.columns)]
    return downloads.xlsx("so-lieu-nguon.xlsx", found.title[:200], columns, rows, filtered=found.said)
