"""Two who work on one plan's amendments at the same moment, on connections of their own."""

from __future__ import annotations

import pytest

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Role
from hopluc.plans.amendments import actions
from hopluc.plans.models import Amendment, DeadlinePart, Proposal
from tests import factories
from tests.plans.test_amendments import World, day, until
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def names(results: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in results)


def test_a_proposal_is_gathered_or_withdrawn_not_both() -> None:
    world = World()
    row = world.propose("dropped", {})
    results = at_once(
        lambda: actions.gather(world.plan, [row], by=world.officer),
        lambda: actions.withdraw(row, by=world.lead),
    )
    assert names(results) in (["Amendment", "StaleFormError"], ["Proposal", "StaleFormError"])
    row.refresh_from_db()
    assert (row.state == "gathered") == (Amendment.objects.count() == 1)


def test_two_deciders_at_one_draft_put_it_into_force_once() -> None:
    world = World()
    draft = world.draft(world.propose("deadline", until(day(60))))
    other = factories.acting(world.province, Role.APPROVER)
    results = at_once(
        lambda: actions.decide(draft, by=world.chairman, on=day(0)),
        lambda: actions.decide(draft, by=other, on=day(0)),
    )
    assert names(results) == ["Amendment", "StaleFormError"]
    assert DeadlinePart.objects.filter(task=world.task).count() == 2
    assert Deed.objects.filter(verb="begin_amendment").count() == 1


def test_deciding_and_recalling_at_one_moment_leaves_one_of_them() -> None:
    world = World()
    draft = world.draft(world.propose("dropped", {}))
    results = at_once(
        lambda: actions.decide(draft, by=world.chairman, on=day(0)),
        lambda: actions.recall(draft, by=world.officer),
    )
    assert names(results) == ["Amendment", "StaleFormError"]
    draft.refresh_from_db()
    state = Proposal.objects.get().state
    assert (draft.state, state) in {("in_force", "accepted"), ("gathering", "gathered")}
