"""The log, the schedules and what has come to the committee, through the browser's door."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.engagement.actions import committees
from hopluc.law.calendar import next_working_day
from hopluc.reporting.urging.actions import reminders as actions
from hopluc.reporting.urging.models import ReminderSchedule
from tests import factories
from tests.reporting.urging.scene import TODAY, Scene, ago, text

FORM = {
    "active": "on",
    "before": "10; 3",
    "after": "2",
    "repeat": "",
    "head_after": "5",
    "escalate_after": "20",
    "rhythm": "weekly",
    "weekday": "2",
}


def test_a_schedule_is_set_and_read_by_others(scene: Scene) -> None:
    address = reverse("urging:schedule", args=[scene.plan.pk])
    officer = scene.client(scene.finance)
    assert "7, 1" in text(officer.get(address))
    assert "Đã đặt lịch" in text(officer.post(address, FORM | {"seen": 0}, follow=True))
    row = ReminderSchedule.objects.get()
    assert (row.before, row.after, row.on_day, row.rhythm, row.weekday) == ([10, 3], [2], False, "weekly", 2)
    page = text(scene.client(scene.trade).get(reverse("urging:schedules")))
    assert "10, 3" in page
    assert address not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"before": "bảy"}, "cách nhau bằng dấu phẩy"),
        ({"after": "900"}, "từ 1 đến 90"),
        ({"seen": 7}, "đã được người khác sửa"),
    ],
)
def test_a_wrong_schedule_says_why(scene: Scene, wrong: dict[str, object], said: str) -> None:
    address = reverse("urging:schedule", args=[scene.plan.pk])
    assert said in text(scene.client(scene.finance).post(address, FORM | wrong), 422)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Mở hội chợ", "Mở lớp"}),
        ("q=hoi cho", {"Mở hội chợ"}),
        ("loai=escalated", {"Mở hội chợ"}),
        ("loai=soon", set()),
        ("den=01/01/2020", set()),
        ("tu=khong-phai-ngay", {"Mở hội chợ", "Mở lớp"}),
    ],
)
def test_the_log_is_searched_and_downloaded(scene: Scene, query: str, shown: set[str]) -> None:
    scene.by(scene.trade)
    actions.remind(next_working_day(TODAY))
    client = scene.client(scene.finance)
    page = text(client.get(f"{reverse('urging:reminders')}?{query}", headers={"HX-Request": "true"}))
    assert {name for name in ("Mở hội chợ", "Mở lớp") if name in page} == shown
    book = client.get(f"{reverse('urging:reminders_excel')}?{query}").content
    cells = str(CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python())
    assert {name for name in ("Mở hội chợ", "Mở lớp") if name in cells} == shown


def test_a_body_sees_its_own_people_in_the_log_and_no_others(scene: Scene) -> None:
    scene.by(scene.trade)
    scene.by(scene.commune)
    actions.remind(next_working_day(TODAY))
    page = text(scene.client(scene.commune).get(reverse("urging:reminders")))
    assert "Lập điểm bán hàng" in page
    assert "Mở hội chợ" not in page
    assert "Chưa nhắc ai" in text(scene.client(scene.stranger).get(reverse("urging:reminders")))


def test_what_has_come_to_the_committee_is_listed_and_downloaded(scene: Scene) -> None:
    client = scene.client(scene.province)
    page = text(client.get(reverse("urging:escalated")))
    assert "Mở hội chợ" in page
    assert "Mở lớp" not in page
    book = client.get(reverse("urging:escalated_excel")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[3:]] == ["Mở hội chợ"]
    assert "Không có phần việc nào" in text(scene.client(scene.stranger).get(reverse("urging:escalated")))


def test_what_has_come_to_the_committee_goes_onto_its_agenda(scene: Scene) -> None:
    body = factories.body("Ban Chỉ đạo kinh tế tập thể", kind="steering", parent=scene.province)
    founding = committees.Founding(scene.finance, "Quyết định số 9/QĐ-UBND", ago(90))
    committee = committees.set_up(body, founding, by=scene.by(scene.province))
    address = f"{reverse('engagement:plan_meeting', args=[committee.pk])}?cham=40"
    assert address in text(scene.client(scene.finance).get(reverse("urging:escalated")))
    assert "Mở hội chợ" in text(scene.client(scene.finance).get(address))
    assert address not in text(scene.client(scene.trade).get(reverse("urging:escalated")))
