"""The tasks of a draft: the list, one of them, adding, moving; what became of a task of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.views.common import load_task, posted, submit
from hopluc.reporting.views.loading import told
from hopluc.reporting.yearly import actions, queries, rules
from hopluc.reporting.yearly.forms import DropForm, LineForm, LinesForm
from hopluc.reporting.yearly.models import Draft, DraftLine
from hopluc.reporting.yearly.views.common import FORM_METHODS, context_of, load_draft, load_row, load_written
from hopluc.reporting.yearly.words import FIELDS
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import badge_of

ROWS = 100  # on a page


@require_http_methods(FORM_METHODS)
@member_required
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a draft; several are kept at once."""
    acting = acting_of(request)
    if request.method == "POST":
        return _keep(request, acting, load_written(acting, pk))
    draft = load_draft(acting, pk)
    form = LinesForm(request.GET, queries.groups(draft))
    view = queries.draft_view(draft, form.filters())
    page = page_of(request, view.rows, ROWS)
    context = context_of(acting, draft, "lines") | {
        "form": form,
        "view": view,
        "page": page,
        "groups": queries.by_group(page.object_list),
        "continued": queries.continued(draft),
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    name = "reporting/yearly/lines.html#rows" if htmx else "reporting/yearly/lines.html"
    return render(request, name, context)


def _keep(request: HttpRequest, acting: Acting, draft: Draft) -> HttpResponse:
    """Keep the ticked lines; each says the revision that the page showed."""
    pairs = (value.split("-") for value in request.POST.getlist("rows"))
    chosen = {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and "".join(pair).isdecimal()}
    with told(request, _("Đã giữ %s nhiệm vụ.") % len(chosen)):
        actions.choose_lines(draft, chosen, by=acting)
    return redirect(f"{reverse('yearly:draft', args=[draft.pk])}?{request.GET.urlencode()}")


@require_safe
@member_required
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that the filters find, as a workbook."""
    draft = load_draft(acting_of(request), pk)
    form = LinesForm(request.GET, queries.groups(draft))
    view = queries.draft_view(draft, form.filters())
    columns = [
        Column(_("Nhóm"), 24),
        Column(_("Nội dung nhiệm vụ"), 60),
        Column(_("Cơ quan chủ trì"), 30),
        Column(_("Cơ quan phối hợp"), 30),
        Column(_("Thời gian thực hiện"), 20),
        Column(_("Sản phẩm"), 30),
        Column(_("Nguồn"), 20),
        Column(_("Tình trạng trong kế hoạch hiện nay"), 24),
        Column(_("Thời hạn trong kế hoạch hiện nay"), 24),
        Column(_("Đã xem xét"), 14),
        Column(_("Lý do bỏ"), 30),
    ]
    title = _("Dự thảo nhiệm vụ năm %s") % draft.year
    name = f"du-thao-{draft.year}.xlsx"
    return xlsx(name, title, columns, _excel_rows(view), filtered=said(form))


def _excel_rows(view: queries.DraftView) -> Iterator[list[Any]]:
    for row in view.rows:
        line, facts = row.line, row.line.gathered
        status = facts.get("status")
        yield [
            line.group,
            line.text,
            line.leads,
            line.coordinators,
            line.deadline,
            line.products,
            line.get_why_display(),
            str(badge_of(status, late=facts.get("late", False)).text) if status else "",
            facts.get("written", ""),
            line.get_choice_display(),
            line.reason,
        ]


@require_http_methods(FORM_METHODS)
@member_required
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: worded, kept or dropped, beside what the plans say."""
    acting = acting_of(request)
    found: DraftLine = load_row(acting, DraftLine, pk)
    drops = request.POST.get("deed") == "drop"
    back = f"{reverse('yearly:draft', args=[found.draft_id])}#d{found.pk}"
    now = {name: getattr(found, name) for name in (*rules.FIELDS, "group")} | {"seen": found.revision}
    form = LineForm(None if drops else posted(request)[0], initial=now)
    drop = DropForm(
        posted(request)[0] if drops else None, initial={"reason": found.reason, "seen": found.revision}
    )
    sent: Any = drop if drops else form
    if request.method == "POST" and sent.is_valid():
        seen = sent.cleaned_data["seen"]
        done = submit(
            request,
            sent,
            back,
            (lambda: actions.drop_line(found, by=acting, reason=drop.cleaned_data["reason"], seen=seen))
            if drops
            else (lambda: actions.edit_line(found, by=acting, values=form.values, seen=seen)),
        )
        if done.response:
            messages.success(request, _("Đã bỏ khỏi dự thảo.") if drops else _("Đã ghi."))
            return done.response
        found.refresh_from_db(fields=["revision", *rules.FIELDS])
    context = context_of(acting, found.draft, "") | {
        "line": found,
        "form": form,
        "drop": drop,
        "groups": queries.groups(found.draft),
        "told": [(FIELDS[name], found.gathered[name], name in queries.row_of(found, found.draft.year).edited)
                 for name in rules.FIELDS if name in found.gathered],
    }  # fmt: skip
    return render(request, "reporting/yearly/line.html", context, status=422 if sent.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A task of the draft's own."""
    acting = acting_of(request)
    draft = load_written(acting, pk)
    groups = queries.groups(draft)
    initial = {"deadline": _("Năm %s") % draft.year, "group": groups[0] if groups else ""}
    form = LineForm(posted(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            reverse("yearly:draft", args=[pk]),
            lambda: actions.add_line(draft, by=acting, values=form.values),
        )
        if done.response:
            messages.success(request, _("Đã thêm nhiệm vụ."))
            return done.response
    context = context_of(acting, draft, "") | {"form": form, "groups": groups}
    return render(request, "reporting/yearly/line.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A place up or down within the group."""
    acting = acting_of(request)
    found: DraftLine = load_row(acting, DraftLine, pk)
    with told(request):
        actions.move_line(found, by=acting, up=request.POST.get("len") == "1")
    return redirect(f"{reverse('yearly:draft', args=[found.draft_id])}?{request.GET.urlencode()}#d{pk}")


@require_safe
@member_required
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    """For the page of a task: the task before it, and where it goes in the years to come."""
    acting = acting_of(request)
    task = load_task(acting, pk)
    context = {"task": task, "passage": queries.passage_of(task, acting)}
    return render(request, "reporting/yearly/_of_task.html", context)
