"""The leader's page: plan against actual, who is late, what waits, what changed."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hopluc.web.leaders import queries
from hopluc.web.leaders.rules import month_before
from tests import factories
from tests.web.crowded import leader_of


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_the_month_before_is_the_calendar_s(day: dt.date) -> None:
    before = month_before(day)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == 1
    assert before.day == day.day or (before + dt.timedelta(1)).day == 1


def test_the_last_day_of_march_is_held_against_the_last_of_february() -> None:
    assert month_before(dt.date(2025, 3, 31)) == dt.date(2025, 2, 28)


@pytest.fixture
def leader(db: None) -> Client:
    """A member of a province with more plans, late bodies and words than a sheet holds."""
    return leader_of()


def page(client: Client, **asked: str) -> str:
    response = client.get(reverse("web:leaders"), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_tells_of_targets_in_danger_and_late_bodies(leader: Client) -> None:
    html = page(leader)
    assert "Nguy cơ không đạt" in html
    assert "Hiện 6 trong 7 kế hoạch" in html
    worst = re.search(r"Sở Thử nghiệm có tên khá dài số 0</td><td[^>]*><a href=\"([^\"]+)\">7<", html)
    assert worst, "the body that is late in all seven plans comes with the way to its parts"
    assert "Sở Thử nghiệm" in leader.get(worst.group(1)).content.decode()


def test_one_plan_can_be_looked_at_alone(leader: Client) -> None:
    choices = re.findall(r'<option value="(\d+)"', page(leader))
    html = page(leader, ke_hoach=choices[-1])
    assert html.count('<div class="ld-plan">\n    <a') == 1
    assert f"&amp;ke_hoach={choices[-1]}" in html


def test_a_plan_that_was_not_there_a_month_ago_is_not_compared(leader: Client) -> None:
    plans = list(queries.Plan.objects.order_by("pk"))
    acting = factories.acting(plans[0].owner)
    today = timezone.localdate()
    changes = {one.key: one for one in queries.sheet(acting, plans, today, month_before(today)).changes}
    assert (changes["late"].before, changes["late"].now) == (None, 42)
    assert changes["danger"].now == 28


def test_what_was_known_a_month_ago_stands_beside_what_is_now(leader: Client) -> None:
    plan = queries.Plan.objects.order_by("pk").last()
    assert plan
    today = timezone.localdate()
    queries.Plan.objects.filter(pk=plan.pk).update(opened_at=timezone.now() - dt.timedelta(60))
    plan.refresh_from_db()
    found = queries.sheet(factories.acting(plan.owner), [plan], today, month_before(today))
    counts = {one.key: (one.before, one.now) for one in found.changes}
    assert counts["late"] == (0, 3)  # none was late by then
    assert counts["danger"] == (0, 4)  # and no figure was recorded yet
    assert [(one.before, one.line.course.light) for one in found.moved] == [("no_figures", "at_risk")] * 4


def test_the_workbook_holds_all_plans(leader: Client) -> None:
    book = leader.get(reverse("web:leaders"), {"tai": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert sum(row[0] == "Cơ quan chậm" for row in rows) == 9


def test_who_follows_no_plan_is_told_what_the_page_is_for(leader: Client) -> None:
    other = Client()
    other.force_login(factories.person(factories.province("Ủy ban nhân dân tỉnh Lâm Khê")))
    assert "Chưa có kế hoạch nào để xem" in page(other)
