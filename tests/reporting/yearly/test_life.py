"""What the timeline of a task and of a plan tells of drafts and final reports."""

from __future__ import annotations

import pytest

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.life import Subject
from hopluc.reporting.yearly import actions
from hopluc.reporting.yearly.life import life_of
from tests import factories
from tests.reporting.yearly.scene import FAIR, LOANS, Scene, scene

pytestmark = pytest.mark.django_db


def told(by: Acting, **ids: int) -> list[tuple[str, str]]:
    threads = {f"plans.{kind}": frozenset({pk}) for kind, pk in ids.items()}
    events = life_of(Subject("", 0, "", "", threads), by)
    return [(event.what, event.words) for event in events]


def later(world: Scene) -> int:
    plan = factories.plan(world.province, standing=world.finance)
    return factories.task(plan, world.farming, text=FAIR).pk


def test_a_task_tells_where_it_went_and_what_it_came_of() -> None:
    world = scene()
    draft = world.draft()
    actions.drop_line(world.line(draft, LOANS), by=world.officer, reason="Chuyển Quỹ.")
    assert told(world.officer, task=world.tasks[LOANS].pk) == [
        ("Đưa vào dự thảo kế hoạch năm 2027", "Chờ đề nghị, sự kiện"),
        ("Bỏ khỏi dự thảo năm 2027", "Chuyển Quỹ."),
    ]
    assert told(factories.acting(world.commune), task=world.tasks[LOANS].pk) == []
    new = later(world)
    task = world.tasks[FAIR]
    actions.link_issued(draft, type(task).objects.get(pk=new).plan, by=world.officer)
    assert told(world.officer, task=new) == [
        ("Tiếp tục nhiệm vụ của kế hoạch trước", f"{world.plan.number}: {FAIR}")
    ]


def test_a_plan_tells_its_drafts_and_its_final_report() -> None:
    world = scene()
    world.draft()
    actions.close_with_report(world.plan, by=factories.acting(world.finance, Role.APPROVER), reason="Hết kỳ.")
    assert [what for what, _ in told(world.officer, plan=world.plan.pk)] == [
        "Lập dự thảo kế hoạch năm 2027", "Báo cáo kết thúc kế hoạch",
    ]  # fmt: skip
    assert [what for what, _ in told(factories.acting(world.commune), plan=world.plan.pk)] == [
        "Báo cáo kết thúc kế hoạch"
    ]
