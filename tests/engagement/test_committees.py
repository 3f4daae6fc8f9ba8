"""A steering committee: set up, its members in time, its work programme, and who may what."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Notice
from hopluc.engagement import access, handover
from hopluc.engagement.actions import committees as actions
from hopluc.engagement.actions.committees import Founding, Seat, Work
from hopluc.engagement.models import Committee, CommitteeMember, WorkItem
from hopluc.engagement.queries import committees as queries
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.actions import StaleFormError, report_progress
from hopluc.plans.standings import Moment
from tests import factories
from tests.engagement.scene import TODAY, Scene, ago


def set_up(scene: Scene, by: Acting | None = None) -> Committee:
    founding = Founding(scene.standing, "Quyết định số 215/QĐ-UBND", ago(300))
    return actions.set_up(scene.steering, founding, by=by or scene.by(scene.standing))


def seat_of(**rest: Any) -> Seat:
    given: dict[str, Any] = {
        "name": "Lê Văn Bình",
        "role": "member",
        "since": ago(200),
        "document": "Quyết định số 215/QĐ-UBND",
    }
    return Seat(**(given | rest))


def names(committee: Committee, on: dt.date = TODAY, known: dt.datetime | None = None) -> list[str]:
    return [one.name for one in queries.members(committee, Moment(on, known))]


def test_the_standing_agency_of_the_provinces_plan_sets_the_committee_up_once(scene: Scene) -> None:
    for refused in (scene.trade, scene.stranger):
        with pytest.raises(PermissionDenied):
            set_up(scene, scene.by(refused))
    with pytest.raises(PermissionDenied):
        set_up(scene, scene.by(scene.standing, Role.VIEWER))
    assert queries.without_file(scene.by(scene.standing), TODAY) == [scene.steering]
    set_up(scene)
    assert queries.without_file(scene.by(scene.standing), TODAY) == []
    with pytest.raises(ValidationError):
        set_up(scene)


def test_the_owner_and_the_committees_own_secretary_may_set_it_up_as_well(scene: Scene) -> None:
    assert access.may_set_up_committee(scene.by(scene.province), scene.steering)
    assert access.may_set_up_committee(scene.by(scene.steering), scene.steering)
    assert not access.may_set_up_committee(scene.by(scene.province), scene.trade)


def test_the_standing_agency_and_the_secretary_write_members_read(scene: Scene) -> None:
    committee, member = set_up(scene), scene.by(scene.stranger).user
    actions.seat(committee, seat_of(name="Ủy viên", user=member), by=scene.by(scene.standing))
    actions.seat(committee, seat_of(body=scene.trade), by=scene.by(scene.steering))
    for reader in (scene.stranger, scene.trade):
        assert Committee.objects.visible_to(scene.by(reader)).get() == committee
        with pytest.raises(PermissionDenied):
            actions.seat(committee, seat_of(name="Khác"), by=scene.by(reader))
    colleague = factories.acting(scene.stranger)
    assert not Committee.objects.visible_to(colleague).exists(), "a member's colleague is no member"


def test_members_are_listed_as_of_a_day_the_head_first(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    member = actions.seat(committee, seat_of(), by=by)
    actions.seat(committee, seat_of(name="Trần Chủ", role="head", order=9), by=by)
    actions.change_seat(member, seat_of(name="Vũ Thị Mai", since=ago(50), document="QĐ 9"), by=by)
    assert names(committee) == ["Trần Chủ", "Vũ Thị Mai"]
    assert names(committee, ago(51)) == ["Trần Chủ", "Lê Văn Bình"]
    assert names(committee, ago(50)) == ["Trần Chủ", "Vũ Thị Mai"]
    assert names(committee, ago(250)) == []


def test_what_was_known_earlier_does_not_know_the_change(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    member = actions.seat(committee, seat_of(), by=by)
    before = timezone.now()
    actions.end_seat(member, by=by, until=ago(50), document="QĐ 9")
    wrong = actions.seat(committee, seat_of(name="Nhầm"), by=by)
    between = timezone.now()
    actions.correct_seat(wrong, seat_of(name="Đúng"), by=by, reason="Ghi nhầm tên.")
    assert names(committee) == ["Đúng"]
    assert names(committee, known=between) == ["Nhầm"]
    assert names(committee, known=before) == ["Lê Văn Bình"]


def test_one_head_at_a_time_and_nobody_twice(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    head = actions.seat(committee, seat_of(role="head"), by=by)
    with pytest.raises(ValidationError, match="đang là trưởng ban"):
        actions.seat(committee, seat_of(name="Khác", role="head"), by=by)
    with pytest.raises(ValidationError, match="đã là thành viên"):
        actions.seat(committee, seat_of(), by=by)
    actions.change_seat(head, seat_of(name="Khác", role="head", since=ago(10)), by=by)
    assert names(committee) == ["Khác"]
    with pytest.raises(StaleFormError):
        actions.end_seat(head, by=by, until=TODAY, document="QĐ 10")


@pytest.mark.parametrize(
    ("wrong", "field"), [({"document": " "}, "document"), ({"since": ago(301)}, "since")]
)
def test_a_seat_needs_a_document_and_a_committee_that_is_there(
    scene: Scene, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.seat(set_up(scene), seat_of(**wrong), by=scene.by(scene.standing))
    assert field in refused.value.message_dict


def test_a_line_of_the_programme_is_late_after_its_month_until_it_is_settled(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    scene.by(scene.trade)
    last_month = TODAY.replace(day=1) - dt.timedelta(days=1)
    item = actions.add_work(committee, Work(last_month, "Sơ kết", scene.trade), by=by)
    assert Notice.objects.get().address.endswith(f"/chuong-trinh/?nam={last_month.year}")
    (row,) = queries.programme(committee, last_month.year, TODAY)
    assert row.late
    assert row.item.due_on == last_month
    with pytest.raises(ValidationError):
        actions.settle_work(item, by=by, state="dropped", on=TODAY)
    seen = item.revision
    actions.settle_work(item, by=by, state="done", on=TODAY, seen=seen)
    with pytest.raises(StaleFormError):
        actions.settle_work(item, by=by, state="dropped", on=TODAY, result="Trùng.", seen=seen)
    (row,) = queries.programme(committee, last_month.year, TODAY)
    assert not row.late
    with pytest.raises(ValidationError):
        actions.change_work(row.item, Work(last_month, "Khác"), by=by)


def test_a_committee_leads_a_task_and_its_secretary_reports(scene: Scene) -> None:
    committee = set_up(scene)
    task = factories.task(scene.plan, scene.steering, due=ago(-30))
    part = task.assignments.get()
    secretary = scene.by(scene.steering)
    with pytest.raises(PermissionDenied):
        report_progress(part, by=scene.by(scene.standing), on=TODAY, state="under_way", percent=10)
    report_progress(part, by=secretary, on=TODAY, state="finished", finished_on=TODAY, narrative="Xong.")
    (led,) = queries.led_parts(committee, TODAY)
    assert (led.pk, led.state, led.late) == (part.pk, "finished", False)


def test_the_successor_prepares_the_committees_work_and_takes_the_seats_over(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    seat = actions.seat(committee, seat_of(body=scene.trade), by=by)
    item = actions.add_work(committee, Work(TODAY, "Tổng kết", scene.trade), by=by)
    with transaction.atomic():
        handover.pass_on(scene.standing, scene.stranger, on=ago(1), by=SYSTEM)
        handover.pass_on(scene.trade, scene.stranger, on=ago(1), by=SYSTEM)
    assert access.may_keep_committee(scene.by(scene.stranger), Committee.objects.get())
    assert WorkItem.objects.get(pk=item.pk).body == scene.stranger
    seat.refresh_from_db()
    assert (seat.body, seat.until) == (scene.trade, ago(1))
    assert CommitteeMember.objects.sitting_on(TODAY).get().body == scene.stranger
