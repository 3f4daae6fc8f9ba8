"""What every page of the shell needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """`acting` (or None) and `demo` for the base template."""
    return {"acting": getattr(request, "acting", None), "demo": settings.DEMO}
