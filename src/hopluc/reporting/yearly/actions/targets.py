"""The targets of a draft: a figure proposed, dropped with a reason, a target added."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.reporting.yearly.actions.common import lock_draft, lock_row, step
from hopluc.reporting.yearly.models import Choice, Draft, DraftTarget


@transaction.atomic
def propose_target(
    target: DraftTarget,
    *,
    by: Acting,
    op: str,
    value: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    name: str = "",
    unit: str | None = None,
    seen: int | None = None,
) -> DraftTarget:
    """Propose the figure for the year; the target is kept by it. op: "=", ">=", ">", "<=", "<", "range"."""
    now = lock_row(target, by, seen)
    _write(now, op, value, low, high, name or now.name, now.unit if unit is None else unit)
    return step(now, by, "propose_draft_target")


def _write(
    target: DraftTarget,
    op: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    name: str,
    unit: str,
) -> None:
    span = op == "range"
    if not name.strip():
        raise ValidationError({"name": _("Ghi tên chỉ tiêu.")})
    if span and (low is None or high is None or low > high):
        raise ValidationError({"high": _("Ghi cả hai đầu của khoảng, số nhỏ trước.")})
    if not span and value is None:
        raise ValidationError({"value": _("Ghi mức phải đạt.")})
    target.op, target.value = op, None if span else value
    target.low, target.high = (low, high) if span else (None, None)
    target.name, target.unit = " ".join(name.split()), " ".join(unit.split())
    target.choice, target.reason = Choice.KEPT, ""


@transaction.atomic
def drop_target(target: DraftTarget, *, by: Acting, reason: str, seen: int | None = None) -> DraftTarget:
    """Leave the target out of the plan, and say why."""
    now = lock_row(target, by, seen)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do bỏ chỉ tiêu.")})
    now.choice, now.reason = Choice.DROPPED, reason.strip()
    return step(now, by, "drop_draft_target", reason=now.reason)


@transaction.atomic
def add_target(
    draft: Draft,
    *,
    by: Acting,
    name: str,
    op: str,
    unit: str = "",
    value: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> DraftTarget:
    """A target of the draft's own."""
    now = lock_draft(draft, by)
    last = now.targets.order_by("-order").values_list("order", flat=True).first() or 0
    target = DraftTarget(draft=now, order=last + 1)
    _write(target, op, value, low, high, name, unit)
    return step(target, by, "add_draft_target")
