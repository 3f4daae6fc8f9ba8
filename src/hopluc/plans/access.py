"""Who may, in words: the rules about plans and the parts of bodies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import PATH_STEP, Organisation, User, holds_on

if TYPE_CHECKING:
    from hopluc.plans.models import Assignment, Delivery, Indicator, Plan, Task


def scope(acting: Acting) -> tuple[str, ...]:
    """Path prefixes of what the person reads: their body with what lies under it, their areas, and
    for a room the body that it is a room of."""
    home = acting.body.path
    if acting.body.kind == Organisation.Kind.ROOM:
        home = home[:-PATH_STEP] or home
    return (home, *acting.areas)


def in_scope(acting: Acting, prefix: str = "") -> Q:
    """Condition of a body (reached by `prefix`) that lies in the person's scope: path ranges,
    because a prefix match misses the index on SQLite."""
    found = Q()
    for path in scope(acting):
        found |= Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": _next_sibling(path)})
    return found


def _next_sibling(path: str) -> str:
    """The first path after a subtree; digits only, which every collation orders alike."""
    return f"{path[:-PATH_STEP]}{int(path[-PATH_STEP:]) + 1:0{PATH_STEP}d}"


def covers(acting: Acting, body: Organisation | None) -> bool:
    """Whether the body lies in the person's scope."""
    return body is not None and body.path.startswith(scope(acting))


def follows(acting: Acting, plan: Plan) -> bool:
    """Whether the acting body issued the plan or is its standing agency."""
    return acting.body.pk in {plan.owner_id, plan.standing_agency_id}


def may_open_plan(acting: Acting, owner: Organisation, standing: Organisation | None) -> bool:
    """Officers of the body that issued the plan, or of its standing agency, put it into force."""
    bodies = {owner.pk} | ({standing.pk} if standing else set())
    return acting.has(Role.OFFICER) and acting.body.pk in bodies


def may_report(acting: Acting, assignment: Assignment) -> bool:
    """Officers of the body whose part it is; nobody reports for another body, the standing
    agency and the superior no more than others."""
    return acting.has(Role.OFFICER) and is_own(acting, assignment.body)


def approvers_of(*bodies: Organisation) -> QuerySet[User]:
    """Who signs for these bodies today, by name; for a room, also those of the body it is a room of."""
    places = set()
    for body in bodies:
        place: Organisation | None = body
        while place:
            places.add(place.pk)
            place = place.parent if place.kind == Organisation.Kind.ROOM else None
    found = User.objects.filter(
        holds_on(timezone.localdate(), "memberships__"),
        memberships__organisation__in=places,
        memberships__role=Role.APPROVER,
        is_active=True,
    )
    return found.distinct().order_by("full_name", "pk")


def must_wait(acting: Acting, assignment: Assignment) -> bool:
    """What an officer reports waits for the body's approver, where it has one today; an approver's own
    word counts at once."""
    return not acting.has(Role.APPROVER) and approvers_of(assignment.body).exists()


def may_sign_off(acting: Acting, assignment: Assignment) -> bool:
    """Approvers of the body whose part it is; where nobody approves for it any more, its officers."""
    if not is_own(acting, assignment.body):
        return False
    return acting.has(Role.APPROVER) or (
        acting.has(Role.OFFICER) and not approvers_of(assignment.body).exists()
    )


def may_decide_extension(acting: Acting, plan: Plan) -> bool:
    """Approvers of the plan's owner or standing agency decide on a later day: who assigned the work."""
    return acting.has(Role.APPROVER) and follows(acting, plan)


def may_name_officer(acting: Acting, assignment: Assignment) -> bool:
    """Officers of the body whose part it is say who is in charge of it."""
    return may_report(acting, assignment)


def may_open_part(acting: Acting, task: Task) -> bool:
    """Officers of the plan's owner or standing agency, and of the bodies that lead the task, record
    a request or an event that starts a deadline."""
    if not acting.has(Role.OFFICER):
        return False
    leads = (a.body for a in task.assignments.all() if a.role == "lead" and a.until is None)
    return follows(acting, task.plan) or any(is_own(acting, body) for body in leads)


def delivering_body(acting: Acting, task: Task) -> Organisation | None:
    """In whose name the person says what a task delivers: the body that has a part in it today, leads
    first; else the plan's owner or standing agency. None where they may not."""
    if not acting.has(Role.OFFICER):
        return None
    held = task.assignments.filter(holds_on(timezone.localdate())).select_related("body__parent")
    own = [part for part in held.order_by("pk") if is_own(acting, part.body)]
    for part in sorted(own, key=lambda part: part.role != "lead"):
        return part.body
    return acting.body if follows(acting, task.plan) else None


def may_take_back(acting: Acting, delivery: Delivery) -> bool:
    """Officers of the body that said it, and of the plan's owner or standing agency."""
    if not acting.has(Role.OFFICER):
        return False
    return is_own(acting, delivery.body) or follows(acting, delivery.task.plan)


def may_type_actual(acting: Acting, indicator: Indicator) -> bool:
    """Officers of the plan's owner or standing agency type a figure where no records prove it."""
    return acting.has(Role.OFFICER) and follows(acting, indicator.plan)


def may_close_plan(acting: Acting, plan: Plan) -> bool:
    """Approvers of the plan's owner or standing agency end the following of a plan."""
    return acting.has(Role.APPROVER) and follows(acting, plan)
