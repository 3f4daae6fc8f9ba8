"""Who is told of a budget: bodies that are to estimate, those who gather, those whose estimate came back."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.models import Membership, holds_on
from hopluc.organizations.models import Organisation as Body
from hopluc.plans.access import approvers_of
from hopluc.plans.budget import queries
from hopluc.plans.models import BudgetResolution, BudgetResolutionEnd, BudgetYear, Estimate
from hopluc.plans.signing.notices import tell
from hopluc.viet.dates import format_date


def _people(body: Body) -> list[int]:
    """Who works on a body's estimate: its officers and approvers."""
    rows = Membership.objects.filter(holds_on(timezone.localdate()), organisation=body, user__is_active=True)
    roles = [Membership.Role.OFFICER, Membership.Role.APPROVER]
    return list(rows.filter(role__in=roles).order_by("pk").values_list("user_id", flat=True))


def tell_bodies(year: BudgetYear) -> None:
    """Bodies that lead tasks learn that they are to estimate."""
    words = _("Lập dự toán năm %(year)s cho nhiệm vụ của %(plan)s, gửi trước hết ngày %(day)s.") % {
        "year": year.year,
        "plan": year.plan.number or year.plan.title,
        "day": format_date(year.due_on),
    }
    for body in queries.leads(year.plan):
        tell(_people(body), f"budget-{year.pk}", words, queries.address(year), body.pk)


def tell_moved(year: BudgetYear, reason: str) -> None:
    """Bodies that are still to hand in learn the new day."""
    words = _("Hạn gửi dự toán năm %(year)s của %(plan)s đổi thành %(day)s: %(why)s") % {
        "year": year.year,
        "plan": year.plan.number or year.plan.title,
        "day": format_date(year.due_on),
        "why": reason,
    }
    for body in queries.owing(year):
        tell(_people(body), f"budget-moved-{year.pk}-{_moment()}", words, queries.address(year), body.pk)


def tell_gatherers(estimate: Estimate) -> None:
    """Approvers of the standing agency (of the owner, where there is none) learn that an estimate came."""
    plan = estimate.year.plan
    gatherer = plan.standing_agency or plan.owner
    words = _("%(body)s gửi dự toán năm %(year)s.") % {"body": estimate.body, "year": estimate.year}
    people = approvers_of(gatherer).values_list("pk", flat=True)
    tell(people, f"estimate-{estimate.pk}-{_moment()}", words, _address(estimate), gatherer.pk)


def tell_returned(estimate: Estimate) -> None:
    """The body whose estimate came back learns why."""
    words = _("Dự toán năm %(year)s bị trả lại: %(why)s") % {"year": estimate.year, "why": estimate.reason}
    key = f"estimate-returned-{estimate.pk}-{_moment()}"
    tell(_people(estimate.body), key, words, _address(estimate), estimate.body_id)


def tell_approved(resolution: BudgetResolution) -> None:
    """Bodies with approved lines learn it."""
    words = _("Dự toán năm %(year)s được phê duyệt theo %(number)s.") % {
        "year": resolution.year,
        "number": resolution.number,
    }
    estimates = Estimate.objects.filter(lines__resolution=resolution).distinct().select_related("body")
    for estimate in estimates.order_by("pk"):
        key = f"budget-approved-{resolution.pk}-{estimate.pk}"
        tell(_people(estimate.body), key, words, _address(estimate), estimate.body_id)


def tell_taken_back(ended: BudgetResolutionEnd) -> None:
    """Bodies whose lines it had approved learn that they wait again."""
    resolution = ended.resolution
    words = _("Đã gỡ nghị quyết %(number)s khỏi dự toán năm %(year)s: %(why)s") % {
        "number": resolution.number,
        "year": resolution.year,
        "why": ended.reason,
    }
    estimates = Estimate.objects.filter(lines__in=map(int, ended.amounts)).distinct().select_related("body")
    for estimate in estimates.order_by("pk"):
        key = f"budget-taken-back-{resolution.pk}-{estimate.pk}"
        tell(_people(estimate.body), key, words, _address(estimate), estimate.body_id)


def _moment() -> str:
    """Tells apart what happens to one estimate several times."""
    return f"{timezone.now():%Y%m%d%H%M%S%f}"


def _address(estimate: Estimate) -> str:
    return reverse("plans:estimate", args=[estimate.pk])
