"""The day by which bodies hand in, moved."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans.budget import notices
from hopluc.plans.budget.actions import check_gathers, hold_year
from hopluc.plans.models import BudgetDueMove, BudgetYear


@transaction.atomic
def move_due(year: BudgetYear, *, by: Acting, due_on: dt.date, reason: str) -> BudgetYear:
    """Let bodies hand in until another day, with the reason; those that have not handed in are told.

    Whether an estimate is late is told by the day as it stands: who had the wrong one is late no more.
    """
    row = hold_year(year.pk)
    check_gathers(by, row.plan)
    if due_on == row.due_on:
        raise ValidationError({"due_on": _("Ngày này là hạn đang áp dụng, chưa thay đổi gì.")})
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Hạn mới phải từ hôm nay trở đi.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do đổi hạn.")})
    BudgetDueMove.objects.create(
        year=row,
        before=row.due_on,
        after=due_on,
        reason=reason.strip(),
        by=by.user,
        by_name=by.actor.name,
    )
    row.due_on = due_on
    row.save(update_fields=["due_on"])
    fields = {"year": row.pk}
    record(
        by.actor, "move_budget_due", row.plan, fields=fields, reason=reason.strip(), body_id=row.plan.owner_id
    )
    notices.tell_moved(row, reason.strip())
    return row
