"""Reviews in the life of the plans that they are of, or draw on (organizations.life)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Find, Kind, Subject
from hopluc.reporting.reviews.models import Review

SUBJECTS: Mapping[str, Find] = {}


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """That a review of the plan was opened, and its report issued: as far as the person may read it."""
    rows = Review.objects.visible_to(by).filter(plans__in=subject.ids("plans.plan")).distinct()
    for row in rows.select_related("body").order_by("made_at", "pk"):
        address = reverse("reviews:review", args=[row.pk])
        day, who = timezone.localdate(row.made_at), row.made_by_name
        what = _("Mở đợt: %s") % row.title
        yield Event(day, row.made_at, Kind.REPORT, what, "", who, row.body.name, address=address)
        if row.state == Review.State.ISSUED and row.issued_on and row.issued_at:
            said = _("Phát hành báo cáo số %s") % row.number
            yield Event(
                row.issued_on, row.issued_at, Kind.REPORT, said, row.title, row.issued_by_name, row.body.name,
                address=address,
            )  # fmt: skip
