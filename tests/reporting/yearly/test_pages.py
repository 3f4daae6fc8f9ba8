"""Next year's draft and a plan's end as people meet them: through the browser's door."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation
from hopluc.reporting.yearly import actions
from hopluc.reporting.yearly.models import Draft
from tests import factories
from tests.reporting.yearly.scene import ADVISE, BOOKS, FAIR, LOANS, Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Scene:
    return scene()


def client(body: Organisation, role: str = Role.OFFICER) -> Client:
    found = Client()
    found.force_login(factories.person(body, role))
    return found


def text(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def rows(response: HttpResponse) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_from_the_plan_to_a_draft_that_is_worded_and_downloaded(world: Scene) -> None:
    officer = client(world.finance)
    make = reverse("yearly:make", args=[world.plan.pk])
    assert make in text(officer.get(reverse("yearly:of_plan", args=[world.plan.pk])))
    assert make in text(officer.get(reverse("yearly:drafts")))
    page = text(officer.post(make, {"year": 2027}, follow=True))
    draft = Draft.objects.get()
    assert FAIR in page
    assert "6 trong 6 nhiệm vụ" in page
    line = world.line(draft, FAIR)
    address = reverse("yearly:line", args=[line.pk])
    assert address in page
    form = {"text": "Tổ chức 02 hội chợ", "leads": line.leads, "deadline": "Quý II/2027", "seen": 0}
    assert "Tổ chức 02 hội chợ" in text(officer.post(address, form, follow=True))
    text(officer.post(reverse("yearly:line", args=[world.line(draft, LOANS).pk]),
                      {"deed": "drop", "reason": "Chuyển Quỹ.", "seen": 0}, follow=True))  # fmt: skip
    shown = text(officer.get(reverse("yearly:draft", args=[draft.pk]), {"chon": "dropped"}))
    assert "Chuyển Quỹ." in shown
    assert "Tổ chức 02 hội chợ" not in shown
    assert officer.get(reverse("yearly:document", args=[draft.pk])).content.startswith(b"PK")
    found = rows(officer.get(reverse("yearly:excel", args=[draft.pk]), {"q": "hoi cho"}))
    assert [row[1] for row in found[3:]] == ["Tổ chức 02 hội chợ"]


def test_the_later_form_is_refused_with_what_was_typed_and_can_be_sent_again(world: Scene) -> None:
    draft = world.draft()
    line = world.line(draft, FAIR)
    officer, address = client(world.finance), reverse("yearly:line", args=[line.pk])
    actions.edit_line(line, by=factories.acting(world.province), values={"deadline": "Quý III/2027"})
    page = text(officer.post(address, {"text": "Lời tôi gõ", "seen": 0}), 422)
    assert "vừa sửa mục" in page
    assert "Lời tôi gõ" in page
    assert '<input type="hidden" name="seen" value="1"' in page
    text(officer.post(address, {"text": "Lời tôi gõ", "seen": 1}, follow=True))
    assert draft.lines.filter(text="Lời tôi gõ").exists()


def test_ticked_lines_are_kept_and_a_wrong_tick_is_told(world: Scene) -> None:
    draft = world.draft()
    officer, address = client(world.finance), reverse("yearly:draft", args=[draft.pk])
    ticked = [f"{world.line(draft, words).pk}-0" for words in (FAIR, BOOKS)]
    assert "Đã giữ 2 nhiệm vụ" in text(officer.post(address, {"rows": ticked}, follow=True))
    assert "vừa sửa mục" in text(officer.post(address, {"rows": ticked}, follow=True))
    assert "Chưa chọn nhiệm vụ nào" in text(officer.post(address, {"rows": ["x", "1"]}, follow=True))


def test_a_line_is_added_moved_and_words_of_old_years_are_seen(world: Scene) -> None:
    draft = world.draft()
    officer = client(world.finance)
    add = reverse("yearly:add_line", args=[draft.pk])
    assert "Ghi nội dung" not in text(officer.get(add))
    page = text(officer.post(add, {"text": "Mở sàn năm 2026", "group": "Tuyên truyền"}, follow=True))
    assert "Còn nhắc năm cũ:" in page
    line = draft.lines.get(text="Mở sàn năm 2026")
    text(officer.post(reverse("yearly:move_line", args=[line.pk]), {"len": "1"}, follow=True))
    page = text(officer.get(reverse("yearly:draft", args=[draft.pk])))
    assert page.index("Mở sàn năm 2026") < page.index(LOANS)
    text(officer.post(reverse("yearly:retitle", args=[draft.pk]), {"title": "Tên khác"}, follow=True))
    text(officer.post(reverse("yearly:refresh", args=[draft.pk]), follow=True))
    assert "Tên khác" in text(officer.get(reverse("yearly:drafts")))


def test_targets_are_proposed_beside_the_superior_figure(world: Scene) -> None:
    draft = world.draft()
    officer = client(world.finance)
    address = reverse("yearly:targets", args=[draft.pk])
    page = text(officer.get(address))
    assert "chưa có số" in page
    assert "≥ 15 hợp tác xã" in page
    one = reverse("yearly:target", args=[world.aim(draft).pk])
    assert "Ghi mức phải đạt" in text(officer.post(one, {"name": "HTX mới", "op": ">=", "seen": 0}), 422)
    form = {"name": "HTX mới", "op": ">=", "value": "14", "unit": "hợp tác xã", "seen": 0}
    assert "thấp hơn chỉ tiêu cấp trên" in text(officer.post(one, form, follow=True))
    added = {"name": "Tỷ lệ HTX khá", "op": "range", "low": "60", "high": "65", "unit": "%"}
    text(officer.post(reverse("yearly:add_target", args=[draft.pk]), added, follow=True))
    found = rows(officer.get(reverse("yearly:targets_excel", args=[draft.pk])))
    assert [(row[0], row[6]) for row in found[3:]] == [("HTX mới", "≥ 14"), ("Tỷ lệ HTX khá", "60 – 65")]
    text(officer.post(one, {"deed": "drop", "reason": "Không đo.", "seen": 1}, follow=True))
    assert "Không đo." in text(officer.get(address))


def test_a_reader_sees_the_draft_and_changes_nothing(world: Scene) -> None:
    draft = world.draft()
    viewer = client(world.province, Role.VIEWER)
    assert "Giữ các nhiệm vụ" not in text(viewer.get(reverse("yearly:draft", args=[draft.pk])))
    assert viewer.post(reverse("yearly:refresh", args=[draft.pk])).status_code == 403
    assert client(world.farming).get(reverse("yearly:draft", args=[draft.pk])).status_code == 404


def test_the_page_of_a_task_tells_where_it_goes(world: Scene) -> None:
    draft = world.draft()
    actions.drop_line(world.line(draft, ADVISE), by=world.officer, reason="Thôi.")
    page = text(client(world.finance).get(reverse("yearly:of_task", args=[world.tasks[ADVISE].pk])))
    assert "Dự thảo kế hoạch năm 2027" in page
    assert "Thôi." in page
    assert text(client(world.finance).get(reverse("yearly:of_task", args=[world.tasks[BOOKS].pk]))).strip()
    # whoever may not read the draft learns nothing of it
    assert "Thôi." not in text(
        client(world.commune).get(reverse("yearly:of_task", args=[world.tasks[ADVISE].pk]))
    )


def test_the_issued_plan_is_said_by_hand_and_taken_back(world: Scene) -> None:
    draft = world.draft()
    officer, address = client(world.finance), reverse("yearly:issued", args=[draft.pk])
    assert "Chưa có kế hoạch nào" in text(officer.get(address))
    later = factories.plan(world.province, standing=world.finance, title="Kế hoạch của năm mới",
                           period_start="2027-01-01", period_end="2027-12-31")  # fmt: skip
    factories.task(later, world.farming, text=FAIR)
    assert "Đã ban hành thành" in text(officer.post(address, {"plan": later.pk}, follow=True))
    assert "Tiếp tục" in text(officer.get(reverse("yearly:of_plan", args=[later.pk])))
    assert "Lấy số liệu mới" in text(officer.post(address, {"reason": "Nhầm."}, follow=True))


def test_a_plan_is_closed_with_its_report_which_its_readers_read(world: Scene) -> None:
    head, address = client(world.finance, Role.APPROVER), reverse("yearly:close", args=[world.plan.pk])
    page = text(head.get(address))
    assert "5 nhiệm vụ chưa hoàn thành đi đâu" in page
    assert "Lập dự thảo năm tới trước" in page
    page = text(head.post(address, {"reason": "Hết kỳ.", f"t{world.tasks[FAIR].pk}": "Đã lồng ghép."}), 422)
    assert "Còn 4 nhiệm vụ chưa ghi lý do dừng" in page
    assert "Đã lồng ghép." in page
    form = {"reason": "Hết kỳ.", "common": "Hết nhu cầu.", f"t{world.tasks[FAIR].pk}": "Đã lồng ghép."}
    page = text(head.post(address, form, follow=True))
    assert "Dừng thực hiện: Đã lồng ghép" in page
    assert "Dừng thực hiện: Hết nhu cầu" in page
    reader = client(world.commune)
    assert reverse("yearly:final", args=[world.plan.pk]) in text(
        reader.get(reverse("yearly:of_plan", args=[world.plan.pk]))
    )
    assert "SHA-256" in text(reader.get(reverse("yearly:final", args=[world.plan.pk])))
    for kind in ("xlsx", "docx"):
        answer = reader.get(reverse("yearly:final_file", args=[world.plan.pk, kind]))
        data = b"".join(answer.streaming_content)
        assert data.startswith(b"PK")
    held = SimpleUploadedFile("bao-cao.docx", data)
    told = text(Client().post(reverse("issuing:check_file"), {"file": held}))
    assert f"Báo cáo kết thúc kế hoạch {world.plan.number or world.plan.title}" in told
    assert "Đang tạo bản PDF" in text(reader.get(reverse("yearly:final", args=[world.plan.pk])))
    assert reader.get(reverse("yearly:final_file", args=[world.plan.pk, "pdf"])).status_code == 404
    assert head.get(address)["Location"] == reverse("plans:board", args=[world.plan.pk])
