"""Reading a year's budget: its lines with what was spent, sums by kind, body and task, who has not sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Case, Exists, F, FloatField, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans import boards
from hopluc.plans.budget import rules
from hopluc.plans.budget.rules import Amounts
from hopluc.plans.models import (
    Assignment,
    BudgetLine,
    BudgetResolution,
    BudgetResolutionEnd,
    BudgetYear,
    Estimate,
    Plan,
    Spending,
    Task,
)
from hopluc.plans.rules import Judged
from hopluc.plans.standings import now

STANDING = Q(spendings__takes_back=None, spendings__taken_back=None)
_SOURCES = list(BudgetLine.Source.values)


def address(year: BudgetYear) -> str:
    """Where a year's budget is read."""
    return reverse("plans:budget", args=[year.plan_id]) + f"?nam={year.year}"


def years(plan: Plan) -> list[BudgetYear]:
    """The plan's budget years, the latest first."""
    return list(plan.budget_years.select_related("plan").order_by("-year"))


def bodies_of(years: Sequence[BudgetYear]) -> list[Organisation]:
    """The bodies with an estimate in any of these years, by name."""
    held = Estimate.objects.filter(year__in=years).order_by().values("body")
    return list(Organisation.objects.filter(pk__in=held).order_by("sort_key", "pk"))


def lines(**conditions: Any) -> QuerySet[BudgetLine]:
    """Lines with `spent`, their tasks and bodies, in the order of the plan."""
    rows = BudgetLine.objects.filter(**conditions).select_related("task", "estimate__body", "resolution")
    spent = Coalesce(Sum("spendings__amount", filter=STANDING), Value(0))
    return rows.annotate(spent=spent).order_by("task__order", "estimate__body__sort_key", "pk")


def amounts(line: Any) -> Amounts:
    """A line of `lines` as amounts."""
    return Amounts(line.amount, line.proposed, line.approved or 0, line.spent)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that is to estimate, or has: its estimate, whether it is late, its sums."""

    body: Organisation
    estimate: Estimate | None
    late: bool
    sums: Amounts


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its money, its official status and its progress in per cent (None without lead parts).

    begun: whether the year of the money has: before it there is nothing to compare.
    """

    task: Task
    judged: Judged | None
    sums: Amounts
    progress: int | None = None
    begun: bool = True

    @property
    def parted(self) -> str:
        """Whether money and work part (rules.parted)."""
        return rules.parted(self.sums.percent, self.progress) if self.begun else ""


@dataclass(frozen=True, slots=True)
class View:
    """A year's budget: its lines by kind of fund, and the sums of all of them."""

    year: BudgetYear
    lines: Sequence[Any]
    total: Amounts

    @property
    def funds(self) -> list[tuple[BudgetLine.Fund, Amounts, list[Any]]]:
        """Each kind of fund with its sum and its lines; kinds without lines are left out."""
        found = []
        for fund in BudgetLine.Fund:
            own = [line for line in self.lines if line.fund == fund]
            if own:
                found.append((fund, rules.total(map(amounts, own)), own))
        return found

    @property
    def kinds(self) -> list[tuple[str, Amounts, list[tuple[str, Amounts]]]]:
        """Each kind of fund with its sum, and that sum by source."""
        return [(str(fund.label), sums, _by_source(own)) for fund, sums, own in self.funds]

    @property
    def sources(self) -> list[tuple[str, Amounts]]:
        """The sums by source of all kinds, in the order of the list of sources."""
        return _by_source(self.lines)


def _by_source(lines: Sequence[Any]) -> list[tuple[str, Amounts]]:
    found = rules.sums_by(lines, lambda line: line.source, amounts)
    return [(str(BudgetLine.Source(key).label), found[key]) for key in _SOURCES if key in found]


def view(year: BudgetYear, **conditions: Any) -> View:
    """The year's lines that meet conditions, with their sums."""
    found = list(lines(estimate__year=year, **conditions))
    return View(year, found, rules.total(map(amounts, found)))


def leads(plan: Plan) -> list[Organisation]:
    """The bodies that lead a task of the plan today, by name: those that are to estimate."""
    held = Assignment.objects.filter(plan=plan).leading().held_on(timezone.localdate())
    found = Organisation.objects.filter(pk__in=held.order_by().values("body"))
    return list(found.order_by("sort_key", "pk"))


def owing(year: BudgetYear) -> list[Organisation]:
    """The bodies that lead a task of the plan today and have not handed in, by name."""
    sent = set(year.estimates.filter(state=Estimate.State.SUBMITTED).values_list("body_id", flat=True))
    return [body for body in leads(year.plan) if body.pk not in sent]


