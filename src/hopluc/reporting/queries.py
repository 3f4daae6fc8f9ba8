"""Questions that a page asks of rounds, submissions and consolidated reports."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from hopluc.organizations.acting import Acting, Role
from hopluc.plans.access import in_scope
from hopluc.plans.models import DutyParty, Plan, Progress, ReportingDuty
from hopluc.plans.standings import holding, now
from hopluc.reporting.models import ConsolidatedReport, Line, Round, Submission
from hopluc.reporting.routes.answering import LowerSent, lower_sent
from hopluc.reporting.routes.leg_queries import late_by_round
from hopluc.reporting.routes.models import Inside, Leg, RoundPlan
from hopluc.reporting.rules import Punctuality, Span, punctuality
from hopluc.ui.statuses import BADGES
from hopluc.viet.text import fold

State = Submission.State


def my_reports(acting: Acting, on: dt.date) -> QuerySet[Submission]:
    """What the acting body still has to hand in, in open rounds: what is due first comes first.

    Returned ones are among them; `punctuality` says where each stands on a day.
    """
    return (
        Submission.objects.filter(
            body=acting.body, state__in=[State.DRAFT, State.RETURNED], round__state=Round.State.OPEN
        )
        .select_related("round__plan", "round__collector")
        .order_by("round__due_on", "pk")
    )


def to_accept(acting: Acting) -> QuerySet[Submission]:
    """Reports that lie with the acting body and wait to be taken or returned, the oldest first."""
    rows = Submission.objects.filter(round__collector=acting.body, state=State.SUBMITTED)
    return (
        rows.exclude(round__state=Round.State.ISSUED).select_related("round").order_by("submitted_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the collector's list with how many bodies stand where, and how many legs of its report
    are late."""

    round: Round
    bodies: int
    handed_in: int
    accepted: int
    missing: int
    late_legs: int = 0

    @property
    def told_in(self) -> Inside | None:
        """In whose report the round is told; None for one with a report of its own."""
        return getattr(self.round, "told_in", None)

    @property
    def percent(self) -> int:
        """Share of the bodies that have handed in."""
        return 100 * self.handed_in // self.bodies if self.bodies else 0


def collected_rounds(acting: Acting, on: dt.date) -> list[RoundLine]:
    """The rounds that the person's bodies collect, or that speak of their plans; the newest first."""
    rounds = list(
        Round.objects.filter(in_scope(acting, "collector__") | in_scope(acting, "plan__owner__"))
        .select_related("plan", "collector", "told_in__outer")
        .order_by("-due_on", "-pk")
    )
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    states = Submission.objects.filter(round__in=[one.pk for one in rounds]).values("round_id", "state")
    for row in states.annotate(n=Count("pk")).order_by():
        counted[row["round_id"]][row["state"]] = row["n"]
    late = late_by_round(rounds, on)
    return [replace(_round_line(one, counted[one.pk], on), late_legs=late[one.pk]) for one in rounds]


def _round_line(round_: Round, states: Counter[str], on: dt.date) -> RoundLine:
    bodies, handed_in = sum(states.values()), states[State.SUBMITTED] + states[State.ACCEPTED]
    missing = bodies - handed_in if round_.due_on < on else 0
    return RoundLine(round_, bodies, handed_in, states[State.ACCEPTED], missing)


def owed_submissions(acting: Acting) -> QuerySet[Submission]:
    """All submissions of the person's body, to hand in or handed in, the newest round first."""
    rows = Submission.objects.filter(body=acting.body).select_related("round__plan", "round__collector")
    return rows.order_by("-round__due_on", "-pk")


# --- opening ------------------------------------------------------------------------------------


def _collectable(acting: Acting) -> QuerySet[Plan]:
    """Plans in force for which the acting body may open a round (access.may_open_round)."""
    received = DutyParty.objects.filter(side="receiver", organisation=acting.body).values("duty__plan")
    return Plan.objects.filter(state=Plan.State.IN_FORCE).filter(
        Q(owner=acting.body) | Q(standing_agency=acting.body) | Q(pk__in=received)
    )


