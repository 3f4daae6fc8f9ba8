"""The lists whose filters can be saved, and how one opens with the filter that a person chose for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import SavedFilter, User
from hopluc.organizations.saved_filters import canonical, filters_for

# Lists with filters in their query string, by the names of their addresses: a new one is added here.
LISTS = frozenset(
    {
        "actuals:table",
        "engagement:advice_list",
        "engagement:problems",
        "engagement:visits",
        "intake:papers",
        "plans:amendments",
        "plans:board",
        "plans:budget",
        "plans:budget_tasks",
        "plans:coverage",
        "plans:extensions",
        "plans:gaps",
        "plans:late",
        "plans:links",
        "plans:list",
        "plans:no_officer",
        "plans:signing",
        "reporting:forms",
        "reporting:round",
        "reviews:findings",
        "reviews:list",
        "routes:incoming_list",
        "urging:letters",
        "urging:reminders",
        "web:bodies",
        "web:dashboard",
        "web:dashboard_parts",
        "web:journal",
        "web:leaders",
        "web:search",
        "yearly:draft",
    }
)


def is_list(page: str) -> bool:
    """Whether a path of this site is a list whose filters can be saved."""
    try:
        return resolve(page).view_name in LISTS
    except Resolver404:
        return False


def saved_here(request: HttpRequest) -> dict[str, Any] | None:
    """For a list's page: its saved filters and which of them is in use; None elsewhere."""
    acting: Acting | None = getattr(request, "acting", None)
    if not acting or not request.resolver_match or request.resolver_match.view_name not in LISTS:
        return None
    query = canonical(request.META.get("QUERY_STRING", ""))
    rows = _saved(request, acting)
    return {"rows": rows, "query": query, "current": _current(rows, query, acting.user), "me": acting.user}


def _saved(request: HttpRequest, acting: Acting) -> list[SavedFilter]:
    """The list's filters, asked for once in a request."""
    rows: list[SavedFilter] | None = getattr(request, "saved_filters", None)
    if rows is None:
        rows = request.saved_filters = list(filters_for(acting, request.path))  # type: ignore[attr-defined]
    return rows


def _current(rows: list[SavedFilter], query: str, user: User) -> SavedFilter | None:
    same = [row for row in rows if query and row.query == query]
    return next((row for row in same if row.user_id == user.pk), same[0] if same else None)


class OpeningFilter:
    """A list asked for without a query opens with the person's filter for it, if there is one.

    Whoever comes from the very list has taken the filter off there, and sees all of it.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Before a list's view."""
        match = request.resolver_match
        if request.method != "GET" or request.META.get("QUERY_STRING") or not match:
            return None
        acting: Acting | None = getattr(request, "acting", None)
        if match.view_name not in LISTS or not acting:
            return None
        if urlsplit(request.headers.get("referer", "")).path == request.path:
            return None
        own = (row for row in _saved(request, acting) if row.opens and row.user_id == acting.user.pk)
        chosen = next(own, None)
        return HttpResponseRedirect(f"{request.path}?{chosen.query}") if chosen else None
