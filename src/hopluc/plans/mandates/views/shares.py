"""A target given out to units: the table, its workbook both ways, what a unit reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.office.cells import read_rows
from hopluc.office.refusal import Unreadable
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans import boards
from hopluc.plans.mandates import access, filling, sharing
from hopluc.plans.mandates.filling import Filled, Units
from hopluc.plans.mandates.forms import ShareActualForm, SharesForm, SheetForm
from hopluc.plans.mandates.sharing import Sheet
from hopluc.plans.models import Indicator, Plan
from hopluc.plans.views.common import load_indicator, posted, submit
from hopluc.plans.words import target_words
from hopluc.ui.downloads import Column, xlsx
from hopluc.viet.numbers import format_number

FORM_METHODS = ["GET", "HEAD", "POST"]


def _groups(plan: Plan) -> list[BodyGroup]:
    """The collectives around the plan's owner, by name."""
    around = Organisation.objects.around(plan.owner)
    return list(BodyGroup.objects.filter(owner__in=around).order_by("name", "pk"))


def _asked(request: HttpRequest, one: Indicator) -> tuple[SheetForm, Sheet]:
    groups = _groups(one.plan)
    form = SheetForm(request.GET, groups)
    group = next((group for group in groups if group.pk == form.group), None)
    return form, sharing.sheet(one, form.moment(), group)


@require_http_methods(FORM_METHODS)
@member_required
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Each unit's share and what it reached; giving out by typing, pasting or the filled workbook."""
    acting = acting_of(request)
    one = load_indicator(acting, pk)
    asked, sheet = _asked(request, one)
    at = asked.moment()
    running = one.plan.state == Plan.State.IN_FORCE and boards.is_kept(at)
    may_allocate = running and access.may_allocate(acting, one)
    form = SharesForm(*posted(request), initial={"on": timezone.localdate(), "seen": sheet.seen})
    filled = Filled()
    if request.method == "POST":
        if not access.may_allocate(acting, one):
            raise PermissionDenied
        if form.is_valid():
            filled = _filled(request, form, sheet)
            if not filled.wrong and not filled.shares:
                filled.wrong.append(_("Chưa có số nào: nhập vào bảng, dán, hoặc chọn tệp đã điền."))
            if not filled.wrong:
                done = submit(
                    request, form, request.get_full_path(), lambda: _give(request, one, form, filled)
                )
                if done.response:
                    return done.response
                sheet = _asked(request, one)[1]
    context = {
        "one": one,
        "plan": one.plan,
        "asked": asked,
        "at": at,
        "as_of": not boards.is_kept(at),
        "sheet": sheet,
        "lines": _lines(request, sheet),
        "form": form,
        "wrong": filled.wrong,
        "may_allocate": may_allocate,
        "may_type": {row.body.pk for row in sheet.rows
                     if running and row.share and access.may_type_share(acting, one, row.body)},
        "once_seen": sheet.seen,
    }  # fmt: skip
    return render(
        request, "plans/mandates/shares.html", context, status=422 if form.errors or filled.wrong else 200
    )


def _filled(request: HttpRequest, form: SharesForm, sheet: Sheet) -> Filled:
    """The shares that were handed in: the file before what was pasted before what was typed."""
    units = Units.of((row.body, row.name) for row in sheet.rows)
    given = form.cleaned_data
    if given["sheet"]:
        try:
            return filling.from_rows(read_rows(given["sheet"].read()), units)
        except Unreadable as refused:
            return Filled(wrong=[refused.message_vi])
    if given["paste"].strip():
        return filling.from_text(given["paste"], units)
    names = {row.body.pk: row.name for row in sheet.rows}
    typed = {pk: request.POST[f"v{pk}"] for pk in names if f"v{pk}" in request.POST}
    return filling.from_fields(typed, names)


def _give(request: HttpRequest, one: Indicator, form: SharesForm, filled: Filled) -> None:
    given = form.cleaned_data
    n = sharing.allocate(
        one,
        filled.shares,
        by=acting_of(request),
        on=given["on"],
        document=given["document"],
        seen=given["seen"],
    )
    told = ngettext("Đã giao lại cho %(n)s đơn vị.", "Đã giao lại cho %(n)s đơn vị.", n) % {"n": n}
    messages.success(request, told if n else _("Không có số nào thay đổi."))


def _lines(request: HttpRequest, sheet: Sheet) -> list[tuple[Any, str]]:
    """The rows with what stands in their fields: what was typed, else the share that holds."""
    return [
        (row, request.POST.get(f"v{row.body.pk}", "" if row.value is None else format_number(row.value)))
        for row in sheet.rows
    ]


@require_safe
@member_required
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a workbook that can be filled in and sent back."""
    one = load_indicator(acting_of(request), pk)
    asked, sheet = _asked(request, one)
    columns = [
        Column(_("TT"), 6),
        Column(_("Đơn vị"), 44),
        Column(_("Chỉ tiêu giao"), 16),
        Column(_("Giao từ ngày"), 14),
        Column(_("Văn bản giao"), 24),
        Column(_("Thực hiện"), 16),
        Column(_("Đến ngày"), 14),
        Column(_("Người nhập"), 32),
        Column(_("Đánh giá"), 14),
    ]
    rows: list[list[Any]] = []
    for number, row in enumerate(sheet.rows, 1):
        share, actual = row.share, row.actual
        rows.append([
            number, row.name, row.value,
            share.on if share else None, share.document if share else "",
            actual.value if actual else None, actual.on if actual else None,
            f"{actual.by_name}, {actual.body}" if actual else "",
            (_("đạt") if row.reached else _("chưa đạt")) if actual and share else "",
        ])  # fmt: skip
    total = sheet.balance.total if sheet.adds else None
    rows.append([None, _("Cộng"), total, None, sheet.told, sheet.reached, None, "", ""])
    title = f"{one.name}: {target_words(one)} ({boards.told(asked.moment())})"
    return xlsx(f"giao-chi-tieu-{one.pk}.xlsx", title, columns, rows)


@require_http_methods(FORM_METHODS)
@member_required
def actual(request: HttpRequest, pk: int, body: int) -> HttpResponse:
    """Type what a unit reached of its share."""
    acting = acting_of(request)
    one = load_indicator(acting, pk)
    unit = Organisation.objects.filter(pk=body, pk__in=one.allocations.values("body")).first()
    if unit is None:
        raise Http404
    if not access.may_type_share(acting, one, unit):
        raise PermissionDenied
    last = one.typed.filter(of=unit).order_by("-pk").first()
    initial = {"on": timezone.localdate(), "seen": last.pk if last else 0}
    form = ShareActualForm(posted(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            reverse("plans:shares", args=[one.pk]),
            lambda: sharing.type_share(
                one,
                unit,
                by=acting,
                on=given["on"],
                value=given["value"],
                note=given["note"],
                seen=given["seen"],
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi số thực hiện của đơn vị."))
            return done.response
    context = {
        "one": one,
        "plan": one.plan,
        "unit": unit,
        "form": form,
        "typed": list(
            one.typed.filter(of=unit).select_related("body").order_by("-on", "-recorded_at", "-pk")
        ),
        "seen": last.pk if last else 0,
    }
    return render(request, "plans/mandates/share_actual.html", context, status=422 if form.errors else 200)
