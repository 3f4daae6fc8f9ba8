"""Error pages in our own looks, and the health of the installation."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself was wrong (too many fields, a broken upload)."""
    return render(request, "web/errors/400.html", status=400)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason that the rule gave."""
    return render(request, "web/errors/403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or nothing there for this person."""
    return render(request, "web/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: drawn without the request, because whatever failed may fail again."""
    return HttpResponse(render_to_string("web/errors/500.html"), status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF check: mostly a form left open while the session ended."""
    return render(request, "web/errors/csrf.html", status=403)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether work can be done: database reachable and migrated, folder of files writable."""
    found = {"database": _database(), "files": _files()}
    ready = all(not trouble for trouble in found.values())
    body = {name: trouble or "ok" for name, trouble in found.items()}
    return JsonResponse(body, status=200 if ready else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _("không kết nối được")
    return _("còn bước chuyển đổi dữ liệu chưa chạy") if waiting else ""


def _files() -> str:
    root = Path(settings.FILES_ROOT)
    probe = root / ".ready"
    try:
        root.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        return _("không ghi được thư mục tệp")
    return ""
