"""Money spent stands against what was approved; beyond it only where somebody says so and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.handover import actions as handover
from hopluc.organizations.acting import Role
from hopluc.plans.budget import queries, spending
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Estimate, Spending
from tests import factories
from tests.plans.budget.scene import MILLION, Scene, client, day, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def spend(scene: Scene, line: Any, amount: int, **rest: Any) -> Spending:
    values: dict[str, Any] = {
        "by": scene.officer,
        "on": timezone.localdate(),
        "document": "Phiếu chi 7",
    } | rest
    return spending.spend(line, amount=amount, **values)


def test_nothing_is_spent_on_a_line_before_it_is_approved(scene: Scene) -> None:
    line = scene.sent()
    with pytest.raises(ValidationError, match="chưa được phê duyệt"):
        spend(scene, line, 1)
    assert not Spending.objects.exists()


def test_more_than_approved_is_warned_of_and_kept_as_such(scene: Scene) -> None:
    line = scene.approved()
    spend(scene, line, 50 * MILLION)
    with pytest.raises(ValidationError, match=r"vượt số được phê duyệt 5\.000\.000 đồng"):
        spend(scene, line, 15 * MILLION)
    with pytest.raises(ValidationError, match="lý do"):
        spend(scene, line, 15 * MILLION, exceeds=True)
    assert spending.spent_on(line) == 50 * MILLION
    assert not spend(scene, line, 10 * MILLION, exceeds=True).exceeds  # it did not go beyond
    assert spend(scene, line, 1, exceeds=True, reason="Giá tăng").exceeds
    assert spending.spent_on(line) == 60 * MILLION + 1


def test_what_is_wrong_is_refused(scene: Scene) -> None:
    line = scene.approved()
    for wrong in ({"on": day(1)}, {"document": " "}):
        with pytest.raises(ValidationError):
            spend(scene, line, 1, **wrong)
    with pytest.raises(ValidationError):
        spend(scene, line, 0)
    with pytest.raises(PermissionDenied):
        spend(scene, line, 1, by=scene.gatherer)


def test_an_error_is_taken_back_once_and_both_rows_stay(scene: Scene) -> None:
    line = scene.approved()
    row = spend(scene, line, 60 * MILLION)
    spending.take_back(row, by=scene.officer, reason="Ghi nhầm dòng")
    with pytest.raises(StaleFormError):
        spending.take_back(row, by=scene.officer, reason="Lần nữa")
    assert spending.spent_on(line) == 0
    assert Spending.objects.count() == 2
    spend(scene, line, 60 * MILLION)
    page = client(scene.gatherer).get(reverse("plans:budget_line", args=[line.pk]))
    assert "Ghi nhầm dòng" in text(page)


def test_a_task_shows_its_money_beside_its_status(scene: Scene) -> None:
    line = scene.approved()
    officer = client(scene.officer)
    form = reverse("plans:spend_budget", args=[line.pk])
    sent = {"on": f"{day(0):%d/%m/%Y}", "amount": "15 triệu", "document": "Phiếu chi 7"}
    assert officer.post(form, sent).status_code == 302
    assert "vượt số được phê duyệt" in text(officer.post(form, sent | {"amount": "46 triệu"}), 422)
    (row,) = queries.tasks(queries.view(scene.year))
    assert (row.sums.approved, row.sums.spent, row.sums.percent) == (60 * MILLION, 15 * MILLION, 25)
    assert row.judged
    html = text(officer.get(reverse("plans:budget_tasks", args=[scene.plan.pk])))
    assert "(25\u00a0%)" in html
    assert "Chưa thực hiện" in html
    card = officer.get(reverse("plans:budget_of_task", args=[scene.task.pk]), headers={"HX-Request": "true"})
    assert "đã chi 15 (25\u00a0%)" in text(card)
    empty = officer.get(
        reverse("plans:budget_of_task", args=[scene.other.pk]), headers={"HX-Request": "true"}
    )
    assert text(empty).strip() == ""


def test_a_successor_spends_what_was_approved_for_the_body_that_ended(scene: Scene) -> None:
    line = scene.approved()
    new = factories.body("Sở Kinh tế", parent=scene.province)
    handover.merge([scene.trade], new, by=SYSTEM, on=timezone.localdate(), document="Quyết định số 3")
    estimate = Estimate.objects.get(pk=line.estimate_id)
    assert (estimate.body, estimate.passed_from, estimate.body_name) == (new, scene.trade, "Sở Công Thương")
    successor = factories.acting(new, Role.OFFICER)
    spend(scene, line, MILLION, by=successor)
    assert queries.view(scene.year).total.spent == MILLION


def test_a_merger_laid_back_gives_the_estimate_back(scene: Scene) -> None:
    line = scene.approved()
    heir = factories.body("Sở Kinh tế", parent=scene.province)
    decided = handover.Decision(
        handover.Kind.MERGER, [scene.trade], [handover.Heir(heir)], day(-1), "Quyết định số 3"
    )
    done = handover.carry_out(decided, by=SYSTEM)
    assert Estimate.objects.get(pk=line.estimate_id).body == heir
    keeper = factories.acting(scene.province, Role.ADMINISTRATOR)
    handover.undo(done, by=keeper, reason="Ghi nhầm")
    estimate = Estimate.objects.get(pk=line.estimate_id)
    assert (estimate.body, estimate.passed_from) == (scene.trade, None)
