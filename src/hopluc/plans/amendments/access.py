"""Who may propose, gather and decide changes to a plan, in words (docs/amendments.md)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import own_bodies
from hopluc.plans.access import follows
from hopluc.plans.amendments import rules
from hopluc.plans.models import Amendment, Assignment, DutyParty, Plan, Proposal, ReportingDuty


def may_propose(acting: Acting, plan: Plan) -> bool:
    """Officers of the plan's owner, of its standing agency, and of every body that has a part in it today."""
    if not acting.has(Role.OFFICER):
        return False
    return follows(acting, plan) or _parts(acting, plan).exists()


def _parts(acting: Acting, plan: Plan) -> QuerySet[Assignment]:
    held = Assignment.objects.filter(plan=plan, body__in=own_bodies(acting))
    return held.held_on(timezone.localdate())


def may_withdraw(acting: Acting, proposal: Proposal) -> bool:
    """Officers of the body that proposed it."""
    return acting.has(Role.OFFICER) and is_own(acting, proposal.body)


def may_gather(acting: Acting, plan: Plan) -> bool:
    """Officers of the standing agency, and of the body that issued the plan, gather what is proposed,
    submit it, and record a decision that was signed on paper."""
    return acting.has(Role.OFFICER) and follows(acting, plan)


def may_decide(acting: Acting, amendment: Amendment) -> bool:
    """Approvers of the body that decides (`decider_of`)."""
    decider = amendment.decider
    return decider is not None and acting.has(Role.APPROVER) and is_own(acting, decider)


def decider_of(plan: Plan) -> Organisation:
    """Whom the plan names for its amendments: its reporting duties of that kind, by rules.decider."""
    steps = []
    for duty in plan.reporting.filter(kind=ReportingDuty.Kind.AMENDMENT).order_by("order"):
        sides = list(duty.parties.order_by("order", "pk").values_list("side", "organisation_id"))
        senders = frozenset(pk for side, pk in sides if pk and side == DutyParty.Side.SENDER)
        receivers = tuple(pk for side, pk in sides if pk and side == DutyParty.Side.RECEIVER)
        steps.append(rules.Step(senders, receivers))
    return Organisation.objects.get(pk=rules.decider(steps, plan.owner_id, plan.standing_agency_id))
