"""Whom a handover concerns: the people whose role moved to another body."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.handover.models import Handover
from hopluc.organizations.models import Membership
from hopluc.viet.dates import format_date


def tell_people(handover: Handover) -> None:
    """Tell each person with a role that passed for which body they act from when; once."""
    made = handover.traces.filter(label="organizations.membership", before__isnull=True).values("record_id")
    rows = Membership.objects.filter(pk__in=made, user__is_active=True).select_related("organisation")
    for row in rows.order_by("pk"):
        words = {"day": format_date(handover.on), "body": row.organisation.name, "by": handover.document}
        notify(
            row.user_id,
            f"handover:{handover.pk}:{row.user_id}:{row.organisation_id}",
            _("Từ ngày %(day)s đồng chí làm việc trong %(body)s (%(by)s).") % words,
            reverse("web:body", args=[row.organisation_id]),
            row.organisation_id,
        )
