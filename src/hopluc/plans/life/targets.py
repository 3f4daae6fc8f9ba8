"""What was reached of a target, and how it was shared out."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Kind, Subject
from hopluc.plans.models import Allocation, TypedActual
from hopluc.viet.numbers import format_number


def figures(subject: Subject, by: Acting) -> Iterator[Event]:
    """Figures typed for a target, as a whole or for one body's share."""
    rows = TypedActual.objects.filter(indicator__in=subject.ids("plans.indicator"))
    for row in rows.select_related("indicator", "body", "of").order_by("recorded_at", "pk"):
        value = f"{format_number(row.value)} {row.indicator.unit}".strip()
        what = _("Số thực hiện: %s") % value
        if row.of:
            what = _("Số thực hiện của %(body)s: %(value)s") % {"body": row.of, "value": value}
        address = reverse("plans:indicator", args=[row.indicator_id])
        yield Event(row.on, row.recorded_at, Kind.FIGURE, what, row.note, row.by_name, row.body.name, address)


def shares(subject: Subject, by: Acting) -> Iterator[Event]:
    """Shares of a target given to bodies, and taken away."""
    rows = Allocation.objects.filter(indicator__in=subject.ids("plans.indicator"))
    for row in rows.select_related("indicator", "body").order_by("recorded_at", "pk"):
        told = {"body": row.body.name, "value": format_number(row.value) if row.value is not None else ""}
        what = _("Giao %(body)s: %(value)s") if row.value is not None else _("Thôi giao %(body)s")
        address = reverse("plans:shares", args=[row.indicator_id])
        yield Event(
            row.on, row.recorded_at, Kind.MANDATE, what % told, row.document, row.by_name, address=address
        )
