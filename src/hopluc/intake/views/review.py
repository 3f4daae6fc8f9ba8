"""The review page, and how it learns what others did."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from hopluc.intake import presence, queries
from hopluc.intake.models import Compilation, Paper
from hopluc.intake.presenting import KINDS, ROW_ICONS, render_row
from hopluc.intake.views.answers import answer, bar, present
from hopluc.intake.views.loading import load_in_review
from hopluc.organizations.access import acting_of, member_required


@member_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The document beside what was recognised in it."""
    shown = present(request, load_in_review(request, pk))
    context = {
        "paper": shown.paper,
        "shown": shown,
        "document": shown.document_html,
        "panels": [
            (panel, [(row, render_row(row, request)) for row in panel.rows]) for panel in shown.panels
        ],
        "digests": shown.digests,
        "kinds": KINDS.items(),
        "icons": ROW_ICONS,
        "amends": Compilation.objects.filter(paper=shown.paper, amending__isnull=False).exists(),
        "earlier": queries.earlier_edition(shown.paper, Paper.objects.visible_to(acting_of(request))),
        **bar(request, shown),
    }
    return render(request, "intake/review.html", context)


@member_required
@require_POST
def heartbeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells that this person looks at the review; answers with its last correction and who else is here."""
    paper = load_in_review(request, pk)
    others = presence.note(paper.pk, acting_of(request).user)
    return JsonResponse({"seen": queries.last_step(paper), "here": others, "state": paper.state})


@member_required
@require_POST
def sync(request: HttpRequest, pk: int) -> HttpResponse:
    """What a page must change to show the review as it is now."""
    return answer(request, load_in_review(request, pk))
