"""The pages of plans as people meet them: through the browser's door."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import File
from hopluc.organizations.acting import Role
from hopluc.organizations.actions import rename
from hopluc.organizations.models import Organisation, OrganisationName
from hopluc.plans import actions, queries
from hopluc.plans.models import (
    Assignment,
    Citation,
    DeadlinePart,
    Duty,
    Indicator,
    Plan,
    Progress,
    ReportingDuty,
)
from tests import factories

pytestmark = pytest.mark.django_db


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


class World:
    """A plan of a province followed by a standing agency; two bodies lead, one coordinates."""

    def __init__(self) -> None:
        self.province = factories.province()
        names = ("Sở Tài chính", "Sở Công Thương", "Liên minh Hợp tác xã")
        self.standing, self.trade, self.alliance = (factories.body(n, parent=self.province) for n in names)
        self.plan = factories.plan(self.province, standing=self.standing)
        self.late = factories.task(self.plan, self.trade, self.alliance, due=ago(5), text="Mở hội chợ",
                                   folded="mo hoi cho", products=["Báo cáo kết quả"])  # fmt: skip
        self.timely = factories.task(
            self.plan, self.alliance, due=ago(-90), coordinators=(self.trade,), text="Tập huấn cán bộ",
            folded="tap huan can bo",
        )  # fmt: skip
        self.part = self.late.assignments.get(body=self.trade)

    def client(self, body: Organisation, role: str = Role.OFFICER) -> Client:
        return signed_in(factories.person(body, role))


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def world() -> World:
    return World()


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def test_the_board_shows_every_task_with_its_status(world: World) -> None:
    page = text(world.client(world.standing).get(reverse("plans:board", args=[world.plan.pk])))
    assert "Mở hội chợ" in page
    assert "Chưa thực hiện, quá hạn" in page
    assert "0/2 cơ quan đã xong" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=hoi cho", {"Mở hội chợ"}),
        ("q=Tập huấn", {"Tập huấn cán bộ"}),
        ("tinh_trang=late", {"Mở hội chợ"}),
        ("tinh_trang=done_late", set()),
        ("cua_toi=on", {"Mở hội chợ", "Tập huấn cán bộ"}),
        (f"den={ago(0)}", {"Mở hội chợ"}),
        (f"tu={ago(0)}", {"Tập huấn cán bộ"}),
        ("tu=khong-phai-ngay", {"Mở hội chợ", "Tập huấn cán bộ"}),
    ],
)
def test_filters_in_the_address_choose_the_tasks(world: World, query: str, shown: set[str]) -> None:
    page = text(world.client(world.trade).get(f"{reverse('plans:board', args=[world.plan.pk])}?{query}"))
    found = {words for words in ("Mở hội chợ", "Tập huấn cán bộ") if words in page}
    assert found == shown


def test_the_board_filters_by_lead_body(world: World) -> None:
    address = f"{reverse('plans:board', args=[world.plan.pk])}?chu_tri={world.trade.pk}"
    page = text(world.client(world.standing).get(address))
    assert "Mở hội chợ" in page
    assert "Tập huấn cán bộ" not in page


def test_the_fragment_of_the_board_is_what_the_page_holds(world: World) -> None:
    client = world.client(world.standing)
    address = f"{reverse('plans:board', args=[world.plan.pk])}?tinh_trang=late"
    fragment = text(client.get(address, headers={"HX-Request": "true"}))
    assert fragment.strip().startswith('<div id="bang">')
    assert fragment.strip() in text(client.get(address))


def test_the_board_of_an_earlier_day_does_not_know_what_came_later(world: World) -> None:
    officer = factories.acting(world.trade)
    actions.report_progress(world.part, by=officer, on=ago(1), state="finished", finished_on=ago(6))
    client = world.client(world.standing)
    address = reverse("plans:task", args=[world.late.pk])
    assert "Hoàn thành đúng hạn" in text(client.get(address))
    earlier = text(client.get(f"{address}?ngay={ago(2)}"))
    assert "Hoàn thành đúng hạn" not in earlier
    assert f"Tình hình tính đến ngày {ago(2):%d/%m/%Y}" in earlier
    # Reported today for yesterday: nobody knew it yesterday.
    known = text(client.get(f"{address}?ngay={ago(1)}&biet={ago(1)}"))
    assert "Hoàn thành đúng hạn" not in known
    assert "Hoàn thành đúng hạn" in text(client.get(f"{address}?ngay={ago(1)}"))


def test_a_task_as_known_then_has_neither_later_names_nor_later_corrections(world: World) -> None:
    officer = factories.acting(world.trade)
    row = actions.report_progress(world.part, by=officer, on=ago(20), state="under_way", percent=30)
    then = timezone.now() - dt.timedelta(days=10)
    Progress._base_manager.update(recorded_at=then)
    OrganisationName.objects.update(recorded_at=then)
    actions.correct_progress(row, by=officer, on=ago(20), state="under_way", percent=20)
    rename(world.trade, by=SYSTEM, name="Sở Công Thương và Du lịch", on=ago(30), today=ago(0))
    client, address = world.client(world.standing), reverse("plans:task", args=[world.late.pk])
    known = text(client.get(f"{address}?ngay={ago(5)}&biet={ago(5)}"))
    assert "Sở Công Thương và Du lịch" not in known
    assert "đã được đính chính" not in known
    today = text(client.get(f"{address}?ngay={ago(5)}"))
    assert "Sở Công Thương và Du lịch" in today
    assert "đã được đính chính" in today


def test_the_excel_of_an_earlier_moment_names_both_clocks(world: World) -> None:
    address = reverse("plans:board_excel", args=[world.plan.pk])
    response = world.client(world.standing).get(f"{address}?ngay={ago(3)}&biet={ago(2)}")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    told = f"tính đến {ago(3):%d/%m/%Y}, như đã biết ngày {ago(2):%d/%m/%Y}"
    assert any(told in str(cell) for row in rows for cell in row)


def test_what_the_board_shows_can_be_taken_away_as_excel(world: World) -> None:
    response = world.client(world.standing).get(
        reverse("plans:board_excel", args=[world.plan.pk]) + "?tinh_trang=late"
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [(row[2], row[6]) for row in rows if "hội chợ" in str(row[2])] == [
        ("Mở hội chợ", "Báo cáo kết quả")
    ]
    assert not any("Tập huấn" in str(row) for row in rows)


def test_the_late_list_goes_over_all_plans_and_can_be_taken_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = factories.task(factories.plan(world.province), world.trade, due=ago(30), text="Việc cũ",
                           folded="viec cu")  # fmt: skip
    client = world.client(world.trade)
    page = text(client.get(reverse("plans:late")))
    assert page.index("Việc cũ") < page.index("Mở hội chợ")
    assert "quá hạn 30 ngày" in page
    own = text(client.get(reverse("plans:late") + "?cua_toi=on"))
    assert '<td class="pl-leads">Liên minh Hợp tác xã</td>' in page
    assert '<td class="pl-leads">Liên minh Hợp tác xã</td>' not in own
    of_one = text(client.get(f"{reverse('plans:late')}?co_quan={world.alliance.pk}"))
    assert "Mở hội chợ" in of_one
    assert "Việc cũ" not in of_one
    only = text(client.get(f"{reverse('plans:late')}?ke_hoach={other.plan_id}&q=VIỆC"))
    assert "Mở hội chợ" not in only
    monkeypatch.setattr(queries, "MOST_IDS", 2)  # three parts are read in two questions
    taken = client.get(reverse("plans:late_excel"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(taken.content)).get_sheet_by_index(0).to_python()
    late = [row[2] for row in rows if row[2] in ("Việc cũ", "Mở hội chợ")]
    assert late == ["Việc cũ", "Mở hội chợ", "Mở hội chợ"]


def test_a_body_without_a_part_does_not_know_of_the_plan(world: World) -> None:
    stranger = factories.body(parent=world.province)
    client = world.client(stranger)
    for address in (
        reverse("plans:board", args=[world.plan.pk]),
        reverse("plans:task", args=[world.late.pk]),
        reverse("plans:history", args=[world.plan.pk]),
        reverse("plans:report", args=[world.part.pk]),
    ):
        assert client.get(address).status_code == 404
    assert "kinh tế tập thể" not in text(client.get(reverse("plans:list")))
    assert "Mở hội chợ" not in text(client.get(reverse("plans:late")))


def test_readers_of_the_plan_cannot_write_for_a_body(world: World) -> None:
    for client in (world.client(world.standing, Role.APPROVER), world.client(world.trade, Role.VIEWER)):
        assert "Cập nhật kết quả" not in text(client.get(reverse("plans:task", args=[world.late.pk])))
        for name in ("report", "officer"):
            assert client.get(reverse(f"plans:{name}", args=[world.part.pk])).status_code == 403
            assert client.post(reverse(f"plans:{name}", args=[world.part.pk]), {}).status_code == 403


def form_values(page: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'type="hidden" name="(once|seen)" value="([^"]*)"', page))


def test_an_officer_reports_with_evidence_and_a_product(world: World) -> None:
    client = world.client(world.trade)
    address = reverse("plans:report", args=[world.part.pk])
    values = form_values(text(client.get(address))) | {
        "state": "finished",
        "finished_on": ago(2).isoformat(),
        "on": ago(0).isoformat(),
        "narrative": "Đã mở hội chợ với 40 gian hàng",
        "product0": "on",
        "product0_number": "15/BC-SCT",
        "evidence": SimpleUploadedFile("Báo cáo.pdf", b"%PDF-1.7 thu"),
    }
    response = client.post(address, values)
    assert response.status_code == 302
    page = text(client.get(response.url))
    for words in ("Hoàn thành quá hạn", "40 gian hàng", "15/BC-SCT", "Báo cáo.pdf"):
        assert words in page
    link = re.search(r'href="(/ke-hoach/minh-chung/\d+/)"', page)
    assert link
    assert b"".join(client.get(link[1]).streaming_content) == b"%PDF-1.7 thu"  # type: ignore[attr-defined]
    stranger = world.client(factories.body(parent=world.province))
    assert stranger.get(link[1]).status_code == 404


def test_a_double_click_reports_once(world: World) -> None:
    client = world.client(world.trade)
    address = reverse("plans:report", args=[world.part.pk])
    values = form_values(text(client.get(address))) | {"state": "under_way", "on": ago(0).isoformat()}
    first, second = client.post(address, values), client.post(address, values)
    assert (first.status_code, second.status_code, first.url == second.url) == (302, 302, True)
    assert Progress.objects.count() == 1


def test_a_stale_form_shows_what_changed_and_keeps_what_was_typed(world: World) -> None:
    client = world.client(world.trade)
    address = reverse("plans:report", args=[world.part.pk])
    values = form_values(text(client.get(address)))
    colleague = factories.acting(world.trade)
    actions.report_progress(
        world.part, by=colleague, on=ago(0), state="under_way", narrative="Đồng nghiệp vừa ghi"
    )
    values |= {"state": "under_way", "on": ago(0).isoformat(), "narrative": "Lời của tôi"}
    response = client.post(address, values)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Đồng nghiệp vừa ghi" in page
    assert "Lời của tôi" in page
    assert Progress.objects.count() == 1
    again = values | form_values(page)
    assert client.post(address, again).status_code == 302
    assert Progress.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (SimpleUploadedFile("x.exe", b"MZ"), "không nhận loại này"),
        (SimpleUploadedFile("x.pdf", b""), "rỗng"),
        (SimpleUploadedFile("x.pdf", b"MZ gia lam pdf"), "không đúng loại"),
    ],
)
def test_a_wrong_file_is_told_and_not_kept(world: World, file: SimpleUploadedFile, message: str) -> None:
    client = world.client(world.trade)
    values = {"state": "under_way", "on": ago(0).isoformat(), "evidence": file}
    response = client.post(reverse("plans:report", args=[world.part.pk]), values)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not File.objects.exists()
    assert not Progress.objects.exists()


def test_wrong_days_are_told_beside_their_fields(world: World) -> None:
    client = world.client(world.trade)
    address = reverse("plans:report", args=[world.part.pk])
    response = client.post(address, {"state": "finished", "on": "31/02/2026"})
    assert "Ngày không đúng" in response.content.decode()
    response = client.post(address, {"state": "finished", "on": ago(0).isoformat()})
    assert "Đã hoàn thành thì phải ghi ngày hoàn thành" in response.content.decode()


def test_a_row_is_corrected_from_the_task_page(world: World) -> None:
    row = actions.report_progress(
        world.part, by=factories.acting(world.trade), on=ago(0), state="under_way", percent=90
    )
    client = world.client(world.trade)
    address = reverse("plans:correct", args=[row.pk])
    assert address in text(client.get(reverse("plans:task", args=[world.late.pk])))
    values = form_values(text(client.get(address))) | {
        "state": "under_way", "on": ago(0).isoformat(), "percent": "9",
    }  # fmt: skip
    assert client.post(address, values).status_code == 302
    page = text(client.get(reverse("plans:task", args=[world.late.pk])))
    assert "đã được đính chính" in page
    world.part.refresh_from_db()
    assert world.part.percent == 9


def test_a_delivered_product_is_corrected_with_its_day_as_written_here(world: World) -> None:
    product = world.late.products[0]
    row = actions.report_progress(
        world.part, by=factories.acting(world.trade), on=ago(0), state="under_way",
        products=[{"name": product, "number": "113/QC-STC", "on": ago(3).isoformat()}],
    )  # fmt: skip
    page = text(world.client(world.trade).get(reverse("plans:correct", args=[row.pk])))
    assert 'name="product0_number" value="113/QC-STC"' in page
    assert f'name="product0_on" value="{ago(3):%d/%m/%Y}"' in page


def test_a_request_is_opened_and_an_officer_named(world: World) -> None:
    part = DeadlinePart.objects.create(task=world.timely, kind="on_request", order=1)
    client = world.client(world.standing)
    assert reverse("plans:open_part", args=[part.pk]) in text(
        client.get(reverse("plans:task", args=[world.timely.pk]))
    )
    values = {"on": ago(3).isoformat(), "due_on": ago(-3).isoformat(), "note": "Công văn đến"}
    assert client.post(reverse("plans:open_part", args=[part.pk]), values).status_code == 302
    lead = world.timely.assignments.get(role="lead")
    assert lead.due_on == ago(-3)
    user = factories.person(world.alliance, name="Trần Thị Phụ Trách")
    response = signed_in(user).post(reverse("plans:officer", args=[lead.pk]), {"user": user.pk})
    assert response.status_code == 302
    assert "Trần Thị Phụ Trách" in text(client.get(response.url))


def test_an_actual_is_typed_and_marked_with_who_typed_it(world: World) -> None:
    one = Indicator.objects.create(plan=world.plan, code="1", order=1, name="HTX thành lập mới", unit="HTX",
                                   op=">=", value=20)  # fmt: skip
    client = world.client(world.standing)
    address = reverse("plans:indicator", args=[one.pk])
    values = form_values(text(client.get(address))) | {"value": "1.025,5", "on": ago(1).isoformat()}
    assert client.post(address, values).status_code == 302
    page = text(client.get(reverse("plans:indicators", args=[world.plan.pk])))
    for words in ("≥ 20 HTX", "1.025,5", "số nhập tay", "đạt"):
        assert words in page
    wrong = client.post(address, {"value": "nhiều", "on": ago(1).isoformat()})
    assert "không phải là số" in wrong.content.decode()
    assert "Nhập số thực hiện" not in text(world.client(world.trade).get(address))


def test_the_other_sides_of_a_plan_are_shown(world: World) -> None:
    Citation.objects.create(plan=world.plan, number="20-NQ/TW", role="implements")
    ReportingDuty.objects.create(
        plan=world.plan, order=1, kind="report", senders=[{"name": "Các sở"}], text="…",
        due=[{"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"}],
    )  # fmt: skip
    Duty.objects.create(plan=world.plan, order=1, kind="supervise", of=[{"name": "Sở Tài chính"}], text="…")
    actions.report_progress(world.part, by=factories.acting(world.trade), on=ago(0), state="under_way")
    client = world.client(world.standing)
    shown = {
        "citations": "20-NQ/TW",
        "duties": "hằng năm, chậm nhất 10/12",
        "history": "Cập nhật kết quả",
    }
    history = text(client.get(reverse("plans:history", args=[world.plan.pk])))
    assert reverse("plans:task", args=[world.late.pk]) in history
    for name, words in shown.items():
        assert words in text(client.get(reverse(f"plans:{name}", args=[world.plan.pk])))


def test_an_approver_closes_the_plan_and_nobody_reports_any_more(world: World) -> None:
    client = world.client(world.standing, Role.APPROVER)
    address = reverse("plans:close", args=[world.plan.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Hết kỳ kế hoạch"}).status_code == 302
    world.plan.refresh_from_db()
    assert world.plan.state == Plan.State.CLOSED
    assert "Cập nhật kết quả" not in text(
        world.client(world.trade).get(reverse("plans:task", args=[world.late.pk]))
    )


def test_people_without_an_account_are_sent_to_sign_in(world: World) -> None:
    response = Client().get(reverse("plans:board", args=[world.plan.pk]))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize(
    "address",
    ["list", "late", "board", "board?tinh_trang=late&cua_toi=on&q=hoi", "indicators", "history", "task"],
)
def test_a_page_asks_few_queries(world: World, address: str, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        task = factories.task(world.plan, world.trade, world.alliance, due=ago(1))
        DeadlinePart.objects.create(task=task, kind="on_request")
        part = Assignment.objects.get(task=task, body=world.trade)
        actions.report_progress(part, by=factories.acting(world.trade), on=ago(0), state="under_way")
    name, _, query = address.partition("?")
    pk = {"list": [], "late": [], "task": [world.late.pk]}.get(name, [world.plan.pk])
    client = world.client(world.standing)
    full = f"{reverse(f'plans:{name}', args=pk)}?{query}"
    text(client.get(full))
    most = {"task": 17}  # parts, what waits, later days, products, amendments: each asked for once
    with django_assert_max_num_queries(most.get(name, 14)):
        client.get(full)
