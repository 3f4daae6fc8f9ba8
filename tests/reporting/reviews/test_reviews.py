"""Reviews through their actions: two clocks, sources that change, what is refused, what passes on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from hopluc.archive.actions import SYSTEM, keep
from hopluc.engagement.models import Problem
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Citation, Indicator, PlanLink, TypedActual
from hopluc.reporting.handover import pass_on
from hopluc.reporting.models import ConsolidatedReport, Round
from hopluc.reporting.reviews import actions, queries
from hopluc.reporting.reviews.indicators import indicator_lines
from hopluc.reporting.reviews.models import Finding, Review
from tests import factories
from tests.reporting.reviews.scene import Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Scene:
    return scene()


def issued(world: Scene, end: dt.date, value: int) -> ConsolidatedReport:
    """An issued report of the plan with a figure of the target."""
    round_ = Round.objects.create(
        plan=world.plan, collector=world.finance, title=f"Báo cáo đến {end}", addressee="",
        opened_by=world.officer.user, period_start=dt.date(end.year, 1, 1), period_end=end, cutoff=end,
        due_on=end, state=Round.State.ISSUED,
    )  # fmt: skip
    figure = {
        "name": world.target.name, "unit": "HTX", "target": "≥ 200", "value": str(value), "method": "records",
        "reached": None, "bodies": 1, "asked": 1,
    }  # fmt: skip
    report = ConsolidatedReport(
        round=round_, edition=1, state="issued", number=f"{value}/BC", issued_on=end,
        made_by=world.officer.user, content={"figures": [figure]},
    )  # fmt: skip
    report.docx = report.xlsx = keep([b"x"], "application/zip")
    report.save()
    return report


def test_each_year_stands_as_reported_and_as_known_now(world: Scene) -> None:
    issued(world, dt.date(2023, 12, 14), 148)
    issued(world, dt.date(2025, 6, 14), 160)  # half a year is not the year's figure
    line = indicator_lines(world.review())[0]
    years = {cell.year: cell for cell in line.years}
    assert line.plans == ("1/KH-UBND", "9/KH-UBND")  # the same words in the yearly plan are the same line
    assert (line.baseline.year, line.baseline.value) == (2021, Decimal(120))
    assert (years[2023].reported, years[2023].current, years[2023].changed) == (
        Decimal(148),
        Decimal(150),
        True,
    )
    assert "148/BC" in years[2023].reported_by
    assert (years[2025].reported, years[2025].current) == (None, Decimal(190))
    assert years[2024].value is None
    assert (line.latest, line.reached, line.target) == (Decimal(190), False, "≥ 200")
    assert years[2026].path == Decimal(200)
    assert years[2022].path is not None
    assert Decimal(120) < years[2022].path < Decimal(200)


def test_two_targets_of_one_name_in_one_plan_stay_two(world: Scene) -> None:
    twin = Indicator.objects.get(plan=world.yearly)
    twin.pk, twin.code, twin.order = None, "twin", 9
    twin.save()
    lines = indicator_lines(world.review())
    assert len(lines) == 3  # which of them the longer plan's is, is not guessed
    assert [line.plans for line in lines] == [("1/KH-UBND",), ("9/KH-UBND",), ("9/KH-UBND",)]


def test_as_known_on_a_day_cuts_what_was_recorded_later(world: Scene) -> None:
    review = world.review(known_on=timezone.localdate() - dt.timedelta(days=1))
    assert all(cell.value is None for cell in indicator_lines(review)[0].years)
    QuerySet(TypedActual).filter(value=140).update(recorded_at=timezone.now() - dt.timedelta(days=9))
    found = [cell.value for cell in indicator_lines(review)[0].years if cell.value]
    assert found == [Decimal(140)]


def test_a_typed_figure_gives_way_to_records(world: Scene) -> None:
    review = world.review()
    actions.type_figure(review, world.target, 2024, by=world.officer, value=Decimal(165), source="Niên giám")
    cell = {one.year: one for one in indicator_lines(review)[0].years}[2024]
    assert (cell.value, cell.typed, cell.source) == (Decimal(165), True, "Niên giám")
    world.typed(world.target, dt.date(2024, 12, 1), 170)
    cell = {one.year: one for one in indicator_lines(review)[0].years}[2024]
    assert (cell.value, cell.typed) == (Decimal(170), False)
    with pytest.raises(ValidationError, match="ngoài giai đoạn"):
        actions.type_figure(review, world.target, 2030, by=world.officer, value=Decimal(1), source="x")


def test_sums_of_units_stand_where_nobody_told_the_whole_and_say_of_how_many(world: Scene) -> None:
    review = world.review()
    world.shared(world.commune, world.farming)
    world.typed(world.target, dt.date(2023, 12, 20), 5, world.commune)  # before it had a share: adds nothing
    world.typed(world.target, dt.date(2024, 12, 1), 70, world.commune)
    world.typed(world.target, dt.date(2024, 11, 1), 85, world.farming)
    world.typed(world.target, dt.date(2026, 11, 1), 240, world.commune)
    line = indicator_lines(review)[0]
    years = {cell.year: cell for cell in line.years}
    assert [years[year].value for year in (2023, 2024, 2025)] == [150, 155, 190]
    assert (years[2024].added, years[2024].part) == ("cộng từ 2/2 đơn vị", False)
    assert (years[2026].value, years[2026].added, years[2026].part) == (240, "cộng từ 1/2 đơn vị", True)
    assert line.reached is True  # what is still to be told cannot make it less
    actions.type_figure(review, world.target, 2026, by=world.officer, value=Decimal(180), source="Niên giám")
    line = indicator_lines(review)[0]
    assert (line.years[-1].value, line.years[-1].typed, line.reached) == (180, True, False)


def test_what_was_sorted_stays_as_worded_when_its_source_changes(world: Scene) -> None:
    review = world.review()
    rows = [
        Problem.objects.create(
            plan=world.plan, body=world.farming, body_name=world.farming.name, text=text, asked="Giải quyết",
            raised_on=dt.date(2024, 5, 1), holder=world.finance, held_since=dt.date(2024, 5, 1),
            raised_by=world.officer.user, folded="",
        )
        for text in ("Thiếu vốn", "Thiếu đất")
    ]  # fmt: skip
    assert actions.gather_findings(review, by=world.officer) == 2
    sorted_one, open_one = review.findings.get(said="Thiếu vốn"), review.findings.get(said="Thiếu đất")
    actions.sort_finding(sorted_one, by=world.officer, sort="objective", text="Vốn vay còn khó", seen=0)
    with pytest.raises(StaleFormError):
        actions.sort_finding(sorted_one, by=world.officer, sort="subjective", seen=0)
    for row in rows:
        row.state, row.settled_on = Problem.State.WITHDRAWN, dt.date(2024, 6, 1)
        row.save()
    assert actions.gather_findings(review, by=world.officer) == 0
    sorted_one.refresh_from_db()
    assert (sorted_one.gone, sorted_one.text) == (True, "Vốn vay còn khó")
    assert not Finding.objects.filter(pk=open_one.pk).exists()
    said = queries.content_of(review).findings
    assert [(one.sort, one.text) for one in said] == [("objective", "Vốn vay còn khó")]


def test_a_cited_law_is_reviewed_with_the_plans_that_carry_it_out(world: Scene) -> None:
    citation = Citation.objects.create(
        plan=world.plan, number="17/2023/QH15", kind="luat", issued_on=dt.date(2023, 6, 20),
        issuer="Quốc hội", title="Luật Hợp tác xã", role="legal_basis",
    )  # fmt: skip
    first = queries.proposal(world.officer, None, citation, dt.date(2026, 11, 1))
    assert (first["subject_number"], first["subject_issuer"]) == ("17/2023/QH15", "Quốc hội")
    assert first["plans"] == [world.plan]
    review = world.review(subject_kind="Luật", kind=Review.Kind.FIVE)
    assert review.cited.startswith("Luật số 1/KH-UBND")
    assert review.parts.first().title.startswith("CÔNG TÁC LÃNH ĐẠO")


def test_a_plan_of_the_years_after_is_not_proposed_and_sets_no_target(world: Scene) -> None:
    later = factories.plan(
        world.province, standing=world.finance, number="3/KH-UBND", issued_on=dt.date(2027, 1, 5),
        period_start=dt.date(2027, 1, 1), period_end=dt.date(2031, 12, 31),
    )  # fmt: skip
    row = Indicator.objects.get(plan=world.plan)
    row.pk, row.plan, row.value = None, later, Decimal(900)
    row.save()
    for below in (world.yearly, later):
        PlanLink.objects.create(above=world.plan, below=below, state=PlanLink.State.CONFIRMED)
    proposed = queries.proposal(world.officer, world.plan, None, dt.date(2026, 11, 1))["plans"]
    assert {one.pk for one in proposed} == {world.plan.pk, world.yearly.pk}
    review = actions.open_review(world.facts(), [later, world.yearly], by=world.officer)
    line = indicator_lines(review)[0]
    assert (line.plans, line.target) == (("9/KH-UBND", "3/KH-UBND"), "≥ 195")


@pytest.mark.parametrize(
    ("begins", "on", "kind"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 7, 16), Review.Kind.MID_TERM),
        (dt.date(2026, 1, 1), dt.date(2026, 9, 10), Review.Kind.FINAL),
        (dt.date(2022, 1, 1), dt.date(2026, 3, 1), Review.Kind.MID_TERM),
        (dt.date(2022, 1, 1), dt.date(2026, 7, 16), Review.Kind.FINAL),
    ],
)
def test_a_plan_is_reviewed_as_a_whole_only_near_its_end(
    world: Scene, begins: dt.date, on: dt.date, kind: str
) -> None:
    world.plan.period_start = begins
    assert queries.proposal(world.officer, world.plan, None, on)["kind"] == kind


def test_who_may_and_what_is_refused(world: Scene) -> None:
    review = world.review()
    stranger = factories.acting(world.farming)
    part = review.parts.get(fills="lessons")
    with pytest.raises(PermissionDenied):
        actions.change_part(part, by=stranger, title="Khác", level=1)
    with pytest.raises(PermissionDenied):
        actions.open_review(
            world.facts(title="Khác"), [world.plan], by=factories.acting(factories.province("Tỉnh khác"))
        )
    with pytest.raises(ValidationError, match="cùng tên"):
        world.review()
    with pytest.raises(ValidationError, match="trước khi bắt đầu"):
        world.review(title="Khác", period_end=dt.date(2020, 1, 1))
    with pytest.raises(ValidationError, match="biểu câu hỏi"):
        actions.open_questions(
            review, world.plan, [world.commune], by=world.officer, due_on=dt.date(2026, 12, 1)
        )
    assert not Review.objects.visible_to(stranger).exists()


def test_open_reviews_pass_on_and_issued_ones_stay(world: Scene) -> None:
    there, here = world.review(), world.review(title="Sơ kết")
    actions.issue(there, by=world.officer, number="1/BC-STC", issued_on=timezone.localdate())
    again = actions.issue(there, by=world.officer, number="1/BC-STC", issued_on=timezone.localdate())
    assert again.number == "1/BC-STC"
    heir = factories.body("Sở Kinh tế", parent=world.province)
    pass_on(world.finance, heir, on=timezone.localdate(), by=SYSTEM)
    there.refresh_from_db()
    here.refresh_from_db()
    assert (there.body, here.body) == (world.finance, heir)
    assert Review.objects.visible_to(factories.acting(world.farming)).get() == there
