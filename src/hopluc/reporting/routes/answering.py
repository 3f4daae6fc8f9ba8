"""Rounds that answer a submission: whom they ask, about what, and what they say so far. Reads only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from hopluc.organizations.models import Organisation, holds_on
from hopluc.plans.models import Assignment, Plan, PlanLink, TargetLink, TaskLink
from hopluc.reporting.content import Asked, Handed, PlannedTask, from_json
from hopluc.reporting.models import Round, Submission, SubmissionEvent
from hopluc.reporting.routes.models import Answering

Kind = Organisation.Kind
_SENT = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)


def answering_of(round_: Round) -> Answering | None:
    """What a round was opened to answer; None for a round of its own."""
    return Answering.objects.filter(round=round_).select_related("submission__round__collector").first()


def on_behalf_of(round_: Round) -> set[int]:
    """The bodies whose tasks the units of a round tell of: its collector, where it was opened to answer
    about the plan above and not about a plan of its own; and further up, those on whose behalf the collector
    was asked itself. Empty for a round of its own."""
    found: set[int] = set()
    place: Round | None = round_
    while place:
        rows = Answering.objects.filter(round=place, submission__round__plan=place.plan_id)
        answering = rows.select_related("submission__round").first()
        if answering:
            found.add(place.collector_id)
        place = answering.submission.round if answering else None
    return found


def narrowed(asked: Asked, round_: Round) -> Asked:
    """What such a round asks: of the plan above only the tasks of the collector and its units, each told of
    by the units; what that plan's owner knows of the whole plan is no figure of the collector's."""
    behalf = on_behalf_of(round_)
    if not behalf:
        return asked
    units = tuple((pk, name) for pk, name, _order in asked.bodies)
    near = {pk for pk, _name in units} | behalf

    def of_units(task: PlannedTask) -> PlannedTask:
        own = any(pk in behalf for pk, _name in task.leads)
        return replace(task, leads=units if own else tuple(one for one in task.leads if one[0] in near))

    return replace(
        asked,
        tasks=tuple(of_units(task) for task in asked.tasks if near & {pk for pk, _name in task.leads}),
        indicators=tuple(replace(one, known=None, known_on=None) for one in asked.indicators),
    )


# --- before it is opened ------------------------------------------------------------------------------


def plans_to_ask_about(submission: Submission, body: Organisation) -> list[Plan]:
    """The body's own plans in force that carry out the plan above (confirmed), then that plan itself."""
    links = PlanLink.objects.filter(above=submission.round.plan_id, state=PlanLink.State.CONFIRMED)
    own = Plan.objects.filter(Q(owner=body) | Q(standing_agency=body), pk__in=links.values("below"))
    found = own.filter(state=Plan.State.IN_FORCE).select_related("owner").order_by("-issued_on", "-pk")
    return [*found, submission.round.plan]


def units_of(body: Organisation, on: dt.date) -> list[Organisation]:
    """The bodies under a body that may be asked: no cooperatives, and rooms only where they are its own."""
    rows = Organisation.objects.subtree_of(body).filter(holds_on(on)).exclude(pk=body.pk)
    rows = rows.exclude(kind=Kind.COOPERATIVE).exclude(Q(kind=Kind.ROOM) & ~Q(parent=body))
    return list(rows.order_by("sort_key", "pk"))


def askable(body: Organisation, plan: Plan, on: dt.date) -> list[Organisation]:
    """Whom a body may ask: its units, and in a plan of its own those that lead in it."""
    found = {one.pk: one for one in units_of(body, on)}
    if body.pk in {plan.owner_id, plan.standing_agency_id}:
        leading = Assignment.objects.filter(task__plan=plan).leading().held_on(on).values("body")
        found |= {one.pk: one for one in Organisation.objects.filter(pk__in=leading).exclude(pk=body.pk)}
    return sorted(found.values(), key=lambda one: (one.sort_key, one.pk))


def likely_units(body: Organisation, plan: Plan, units: Sequence[Organisation], on: dt.date) -> set[int]:
    """Those to tick beforehand: who leads in the plan; where nobody does, what stands right under the body,
    rooms only where there is nothing else."""
    leading = Assignment.objects.filter(task__plan=plan).leading().held_on(on)
    leads = set(leading.filter(body__in=[one.pk for one in units]).values_list("body_id", flat=True))
    if leads:
        return leads
    near = [one for one in units if one.parent_id == body.pk]
    return {one.pk for one in near if one.kind != Kind.ROOM} or {one.pk for one in near}


# --- what it says -------------------------------------------------------------------------------------


def handings_in(round_: Round) -> list[int]:
    """The ids of what lies with the collector: each unit's last handing in."""
    latest: dict[int, int] = {}
    events = SubmissionEvent.objects.filter(
        submission__round=round_, submission__state__in=_SENT, verb=SubmissionEvent.Verb.SUBMIT
    )
    latest.update(events.order_by("pk").values_list("submission_id", "pk"))
    return sorted(latest.values())


def handed_by(events: Iterable[int]) -> list[Handed]:
    """What was handed in at these moments, as frozen then."""
    rows = SubmissionEvent.objects.filter(pk__in=list(events)).order_by("pk")
    return [from_json(Handed, content or {}) for content in rows.values_list("content", flat=True)]


def tasks_below(upper: Submission, lower: Round, tasks: Iterable[int]) -> dict[int, frozenset[int]]:
    """Upper task → the tasks of the lower round's plan that carry it out: itself in one plan, else by links
    that a person confirmed."""
    if upper.round.plan_id == lower.plan_id:
        return {pk: frozenset({pk}) for pk in tasks}
    found: dict[int, set[int]] = defaultdict(set)
    links = TaskLink.objects.filter(
        above__in=list(tasks), below__plan=lower.plan_id, state=TaskLink.State.CONFIRMED
    )
    for above, below in links.values_list("above_id", "below_id"):
        found[above].add(below)
    return {pk: frozenset(found[pk]) for pk in tasks}


def targets_below(upper: Submission, lower: Round, targets: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Upper indicator → those of the lower round's plan that serve it, as `tasks_below`."""
    if upper.round.plan_id == lower.plan_id:
        return {pk: (pk,) for pk in targets}
    found: dict[int, set[int]] = defaultdict(set)
    links = TargetLink.objects.filter(
        above__in=list(targets), below__plan=lower.plan_id, state=TargetLink.State.CONFIRMED
    )
    for above, below in links.values_list("above_id", "below_id"):
        found[above].add(below)
    return {pk: tuple(sorted(found[pk])) for pk in targets}


# --- how far it is ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LowerSent:
    """How many units of a body's own round have sent."""

    round_id: int
    sent: int
    units: int


def lower_sent(submissions: Iterable[Submission]) -> dict[int, LowerSent]:
    """For submissions that have a round of their own units: how many of these have sent."""
    rows = (
        Answering.objects.filter(submission__in=[one.pk for one in submissions])
        .annotate(
            units=Count("round__submissions"),
            sent=Count("round__submissions", filter=Q(round__submissions__state__in=_SENT)),
        )
        .order_by("pk")
    )
    return {row.submission_id: LowerSent(row.round_id, row.sent, row.units) for row in rows}
