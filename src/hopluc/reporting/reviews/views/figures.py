"""A review's figures: indicators over the years, one typed, tasks by status and year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.models import Indicator, Plan
from hopluc.plans.views.common import posted
from hopluc.reporting.reviews import actions, queries
from hopluc.reporting.reviews.forms import FigureForm
from hopluc.reporting.reviews.views.common import FORM_METHODS, context_of, formed, load_review, load_written
from hopluc.reporting.views.loading import told
from hopluc.ui.statuses import BADGES
from hopluc.viet.numbers import format_number


@require_safe
@member_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Each indicator: baseline, every year as reported and as known now, path, target, reached or not."""
    acting = acting_of(request)
    found = load_review(acting, pk)
    context = context_of(acting, found, "figures") | {
        "lines": queries.indicators_of(found),
        "years": list(found.years),
        "first": found.period_start.year - 1,
    }
    return render(request, "reporting/reviews/figures.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def figure(request: HttpRequest, pk: int, indicator: int, year: int) -> HttpResponse:
    """Give the figure of a year where the system has none, or take it away."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    one = get_object_or_404(Indicator.objects.filter(plan__reviews=found), pk=indicator)
    if year not in range(found.years.start - 1, found.years.stop):
        raise Http404
    back = reverse("reviews:figures", args=[pk]) + f"#ct{indicator}"
    if request.method == "POST" and request.POST.get("deed") == "drop":
        with told(request, _("Đã gỡ số liệu nhập.")):
            actions.drop_figure(found, one, year, by=acting)
        return redirect(back)
    there = found.figures.filter(indicator=one, year=year).first()
    form = FigureForm(
        posted(request)[0],
        initial={"value": format_number(there.value), "source": there.source} if there else None,
    )
    return formed(
        request,
        found,
        "figure",
        form,
        back,
        lambda: actions.type_figure(found, one, year, by=acting, **form.cleaned_data),
        one=one,
        year=year,
        there=there,
    )


@require_safe
@member_required
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """Tasks by status and year; those not done with what is on record of why."""
    acting = acting_of(request)
    found = load_review(acting, pk)
    content = queries.tasks_of(found)
    context = context_of(acting, found, "tasks") | {
        "content": content,
        "years": [(one, [one.counts.get(code, 0) for code in BADGES]) for one in content.years],
        "heads": [badge.text for badge in BADGES.values()],
        "undone": [(plan, [task for task in plan.tasks if not task.done]) for plan in content.plans],
        "readable": set(Plan.objects.visible_to(acting).filter(reviews=found).values_list("pk", flat=True)),
    }
    return render(request, "reporting/reviews/tasks.html", context)
