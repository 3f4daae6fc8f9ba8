"""Taking back an amendment that was put into force by mistake, as long as nobody built on it.

What it brought in goes, what it ended goes on, words and figures read as before; its proposals stand in a
new draft.
The amendment itself stays as undone, so that the journal's deeds have what they speak of.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import holds_on
from hopluc.plans.amendments import access, rules
from hopluc.plans.amendments.actions import hold_amendment
from hopluc.plans.amendments.applying import members, write_back
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Amendment, Assignment, DeadlinePart, Indicator, Party, Proposal, Task
from hopluc.plans.standings import Moment, refresh

# What an amendment itself brings along; any other row that points to what it brought in was built on it.
_OWN = frozenset({"parties", "deadline_parts", "assignments", "former_readings"})
_DATED = (Assignment, DeadlinePart, Party, Task, Indicator)


def built_on(amendment: Amendment) -> str:
    """Who or what stands against undoing an amendment, in words; "" where nothing does."""
    plan = amendment.plan
    later = plan.amendments.filter(state=Amendment.State.IN_FORCE, recorded_at__gt=amendment.recorded_at)
    if later.exists():
        return _("đã có sửa đổi khác ghi sau sửa đổi này.")
    for row in _brought_in(amendment):
        for relation in row._meta.related_objects:
            name = relation.get_accessor_name()
            if (
                name
                and name not in _OWN
                and relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
            ):
                return _("đã có người làm tiếp trên “%(what)s”.") % {
                    "what": str(getattr(row, "task", row))[:80]
                }
    return ""


def _brought_in(amendment: Amendment) -> Iterator[Model]:
    for model in _DATED:
        rows: QuerySet[Model] = model._default_manager.filter(began_by=amendment)
        yield from rows


@transaction.atomic
def undo(amendment: Amendment, *, by: Acting, reason: str) -> Amendment:
    """Take an amendment in force back; the new draft that holds its proposals."""
    row = hold_amendment(amendment)
    if not (access.may_gather(by, row.plan) or access.may_decide(by, row)):
        raise PermissionDenied(_("Chỉ nơi tổng hợp hoặc nơi quyết định mới hủy được sửa đổi này."))
    if row.state != Amendment.State.IN_FORCE:
        raise StaleFormError(_("Sửa đổi này không còn hiệu lực. Xem lại rồi làm tiếp."), "moved")
    if not reason.strip():
        raise ValidationError({"answer": _("Ghi lý do hủy để các cơ quan biết.")})
    against = built_on(row)
    if against:
        raise ValidationError(_("Không hủy được: %(why)s Sửa lại bằng một sửa đổi mới.") % {"why": against})
    proposals = list(row.proposals.select_related("task", "indicator").order_by("pk"))
    touched = _touched(row, proposals)
    _take_back(row, touched)
    draft = _draft_again(row, by, proposals)
    row.state, row.answer = Amendment.State.UNDONE, reason.strip()
    row.save(update_fields=["state", "answer"])
    held = Assignment.objects.filter(holds_on(timezone.localdate()), task__in=touched)
    refresh(list(held.select_related("task__plan")))
    record(by.actor, "undo_amendment", row, reason=row.answer, body_id=row.plan.owner_id, first_day=row.on)
    return draft


def _touched(row: Amendment, proposals: list[Proposal]) -> set[int]:
    """Tasks that the amendment changed, with what it ended below them."""
    ended = Task.objects.filter(ended_by=row).values_list("pk", flat=True)
    return {one.task_id for one in proposals if one.task_id} | set(ended)


def _take_back(row: Amendment, touched: set[int]) -> None:
    for former in row.former_readings.select_related("task", "indicator"):
        write_back(former)
    made_parts = set(DeadlinePart.objects.filter(began_by=row).values_list("pk", flat=True))
    for model in _DATED:
        model._default_manager.filter(began_by=row).delete()
    for model in _DATED:
        model._default_manager.filter(ended_by=row).update(until=None, ended_by=None)
    for task in Task.objects.filter(pk__in=touched):
        _under_their_parties(task)
        _unbind(task, made_parts)


def _under_their_parties(task: Task) -> None:
    """Parts that stayed stand under the party that named their body before."""
    today = Moment(timezone.localdate())
    parties = list(task.parties.filter(at_moment(today)).select_related("organisation", "group__area"))
    wanted = members(parties, today.on)
    for part in task.assignments.filter(party=None, until=None):
        if part.body_id in wanted:
            Assignment.objects.filter(pk=part.pk).update(party=wanted[part.body_id][1])


def _unbind(task: Task, made: set[int]) -> None:
    """No part of a body is bound by deadline parts that are gone."""
    apart = task.deadline_parts.exclude(for_text="").exists()
    for part in task.assignments.exclude(bound_parts=None):
        left = [pk for pk in part.bound_parts or () if pk not in made]
        Assignment.objects.filter(pk=part.pk).update(bound_parts=left if apart else None)


def _draft_again(row: Amendment, by: Acting, proposals: list[Proposal]) -> Amendment:
    draft = Amendment.objects.create(plan=row.plan, title=row.title, decider=row.decider, opened_by=by.user)
    for one in proposals:
        one.values = {name: value for name, value in one.values.items() if name not in rules.DECIDED}
        one.amendment, one.state = draft, Proposal.State.GATHERED
        one.save(update_fields=["values", "amendment", "state"])
    return draft
