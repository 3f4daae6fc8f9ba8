"""Estimates of a body that ends go to its successor, which then spends what was approved."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Item, Share, key_of
from hopluc.plans.models import Estimate, Plan


def held_estimates(body: Organisation) -> list[Estimate]:
    """The estimates that a body holds in plans in force."""
    rows = Estimate.objects.filter(body=body, year__plan__state=Plan.State.IN_FORCE)
    return list(rows.select_related("year__plan").order_by("pk"))


def estimate_items(body: Organisation) -> list[Item]:
    """Estimates one by one, for those who divide what a body held."""
    what = _("Dự toán ngân sách")
    return [Item(key_of(one), what, f"{one.year}: {one.year.plan}") for one in held_estimates(body)]


def pass_estimates_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Estimates go to the successor beside its own; `passed_from` and `body_name` keep whose they were."""
    for one in filter(share.has, held_estimates(body)):
        one.body, one.passed_from = successor, one.passed_from or body
        one.save(update_fields=["body", "passed_from"])
        fields = {"estimate": one.pk, "from": body.pk}
        record(by, "pass_on", one.year.plan, fields=fields, body_id=successor.pk, first_day=on)
