"""Telling leaders that an issued report waits for their signature."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Membership, holds_on
from hopluc.reporting.issuing.keyring import keyring
from hopluc.reporting.models import ConsolidatedReport


def tell_signers(report: ConsolidatedReport) -> None:
    """A notice to each approver of the collector who has a key here; the others sign elsewhere."""
    collector = report.round.collector_id
    names = [key.person for key in keyring().keys if key.body == collector and key.person]
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()),
        organisation=collector,
        role=Role.APPROVER,
        user__username__in=names,
    )
    text = _("Báo cáo số %s đã phát hành, chờ ký số.") % report.number
    address = reverse("reporting:report", args=[report.pk])
    for person in set(rows.values_list("user_id", flat=True)):
        notify(person, f"sign-off-report-{report.pk}-{person}", text, address, collector)
