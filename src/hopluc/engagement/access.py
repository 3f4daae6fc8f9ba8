"""Who may, in words: the rules about problems, visits and their recommendations, steering committees."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from hopluc.engagement.models import Advice, Committee, Problem, Visit
from hopluc.organizations.access import may_act_for
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.organizations.queries import own_bodies
from hopluc.plans.access import follows
from hopluc.plans.models import Assignment, Plan, Task


def may_raise(acting: Acting, plan: Plan, task: Task | None) -> bool:
    """Officers of a body with a part in the task (or, for the plan as a whole, in the plan), and of the
    standing agency and the owner, which bring their own difficulties further up."""
    if not acting.has(Role.OFFICER):
        return False
    if follows(acting, plan):
        return True
    parts = Assignment.objects.filter(plan=plan, body__in=own_bodies(acting)).held_on(timezone.localdate())
    if task is not None:
        parts = parts.filter(task=task)
    return parts.exists()


def may_decide(acting: Acting, problem: Problem) -> bool:
    """Officers of the body that holds the problem pass it on, ask back and answer."""
    return problem.state == Problem.State.OPEN and may_act_for(acting, problem.holder)


def may_answer_for(acting: Acting, problem: Problem) -> bool:
    """The standing agency may record the answer of a body above it, which must then be a document:
    chairman and committee decide on paper and seldom sign in."""
    return (
        problem.state == Problem.State.OPEN
        and acting.has(Role.OFFICER)
        and acting.body.pk == problem.plan.standing_agency_id
        and problem.holder_id not in {acting.body.pk, problem.body_id}
    )


def may_answer(acting: Acting, problem: Problem) -> bool:
    """Those who decide, and those who may record the decision of somebody above."""
    return may_decide(acting, problem) or may_answer_for(acting, problem)


def may_answer_without_document(acting: Acting, problem: Problem) -> bool:
    """Without a document the word must be a leader's own: an approver of the holder; where it has no
    approver today, an officer."""
    if not may_decide(acting, problem):
        return False
    return acting.has(Role.APPROVER) or not has_approver(problem.holder)


def has_approver(body: Organisation) -> bool:
    """Whether somebody approves for the body today."""
    rows = Membership.objects.filter(holds_on(timezone.localdate()), organisation=body, role=Role.APPROVER)
    return rows.exists()


def may_supply(acting: Acting, problem: Problem) -> bool:
    """Officers of the raising body add what was asked for."""
    return problem.state == Problem.State.ASKED_BACK and may_act_for(acting, problem.body)


def may_reopen(acting: Acting, problem: Problem) -> bool:
    """Officers of the raising body bring an answered problem up again."""
    return problem.state == Problem.State.ANSWERED and may_act_for(acting, problem.body)


def may_withdraw(acting: Acting, problem: Problem) -> bool:
    """Officers of the raising body take back what nobody has decided."""
    return problem.state in Problem.WAITING and may_act_for(acting, problem.body)


def may_plan_visit(acting: Acting, plan: Plan) -> bool:
    """Officers of the plan's owner or standing agency visit those who carry it out."""
    return acting.has(Role.OFFICER) and follows(acting, plan)


def may_keep_visit(acting: Acting, visit: Visit) -> bool:
    """Officers of the visiting body keep the visit: notice, minutes, recommendations, confirmations."""
    return may_act_for(acting, visit.visitor)


def may_report_advice(acting: Acting, advice: Advice) -> bool:
    """Officers of the body to which a recommendation goes report it done."""
    return advice.state == Advice.State.OPEN and may_act_for(acting, advice.body)


def may_set_up_committee(acting: Acting, body: Organisation) -> bool:
    """Officers of the steering committee itself, of the body under which it stands, and of a body that is
    the standing agency of a plan of that one: it is they who prepare the founding decision."""
    if body.kind != Organisation.Kind.STEERING or not acting.has(Role.OFFICER):
        return False
    if acting.body.pk in {body.pk, body.parent_id}:
        return True
    return Plan.objects.filter(owner=body.parent_id, standing_agency=acting.body.pk).exists()


def founders(acting: Acting) -> list[Organisation]:
    """The bodies under which an officer records a new steering committee: their own, and the issuers of
    the plans in force that it is the standing agency of."""
    if not acting.has(Role.OFFICER):
        return []
    follows_of = Plan.objects.filter(standing_agency=acting.body.pk, state=Plan.State.IN_FORCE)
    rows = Organisation.objects.filter(Q(pk=acting.body.pk) | Q(pk__in=follows_of.values("owner")))
    shut = [Organisation.Kind.COOPERATIVE, Organisation.Kind.ROOM, Organisation.Kind.STEERING]
    return list(rows.exclude(kind__in=shut).order_by("path"))


def may_keep_committee(acting: Acting, committee: Committee) -> bool:
    """Officers of the committee's standing agency, and of the committee itself (its secretary's account),
    write: members, meetings, minutes, conclusions, work programme. Members read only."""
    return acting.has(Role.OFFICER) and acting.body.pk in {committee.body_id, committee.standing_agency_id}
