"""A report is prefilled with the problems that its body has brought up in the plan."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from hopluc.engagement.actions import problems
from hopluc.engagement.models import Problem, ProblemStep
from hopluc.reporting import actions
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.rules import digest
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def world() -> Scene:
    return scene()


def raised(world: Scene, text: str = "Thiếu mặt bằng", days: int = 5) -> Problem:
    return problems.raise_problem(
        world.plan,
        world.tasks[0],
        by=world.officer,
        on=TODAY - dt.timedelta(days=days),
        text=text,
        asked="Cho thuê đất",
    )


def opened(world: Scene) -> Round:
    """A round whose data reach to today."""
    start = TODAY - dt.timedelta(days=100)
    return world.open(period_start=start, period_end=TODAY, cutoff=TODAY, due_on=TODAY)


def again(world: Scene, found: Submission) -> str:
    """What stands there after the plan's word was taken anew."""
    found.refresh_from_db()
    return actions.prefill(found, by=world.officer).difficulties


def test_a_new_report_brings_its_own_bodys_problems(world: Scene) -> None:
    raised(world)
    round_ = opened(world)
    words = world.submission(round_).difficulties
    assert words.startswith("Thiếu mặt bằng. Đề nghị: Cho thuê đất. Sở Tài chính đang xem xét từ ngày")
    assert world.submission(round_, world.commune).difficulties == ""


def test_an_answer_since_then_comes_with_the_next_taking_over(world: Scene) -> None:
    problem = raised(world)
    found = world.submission(opened(world))
    leader = factories.acting(world.finance, "approver")
    problems.answer(problem, by=leader, on=TODAY, text="Đồng ý cho thuê")
    raised(world, "Thiếu vốn", days=1)
    lines = again(world, found).splitlines()
    assert len(lines) == 2
    assert lines[0].endswith(f"Sở Tài chính trả lời ngày {TODAY:%d/%m/%Y}: Đồng ý cho thuê.")


def test_words_of_the_bodys_own_are_not_written_over(world: Scene) -> None:
    raised(world)
    found = world.submission(opened(world))
    base = {"difficulties": digest(found.difficulties)}
    actions.save_draft(found, by=world.officer, typed={"difficulties": "Chúng tôi tự viết."}, base=base)
    raised(world, "Thiếu vốn", days=1)
    assert again(world, found) == "Chúng tôi tự viết."


def test_an_emptied_text_is_filled_again(world: Scene) -> None:
    found = world.submission(opened(world))
    assert found.difficulties == ""
    raised(world)
    assert again(world, found).startswith("Thiếu mặt bằng.")
    assert ProblemStep.objects.count() == 1
