"""Who may receive, review and adopt a paper, in words."""

from __future__ import annotations

from hopluc.intake.models import Paper
from hopluc.organizations.access import may_act_for, within
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.plans.access import may_open_plan


def may_receive(acting: Acting) -> bool:
    """Officers receive documents in the name of their body; a cooperative has no plans to follow."""
    return acting.has(Role.OFFICER) and acting.body.kind != Organisation.Kind.COOPERATIVE


def may_see(acting: Acting, paper: Paper) -> bool:
    """Everyone with a role in the body that received it, in a body above it, or over its area."""
    return within(acting, paper.body)


def may_review(acting: Acting, paper: Paper) -> bool:
    """Officers of the body that received the paper, or of the body whose room received it,
    until it is in force: then the plan is changed by amendments."""
    return paper.state == Paper.State.REVIEW and may_act_for(acting, paper.body)


def may_discard(acting: Acting, paper: Paper) -> bool:
    """Officers of the body that received it throw away a paper that is not in force."""
    return paper.state != Paper.State.ADOPTED and may_act_for(acting, paper.body)


def may_adopt(acting: Acting, paper: Paper, owner: Organisation, standing: Organisation | None) -> bool:
    """Of those who review the paper: officers of the issuing body and of the standing agency."""
    return may_review(acting, paper) and may_open_plan(acting, owner, standing)
