"""From the plans' rows to who is to be reminded of what on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.organizations.noticing.queries import substitutes_on
from hopluc.plans.models import Assignment, Plan, Progress
from hopluc.reporting.urging.models import Reminder, ReminderSchedule
from hopluc.reporting.urging.rules import DEFAULT, TO_HEADS, Schedule, Stage, offsets, stage_of

# The longest that a part is looked at before its day: the largest number of days a form takes, and a week.
AHEAD = dt.timedelta(days=97)


@dataclass(frozen=True, slots=True)
class ToTell:
    """A part of which a person is to be told."""

    assignment: int
    plan: int
    body_name: str
    due_on: dt.date
    stage: Stage


def schedule_of(row: ReminderSchedule | None) -> Schedule:
    """A plan's schedule as rules know it; the default one where nobody set any."""
    if row is None:
        return DEFAULT
    return Schedule(
        before=tuple(row.before),
        on_day=row.on_day,
        after=tuple(row.after),
        repeat=row.repeat,
        head_after=row.head_after,
        escalate_after=row.escalate_after,
        weekly_on=row.weekday if row.rhythm == ReminderSchedule.Rhythm.WEEKLY else None,
        active=row.active,
    )


def to_tell(on: dt.date) -> dict[int, list[ToTell]]:
    """What each person is to be reminded of on a day, by the person's id, in six queries.

    Nobody is told of what is done or waits for the approver, of a stage told before, or a second time on
    a day. The officer in charge is told; where a part has none, the officers of its body; from a stage on the
    body's approvers too.
    """
    staged = _staged(on)
    if not staged:
        return {}
    people = _People(on, {part.body_id for part, _ in staged})
    told = _told(part.pk for part, _ in staged)
    had = set(Reminder.objects.filter(on=on).order_by().values_list("person_id", flat=True))
    found: dict[int, list[ToTell]] = defaultdict(list)
    for part, stage in staged:
        for person in people.of(part, heads=stage.kind in TO_HEADS) - had:
            last = told.get((part.pk, person, part.due_on))
            if part.due_on and (last is None or stage.offset > last):
                name = people.name(part.body_id)
                found[person].append(ToTell(part.pk, part.plan_id, name, part.due_on, stage))
    return found


def _staged(on: dt.date) -> list[tuple[Assignment, Stage]]:
    """Parts of plans in force that are at a stage of their plan's schedule on a day."""
    if not is_working_day(on):
        return []
    rows = {row.plan_id: row for row in ReminderSchedule.objects.all()}
    running = Plan.objects.filter(state=Plan.State.IN_FORCE).order_by().values_list("pk", flat=True)
    schedules = {pk: schedule_of(rows.get(pk)) for pk in running}
    waits = set(
        Progress.objects.filter(waits=True, sign_off=None, replaced_by=None)
        .order_by()
        .values_list("assignment_id", flat=True)
    )
    parts = Assignment.objects.held_on(on).filter(due_on__lte=on + AHEAD).order_by("pk")
    known: dict[tuple[dt.date, Schedule], Stage | None] = {}
    found = []
    for part in parts.only("pk", "plan_id", "body_id", "officer_id", "due_on").iterator(chunk_size=2000):
        schedule = schedules.get(part.plan_id)
        if schedule is None or part.due_on is None or part.pk in waits:
            continue
        key = (part.due_on, schedule)
        if key not in known:
            known[key] = stage_of(part.due_on, on, schedule, is_working_day)
        if stage := known[key]:
            found.append((part, stage))
    return found


def _told(parts: Iterable[int]) -> Mapping[tuple[int, int, dt.date | None], int]:
    """The furthest stage that each person was told of for a part and a day due."""
    wanted = set(parts)
    rows = Reminder.objects.order_by().values_list("assignment_id", "person_id", "due_on")
    if len(wanted) <= 500:
        rows = rows.filter(assignment__in=wanted)
    return {(part, person, due): last for part, person, due, last in rows.annotate(last=Max("offset"))}


class _People:
    """Who works and who signs for some bodies on a day."""

    def __init__(self, on: dt.date, bodies: Iterable[int]) -> None:
        self.bodies = Organisation.objects.only("pk", "name", "kind", "parent_id").in_bulk(set(bodies))
        parents = {b.parent_id for b in self.bodies.values() if b.kind == Organisation.Kind.ROOM}
        places = {*self.bodies, *(pk for pk in parents if pk)}
        rows = Membership.objects.filter(
            holds_on(on),
            organisation__in=places,
            user__is_active=True,
            role__in=[Role.OFFICER, Role.APPROVER],
        )
        self.with_role: dict[tuple[int, str], set[int]] = defaultdict(set)
        for body, role, user in rows.order_by().values_list("organisation_id", "role", "user_id"):
            self.with_role[body, role].add(user)
        self.standing_in = substitutes_on(on)
        self.own: dict[int, set[int]] = defaultdict(set)
        for (body, _role), users in self.with_role.items():
            self.own[body] |= users

    def name(self, body: int) -> str:
        """What the body is called today."""
        return str(self.bodies[body].name)

    def of(self, part: Assignment, *, heads: bool) -> set[int]:
        """Whom to tell of a part; who stands in for an absent person is told as well."""
        places = self._places(part.body_id)
        approvers = self._with(places, Role.APPROVER)
        if part.officer_id and any(part.officer_id in self.own[place] for place in places):
            first = {part.officer_id}
        else:
            first = self._with(places, Role.OFFICER) or approvers
        told = first | approvers if heads else first
        return told | {self.standing_in[person] for person in told if person in self.standing_in}

    def _places(self, body: int) -> list[int]:
        """The body, and for a room the body that it is a room of."""
        one = self.bodies[body]
        above = one.parent_id if one.kind == Organisation.Kind.ROOM else None
        return [body, above] if above else [body]

    def _with(self, places: Sequence[int], role: str) -> set[int]:
        """Those with a role in the nearest place where anybody has it."""
        return next((self.with_role[place, role] for place in places if self.with_role[place, role]), set())


def in_charge(part: Assignment, on: dt.date) -> set[int]:
    """Ids of those who are told of a part (with its body) on a day, by the rule of reminders."""
    return _People(on, {part.body_id}).of(part, heads=False)


def furthest(schedule: Schedule) -> int:
    """How many days before the day due the first stage lies."""
    return -min([0, *offsets(schedule)])
