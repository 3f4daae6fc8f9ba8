"""Who stands above whom in a plan, for a problem that is beyond a body's own powers."""

from __future__ import annotations

from django.utils import timezone

from hopluc.engagement import rules
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import superiors_on
from hopluc.plans.models import Plan


def steering_of(plan: Plan) -> list[Organisation]:
    """The steering committees at the owner's side today: under it, or beside it in its unit."""
    found = Organisation.objects.existing_on(timezone.localdate()).filter(kind=Organisation.Kind.STEERING)
    owner = plan.owner
    near = found.filter(parent=owner, level=owner.level)
    if owner.unit_id:
        near = near | found.filter(unit=owner.unit_id, level=owner.level)
    return list(near.distinct().order_by("sort_key", "pk"))


def ladder_of(plan: Plan) -> list[tuple[Organisation, int]]:
    """The bodies that may decide a plan's problems, lowest first, with their rung."""
    rungs = [(plan.standing_agency, rules.STANDING)] if plan.standing_agency else []
    rungs += [(body, rules.STEERING) for body in steering_of(plan)]
    rungs.append((plan.owner, rules.OWNER))
    above = [plan.owner.parent] if plan.owner.parent else []
    above += [line.superior for line in superiors_on(plan.owner, timezone.localdate())]
    return rungs + [(body, rules.SUPERIOR) for body in above]


def receivers_of(plan: Plan, body: Organisation) -> list[Organisation]:
    """To whom `body` may bring a problem of the plan next (rules.receivers), the nearest first."""
    ladder = ladder_of(plan)
    by_pk = {one.pk: one for one, _level in ladder}
    rungs = [rules.Rung(one.pk, level) for one, level in ladder]
    return [by_pk[pk] for pk in rules.receivers(body.pk, rungs)]
