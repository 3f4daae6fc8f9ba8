"""What a body holds of routes: reports on their way to it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of
from hopluc.reporting.routes.models import Leg

COVERS = {"reporting.Leg.recipient": "legs not received pass on; those received keep the name of the day"}


def _legs(body: Organisation) -> list[Leg]:
    rows = Leg.objects.filter(recipient=body, received_on__isnull=True)
    return list(rows.select_related("round").order_by("pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Reports that go to it and were not confirmed, reports that it confirmed."""
    legs = _legs(body)
    return [
        Held(
            _("Báo cáo gửi đến chưa xác nhận"),
            len(legs),
            _("cơ quan kế thừa nhận"),
            tuple(one.round.title for one in legs),
        ),
        Held(
            _("Báo cáo gửi đến đã xác nhận"),
            Leg.objects.filter(recipient=body, received_on__isnull=False).count(),
            _("giữ tên của ngày nhận"),
            passes=False,
        ),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Reports that go to it and were not confirmed."""
    return [Item(key_of(one), _("Báo cáo gửi đến chưa xác nhận"), one.round.title) for one in _legs(body)]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """What was not confirmed is confirmed by the successor; words that named the body stay."""
    for leg in filter(share.has, _legs(body)):
        leg.recipient = successor
        leg.save(update_fields=["recipient"])
        record(by, "pass_on", leg, body_id=successor.pk, first_day=on)