def plans_for_rounds(acting: Acting) -> QuerySet[Plan]:
    """Plans that the person sees, and those whose duties send reports to the acting body."""
    seen = Plan.objects.visible_to(acting).values("pk")
    return Plan.objects.filter(Q(pk__in=seen) | Q(pk__in=_collectable(acting).values("pk")))


def may_open_some_round(acting: Acting) -> bool:
    """Whether there is a plan for which the acting body may open a round."""
    return acting.has(Role.OFFICER) and _collectable(acting).exists()


def collectable_plans(acting: Acting) -> list[Plan]:
    """The plans for which the acting body may open a round, with their duties and its rounds."""
    duties = ReportingDuty.objects.filter(kind=ReportingDuty.Kind.REPORT)
    mine = Round.objects.filter(collector=acting.body)
    shared = RoundPlan.objects.filter(round__collector=acting.body).select_related("round")
    return list(
        _collectable(acting)
        .prefetch_related(
            Prefetch("reporting", duties, to_attr="report_duties"),
            Prefetch("rounds", mine, to_attr="my_rounds"),
            Prefetch("shared_rounds", shared, to_attr="my_shared"),
        )
        .order_by("-issued_on", "-pk")
    )


def opened_for(acting: Acting, duty: ReportingDuty | None) -> dict[Span, dict[Round, list[int]]]:
    """The rounds that the body opened to have a duty answered, by their periods, each with the ids of the
    bodies that it asked; one query."""
    found: dict[Span, dict[Round, list[int]]] = defaultdict(dict)
    if duty:
        answers = Q(round__duty=duty) | Q(round__further__duty=duty)
        rows = Submission.objects.filter(answers, round__collector=acting.body).select_related("round")
        fields = ("body", "round__title", "round__period_start", "round__period_end")
        for one in rows.only(*fields).order_by("round", "pk").distinct():
            span = one.round.period_start, one.round.period_end
            found[span].setdefault(one.round, []).append(one.body_id)
    return found


def upward_addressee(plan: Plan, collector: int) -> str:
    """To whom the collector's own report goes by the plan: the receivers of the duties that it owes,
    else the body that issued the plan."""
    owed = DutyParty.objects.filter(
        duty__plan=plan, duty__kind=ReportingDuty.Kind.REPORT, side="sender", organisation=collector
    ).values("duty")
    receivers = DutyParty.objects.filter(side="receiver", duty__in=owed).order_by("duty__order", "order")
    return ", ".join(dict.fromkeys(receivers.values_list("name", flat=True)))[:300] or plan.owner.name


