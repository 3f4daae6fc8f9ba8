"""A resolution recorded wrongly: taken back or replaced with its history, until money spent rests on it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from hopluc.plans.actions import StaleFormError
from hopluc.plans.budget import queries, resolving, spending
from hopluc.plans.models import BudgetResolution, BudgetResolutionEnd
from tests.plans.budget.scene import MILLION, Scene, client, day, text

pytestmark = pytest.mark.django_db


def resolution() -> BudgetResolution:
    return BudgetResolution.objects.latest("pk")


def test_a_resolution_taken_back_leaves_its_lines_waiting_and_stays_in_history() -> None:
    scene = Scene()
    line = scene.approved()
    with pytest.raises(PermissionDenied):
        resolving.take_back(resolution(), by=scene.officer, reason="Nhầm.")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        resolving.take_back(resolution(), by=scene.gatherer, reason=" ")
    line.refresh_from_db()
    assert line.approved == 60 * MILLION
    seen = line.revision
    resolving.take_back(resolution(), by=scene.gatherer, reason="Ghi nhầm năm.")
    line.refresh_from_db()
    assert (line.approved, line.resolution, line.revision) == (None, None, seen + 1)
    assert list(queries.undecided(scene.year)) == [line]
    assert queries.resolutions(scene.year) == []
    ((ended, amount),) = queries.ended_of(line)
    assert (ended.reason, amount) == ("Ghi nhầm năm.", 60 * MILLION)
    with pytest.raises(StaleFormError):
        resolving.take_back(ended.resolution, by=scene.gatherer, reason="Nữa.")


def test_another_resolution_takes_the_place_of_one_on_the_same_lines() -> None:
    scene = Scene()
    line = scene.approved()
    old = resolution()
    amounts = {line.pk: 55 * MILLION}
    given = {"by": scene.gatherer, "reason": "Sai số.", "number": "6/NQ-HĐND", "on": day(0)}
    made = resolving.replace(old, amounts=amounts, **given)
    line.refresh_from_db()
    assert (line.approved, line.resolution) == (55 * MILLION, made)
    assert BudgetResolutionEnd.objects.get().replaced_by == made
    with pytest.raises(StaleFormError):
        resolving.replace(old, amounts=amounts, **given)


def test_money_spent_rests_on_a_resolution() -> None:
    scene = Scene()
    line = scene.approved()
    wrong = spending.spend(line, by=scene.officer, on=day(0), amount=MILLION, document="Phiếu chi 1")
    for deed in (
        lambda: resolving.take_back(resolution(), by=scene.gatherer, reason="Nhầm."),
        lambda: resolving.replace(
            resolution(), by=scene.gatherer, reason="Nhầm.", number="7", on=day(0), amounts={line.pk: 1}
        ),
    ):
        with pytest.raises(ValidationError, match="Đã có khoản chi"):
            deed()
    spending.take_back(wrong, by=scene.officer, reason="Ghi nhầm.")
    resolving.take_back(resolution(), by=scene.gatherer, reason="Nhầm.")


def test_it_is_done_on_the_web(settings: object) -> None:
    scene = Scene()
    line = scene.approved()
    browser, old = client(scene.gatherer), resolution()
    budget = reverse("plans:budget", args=[scene.plan.pk])
    assert reverse("plans:take_back_resolution", args=[old.pk]) in text(browser.get(budget))
    replace = reverse("plans:replace_resolution", args=[old.pk])
    assert 'value="60.000.000"' in text(browser.get(replace))
    sent = {"number": "6/NQ-HĐND", "on": day(0), "reason": "Ghi nhầm số.", f"amount-{line.pk}": "một ít"}
    assert "không phải số tiền" in text(browser.post(replace, sent), 422)
    assert browser.post(replace, sent | {f"amount-{line.pk}": "58 triệu"}).status_code == 302
    html = text(browser.get(budget))
    assert "được thay bằng 6/NQ-HĐND" in html
    back = reverse("plans:take_back_resolution", args=[resolution().pk])
    assert browser.post(back, {"reason": "HĐND chưa họp."}).status_code == 302
    assert "58.000.000" in text(browser.get(reverse("plans:budget_line", args=[line.pk])))
    assert browser.get(back).status_code == 404
