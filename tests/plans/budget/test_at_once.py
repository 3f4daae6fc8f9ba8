"""Two people at one budget at the same moment, on connections of their own."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hopluc.plans.budget import actions, resolving, spending
from hopluc.plans.models import BudgetCut, BudgetResolution, Estimate
from tests import factories
from tests.plans.budget.scene import MILLION, Scene
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_spend_the_rest_one_is_warned() -> None:
    scene = Scene()
    line, second = scene.approved(), factories.acting(scene.trade)
    results = at_once(
        *(
            lambda by=by: spending.spend(
                line, by=by, on=timezone.localdate(), amount=40 * MILLION, document="Phiếu chi"
            )
            for by in (scene.officer, second)
        )
    )
    assert sorted(type(r).__name__ for r in results) == ["Spending", "ValidationError"]
    assert spending.spent_on(line) == 40 * MILLION


def test_of_a_cut_and_a_resolution_from_one_page_the_second_is_told() -> None:
    scene = Scene()
    line = scene.sent()
    results = at_once(
        lambda: actions.cut(line, by=scene.gatherer, amount=MILLION, reason="Giảm", seen=0),
        lambda: resolving.approve(
            scene.year, by=scene.gatherer, number="5/NQ", on=timezone.localdate(), amounts={line.pk: (60, 0)}
        ),
    )
    assert sum(isinstance(r, ValidationError) for r in results) == 1
    assert BudgetCut.objects.count() + BudgetResolution.objects.count() == 1


def test_two_first_lines_at_once_stand_in_one_estimate() -> None:
    scene = Scene()
    second = factories.acting(scene.trade)
    results = at_once(scene.add, lambda: scene.add(by=second))
    assert [type(r).__name__ for r in results] == ["BudgetLine", "BudgetLine"]
    assert Estimate.objects.get().lines.count() == 2
