"""The plan that came of a draft: recognised when a plan is put into force, or said by a person."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.archive.actions import SYSTEM, Actor, notify, record
from hopluc.archive.holding import held, hold
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Plan
from hopluc.reporting.yearly import access, rules
from hopluc.reporting.yearly.actions.common import lock_draft
from hopluc.reporting.yearly.models import Choice, Continuation, Draft


def pairs_of(draft: Draft, plan: Plan) -> list[tuple[int, int, float]]:
    """Which task of a plan came of which line of the draft (rules.paired); dropped lines came to nothing."""
    lines = draft.lines.exclude(choice=Choice.DROPPED).order_by("order", "pk")
    tasks = plan.tasks.filter(until=None).order_by("order", "pk")
    return rules.paired(dict(lines.values_list("pk", "text")), dict(tasks.values_list("pk", "text")))


@transaction.atomic
def recognise_plan(plan_id: int) -> Draft | None:
    """Link a plan that was put into force to the draft that it clearly came of; the system's own deed, which
    may run twice. None where there is no such draft, or it is not clear: then a person says it."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None or Draft.objects.filter(issued_as=plan).exists():
        return None
    for draft in hold(candidates(plan)):
        pairs = pairs_of(draft, plan)
        if rules.comes_of(len(pairs), draft.lines.exclude(choice=Choice.DROPPED).count()):
            _link(draft, plan, pairs, SYSTEM)
            _tell(draft, plan)
            return draft
    return None


def candidates(plan: Plan) -> QuerySet[Draft]:
    """Open drafts of the plan's owner for a year that the plan covers, made before it was put into force."""
    rows = Draft.objects.filter(plan__owner=plan.owner_id, issued_as=None, made_at__lte=plan.opened_at)
    start, end = plan.period_start or plan.issued_on, plan.period_end
    if start:
        rows = rows.filter(year__gte=start.year)
    if end:
        rows = rows.filter(year__lte=end.year)
    return rows.exclude(plan=plan).select_related("plan").order_by("-year", "pk")


@transaction.atomic
def link_issued(draft: Draft, plan: Plan, *, by: Acting) -> Draft:
    """Say that a plan came of the draft; its tasks are tied to the lines whose words they have."""
    now = lock_draft(draft, by)
    if not Plan.objects.visible_to(by).filter(pk=plan.pk).exists():
        raise PermissionDenied
    if plan.owner_id != now.plan.owner_id or plan.pk == now.plan_id:
        raise ValidationError(
            _("Chọn một kế hoạch khác của %(body)s: dự thảo này là của cơ quan đó.")
            % {"body": now.plan.owner}
        )
    if Draft.objects.filter(issued_as=plan).exists():
        raise ValidationError(_("Kế hoạch này đã được ghi là kết quả của một dự thảo khác."))
    return _link(now, plan, pairs_of(now, plan), by.actor)


@transaction.atomic
def unlink_issued(draft: Draft, *, by: Acting, reason: str) -> Draft:
    """Take back that a plan came of the draft; the draft can be worked on again."""
    now = held(Draft.objects.select_related("plan", "issued_as"), draft.pk)
    if not access.may_draft(by, now.plan):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do gỡ liên kết.")})
    if now.issued_as_id:
        Continuation.objects.filter(line__draft=now).delete()
        plan, now.issued_as = now.issued_as_id, None
        now.save(update_fields=["issued_as"])
        record(by.actor, "unlink_issued_plan", now, fields={"plan": plan}, reason=reason.strip())
    return now


def _link(draft: Draft, plan: Plan, pairs: list[tuple[int, int, float]], actor: Actor) -> Draft:
    draft.issued_as = plan
    draft.save(update_fields=["issued_as"])
    taken = set(Continuation.objects.filter(task__plan=plan).values_list("task_id", flat=True))
    Continuation.objects.bulk_create(
        Continuation(line_id=line, task_id=task, likeness=alike)
        for line, task, alike in pairs
        if task not in taken
    )
    fields = {"plan": plan.pk, "tasks": len(pairs)}
    record(actor, "link_issued_plan", draft, fields=fields, body_id=plan.owner_id)
    return draft


def _tell(draft: Draft, plan: Plan) -> None:
    text = _("Kế hoạch “%(plan)s” được nhận ra là ban hành từ dự thảo năm %(year)s.") % {
        "plan": plan,
        "year": draft.year,
    }
    notify(
        draft.made_by_id,
        f"draft-issued-{draft.pk}-{plan.pk}",
        text,
        reverse("yearly:draft", args=[draft.pk]),
        plan.owner_id,
    )
