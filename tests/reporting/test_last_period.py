"""What a body handed in before stands beside what it writes now, in the standard report too."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hopluc.plans.models import Indicator
from hopluc.reporting import actions
from hopluc.reporting.filling import Filling, filling_of
from hopluc.reporting.models import Round
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
HALF = {
    "title": "Báo cáo 6 tháng đầu năm 2026",
    "period_end": dt.date(2026, 6, 30),
    "cutoff": dt.date(2026, 6, 30),
    "due_on": dt.date(2026, 7, 5),
}


@pytest.fixture
def place() -> Scene:
    return scene()


def handed_in(place: Scene, round_: Round) -> None:
    own = place.submission(round_)
    line = own.lines.get(task_text__startswith="Tổ chức hội chợ")
    typed = {
        f"figure-{own.figures.get().pk}": "8",
        f"line-{line.pk}": "Đã chọn địa điểm.",
        "overview": "Hội chợ đang chuẩn bị.",
    }
    saved = actions.save_draft(own, by=place.leader, typed=typed, base={}).submission
    actions.submit(saved, by=place.leader, revision=saved.revision)


def shown(place: Scene, round_: Round) -> tuple[str, str, list[str], list[str]]:
    filling: Filling = filling_of(place.submission(round_))
    lines = [one.entry.before for group in filling.groups for one in group.leading]
    texts = [entry.before for entry in filling.texts if entry.before]
    return (
        filling.before,
        "".join(one.before for one in filling.figures),
        texts,
        [one for one in lines if one],
    )


def test_the_years_report_stands_beside_that_of_the_half_year(place: Scene) -> None:
    half = place.open(**HALF)
    handed_in(place, half)
    expected = HALF["title"], "8", ["Hội chợ đang chuẩn bị."], ["Đã chọn địa điểm."]
    assert shown(place, place.open()) == expected
    assert shown(place, half) == ("", "", [], []), "the first period has none before it"


def test_next_years_plan_finds_its_task_and_target_by_their_words(place: Scene) -> None:
    last_year = place.open()
    handed_in(place, last_year)
    plan = factories.plan(place.province, standing=place.finance)
    factories.task(plan, place.farming, text="Tổ chức hội chợ nông sản vùng ven biển")
    factories.task(plan, place.farming, text="Mở lớp kế toán")
    target = Indicator.objects.get(plan=place.plan)
    Indicator.objects.create(
        plan=plan, code="1", order=1, name=target.name, unit=target.unit, op="=", value=Decimal(20)
    )
    place.plan, place.duty = plan, None  # type: ignore[assignment]
    ends = dt.date(2027, 11, 30)
    days = {"period_start": dt.date(2027, 1, 1), "period_end": ends, "cutoff": ends, "due_on": ends}
    round_ = place.open(title="Báo cáo năm 2027", **days)
    expected = last_year.title, "8", ["Hội chợ đang chuẩn bị."], ["Đã chọn địa điểm."]
    assert shown(place, round_) == expected


def test_the_page_shows_it_beside_the_fields(place: Scene, client) -> None:  # type: ignore[no-untyped-def]
    handed_in(place, place.open(**HALF))
    client.force_login(place.officer.user)
    page = client.get(f"/bao-cao/nop/{place.submission(place.open()).pk}/").content.decode()
    assert "kỳ trước: 8" in page
    assert page.count("Kỳ trước đã viết") == 2
