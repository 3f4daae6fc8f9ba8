"""My work tells what waits: a problem to decide, a recommendation to carry out, one to confirm."""

from __future__ import annotations

import pytest

from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import committees, meetings
from hopluc.organizations.acting import Role
from tests.engagement.scene import TODAY, Scene, ago, text
from tests.engagement.test_committees import seat_of, set_up
from tests.engagement.test_meetings import meeting_of


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def test_a_problem_lies_on_the_desk_of_whoever_holds_it(scene: Scene) -> None:
    scene.problem()
    assert "Chưa có mặt bằng" in text(scene.client(scene.standing).get("/"))
    assert "Chưa có mặt bằng" not in text(scene.client(scene.trade).get("/"))


def test_a_recommendation_moves_from_one_desk_to_the_other(scene: Scene) -> None:
    by = scene.by(scene.standing)
    advice = advising.advise(
        scene.held_visit(), by=by, body=scene.trade, text="Bố trí mặt bằng.", due_on=ago(2)
    )
    mine = text(scene.client(scene.trade).get("/"))
    assert f"/kiem-tra/kien-nghi/{advice.pk}/bao-cao/" in mine
    assert "quá hạn 2 ngày" in mine
    reader = text(scene.client(scene.trade, Role.VIEWER).get("/"))
    assert "Bố trí mặt bằng." in reader
    assert f"/kiem-tra/kien-nghi/{advice.pk}/bao-cao/" not in reader
    advising.report_done(advice, by=scene.by(scene.trade), on=TODAY, text="Đã bố trí.")
    assert "Bố trí mặt bằng." not in text(scene.client(scene.trade).get("/"))
    assert "Kiến nghị chờ xác nhận" in text(scene.client(scene.standing).get("/"))


def test_a_meeting_to_come_is_seen_by_who_prepares_it_and_by_members_once_invited(scene: Scene) -> None:
    committee = set_up(scene)
    member, by = scene.by(scene.trade), scene.by(scene.standing)
    committees.seat(committee, seat_of(name="Vũ Quang Huy", user=member.user), by=by)
    meeting = meeting_of(scene, committee, on=ago(-6))
    address = f"/ban-chi-dao/phien-hop/{meeting.pk}/"
    assert address in text(scene.client(scene.standing).get("/"))
    assert address not in text(scene.client(scene.trade).get("/"))
    meetings.invite(meeting, by=by, number="4/GM-BCĐ", on=TODAY)
    assert address in text(scene.client(scene.trade).get("/"))
    assert address not in text(scene.client(scene.province).get("/"))
