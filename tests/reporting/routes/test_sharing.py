"""One report for two plans: asked together, written once, each plan under its own heading."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hopluc.plans.models import Indicator, Plan, ReportingDuty
from hopluc.reporting import actions
from hopluc.reporting.content import Asked, Handed, Part, Report, Reported, from_json
from hopluc.reporting.document import official_document
from hopluc.reporting.models import Round
from hopluc.reporting.preview import drawn
from hopluc.reporting.routes.sharing import only_of, without_further
from tests import factories
from tests.reporting.scene import Scene, scene


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def other(place: Scene) -> tuple[Plan, ReportingDuty]:
    """A second plan of the same owner and standing agency, with a body that the first one does not ask."""
    plan = factories.plan(place.province, standing=place.finance, title="Khuyến công năm 2026")
    industry = factories.body("Sở Công Thương", parent=place.province)
    factories.task(plan, place.farming, industry, text="Hỗ trợ máy móc cho cơ sở công nghiệp nông thôn")
    Indicator.objects.create(
        plan=plan, code="1", order=1, name="Cơ sở được hỗ trợ", unit="cơ sở", op="=", value=9
    )
    duty = ReportingDuty.objects.create(plan=plan, order=1, kind="report", text="Hằng năm báo cáo kết quả.")
    return plan, duty


@pytest.mark.django_db
def test_one_report_answers_two_plans(client: Client) -> None:
    place = scene()
    plan, duty = other(place)
    client.force_login(place.collector.user)
    page = f"{reverse('reporting:open_round', args=[place.plan.pk])}?nghia-vu={place.duty.pk}"
    form = client.get(page).context["form"]
    key = f"{plan.pk}:{duty.pk}"
    assert list(form.others) == [key]
    values = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
        for name, value in form.initial.items()
    }
    values |= {"bodies": [place.farming.pk], "further": [key]}
    opened = client.post(page, values, follow=True)
    assert "Một báo cáo cho nhiều kế hoạch" in text_of(opened)
    round_ = Round.objects.get()
    names = set(round_.submissions.values_list("body__name", flat=True))
    assert {"Sở Công Thương", place.farming.name} <= names
    assert "Báo cáo chung với kế hoạch khác" in text_of(client.get(reverse("reporting:choose_duty")))
    # Asked of the second plan alone for the same period, the round is there already.
    again = client.post(
        f"{reverse('reporting:open_round', args=[plan.pk])}?nghia-vu={duty.pk}",
        values | {"further": [], "title": "Khác"},
    )
    assert "đã được mở" in text_of(again, 422)
    assert Round.objects.count() == 1
    assert f'href="{reverse("reporting:round", args=[round_.pk])}"' in again.content.decode()
    # The body writes one report in which both plans stand under their names.
    own = round_.submissions.get(body=place.farming)
    client.force_login(place.leader.user)
    shown = text_of(client.get(reverse("reporting:submission", args=[own.pk])))
    assert f"Kế hoạch số {plan.number}: " in shown
    assert shown.index("Tổ chức hội chợ") < shown.index("Hỗ trợ máy móc")
    first, second = own.figures.order_by("order")
    line = own.lines.get(task_text__startswith="Hỗ trợ máy móc")
    typed = {f"figure-{first.pk}": "12", f"figure-{second.pk}": "4", f"line-{line.pk}": "Đã cấp 4 máy."}
    saved = actions.save_draft(own, by=place.leader, typed=typed | {"overview": "Tốt."}, base={})
    actions.submit(saved.submission, by=place.leader, revision=saved.submission.revision)
    report = actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)
    content = from_json(Report, report.content or {})
    (part,) = content.plans
    assert [one.value for one in content.figures] == [Decimal(12)]
    assert [one.value for one in part.report.figures] == [Decimal(4)]
    told = str(drawn(official_document(content)))
    assert f"A. Kế hoạch số {place.plan.number}" in told
    assert f"B. Kế hoạch số {plan.number}" in told
    assert [len(group.tasks) for group in part.report.groups] == [1]
    assert told.count("Tốt.") == 1
    assert "Đã cấp 4 máy" in told


ids = st.integers(1, 12)
reports = st.lists(
    st.builds(
        Handed,
        ids,
        st.just("Sở"),
        parts=st.lists(st.builds(Part, ids, st.just("lead"), st.just("on_track")), max_size=5).map(tuple),
        figures=st.lists(st.builds(Reported, ids), max_size=5).map(tuple),
    ),
    max_size=4,
)


@given(reports, st.sets(ids), st.sets(ids))
def test_nothing_is_lost_or_told_twice(handed: list[Handed], one: set[int], two: set[int]) -> None:
    day = dt.date(2026, 1, 1)

    def asked(known: set[int]) -> Asked:
        return Asked("Kỳ", "Sở", "Tỉnh", day, day, day, day, "KH", day, known=tuple(known))

    further = (asked(one), asked(two - one))
    whole = Asked("Kỳ", "Sở", "Tỉnh", day, day, day, day, "KH", day, further=further)
    pieces = [list(without_further(whole, handed)), *(list(only_of(part, handed)) for part in further)]
    for n, report in enumerate(handed):
        parts = [part for piece in pieces for part in piece[n].parts]
        assert sorted(map(str, parts)) == sorted(map(str, report.parts))
