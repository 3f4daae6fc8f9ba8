"""Who may draft next year's plan and close one with its final report, in words."""

from __future__ import annotations

from hopluc.organizations.acting import Acting, Role
from hopluc.plans.access import follows, may_close_plan
from hopluc.plans.models import Plan

__all__ = ["may_close_plan", "may_draft"]


def may_draft(acting: Acting, plan: Plan) -> bool:
    """Officers of the plan's owner or standing agency draft the plan that follows it."""
    return acting.has(Role.OFFICER) and follows(acting, plan)
