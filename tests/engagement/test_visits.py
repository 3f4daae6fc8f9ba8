"""A visit is planned, told, held; its recommendations are followed to their end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.actions import keep
from hopluc.archive.models import Notice
from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import visits as actions
from hopluc.engagement.actions.visits import Member
from hopluc.engagement.models import Advice, Visit
from hopluc.engagement.queries.visits import advice_row
from hopluc.organizations.acting import Role
from hopluc.plans.actions import StaleFormError
from tests.engagement.scene import TODAY, Scene, ago, programme


def plan_visit(scene: Scene, **rest: Any) -> Visit:
    return actions.plan_visit(scene.plan, scene.trade, programme(scene, **rest), by=scene.by(scene.standing))


def advised(scene: Scene, due_on: dt.date = TODAY) -> Advice:
    return advising.advise(
        scene.held_visit(),
        by=scene.by(scene.standing),
        body=scene.trade,
        text="Bố trí mặt bằng trước.",
        due_on=due_on,
    )


def test_a_planned_visit_is_the_visitors_own_until_it_is_told(scene: Scene) -> None:
    scene.by(scene.trade)
    visit = plan_visit(scene)
    assert not Visit.objects.visible_to(scene.by(scene.trade)).exists()
    assert not Notice.objects.exists()
    actions.issue_notice(visit, by=scene.by(scene.standing), on=ago(12), number="7/TB-STC")
    assert Visit.objects.visible_to(scene.by(scene.trade)).get() == visit
    assert Notice.objects.get().address == f"/kiem-tra/{visit.pk}/"


def test_the_first_of_the_team_leads_it(scene: Scene) -> None:
    person = scene.by(scene.standing).user
    team = [Member("Trần Thị Thu Hà", "Giám đốc", person), Member("Lê Văn Bình", "Văn phòng UBND tỉnh")]
    visit = plan_visit(scene, team=team)
    said = list(visit.members.values_list("name", "leads", "user_id"))
    assert said == [("Trần Thị Thu Hà", True, person.pk), ("Lê Văn Bình", False, None)]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"team": []}, "others"), ({"on": TODAY, "until": ago(1)}, "__all__")]
)
def test_a_programme_that_cannot_be_is_refused(scene: Scene, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_visit(scene, **wrong)
    assert field in refused.value.message_dict
    assert not Visit.objects.exists()


def test_only_who_follows_the_plan_visits_and_only_those_with_a_part(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        actions.plan_visit(scene.plan, scene.trade, programme(scene), by=scene.by(scene.trade))
    with pytest.raises(ValidationError):
        actions.plan_visit(scene.plan, scene.stranger, programme(scene), by=scene.by(scene.standing))


def test_of_two_who_change_a_visit_the_later_one_is_told(scene: Scene) -> None:
    visit, by = plan_visit(scene), scene.by(scene.standing)
    seen = visit.revision
    actions.change_visit(visit, programme(scene, place="Hội trường"), by=by, seen=seen)
    with pytest.raises(StaleFormError):
        actions.cancel_visit(visit, by=by, reason="Trùng lịch.", seen=seen)


def test_a_visit_called_off_is_held_no_more_and_who_was_told_is_told(scene: Scene) -> None:
    scene.by(scene.trade)
    visit, by = plan_visit(scene), scene.by(scene.standing)
    actions.issue_notice(visit, by=by, on=ago(12), number="7/TB-STC")
    with pytest.raises(ValidationError):
        actions.cancel_visit(visit, by=by, reason=" ")
    actions.cancel_visit(visit, by=by, reason="Trùng lịch.")
    assert Notice.objects.count() == 2
    with pytest.raises(ValidationError):
        actions.record_minutes(visit, by=by, held_on=ago(10), summary="…")


def test_minutes_written_again_stand_and_the_old_ones_stay_with_their_files(scene: Scene) -> None:
    visit, by = plan_visit(scene), scene.by(scene.standing)
    paper = keep([b"%PDF-1.7 bien ban"], "application/pdf")
    findings = {scene.task.pk: "Chưa mở hội chợ."}
    first = actions.record_minutes(
        visit, by=by, held_on=ago(10), summary="Chậm.", findings=findings, files=[(paper, "bien-ban.pdf")]
    )
    second = actions.record_minutes(visit, by=by, held_on=ago(10), summary="Chậm do mặt bằng.")
    visit.refresh_from_db()
    assert visit.state == "held"
    assert first.findings == [{"task": scene.task.pk, "text": "Chưa mở hội chợ."}]
    assert [one.name for one in second.files.all()] == ["bien-ban.pdf"]
    assert visit.minutes.count() == 2


def test_minutes_are_not_written_for_days_to_come(scene: Scene) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.record_minutes(plan_visit(scene), by=scene.by(scene.standing), held_on=ago(-1), summary="…")
    assert "held_on" in refused.value.message_dict


def test_a_recommendation_needs_minutes_and_is_told_to_whom_it_goes(scene: Scene) -> None:
    by = scene.by(scene.standing)
    with pytest.raises(ValidationError, match="biên bản"):
        advising.advise(plan_visit(scene), by=by, body=scene.trade, text="…", due_on=TODAY)
    scene.by(scene.stranger)
    advice = advising.advise(
        scene.held_visit(), by=by, body=scene.stranger, text="Bổ sung biên chế.", due_on=TODAY
    )
    assert Advice.objects.visible_to(scene.by(scene.stranger)).get() == advice
    assert Notice.objects.filter(body_id=scene.stranger.pk).get().address.endswith(f"/{advice.pk}/")


def test_a_recommendation_is_reported_sent_back_reported_again_and_confirmed(scene: Scene) -> None:
    advice, ours, theirs = advised(scene), scene.by(scene.standing), scene.by(scene.trade)
    advising.report_done(advice, by=theirs, on=ago(4), text="Đã thuê sân vận động.")
    advising.send_back(advice, by=ours, on=ago(3), text="Chưa có hợp đồng.", due_on=ago(-3))
    advice.refresh_from_db()
    assert (advice.state, advice.reported_on, advice.due_on) == ("open", None, ago(-3))
    with pytest.raises(ValidationError):
        advising.confirm(advice, by=ours, on=TODAY)
    advising.report_done(advice, by=theirs, on=ago(1), text="Đã ký hợp đồng.")
    advising.confirm(advice, by=ours, on=TODAY)
    advice.refresh_from_db()
    assert (advice.state, advice.reported_on, advice.settled_on) == ("confirmed", ago(1), TODAY)
    verbs = list(advice.steps.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["given", "reported", "returned", "reported", "confirmed"]


def test_nobody_reports_for_another_and_the_addressee_does_not_confirm(scene: Scene) -> None:
    advice = advised(scene)
    with pytest.raises(PermissionDenied):
        advising.report_done(advice, by=scene.by(scene.standing), on=TODAY, text="…")
    with pytest.raises(PermissionDenied):
        advising.report_done(advice, by=scene.by(scene.trade, Role.VIEWER), on=TODAY, text="…")
    advising.report_done(advice, by=scene.by(scene.trade), on=TODAY, text="Đã xong.")
    with pytest.raises(PermissionDenied):
        advising.confirm(advice, by=scene.by(scene.trade), on=TODAY)


def test_lateness_is_counted_in_working_days_and_ends_on_the_day_it_was_done(scene: Scene) -> None:
    advice = advised(scene, due_on=ago(8))
    row = advice_row(advice, TODAY)
    assert row.late
    assert 3 <= row.days_late <= 6  # eight days hold one or two weekends
    advising.report_done(advice, by=scene.by(scene.trade), on=ago(8), text="Xong đúng hạn.")
    advice.refresh_from_db()
    assert (advice_row(advice, TODAY).days_late, advice_row(advice, TODAY).late) == (0, False)


def test_another_day_needs_a_reason_and_a_day(scene: Scene) -> None:
    advice, ours = advised(scene), scene.by(scene.standing)
    with pytest.raises(ValidationError):
        advising.move_due(advice, by=ours, on=TODAY, text="Chờ vốn.", due_on=None)
    with pytest.raises(ValidationError):
        advising.move_due(advice, by=ours, on=TODAY, text="", due_on=ago(-5))
    advising.move_due(advice, by=ours, on=TODAY, text="Chờ vốn.", due_on=ago(-5))
    advice.refresh_from_db()
    assert advice.due_on == ago(-5)
