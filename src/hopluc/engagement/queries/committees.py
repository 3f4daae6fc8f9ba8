"""Committees: lists, members as of a day, the work programme, the plans that a committee steers, what it
leads, what may come on an agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hopluc.engagement import access, rules
from hopluc.engagement.models import (
    Committee,
    CommitteeMember,
    Conclusion,
    Meeting,
    MeetingMinutes,
    MeetingPlan,
    Problem,
    WorkItem,
)
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import BodyGroup, Level, Organisation
from hopluc.plans.boards import NO_PARTS, judge, tallies_of
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.rules import Judged, Status
from hopluc.plans.standings import Moment
from hopluc.ui.statuses import BADGES


def committees(acting: Acting, on: dt.date) -> QuerySet[Committee]:
    """The committees that the person sees, with how many sit in each (`sitting`)."""
    seats = Q(members__in=CommitteeMember.objects.sitting_on(on))
    rows = Committee.objects.visible_to(acting).annotate(sitting=Count("members", filter=seats))
    return rows.select_related("body", "standing_agency").order_by("body__sort_key", "pk")


def without_file(acting: Acting, on: dt.date) -> list[Organisation]:
    """The steering committees around whose file the person may begin."""
    if not acting.has(Role.OFFICER):
        return []
    rows = Organisation.objects.around(acting.body).existing_on(on)
    rows = rows.filter(kind=Organisation.Kind.STEERING, committee__isnull=True).distinct()
    return [one for one in rows.order_by("sort_key", "pk") if access.may_set_up_committee(acting, one)]


def bodies_around(committee: Organisation, on: dt.date) -> list[Organisation]:
    """The agencies that may prepare a committee's work, sit in it or carry its conclusions out."""
    shut = [Organisation.Kind.COOPERATIVE, Organisation.Kind.ROOM]
    rows = Organisation.objects.around(committee).existing_on(on).exclude(kind__in=shut)
    if committee.level != Level.CENTRE:
        rows = rows.exclude(level=Level.CENTRE)  # nobody asks anything of those above
    return list(rows.distinct().order_by("sort_key", "pk"))


def groups_around(committee: Organisation) -> list[BodyGroup]:
    """The collectives ("UBND các xã, phường") of those above the committee and beside it."""
    owners = Organisation.objects.around(committee).filter(level=committee.level)
    return list(BodyGroup.objects.filter(owner__in=owners).order_by("name", "pk"))


def members(committee: Committee, at: Moment) -> QuerySet[CommitteeMember]:
    """Who sat on a day, as known at a moment, the head first."""
    rows = CommitteeMember.objects.sitting_on(at.on, at.known).filter(committee=committee)
    return rows.select_related("user", "body").in_order()


def changes(committee: Committee) -> list[CommitteeMember]:
    """Seats that ended, the last first."""
    rows = committee.members.filter(until__isnull=False, struck_at__isnull=True)
    return list(rows.order_by("-until", "-pk"))


def steered(committee: Committee) -> QuerySet[Plan]:
    """The plans in force that the committee steers: its own, those that it is the standing agency of, and
    those issued by whom it stands under or in whose unit it is (ladder.steering_of, read backwards)."""
    body = committee.body
    owners = Q(owner=body) | Q(standing_agency=body)
    if body.parent_id:
        owners |= Q(owner=body.parent_id, owner__level=body.level)
    if body.unit_id:
        owners |= Q(owner__unit=body.unit_id, owner__level=body.level)
    return Plan.objects.filter(owners, state=Plan.State.IN_FORCE).order_by("-issued_on", "pk")


# --- agenda ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task of a steered plan whose leads are late: who, since when, by how many days at most."""

    task: Task
    bodies: Sequence[str]
    due_on: dt.date
    days: int


def late_tasks(committee: Committee, on: dt.date, days: int) -> list[LateTask]:
    """The tasks late by so many days or more in the plans that the committee steers, the latest first."""
    rows = Assignment.objects.filter(plan__in=steered(committee), role="lead").late(on)
    rows = rows.filter(due_on__lte=on - dt.timedelta(days=days)).exclude(body=committee.body_id)
    by_task: dict[int, list[Assignment]] = {}
    for part in rows.select_related("task__plan", "body").order_by("due_on", "task_id", "body__sort_key"):
        by_task.setdefault(part.task_id, []).append(part)
    return [
        LateTask(
            parts[0].task,
            [part.body.short_name or part.body.name for part in parts],
            parts[0].due_on,
            (on - parts[0].due_on).days,
        )
        for parts in by_task.values()
        if parts[0].due_on
    ]


def open_problems(committee: Committee) -> list[Problem]:
    """The problems that the committee holds, the longest wait first."""
    rows = Problem.objects.waiting().filter(holder=committee.body_id).select_related("plan", "task")
    return list(rows.order_by("held_since", "pk"))


# --- meetings -------------------------------------------------------------------------------------


def meetings(acting: Acting, committee: Committee) -> QuerySet[Meeting]:
    """The committee's meetings that the person sees, the newest first, with their conclusions counted."""
    rows = Meeting.objects.visible_to(acting).filter(committee=committee)
    return rows.annotate(concluded=Count("conclusions")).order_by("-on", "-pk")


@dataclass(frozen=True, slots=True)
class Attended:
    """A member at a meeting: "" where nobody wrote down whether they came."""

    member: CommitteeMember
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """What a meeting asked for and how far it is: `judged` is None while no plan follows it."""

    number: str
    text: str
    who: str
    helpers: Sequence[str]
    due_on: dt.date | None
    conclusion: Conclusion | None
    task: Task | None
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """All that the page of a meeting, and its papers, show."""

    meeting: Meeting
    members: Sequence[Attended]
    minutes: MeetingMinutes | None
    conclusions: Sequence[ConclusionRow]
    plans: Sequence[MeetingPlan]

    @property
    def present(self) -> list[Attended]:
        """Who came, or sent somebody."""
        return [one for one in self.members if one.state in {"present", "sent"}]

    @property
    def absent(self) -> list[Attended]:
        """Who was away."""
        return [one for one in self.members if one.state == "absent"]


