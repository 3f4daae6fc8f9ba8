"""The search box of the header."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hopluc.organizations.access import acting_of, member_required
from hopluc.web.search.queries import search


@member_required
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """What matches the words, over all rooms."""
    words = request.GET.get("q", "").strip()[:200]
    context = {"words": words, "found": search(acting_of(request), words)}
    return render(request, "web/search.html", context)
