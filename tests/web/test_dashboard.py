"""Dashboards: parts by plan, agency, field and area; each number opens exactly the parts that it counts."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import units
from hopluc.organizations.models import Level, Organisation
from hopluc.plans.mandates import sharing
from hopluc.plans.models import Assignment, Party, Plan, Task, TaskGroup
from hopluc.web.dashboard import bars, counting
from hopluc.web.dashboard.counting import DIMENSIONS, Asked, Facts
from hopluc.web.dashboard.places import CENTRE
from tests import factories
from tests.reporting.actuals.scene import target
from tests.web.crowded import leader_of

BOARD, PARTS = "/lanh-dao/bieu-do/", "/lanh-dao/bieu-do/phan-viec/"
FIELD = "tuyen-truyen,-pho-bien"


@pytest.fixture
def leader(db: None) -> Client:
    """Seven plans of a province, nine bodies of its own, a room of a commune's committee, a ministry."""
    client = leader_of()
    province = Organisation.objects.get(parent=None)
    unit = units.make(by=SYSTEM, code="98", name="Tây Khê", kind="tỉnh", level=Level.PROVINCE)
    below = units.make(by=SYSTEM, code="98001", name="Bản Đôn", kind="xã", level=Level.COMMUNE, parent=unit)
    committee = factories.body("UBND xã Bản Đôn", parent=province)
    Organisation.objects.filter(pk=province.pk).update(unit=unit)
    Organisation.objects.filter(pk=committee.pk).update(unit=below)
    room, ministry = factories.body("Phòng Kinh tế", parent=committee), factories.body("Bộ Thử nghiệm")
    first, second, *_rest = Plan.objects.order_by("pk")
    for plan, title in ((first, "TUYÊN TRUYỀN, PHỔ BIẾN"), (second, "Tuyên truyền, phổ biến")):
        group = TaskGroup.objects.create(plan=plan, code="A", title=title, order=2)
        factories.task(plan, room, due=timezone.localdate() + dt.timedelta(9), group=group)
    factories.task(first, ministry, group=None)
    return client


def facts() -> Facts:
    return counting.facts(list(Plan.objects.order_by("pk")), timezone.localdate())


def page(client: Client, address: str = BOARD, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return unescape(response.content.decode())


def book(client: Client, address: str = BOARD, **asked: str) -> list[list[Any]]:
    answer = client.get(address, asked | {"tai": "xlsx"})
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_every_number_opens_the_parts_that_it_counts(leader: Client) -> None:
    found = facts()
    whole = bars.whole(found, Asked())
    checked = 0
    for dimension in DIMENSIONS:
        rows = bars.by(found, Asked(), dimension)
        assert sum(one.sums.total for one in rows) == whole.sums.total
        for one in (rows[0], rows[-1]):
            numbers = [(one.address, one.sums.total), (one.late_address, one.sums.late)]
            numbers += [(segment.address, segment.count) for segment in one.segments if segment.count]
            for address, count in numbers:
                heading = re.search(r">\s*([\d.]+) phần việc\s*</h1>", page(leader, address))
                assert heading, address
                assert int(heading.group(1)) == count, address
                checked += 1
    assert checked > 20


def test_groups_called_alike_in_several_plans_are_one_field(leader: Client) -> None:
    html = page(leader, theo="linh_vuc")
    assert html.count("Tuyên truyền, phổ biến</a>") == 1
    assert "Ngoài các nhóm</a>" in html
    rows = book(leader, PARTS, linh_vuc=FIELD)
    assert [row[3] for row in rows[3:]] == ["Phòng Kinh tế"] * 2


def test_a_room_works_in_the_area_of_its_committee_a_ministry_in_none(leader: Client) -> None:
    found = facts()
    areas = [one.name for one in bars.by(found, Asked(), "dia_ban")]
    assert areas == ["Trung ương", "Tỉnh Tây Khê", "Xã Bản Đôn"]
    (centre,) = bars.by(found, Asked(dia_ban=CENTRE), "co_quan")
    assert centre.name == "Bộ Thử nghiệm"
    assert bars.by(found, Asked(dia_ban=CENTRE, linh_vuc=FIELD), "co_quan") == []


def test_filters_stay_in_the_address_and_in_the_other_dashboards(leader: Client) -> None:
    plan = Plan.objects.order_by("pk")[0].pk
    html = page(leader, ke_hoach=str(plan), theo="dia_ban")
    assert f"?theo=co_quan&ke_hoach={plan}" in html
    assert f'<option value="{plan}" selected' in html
    assert "Theo cơ quan chủ trì" in page(leader, ke_hoach=str(plan))
    assert "Không có phần việc nào" in page(leader, dia_ban=CENTRE, linh_vuc=FIELD)
    rows = book(leader, ke_hoach=str(plan), theo="co_quan")
    assert "Kế hoạch: 0/KH-UBND" in rows[1][0]
    assert [row[:2] for row in rows if row[0] == "Phòng Kinh tế"] == [["Phòng Kinh tế", 1]]


def test_units_stand_beside_each_other_with_share_and_figure(leader: Client) -> None:
    plan = Plan.objects.order_by("pk")[2]
    assert "Chưa có chỉ tiêu nào được giao" in page(leader, theo="chi_tieu")
    one = target(plan, "Số tổ hợp tác thành lập mới", 18)
    by, today = factories.acting(plan.owner), timezone.localdate()
    first, second = Organisation.objects.filter(name__startswith="Sở Thử nghiệm").order_by("pk")[:2]
    shares = {first.pk: Decimal(6), second.pk: Decimal(12)}
    sharing.allocate(one, shares, by=by, on=max(plan.issued_on or today, today - dt.timedelta(1)))
    sharing.type_share(one, first, by=by, on=today, value=Decimal(7))
    html = page(leader, theo="chi_tieu")
    assert "1/2 đơn vị đạt" in html
    assert f'<option value="{plan.pk}" selected' in html
    assert "1 đơn vị chưa có số liệu" in html
    rows = book(leader, theo="chi_tieu")
    assert [row[3:7:3] for row in rows[3:]] == [[6, "Đạt"], [12, "Chưa có số liệu"]]


def test_a_hundred_communes_and_sixty_tasks_take_few_questions(
    leader: Client, django_assert_max_num_queries: Any
) -> None:
    plan = Plan.objects.order_by("pk")[0]
    communes = [factories.body(f"UBND xã {n}", parent=plan.owner) for n in range(130)]
    tasks = [factories.task(plan) for _n in range(60)]
    parties = Party.objects.bulk_create(
        [Party(task=one, role=Party.Role.LEAD, text="các xã", name="các xã", order=1) for one in tasks]
    )
    Assignment.objects.bulk_create(
        [
            Assignment(task=one, plan=plan, body=body, role=Party.Role.LEAD, party=party)
            for one, party in zip(tasks, parties, strict=True)
            for body in communes
        ],
        batch_size=500,
    )
    assert Task.objects.filter(plan=plan).count() > 60
    page(leader)
    for asked in ({}, {"theo": "co_quan"}, {"theo": "dia_ban"}, {"theo": "linh_vuc"}, {"theo": "chi_tieu"}):
        with django_assert_max_num_queries(16):
            page(leader, **asked)
    with django_assert_max_num_queries(16):
        assert "7.8" in page(leader, PARTS)
