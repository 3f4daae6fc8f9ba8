"""The people's council's resolutions on a year's lines: recorded, taken back, replaced by another.

What a resolution approved is kept when it is taken back. Money spent rests on it: from then on it stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans.budget import notices, rules
from hopluc.plans.budget.actions import check_gathers, check_seen, check_undecided, hold_year
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import BudgetLine, BudgetResolution, BudgetResolutionEnd, BudgetYear, Spending

Amounts = Mapping[int, tuple[int, int]]  # a line's id → what was approved, the revision that was looked at


@transaction.atomic
def approve(year: BudgetYear, *, by: Acting, number: str, on: dt.date, amounts: Amounts) -> BudgetResolution:
    """Record the council's resolution on lines that were handed in and on which none speaks yet."""
    year = hold_year(year.pk)
    check_gathers(by, year.plan)
    made = _approved(year, by, number, on, amounts)
    fields = {"resolution": made.pk, "lines": sorted(amounts)}
    record(by.actor, "approve_budget", year.plan, fields=fields, body_id=year.plan.owner_id, first_day=on)
    notices.tell_approved(made)
    return made


def _approved(year: BudgetYear, by: Acting, number: str, on: dt.date, amounts: Amounts) -> BudgetResolution:
    if on > timezone.localdate():
        raise ValidationError({"on": _("Ngày ban hành nghị quyết không thể ở tương lai.")})
    if not amounts:
        raise ValidationError(_("Đánh dấu ít nhất một dòng mà nghị quyết phê duyệt."))
    rows = BudgetLine.objects.filter(estimate__year=year, pk__in=amounts).select_related("estimate")
    lines = list(rows.order_by("pk"))
    if len(lines) != len(amounts):
        raise StaleFormError(
            _("Có dòng đã chọn không còn trong dự toán. Xem lại danh sách rồi gửi."), "moved"
        )
    made = BudgetResolution(year=year, number=number.strip(), on=on, by=by.user, by_name=by.actor.name)
    made.full_clean(exclude=["year", "by"])
    made.save()
    for line in lines:
        amount, seen = amounts[line.pk]
        check_undecided(line)
        check_seen(line, seen)
        if not 0 <= amount <= rules.MOST:
            raise ValidationError(_("Số phê duyệt phải từ 0 trở lên."))
        line.approved, line.resolution, line.revision = amount, made, line.revision + 1
        line.save()
    return made


@transaction.atomic
def take_back(resolution: BudgetResolution, *, by: Acting, reason: str) -> BudgetResolutionEnd:
    """Take a resolution back that was recorded by error: its lines wait for one again.

    Raises ValidationError where money was spent on any of them.
    """
    year = hold_year(resolution.year_id)
    check_gathers(by, year.plan)
    ended = _keep_end(resolution, by, reason, _released(resolution), None)
    fields = {"resolution": resolution.pk}
    record(
        by.actor,
        "take_back_budget",
        year.plan,
        fields=fields,
        reason=ended.reason,
        body_id=year.plan.owner_id,
    )
    notices.tell_taken_back(ended)
    return ended


@transaction.atomic
def replace(
    resolution: BudgetResolution,
    *,
    by: Acting,
    reason: str,
    number: str,
    on: dt.date,
    amounts: Mapping[int, int],
) -> BudgetResolution:
    """Record another resolution in the place of one, on the same lines, with what it approves for each.

    Raises ValidationError where money was spent on any of them, StaleFormError where its lines are others.
    """
    year = hold_year(resolution.year_id)
    check_gathers(by, year.plan)
    if set(resolution.lines.values_list("pk", flat=True)) != set(amounts):
        raise StaleFormError(_("Nghị quyết đã được gỡ hoặc thay. Xem lại rồi gửi."), "moved")
    before = _released(resolution)
    revisions = dict(BudgetLine.objects.filter(pk__in=amounts).values_list("pk", "revision"))
    seen = {pk: (amount, revisions[pk]) for pk, amount in amounts.items()}
    made = _approved(year, by, number, on, seen)
    _keep_end(resolution, by, reason, before, made)
    fields = {"resolution": made.pk, "replaces": resolution.pk}
    record(
        by.actor, "replace_budget", year.plan, fields=fields, reason=reason.strip(),
        body_id=year.plan.owner_id, first_day=on,
    )  # fmt: skip
    notices.tell_approved(made)
    return made


def _released(resolution: BudgetResolution) -> dict[str, int]:
    """Let the resolution's lines wait for one again; what it had approved, by the line's id."""
    if BudgetResolutionEnd.objects.filter(resolution=resolution).exists():
        raise StaleFormError(_("Nghị quyết này đã được gỡ."), "moved")
    spent = Spending.objects.filter(line__resolution=resolution, takes_back=None, taken_back=None)
    if spent.exists():
        raise ValidationError(_("Đã có khoản chi theo nghị quyết này nên không gỡ, không thay được nữa."))
    before = {}
    for line in resolution.lines.order_by("pk"):
        before[str(line.pk)] = line.approved or 0
        line.approved, line.resolution, line.revision = None, None, line.revision + 1
        line.save()
    return before


def _keep_end(
    resolution: BudgetResolution,
    by: Acting,
    reason: str,
    amounts: Mapping[str, int],
    replaced_by: BudgetResolution | None,
) -> BudgetResolutionEnd:
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do gỡ hoặc thay nghị quyết.")})
    return BudgetResolutionEnd.objects.create(
        resolution=resolution,
        replaced_by=replaced_by,
        reason=reason.strip(),
        amounts=dict(amounts),
        by=by.user,
        by_name=by.actor.name,
    )
