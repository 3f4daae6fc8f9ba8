"""Each body estimates its own tasks, hands in by its approver; what comes late is told."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from hopluc.archive.models import Deed, Notice
from hopluc.organizations.acting import Role
from hopluc.plans.budget import actions, queries
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import BudgetLine, Estimate
from tests import factories
from tests.plans.budget.scene import MILLION, Scene, client, day, line_values, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_an_opened_year_is_told_to_those_who_lead_and_opens_once(scene: Scene) -> None:
    told = Notice.objects.filter(person_id__in=[scene.officer.user.pk, scene.farmer.user.pk])
    assert told.count() == 2
    with pytest.raises(ValidationError, match="đã mở"):
        scene.open(day(20))
    with pytest.raises(PermissionDenied):
        actions.open_year(scene.plan, by=scene.officer, year=2028, due_on=day(20))


def test_an_amount_is_norm_times_quantity_or_outright(scene: Scene) -> None:
    assert scene.add().amount == 60 * MILLION
    assert scene.add(norm=None, quantity=None, amount=7).amount == 7
    for wrong in (
        {"quantity": None},
        {"norm": None, "quantity": None},
        {"norm": 1, "quantity": Decimal("0.5")},
        {"norm": None, "quantity": None, "amount": 10**14},
    ):
        with pytest.raises(ValidationError):
            scene.add(**wrong)
    assert BudgetLine.objects.count() == 2


def test_a_body_estimates_only_tasks_in_which_it_has_a_part(scene: Scene) -> None:
    with pytest.raises(ValidationError, match="có phần việc"):
        scene.add(task=scene.other)
    with pytest.raises(PermissionDenied):
        scene.add(by=factories.acting(factories.body(parent=scene.province)))
    line = scene.add()
    with pytest.raises(PermissionDenied):
        actions.change_line(line, by=scene.farmer, seen=0, **line_values(content="Của cơ quan khác"))


def test_the_approver_hands_in_and_then_lines_stand(scene: Scene) -> None:
    line = scene.add()
    with pytest.raises(PermissionDenied):
        actions.submit(line.estimate, by=scene.officer)
    actions.submit(line.estimate, by=scene.approver)
    with pytest.raises(StaleFormError):
        actions.submit(line.estimate, by=scene.approver)
    for deed in (
        scene.add,
        lambda: actions.change_line(line, by=scene.officer, seen=0, **line_values()),
        lambda: actions.drop_line(line, by=scene.officer),
    ):
        with pytest.raises(ValidationError, match="không sửa được nữa"):
            deed()


def test_an_estimate_sent_back_is_mended_and_keeps_the_day_of_its_first_sending(scene: Scene) -> None:
    line = scene.sent()
    estimate = line.estimate
    with pytest.raises(ValidationError, match="lý do"):
        actions.send_back(estimate, by=scene.gatherer, reason=" ")
    actions.send_back(estimate, by=scene.gatherer, reason="Chưa ghi căn cứ")
    assert "Chưa ghi căn cứ" in Notice.objects.filter(person_id=scene.officer.user.pk).latest("pk").text
    changed = actions.change_line(
        line, by=scene.officer, seen=0, **line_values(quantity=Decimal(4)), task=scene.task
    )
    assert (changed.amount, changed.proposed) == (48 * MILLION, 48 * MILLION)
    Estimate.objects.filter(pk=estimate.pk).update(sent_on=day(-3))
    actions.submit(estimate, by=scene.approver)
    estimate.refresh_from_db()
    assert (estimate.state, estimate.sent_on, estimate.reason) == ("submitted", day(-3), "")
    assert Deed.objects.filter(verb="submit_estimate").count() == 2


def test_a_body_that_needs_nothing_says_so(scene: Scene) -> None:
    made = actions.submit_none(scene.year, by=scene.approver)
    assert made.state == Estimate.State.SUBMITTED
    assert queries.view(scene.year).total == queries.Amounts()


def test_late_bodies_are_told_of_on_the_page() -> None:
    scene = Scene(due_on=day(-1))
    scene.sent()
    found = {row.body.name: (row.late, bool(row.estimate)) for row in _bodies(scene)}
    assert found == {"Sở Công Thương": (True, True), "Sở Nông nghiệp": (True, False)}
    html = text(client(scene.gatherer).get(reverse("plans:budget", args=[scene.plan.pk])))
    assert html.count("Quá hạn") == 1
    assert re.search("1 cơ quan chủ trì nhiệm vụ chưa lập dự toán.*quá hạn.*Sở Nông nghiệp", html, re.DOTALL)


def _bodies(scene: Scene) -> list[queries.BodyRow]:
    return queries.bodies(queries.view(scene.year), day(0))


def test_the_whole_way_by_the_web(scene: Scene) -> None:
    officer, approver = client(scene.officer), client(scene.approver)
    page = reverse("plans:budget", args=[scene.plan.pk])
    assert "Lập dự toán" in text(officer.get(page))
    add = reverse("plans:add_budget_line", args=[scene.year.pk])
    sent = {
        "task": scene.task.pk, "content": "Mở lớp", "fund": "recurrent", "source": "province",
        "norm": "1,5 triệu", "quantity": "2,5", "unit": "lớp", "amount": "", "basis": "", "once": "k1",
    }  # fmt: skip
    assert "không phải số tiền" in text(officer.post(add, sent | {"norm": "1,5", "once": ""}), 422)
    officer.post(add, sent)
    line = BudgetLine.objects.get()
    assert line.amount == 3_750_000
    own = reverse("plans:estimate", args=[line.estimate_id])
    assert "3.750.000" in text(officer.get(own))
    change = reverse("plans:change_budget_line", args=[line.pk])
    assert 'value="2,5"' in text(officer.get(change))
    officer.post(change, sent | {"quantity": "3", "seen": 0, "once": "k2"})
    approver.post(own)
    assert "4,5" in text(approver.get(page + "?don_vi=trieu"))
    assert Estimate.objects.get().state == "submitted"


def test_an_officer_of_a_body_without_approver_hands_in(scene: Scene) -> None:
    line = scene.add(by=scene.farmer, task=scene.other)
    assert actions.submit(line.estimate, by=scene.farmer).sent_on == day(0)
    assert Role.APPROVER not in scene.farmer.roles
