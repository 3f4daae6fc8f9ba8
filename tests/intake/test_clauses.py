"""A stand-alone document that amends a plan in force: recognised, its clauses chosen, mended, recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopluc.intake import clauses
from hopluc.office.cells import read_rows
from hopluc.organizations.acting import Role
from hopluc.plans import boards, queries
from hopluc.plans.models import Amendment, Proposal, Task
from hopluc.plans.standings import now
from tests import factories
from tests.intake import samples
from tests.intake.test_amending import Desk

pytestmark = pytest.mark.django_db

TEXT = """ỦY BAN NHÂN DÂN TỈNH SƠN HẢI

Số: 640/QĐ-UBND

Sơn Hải, ngày 15 tháng 7 năm 2026

QUYẾT ĐỊNH

Về việc sửa đổi, bổ sung một số nội dung của Kế hoạch số 21/KH-UBND ngày 12 tháng 01 năm 2026

QUYẾT ĐỊNH:

Điều 1. Sửa đổi, bổ sung một số nội dung của Kế hoạch số 21/KH-UBND ngày 12 tháng 01 năm 2026 như sau:

1. Điều chỉnh thời hạn nhiệm vụ số thứ tự 1 mục I Phụ lục từ Quý III/2026 thành Quý IV/2026.

2. Giao Sở Nông nghiệp chủ trì thay Sở Tài chính thực hiện nhiệm vụ số 1 mục II Phụ lục.

3. Bãi bỏ nhiệm vụ số 2 mục II Phụ lục.

4. Bổ sung nhiệm vụ số 3 vào sau nhiệm vụ số 2 mục II Phụ lục như sau:

“3. Lập kho lạnh dùng chung. Cơ quan chủ trì: Sở Nông nghiệp. Thời gian hoàn thành: Trước ngày 30/11/2026”.

5. Điều chỉnh chỉ tiêu thành lập mới hợp tác xã từ 12 hợp tác xã thành 15 hợp tác xã.

6. Bổ sung chỉ tiêu: “Thành lập mới 02 liên hiệp hợp tác xã trong năm 2026”.

7. Điều chỉnh kinh phí cho phù hợp với dự toán được giao.

Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 8 năm 2026.
"""


class Room(Desk):
    """The desk of a plan's standing agency, which has received a decision that amends it."""

    def __init__(self) -> None:
        super().__init__()
        self.paper = samples.in_review(self.by, TEXT)

    @property
    def address(self) -> str:
        return reverse("intake:clauses", args=[self.paper.pk])

    def post(self, **given: Any) -> Any:
        return self.client.post(self.address, given)


@pytest.fixture
def room() -> Room:
    return Room()


def test_an_amending_document_leads_to_its_clauses_beside_the_plan(room: Room) -> None:
    response = room.client.get(reverse("intake:paper", args=[room.paper.pk]))
    assert response["Location"] == room.address
    page = room.client.get(room.address).content.decode()
    assert "sửa đổi kế hoạch 21/KH-UBND" in page
    assert "Điều chỉnh thời hạn nhiệm vụ số thứ tự 1 mục I Phụ lục" in page
    assert "<ins>Quý IV/2026</ins>" in page
    assert "Điều chỉnh kinh phí cho phù hợp" in page
    assert 'value="640/QĐ-UBND"' in page
    assert "01/08/2026" in page
    assert "tai=xlsx" in page
    book = read_rows(room.client.get(room.address, {"tai": "xlsx"}).content)
    told = [cell for row in book for cell in row]
    assert "Quý IV/2026" in told
    assert "phải đọc và đề xuất bằng tay" in told
    kinds = [row.proposal.kind for row in clauses.lay(room.paper, room.plan).rows]
    assert kinds == ["deadline", "leads", "dropped", "new_task", "target", "new_target"]
    assert (
        reverse("intake:clauses", args=[room.paper.pk])
        in room.client.get(reverse("intake:review", args=[room.paper.pk])).content.decode()
    )


