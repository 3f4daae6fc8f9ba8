"""Moving the day to hand in by, who still owes an estimate, and money beside the tasks' progress."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hopluc.archive.models import Notice
from hopluc.organizations.acting import Acting
from hopluc.plans.budget import actions, due, queries, resolving, rules, spending
from hopluc.plans.budget.desk import desk
from hopluc.plans.models import Assignment, BudgetResolution
from tests.plans.budget.scene import MILLION, Scene, client, day, text


@given(st.decimals(0, 200, places=1), st.integers(0, 100))
def test_money_and_work_part_the_same_way_seen_from_either_side(spent: Decimal, progress: int) -> None:
    found = rules.parted(spent, progress)
    assert (found == "") == (abs(spent - progress) < rules.PARTED)
    assert (found == "ahead") == (spent - progress >= rules.PARTED)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10**12)), min_size=1))
def test_the_weighted_mean_lies_between_its_values(pairs: list[tuple[int, int]]) -> None:
    mean = rules.weighted(pairs)
    assert mean is not None
    assert min(value for value, _ in pairs) <= mean <= max(value for value, _ in pairs)


@pytest.mark.django_db
def test_the_day_is_moved_with_a_reason_and_those_who_lack_are_told() -> None:
    scene = Scene(due_on=day(-2))
    sent = scene.sent()
    with pytest.raises(PermissionDenied):
        due.move_due(scene.year, by=scene.officer, due_on=day(5), reason="Xin thêm.")
    for wrong, wanted in (("chưa thay đổi", day(-2)), ("từ hôm nay", day(-1)), ("Ghi lý do", day(5))):
        with pytest.raises(ValidationError, match=wrong):
            due.move_due(scene.year, by=scene.gatherer, due_on=wanted, reason="")
    shown = queries.view(scene.year)
    assert {row.body: row.late for row in queries.bodies(shown, day(0))} == {
        scene.trade: True, scene.farming: True,
    }  # fmt: skip
    due.move_due(scene.year, by=scene.gatherer, due_on=day(5), reason="Bộ Tài chính đổi lịch.")
    scene.year.refresh_from_db()
    move = scene.year.moves.get()
    assert (move.before, move.after, scene.year.due_on) == (day(-2), day(5), day(5))
    assert not any(row.late for row in queries.bodies(queries.view(scene.year), day(0)))
    told = Notice.objects.filter(key__startswith="budget-moved-").values_list("person_id", flat=True)
    assert list(told) == [scene.farmer.user.pk]
    assert sent.estimate.body == scene.trade


def owed(by: Acting) -> list[str]:
    return [one.estimate.state if one.estimate else "none" for one in desk(by, day(0)).owed]


@pytest.mark.django_db
def test_an_estimate_is_owed_until_it_is_sent_and_again_when_it_came_back() -> None:
    scene = Scene()
    assert (owed(scene.officer), owed(scene.gatherer)) == (["none"], [])
    line = scene.add()
    assert owed(scene.officer) == ["draft"]
    (lacking,) = desk(scene.gatherer, day(0)).lacking
    assert set(lacking.bodies) == {scene.trade, scene.farming}
    actions.submit(line.estimate, by=scene.approver)
    assert owed(scene.officer) == []
    (lacking,) = desk(scene.gatherer, day(0)).lacking
    assert list(lacking.bodies) == [scene.farming]
    actions.send_back(line.estimate, by=scene.gatherer, reason="Thiếu căn cứ.")
    assert owed(scene.approver) == ["returned"]
    page = client(scene.officer).get(reverse("plans:my_budgets"), headers={"HX-Request": "true"})
    assert "Thiếu căn cứ." in text(page)
    assert "1 cơ quan chưa gửi" not in text(client(scene.gatherer).get(reverse("plans:my_budgets")))
    assert "2 cơ quan chưa gửi" in text(client(scene.gatherer).get(reverse("plans:my_budgets")))


@pytest.mark.django_db
def test_the_desk_takes_as_few_questions_for_many_years(django_assert_max_num_queries: Any) -> None:
    scene = Scene()
    for year in range(2028, 2038):
        scene.open(day(10), year)
    with django_assert_max_num_queries(9):
        assert len(desk(scene.gatherer, day(0)).lacking) == 11


@pytest.mark.django_db
def test_after_a_resolution_nobody_is_asked_any_more() -> None:
    scene = Scene()
    scene.approved()
    assert owed(scene.farmer) == []
    assert desk(scene.gatherer, day(0)).lacking == []
    resolving.take_back(BudgetResolution.objects.get(), by=scene.gatherer, reason="Nhầm.")
    assert owed(scene.farmer) == ["none"]


@pytest.mark.django_db
def test_money_stands_beside_progress_and_is_told_where_they_part() -> None:
    scene = Scene()
    line = scene.approved()
    Assignment.objects.filter(task=scene.task).update(state="under_way", percent=20)
    scene.year.year = day(0).year + 1
    scene.year.save()
    assert queries.beside(queries.view(scene.year)) is None  # nothing to compare before the year begins
    spending.spend(line, by=scene.officer, on=day(0), amount=48 * MILLION, document="Phiếu chi 1")
    found = queries.beside(queries.view(scene.year))
    assert found == queries.Beside(Decimal("80.0"), 20, 1)
    browser = client(scene.officer)
    assert "1 nhiệm vụ chi lệch tiến độ" in text(browser.get(reverse("plans:budget", args=[scene.plan.pk])))
    page = text(browser.get(reverse("plans:budget_tasks", args=[scene.plan.pk])))
    assert "Chi nhanh hơn tiến độ" in page
