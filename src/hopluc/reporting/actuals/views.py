"""Targets against actual figures: the table of a plan with its small charts, one target with its chart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans import boards
from hopluc.plans.forms import AsOfForm
from hopluc.plans.views import tables
from hopluc.plans.views.common import load_indicator, load_plan
from hopluc.reporting.actuals import queries, workbook
from hopluc.reporting.actuals.charts import chart_of
from hopluc.reporting.actuals.words import LIGHTS
from hopluc.ui.downloads import asked


class TableForm(AsOfForm):
    """The two clocks, and one light; what is not valid does not filter."""

    danh_gia = forms.ChoiceField(
        label=gettext_lazy("Đánh giá"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *((key.value, badge.text) for key, badge in LIGHTS.items())],
    )


@require_safe
@member_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """All targets of a plan: figure to reach, what the path asks for, what was reached, where it heads."""
    plan = load_plan(acting_of(request), pk)
    form = TableForm(request.GET)
    at = form.moment()
    lines = queries.lines_of(plan, at)
    chosen = form.cleaned_data.get("danh_gia", "")
    shown = [line for line in lines if chosen in ("", line.course.light)]
    if asked(request):
        told = boards.told(at) + (f"; {LIGHTS[shown[0].course.light].text}" if chosen and shown else "")
        return workbook.table(plan, shown, told)
    context = {
        "plan": plan,
        "tab": "indicators",
        "form": form,
        "at": at,
        "as_of": not boards.is_kept(at),
        "rows": [row_of(line) for line in shown],
        "lights": [(key, LIGHTS[key], n) for key, n in queries.lights(lines).items() if n],
        "chosen": chosen,
    }
    return render(request, "reporting/actuals/table.html", context)


@require_safe
@member_required
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One target: its chart, the figures with their sources, the milestones, the units."""
    acting = acting_of(request)
    one = load_indicator(acting, pk)
    form = AsOfForm(request.GET)
    at = form.moment()
    line = queries.line_of(one, at)
    if line is None:
        raise Http404(_("Chỉ tiêu không có trong kế hoạch vào thời điểm này."))
    if asked(request):
        return tables.figures(line.indicator, line.typed)
    context = {
        "plan": one.plan,
        "form": form,
        "at": at,
        "as_of": not boards.is_kept(at),
        "row": row_of(line),
        "opens": queries.readable(acting, line),
    }
    return render(request, "reporting/actuals/indicator.html", context)


def row_of(line: queries.Line) -> dict[str, Any]:
    """A target as the pages show it."""
    return {"line": line, "badge": LIGHTS[line.course.light], "chart": chart_of(line)}
