"""Amendments as people meet them: proposing from a task, gathering, deciding, the decision as a document."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.organizations.acting import Acting
from hopluc.plans.amendments import actions
from hopluc.plans.models import Amendment, Assignment, DeadlinePart, Proposal, Task
from hopluc.viet.dates import format_date
from tests import factories
from tests.plans.test_amendments import World, day, until

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def client(by: Acting) -> Client:
    made = Client()
    made.force_login(by.user)
    return made


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:800]
    return response.content.decode()


def test_another_deadline_goes_all_the_way_from_the_task_page_to_the_board(world: World) -> None:
    lead, officer, chairman = (client(by) for by in (world.lead, world.officer, world.chairman))
    page = text(lead.get(reverse("plans:task", args=[world.task.pk])))
    address = reverse("plans:propose_task", args=[world.task.pk])
    assert address in page
    assert "Trước ngày kia" in text(lead.get(address))
    given = {"deadline_text": "Quý tới", "kind0": "within", "start0": format_date(day(20)),
             "end0": format_date(day(60)), "reason": "Chưa có vốn"}  # fmt: skip
    assert lead.post(address, given).status_code == 302
    row = Proposal.objects.get()
    listed = reverse("plans:amendments", args=[world.plan.pk])
    assert "Chưa có vốn" in text(officer.get(listed))
    assert officer.post(listed, {"rows": [row.pk], "into": ""}).status_code == 302
    draft = reverse("plans:amendment", args=[Amendment.objects.get().pk])
    page = text(officer.get(draft))
    assert f"từ {format_date(day(20))} đến {format_date(day(60))}" in page
    assert "Trước ngày kia" in page
    assert officer.post(draft, {"deed": "submit"}).status_code == 302
    seen = actions.seen_of(Amendment.objects.get())
    given = {"deed": "decide", "on": format_date(day(0)), "answer": "", "seen": seen}
    assert chairman.post(draft, given).status_code == 302
    board = reverse("plans:board", args=[world.plan.pk])
    assert format_date(day(60)) in text(lead.get(board))
    assert "Quý tới" in text(lead.get(board))
    before = text(lead.get(f"{board}?ngay={day(-1)}"))
    assert (format_date(day(60)) in before, "Trước ngày kia" in before) == (False, True)
    history = text(lead.get(reverse("plans:history", args=[world.plan.pk])))
    assert "Trước ngày kia" in history
    assert "Kế hoạch đã đổi những gì" not in text(
        lead.get(f"{reverse('plans:history', args=[world.plan.pk])}?biet={day(-1)}")
    )


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("deadline", {"deadline_text": "Sớm", "kind0": "by"}, "Ghi ngày của thời hạn này"),
        ("deadline", {"deadline_text": "Sớm", "kind0": "by", "end0": "31/02/2027"}, "Ngày không đúng"),
        (
            "deadline",
            {"deadline_text": "Sớm", "kind0": "ongoing", "end1": "01/01/2027"},
            "Chọn loại thời hạn",
        ),
        ("leads", {"leads": "Sở Công Chính"}, "Sở Công Chính"),
        ("leads", {"leads": "các cơ quan, đơn vị liên quan"}, "ít nhất một cơ quan chủ trì"),
        ("leads", {"leads": "Sở Công Thương", "coordinators": "Liên minh Hợp tác xã"}, "chưa thay đổi gì"),
        ("words", {"text": "Mở hội chợ", "products": "Báo cáo kết quả"}, "chưa thay đổi gì"),
        ("dropped", {"reason": ""}, "bắt buộc"),
    ],
)
def test_what_cannot_be_proposed_is_told_and_nothing_is_kept(
    world: World, kind: str, given: dict[str, str], message: str
) -> None:
    address = f"{reverse('plans:propose_task', args=[world.task.pk])}?loai={kind}"
    page = text(client(world.lead).post(address, {"reason": "Chưa có vốn"} | given), 422)
    assert message in page
    assert not Proposal.objects.exists()


def test_leads_are_written_as_in_a_plan_and_become_bodies(world: World) -> None:
    address = f"{reverse('plans:propose_task', args=[world.task.pk])}?loai=leads"
    given = {
        "leads": "Sở Nội vụ\nSở Công Thương",
        "coordinators": "các cơ quan, đơn vị liên quan",
        "reason": "Đổi",
    }
    assert client(world.lead).post(address, given).status_code == 302
    row = Proposal.objects.get()
    assert [one["organisation"] for one in row.values["leads"]] == [world.home.pk, world.trade.pk]
    world.amend(row, on=day(0))
    held = Assignment.objects.filter(task=world.task).held_on(day(0))
    assert {(part.body, part.role) for part in held} == {(world.home, "lead"), (world.trade, "lead")}
    page = text(client(world.lead).get(reverse("plans:task", args=[world.task.pk])))
    assert "các cơ quan, đơn vị liên quan" in page


def test_a_new_task_is_proposed_from_the_plan(world: World) -> None:
    address = reverse("plans:propose_new", args=[world.plan.pk])
    given = {"group": world.plan.groups.get().pk, "number": "7", "text": "Lập sàn bán hàng",
             "leads": "Sở Nội vụ", "products": "Sàn\nBáo cáo", "deadline_text": "Hằng năm", "kind0": "yearly",
             "end0": "18/12/2026", "reason": "Cần"}  # fmt: skip
    assert client(world.lead).post(address, given).status_code == 302
    world.amend(Proposal.objects.get(), on=day(0))
    task = Task.objects.get(text="Lập sàn bán hàng")
    part = DeadlinePart.objects.get(task=task)
    assert (task.products, part.rrule) == (["Sàn", "Báo cáo"], "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=18")


def test_a_target_is_proposed_from_its_page(world: World) -> None:
    lead = client(world.lead)
    address = reverse("plans:propose_target", args=[world.target.pk])
    assert address in text(lead.get(reverse("plans:indicator", args=[world.target.pk])))
    same = {"name": "Số hợp tác xã mới", "unit": "hợp tác xã", "op": ">=", "value": "20", "reason": "Cần"}
    assert "chưa thay đổi gì" in text(lead.post(address, same), 422)
    assert "cả hai đầu" in text(lead.post(address, same | {"op": "range", "low": "9", "high": "3"}), 422)
    assert lead.post(address, same | {"value": "35,5"}).status_code == 302
    world.amend(Proposal.objects.get(), on=day(0))
    assert "≥ 35,5 hợp tác xã" in text(lead.get(reverse("plans:indicators", args=[world.plan.pk])))
    earlier = text(lead.get(f"{reverse('plans:indicators', args=[world.plan.pk])}?ngay={day(-1)}"))
    assert "≥ 20 hợp tác xã" in earlier


def test_proposals_are_filtered_and_taken_as_a_workbook(world: World) -> None:
    world.propose("dropped", {})
    world.propose("deadline", until(day(60)), by=world.officer)
    officer = client(world.officer)
    address = reverse("plans:amendments", args=[world.plan.pk])
    page = text(officer.get(f"{address}?loai=dropped"))
    assert ("Bỏ nhiệm vụ</strong>" in page, "Đổi thời hạn</strong>" in page) == (True, False)
    page = text(officer.get(f"{address}?co_quan={world.standing.pk}&trang_thai=proposed"))
    assert ("Bỏ nhiệm vụ</strong>" in page, "Đổi thời hạn</strong>" in page) == (False, True)
    response = officer.get(f"{reverse('plans:proposals_excel', args=[world.plan.pk])}?loai=dropped")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sum("Bỏ nhiệm vụ" in map(str, row) for row in rows) == 1


def test_a_proposal_is_answered_withdrawn_or_gathered_on_its_page(world: World) -> None:
    rows = [world.propose("dropped", {}), *(world.propose("deadline", until(day(n))) for n in (60, 70))]
    pages = [reverse("plans:proposal", args=[row.pk]) for row in rows]
    officer, lead = client(world.officer), client(world.lead)
    assert "bắt buộc" in text(officer.post(pages[0], {"deed": "decline", "answer": ""}), 422)
    assert officer.post(pages[0], {"deed": "decline", "answer": "Chưa có căn cứ"}).status_code == 302
    assert "Chưa có căn cứ" in text(lead.get(pages[0]))
    assert lead.post(pages[1], {"deed": "withdraw"}).status_code == 302
    assert officer.post(pages[2], {"deed": "gather"}).status_code == 302
    assert [Proposal.objects.get(pk=row.pk).state for row in rows] == ["declined", "withdrawn", "gathered"]
    assert lead.post(pages[2], {"deed": "gather"}).status_code == 403
    assert "vừa chuyển sang" in text(lead.post(pages[2], {"deed": "withdraw"}), 422)


def test_a_paper_decision_comes_in_with_its_file(world: World) -> None:
    draft = actions.gather(world.plan, [world.propose("dropped", {})], by=world.officer)
    officer = client(world.officer)
    address = reverse("plans:amendment", args=[draft.pk])
    file = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 quyet dinh")
    given = {"deed": "record", "number": "45/QĐ-UBND", "issued_on": format_date(day(-3)),
             "on": format_date(day(-3)), "seen": actions.seen_of(draft)}  # fmt: skip
    assert officer.post(address, given | {"evidence": file}).status_code == 302
    page = text(officer.get(address))
    assert "45/QĐ-UBND" in page
    got = officer.get(reverse("plans:amendment_file", args=[draft.pk]))
    assert b"".join(got.streaming_content) == b"%PDF-1.7 quyet dinh"
    assert "Đã bỏ khỏi kế hoạch từ ngày" in text(officer.get(reverse("plans:task", args=[world.task.pk])))


def test_the_draft_is_retitled_recalled_and_left_empty(world: World) -> None:
    row = world.propose("dropped", {})
    draft = actions.gather(world.plan, [row], by=world.officer)
    officer = client(world.officer)
    address = reverse("plans:amendment", args=[draft.pk])
    given = {"deed": "retitle", "title": "Sửa đổi lần một", "seen_title": draft.title}
    assert officer.post(address, given).status_code == 302
    assert "vừa được sửa thành" in text(officer.post(address, given), 422)
    officer.post(address, {"deed": "submit"})
    assert officer.post(address, {"deed": "recall"}).status_code == 302
    gone = officer.post(address, {"deed": "take_out", "proposal": row.pk})
    assert gone["Location"] == reverse("plans:amendments", args=[world.plan.pk])
    assert not Amendment.objects.exists()


def words_of(response: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return archive.read("word/document.xml").decode()


def test_the_decision_has_a_clause_for_each_change_and_room_for_number_and_date(world: World) -> None:
    values = {"group": world.plan.groups.get().pk, "number": "9", "text": "Lập sàn bán hàng",
              "leads": [world.party(world.home)], "coordinators": [], **until(day(30))}  # fmt: skip
    new = actions.propose(world.plan, by=world.lead, kind="new_task", values=values, reason="Cần")
    rows = [
        world.propose("deadline", until(day(60))),
        new,
        world.propose("target", {"value": "35"}, task=None, indicator=world.target),
    ]
    other = factories.task(world.plan, text="Việc cũ")
    draft = actions.gather(world.plan, [*rows, world.propose("dropped", {}, task=other)], by=world.officer)
    response = client(world.officer).get(reverse("plans:amendment_document", args=[draft.pk]))
    words = words_of(response)
    for part in (
        "QUYẾT ĐỊNH:",
        "Về việc sửa đổi, bổ sung một số nội dung của",
        "Điều 1. ",
        f"Sửa đổi thời gian thực hiện của nhiệm vụ số {world.task.number} nhóm I như sau:",
        f"“Đến {day(60)}”",
        "Bổ sung nhiệm vụ vào nhóm I. Tuyên truyền như sau:",
        "“9. Lập sàn bán hàng",
        "- Cơ quan chủ trì: Sở Nội vụ",
        f"Bãi bỏ nhiệm vụ số {other.number} nhóm I.",
        "Sửa đổi mức phải đạt của chỉ tiêu “Số hợp tác xã mới” như sau:",
        "“≥ 35 hợp tác xã”",
        "kể từ ngày ký",
        "CHỦ TỊCH",
    ):
        assert part in words, part
    assert "/QĐ-UBND" in words
    assert "Số:\u00a0" in words


def test_my_work_tells_what_waits_to_be_gathered_and_decided(world: World) -> None:
    lead, officer, chairman = (client(by) for by in (world.lead, world.officer, world.chairman))
    address = reverse("plans:amendments_waiting")
    row = world.propose("deadline", until(day(60)))
    assert address in text(officer.get("/"))
    assert "1 đề xuất chờ tổng hợp" in text(officer.get(address, headers={"HX-Request": "true"}))
    assert "chờ tổng hợp" not in text(lead.get(address, headers={"HX-Request": "true"}))
    draft = reverse("plans:amendment", args=[world.draft(row).pk])
    assert draft in text(chairman.get(address))
    assert draft not in text(officer.get(address))
