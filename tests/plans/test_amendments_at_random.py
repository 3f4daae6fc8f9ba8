"""However a plan is amended, what it read before a day, and before that was known, it reads for ever."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hopluc.plans.models import Amendment, Indicator, Task
from hopluc.plans.standings import Moment
from tests import factories
from tests.plans.test_amendments import World, day, reads, until

FAR = 40

CHANGES = st.one_of(
    st.tuples(st.just("deadline"), st.integers(0, 5), st.integers(-30, 120)),
    st.tuples(st.just("words"), st.integers(0, 5), st.integers(0, 99)),
    st.tuples(st.just("leads"), st.integers(0, 5), st.integers(0, 3)),
    st.tuples(st.just("dropped"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("new_task"), st.just(0), st.integers(0, 3)),
    st.tuples(st.just("moved"), st.integers(0, 5), st.integers(0, 2)),
    st.tuples(st.just("target"), st.integers(0, 3), st.integers(0, 99)),
    st.tuples(st.just("new_target"), st.just(0), st.integers(0, 99)),
)
AMENDMENTS = st.lists(
    st.tuples(st.lists(CHANGES, min_size=1, max_size=3), st.integers(-FAR, FAR)), min_size=1, max_size=4
)


def propose(world: World, kind: str, which: int, number: int) -> Any:
    """A proposal of a kind about one of the plan's tasks; None where it says nothing new."""
    tasks = list(Task.objects.filter(plan=world.plan, until=None).order_by("pk"))
    bodies = [world.trade, world.alliance, world.home, world.standing]
    groups = [*world.plan.groups.order_by("pk").values_list("pk", flat=True), None]
    of: dict[str, Any] = {"task": tasks[which % len(tasks)]} if tasks else {}
    values: dict[str, Any] = {
        "deadline": until(day(number)),
        "words": {"text": f"Nội dung {number}", "products": [f"Sản phẩm {number}"]},
        "leads": {"leads": [world.party(bodies[number % 4])], "coordinators": []},
        "dropped": {},
        "new_task": {"group": None, "text": f"Việc {number}", "leads": [world.party(bodies[number % 4])],
                     **until(day(number))},
        "moved": {"group": groups[number % len(groups)]},
        "target": {"value": str(number), "period_end": day(number).isoformat()},
        "new_target": {"name": f"Chỉ tiêu {number}", "unit": "lớp", "op": ">=", "value": str(number)},
    }[kind]  # fmt: skip
    if kind == "target":
        targets = list(Indicator.objects.filter(plan=world.plan, until=None).order_by("pk"))
        of = {"indicator": targets[which % len(targets)]}
    if kind in ("new_task", "new_target"):
        of = {"task": None}
    elif not of:
        return None
    return world.propose(kind, values, by=world.officer, **of)


def amend(world: World, changes: Any, on: dt.date) -> Amendment | None:
    """The amendment, or None where the plan's own order of days refuses it whole."""
    try:
        with transaction.atomic():
            rows = [row for row in (propose(world, *change) for change in changes) if row]
            return world.amend(*rows, on=on) if rows else None
    except ValidationError:
        return None


def moments_before(on: dt.date) -> list[Moment]:
    """Days before the amendment, with all that is known."""
    return [Moment(on - dt.timedelta(days=n)) for n in (1, 2, 30)]


def known_before(on: dt.date) -> list[Moment]:
    """Any day, as known before the amendment was recorded."""
    known = timezone.now()
    return [Moment(one, known) for one in (on, on - dt.timedelta(days=1), on + dt.timedelta(days=50))]


class TestAtRandom(TestCase):
    @settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
    @given(AMENDMENTS)
    def test_the_past_reads_as_it_did(self, amendments: Any) -> None:
        world = World()
        factories.task(world.plan, world.home, world.alliance, due=day(3))
        kept: list[tuple[Moment, Any]] = []
        for changes, after in amendments:
            on = day(after)
            moments = [*moments_before(on), *known_before(on)]
            before = [(moment, reads(world.plan, moment)) for moment in moments]
            if amend(world, changes, on) is None:
                continue
            kept += [pair for pair in before if pair[0].known]
            for moment, then in [*before, *kept]:
                assert short(reads(world.plan, moment), then) == then


def short(now: Any, then: Any) -> Any:
    """What is read now, without the pages of tasks that came since: they show nothing at that moment."""
    rows, tasks, figures = now
    later = tasks[len(then[1]) :]
    assert all(parts == [] for parts, *_rest in later)
    return [rows, tasks[: len(then[1])], figures]
