"""The targets of a draft: the list with the figures beside them, one of them, adding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.mandates.wholes import source_words
from hopluc.plans.standings import now
from hopluc.plans.views.common import posted, submit
from hopluc.reporting.yearly import actions, queries
from hopluc.reporting.yearly.forms import DropForm, TargetForm, target_initial
from hopluc.reporting.yearly.models import Choice, DraftTarget
from hopluc.reporting.yearly.targets import TargetRow, target_rows
from hopluc.reporting.yearly.views.common import FORM_METHODS, context_of, load_draft, load_row, load_written
from hopluc.ui.downloads import Column, xlsx


@require_safe
@member_required
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets with the plan's figure, the latest actual and the superior figures for the year."""
    acting = acting_of(request)
    draft = load_draft(acting, pk)
    rows = queries.targets_of(draft)
    kept = [row for row in rows if row.target.choice != Choice.DROPPED]
    context = context_of(acting, draft, "targets") | {
        "rows": rows,
        "lower": sum(row.lower for row in kept),
        "lacking": sum(row.lacking for row in kept),
        "unsettled": queries.unsettled_links(draft),
    }
    return render(request, "reporting/yearly/targets.html", context)


@require_safe
@member_required
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets with all that stands beside them, as a workbook."""
    draft = load_draft(acting_of(request), pk)
    columns = [
        Column(_("Chỉ tiêu"), 50),
        Column(_("Đơn vị"), 16),
        Column(_("Kế hoạch hiện nay"), 18),
        Column(_("Thực hiện"), 16),
        Column(_("Tính đến ngày"), 13),
        Column(_("Nguồn"), 22),
        Column(_("Đề xuất năm %s") % draft.year, 18),
        Column(_("Chỉ tiêu cấp trên, kế hoạch dài hạn"), 40),
        Column(_("So sánh"), 34),
        Column(_("Đã xem xét"), 14),
        Column(_("Lý do bỏ"), 30),
    ]
    title = _("Chỉ tiêu dự thảo năm %s") % draft.year
    return xlsx(f"chi-tieu-du-thao-{draft.year}.xlsx", title, columns, _excel_rows(queries.targets_of(draft)))


def _excel_rows(rows: list[TargetRow]) -> Iterator[list[Any]]:
    for row in rows:
        yield [
            row.target.name,
            row.target.unit,
            row.before,
            row.actual.value if row.actual else None,
            row.actual.on if row.actual else None,
            source_words(row.actual) if row.actual else "",
            row.proposed or _("chưa có số"),
            "; ".join(
                f"{one.words} ({one.indicator.plan.number or one.indicator.plan.title})" for one in row.asked
            ),
            "; ".join(one.told for one in row.asked),
            row.target.get_choice_display(),
            row.target.reason,
        ]


@require_http_methods(FORM_METHODS)
@member_required
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """One target: its figure proposed, or dropped."""
    acting = acting_of(request)
    found: DraftTarget = load_row(acting, DraftTarget, pk)
    (row,) = target_rows(found.draft.plan, found.draft.year, [found], now())
    drops = request.POST.get("deed") == "drop"
    op = found.indicator.op if found.indicator else ">="
    form = TargetForm(None if drops else posted(request)[0], initial=target_initial(found, op))
    drop = DropForm(
        posted(request)[0] if drops else None, initial={"reason": found.reason, "seen": found.revision}
    )
    sent: Any = drop if drops else form
    if request.method == "POST" and sent.is_valid():
        given = sent.cleaned_data
        done = submit(
            request,
            sent,
            reverse("yearly:targets", args=[found.draft_id]),
            (lambda: actions.drop_target(found, by=acting, reason=given["reason"], seen=given["seen"]))
            if drops
            else (lambda: actions.propose_target(found, by=acting, **given)),
        )
        if done.response:
            messages.success(request, _("Đã bỏ khỏi dự thảo.") if drops else _("Đã ghi mức đề xuất."))
            return done.response
        found.refresh_from_db(fields=["revision"])
    context = context_of(acting, found.draft, "") | {"row": row, "form": form, "drop": drop}
    return render(request, "reporting/yearly/target.html", context, status=422 if sent.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A target of the draft's own."""
    acting = acting_of(request)
    draft = load_written(acting, pk)
    form = TargetForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        done = submit(
            request,
            form,
            reverse("yearly:targets", args=[pk]),
            lambda: actions.add_target(draft, by=acting, **given),
        )
        if done.response:
            messages.success(request, _("Đã thêm chỉ tiêu."))
            return done.response
    context = context_of(acting, draft, "") | {"form": form}
    return render(request, "reporting/yearly/target.html", context, status=422 if form.errors else 200)
