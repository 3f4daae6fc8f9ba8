"""Questions about proposals and amendments: lists, side by side, the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import own_bodies
from hopluc.plans.amendments import access, words
from hopluc.plans.amendments.moments import holds_at
from hopluc.plans.amendments.words import Line
from hopluc.plans.models import Amendment, Indicator, Plan, Proposal, Task
from hopluc.plans.standings import Moment


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal with what it is about and its change in words."""

    proposal: Proposal
    subject: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Told:
    """An amendment with its changes."""

    amendment: Amendment
    changes: Sequence[Shown]


def proposals(plan: Plan, given: dict[str, Any]) -> QuerySet[Proposal]:
    """The plan's proposals that the filters find, those that wait first, then the newest."""
    rows = plan.proposals.select_related("plan", "task", "indicator", "body", "amendment")
    if given.get("loai"):
        rows = rows.filter(kind=given["loai"])
    if given.get("co_quan"):
        rows = rows.filter(body=given["co_quan"])
    if given.get("trang_thai"):
        rows = rows.filter(state=given["trang_thai"])
    waiting = Case(
        When(state=Proposal.State.PROPOSED, then=Value(0)),
        When(state=Proposal.State.GATHERED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(waiting, "-recorded_at", "-pk")


def proposing_bodies(plan: Plan) -> list[Organisation]:
    """Bodies that proposed something for the plan, by name."""
    theirs = plan.proposals.order_by().values("body_id")
    return list(Organisation.objects.filter(pk__in=theirs).order_by("sort_key", "pk").only("pk", "name"))


def shown(rows: Iterable[Proposal]) -> list[Shown]:
    """Proposals in words, as the plan reads today."""
    at = Moment(timezone.localdate())
    return [Shown(row, words.subject(row), words.lines(row, at)) for row in rows]


def changes(amendment: Amendment) -> list[Shown]:
    """The changes of an amendment in the order of the plan."""
    rows = amendment.proposals.select_related("plan", "task__group", "indicator", "body")
    return shown(sorted(rows, key=_place))


def _place(row: Proposal) -> tuple[bool, int, int]:
    """Tasks as the document has them, new ones after them, targets last."""
    order = row.task.order if row.task else row.indicator.order if row.indicator else 1 << 30
    return (row.indicator_id is not None, order, row.pk)


def drafts(plan: Plan) -> list[Amendment]:
    """Amendments that are not decided, the newest first."""
    states = (Amendment.State.GATHERING, Amendment.State.SUBMITTED)
    rows = plan.amendments.filter(state__in=states).select_related("decider", "plan")
    return list(rows.prefetch_related("proposals"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the acting body: drafts to decide, and plans with proposals to gather (each with
    `waiting`, how many)."""

    to_decide: Sequence[Amendment]
    to_gather: Sequence[Plan]


def desk(acting: Acting) -> Desk:
    """What of amendments waits for the person (access.may_decide, access.may_gather), in two queries."""
    decide: list[Amendment] = []
    gather: list[Plan] = []
    running = Plan.State.IN_FORCE
    if acting.has(Role.APPROVER):
        rows = Amendment.objects.filter(state=Amendment.State.SUBMITTED, plan__state=running)
        own = rows.filter(decider__in=own_bodies(acting))
        decide = list(own.select_related("plan").order_by("opened_at", "pk"))
    if acting.has(Role.OFFICER):
        proposed = Q(proposals__state=Proposal.State.PROPOSED)
        followed = Plan.objects.filter(Q(owner=acting.body) | Q(standing_agency=acting.body), state=running)
        counted = followed.annotate(waiting=Count("proposals", filter=proposed)).filter(waiting__gt=0)
        gather = list(counted.order_by("-issued_on", "-pk"))
    return Desk(decide, gather)


def timeline(plan: Plan, at: Moment) -> list[Told]:
    """The amendments that were in force as known at a moment, the latest day first, each with its changes."""
    rows = plan.amendments.filter(state=Amendment.State.IN_FORCE)
    if at.known:
        rows = rows.filter(recorded_at__lte=at.known)
    related = Proposal.objects.select_related("plan", "task", "indicator", "body")
    found = rows.select_related("decider", "file", "plan").prefetch_related(Prefetch("proposals", related))
    return [Told(row, shown(sorted(row.proposals.all(), key=_place))) for row in found.order_by("-on", "-pk")]


def of_row(row: Task | Indicator, at: Moment) -> list[Shown]:
    """What was changed of a task or a target, as known at a moment, and what is asked to be changed."""
    found = row.proposals.select_related("plan", "task", "indicator", "body", "amendment")
    if at.known:
        found = found.filter(recorded_at__lte=at.known)
    gone = (Proposal.State.WITHDRAWN, Proposal.State.DECLINED, Proposal.State.REFUSED)
    return shown(found.exclude(state__in=gone).order_by("-recorded_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Amended:
    """What the page of a task or a target tells of amendments: the changes made and asked for, whether
    the person may ask for one, and whether it is outside of the plan at the moment."""

    changes: Sequence[Shown]
    may_propose: bool
    outside: bool


def amended(row: Task | Indicator, acting: Acting, at: Moment) -> Amended:
    """Amendments on the page of a task or a target, as of a moment."""
    running = row.until is None and row.plan.state == Plan.State.IN_FORCE
    today = at.known is None and at.on >= timezone.localdate()
    may = running and today and access.may_propose(acting, row.plan)
    return Amended(of_row(row, at), may, not holds_at(row, at))
