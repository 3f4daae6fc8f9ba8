"""Files behind progress, requests and figures, for those who may see the plan."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.models import Evidence, Opening, Plan, TypedActual
from hopluc.ui import downloads


@require_safe
@member_required
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file behind a progress row."""
    plans = Plan.objects.visible_to(acting_of(request))
    rows = Evidence.objects.filter(progress__assignment__plan__in=plans).select_related("file")
    row = get_object_or_404(rows, pk=pk)
    return downloads.file(request, row.file, row.name)


@require_safe
@member_required
def opening(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document of a request or an event."""
    plans = Plan.objects.visible_to(acting_of(request))
    return _attached(request, Opening.objects.filter(part__task__plan__in=plans), pk)


@require_safe
@member_required
def typed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The evidence of a typed figure."""
    plans = Plan.objects.visible_to(acting_of(request))
    return _attached(request, TypedActual.objects.filter(indicator__plan__in=plans), pk)


def _attached(request: HttpRequest, rows: QuerySet[Any], pk: int) -> HttpResponseBase:
    row = get_object_or_404(rows.select_related("file"), pk=pk)
    if not row.file:
        raise Http404
    return downloads.file(request, row.file, row.file_name)
