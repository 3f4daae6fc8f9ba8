"""Who may estimate, gather, approve and spend, in words (docs/budget.md). A plan's budget is read with it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.queries import own_bodies
from hopluc.plans.access import approvers_of, follows
from hopluc.plans.models import Assignment, Estimate, Plan, Task


def may_gather(acting: Acting, plan: Plan) -> bool:
    """Officers of the standing agency, and of the body that issued the plan, open a year, cut lines, send
    estimates back and record the council's resolution."""
    return acting.has(Role.OFFICER) and follows(acting, plan)


def own_parts(acting: Acting, plan: Plan) -> QuerySet[Assignment]:
    """The parts that the acting body holds in the plan today."""
    held = Assignment.objects.filter(plan=plan, body__in=own_bodies(acting))
    return held.held_on(timezone.localdate())


def own_tasks(acting: Acting, plan: Plan) -> QuerySet[Task]:
    """The tasks for which the body may estimate: those in which it has a part today."""
    return Task.objects.filter(assignments__in=own_parts(acting, plan)).distinct().order_by("order", "pk")


def may_estimate(acting: Acting, plan: Plan) -> bool:
    """Officers of every body that has a part in the plan today, each for its own body."""
    return acting.has(Role.OFFICER) and own_parts(acting, plan).exists()


def may_write(acting: Acting, estimate: Estimate) -> bool:
    """Officers of the body whose estimate it is: they write its lines and record what was spent."""
    return acting.has(Role.OFFICER) and is_own(acting, estimate.body)


def may_submit(acting: Acting, estimate: Estimate) -> bool:
    """Approvers of the body whose estimate it is; where nobody approves for it, its officers."""
    if not is_own(acting, estimate.body):
        return False
    return acting.has(Role.APPROVER) or (
        acting.has(Role.OFFICER) and not approvers_of(estimate.body).exists()
    )
