"""Puts who acts on the request: `request.acting` (an Acting, or None), and beside it `request.bodies`,
all bodies that the person may act for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from hopluc.organizations.acting import Acting, acting_by, roles_of

SESSION_KEY = "acting_body"


def _find(request: HttpRequest) -> Acting | None:
    user = request.user
    if not user.is_authenticated:
        return None
    roles = roles_of(user, timezone.localdate())
    bodies = request.bodies = list(roles)  # type: ignore[attr-defined]
    if not bodies:
        return None
    chosen = request.session.get(SESSION_KEY)
    body = next((b for b in bodies if b.pk == chosen), bodies[0])
    return acting_by(user, body, roles[body])


class ActingMiddleware:
    """Works out who acts when a view first asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.bodies = []  # type: ignore[attr-defined]
        request.acting = SimpleLazyObject(lambda: _find(request))  # type: ignore[attr-defined]
        return self.get_response(request)
