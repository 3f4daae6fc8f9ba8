"""A committee's meeting: agenda, invitation, minutes, conclusions that become tasks."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.actions import keep
from hopluc.archive.models import File, Notice
from hopluc.engagement.actions import committees, conclusions, problems
from hopluc.engagement.actions import meetings as actions
from hopluc.engagement.actions.conclusions import Said
from hopluc.engagement.actions.meetings import Attendance, Programme, Topic
from hopluc.engagement.models import Committee, Conclusion, Meeting
from hopluc.engagement.queries import committees as queries
from hopluc.plans.actions import StaleFormError, report_progress
from hopluc.plans.models import Plan
from tests import factories
from tests.engagement.scene import TODAY, Scene, ago
from tests.engagement.test_committees import seat_of, set_up


def meeting_of(scene: Scene, committee: Committee | None = None, **rest: Any) -> Meeting:
    given: dict[str, Any] = {"title": "Phiên họp quý I", "on": ago(3), "agenda": [Topic("Báo cáo quý I")]}
    by = scene.by(scene.standing)
    return actions.plan_meeting(committee or set_up(scene), Programme(**(given | rest)), by=by)


def held(scene: Scene, meeting: Meeting | None = None) -> Meeting:
    found = meeting or meeting_of(scene)
    actions.record_meeting_minutes(
        found,
        by=scene.by(scene.standing),
        held_on=ago(3),
        chaired_by="Trần Chủ, Phó Chủ tịch",
        summary="Nhất trí.",
        attendance={},
    )
    found.refresh_from_db()
    return found


def paper(name: str = "ket-luan") -> File:
    return keep([name.encode()], "application/octet-stream")


def conclude(scene: Scene, meeting: Meeting, **rest: Any) -> Conclusion:
    given: dict[str, Any] = {"text": "Bố trí mặt bằng.", "who": scene.trade, "due_on": ago(-10)}
    return conclusions.conclude(meeting, Said(**(given | rest)), by=scene.by(scene.standing))


def test_the_agenda_is_offered_what_is_late_long_enough_and_what_the_committee_holds(scene: Scene) -> None:
    committee = set_up(scene)
    problem = scene.problem()
    factories.task(scene.plan, scene.trade, due=ago(-5))
    assert queries.late_tasks(committee, TODAY, 6) == []
    (late,) = queries.late_tasks(committee, TODAY, 5)
    assert (late.task, late.days, late.bodies) == (scene.task, 5, ["Sở Công Thương"])
    assert queries.open_problems(committee) == []
    problems.pass_up(
        problem, by=scene.by(scene.standing), on=TODAY, to=scene.steering, text="Vượt thẩm quyền."
    )
    assert queries.open_problems(committee) == [problem]


def test_plans_of_others_are_not_steered(scene: Scene) -> None:
    other = factories.plan(scene.trade)
    factories.task(other, scene.stranger, due=ago(90))
    committee = set_up(scene)
    assert list(queries.steered(committee)) == [scene.plan]


def test_a_meeting_is_the_committees_own_until_the_invitation_is_out(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    member = scene.by(scene.stranger)
    scene.by(scene.trade)
    committees.seat(committee, seat_of(name="Ủy viên", user=member.user, body=scene.stranger), by=by)
    committees.seat(committee, seat_of(body=scene.trade), by=by)
    meeting = meeting_of(scene, committee)
    assert not Meeting.objects.visible_to(member).exists()
    assert not Notice.objects.exists()
    actions.invite(meeting, by=by, number="3/GM-BCĐ", on=ago(5))
    assert Meeting.objects.visible_to(member).get() == meeting
    told = set(Notice.objects.values_list("person_id", "address"))
    address = f"/ban-chi-dao/phien-hop/{meeting.pk}/"
    assert told == {(member.user.pk, address), (scene.by(scene.trade).user.pk, address)}
    actions.invite(meeting, by=by, number="3/GM-BCĐ", on=ago(5))
    assert Notice.objects.count() == 2, "the same number again tells nobody"


def test_a_meeting_needs_something_to_speak_of(scene: Scene) -> None:
    with pytest.raises(ValidationError) as refused:
        meeting_of(scene, agenda=[])
    assert "others" in refused.value.message_dict


def test_of_two_who_change_a_meeting_the_later_one_is_told(scene: Scene) -> None:
    meeting, by = meeting_of(scene), scene.by(scene.standing)
    seen = meeting.revision
    actions.invite(meeting, by=by, number="3/GM-BCĐ", on=ago(5), seen=seen)
    with pytest.raises(StaleFormError):
        actions.cancel_meeting(meeting, by=by, reason="Trùng lịch.", seen=seen)


def test_a_meeting_called_off_has_no_minutes_and_one_held_is_not_called_off(scene: Scene) -> None:
    meeting, by = meeting_of(scene), scene.by(scene.standing)
    with pytest.raises(ValidationError):
        actions.cancel_meeting(meeting, by=by, reason=" ")
    actions.cancel_meeting(meeting, by=by, reason="Trùng lịch.")
    with pytest.raises(ValidationError):
        held(scene, meeting)
    another = held(scene, meeting_of(scene, meeting.committee))
    with pytest.raises(ValidationError):
        actions.cancel_meeting(another, by=by, reason="Trùng lịch.")


def test_minutes_tell_who_came_and_the_earlier_ones_stay(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    here = committees.seat(committee, seat_of(), by=by)
    away = committees.seat(committee, seat_of(name="Vũ Thị Mai", body=scene.trade), by=by)
    meeting = meeting_of(scene, committee)
    first = {here.pk: Attendance("present"), 999_999: Attendance("present")}
    for attendance in (first, {here.pk: Attendance("present"), away.pk: Attendance("sent", "Phó Giám đốc")}):
        actions.record_meeting_minutes(
            meeting, by=by, held_on=ago(3), chaired_by="Trần Chủ", summary="Đã họp.",
            attendance=attendance, files=[(paper(), "bien-ban.pdf")],
        )  # fmt: skip
    view = queries.meeting_view(Meeting.objects.get(), TODAY)
    assert [(one.member.name, one.note) for one in view.present] == [
        ("Lê Văn Bình", ""),
        ("Vũ Thị Mai", "Phó Giám đốc"),
    ]
    assert meeting.minutes.count() == 2
    assert view.minutes
    assert view.minutes.files.count() == 2, "the file of the earlier minutes goes with the later ones"


def test_conclusions_come_after_minutes_and_not_before_the_meetings_day(scene: Scene) -> None:
    meeting = meeting_of(scene)
    with pytest.raises(ValidationError):
        conclude(scene, meeting)
    held(scene, meeting)
    with pytest.raises(ValidationError) as refused:
        conclude(scene, meeting, due_on=ago(4))
    assert "due_on" in refused.value.message_dict


def test_conclusions_become_tasks_that_the_bodies_report_on(scene: Scene) -> None:
    scene.by(scene.trade)
    meeting = held(scene)
    conclude(scene, meeting, helpers=[scene.stranger, scene.trade])
    plan = conclusions.follow_conclusions(meeting, by=scene.by(scene.standing), paper=paper())
    assert (plan.owner, plan.standing_agency) == (scene.steering, scene.standing)
    said = Conclusion.objects.get()
    assert said.task
    parts = {one.body: one for one in said.task.assignments.all()}
    assert {body: one.role for body, one in parts.items()} == {
        scene.trade: "lead",
        scene.stranger: "coordinator",
    }
    assert parts[scene.trade].due_on == ago(-10)
    assert Notice.objects.get(person_id=scene.by(scene.trade).user.pk).address == f"/ke-hoach/{plan.pk}/"
    (row,) = queries.meeting_view(meeting, TODAY).conclusions
    assert row.judged
    assert row.judged.status == "not_begun"
    report_progress(
        parts[scene.trade],
        by=scene.by(scene.trade),
        on=TODAY,
        state="finished",
        finished_on=TODAY,
        narrative="Đã bố trí.",
    )
    (row,) = queries.meeting_view(meeting, TODAY).conclusions
    assert row.judged
    assert row.judged.status == "done_on_time"


def test_a_conclusion_for_a_collective_gives_each_member_its_part(scene: Scene) -> None:
    group = factories.group(scene.province, "Các sở, ban, ngành", ["department"])
    meeting = held(scene)
    conclude(scene, meeting, who=group)
    conclude(scene, meeting, who=factories.body("Sở Công Thương", parent=scene.ministry))
    conclude(scene, meeting)
    plan = conclusions.follow_conclusions(meeting, by=scene.by(scene.steering), paper=paper())
    bodies = [
        {part.body_id for part in task.assignments.all()} for task in plan.tasks.order_by("order", "pk")
    ]
    assert bodies[0] == {scene.standing.pk, scene.trade.pk, scene.stranger.pk}
    assert bodies[1] != bodies[2] == {scene.trade.pk}, "two bodies of one name are told apart"


def test_an_empty_collective_is_refused(scene: Scene) -> None:
    group = factories.group(scene.province, "Các hội", ["association"])
    with pytest.raises(ValidationError) as refused:
        conclude(scene, held(scene), who=group)
    assert "who" in refused.value.message_dict


def test_in_tracking_a_conclusion_is_changed_by_amending_the_plan(scene: Scene) -> None:
    meeting, by = held(scene), scene.by(scene.standing)
    with pytest.raises(ValidationError):
        conclusions.follow_conclusions(meeting, by=by, paper=paper())
    first, second = conclude(scene, meeting), conclude(scene, meeting, text="Mở lớp.")
    conclusions.drop_conclusion(first, by=by)
    second.refresh_from_db()
    assert second.number == 1
    conclusions.change_conclusion(second, Said("Mở hai lớp.", scene.stranger), by=by)
    with pytest.raises(StaleFormError):
        conclusions.change_conclusion(second, Said("Khác", scene.trade), by=by, seen=second.revision)
    conclusions.follow_conclusions(meeting, by=by, paper=paper())
    for deed in (
        lambda: conclusions.change_conclusion(second, Said("Khác", scene.trade), by=by),
        lambda: conclusions.drop_conclusion(second, by=by),
        lambda: conclude(scene, meeting),
        lambda: conclusions.follow_conclusions(meeting, by=by, paper=paper("khac")),
    ):
        with pytest.raises(ValidationError):
            deed()
    assert Plan.objects.filter(owner=scene.steering).count() == 1


def test_members_do_not_write(scene: Scene) -> None:
    meeting = held(scene)
    committees.seat(meeting.committee, seat_of(body=scene.trade), by=scene.by(scene.standing))
    by = scene.by(scene.trade)
    for deed in (
        lambda: conclusions.conclude(meeting, Said("Khác", scene.trade), by=by),
        lambda: conclusions.follow_conclusions(meeting, by=by, paper=paper()),
        lambda: conclusions.join_plan(meeting, scene.plan, by=by),
        lambda: actions.invite(meeting, by=by, number="1", on=TODAY),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_notice_that_came_in_as_a_document_shows_its_tasks_at_the_meeting(scene: Scene) -> None:
    meeting, by = held(scene), scene.by(scene.standing)
    others = factories.plan(scene.trade)
    with pytest.raises(PermissionDenied):
        conclusions.join_plan(meeting, others, by=by)
    adopted = factories.plan(scene.steering, standing=scene.standing, number="7/TB-BCĐ")
    task = factories.task(adopted, scene.trade, due=ago(1))
    assert adopted in queries.plans_to_join(by, meeting)
    conclusions.join_plan(meeting, adopted, by=by)
    (row,) = queries.meeting_view(meeting, TODAY).conclusions
    assert row.judged
    assert (row.task, row.who, row.due_on, row.judged.late) == (task, "Sở Công Thương", ago(1), True)
    with pytest.raises(ValidationError):
        conclusions.join_plan(meeting, adopted, by=by)
