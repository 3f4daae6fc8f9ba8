"""A problem climbs until somebody decides it; every step stays to be read."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.models import Deed, Notice
from hopluc.engagement.actions import problems as actions
from hopluc.engagement.models import Problem
from hopluc.organizations.acting import Role
from hopluc.plans.actions import StaleFormError, close_plan
from tests.engagement.scene import TODAY, Scene, ago


def told(scene: Scene, *bodies: object) -> set[str]:
    """Who was told of something, by the name of the body."""
    named = {one.pk: one.name for one in bodies}  # type: ignore[attr-defined]
    return {named[pk] for pk in Notice.objects.values_list("body_id", flat=True) if pk in named}


def test_a_problem_goes_first_to_the_standing_agency_and_its_people_are_told(scene: Scene) -> None:
    scene.by(scene.standing)
    problem = scene.problem()
    assert (problem.holder, problem.state, problem.held_since) == (scene.standing, "open", ago(20))
    notice = Notice.objects.get()
    assert notice.body_id == scene.standing.pk
    assert notice.address == f"/vuong-mac/{problem.pk}/"
    assert "Chưa có mặt bằng" in notice.text


def test_the_whole_way_up_and_the_answer_back(scene: Scene) -> None:
    problem = scene.problem()
    chairman = scene.by(scene.province, Role.APPROVER)
    actions.pass_up(problem, by=scene.by(scene.standing), on=ago(15), to=scene.province, answer_by=ago(5))
    problem.refresh_from_db()
    assert (problem.holder, problem.held_since, problem.answer_by) == (scene.province, ago(15), ago(5))
    Notice.objects.all().delete()
    step = actions.answer(
        problem,
        by=chairman,
        on=ago(3),
        text="Đồng ý cho thuê.",
        document="215/UBND-KT",
        document_on=ago(3),
    )
    problem.refresh_from_db()
    assert (problem.state, problem.settled_on) == ("answered", ago(3))
    assert step.document == "215/UBND-KT"
    assert told(scene, scene.trade, scene.standing) == {"Sở Công Thương", "Sở Tài chính"}
    verbs = list(problem.steps.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["raised", "passed_up", "answered"]
    assert Deed.objects.filter(kind="engagement.problem", record_id=str(problem.pk)).count() == 3


def test_what_was_asked_back_returns_to_who_asked(scene: Scene) -> None:
    problem = scene.problem()
    actions.ask_back(problem, by=scene.by(scene.standing), on=ago(10), text="Nhà thi đấu nào?")
    problem.refresh_from_db()
    assert (problem.state, problem.holder, problem.return_to) == (
        "asked_back",
        scene.trade,
        scene.standing,
    )
    with pytest.raises(PermissionDenied):  # it does not lie with the standing agency now
        actions.answer(problem, by=scene.by(scene.standing), on=ago(9), text="Không.")
    actions.supply(problem, by=scene.by(scene.trade), on=ago(8), text="Nhà thi đấu trung tâm.")
    problem.refresh_from_db()
    assert (problem.state, problem.holder, problem.return_to) == ("open", scene.standing, None)


def test_an_answered_problem_is_reopened_with_a_reason_and_goes_to_who_answered(scene: Scene) -> None:
    problem = scene.problem()
    actions.answer(problem, by=scene.by(scene.standing), on=ago(10), text="Tự tìm mặt bằng.")
    with pytest.raises(ValidationError):
        actions.reopen(problem, by=scene.by(scene.trade), on=ago(5), text=" ")
    actions.reopen(problem, by=scene.by(scene.trade), on=ago(5), text="Đã tìm, không có.", answer_by=TODAY)
    problem.refresh_from_db()
    assert (problem.state, problem.holder, problem.settled_on) == ("open", scene.standing, None)


def test_a_word_without_a_document_is_the_leaders_own(scene: Scene) -> None:
    problem = scene.problem()
    officer = scene.by(scene.standing)
    scene.by(scene.standing, Role.APPROVER)
    with pytest.raises(ValidationError) as refused:
        actions.answer(problem, by=officer, on=ago(2), text="Đồng ý.")
    assert "document" in refused.value.message_dict
    actions.answer(problem, by=scene.by(scene.standing, Role.APPROVER), on=ago(2), text="Đồng ý.")
    problem.refresh_from_db()
    assert problem.state == "answered"


def test_the_standing_agency_records_the_answer_of_those_above_with_its_document(scene: Scene) -> None:
    problem = scene.problem()
    officer = scene.by(scene.standing)
    actions.pass_up(problem, by=officer, on=ago(15), to=scene.steering)
    with pytest.raises(ValidationError):
        actions.answer(problem, by=officer, on=ago(2), text="Đồng ý.")
    step = actions.answer(
        problem, by=officer, on=ago(2), text="Đồng ý.", document="12/TB-BCĐ", document_on=ago(2)
    )
    assert step.body == scene.steering
    assert step.by_name == officer.actor.name


def test_a_number_of_a_document_goes_with_its_day(scene: Scene) -> None:
    problem = scene.problem()
    with pytest.raises(ValidationError) as refused:
        actions.answer(problem, by=scene.by(scene.standing), on=TODAY, text="Đồng ý.", document="1/UBND")
    assert "document_on" in refused.value.message_dict


def test_only_the_holder_decides_and_only_the_raiser_takes_back(scene: Scene) -> None:
    problem = scene.problem()
    trade, stranger = scene.by(scene.trade), scene.by(scene.stranger)
    for deed in (actions.answer, actions.pass_up, actions.ask_back):
        for by in (trade, stranger):
            with pytest.raises(PermissionDenied):
                deed(problem, by=by, on=TODAY, text="…")
    with pytest.raises(PermissionDenied):
        actions.withdraw(problem, by=scene.by(scene.standing), on=TODAY, text="…")
    actions.withdraw(problem, by=trade, on=TODAY, text="Đã tự giải quyết.")
    problem.refresh_from_db()
    assert (problem.state, problem.settled_on) == ("withdrawn", TODAY)


def test_who_has_no_part_raises_nothing_and_a_viewer_neither(scene: Scene) -> None:
    for by in (scene.by(scene.stranger), scene.by(scene.trade, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            scene.problem(by=by)
    assert not Problem.objects.exists()


def test_a_problem_does_not_jump_over_the_standing_agency(scene: Scene) -> None:
    with pytest.raises(ValidationError) as refused:
        scene.problem(to=scene.province)
    assert "to" in refused.value.message_dict


def test_the_issuer_itself_brings_its_problem_to_those_above_it(scene: Scene) -> None:
    problem = scene.problem(by=scene.by(scene.province))
    assert problem.holder == scene.ministry


@pytest.mark.parametrize("on", [ago(-1), ago(21)])
def test_a_step_is_written_neither_before_the_last_one_nor_for_days_to_come(scene: Scene, on: object) -> None:
    problem = scene.problem()
    with pytest.raises(ValidationError) as refused:
        actions.pass_up(problem, by=scene.by(scene.standing), on=on)  # type: ignore[arg-type]
    assert "on" in refused.value.message_dict


def test_of_two_who_decide_the_later_one_is_told(scene: Scene) -> None:
    problem = scene.problem()
    seen = problem.steps.get().pk
    actions.pass_up(problem, by=scene.by(scene.standing), on=ago(2), seen=seen)
    with pytest.raises(StaleFormError):
        actions.answer(problem, by=scene.by(scene.standing), on=ago(1), text="Không.", seen=seen)


def test_nothing_is_written_in_a_plan_that_is_over(scene: Scene) -> None:
    problem = scene.problem()
    close_plan(scene.plan, by=scene.by(scene.province, Role.APPROVER), reason="Hết kỳ.")
    with pytest.raises(ValidationError, match="kết thúc"):
        actions.answer(problem, by=scene.by(scene.standing), on=TODAY, text="Đồng ý.")
    with pytest.raises(ValidationError, match="kết thúc"):
        scene.problem()
