"""Deeds upon a year's budget: each checks, writes and records in one transaction.

The year's row is held first, always: of two people at one budget the later one sees what the first did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.budget import access, notices, rules
from hopluc.plans.deeds import StaleFormError, check_in_force
from hopluc.plans.models import (
    BudgetCut,
    BudgetLine,
    BudgetYear,
    Estimate,
    Plan,
    Task,
)

State = Estimate.State
YEARS = range(2000, 2101)
FIELDS = ("task", "content", "fund", "source", "norm", "quantity", "unit", "amount", "basis")


def hold_year(pk: int) -> BudgetYear:
    """The year as it is now, of a plan in force, held until the transaction ends."""
    year = held(BudgetYear.objects.select_related("plan__owner", "plan__standing_agency"), pk)
    check_in_force(year.plan)
    return year


def hold_line(line: BudgetLine) -> BudgetLine:
    """The line as it is now, with its year held."""
    hold_year(line.estimate.year_id)
    rows = BudgetLine.objects.select_related("estimate__year__plan", "estimate__body__parent", "task")
    return held(rows, line.pk)


def _hold_estimate(estimate: Estimate) -> Estimate:
    hold_year(estimate.year_id)
    return held(Estimate.objects.select_related("year__plan", "body__parent"), estimate.pk)


@transaction.atomic
def open_year(plan: Plan, *, by: Acting, year: int, due_on: dt.date) -> BudgetYear:
    """Open a budget year of the plan: its bodies estimate until `due_on`. They are told."""
    plan = held(Plan.objects.select_related("owner", "standing_agency"), plan.pk)
    check_in_force(plan)
    if not access.may_gather(by, plan):
        raise PermissionDenied(_("Cơ quan ban hành hoặc cơ quan thường trực mới mở dự toán."))
    if year not in YEARS:
        raise ValidationError({"year": _("Ghi năm ngân sách bằng bốn chữ số, ví dụ 2027.")})
    row = BudgetYear(plan=plan, year=year, due_on=due_on, opened_by=by.user)
    row.full_clean(exclude=["opened_by"])
    row.save()
    record(by.actor, "open_budget", plan, fields={"year": row.pk}, body_id=plan.owner_id)
    notices.tell_bodies(row)
    return row


# --- the estimate ---------------------------------------------------------------------------------


@transaction.atomic
def add_line(year: BudgetYear, task: Task, *, by: Acting, **values: Any) -> BudgetLine:
    """Put a line into the acting body's estimate, which begins with its first line.

    values: content, fund, source, norm and quantity (or neither), unit, amount, basis.
    """
    estimate = _own_estimate(hold_year(year.pk), by)
    line = BudgetLine(estimate=estimate)
    _fill(line, by, {"task": task} | values)
    line.save()
    _record_line(line, "add_budget_line", by)
    return line


def _own_estimate(year: BudgetYear, by: Acting) -> Estimate:
    """The acting body's own estimate, begun where there is none."""
    if not access.may_estimate(by, year.plan):
        raise PermissionDenied(_("Cơ quan có phần việc trong kế hoạch mới lập dự toán được."))
    kept = Estimate.objects.select_related("year__plan", "body__parent")
    found = kept.filter(year=year, body=by.body, passed_from=None).first()
    return found or Estimate.objects.create(year=year, body=by.body, body_name=by.body.name)


@transaction.atomic
def change_line(line: BudgetLine, *, by: Acting, seen: int, **values: Any) -> BudgetLine:
    """Write a line of an estimate that has not been handed in (again); earlier cuts stay in its history."""
    line = hold_line(line)
    check_seen(line, seen)
    _fill(line, by, values)
    line.revision += 1
    line.save()
    _record_line(line, "change_budget_line", by)
    return line


@transaction.atomic
def drop_line(line: BudgetLine, *, by: Acting) -> None:
    """Take a line out of an estimate that has not been handed in."""
    line = hold_line(line)
    _check_open(line.estimate, by)
    if line.spendings.exists():
        raise ValidationError(_("Dòng đã từng có khoản chi nên không bỏ được. Sửa lại nội dung, số tiền."))
    _record_line(line, "drop_budget_line", by)
    line.delete()


def _fill(line: BudgetLine, by: Acting, values: Mapping[str, Any]) -> None:
    _check_open(line.estimate, by)
    for name in FIELDS:
        if name in values:
            setattr(line, name, values[name])
    plan = line.estimate.year.plan
    if not access.own_tasks(by, plan).filter(pk=line.task_id).exists():
        raise ValidationError({"task": _("Chọn một nhiệm vụ mà cơ quan có phần việc.")})
    line.amount = _amount(line)
    line.proposed = line.amount
    line.full_clean(exclude=["estimate", "task", "resolution", "approved"])


def _amount(line: BudgetLine) -> int:
    """Norm × quantity where these are given, else the amount as written; ValidationError for none."""
    if (line.norm is None) != (line.quantity is None):
        raise ValidationError({"quantity": _("Ghi cả định mức và số lượng, hoặc bỏ trống cả hai.")})
    amount: int | None = line.amount
    if line.norm is not None and line.quantity is not None:
        amount = rules.product(line.norm, line.quantity)
        if amount is None:
            raise ValidationError({"quantity": _("Định mức nhân số lượng phải ra số đồng chẵn.")})
    if not amount or not 0 < amount <= rules.MOST:
        raise ValidationError({"amount": _("Ghi số tiền lớn hơn 0, hoặc định mức và số lượng.")})
    return amount


