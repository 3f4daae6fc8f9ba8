"""The leader's page, on screen, on one printed sheet, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.models import Plan
from hopluc.reporting.actuals.words import LIGHTS
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.statuses import BADGES
from hopluc.viet.dates import format_date
from hopluc.web.leaders import queries
from hopluc.web.leaders.queries import Sheet
from hopluc.web.leaders.rules import month_before
from hopluc.web.leaders.words import CHANGES, sight_words


class PlanForm(forms.Form):
    """Which plan the page is about; all that the person's bodies issued or follow by default."""

    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any, plans: list[Plan]) -> None:
        super().__init__(data)
        shown = [(plan.pk, str(plan)[:90]) for plan in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]


@require_safe
@member_required
def leaders(request: HttpRequest) -> HttpResponse:
    """One sheet: plan against actual, who is late, what waits for a decision, what changed in a month."""
    acting, today = acting_of(request), timezone.localdate()
    plans = queries.plans_of(acting)
    form = PlanForm(request.GET, plans)
    form.is_valid()
    chosen = form.cleaned_data.get("ke_hoach")
    shown = [plan for plan in plans if chosen in (None, plan.pk)]
    found = queries.sheet(acting, shown, today, month_before(today))
    if asked(request):
        return _workbook(found, said(form))
    context = {
        "form": form,
        "plans": plans,
        "chosen": chosen,
        "sheet": found,
        "body": acting.body,
        "sights": [sight_words(sight) for sight in found.shown],
        "changes": [(CHANGES[one.key], one) for one in found.changes],
        "moved": [(one, LIGHTS[one.before], LIGHTS[one.line.course.light]) for one in found.moved],
    }
    return render(request, "web/leaders.html", context)


def _workbook(found: Sheet, told: str) -> HttpResponse:
    columns = [
        Column(_("Phần"), 30),
        Column(_("Kế hoạch, cơ quan"), 50),
        Column(_("Nội dung"), 60),
        Column(_("Hiện nay"), 14),
        Column(_("Trước đó"), 14),
    ]
    title = _("Trang lãnh đạo ngày %(day)s, so với %(since)s") % {
        "day": format_date(found.on),
        "since": format_date(found.since),
    }
    return xlsx(f"lanh-dao-{found.on:%Y%m%d}.xlsx", title, columns, _rows(found), filtered=told)


def _rows(found: Sheet) -> Iterator[list[Any]]:
    part = _("Kế hoạch và thực hiện")
    for sight in found.sights:
        before = sight.before
        for status, n in sight.now.sums.items():
            yield [part, str(sight.plan), str(BADGES[status].text), n, before and before.sums[status]]
        for light, n in sight.now.lights.items():
            words = _("Chỉ tiêu: %s") % LIGHTS[light].text
            yield [part, str(sight.plan), words, n, before and before.lights[light]]
    for late in found.late:
        words = _("việc quá hạn, lâu nhất từ %s") % format_date(late.since)
        yield [_("Cơ quan chậm"), late.name, words, late.parts, None]
    for row in found.problems:
        yield [_("Vướng mắc chờ quyết định"), str(row.problem.holder), row.problem.text, row.age, None]
    for change in found.changes:
        yield [_("So với tháng trước"), "", str(CHANGES[change.key]), change.now, change.before]
