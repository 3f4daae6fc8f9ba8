"""What a body holds here goes on under the body that follows it."""

from __future__ import annotations

from django.db import transaction

from hopluc.archive.actions import SYSTEM
from hopluc.engagement import handover
from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import problems as actions
from hopluc.engagement.actions import visits
from hopluc.engagement.queries.problems import row_of
from hopluc.organizations.models import Organisation
from tests.engagement.scene import TODAY, Scene, ago, programme


def pass_on(body: Organisation, successor: Organisation) -> None:
    with transaction.atomic():
        handover.pass_on(body, successor, on=ago(1), by=SYSTEM)


def test_the_successor_answers_what_the_body_held_and_the_wait_goes_on(scene: Scene) -> None:
    problem = scene.problem()
    pass_on(scene.standing, scene.stranger)
    problem.refresh_from_db()
    assert problem.holder == scene.stranger
    assert row_of(problem, TODAY).held == 20
    actions.answer(problem, by=scene.by(scene.stranger), on=TODAY, text="Đồng ý.")
    names = list(problem.steps.order_by("pk").values_list("holder_name", flat=True))
    assert names == ["Sở Tài chính", "Sở Nội vụ", "Sở Nội vụ"]


def test_the_successor_supplies_what_the_body_was_asked_for(scene: Scene) -> None:
    problem = scene.problem()
    actions.ask_back(problem, by=scene.by(scene.standing), on=ago(5), text="Bổ sung.")
    pass_on(scene.trade, scene.stranger)
    problem.refresh_from_db()
    assert (problem.body, problem.holder, problem.state) == (scene.stranger, scene.stranger, "asked_back")
    actions.supply(problem, by=scene.by(scene.stranger), on=TODAY, text="Đây.")


def test_a_decided_problem_keeps_the_name_of_its_day(scene: Scene) -> None:
    problem = scene.problem()
    actions.answer(problem, by=scene.by(scene.standing), on=TODAY, text="Đồng ý.")
    pass_on(scene.trade, scene.stranger)
    problem.refresh_from_db()
    assert (problem.body, problem.body_name) == (scene.trade, "Sở Công Thương")


def test_recommendations_and_planned_visits_pass_on_held_ones_stay(scene: Scene) -> None:
    by = scene.by(scene.standing)
    held = scene.held_visit()
    planned = visits.plan_visit(scene.plan, scene.trade, programme(scene), by=by)
    advice = advising.advise(held, by=by, body=scene.trade, text="Thuê sân.", due_on=TODAY)
    pass_on(scene.trade, scene.stranger)
    for row in (held, planned, advice):
        row.refresh_from_db()
    assert (held.body, planned.body, advice.body) == (scene.trade, scene.stranger, scene.stranger)
    advising.report_done(advice, by=scene.by(scene.stranger), on=TODAY, text="Đã thuê.")


def test_a_visit_between_two_that_become_one_is_called_off(scene: Scene) -> None:
    visit = visits.plan_visit(scene.plan, scene.trade, programme(scene), by=scene.by(scene.standing))
    pass_on(scene.trade, scene.standing)
    visit.refresh_from_db()
    assert visit.state == "cancelled"
    assert "hợp nhất" in visit.cancelled_reason


def test_doing_it_again_changes_nothing(scene: Scene) -> None:
    problem = scene.problem()
    pass_on(scene.standing, scene.stranger)
    pass_on(scene.standing, scene.stranger)
    assert problem.steps.count() == 2
    held = {one.what: one.count for one in handover.held_by(scene.stranger, TODAY)}
    assert held["Khó khăn, vướng mắc chưa giải quyết"] == 1
