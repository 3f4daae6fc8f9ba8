"""What the tables of the book count, from the records of other rooms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from hopluc.plans.budget import spending
from hopluc.plans.standings import Moment
from hopluc.reporting import actions as reporting
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.measures.scope import Scope
from hopluc.reporting.formbook import actions as formbook
from hopluc.reporting.formbook.answers import field_name
from hopluc.reporting.formbook.content import Column, FormContent, Row, Section
from hopluc.reporting.models import ConsolidatedReport
from tests.plans.budget import scene as budgets
from tests.reporting import scene as rounds
from tests.reporting.reviews.scene import scene

pytestmark = pytest.mark.django_db

FORM = FormContent(
    (
        Section(
            "hoat_dong",
            "table",
            "Tình hình hoạt động",
            columns=(Column("so", "Số HTX", "integer", gathers="sum"), Column("ghi_chu", "Ghi chú")),
            rows=(Row("nong", "Nông nghiệp"), Row("khac", "Lĩnh vực khác")),
        ),
    )
)


def test_money_is_counted_by_budget_year_as_approved_and_spent() -> None:
    world = budgets.Scene()
    line = world.approved(60 * budgets.MILLION)
    today = timezone.localdate()
    paid = [
        spending.spend(line, by=world.officer, on=today, amount=n * budgets.MILLION, document=f"PC {n}")
        for n in (7, 3)
    ]
    scope = Scope(world.standing, [2026, 2027], Moment(today))
    grid = MEASURES["budget"].gather(scope, "source")
    assert [head.title for head in grid.heads] == [
        "Phê duyệt 2026", "Đã chi 2026", "Phê duyệt 2027", "Đã chi 2027"
    ]  # fmt: skip
    row = (None, None, Decimal(60), Decimal(10))
    assert [(one.label, one.unit, one.values) for one in grid.rows] == [("Ngân sách tỉnh", "triệu đồng", row)]
    before = timezone.now()
    spending.take_back(paid[1], by=world.officer, reason="Ghi nhầm.")
    assert MEASURES["budget"].gather(scope, "body").rows[0].values[-1] == Decimal(7)
    then = Scope(world.standing, [2027], Moment(today, before))
    assert MEASURES["budget"].gather(then, "fund").rows[0].values == (Decimal(60), Decimal(10))
    yesterday = Scope(world.standing, [2027], Moment(today - dt.timedelta(days=1)))
    assert MEASURES["budget"].gather(yesterday, "fund").missing
    assert not MEASURES["budget"].gather(Scope(world.trade, [2027], Moment(today)), "fund").rows


def test_a_forms_table_is_read_from_the_years_issued_report() -> None:
    world = rounds.scene()
    version = formbook.make_form("Biểu năm", FORM, by=world.collector)
    version = formbook.publish(version, by=world.collector)
    round_ = world.open(form=version)
    for body, number in ((world.farming, "7"), (world.commune, "5")):
        found = world.submission(round_, body)
        by = world.leader if body == world.farming else rounds.factories.acting(body)
        typed = {field_name(("hoat_dong", "nong", "so")): number}
        reporting.save_draft(found, by=by, typed=typed, base={})
        found.refresh_from_db()
        reporting.submit(found, by=by, revision=found.revision)
    report = reporting.ask_consolidation(round_, by=world.collector)
    reporting.consolidate(report.pk)
    scope = Scope(world.finance, [2025, 2026], Moment(dt.date(2026, 12, 31)), version.form, "hoat_dong")
    assert MEASURES["form"].gather(scope, "row").missing  # made, and not issued yet
    made = ConsolidatedReport.objects.get(pk=report.pk)
    made.state, made.number, made.issued_on = "issued", "9/BC-STC", dt.date(2026, 12, 5)
    made.save()
    grid = MEASURES["form"].gather(scope, "row")
    assert [head.title for head in grid.heads] == ["Số HTX 2025", "Số HTX 2026"]
    rows = {one.label: one.values for one in grid.rows}
    assert rows["Nông nghiệp"] == (None, Decimal(12))
    other = Scope(world.finance, [2026], Moment(dt.date(2026, 12, 31)), version.form, "khong_co")
    assert MEASURES["form"].gather(other, "row").missing


def test_plans_are_counted_in_the_years_in_which_they_run_and_not_before_the_records() -> None:
    world = scene()
    scope = Scope(world.finance, [2021, 2022, 2026, 2027], Moment(dt.date(2026, 12, 31)))
    for split in ("kind", "owner"):
        [row] = MEASURES["plans"].gather(scope, split).rows
        assert row.values == (None, Decimal(1), Decimal(2), None)
    tasks = {row.label: row.values for row in MEASURES["tasks"].gather(scope, "plan").rows}
    assert tasks["Kế hoạch số 9/KH-UBND"] == (None, None, None, None, Decimal(1), Decimal(0), None, None)


def test_a_sum_of_all_units_is_a_figure_of_the_book_and_one_of_some_is_told() -> None:
    world = scene()
    world.shared(world.commune, world.farming)
    for year, unit in ((2024, world.commune), (2024, world.farming), (2026, world.commune)):
        world.typed(world.target, dt.date(year, 11, 1), 80, unit)
    scope = Scope(world.finance, [2024, 2025, 2026], Moment(dt.date(2026, 12, 31)))
    grid = MEASURES["targets"].gather(scope, "indicator")
    assert grid.rows[0].values[1::2] == (Decimal(160), Decimal(190), None)
    assert "2024: cộng từ 2/2 đơn vị." in grid.missing
    assert "2026: cộng từ 1/2 đơn vị, chưa đủ nên không ghi." in grid.missing


def test_the_register_says_that_it_is_not_there() -> None:
    world = scene()
    for split in MEASURES["register"].splits:
        grid = MEASURES["register"].gather(Scope(world.finance, [2025], Moment(dt.date(2025, 12, 31))), split)
        assert (grid.rows, "chưa có sổ đăng ký" in grid.missing) == ((), True)
