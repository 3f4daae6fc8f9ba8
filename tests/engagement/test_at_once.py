"""Two who decide one problem, or one recommendation, at the same moment, on connections of their own."""

from __future__ import annotations

import pytest

from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import problems as actions
from tests.engagement.scene import TODAY, Scene, ago
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_answers_and_one_passes_up_only_the_first_is_done() -> None:
    scene = Scene()
    problem = scene.problem()
    by, seen = scene.by(scene.standing), problem.steps.get().pk
    results = at_once(
        lambda: actions.answer(problem, by=by, on=TODAY, text="Không.", seen=seen),
        lambda: actions.pass_up(problem, by=by, on=TODAY, seen=seen),
    )
    assert sorted(type(one).__name__ for one in results) == ["ProblemStep", "StaleFormError"]
    problem.refresh_from_db()
    last = problem.steps.order_by("-pk")[0]
    assert problem.steps.count() == 2
    assert problem.state == ("answered" if last.verb == "answered" else "open")


def test_two_recommendations_at_once_have_numbers_of_their_own() -> None:
    scene = Scene()
    visit, by = scene.held_visit(), scene.by(scene.standing)
    at_once(
        *(
            lambda n=n: advising.advise(visit, by=by, body=scene.trade, text=f"Việc {n}", due_on=ago(0))
            for n in range(3)
        )
    )
    assert sorted(visit.advice.values_list("number", flat=True)) == [1, 2, 3]