# --- the matrix ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatrixFilters:
    """What the matrix shows; empty fields do not filter. `sent`: a Punctuality or a state."""

    text: str = ""
    sent: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A body of the round: when it sent, how its lead parts stand by status, and how many of its own units
    have sent to it where it asked them."""

    submission: Submission
    sent: Punctuality
    counts: Mapping[str, int]
    parts: int
    lower: LowerSent | None = None

    @property
    def cells(self) -> list[tuple[str, str | Promise, int]]:
        """Code, words and number of each official status."""
        return [(code, badge.text, self.counts.get(code, 0)) for code, badge in BADGES.items()]


@dataclass(frozen=True, slots=True)
class Totals:
    """The bodies of a round, counted before the filters."""

    bodies: int
    handed_in: int
    on_time: int
    late: int
    missing: int
    waiting: int
    returned: int
    accepted: int

    @property
    def owing(self) -> int:
        """Bodies whose report does not lie with the collector: not sent, or sent back."""
        return self.bodies - self.handed_in

    @property
    def percent(self) -> int:
        """Share of the bodies that have handed in."""
        return 100 * self.handed_in // self.bodies if self.bodies else 0


def totals(round_: Round, on: dt.date) -> Totals:
    """Where the bodies of a round stand, in one query."""
    handed_in = Q(state__in=[State.SUBMITTED, State.ACCEPTED])
    in_time = Q(first_submitted_on__lte=F("round__due_on"))
    found = round_.submissions.aggregate(
        bodies=Count("pk"),
        handed_in=Count("pk", filter=handed_in),
        on_time=Count("pk", filter=handed_in & in_time),
        late=Count("pk", filter=handed_in & ~in_time),
        unsent=Count("pk", filter=Q(first_submitted_on__isnull=True)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED)),
    )
    unsent, overdue = found.pop("unsent"), round_.due_on < on
    return Totals(**found, missing=unsent if overdue else 0, waiting=0 if overdue else unsent)


class Rare(NamedTuple):
    """What few rounds have: a route, rounds told in their report, further plans."""

    legs: bool
    inside: bool
    further: bool


def rare(round_: Round) -> Rare:
    """Which of these a round has, in one question, so that the page asks for no more of them."""
    of_round = OuterRef("pk")
    found = Round.objects.filter(pk=round_.pk).values_list(
        Exists(Leg.objects.filter(round=of_round)),
        Exists(Inside.objects.filter(outer=of_round)),
        Exists(RoundPlan.objects.filter(round=of_round)),
    )
    return Rare(*found.get())


def matrix(round_: Round, filters: MatrixFilters, on: dt.date) -> QuerySet[Submission]:
    """The submissions of a round that pass the filters, by the bodies' names."""
    rows = round_.submissions.select_related("body").order_by("body__sort_key", "pk")
    if filters.text.strip():
        rows = rows.filter(body__folded__contains=fold(filters.text.strip()))
    unsent = Q(first_submitted_on__isnull=True)
    handed_in = Q(state__in=[State.SUBMITTED, State.ACCEPTED])
    in_time = Q(first_submitted_on__lte=round_.due_on)
    wanted = {
        "on_time": handed_in & in_time,
        "late": handed_in & ~in_time,
        "unsent": unsent,
        "submitted": Q(state=State.SUBMITTED),
        "returned": Q(state=State.RETURNED),
        "accepted": Q(state=State.ACCEPTED),
    }.get(filters.sent)
    return rows.filter(wanted) if wanted else rows


def matrix_rows(round_: Round, submissions: Iterable[Submission], on: dt.date) -> list[MatrixRow]:
    """The rows of the matrix for some submissions (a page of them), in two queries more."""
    shown = list(submissions)
    grouped = (
        Line.objects.filter(submission__in=[one.pk for one in shown], role="lead")
        .values("submission_id", "status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in grouped:
        counts[row["submission_id"]][row["status"]] += row["n"]
    lower = lower_sent(shown)
    return [
        MatrixRow(
            one,
            punctuality(one.first_submitted_on, round_.due_on, on),
            counts[one.pk],
            sum(counts[one.pk].values()),
            lower.get(one.pk),
        )
        for one in shown
    ]


# --- one submission -------------------------------------------------------------------------------


def news_since(submission: Submission) -> int:
    """How many progress rows of the body's parts count since the submission was last filled: came in, or
    were signed off."""
    since = submission.prefilled_at
    if not since:
        return 0
    shared = RoundPlan.objects.filter(round=submission.round_id).values("plan")
    rows = Progress.objects.filter(
        holding(now()),
        Q(assignment__task__plan=submission.round.plan_id) | Q(assignment__task__plan__in=shared),
        assignment__body=submission.body_id,
    )
    return rows.filter(Q(recorded_at__gt=since) | Q(sign_off__recorded_at__gt=since)).count()


def editions(round_: Round) -> list[ConsolidatedReport]:
    """The consolidated reports of a round, the newest edition first."""
    return list(round_.reports.select_related("docx", "xlsx", "signed_file", "made_by").order_by("-edition"))


def today() -> dt.date:
    """Today in Viet Nam."""
    return timezone.localdate()
