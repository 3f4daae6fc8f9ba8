"""What the pages of this room share: loading what a person may see, and deeds done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from hopluc.archive.actions import leads_to, once
from hopluc.organizations.access import acting_of
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Assignment, DeadlinePart, Indicator, Plan, Progress, Task


def load_plan(acting: Acting, pk: int) -> Plan:
    """The plan, for those who may see it; 404 for strangers."""
    plans = Plan.objects.visible_to(acting).select_related("owner", "standing_agency")
    return get_object_or_404(plans, pk=pk)


def load_task(acting: Acting, pk: int) -> Task:
    """The task of a plan that the person may see."""
    tasks = Task.objects.filter(plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(tasks.select_related("plan__owner", "group", "parent"), pk=pk)


def load_assignment(acting: Acting, pk: int) -> Assignment:
    """A body's part in a task of a plan that the person may see."""
    parts = Assignment.objects.filter(plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(parts.select_related("task__plan", "body", "officer"), pk=pk)


def load_progress(acting: Acting, pk: int) -> Progress:
    """A progress row of a plan that the person may see."""
    rows = Progress.objects.filter(assignment__plan__in=Plan.objects.visible_to(acting))
    row: Progress = get_object_or_404(
        rows.select_related("assignment__task__plan", "assignment__body"), pk=pk
    )
    return row


def load_part(acting: Acting, pk: int) -> DeadlinePart:
    """A deadline part of a plan that the person may see, with the bodies that lead its task."""
    parts = DeadlinePart.objects.filter(task__plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(
        parts.select_related("task__plan").prefetch_related("task__assignments__body"), pk=pk
    )


def load_indicator(acting: Acting, pk: int) -> Indicator:
    """An indicator of a plan that the person may see."""
    rows = Indicator.objects.filter(plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(rows.select_related("plan"), pk=pk)


@dataclass(frozen=True, slots=True)
class Done:
    """Where a form ends: `response` once the deed is done; None where the form is to be shown again."""

    response: HttpResponse | None = None
    refused: ValidationError | None = None


def submit(
    request: HttpRequest, form: Form, address: str | Callable[[Any], str], deed: Callable[[], Any]
) -> Done:
    """Do a form's deed once and go to `address`; a refusal is told beside the fields it speaks of.

    The form carries a one-time key: a double click ends where the single one does. An address that
    depends on what the deed made is a function of that.
    """
    key, known = request.POST.get("once", "")[:64], address if isinstance(address, str) else "/"
    try:
        with transaction.atomic():
            earlier = once(key, acting_of(request).user.pk, known) if key else None
            if earlier is None:
                known = _address(address, deed(), key)
    except ValidationError as refused:
        tell(form, refused)
        return Done(refused=refused)
    return Done(redirect(earlier or known))


def _address(address: str | Callable[[Any], str], made: Any, key: str) -> str:
    """Where a deed that is done leads; its key leads there too."""
    if isinstance(address, str):
        return address
    found = address(made)
    if key:
        leads_to(key, found)
    return found


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: data and files of a POST, nothing otherwise."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def tell(form: Form, refused: ValidationError) -> None:
    """Put an action's refusal on the form: beside the field where it names one of the form's."""
    by_field = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for name, messages in by_field.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
