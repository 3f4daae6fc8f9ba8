"""What of budgets lies on a person's desk: estimates to write or mend, bodies whose estimate still lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import own_bodies
from hopluc.plans.models import Assignment, BudgetResolution, BudgetYear, Estimate, Plan


@dataclass(frozen=True, slots=True)
class Owed:
    """An estimate that the acting body owes: not begun (None), being written, or sent back."""

    year: BudgetYear
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A year that the person gathers, and the bodies that have not handed in."""

    year: BudgetYear
    bodies: Sequence[Organisation]


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it, what is due first at the top."""

    owed: Sequence[Owed]
    lacking: Sequence[Lacking]


def desk(acting: Acting, on: dt.date) -> Desk:
    """Years of plans in force that are not over, and on which no resolution speaks yet; an estimate that
    came back is owed until it is handed in again."""
    if not (acting.has(Role.OFFICER) or acting.has(Role.APPROVER)):
        return Desk([], [])
    years = BudgetYear.objects.filter(plan__state=Plan.State.IN_FORCE, year__gte=on.year)
    years = years.select_related("plan").order_by("due_on", "pk")
    own = Estimate.objects.filter(body__in=own_bodies(acting), year__in=years)
    made = {one.year_id: one for one in own.filter(passed_from=None).order_by("pk")}
    led = Assignment.objects.filter(body__in=own_bodies(acting)).leading().held_on(on)
    asked = undecided(years).filter(Exists(led.filter(plan=OuterRef("plan"))))
    wanted = {year.pk for year in asked} | {
        pk for pk, one in made.items() if one.state == Estimate.State.RETURNED
    }
    sent = {pk for pk, one in made.items() if one.state == Estimate.State.SUBMITTED}
    mine = years.filter(pk__in=wanted - sent)
    return Desk([Owed(year, made.get(year.pk)) for year in mine], _lacking(acting, years, on))


def undecided(years: QuerySet[BudgetYear]) -> QuerySet[BudgetYear]:
    """Those of the years on which no resolution speaks yet."""
    speaks = BudgetResolution.objects.filter(year=OuterRef("pk"), ended=None)
    return years.exclude(Exists(speaks))


def _lacking(acting: Acting, years: QuerySet[BudgetYear], on: dt.date) -> list[Lacking]:
    """Four queries, whatever the number of plans."""
    if not acting.has(Role.OFFICER):
        return []
    gathers = Q(plan__standing_agency=acting.body) | Q(plan__standing_agency=None, plan__owner=acting.body)
    gathered = list(undecided(years).filter(gathers))
    leading = Assignment.objects.filter(plan__in=[year.plan_id for year in gathered]).leading().held_on(on)
    leads = set(leading.order_by().values_list("plan_id", "body_id"))
    handed = Estimate.objects.filter(year__in=gathered, state=Estimate.State.SUBMITTED)
    sent = set(handed.order_by().values_list("year_id", "body_id"))
    bodies = Organisation.objects.filter(pk__in={body for _plan, body in leads}).order_by("sort_key", "pk")
    named = list(bodies)
    found = [
        Lacking(
            year,
            [one for one in named if (year.plan_id, one.pk) in leads and (year.pk, one.pk) not in sent],
        )
        for year in gathered
    ]
    return [one for one in found if one.bodies]
