"""The board's answers for today and for other days are the same rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.utils import timezone

from hopluc.plans import actions, boards
from hopluc.plans.boards import Filters
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.rules import Judged, Status
from hopluc.plans.standings import Moment, end_of
from tests import factories

pytestmark = pytest.mark.django_db


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def judged(plan: Plan, at: Moment) -> dict[int, Judged]:
    return boards.judge(plan.tasks.all(), boards.tallies(plan, at))


@pytest.fixture
def plan() -> Plan:
    """A plan with every status among its tasks, one of them with sub-tasks."""
    province = factories.province()
    bodies = [factories.body(parent=province) for _ in range(3)]
    made = factories.plan(province)
    officers = {body.pk: factories.acting(body) for body in bodies}
    for n in range(12):
        task = factories.task(made, *bodies[: 1 + n % 3], due=ago(20 - 4 * n) if n % 4 else None)
        for part in task.assignments.all()[: n % 5]:
            finished = ago(n) if n % 2 else None
            state = "finished" if finished else "under_way"
            by = officers[part.body_id]
            actions.report_progress(part, by=by, on=ago(n), state=state, finished_on=finished)
    parent = factories.task(made)
    Task.objects.filter(pk__in=list(made.tasks.values_list("pk", flat=True)[:3])).update(parent=parent)
    return made


def test_kept_columns_and_progress_rows_judge_alike(plan: Plan) -> None:
    today = timezone.localdate()
    kept = boards.tallies(plan, Moment(today))
    computed = boards.tallies(plan, Moment(today, end_of(today)))
    assert kept == computed
    assert {one.status for one in judged(plan, Moment(today)).values()} >= {
        Status.DONE_ON_TIME, Status.ON_TRACK, Status.OVERDUE, Status.NOT_BEGUN,
    }  # fmt: skip


def test_before_anything_was_said_nothing_is_begun(plan: Plan) -> None:
    Assignment.objects.update(since=ago(300))
    assert {one.status for one in judged(plan, Moment(ago(200))).values()} == {Status.NOT_BEGUN}


def test_a_parent_follows_its_sub_tasks(plan: Plan) -> None:
    parent = plan.tasks.get(children__isnull=False, children__order=plan.tasks.order_by("order")[0].order)
    found = judged(plan, Moment(timezone.localdate()))
    children = [found[child.pk] for child in parent.children.all()]
    assert found[parent.pk].late == any(child.late for child in children)
    assert found[parent.pk].status in {Status.ON_TRACK, Status.OVERDUE}


def test_the_board_names_whoever_a_part_passed_on_to_from_that_day_on(plan: Plan) -> None:
    part = Assignment.objects.filter(role="lead", party__collective=False).select_related("party").first()
    assert part
    assert part.party
    successor = factories.body("Sở Công Thương và Công nghệ")
    reader = factories.acting(plan.owner)
    Assignment.objects.filter(pk=part.pk).update(until=ago(2))
    Assignment.objects.create(
        task=part.task, party=part.party, body=successor, role="lead", since=ago(2), passed_from=part
    )

    def leads(day: dt.date) -> Sequence[str]:
        rows = boards.board(plan, reader, Filters(), Moment(day)).rows
        return next(row.leads for row in boards.with_leads(rows, Moment(day)) if row.task.pk == part.task_id)

    assert part.party.text in leads(ago(3))
    assert successor.name in leads(timezone.localdate())
    assert part.party.text not in leads(timezone.localdate())


def test_a_part_that_passed_on_is_counted_with_who_holds_it_that_day(plan: Plan) -> None:
    part = Assignment.objects.filter(role="lead").first()
    assert part
    Assignment.objects.filter(pk=part.pk).update(until=ago(2))
    successor = factories.body()
    Assignment.objects.create(
        task=part.task, body=successor, role="lead", since=ago(2), passed_from=part, state=part.state
    )
    today = timezone.localdate()
    for day in (today, ago(5)):
        tally = boards.tallies(plan, Moment(day, end_of(today)))[part.task_id]
        assert tally.total == part.task.assignments.held_on(day).count()