def bodies(shown: View, on: dt.date) -> list[BodyRow]:
    """The bodies of a year by name: those with an estimate, and those that lead tasks and have none."""
    year = shown.year
    sums = rules.sums_by(shown.lines, lambda line: line.estimate_id, amounts)
    made = list(year.estimates.select_related("body").order_by("body__sort_key", "pk"))
    rows = [BodyRow(one.body, one, _late(year, one, on), sums.get(one.pk, Amounts())) for one in made]
    has = {one.body_id for one in made}
    lacking = [body for body in leads(year.plan) if body.pk not in has]
    rows += [BodyRow(body, None, _late(year, None, on), Amounts()) for body in lacking]
    return sorted(rows, key=lambda row: row.body.sort_key)


def _late(year: BudgetYear, estimate: Estimate | None, on: dt.date) -> bool:
    return rules.is_late(year.due_on, estimate.sent_on if estimate else None, on)


def statuses(plan: Plan) -> dict[int, Judged]:
    """The official status of each task of the plan today, by its id."""
    at = now()
    return boards.judge(boards.lines(plan, at), boards.tallies(plan, at))


def tasks(shown: View) -> list[TaskRow]:
    """The tasks of the lines in the order of the plan, with their sums and statuses."""
    sums = rules.sums_by(shown.lines, lambda line: line.task, amounts)
    plan = shown.year.plan
    judged, done = statuses(plan), progress(plan)
    begun = has_begun(shown)
    return [
        TaskRow(task, judged.get(task.pk), found, done.get(task.pk), begun) for task, found in sums.items()
    ]


def has_begun(shown: View) -> bool:
    """Whether the year of the money has begun, or money of it was spent before."""
    return shown.year.year <= timezone.localdate().year or shown.total.spent > 0


def progress(plan: Plan) -> dict[int, int]:
    """How far each task is today, in per cent: the mean of its lead parts, a finished one all done."""
    parts = Assignment.objects.filter(plan=plan).leading().held_on(timezone.localdate())
    done = When(state=Assignment.State.FINISHED, then=Value(100.0))
    far = Case(done, default=F("percent"), output_field=FloatField())
    rows = parts.order_by().values("task_id").annotate(far=Avg(far))
    return {task: round(mean) for task, mean in rows.values_list("task_id", "far")}


@dataclass(frozen=True, slots=True)
class Beside:
    """Money beside work: spent of what was approved, and progress of the tasks it is for, weighing what was
    approved for each; how many of these tasks part from their money."""

    spent: Decimal | None
    progress: int | None
    parted: int


def beside(shown: View) -> Beside | None:
    """Money beside the tasks' progress; None where nothing was approved, or the year has not begun."""
    if not shown.total.approved or not has_begun(shown):
        return None
    rows = tasks(shown)
    known = [(row.progress, row.sums.approved) for row in rows if row.progress is not None]
    return Beside(shown.total.percent, rules.weighted(known), sum(bool(row.parted) for row in rows))


def of_task(task: Task) -> list[tuple[BudgetYear, Amounts]]:
    """The money of a task by year, the latest first."""
    rows = lines(task=task).select_related("estimate__year")
    sums = rules.sums_by(rows, lambda line: line.estimate.year, amounts)
    return sorted(sums.items(), key=lambda pair: -pair[0].year)


def own_estimate(year: BudgetYear, acting: Acting) -> Estimate | None:
    """The acting body's own estimate of a year."""
    return year.estimates.filter(body=acting.body, passed_from=None).first()


def resolutions(year: BudgetYear) -> list[BudgetResolution]:
    """The resolutions that stand, by their days; `spent`: whether money spent rests on one."""
    rests = Spending.objects.filter(line__resolution=OuterRef("pk"), takes_back=None, taken_back=None)
    return list(year.resolutions.filter(ended=None).annotate(spent=Exists(rests)).order_by("on", "pk"))


def ended(year: BudgetYear) -> list[BudgetResolutionEnd]:
    """The resolutions that were taken back or replaced, by when."""
    rows = BudgetResolutionEnd.objects.filter(resolution__year=year)
    return list(rows.select_related("resolution", "replaced_by").order_by("pk"))


def ended_of(line: BudgetLine) -> list[tuple[BudgetResolutionEnd, int]]:
    """The resolutions taken back or replaced that had spoken on a line, with what they had approved."""
    rows = ended(line.estimate.year)
    return [(one, one.amounts[str(line.pk)]) for one in rows if str(line.pk) in one.amounts]


def undecided(year: BudgetYear) -> QuerySet[BudgetLine]:
    """Lines handed in on which no resolution speaks yet."""
    rows = lines(estimate__year=year, estimate__state=Estimate.State.SUBMITTED, approved=None)
    return rows.order_by("fund", "task__order", "pk")
