"""How many tasks of some plans stand in which status at a moment. Read only, a few queries for all plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.boards import judge, tallies_of
from hopluc.plans.models import Plan, Task
from hopluc.plans.standings import Moment


def task_counts(plans: Sequence[Plan], at: Moment) -> dict[int, Counter[str]]:
    """The tasks of each plan by status, by the plan's id; headings that nobody leads and that only hold
    sub-tasks are no work."""
    tallied = tallies_of(plans, at)
    rows = Task.objects.filter(at_moment(at), plan__in=[plan.pk for plan in plans])
    tasks = list(rows.only("pk", "plan_id", "parent_id", "group_id", "order").order_by("order", "pk"))
    judged = judge(tasks, tallied)
    parents = {task.parent_id for task in tasks}
    found: dict[int, Counter[str]] = {plan.pk: Counter() for plan in plans}
    for task in tasks:
        if task.pk in tallied or task.pk not in parents:
            found[task.plan_id][judged[task.pk].status.value] += 1
    return found
