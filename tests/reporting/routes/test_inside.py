"""A round told inside another's report: one letter, both answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.plans.models import Indicator
from hopluc.reporting import actions
from hopluc.reporting.content import Report, from_json
from hopluc.reporting.document import official_document
from hopluc.reporting.models import ConsolidatedReport, Round
from hopluc.reporting.preview import drawn
from hopluc.reporting.routes.actions import legs
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def place() -> Scene:
    return scene()


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def second(place: Scene) -> Round:
    """A round of another plan of the province, collected by the same department, with a figure in it."""
    plan = factories.plan(place.province, standing=place.finance, title="Khuyến công năm 2026")
    factories.task(plan, place.farming, text="Hỗ trợ máy móc cho cơ sở công nghiệp nông thôn")
    Indicator.objects.create(
        plan=plan, code="1", order=1, name="Cơ sở được hỗ trợ", unit="cơ sở", op="=", value=9
    )
    made = actions.open_round(
        plan,
        None,
        by=place.collector,
        title="Báo cáo khuyến công",
        period_start=plan.period_start,
        period_end=plan.period_end,
        cutoff=TODAY,
        due_on=plan.period_end,
    )
    own = made.submissions.get(body=place.farming)
    typed = {f"figure-{own.figures.get().pk}": "7", f"line-{own.lines.get().pk}": "Đã cấp 7 máy xay."}
    saved = actions.save_draft(own, by=place.leader, typed=typed, base={})
    actions.submit(saved.submission, by=place.leader, revision=saved.submission.revision)
    return made


def made(round_: Round, place: Scene) -> ConsolidatedReport:
    return actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)


def words(report: ConsolidatedReport) -> str:
    document = drawn(official_document(from_json(Report, report.content or {})))
    return str(document)


def test_the_other_report_tells_it_and_answers_it(place: Scene, client: Client) -> None:
    outer, inner = place.open(), second(place)
    place.handed_in(outer)
    before = made(outer, place)
    client.force_login(place.collector.user)
    page = reverse("routes:put_inside", args=[inner.pk])
    legs.add_legs(inner, [legs.LegWords("Bộ Công Thương", "ministry")], by=place.collector)
    form = client.get(page).context["form"]
    assert form.hosts == {outer.pk: outer}
    shown = client.post(page, {"outer": outer.pk, "heading": "Kết quả khuyến công"}, follow=True)
    assert "Lồng ghép vào “Báo cáo năm 2026”, phần “Kết quả khuyến công”" in text_of(shown)
    assert "gồm cả" in text_of(client.get(reverse("reporting:round", args=[outer.pk])))
    assert not inner.legs.exists()
    refused = client.post(
        reverse("routes:legs", args=[inner.pk]), {"name": "Bộ", "line": "ministry", "step": 1, "how": "paper"}
    )
    assert "không có tuyến gửi riêng" in text_of(refused, status=422)
    # What was made before does not hold it; the round inside has no letter of its own.
    with pytest.raises(ValidationError, match="lập lại báo cáo"):
        actions.issue(before, by=place.collector, number="1/BC", issued_on=TODAY)
    with pytest.raises(ValidationError, match="không phát hành riêng"):
        actions.issue(made(inner, place), by=place.collector, number="1/BC", issued_on=TODAY)
    report = made(outer, place)
    told = words(report)
    assert "VII. KẾT QUẢ KHUYẾN CÔNG" in told
    assert "Đã cấp 7 máy xay" in told
    assert "(Kết quả khuyến công)" in told  # an annex of its own
    # A figure of the part leads to its own sources, with the inner round's submissions.
    figure = inner.plan.indicators.get()
    key = f"round:{inner.pk}~figure:{figure.pk}"
    opened = client.get(reverse("reporting:figure", args=[report.pk, key]))
    assert "Cơ sở được hỗ trợ" in text_of(opened)
    submission = inner.submissions.get(body=place.farming)
    assert reverse("reporting:submission", args=[submission.pk]) in text_of(opened)
    actions.issue(report, by=place.collector, number="1/BC", issued_on=TODAY)
    inner.refresh_from_db()
    assert inner.state == Round.State.ISSUED
    assert "lồng ghép vào “Báo cáo năm 2026”" in text_of(client.get(reverse("reporting:rounds")))
    assert client.post(reverse("routes:take_out", args=[inner.pk]), follow=True).status_code == 200
    assert inner.told_in.outer == outer


def test_it_may_be_taken_out_again_and_parts_do_not_stand_in_parts(place: Scene, client: Client) -> None:
    outer, inner = place.open(), second(place)
    third = place.open(title="Báo cáo đột xuất", period_start=TODAY.replace(month=2, day=1))
    client.force_login(place.collector.user)
    page = reverse("routes:put_inside", args=[inner.pk])
    form = client.get(reverse("routes:put_inside", args=[third.pk])).context["form"]
    assert form["heading"].value().endswith("(đột xuất)"), "of the plan that the other tells of too"
    client.post(page, {"outer": outer.pk, "heading": "Phần hai"})
    refused = client.post(
        reverse("routes:put_inside", args=[outer.pk]), {"outer": third.pk, "heading": "Phần ba"}
    )
    assert "Không lồng ghép nhiều lớp" in text_of(refused, status=422)
    client.post(reverse("routes:take_out", args=[inner.pk]))
    assert not Round.objects.filter(told_in__isnull=False).exists()
    client.force_login(place.officer.user)
    assert client.post(page, {"outer": outer.pk, "heading": "x"}).status_code == 403
