"""What of budgets waits for me: a page, and a card of My work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.budget.desk import desk


@require_safe
@member_required
def mine(request: HttpRequest) -> HttpResponse:
    """Estimates that the acting body owes, and bodies whose estimate lacks in the years that it gathers."""
    today = timezone.localdate()
    context = {"desk": desk(acting_of(request), today), "today": today}
    template = "plans/budget/mine.html"
    return render(request, f"{template}#card" if request.headers.get("HX-Request") else template, context)
