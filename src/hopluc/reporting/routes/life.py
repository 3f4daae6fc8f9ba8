"""What became of an issued report on its way: sent to whom, received by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.models import Deed
from hopluc.organizations.life import Event, Kind, deeds_of
from hopluc.reporting.routes.models import Leg


def sent_on(rounds: Iterable[int]) -> Iterator[Event]:
    """The sending and the receipt of each leg of these rounds, which the caller may read."""
    legs = Leg.objects.filter(round__in=set(rounds), sent_on__isnull=False).select_related("round__collector")
    rows = {leg.pk: leg for leg in legs}
    threads = {"reporting.leg": frozenset(rows)}
    for deed in deeds_of(threads, threads, ["send_leg", "receive_leg"]):
        yield _event(rows[int(deed.record_id)], deed)


def _event(leg: Leg, deed: Deed) -> Event:
    sent = deed.verb == "send_leg"
    what = _("Gửi báo cáo đến %(to)s: %(title)s") if sent else _("%(to)s nhận báo cáo: %(title)s")
    on = deed.fields.get("on")
    number = leg.sent_number if sent else leg.received_number
    return Event(
        dt.date.fromisoformat(on) if on else timezone.localdate(deed.at),
        deed.at,
        Kind.REPORT,
        what % {"to": leg.name, "title": leg.round.title},
        _("Số %s") % number if number else "",
        deed.actor_name,
        leg.sender or leg.round.collector.name if sent else leg.name,
        reverse("routes:leg", args=[leg.pk]),
    )