def test_recorded_as_signed_the_plan_reads_as_the_document_says(room: Room) -> None:
    keys = [row.key for row in clauses.lay(room.paper, room.plan).rows]
    given = {"number": "640/QĐ-UBND", "issued_on": "15/07/2026", "on": "01/08/2026"}
    assert room.post(rows=keys, deed="record", **given).status_code == 302
    made = Amendment.objects.get()
    assert (made.number, made.on, made.file) == (
        "640/QĐ-UBND", dt.date(2026, 8, 1), room.paper.files.get().file,
    )  # fmt: skip
    texts = [line.text for line in boards.lines(room.plan, now())]
    assert "Lập kho lạnh dùng chung" in texts
    assert not any("chia cổ tức" in text for text in texts)
    moved = Task.objects.get(plan=room.plan, code="II/1")
    assert {a.body for a in moved.assignments.leading().held_on(dt.date(2026, 8, 1))} == {room.farming}
    figures = {row.indicator.name: row.indicator.value for row in queries.indicators(room.plan, now())}
    assert figures == {"Số hợp tác xã thành lập mới": 15, "Số liên hiệp hợp tác xã thành lập mới": 2}
    page = room.client.get(room.address).content.decode()
    assert "Văn bản này đã được ghi" in page
    assert "Đã ghi thành sửa đổi" in room.client.get(reverse("intake:papers")).content.decode()
    assert [row.key for row in clauses.lay(room.paper, room.plan).rows] == []


def test_chosen_clauses_become_proposals_with_the_source_words_and_wait_once(room: Room) -> None:
    keys = [row.key for row in clauses.lay(room.paper, room.plan).rows]
    assert room.post(rows=keys[:2], deed="propose").status_code == 302
    row = Proposal.objects.get(kind="deadline")
    assert "640/QĐ-UBND" in row.reason
    assert "“Điều chỉnh thời hạn nhiệm vụ số thứ tự 1 mục I Phụ lục" in row.reason
    again = room.post(rows=keys[:2], deed="propose")
    assert (again.status_code, Proposal.objects.count()) == (422, 2)
    assert "Đã đề xuất" in room.client.get(room.address).content.decode()


def test_a_clause_is_mended_before_it_is_proposed(room: Room) -> None:
    row = clauses.lay(room.paper, room.plan).rows[0]
    address = reverse("intake:clause", args=[room.paper.pk, row.key])
    page = room.client.get(address).content.decode()
    assert "Quý IV/2026" in page
    assert 'value="31/12/2026"' in page
    given = {"deadline_text": "Trước 15/12/2026", "kind0": "by", "end0": "15/12/2026", "reason": "Đọc lại"}
    assert room.client.post(address, given).status_code == 302
    made = Proposal.objects.get()
    assert (made.values["parts"], made.reason) == ([{"kind": "by", "date": "2026-12-15"}], "Đọc lại")
    for one in clauses.lay(room.paper, room.plan).rows:
        assert room.client.get(reverse("intake:clause", args=[room.paper.pk, one.key])).status_code == 200


def test_who_may_not_propose_reads_and_changes_nothing(room: Room) -> None:
    viewer = Client()
    viewer.force_login(factories.person(room.standing, Role.VIEWER))
    assert viewer.get(room.address).status_code == 200
    assert viewer.post(room.address, {"rows": ["x"], "deed": "propose"}).status_code == 403
    assert viewer.post(room.address, {"rows": ["x"], "deed": "nothing"}).status_code == 403
    assert not Proposal.objects.exists()
    assert room.client.get(reverse("intake:clauses", args=[room.newer.pk])).status_code == 404


def test_where_the_number_tells_no_plan_a_person_chooses_it(room: Room) -> None:
    paper = samples.in_review(room.by, TEXT.replace("21/KH-UBND", "77/KH-UBND"))
    address = reverse("intake:clauses", args=[paper.pk])
    page = room.client.get(address).content.decode()
    assert "sửa đổi kế hoạch nào" in page
    assert f'value="{room.plan.pk}"' in page
    chosen = room.client.get(address, {"ke-hoach": room.plan.pk}).content.decode()
    assert "<ins>Quý IV/2026</ins>" in chosen
