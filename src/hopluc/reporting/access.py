"""Who may, in words: the rules about rounds, submissions and consolidated reports."""

from __future__ import annotations

from django.utils import timezone

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.plans.access import covers, follows
from hopluc.plans.models import DutyParty, Plan, ReportingDuty
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.standing_in import absent_for


def may_open_round(acting: Acting, plan: Plan, duty: ReportingDuty | None) -> bool:
    """Officers of the plan's owner or standing agency, and of a body to which the duty says that
    reports go; a duty of another plan gives no right to this one."""
    if not acting.has(Role.OFFICER) or (duty is not None and duty.plan_id != plan.pk):
        return False
    return follows(acting, plan) or (
        duty is not None
        and duty.parties.filter(side=DutyParty.Side.RECEIVER, organisation=acting.body).exists()
    )


def may_collect(acting: Acting, round_: Round) -> bool:
    """Officers of the body that opened the round take in, return, close, consolidate and issue."""
    return acting.has(Role.OFFICER) and is_own(acting, round_.collector)


def may_read_round(acting: Acting, round_: Round) -> bool:
    """The matrix is read by the collector's people and by those of the owner of each of its plans; a body
    that reports sees its own submission only."""
    if covers(acting, round_.collector) or covers(acting, round_.plan.owner):
        return True
    return any(covers(acting, one.plan.owner) for one in round_.further.select_related("plan__owner"))


def may_fill(acting: Acting, submission: Submission) -> bool:
    """Officers of the body that reports write its draft, and who stands in today for one of them; nobody
    writes for another body."""
    if not is_own(acting, submission.body):
        return False
    return acting.has(Role.OFFICER) or bool(absent_for(acting))


def may_submit(acting: Acting, submission: Submission) -> bool:
    """The officer drafts and the body's approver (leader) hands in; where the body has no
    approver today, the officer may. Who only stands in does not."""
    if not (acting.has(Role.OFFICER) and is_own(acting, submission.body)):
        return False
    return acting.has(Role.APPROVER) or not has_approver(submission.body)


def has_approver(body: Organisation) -> bool:
    """Whether somebody approves for the body today."""
    rows = Membership.objects.filter(holds_on(timezone.localdate()), organisation=body, role=Role.APPROVER)
    return rows.exists()


def may_read_submission(acting: Acting, submission: Submission) -> bool:
    """The body's own people and those above it always; the collector's people from the first handing
    in on, so that a draft stays the body's own."""
    if covers(acting, submission.body):
        return True
    return covers(acting, submission.round.collector) and submission.first_submitted_on is not None
