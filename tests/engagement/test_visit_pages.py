"""Visits as people meet them: through the browser's door, and on paper."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import visits as actions
from hopluc.engagement.models import Advice, Visit
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Role
from tests.engagement.scene import TODAY, Scene, ago, programme, text


def words(content: bytes) -> str:
    """All that a Word file says, its tables too."""
    document = docx.Document(io.BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def rows_of(answer: Any) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_a_visit_from_the_late_body_to_the_confirmed_recommendation(scene: Scene) -> None:
    ours, theirs = scene.client(scene.standing), scene.client(scene.trade)
    assert reverse("engagement:visit_body", args=[scene.plan.pk]) in text(
        ours.get(reverse("engagement:visit_plan"))
    )
    form = reverse("engagement:plan_visit", args=[scene.plan.pk, scene.trade.pk])
    assert form in text(ours.get(reverse("engagement:visit_body", args=[scene.plan.pk])))
    page = text(ours.get(form))
    assert "Mở hội chợ (quá hạn)" in page
    leader = scene.by(scene.standing).user
    values = {
        "on": f"{ago(3):%d/%m/%Y}",
        "purpose": "Tiến độ hội chợ.",
        "tasks": [scene.task.pk],
        "leader": leader.pk,
        "people": [leader.pk],
        "others": "Lê Văn Bình, Phó Chánh Văn phòng, UBND tỉnh\n",
    }
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once
    twice = [ours.post(form, values | {"once": once[1]})["Location"] for _click in range(2)]
    visit = Visit.objects.get()
    assert twice == [reverse("engagement:visit", args=[visit.pk])] * 2
    assert [(m.name, m.position) for m in visit.members.all()] == [
        (leader.full_name, ""),
        ("Lê Văn Bình", "Phó Chánh Văn phòng, UBND tỉnh"),
    ]
    assert theirs.get(reverse("engagement:visit", args=[visit.pk])).status_code == 404

    number = {"number": "7/TB-STC", "on": f"{ago(4):%d/%m/%Y}"}
    text(ours.post(reverse("engagement:visit_notice", args=[visit.pk]), number, follow=True))
    assert "7/TB-STC" in text(theirs.get(reverse("engagement:visit", args=[visit.pk])))

    minutes = {
        "held_on": f"{ago(3):%d/%m/%Y}",
        "summary": "Hội chợ chưa mở.",
        f"task{scene.task.pk}": "Chưa có mặt bằng.",
        "evidence": [SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7 bien ban")],
    }
    page = text(ours.post(reverse("engagement:visit_minutes", args=[visit.pk]), minutes, follow=True))
    assert "Chưa có mặt bằng." in page
    file = visit.minutes.get().files.get()
    kept = theirs.get(reverse("engagement:minutes_file", args=[file.pk]))
    assert b"".join(kept.streaming_content) == b"%PDF-1.7 bien ban"

    advice = {"text": "Thuê sân vận động.", "body": scene.trade.pk, "working_days": "2", "task": ""}
    text(ours.post(reverse("engagement:add_advice", args=[visit.pk]), advice, follow=True))
    given = Advice.objects.get()
    assert sum(is_working_day(ago(n)) for n in range(-9, 3) if ago(n) <= given.due_on) == 2

    done = {
        "text": "Đã thuê.",
        "on": f"{TODAY:%d/%m/%Y}",
        "evidence": [SimpleUploadedFile("hop-dong.pdf", b"%PDF-1.7 hop dong")],
    }
    text(theirs.post(reverse("engagement:report_advice", args=[given.pk]), done, follow=True))
    page = text(ours.get(reverse("engagement:advice", args=[given.pk])))
    assert "hop-dong.pdf" in page
    proof = given.steps.get(verb="reported").files.get()
    sent = ours.get(reverse("engagement:advice_file", args=[proof.pk]))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 hop dong"
    text(
        ours.post(
            reverse("engagement:confirm_advice", args=[given.pk]), {"on": f"{TODAY:%d/%m/%Y}"}, follow=True
        )
    )
    given.refresh_from_db()
    assert given.state == "confirmed"


def test_a_body_that_ticked_nobody_lets_the_first_one_typed_lead(scene: Scene) -> None:
    form = reverse("engagement:plan_visit", args=[scene.plan.pk, scene.trade.pk])
    colleague = scene.by(scene.standing).user
    values = {
        "on": f"{ago(3):%d/%m/%Y}",
        "purpose": "…",
        "people": [colleague.pk],
        "leader": "",
        "others": "Trần Thị Hà, Giám đốc\nLê Bình",
    }
    scene.client(scene.standing).post(form, values)
    said = [(m.name, m.leads) for m in Visit.objects.get().members.all()]
    assert said == [("Trần Thị Hà", True), (colleague.full_name, False), ("Lê Bình", False)]


def test_a_team_of_nobody_is_refused_beside_its_field(scene: Scene) -> None:
    form = reverse("engagement:plan_visit", args=[scene.plan.pk, scene.trade.pk])
    values = {"on": f"{ago(3):%d/%m/%Y}", "purpose": "…", "leader": "", "others": ""}
    page = text(scene.client(scene.standing).post(form, values), 422)
    assert "Đoàn kiểm tra cần ít nhất một người" in page
    assert not Visit.objects.exists()


@pytest.mark.parametrize("given", [{}, {"due_on": "01/12/2030", "working_days": "5"}])
def test_a_recommendation_has_one_day_named_or_counted(scene: Scene, given: dict[str, str]) -> None:
    visit = scene.held_visit()
    values = {"text": "…", "body": scene.trade.pk, "task": ""} | given
    page = text(
        scene.client(scene.standing).post(reverse("engagement:add_advice", args=[visit.pk]), values), 422
    )
    assert "số ngày làm việc" in page
    assert not Advice.objects.exists()


def test_changing_a_visit_keeps_team_and_tasks_as_they_were(scene: Scene) -> None:
    visit = actions.plan_visit(scene.plan, scene.trade, programme(scene), by=scene.by(scene.standing))
    client, address = scene.client(scene.standing), reverse("engagement:change_visit", args=[visit.pk])
    page = text(client.get(address))
    assert "Trần Thị Thu Hà, Giám đốc Sở Tài chính" in page
    values = {
        "on": f"{ago(2):%d/%m/%Y}",
        "purpose": "Đổi ngày.",
        "tasks": [scene.task.pk],
        "leader": "",
        "others": "Trần Thị Thu Hà, Giám đốc Sở Tài chính",
        "seen": visit.revision,
    }
    assert client.post(address, values).status_code == 302
    visit.refresh_from_db()
    assert (visit.on, visit.purpose, visit.tasks.count()) == (ago(2), "Đổi ngày.", 1)
    assert "trong lúc đồng chí nhập" in text(client.post(address, values), 422)


def test_the_notice_on_paper_leaves_number_and_day_to_the_document_system(scene: Scene) -> None:
    asked = "Báo cáo tiến độ."
    visit = actions.plan_visit(
        scene.plan, scene.trade, programme(scene, asked=asked), by=scene.by(scene.standing)
    )
    answer = scene.client(scene.standing).get(reverse("engagement:visit_notice_docx", args=[visit.pk]))
    said = words(answer.content)
    assert "/TB-STC" in said
    assert "THÔNG BÁO" in said
    assert "SỞ TÀI CHÍNH" in said
    assert f"Kế hoạch số {scene.plan.number}" in said
    for piece in ("Trần Thị Thu Hà", "Trưởng đoàn", "Mở hội chợ", asked, "Sở Công Thương"):
        assert piece in said


def test_the_minutes_on_paper_hold_what_was_found_and_both_signatures(scene: Scene) -> None:
    visit, by = scene.held_visit(), scene.by(scene.standing)
    actions.record_minutes(
        visit,
        by=by,
        held_on=ago(10),
        summary="Chưa mở hội chợ.",
        findings={scene.task.pk: "Chưa có mặt bằng."},
    )
    advising.advise(visit, by=by, body=scene.trade, text="Thuê sân vận động.", due_on=TODAY)
    answer = scene.client(scene.trade).get(reverse("engagement:visit_minutes_docx", args=[visit.pk]))
    said = words(answer.content)
    for piece in (
        "BIÊN BẢN",
        "Chưa mở hội chợ.",
        "Chưa có mặt bằng.",
        "Thuê sân vận động.",
        f"{TODAY:%d/%m/%Y}",
        "ĐƯỢC KIỂM TRA",
        f"ngày {ago(10):%d}",
        "TRƯỞNG ĐOÀN KIỂM TRA",
    ):
        assert piece in said


def test_a_visit_without_minutes_has_none_to_print(scene: Scene) -> None:
    visit = actions.plan_visit(scene.plan, scene.trade, programme(scene), by=scene.by(scene.standing))
    client = scene.client(scene.standing)
    assert client.get(reverse("engagement:visit_minutes_docx", args=[visit.pk])).status_code == 404
    refused = client.get(reverse("engagement:add_advice", args=[visit.pk]), follow=True)
    assert "Ghi biên bản kiểm tra trước" in text(refused)


def test_lists_and_workbooks_tell_what_is_late(scene: Scene) -> None:
    visit, by = scene.held_visit(), scene.by(scene.standing)
    advising.advise(visit, by=by, body=scene.trade, text="Việc đã trễ.", due_on=ago(8))
    advising.advise(visit, by=by, body=scene.trade, text="Việc còn hạn.", due_on=ago(-8))
    client = scene.client(scene.trade)
    assert "1 quá hạn" in text(client.get(reverse("engagement:visits")))
    late = text(client.get(f"{reverse('engagement:advice_list')}?tinh_trang=late"))
    assert "Việc đã trễ." in late
    assert "Việc còn hạn." not in late
    held = rows_of(client.get(reverse("engagement:visits_excel")))[3]
    assert [int(one) for one in held[-3:]] == [2, 2, 1]
    given = rows_of(client.get(reverse("engagement:advice_excel")))[3:]
    assert [row[3] for row in given] == ["Việc đã trễ.", "Việc còn hạn."]
    assert int(given[0][7]) > 0
    assert int(given[1][7]) == 0


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("q=tien do", True),
        ("q=so cong thuong", True),
        ("q=khong co", False),
        ("tinh_trang=held", True),
        ("tinh_trang=planned", False),
        ("tinh_trang=unsettled", False),
    ],
)
def test_filters_in_the_address_choose_the_visits(scene: Scene, query: str, shown: bool) -> None:
    visit = scene.held_visit()
    page = text(scene.client(scene.province).get(f"{reverse('engagement:visits')}?{query}"))
    assert (reverse("engagement:visit", args=[visit.pk]) in page) is shown


def test_who_is_not_concerned_finds_nothing(scene: Scene) -> None:
    visit = scene.held_visit()
    for body, role in ((scene.stranger, Role.APPROVER), (scene.steering, Role.OFFICER)):
        client = scene.client(body, role)
        assert client.get(reverse("engagement:visit", args=[visit.pk])).status_code == 404
        assert reverse("engagement:visit", args=[visit.pk]) not in text(
            client.get(reverse("engagement:visits"))
        )