def _check_open(estimate: Estimate, by: Acting) -> None:
    if not access.may_write(by, estimate):
        raise PermissionDenied(_("Chỉ cơ quan lập dự toán mới sửa được các dòng của mình."))
    if estimate.state == State.SUBMITTED:
        raise ValidationError(
            _("Dự toán đã gửi, không sửa được nữa. Đề nghị cơ quan thường trực trả lại nếu cần sửa.")
        )
    if estimate.lines.filter(approved__isnull=False).exists():
        raise ValidationError(_("Dự toán đã có dòng được phê duyệt, không sửa được nữa."))


def check_seen(line: BudgetLine, seen: int) -> None:
    """Raises StaleFormError where the line was changed since a person looked at it."""
    if line.revision != seen:
        raise StaleFormError(
            _("Có người đã sửa dòng này trong lúc đồng chí xem. Xem lại số mới rồi gửi lại."), "moved"
        )


@transaction.atomic
def submit(estimate: Estimate, *, by: Acting) -> Estimate:
    """Hand the estimate in. The day of the first time tells whether it was late."""
    return _submit(_hold_estimate(estimate), by)


@transaction.atomic
def submit_none(year: BudgetYear, *, by: Acting) -> Estimate:
    """Say that the acting body needs no money this year: an estimate without lines, handed in."""
    year = hold_year(year.pk)
    _check_submits(by, Estimate(year=year, body=by.body))
    estimate = _own_estimate(year, by)
    if estimate.lines.exists():
        raise ValidationError(_("Dự toán đã có dòng chi. Bỏ các dòng, hoặc gửi dự toán."))
    return _submit(estimate, by)


def _check_submits(by: Acting, estimate: Estimate) -> None:
    if not access.may_submit(by, estimate):
        raise PermissionDenied(_("Lãnh đạo cơ quan lập dự toán mới gửi được."))


def _submit(estimate: Estimate, by: Acting) -> Estimate:
    _check_submits(by, estimate)
    if estimate.state == State.SUBMITTED:
        raise StaleFormError(_("Dự toán này đã được gửi."), "moved")
    estimate.state, estimate.reason = State.SUBMITTED, ""
    estimate.sent_on = estimate.sent_on or timezone.localdate()
    estimate.sent_by_name = by.actor.name
    estimate.save()
    _record(estimate, "submit_estimate", by)
    notices.tell_gatherers(estimate)
    return estimate


@transaction.atomic
def send_back(estimate: Estimate, *, by: Acting, reason: str) -> Estimate:
    """Send an estimate back with the reason, as long as no line of it is approved."""
    estimate = _hold_estimate(estimate)
    check_gathers(by, estimate.year.plan)
    if estimate.state != State.SUBMITTED:
        raise StaleFormError(_("Dự toán này chưa gửi hoặc đã được trả lại."), "moved")
    if estimate.lines.filter(approved__isnull=False).exists():
        raise ValidationError(_("Dự toán đã có dòng được phê duyệt, không trả lại được nữa."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do trả lại để cơ quan biết cần sửa gì.")})
    estimate.state, estimate.reason = State.RETURNED, reason.strip()
    estimate.save()
    _record(estimate, "return_estimate", by, estimate.reason)
    notices.tell_returned(estimate)
    return estimate


# --- gathering ------------------------------------------------------------------------------------


@transaction.atomic
def cut(line: BudgetLine, *, by: Acting, amount: int, reason: str, seen: int) -> BudgetLine:
    """Propose another amount for a line than its body asks for, with the reason; what was asked stays."""
    line = hold_line(line)
    check_gathers(by, line.estimate.year.plan)
    check_seen(line, seen)
    check_undecided(line)
    if not 0 <= amount <= rules.MOST:
        raise ValidationError({"amount": _("Ghi số tiền từ 0 trở lên.")})
    if amount == line.proposed:
        raise ValidationError({"amount": _("Số này bằng số đang đề xuất, chưa thay đổi gì.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do cắt giảm hoặc điều chỉnh.")})
    BudgetCut.objects.create(
        line=line,
        before=line.proposed,
        after=amount,
        reason=reason.strip(),
        by=by.user,
        by_name=by.actor.name,
    )
    line.proposed, line.revision = amount, line.revision + 1
    line.save()
    _record_line(line, "cut_budget_line", by, reason.strip())
    return line


def check_undecided(line: BudgetLine) -> None:
    """The line was handed in, and no resolution names it yet."""
    if line.estimate.state != State.SUBMITTED:
        raise ValidationError(
            _("Dự toán của %(body)s chưa gửi hoặc đang trả lại: chờ cơ quan gửi rồi làm tiếp.")
            % {"body": line.estimate.body_name}
        )
    if line.approved is not None:
        raise StaleFormError(_("Dòng này đã được phê duyệt, không điều chỉnh được nữa."), "moved")


def check_gathers(by: Acting, plan: Plan) -> None:
    """Raises PermissionDenied for whoever does not gather the plan's budget."""
    if not access.may_gather(by, plan):
        raise PermissionDenied(_("Cơ quan ban hành hoặc cơ quan thường trực của kế hoạch mới làm được."))


def _record(estimate: Estimate, verb: str, by: Acting, reason: str = "") -> None:
    fields = {"estimate": estimate.pk}
    record(by.actor, verb, estimate.year.plan, fields=fields, reason=reason, body_id=estimate.body_id)


def _record_line(line: BudgetLine, verb: str, by: Acting, reason: str = "") -> None:
    fields = {"line": line.pk, "estimate": line.estimate_id}
    record(by.actor, verb, line.task, fields=fields, reason=reason, body_id=line.estimate.body_id)
