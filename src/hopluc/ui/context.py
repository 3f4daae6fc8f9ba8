"""What every page of the shell needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from hopluc.organizations.models import Organisation
from hopluc.organizations.noticing.queries import unread_of
from hopluc.ui.navigation import entries


def _bodies(request: HttpRequest) -> list[Organisation]:
    """The bodies that the middleware found on its way to who acts."""
    return getattr(request, "bodies", []) if getattr(request, "acting", None) else []


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return unread_of(user.pk) if user and user.is_authenticated else 0


def shell(request: HttpRequest) -> dict[str, Any]:
    """For the base template: who acts and for whom they may, the side bar, unread notices, demo mode."""
    acting = getattr(request, "acting", None)
    return {
        "acting": acting,
        "bodies": SimpleLazyObject(lambda: _bodies(request)),
        "navigation": SimpleLazyObject(lambda: entries(acting, request.path)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
        "demo": settings.DEMO,
    }
