"""Kinds of the room of plans: a plan with all that it says, what is asked to change, what was delivered."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import Deed
from hopluc.plans.budget.rules import dong
from hopluc.plans.mandates.duties import KINDS as OWN_PLANS
from hopluc.plans.mandates.duties import RECORDED, TAKEN_BACK
from hopluc.plans.models import (
    Amendment,
    BudgetLine,
    Citation,
    Delivery,
    Duty,
    Extension,
    Indicator,
    Plan,
    Proposal,
    ReportingDuty,
    Task,
)
from hopluc.web.search.kinds.base import Hit, Kind, Rows, Seer, first, of_plans, plan_name, visible


def _plan(row: Plan) -> Hit:
    return Hit(str(row), reverse("plans:board", args=[row.pk]), (row.issued_on, row.issuer_name))


def _task(row: Task) -> Hit:
    title = f"{row.number}. {row.text}" if row.number else row.text
    return Hit(title, reverse("plans:task", args=[row.pk]), (plan_name(row.plan), row.deadline_text))


def _indicator(row: Indicator) -> Hit:
    return Hit(row.name, reverse("plans:indicator", args=[row.pk]), (plan_name(row.plan), row.text))


def _duty(row: ReportingDuty | Duty) -> Hit:
    return Hit(row.text, reverse("plans:duties", args=[row.plan_id]), (plan_name(row.plan),))


def _citation(row: Citation) -> Hit:
    title = " ".join(filter(None, (row.kind, row.number, row.title)))
    address = reverse("plans:citations", args=[row.plan_id])
    return Hit(title, address, (row.issued_on, _("viện dẫn trong %s") % plan_name(row.plan)))


def _amendment(row: Amendment) -> Hit:
    notes = (row.get_state_display(), row.issued_on, plan_name(row.plan))
    return Hit(str(row), reverse("plans:amendment", args=[row.pk]), notes)


def _proposal(row: Proposal) -> Hit:
    title = f"{row.get_kind_display()}: {row.values.get('text') or row.reason}"
    notes = (row.get_state_display(), row.body.name, plan_name(row.plan))
    return Hit(title, reverse("plans:proposal", args=[row.pk]), notes)


def _extension(row: Extension) -> Hit:
    task = row.assignment.task
    notes = (row.get_state_display(), row.assignment.body.name, task.text)
    return Hit(first(row.reason, row.answer), reverse("plans:extension", args=[row.pk]), notes)


def _delivery(row: Delivery) -> Hit:
    title = " ".join(filter(None, (row.what, row.number)))
    return Hit(title, reverse("plans:task", args=[row.task_id]), (row.on, row.body.name, row.task.text))


def _budget_line(row: BudgetLine) -> Hit:
    year = row.estimate.year
    words = _("dự toán năm %(year)s: %(amount)s đồng") % {"year": year.year, "amount": dong(row.amount)}
    notes = (row.estimate.body.name, words, row.estimate.get_state_display(), plan_name(year.plan))
    return Hit(row.content, reverse("plans:budget_line", args=[row.pk]), notes)


def _own_plans(seer: Seer) -> Rows:
    """Own plans recorded by their number, and not taken back, for plans that the person reads."""
    duties = Duty.objects.filter(plan__in=seer.plans, kind__in=OWN_PLANS)
    ids = duties.order_by().annotate(key=Cast("pk", CharField())).values("key")
    deeds = Deed.objects.filter(kind="plans.duty", record_id__in=ids)
    undone = deeds.filter(verb=TAKEN_BACK).order_by().values_list("fields", flat=True)
    return deeds.filter(verb=RECORDED).exclude(pk__in=[fields["deed"] for fields in undone])


def _own_plan(row: Deed) -> Hit:
    plan = Plan.objects.filter(duties=int(row.record_id)).get()
    notes: tuple[Any, ...] = (row.body_name, _("thực hiện %s") % plan_name(plan))
    return Hit(row.fields["number"], reverse("plans:own_plans", args=[plan.pk]), notes)


def _delivered(seer: Seer) -> Rows:
    return Delivery.objects.filter(task__plan__in=seer.plans, takes_back=None, taken_back=None)


KINDS = (
    Kind(
        "ke-hoach", _("Kế hoạch, văn bản theo dõi"), "clipboard-list", visible(Plan), _plan,
        folded=("folded",), exact="title", number="number", day="issued_on", body="owner", quick=True,
    ),
    Kind(
        "nhiem-vu", _("Nhiệm vụ"), "checklist", of_plans(Task), _task,
        folded=("folded",), related=("plan",), exact="text", day="plan__issued_on", body="assignments__body",
        quick=True,
    ),
    Kind(
        "chi-tieu", _("Chỉ tiêu"), "target-arrow", of_plans(Indicator), _indicator,
        folded=("folded",), related=("plan",), exact="name", day="plan__issued_on",
        body="allocations__body", quick=True,
    ),
    Kind(
        "che-do-bao-cao", _("Chế độ báo cáo"), "report", of_plans(ReportingDuty), _duty,
        folded=("folded",), related=("plan",), exact="text", day="plan__issued_on",
        body="parties__organisation",
    ),
    Kind(
        "trach-nhiem", _("Trách nhiệm chung"), "clipboard-check", of_plans(Duty), _duty,
        folded=("folded",), related=("plan",), exact="text", day="plan__issued_on",
    ),
    Kind(
        "vien-dan", _("Văn bản được viện dẫn"), "quote", of_plans(Citation), _citation,
        folded=("folded",), related=("plan",), exact="title", number="number", day="issued_on",
    ),
    Kind(
        "sua-doi", _("Sửa đổi kế hoạch"), "edit", of_plans(Amendment), _amendment,
        folded=("folded",), related=("plan",), exact="title", number="number", day="opened_at",
        body="decider",
    ),
    Kind(
        "de-xuat", _("Đề xuất sửa đổi"), "message-plus", of_plans(Proposal), _proposal,
        folded=("folded", "task__folded"), related=("plan", "body"), exact="reason", day="recorded_at",
        body="body",
    ),
    Kind(
        "gia-han", _("Đề nghị gia hạn"), "calendar-plus", of_plans(Extension, "assignment__plan"), _extension,
        folded=("folded", "assignment__task__folded"),
        related=("assignment__body", "assignment__task"), exact="reason", day="asked_at",
        body="assignment__body",
    ),
    Kind(
        "san-pham", _("Sản phẩm đã có"), "package", _delivered, _delivery,
        folded=("folded",), related=("task", "body"), exact="what", number="number", day="on", body="body",
    ),
    Kind(
        "du-toan", _("Dự toán kinh phí"), "coins", of_plans(BudgetLine, "estimate__year__plan"), _budget_line,
        folded=("folded", "task__folded"), related=("estimate__body", "estimate__year__plan"),
        exact="content", day="estimate__year__due_on", body="estimate__body",
    ),
    Kind(
        "ke-hoach-rieng", _("Kế hoạch riêng của cơ quan"), "clipboard-text", _own_plans, _own_plan,
        more=lambda _seer, words: Q(fields__number__icontains=words), day="at",
    ),
)  # fmt: skip
