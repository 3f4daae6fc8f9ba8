"""What lies on a desk in this room: problems to decide, recommendations to carry out or confirm, meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Value

from hopluc.engagement.models import Advice, CommitteeMember, Meeting, Problem
from hopluc.organizations.acting import Acting

MOST = 40  # of all lists together; the lists themselves have the rest


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A problem, a recommendation or a meeting in a list: from whom, since when it lies here, by when it is
    due; a meeting: of which committee, on which day."""

    kind: str
    pk: int
    text: str
    who: str
    state: str
    since: dt.date
    due_on: dt.date | None
    days: int
    late: bool


@dataclass(frozen=True, slots=True)
class EngagementDesk:
    """What waits for a body: problems that it holds, recommendations to carry out, and those reported done
    that it is to confirm; the person's meetings to come."""

    problems: list[DeskRow]
    advice: list[DeskRow]
    to_confirm: list[DeskRow]
    meetings: list[DeskRow]


def engagement_desk(acting: Acting, on: dt.date) -> EngagementDesk:
    """The desk in one query, what is due first at the top of each list."""
    columns = ("kind", "pk", "text", "who", "state", "since", "due")
    held = Problem.objects.waiting().filter(holder=acting.body)
    problems = held.annotate(kind=Value("problem"), who=F("body_name"), since=F("held_since"))
    mine = Q(body=acting.body, state=Advice.State.OPEN)
    ours = Q(visit__visitor=acting.body, state=Advice.State.REPORTED)
    advice = Advice.objects.filter(mine | ours).annotate(kind=Value("advice"))
    sits = CommitteeMember.objects.sitting_on(on).filter(user=acting.user).values("committee")
    keeps = Q(committee__body=acting.body) | Q(committee__standing_agency=acting.body)
    invited = Q(committee__in=sits, invited_on__isnull=False)
    meetings = Meeting.objects.filter(keeps | invited, state=Meeting.State.PLANNED, on__gte=on)
    rows = (
        problems.annotate(due=F("answer_by"))
        .values_list(*columns)
        .union(
            advice.order_by()
            .annotate(who=F("visit__visitor_name"), since=F("given_on"), due=F("due_on"))
            .values_list(*columns),
            meetings.order_by()
            .annotate(kind=Value("meeting"), text=F("title"), who=F("committee__body__name"))
            .annotate(since=F("on"), due=F("on"))
            .values_list(*columns),
            all=True,
        )
        .order_by(F("due").asc(nulls_last=True), "since")[:MOST]
    )
    found = [_row(row, on) for row in rows]
    return EngagementDesk(
        problems=[row for row in found if row.kind == "problem"],
        advice=[row for row in found if row.kind == "advice" and row.state == Advice.State.OPEN],
        to_confirm=[row for row in found if row.state == Advice.State.REPORTED],
        meetings=[row for row in found if row.kind == "meeting"],
    )


def _row(row: tuple[Any, ...], on: dt.date) -> DeskRow:
    kind, pk, text, who, state, since, due_on = row
    late = bool(due_on and due_on < on and state != Advice.State.REPORTED)
    return DeskRow(kind, pk, text, who, state, since, due_on, (on - since).days, late)
