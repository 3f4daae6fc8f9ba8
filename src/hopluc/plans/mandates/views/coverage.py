"""Who carries out the tasks and targets of a plan, over several levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans import boards, words
from hopluc.plans.mandates import queries
from hopluc.plans.mandates.forms import CoverageForm
from hopluc.plans.mandates.queries import Node, TargetNode
from hopluc.plans.views.common import load_plan
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import badge_of


@require_safe
@member_required
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Each task with what carries it out below; gaps are marked."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    form = CoverageForm(request.GET)
    at = form.moment()
    found = queries.coverage(plan, acting, at, form.filters())
    page = page_of(request, found.roots)
    context = {
        "plan": plan,
        "tab": "links",
        "form": form,
        "at": at,
        "as_of": not boards.is_kept(at),
        "found": found,
        "page": page,
        "trees": [root.flat() for root in page.object_list],
        "targets": [root.flat() for root in queries.target_coverage(plan, acting, at)],
    }
    return render(request, "plans/mandates/coverage.html", context)


@require_safe
@member_required
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The coverage as a workbook: a row for each task and each of those below it."""
    acting = acting_of(request)
    plan = load_plan(acting, pk)
    form = CoverageForm(request.GET)
    at = form.moment()
    found = queries.coverage(plan, acting, at, form.filters())
    columns = [
        Column(_("Cấp"), 6),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 32),
        Column(_("Kế hoạch"), 20),
        Column(_("Tình trạng"), 24),
        Column(_("Sản phẩm"), 12),
        Column(_("Triển khai"), 26),
    ]
    title = _("Bao phủ nhiệm vụ, %(told)s") % {"told": boards.told(at)}
    rows = [*_task_rows(found.roots), *_target_rows(queries.target_coverage(plan, acting, at))]
    return xlsx(f"bao-phu-{plan.pk}.xlsx", title, columns, rows, filtered=said(form))


def _task_rows(roots: Any) -> Iterator[list[Any]]:
    for root in roots:
        for node in root.flat():
            yield [
                node.depth,
                node.task.number,
                node.task.text,
                node.plan.owner.name,
                node.plan.number or node.plan.title,
                str(badge_of(node.judged.status, late=node.judged.late).text) if node.judged else "",
                f"{node.delivered}/{node.expected}" if node.expected and node.opens else "",
                _below(node),
            ]


def _below(node: Node) -> str:
    if node.children or node.hidden:
        return _("%(n)s nơi thực hiện") % {"n": len(node.children) + node.hidden}
    if node.proposed:
        return _("%(n)s đề xuất chờ xác nhận") % {"n": node.proposed}
    return _("chưa kế hoạch nào triển khai") if node.depth == 0 or node.gap else ""


def _target_rows(roots: Any) -> Iterator[list[Any]]:
    for root in roots:
        one: TargetNode
        for one in root.flat():
            actual = one.actual.value if one.actual else None
            yield [
                one.depth,
                _("Chỉ tiêu"),
                one.one.name,
                one.plan.owner.name,
                one.plan.number or one.plan.title,
                words.target_words(one.one),
                actual,
                "" if one.children or one.hidden or one.depth else _("chưa kế hoạch nào đặt chỉ tiêu"),
            ]
