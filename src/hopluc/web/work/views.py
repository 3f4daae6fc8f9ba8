"""My work: the first page after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hopluc.organizations.access import acting_of, member_required
from hopluc.web.work.queries import desk, waiting


@member_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is mine, due and late; reports to hand in; who waits for me."""
    acting, today = acting_of(request), timezone.localdate()
    context = {"today": today, "desk": desk(acting, today), "waiting": waiting(acting, today)}
    return render(request, "web/home.html", context)
