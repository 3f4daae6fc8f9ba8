"""Questions about what waits: reports to sign off, reports that came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.organizations.queries import name_on, own_bodies
from hopluc.plans import rules
from hopluc.plans.access import approvers_of
from hopluc.plans.models import (
    Assignment,
    AssignmentQuerySet,
    Delivery,
    Evidence,
    Extension,
    Plan,
    Progress,
    Task,
)
from hopluc.plans.standings import Moment, chains


def signs_here(acting: Acting) -> bool:
    """Whether the person signs reports off for the acting body (access.may_sign_off)."""
    if acting.has(Role.APPROVER):
        return True
    return acting.has(Role.OFFICER) and not approvers_of(acting.body).exists()


def own_parts(acting: Acting) -> Q:
    """Condition of rows about the body's parts in plans in force, and about those that passed on to it."""
    held = Assignment.objects.filter(body__in=own_bodies(acting), plan__state=Plan.State.IN_FORCE)
    passed = chains(list(held.filter(passed_from__isnull=False)))
    earlier = {pk for _, ids in passed for pk in ids}
    return Q(assignment__in=held.order_by().values("pk")) | Q(assignment__in=earlier)


def waiting_rows(acting: Acting) -> QuerySet[Progress]:
    """Reports of the body that wait for its approver, those that wait longest first."""
    rows: QuerySet[Progress] = Progress.objects.filter(
        own_parts(acting), waits=True, sign_off=None, replaced_by=None
    )
    evidence = Prefetch("evidence", Evidence.objects.select_related("file").order_by("pk"))
    return (
        rows.select_related("assignment__task__plan", "assignment__body", "replaces")
        .prefetch_related(evidence)
        .order_by("recorded_at", "pk")
    )


def returned_rows(acting: Acting) -> QuerySet[Progress]:
    """Reports of the body that came back and that no later word about the part has followed."""
    later = Progress.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("pk"))
    rows: QuerySet[Progress] = Progress.objects.filter(
        sign_off__accepted=False,
        assignment__until=None,
        assignment__plan__state=Plan.State.IN_FORCE,
        assignment__body__in=own_bodies(acting),
    )
    return (
        rows.filter(~Exists(later))
        .select_related("assignment__task__plan", "assignment__body", "sign_off")
        .order_by("-sign_off__recorded_at", "-pk")
    )


def plans_waiting(rows: QuerySet[Progress]) -> list[Plan]:
    """The plans that some reports belong to, the newest first."""
    found = Plan.objects.filter(assignments__in=rows.order_by().values("assignment"))
    return list(found.distinct().order_by("-issued_on", "-pk"))


def extensions(acting: Acting) -> QuerySet[Extension]:
    """Later days asked for by the acting body, or in plans that it issued or follows; open ones first, by
    the day due."""
    theirs = followed(acting, "assignment__plan__")
    own = Q(assignment__body__in=own_bodies(acting)) | own_parts(acting)
    rows = Extension.objects.filter(theirs | own)
    return rows.select_related("assignment__task__plan", "assignment__body").order_by("state", "day", "pk")


def extensions_to_decide(acting: Acting) -> QuerySet[Extension]:
    """Requests on which the person may decide (access.may_decide_extension)."""
    if not acting.has(Role.APPROVER):
        return Extension.objects.none()
    theirs = followed(acting, "assignment__plan__")
    rows = Extension.objects.filter(
        theirs, state=Extension.State.ASKED, assignment__plan__state=Plan.State.IN_FORCE
    )
    return rows.select_related("assignment__task__plan", "assignment__body").order_by("day", "pk")


# --- products ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product that the task expects, with what has delivered it; `lacking`: leads from which nothing
    came, where several lead. What serves the task without being expected has no `product`."""

    product: str
    rows: tuple[Delivery, ...]
    lacking: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many pieces came."""
        return sum(row.count for row in self.rows)

    @property
    def asked(self) -> int:
        """How many pieces the plan asks for."""
        return rules.pieces(self.product)


def delivered(at: Moment) -> Q:
    """Condition of deliveries that hold at a moment: there by then, and not taken back by then."""
    undone = Q(taken_back__isnull=False)
    if at.known:
        undone &= Q(taken_back__recorded_at__lte=at.known)
    return at.cut() & Q(takes_back=None) & ~undone


def products_of(task: Task, leads: Sequence[Assignment], at: Moment) -> list[ProductView]:
    """What the task is to deliver and what has come by a moment; what else serves it comes last.

    `leads`: the parts of the bodies that lead it then, with their bodies.
    """
    rows = list(
        Delivery.objects.filter(delivered(at), task=task)
        .select_related("body", "file")
        .prefetch_related("body__names")
        .order_by("on", "recorded_at", "pk")
    )
    if not rows and not task.products:
        return []
    for row in rows:  # for showing, not for saving
        row.body.name = name_on(row.body, row.on, at.known)
    named = {part.pk: part.body.name for part in leads}
    came_from = _bodies_of(leads) if rows and len(leads) > 1 else {}
    views = []
    for product in task.products:
        own = tuple(row for row in rows if row.product == product)
        bodies = {row.body_id for row in own}
        lacking = tuple(named[pk] for pk, ids in came_from.items() if own and not ids & bodies)
        views.append(ProductView(product, own, lacking))
    others = tuple(row for row in rows if row.product not in task.products)
    return [*views, ProductView("", others)] if others else views


