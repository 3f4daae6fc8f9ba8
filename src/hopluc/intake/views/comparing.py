"""Two plans beside each other: what became of each task, target, citation and duty."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopluc.compiler.compare.diff import diff
from hopluc.compiler.compare.diff_view import diff_view
from hopluc.compiler.format import Plan, from_json
from hopluc.intake import queries
from hopluc.intake.models import Paper
from hopluc.intake.views.loading import load, load_in_review
from hopluc.organizations.access import acting_of, member_required


@member_required
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a paper beside that of another one (`voi`), or the papers to choose from."""
    paper = load_in_review(request, pk)
    words, other = request.GET.get("q", ""), request.GET.get("voi", "")
    if not other.isdecimal():
        papers = Paper.objects.visible_to(acting_of(request))
        context = {"paper": paper, "others": queries.comparable(paper, papers.search(words)), "q": words}
        return render(request, "intake/choose.html", context)
    older, newer = queries.in_order(load_in_review(request, load(request, int(other)).pk), paper)
    shown = diff_view(diff(_plan(older), _plan(newer)))
    return render(request, "intake/compare.html", {"older": older, "newer": newer, "shown": shown})


def _plan(paper: Paper) -> Plan:
    """The plan as it stands with the reviewers' corrections."""
    return from_json(queries.review(paper).plan)
