"""A province with more plans, late bodies and words than the leader's sheet holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from hopluc.plans import actions
from tests import factories
from tests.reporting.actuals.scene import target

LONG = "Củng cố, nâng cao hiệu quả hoạt động của các hợp tác xã nông nghiệp trên địa bàn các xã miền núi " * 2


def leader_of() -> Client:
    """The browser of a member of the province: seven plans, nine late bodies, targets at risk."""
    province, today = factories.province(), timezone.localdate()
    bodies = [factories.body(f"Sở Thử nghiệm có tên khá dài số {n}", parent=province) for n in range(9)]
    by = factories.acting(province)
    start, end = today - dt.timedelta(200), today + dt.timedelta(165)
    for n in range(7):
        plan = factories.plan(province, title=LONG, number=f"{n}/KH-UBND", period_start=start, period_end=end)
        for body in bodies[: 9 - n]:
            factories.task(plan, body, due=today - dt.timedelta(3 + n))
        for name in ("một", "hai", "ba", "bốn"):
            one = target(plan, f"{LONG} {name}", 100)
            for on, value in ((start, 10), (today, 20)):
                actions.type_actual(one, by=by, on=on, value=Decimal(value), seen=None)
    client = Client()
    client.force_login(by.user)
    return client