def _bodies_of(parts: Sequence[Assignment]) -> dict[int, set[int]]:
    """Each part with the bodies that held it, up to now."""
    before = chains(parts)
    ids = {pk for _, chain in before for pk in chain}
    held = {part.pk: part.body_id for part in parts}
    if ids - set(held):
        held |= dict(Assignment.objects.filter(pk__in=ids).values_list("pk", "body_id"))
    return {part.pk: {held[pk] for pk in chain} for part, chain in before}


def delivered_products(plan: Plan, at: Moment) -> set[tuple[int, str]]:
    """Tasks of the plan with those of their expected products that have come by a moment, in full where
    they are counted."""
    rows = Delivery.objects.filter(delivered(at), task__plan=plan).exclude(product="")
    counted = rows.order_by().values_list("task_id", "product").annotate(came=Sum("count"))
    return {(task, product) for task, product, came in counted if came >= rules.pieces(product)}


# --- who answers and who is in charge ---------------------------------------------------------


def heads_of(bodies: Iterable[int]) -> dict[int, list[str]]:
    """The heads who answer for bodies today (their approvers), by the body's id."""
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()), organisation__in=set(bodies), role=Role.APPROVER, user__is_active=True
    )
    found: dict[int, list[str]] = {}
    named = rows.order_by("user__full_name", "pk").values_list("organisation_id", "user__full_name")
    for body, name in named:
        if name not in found.setdefault(body, []):
            found[body].append(name)
    return found


def no_officer(on: dt.date) -> Q:
    """Condition of parts of which nobody is in charge on a day: nobody was named, or who was has no role in
    the body any more, nor in a room inside it or the body that it is a room of."""
    inside = Q(
        organisation__kind=Organisation.Kind.ROOM, organisation__path__startswith=OuterRef("body__path")
    )
    here = Q(organisation=OuterRef("body")) | inside | Q(organisation=OuterRef("body__parent"))
    roles = Membership.objects.filter(here, holds_on(on), user=OuterRef("officer"), user__is_active=True)
    return Q(officer=None) | ~Q(Exists(roles))


def _open_parts(on: dt.date) -> AssignmentQuerySet:
    """Parts of plans in force that are held on a day and not finished."""
    held = Assignment.objects.held_on(on).filter(plan__state=Plan.State.IN_FORCE)
    return held.exclude(state=Assignment.State.FINISHED)


def parts_without_officer(acting: Acting, on: dt.date) -> AssignmentQuerySet:
    """The body's unfinished parts of which nobody is in charge (or somebody who left the body),
    those due first at the top, leads before coordinators."""
    rows = _open_parts(on).filter(no_officer(on), body__in=own_bodies(acting)).with_status(on)
    return rows.select_related("task__plan", "body").order_by(
        F("due_on").asc(nulls_last=True), "-role", "plan_id", "task__order", "pk"
    )


@dataclass(frozen=True, slots=True)
class BodyGap:
    """A body in plans that one follows: its unfinished parts, those without an officer, its heads."""

    body: Organisation
    parts: int
    without: int
    heads: tuple[str, ...]


def follows_any(acting: Acting) -> bool:
    """Whether the acting body issued or follows a plan in force."""
    return Plan.objects.filter(followed(acting), state=Plan.State.IN_FORCE).exists()


def followed(acting: Acting, prefix: str = "") -> Q:
    """Condition of plans that the acting body issued or follows."""
    return Q(**{f"{prefix}owner": acting.body}) | Q(**{f"{prefix}standing_agency": acting.body})


def gaps(acting: Acting, on: dt.date, plan: int | None = None) -> list[BodyGap]:
    """Bodies with unfinished parts in the plans that the acting body issued or follows, where a part has
    no officer or the body no head who answers; those without a head first, then the most parts."""
    parts = _open_parts(on).filter(followed(acting, "plan__"))
    if plan:
        parts = parts.filter(plan=plan)
    counted = (
        parts.order_by().values("body_id").annotate(n=Count("pk"), without=Count("pk", filter=no_officer(on)))
    )
    found = {row["body_id"]: row for row in counted}
    heads = heads_of(found)
    bodies = Organisation.objects.filter(pk__in=found).order_by("sort_key", "pk")
    listed = [
        BodyGap(body, found[body.pk]["n"], found[body.pk]["without"], tuple(heads.get(body.pk, ())))
        for body in bodies
    ]
    return sorted(
        (one for one in listed if one.without or not one.heads),
        key=lambda one: (bool(one.heads), -one.without),
    )


MOST_SHOWN = 10  # of one list, in My work


@dataclass(frozen=True, slots=True)
class Desk:
    """What of this waits for a person: reports to sign off (how many, since when), later days to decide
    on, own reports that came back."""

    to_sign: int = 0
    since: dt.datetime | None = None
    to_decide: tuple[Extension, ...] = ()
    returned: tuple[Progress, ...] = ()


def desk(acting: Acting) -> Desk:
    """What waits for the person in My work; approvers sign and decide, officers send again."""
    returned = tuple(returned_rows(acting)[:MOST_SHOWN]) if acting.has(Role.OFFICER) else ()
    if not acting.has(Role.APPROVER):
        return Desk(returned=returned)
    counted = waiting_rows(acting).order_by().aggregate(n=Count("pk"), since=Min("recorded_at"))
    to_decide = tuple(extensions_to_decide(acting)[:MOST_SHOWN])
    return Desk(counted["n"], counted["since"], to_decide, returned)
