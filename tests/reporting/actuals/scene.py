"""A five-year plan with a target on its way, its yearly milestone, and shares of two districts' bodies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.test import Client

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.plans import actions
from hopluc.plans.mandates import sharing
from hopluc.plans.models import Indicator, Plan
from tests import factories


@dataclass(frozen=True)
class Scene:
    """The bodies, the plan, its targets."""

    province: Organisation
    units: list[Organisation]
    plan: Plan
    coops: Indicator
    members: Indicator
    by: Acting

    def typed(self, one: Indicator, *figures: tuple[dt.date, int]) -> None:
        """Figures of the whole target, typed one after the other."""
        for on, value in figures:
            actions.type_actual(one, by=self.by, on=on, value=Decimal(value), seen=None)

    def client(self, body: Organisation | None = None, role: str = Role.OFFICER) -> Client:
        """The browser of a new person of a body; of the province where none is given."""
        found = Client()
        found.force_login(factories.person(body or self.province, role))
        return found


def target(plan: Plan, name: str, value: int, **rest: Any) -> Indicator:
    """A target of at least `value`."""
    n = plan.indicators.count() + 1
    given = {"code": f"CT{n}", "order": n, "op": ">=", "unit": "HTX"} | rest
    return Indicator.objects.create(plan=plan, name=name, value=value, folded=name.lower(), **given)


def scene() -> Scene:
    """The plan of 2025 with two targets, one of them given out to two units."""
    province = factories.province()
    units = [factories.body("Ủy ban nhân dân xã An", parent=province),
             factories.body("Ủy ban nhân dân xã Bình", parent=province)]  # fmt: skip
    start, end = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    plan = factories.plan(
        province, period_start=start, period_end=end, issued_on=dt.date(2024, 12, 20),
        title="Phát triển kinh tế tập thể năm 2025",
    )  # fmt: skip
    coops = target(plan, "Số hợp tác xã hoạt động", 200)
    members = target(plan, "Số thành viên mới", 1000, unit="người")
    by = factories.acting(province)
    sharing.allocate(coops, {one.pk: Decimal(100) for one in units}, by=by, on=dt.date(2025, 1, 10))
    return Scene(province, units, plan, coops, members, by)
