"""The pages of links: from a proposal to what stands on both plans, by hand, as Excel."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.organizations.acting import Role
from hopluc.plans.models import PlanLink, TaskLink
from tests import factories
from tests.plans.test_mandates import WORK, World

pytestmark = pytest.mark.django_db
State = PlanLink.State


@pytest.fixture
def world() -> World:
    return World()


def client(world: World, at: str = "trade", role: str = Role.OFFICER) -> Client:
    found = Client()
    found.force_login(factories.person(getattr(world, at), role))
    return found


def page(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:500]
    text: str = response.content.decode()
    return text


def test_a_plan_is_found_and_linked(world: World) -> None:
    officer = client(world)
    address = reverse("plans:links", args=[world.below.pk])
    assert "Phát triển kinh tế tập thể" in page(officer.get(address, {"q": "kinh te tap the"}))
    answer = officer.post(address, {"above": world.above.pk, "kind": "carries_out"})
    assert answer.status_code == 302
    assert "21/KH-UBND" in page(officer.get(address))
    assert "5/KH-SCT" in page(client(world, "province").get(reverse("plans:links", args=[world.above.pk])))


def test_ticked_proposals_are_confirmed_together(world: World) -> None:
    link = world.proposed()
    officer = client(world)
    address = reverse("plans:link", args=[link.pk])
    assert "cấp trên giao" in page(officer.get(address))
    rows = [f"{row.pk}:proposed" for row in TaskLink.objects.all()]
    officer.post(address, {"what": "task", "row": rows, "state": "confirmed"})
    assert set(TaskLink.objects.values_list("state", flat=True)) == {State.CONFIRMED}
    again = officer.post(address, {"what": "task", "row": rows, "state": "refused"}, follow=True)
    assert "vừa đổi liên kết" in page(again)
    assert set(TaskLink.objects.values_list("state", flat=True)) == {State.CONFIRMED}


def test_a_proposal_that_moved_is_named_and_the_others_are_confirmed(world: World) -> None:
    link = world.proposed()
    first, *others = TaskLink.objects.order_by("pk")
    rows = [f"{first.pk}:refused", *(f"{row.pk}:proposed" for row in others)]
    answer = client(world).post(
        reverse("plans:link", args=[link.pk]),
        {"what": "task", "row": rows, "state": "confirmed"},
        follow=True,
    )
    assert f"{first.below.number or first.below.code}: " in page(answer)
    assert f"Đã ghi {len(others)} liên kết." in page(answer)
    states = dict(TaskLink.objects.values_list("pk", "state"))
    assert states == {first.pk: State.PROPOSED} | {row.pk: State.CONFIRMED for row in others}


def test_a_gap_is_marked_and_can_be_filtered(world: World) -> None:
    link = world.proposed()
    TaskLink.objects.update(state=State.CONFIRMED)
    assert link.pk
    head = client(world, "province")
    address = reverse("plans:coverage", args=[world.above.pk])
    shown = page(head.get(address))
    assert "4 nhiệm vụ: 2 đã có kế hoạch cấp dưới thực hiện, 0 mới có đề xuất" in shown
    assert "2 chưa kế hoạch nào triển khai." in shown
    gaps = page(head.get(address, {"chi": "trong"}))
    assert WORK[3] in gaps
    assert WORK[0] not in gaps


def test_the_coverage_as_a_workbook_has_the_levels(world: World) -> None:
    world.proposed()
    TaskLink.objects.update(state=State.CONFIRMED)
    response = client(world, "province").get(reverse("plans:coverage_excel", args=[world.above.pk]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()[3:]
    assert [row[0] for row in rows] == [0, 1, 0, 1, 0, 0]
    assert rows[1][3] == "Sở Công Thương"
    assert rows[4][7] == "chưa kế hoạch nào triển khai"


def test_those_of_another_branch_are_counted_but_not_named(world: World) -> None:
    world.proposed()
    TaskLink.objects.update(state=State.CONFIRMED)
    factories.task(world.above, world.stranger)
    shown = page(client(world, "stranger").get(reverse("plans:coverage", args=[world.above.pk])))
    assert "ngoài phạm vi đồng chí được xem" in shown
    assert "5/KH-SCT" not in shown


def test_a_task_shows_what_it_carries_out_and_what_carries_it_out(world: World) -> None:
    world.proposed()
    TaskLink.objects.update(state=State.CONFIRMED)
    above = page(client(world).get(reverse("plans:task_links", args=[world.own[0].pk])))
    assert WORK[0] in above
    below = client(world, "province").get(
        reverse("plans:task_links", args=[world.tasks[0].pk]), headers={"HX-Request": "true"}
    )
    assert "Sở Công Thương" in page(below)
    assert "<html" not in page(below)


def test_a_task_is_joined_by_hand(world: World) -> None:
    officer = client(world)
    address = reverse("plans:join_task", args=[world.own[2].pk])
    assert WORK[3] in page(officer.get(address, {"q": "truyen hinh"}))
    assert officer.post(address, {"above": world.tasks[3].pk}).status_code == 302
    assert TaskLink.objects.get().state == State.CONFIRMED
    assert client(world, "province").get(address).status_code == 403


def test_looking_again_is_for_those_who_may_link(world: World) -> None:
    address = reverse("plans:look_for_links", args=[world.below.pk])
    assert client(world).post(address).status_code == 302
    assert client(world, "province").post(address).status_code == 403
    assert client(world, "stranger").post(address).status_code == 404
