"""What lies on a person's desk: late, due soon, reports to hand in, who waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet, Window

from hopluc.engagement.queries.desks import EngagementDesk, engagement_desk
from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.models import Assignment
from hopluc.plans.queries import my_parts
from hopluc.plans.signing.queries import Desk as Signing
from hopluc.plans.signing.queries import desk as signing_desk
from hopluc.reporting.models import Submission
from hopluc.reporting.queries import my_reports, to_accept
from hopluc.reporting.routes.leg_queries import to_confirm, to_send
from hopluc.reporting.routes.models import Leg
from hopluc.reporting.standing_in import absent_for
from hopluc.reporting.urging.models import Letter
from hopluc.reporting.urging.queries import to_answer

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


def unfinished(acting: Acting, on: dt.date) -> QuerySet[Assignment]:
    """The body's parts that are not finished, those due first at the top."""
    return my_parts(acting, on).exclude(state=Assignment.State.FINISHED)


def desk(acting: Acting, on: dt.date) -> Desk:
    """The body's unfinished parts in one query, those due first at the top; each row brings how many
    there are in all, counted before the list is cut."""
    late, soon = Q(due_on__lt=on), Q(due_on__gte=on, due_on__lte=on + SOON)
    parts = unfinished(acting, on).annotate(
        n_all=Window(Count("pk")),
        n_late=Window(Count("pk", filter=late)),
        n_soon=Window(Count("pk", filter=soon)),
    )
    rows: list[Assignment] = list(parts[:MOST])
    counts = {key: getattr(rows[0], f"n_{key}") if rows else 0 for key in ("all", "late", "soon")}
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
    """What waits for the acting body beside its tasks: reports to hand in, to accept, papers to review,
    words about parts to sign off, problems to decide, recommendations to carry out, letters to answer,
    reports to send on, reports that came. `absent`: in whose place the person writes reports today, by name.
    """

    reports: list[Submission]
    to_accept: list[ToAccept]
    papers: list[Paper]
    signing: Signing
    engagement: EngagementDesk
    letters: list[Letter]
    legs: list[Leg]
    incoming: list[Leg]
    absent: str

    @property
    def accepting(self) -> int:
        """Reports to accept in all rounds."""
        return sum(one.count for one in self.to_accept)


def waiting(acting: Acting, on: dt.date) -> Waiting:
    """Who waits for the acting body, in seven queries, those of the sign-off and one of engagement."""
    rounds = (
        to_accept(acting)
        .order_by("round__due_on", "round_id")
        .values("round_id", "round__title", "round__due_on")
        .annotate(count=Count("pk"), since=Min("submitted_at"))
    )
    papers = Paper.objects.filter(body=acting.body).waiting()
    return Waiting(
        reports=list(my_reports(acting, on)),
        to_accept=[
            ToAccept(row["round_id"], row["round__title"], row["count"], row["since"]) for row in rounds
        ],
        papers=list(papers.order_by("-received_at", "-pk")[:MOST]) if acting.has(Role.OFFICER) else [],
        signing=signing_desk(acting),
        engagement=engagement_desk(acting, on),
        letters=list(to_answer(acting)[:MOST]),
        absent=", ".join(one.full_name for one in absent_for(acting)),
        legs=list(to_send(acting, on)[:MOST]),
        incoming=list(to_confirm(acting)[:MOST]),
    )
