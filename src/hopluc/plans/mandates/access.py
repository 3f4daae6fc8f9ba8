"""Who may link plans, give out targets and say that a plan was made, in words."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.plans.access import follows
from hopluc.plans.models import Indicator, Plan


def may_link(acting: Acting, below: Plan) -> bool:
    """Officers of the lower plan's owner or standing agency say what it carries out: they answer for it."""
    return acting.has(Role.OFFICER) and follows(acting, below)


def may_allocate(acting: Acting, indicator: Indicator) -> bool:
    """Officers of the plan's owner or standing agency give a target out to units."""
    return acting.has(Role.OFFICER) and follows(acting, indicator.plan)


def may_type_share(acting: Acting, indicator: Indicator, of: Organisation) -> bool:
    """Officers of the unit itself type what it reached of its share; so do those of the plan's owner and
    standing agency."""
    return acting.has(Role.OFFICER) and (is_own(acting, of) or follows(acting, indicator.plan))


def may_record_own_plan(acting: Acting, plan: Plan, body: Organisation) -> bool:
    """Officers of the body that had to make a plan of its own record that it did; so do those of the
    superior plan's owner and standing agency."""
    return acting.has(Role.OFFICER) and (is_own(acting, body) or follows(acting, plan))
