"""The target-against-actual table of a plan and the page of a target, through the browser's door."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.plans.mandates import sharing
from hopluc.plans.models import TargetLink
from hopluc.plans.standings import Moment, end_of
from hopluc.reporting.actuals import queries
from hopluc.reporting.actuals.charts import chart_of
from hopluc.reporting.actuals.rules import Light, Point
from tests import factories
from tests.reporting.actuals.scene import Scene, scene, target

pytestmark = pytest.mark.django_db
HALF = dt.date(2025, 7, 2)


@pytest.fixture
def world() -> Scene:
    made = scene()
    made.typed(made.coops, (dt.date(2025, 1, 1), 100), (HALF, 130))
    return made


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def light(world: Scene, at: Moment) -> Light:
    return next(iter(queries.lines_of(world.plan, at))).course.light


def test_the_table_says_how_each_target_goes_and_who_typed_it(world: Scene) -> None:
    page = text(world.client().get(reverse("actuals:table", args=[world.plan.pk]), {"ngay": "02/07/2025"}))
    assert "Nguy cơ không đạt" in page
    assert "Chưa có số liệu" in page
    assert "số nhập tay" in page
    assert "<svg" in page
    row = world.coops.typed.get(on=HALF)
    assert f'{reverse("actuals:indicator", args=[world.coops.pk])}#so-{row.pk}"' in page


def test_a_light_filters_the_table_on_screen_and_in_the_workbook(world: Scene) -> None:
    browser, address = world.client(), reverse("actuals:table", args=[world.plan.pk])
    asked = {"ngay": "02/07/2025", "danh_gia": "no_figures"}
    page = text(browser.get(address, asked)).partition("<main")[2]
    assert world.members.name in page
    assert world.coops.name not in page
    book = browser.get(address, asked | {"tai": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()[3:]] == [world.members.name]


def test_units_stand_under_their_target_with_share_and_figure(world: Scene) -> None:
    sharing.type_share(world.coops, world.units[0], by=world.by, on=HALF, value=Decimal(101))
    browser, address = world.client(), reverse("actuals:table", args=[world.plan.pk])
    assert "2 đơn vị được giao, 1 đạt" in text(browser.get(address, {"ngay": "02/07/2025"}))
    book = browser.get(address, {"ngay": "02/07/2025", "tai": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()[3:]
    assert [(row[0], row[3], row[5]) for row in rows[:3]] == [
        (world.coops.name, 200.0, 130.0),
        (f"– {world.units[0].name}", 100.0, 101.0),
        (f"– {world.units[1].name}", 100.0, ""),
    ]


def test_an_earlier_day_and_earlier_knowledge_have_their_own_light(world: Scene) -> None:
    assert light(world, Moment(HALF)) == Light.AT_RISK
    assert light(world, Moment(dt.date(2025, 3, 1))) == Light.UNJUDGED
    assert light(world, Moment(HALF, end_of(HALF))) == Light.NO_FIGURES  # all was recorded later
    assert light(world, Moment(dt.date(2026, 1, 1))) == Light.MISSED


def test_a_later_figure_of_the_same_day_is_the_one_that_counts(world: Scene) -> None:
    world.typed(world.coops, (HALF, 160))
    assert light(world, Moment(HALF)) == Light.ON_TRACK


def test_the_target_of_a_shorter_plan_of_the_same_owner_is_a_milestone(world: Scene) -> None:
    half = factories.plan(world.province, period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 6, 30))
    foreign = factories.plan(
        world.units[0], period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 6, 30)
    )
    for plan, value in ((half, 120), (foreign, 60)):
        below = target(plan, "Số hợp tác xã hoạt động", value)
        TargetLink.objects.create(below=below, above=world.coops, state=TargetLink.State.CONFIRMED)
    line = next(iter(queries.lines_of(world.plan, Moment(HALF))))
    assert [stone.point for stone in line.milestones] == [Point(dt.date(2025, 6, 30), Decimal(120))]
    assert len(line.course.path) == 3


def test_what_begins_anew_each_year_or_hangs_on_a_named_figure_is_not_held_against_a_path(
    world: Scene,
) -> None:
    for name, value in (("per", "year"), ("baseline", {"op": "times", "of": "năm 2020"})):
        setattr(world.coops, name, value)
        world.coops.save()
        assert light(world, Moment(HALF)) == Light.UNJUDGED


def test_the_page_of_a_target_draws_its_chart_and_says_it_in_words(world: Scene) -> None:
    page = text(
        world.client().get(reverse("actuals:indicator", args=[world.coops.pk]), {"ngay": "02/07/2025"})
    )
    assert page.count("<circle") == 2
    assert "dự báo cuối kỳ 160" in page
    assert "Theo đơn vị" in page


def test_a_chart_stays_in_its_frame(world: Scene) -> None:
    chart = chart_of(next(iter(queries.lines_of(world.plan, Moment(HALF)))))
    assert chart
    drawn = " ".join((chart.path, chart.actual, chart.forecast)).split()
    assert all(8 <= float(x) <= 312 and 14 <= float(y) <= 128 for x, y in (one.split(",") for one in drawn))


def test_a_stranger_finds_no_table(world: Scene) -> None:
    stranger = world.client(factories.province("Ủy ban nhân dân tỉnh Lâm Khê"))
    for name, pk in (("actuals:table", world.plan.pk), ("actuals:indicator", world.coops.pk)):
        assert stranger.get(reverse(name, args=[pk])).status_code == 404
