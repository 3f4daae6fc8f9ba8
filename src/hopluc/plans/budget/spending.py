"""Money spent on approved lines, and what was written by error taken back; rows are only added."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans.budget import access, rules
from hopluc.plans.budget.actions import hold_line
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import BudgetLine, Spending

COUNTS = Q(takes_back=None, taken_back=None)  # rows of Spending that stand


def spent_on(line: BudgetLine) -> int:
    """What was spent on a line, in đồng."""
    found = line.spendings.filter(COUNTS).aggregate(n=Sum("amount"))["n"]
    return int(found or 0)


@transaction.atomic
def spend(
    line: BudgetLine,
    *,
    by: Acting,
    on: dt.date,
    amount: int,
    document: str,
    exceeds: bool = False,
    reason: str = "",
) -> Spending:
    """Record money spent on an approved line. More than was approved is refused unless `exceeds` says that
    it is meant so, with the reason; the row keeps that."""
    line = hold_line(line)
    _check_own(line, by)
    if line.approved is None:
        raise ValidationError(_("Dòng này chưa được phê duyệt nên chưa ghi chi được."))
    if not 0 < amount <= rules.MOST:
        raise ValidationError({"amount": _("Ghi số tiền lớn hơn 0.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("Ngày chi không thể ở tương lai.")})
    over = rules.excess(line.approved, spent_on(line), amount)
    _check_excess(over, exceeds, reason)
    row = Spending(
        line=line,
        on=on,
        amount=amount,
        document=document.strip(),
        exceeds=bool(over),
        reason=reason.strip() if over else "",
        by=by.user,
        by_name=by.actor.name,
    )
    row.full_clean(exclude=["line", "by"])
    row.save()
    _record(row, "spend_budget", by)
    return row


def _check_excess(over: int, exceeds: bool, reason: str) -> None:
    if over and not exceeds:
        words = _(
            "Khoản này vượt số được phê duyệt %(over)s đồng. Sửa số tiền, hoặc đánh dấu “Vượt dự toán” và "
            "ghi lý do."
        )
        raise ValidationError({"exceeds": words % {"over": rules.dong(over)}})
    if over and not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do chi vượt số được phê duyệt.")})


@transaction.atomic
def take_back(spending: Spending, *, by: Acting, reason: str) -> Spending:
    """Take back a row written by error; both stay in the history."""
    line = hold_line(spending.line)
    _check_own(line, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do gỡ khoản chi.")})
    if spending.takes_back_id or Spending.objects.filter(takes_back=spending).exists():
        raise StaleFormError(_("Khoản chi này đã được gỡ."), "moved")
    row = Spending.objects.create(
        line=line,
        on=spending.on,
        amount=spending.amount,
        document=spending.document,
        reason=reason.strip(),
        takes_back=spending,
        by=by.user,
        by_name=by.actor.name,
    )
    _record(row, "take_back_spending", by, row.reason)
    return row


def _check_own(line: BudgetLine, by: Acting) -> None:
    if not access.may_write(by, line.estimate):
        raise PermissionDenied(_("Chỉ cơ quan lập dự toán mới ghi khoản chi của mình."))


def _record(row: Spending, verb: str, by: Acting, reason: str = "") -> None:
    line = row.line
    fields = {"line": line.pk, "spending": row.pk}
    record(
        by.actor,
        verb,
        line.task,
        fields=fields,
        reason=reason,
        body_id=line.estimate.body_id,
        first_day=row.on,
    )
