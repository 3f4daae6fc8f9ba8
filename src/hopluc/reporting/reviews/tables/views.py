"""Five-year tables: the list, making one, the table, one of its rows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.models import Indicator, Plan
from hopluc.plans.views.common import posted, submit
from hopluc.reporting.reviews.tables import actions, papers
from hopluc.reporting.reviews.tables.forms import RowForm, TableForm, initial_of
from hopluc.reporting.reviews.tables.layouts import YEARS, layouts
from hopluc.reporting.reviews.tables.models import IndicatorTable
from hopluc.reporting.reviews.tables.values import filled
from hopluc.reporting.reviews.views.common import FORM_METHODS
from hopluc.reporting.views.downloads import DOCX, attachment
from hopluc.ui.downloads import XLSX, Column, asked, xlsx


def _load(acting: Acting, pk: int) -> IndicatorTable:
    """The table, for those who may read it."""
    return get_object_or_404(IndicatorTable.objects.visible_to(acting).select_related("body"), pk=pk)


def _load_written(acting: Acting, pk: int) -> IndicatorTable:
    found = _load(acting, pk)
    if not actions.may_write(acting, found):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập biểu làm việc này."))
    return found


@require_safe
@member_required
def tables(request: HttpRequest) -> HttpResponse:
    """The tables of the person's bodies."""
    acting = acting_of(request)
    seen = IndicatorTable.objects.visible_to(acting).select_related("body")
    rows = seen.order_by("-first_year", "title", "pk")
    if asked(request):
        columns = [
            Column(_("Biểu"), 60),
            Column(_("Cơ quan"), 36),
            Column(_("Năm đầu"), 10),
            Column(_("Số liệu các năm"), 28),
            Column(_("Người lập"), 26),
        ]
        lines = (
            [o.title, o.body.name, o.first_year, str(o.get_reads_display()), o.made_by_name] for o in rows
        )
        return xlsx("bieu-5-nam.xlsx", _("Biểu chỉ tiêu 5 năm"), columns, lines)
    context = {"rows": rows, "may_make": acting.has(Role.OFFICER)}
    return render(request, "reporting/reviews/tables/list.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def make(request: HttpRequest) -> HttpResponse:
    """Begin a table."""
    acting = acting_of(request)
    if not acting.has(Role.OFFICER):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo lập được biểu."))
    year = timezone.localdate().year // YEARS * YEARS + 1
    initial = {
        "first_year": year,
        "title": _("Biểu chỉ tiêu kinh tế tập thể giai đoạn %(a)s - %(b)s")
        % {"a": year, "b": year + YEARS - 1},
    }
    plans = Plan.objects.visible_to(acting).order_by("-issued_on", "-pk")
    form = TableForm(posted(request)[0], plans, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            lambda made: reverse("indicator_tables:table", args=[made.pk]),
            lambda: actions.make_table(**form.cleaned_data, by=acting),
        )
        if done.response:
            return done.response
    return render(
        request, "reporting/reviews/tables/make.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
@member_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The table with its figures and where they come from."""
    acting = acting_of(request)
    found = _load(acting, pk)
    shown = filled(found)
    context = {
        "table": found,
        "filled": shown,
        "heads": papers.heads(found, shown),
        "may_write": actions.may_write(acting, found),
        "total": sum(len(line.cells) for line in shown.lines),
    }
    return render(request, "reporting/reviews/tables/table.html", context)


@require_safe
@member_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The table as Word or Excel."""
    found = _load(acting_of(request), pk)
    shown, name = filled(found), f"bieu-5-nam-{pk}.{kind}"
    if kind == "docx":
        return attachment(write_docx(papers.document(found, shown), annexes_only=True), name, DOCX)
    if kind == "xlsx":
        return attachment(write_xlsx(papers.workbook(found, shown)), name, XLSX)
    raise Http404


@require_http_methods(FORM_METHODS)
@member_required
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say what a row follows, and type its figures."""
    acting = acting_of(request)
    found = _load_written(acting, pk)
    one = layouts()[found.layout].rows.get(key)
    if one is None:
        raise Http404
    shown = filled(found)
    columns = list(zip(shown.columns, papers.heads(found, shown), strict=True))
    indicators = Indicator.objects.filter(plan__in=Plan.objects.visible_to(acting), until=None)
    kept = found.rows.filter(key=key).prefetch_related("figures").first()
    form = RowForm(
        posted(request)[0],
        columns,
        indicators.select_related("plan").order_by("-plan__issued_on", "plan_id", "order", "pk"),
        initial=initial_of(kept),
    )
    form.fields["indicator"].label_from_instance = (  # type: ignore[attr-defined]
        lambda it: f"{it.plan.number or it.plan.title}: {it.name}"
    )
    back = reverse("indicator_tables:table", args=[pk]) + f"#{key}"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            back,
            lambda: actions.change_row(
                found,
                key,
                by=acting,
                indicator=given["indicator"],
                figures=form.figures,
                note=given["note"],
                seen=given["seen"],
            ),
        )
        if done.response:
            return done.response
    known = next(line for line in shown.lines if line.row.key == key)
    context = {"table": found, "row": one, "form": form, "back": back, "line": known}
    return render(request, "reporting/reviews/tables/row.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a table away."""
    acting = acting_of(request)
    actions.drop_table(_load_written(acting, pk), by=acting)
    messages.success(request, _("Đã bỏ biểu."))
    return redirect("indicator_tables:list")
