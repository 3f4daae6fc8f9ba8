"""What lies on a person's desk: late, due soon, reports to hand in, who waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.models import Assignment
from hopluc.plans.queries import my_parts
from hopluc.reporting.models import Submission
from hopluc.reporting.queries import my_reports, to_accept

SOON = dt.timedelta(days=30)
MOST = 60  # rows of all lists together; the board has the rest


@dataclass(frozen=True, slots=True)
class Pile:
    """The rows shown of one list, and how many there are in all."""

    rows: list[Assignment]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Desk:
    """The unfinished parts of a body on a day: past their day due, due within `SOON`, the others."""

    late: Pile
    soon: Pile
    later: Pile
    may_report: bool


def desk(acting: Acting, on: dt.date) -> Desk:
    """The body's unfinished parts in two queries, those due first at the top."""
    parts = my_parts(acting, on).exclude(state=Assignment.State.FINISHED)
    late, soon = Q(due_on__lt=on), Q(due_on__gte=on, due_on__lte=on + SOON)
    counts = parts.order_by().aggregate(
        all=Count("pk"), late=Count("pk", filter=late), soon=Count("pk", filter=soon)
    )
    rows = list(parts[:MOST])
    is_late = [row for row in rows if row.due_on and row.due_on < on]
    is_soon = [row for row in rows if row.due_on and on <= row.due_on <= on + SOON]
    others = [row for row in rows if not row.due_on or row.due_on > on + SOON]
    return Desk(
        late=Pile(is_late, counts["late"]),
        soon=Pile(is_soon, counts["soon"]),
        later=Pile(others, counts["all"] - counts["late"] - counts["soon"]),
        may_report=acting.has(Role.OFFICER),
    )


@dataclass(frozen=True, slots=True)
class ToAccept:
    """Reports of one round that wait to be taken or returned."""

    round_id: int
    title: str
    count: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the acting body beside its tasks: reports to hand in, to accept, papers to review."""

    reports: list[Submission]
    to_accept: list[ToAccept]
    papers: list[Paper]

    @property
    def accepting(self) -> int:
        """Reports to accept in all rounds."""
        return sum(one.count for one in self.to_accept)


def waiting(acting: Acting, on: dt.date) -> Waiting:
    """Who waits for the acting body, in three queries."""
    rounds = (
        to_accept(acting)
        .order_by("round__due_on", "round_id")
        .values("round_id", "round__title", "round__due_on")
        .annotate(count=Count("pk"), since=Min("submitted_at"))
    )
    papers = Paper.objects.filter(
        body=acting.body, state__in=[Paper.State.WAITING, Paper.State.COMPILING, Paper.State.REVIEW]
    )
    return Waiting(
        reports=list(my_reports(acting, on)),
        to_accept=[
            ToAccept(row["round_id"], row["round__title"], row["count"], row["since"]) for row in rounds
        ],
        papers=list(papers.order_by("-received_at", "-pk")[:MOST]) if acting.has(Role.OFFICER) else [],
    )
