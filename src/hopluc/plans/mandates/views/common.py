"""What the pages of links share: loading a link that a person may see."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hopluc.organizations.acting import Acting
from hopluc.plans.models import Plan, PlanLink


def load_link(acting: Acting, pk: int) -> PlanLink:
    """A link between two plans of which the person may see one; 404 for strangers."""
    plans = Plan.objects.visible_to(acting)
    rows = PlanLink.objects.filter(Q(below__in=plans) | Q(above__in=plans))
    return get_object_or_404(rows.select_related("below__owner", "above__owner"), pk=pk)


def chosen(request: HttpRequest) -> dict[int, str]:
    """The rows that were ticked with the state that the page showed of each: values "12:proposed"."""
    found = {}
    for value in request.POST.getlist("row"):
        pk, _sep, state = value.partition(":")
        if pk.isdecimal():
            found[int(pk)] = state
    return found