def meeting_view(meeting: Meeting, on: dt.date) -> MeetingView:
    """A meeting whole: members of its day, minutes that stand, conclusions with their status today."""
    minutes: MeetingMinutes | None = meeting.minutes.prefetch_related("files__file").order_by("-pk").first()
    day = minutes.held_on if minutes else meeting.on
    said = {int(one["member"]): one for one in minutes.attendance} if minutes else {}
    sitting = members(meeting.committee, Moment(day))
    attended = [
        Attended(one, said.get(one.pk, {}).get("state", ""), said.get(one.pk, {}).get("note", ""))
        for one in sitting
    ]
    plans = list(meeting.plans.select_related("plan", "file").order_by("pk"))
    return MeetingView(meeting, attended, minutes, _conclusions(meeting, plans, on), plans)


def _conclusions(meeting: Meeting, plans: Sequence[MeetingPlan], on: dt.date) -> list[ConclusionRow]:
    """The conclusions typed, then the tasks of the plans adopted from documents."""
    typed = meeting.conclusions.select_related("body", "group", "task").prefetch_related("helpers__body")
    listed = list(typed.order_by("number"))
    adopted = [one.plan for one in plans if one.kind == MeetingPlan.Kind.DOCUMENT]
    tasks = list(
        Task.objects.filter(plan__in=adopted).prefetch_related("parties").order_by("plan_id", "order", "pk")
    )
    followed = [one.task for one in listed if one.task] + tasks
    tallied = tallies_of([one.plan for one in plans], Moment(on)) if plans else {}
    judged = judge(followed, tallied)
    return [
        *(
            ConclusionRow(
                str(one.number),
                one.text,
                one.who,
                [helper.body.name for helper in one.helpers.all()],
                one.due_on,
                one,
                one.task,
                judged[one.task_id] if one.task_id else None,
            )
            for one in listed
        ),
        *(
            ConclusionRow(
                task.number or task.code,
                task.text,
                ", ".join(party.name for party in task.parties.all() if party.role == "lead"),
                [party.name for party in task.parties.all() if party.role == "coordinator"],
                tallied.get(task.pk, NO_PARTS).due_on,
                None,
                task,
                judged[task.pk],
            )
            for task in tasks
        ),
    ]


def plans_to_join(acting: Acting, meeting: Meeting) -> list[Plan]:
    """The plans in force that the acting body issued or follows and that belong to no meeting yet; those
    issued since the meeting come first."""
    mine = Q(owner=acting.body) | Q(standing_agency=acting.body)
    rows = Plan.objects.filter(mine, state=Plan.State.IN_FORCE, of_meeting__isnull=True)
    found = rows.order_by("-issued_on", "-pk")
    return sorted(found, key=lambda one: not (one.issued_on and one.issued_on >= meeting.on))


# --- work programme and tasks ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of the programme on a day: whether it is late, by how many working days."""

    item: WorkItem
    late: bool
    days_late: int


def programme(committee: Committee, year: int, on: dt.date) -> list[WorkRow]:
    """The work programme of a year, month by month."""
    rows = committee.work_items.filter(due_on__year=year).select_related("body").order_by("due_on", "pk")
    return [_work_row(one, on) for one in rows]


def _work_row(item: WorkItem, on: dt.date) -> WorkRow:
    late = item.state == WorkItem.State.OPEN and item.due_on < on
    days = rules.days_late(item.due_on, None, on, is_working_day) if late else 0
    return WorkRow(item, late, days)


def years(committee: Committee, on: dt.date) -> list[int]:
    """The years that have a programme, with this one and the next, the newest first."""
    days: Iterable[dt.date] = committee.work_items.values_list("due_on", flat=True)
    return sorted({day.year for day in days} | {on.year, on.year + 1}, reverse=True)


def led_parts(committee: Committee, on: dt.date) -> QuerySet[Assignment]:
    """The committee's own parts in plans in force, with `status`, what is due first at the top."""
    rows = Assignment.objects.of_body(committee.body).held_on(on).filter(plan__state=Plan.State.IN_FORCE)
    return rows.with_status(on).select_related("task__plan").order_by("due_on", "pk")


def status_words(judged: Judged) -> str:
    """An official status in words, with what is late marked."""
    words = str(BADGES[judged.status.value].text)
    return _("%s, quá hạn") % words if judged.late and judged.status == Status.NOT_BEGUN else words


def with_agenda(
    meeting: Meeting, late: Sequence[LateTask], problems: Sequence[Problem], on: dt.date
) -> tuple[list[LateTask], list[Problem]]:
    """What is offered for an agenda with what stands on it already, which may be late or open no more."""
    items = list(meeting.agenda.select_related("task__plan", "problem__plan"))
    there = {one.task.pk for one in late}
    waiting = {one.pk for one in problems}
    kept = [
        LateTask(one.task, [one.presenter] if one.presenter else [], on, 0)
        for one in items
        if one.task and one.task_id not in there
    ]
    return [*late, *kept], [
        *problems,
        *(one.problem for one in items if one.problem and one.problem_id not in waiting),
    ]


def problems_seen(acting: Acting, meeting: Meeting) -> set[int]:
    """The problems on a meeting's agenda that the person may read."""
    rows = Problem.objects.visible_to(acting).filter(on_agendas__meeting=meeting)
    return set(rows.values_list("pk", flat=True))
