"""Collectives follow their members: whoever comes into a group gets its parts, whoever leaves it loses them.

A plan that gives work to "UBND các xã" means those of each day. What passed from a body to its successor
is the handover's matter and is left alone here, and so is what an amendment ended.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import BodyGroup, GroupMember, Organisation, holds_on
from hopluc.organizations.queries import members_on
from hopluc.plans.amendments.moments import JOIN, LEAVE
from hopluc.plans.models import Assignment, DeadlinePart, Party, Plan
from hopluc.plans.standings import refresh
from hopluc.viet.text import fold


@dataclass(slots=True)
class Followed:
    """What a run changed."""

    added: list[Assignment] = field(default_factory=list)
    ended: list[Assignment] = field(default_factory=list)


@transaction.atomic
def follow(*, on: dt.date, by: Actor) -> Followed:
    """Give parts of plans in force to new members of groups, end those of members that left, as of a
    day; run again it finds nothing left to do. The caller has decided that it may be done."""
    running = Q(task__plan__state=Plan.State.IN_FORCE) & holds_on(on) & holds_on(on, "task__")
    rows = Party.objects.filter(running, group__isnull=False).select_related("task__plan", "group__area")
    by_group: dict[BodyGroup, list[Party]] = defaultdict(list)
    for party in rows.order_by("group_id", "pk"):
        assert party.group
        by_group[party.group].append(party)
    done = Followed()
    for group, parties in by_group.items():
        _follow_group(group, sorted(parties, key=lambda p: p.role != Party.Role.LEAD), on, by, done)
    refresh(done.added)
    return done


def _follow_group(group: BodyGroup, parties: list[Party], on: dt.date, by: Actor, done: Followed) -> None:
    members = members_on(group, on)
    places = list(GroupMember.objects.filter(group=group))
    tasks = [party.task_id for party in parties]
    known: dict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.select_for_update(of=("self",)).filter(task__in=tasks)
    for part in rows.select_related("body", "task__plan").order_by("pk"):
        known[part.task_id].append(part)
    here = {body.pk for body in members}
    for party in parties:
        for part in known[party.task_id]:
            if part.party_id == party.pk and _has_left(part, here, on):
                _end(part, left_on(part.body, places, on), group, by)
                done.ended.append(part)
        for body in members:
            if _is_new(known[party.task_id], body):
                made = _begin(party, body, joined_on(body, places, on), by)
                known[party.task_id].append(made)
                done.added.append(made)


def _has_left(part: Assignment, here: set[int], on: dt.date) -> bool:
    """Whether a part that a body has as a member goes on though it is a member no more."""
    held = part.until is None or part.until > on
    return held and part.passed_from_id is None and part.body_id not in here


def _is_new(parts: Iterable[Assignment], body: Organisation) -> bool:
    """Whether the body has no part in the task, and has lost none by an amendment or a handover."""
    own = [part for part in parts if part.body_id == body.pk]
    return all(part.until and not part.ended_by_id and not part.passed_to.exists() for part in own)


def joined_on(body: Organisation, places: Iterable[GroupMember], on: dt.date) -> dt.date:
    """Since when the body is a member: its founding, its row in the group, or the end of the row that
    kept it out; `on` where nothing says."""
    days = [body.since]
    for place in places:
        if place.body_id == body.pk:
            days.append(place.until if place.excluded else place.since)
    return max((day for day in days if day and day <= on), default=on)


def left_on(body: Organisation, places: Iterable[GroupMember], on: dt.date) -> dt.date:
    """From when the body is no member: its end, the end of its row, or the row that takes it out."""
    days = [body.until]
    for place in places:
        if place.body_id == body.pk:
            days.append(place.since if place.excluded else place.until)
    return min((day for day in days if day and day <= on), default=on)


def _end(part: Assignment, day: dt.date, group: BodyGroup, by: Actor) -> None:
    until = max(day, part.since + dt.timedelta(days=1)) if part.since else day
    Assignment.objects.filter(pk=part.pk).update(until=until)
    part.until = until
    fields = {"task": part.task_id, "group": group.pk}
    record(by, LEAVE, part, fields=fields, body_id=part.body_id, first_day=until)


def _begin(party: Party, body: Organisation, joined: dt.date, by: Actor) -> Assignment:
    """A part from the day of joining, not before the plan was opened, nor while an earlier part held. Where
    no day lies between leaving and joining, the part that it had goes on with all that was said of it."""
    opened = timezone.localdate(party.task.plan.opened_at)
    earlier = Assignment.objects.filter(task=party.task, body=body, until__isnull=False)
    days = [joined, opened, party.since]
    left = earlier.filter(
        party=party, ended_by=None, passed_to=None, until__gte=max(day for day in days if day)
    ).order_by("-until", "-pk")
    if before := left.select_related("task__plan").first():
        return _go_on(before, party, by)
    days += earlier.values_list("until", flat=True)
    made = Assignment.objects.create(
        task=party.task,
        body=body,
        role=party.role,
        party=party,
        since=max(day for day in days if day),
        bound_parts=_bound_parts(party, body),
    )
    fields = {"task": party.task_id, "group": party.group_id}
    record(by, JOIN, made, fields=fields, body_id=body.pk, first_day=made.since)
    return made


def _go_on(part: Assignment, party: Party, by: Actor) -> Assignment:
    """The body had not left after all."""
    day, part.until = part.until, None
    part.save(update_fields=["until"])
    fields = {"task": party.task_id, "group": party.group_id}
    record(by, JOIN, part, fields=fields, body_id=part.body_id, first_day=day)
    return part


def _bound_parts(party: Party, body: Organisation) -> list[int] | None:
    """Ids of the deadline parts that bind the body, as when a plan is opened (opening)."""
    parts = list(DeadlinePart.objects.filter(task=party.task).select_related("for_group__area"))
    if not any(part.for_text for part in parts):
        return None
    own = [part.pk for part in parts if part.for_text and _names(part, party, body)]
    return own or [part.pk for part in parts if not part.for_text]


def _names(part: DeadlinePart, party: Party, body: Organisation) -> bool:
    if fold(part.for_text) in {fold(party.text), fold(party.name)} or part.for_body_id == body.pk:
        return True
    if not part.for_group:
        return False
    return any(one.pk == body.pk for one in members_on(part.for_group, timezone.localdate()))
