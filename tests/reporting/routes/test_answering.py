"""A province that answers a ministry by a round of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Indicator, Plan, PlanLink, TargetLink, Task, TaskLink
from hopluc.reporting import actions, handover, jobs
from hopluc.reporting.actions.rounds import Days
from hopluc.reporting.formbook import actions as forms
from hopluc.reporting.formbook.content import Column, FormContent, Row, Section
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.routes import handover as routes
from hopluc.reporting.routes.actions import answering as deeds
from hopluc.reporting.routes.actions import legs
from hopluc.reporting.routes.answering import lower_sent
from hopluc.reporting.rules import digest
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@dataclass
class Country:
    """A ministry's plan, a task of it led by the province, a figure; two communes under the province."""

    ministry: Acting
    province: Acting
    communes: list[Acting]
    plan: Plan
    task: Task
    target: Indicator
    upper: Submission

    def days(self, due: dt.date | None = None) -> Days:
        round_ = self.upper.round
        return Days(round_.period_start, round_.period_end, round_.cutoff, due or round_.due_on)

    def ask(self, plan: Plan | None = None) -> Round:
        return deeds.ask_units(
            self.upper,
            by=self.province,
            plan=plan or self.plan,
            title="Gửi Bộ",
            days=self.days(),
            bodies=[one.body for one in self.communes],
        )

    def send(self, round_: Round, by: Acting, figure: str, words: str, overview: str = "") -> Submission:
        """A commune's report handed in: its figure, what it did, a text."""
        own = round_.submissions.get(body=by.body)
        line, number = own.lines.first(), own.figures.first()
        assert number
        typed = {f"figure-{number.pk}": figure, "overview": overview}
        if line:
            typed[f"line-{line.pk}"] = words
        saved = actions.save_draft(own, by=by, typed=typed, base={})
        assert not saved.conflicts | saved.errors
        return actions.submit(saved.submission, by=by, revision=saved.submission.revision)

    def told(self) -> dict[str, str]:
        """The fields of the province's report by what they are of."""
        upper = Submission.objects.get(pk=self.upper.pk)
        fields = actions.fields_of(upper)
        line, figure = upper.lines.get(), upper.figures.get()
        return {
            "task": fields[f"line-{line.pk}"],
            "figure": fields[f"figure-{figure.pk}"],
            "overview": fields["overview"],
        }


@pytest.fixture
def country() -> Country:
    ministry = factories.body("Bộ Tài chính", kind="ministry", level="centre")
    province = factories.province()
    communes = [
        factories.body(f"Ủy ban nhân dân xã {name}", kind="committee", level="commune", parent=province)
        for name in ("An Bình", "Bình Sơn")
    ]
    plan = factories.plan(ministry)
    task = factories.task(plan, province, text="Vận động thành lập hợp tác xã")
    target = _target(plan)
    collector = factories.acting(ministry)
    round_ = actions.open_round(
        plan,
        None,
        by=collector,
        title="Báo cáo năm",
        period_start=TODAY.replace(month=1, day=1),
        period_end=TODAY.replace(month=12, day=31),
        cutoff=TODAY,
        due_on=TODAY + dt.timedelta(days=20),
    )
    upper = round_.submissions.select_related("round__plan", "body").get(body=province)
    acting = [factories.acting(one) for one in communes]
    return Country(collector, factories.acting(province), acting, plan, task, target, upper)


def _target(plan: Plan, unit: str = "HTX") -> Indicator:
    return Indicator.objects.create(
        plan=plan, code="1", order=1, name="Hợp tác xã mới", unit=unit, op="=", value=Decimal(9)
    )


def _made(round_: Round, by: Acting) -> None:
    """The round's report made in the background."""
    jobs.consolidate(actions.ask_consolidation(round_, by=by).pk)


def test_what_the_communes_sent_fills_the_province_s_report(country: Country) -> None:
    round_ = country.ask()
    assert (round_.collector, round_.addressee) == (country.province.body, "Bộ Tài chính")
    assert country.ask().pk == round_.pk  # asked twice
    one, two = country.communes
    assert round_.submissions.get(body=one.body).lines.get().task_id == country.task.pk
    country.send(round_, one, "3", "Đã lập 3 HTX.", "Tốt.")
    assert lower_sent([country.upper])[country.upper.pk].sent == 1
    _made(round_, country.province)
    name = one.body.name
    assert country.told() == {
        "task": f"{name}: Đã lập 3 HTX.",
        "figure": "3",
        "overview": f"{name}: Tốt.",
    }
    # The officer writes; the second commune comes late; what was written stays, the rest follows.
    fields = {"overview": "Của tỉnh."}
    upper = Submission.objects.get(pk=country.upper.pk)
    before = actions.fields_of(upper)
    base = {"overview": digest(before["overview"])}
    actions.save_draft(upper, by=country.province, typed=fields, base=base)
    country.send(round_, two, "4", "Đã lập 4 HTX.", "Khá.")
    upper.refresh_from_db()
    taken = deeds.lay(upper.lower, by=country.province)
    assert taken.kept == ("overview",)
    assert country.told() == {
        "task": f"{name}: Đã lập 3 HTX.\n{two.body.name}: Đã lập 4 HTX.",
        "figure": "7",
        "overview": "Của tỉnh.",
    }


def test_own_plan_by_confirmed_links(country: Country) -> None:
    province = country.province.body
    own = factories.plan(province)
    communes = [one.body for one in country.communes]
    task, other = factories.task(own, *communes), factories.task(own, *communes)
    target = _target(own)
    PlanLink.objects.create(below=own, above=country.plan, state="confirmed")
    TaskLink.objects.create(below=task, above=country.task, state="confirmed")
    TaskLink.objects.create(below=other, above=country.task, state="proposed")
    TargetLink.objects.create(below=target, above=country.target, state="confirmed")
    round_ = country.ask(own)
    country.send(round_, country.communes[0], "2", "Đã vận động.")
    _made(round_, country.province)
    assert country.told()["task"].endswith(": Đã vận động.")
    assert country.told()["figure"] == "2"


def test_who_may_not(country: Country) -> None:
    stranger = factories.acting(factories.body("Sở Nội vụ", parent=country.province.body))
    country.province, own = stranger, country.province
    with pytest.raises(PermissionDenied):
        country.ask()
    country.province = own
    with pytest.raises(ValidationError, match="không thực hiện kế hoạch"):
        country.ask(factories.plan(own.body))


def test_the_way_through_the_pages(country: Country, client: Client) -> None:
    """Opened, sent, taken over; each value leads to its sources; the ministry sees how many sent."""
    client.force_login(country.province.user)
    page = reverse("reporting:submission", args=[country.upper.pk])
    assert "Mở kỳ cho đơn vị trực thuộc" in text_of(client.get(page))
    ask = reverse("routes:ask_units", args=[country.upper.pk])
    form = client.get(ask).context["form"]
    assert form.initial["due_on"] == country.upper.round.due_on - dt.timedelta(days=7)
    ticked = form.fields["bodies"].initial
    assert set(ticked) == {one.body.pk for one in country.communes}
    values = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
        for name, value in form.initial.items()
    }
    late = client.post(ask, values | {"bodies": ticked, "due_on": "31/12/2099"})
    assert "sau hạn cơ quan phải gửi cấp trên" in text_of(late, status=422)
    made = client.post(ask, values | {"bodies": ticked}, follow=True)
    assert "Kỳ này mở để trả lời “Báo cáo năm” của Bộ Tài chính" in text_of(made)
    round_ = country.upper.lower.round
    country.send(round_, country.communes[0], "5", "Đã lập 5 HTX.")
    shown = text_of(client.get(page))
    assert "1/2 đơn vị đã gửi" in shown
    assert "Số liệu của đơn vị chưa lấy vào báo cáo" in shown
    laid = text_of(client.post(reverse("routes:lay", args=[country.upper.pk]), follow=True))
    assert "2 chỗ thay đổi" in laid
    assert "Nguồn: số liệu của đơn vị" in laid
    country.send(round_, country.communes[1], "6", "Đã lập 6 HTX.")
    assert "Số liệu cấp dưới đã thay đổi" in text_of(client.get(page))
    sources = reverse("routes:sources", args=[country.upper.pk])
    told = text_of(client.get(sources, {"o": f"figure-{country.upper.figures.get().pk}"}))
    assert "Số liệu của đơn vị duy nhất có số liệu" in told
    assert country.communes[0].body.name in told
    client.force_login(country.ministry.user)
    matrix = reverse("reporting:round", args=[country.upper.round_id])
    assert "cấp dưới: 2/2 đã gửi" in text_of(client.get(matrix))
    assert client.get(sources).status_code == 403


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_a_form_of_one_s_own_is_asked_below_and_put_together_by_its_rules(country: Country) -> None:
    columns = (Column("so", "Số HTX", "integer", gathers="sum"),)
    content = FormContent(
        (
            Section("bieu", "table", "Biểu", columns=columns, rows=(Row("d1", "Nông nghiệp"),)),
            Section("dg", "narrative", "Đánh giá"),
        )
    )
    form = forms.publish(forms.make_form("Biểu của Bộ", content, by=country.ministry), by=country.ministry)
    round_ = country.upper.round
    round_.form = form
    round_.save(update_fields=["form"])
    below = deeds.ask_units(
        country.upper,
        by=country.province,
        plan=country.plan,
        title="Theo biểu của Bộ",
        days=country.days(),
        bodies=[one.body for one in country.communes],
        form=form,
    )
    for commune, figure in zip(country.communes, ("2", "5"), strict=True):
        own = below.submissions.get(body=commune.body)
        typed = {"tra-loi:bieu:d1:so": figure, "tra-loi:dg::": "Tốt."}
        saved = actions.save_draft(own, by=commune, typed=typed, base={})
        actions.submit(saved.submission, by=commune, revision=saved.submission.revision)
    upper = Submission.objects.select_related("round__form", "body").get(pk=country.upper.pk)
    deeds.lay(upper.lower, by=country.province)
    fields = actions.fields_of(Submission.objects.get(pk=upper.pk))
    names = ", ".join(one.body.name for one in country.communes)
    assert (fields["tra-loi:bieu:d1:so"], fields["tra-loi:dg::"]) == ("7", f"{names}: Tốt.")


def test_the_successor_of_a_body_goes_on_with_its_units_and_its_mail(country: Country) -> None:
    """A merger: the province's report with its round among the communes, and a report on its way to it."""
    round_ = country.ask()
    country.send(round_, country.communes[0], "3", "Đã lập 3 HTX.")
    up = country.upper.round
    (leg,) = legs.add_legs(up, [legs.LegWords(country.province.body.name, "government")], by=country.ministry)
    assert leg.recipient == country.province.body
    new = factories.province("Ủy ban nhân dân tỉnh Mới")
    on = TODAY
    assert any(one.count for one in routes.held_by(country.province.body, on))
    with transaction.atomic():
        handover.pass_on(country.province.body, new, on=on, by=SYSTEM)
    upper = Submission.objects.select_related("body", "round__collector", "round__form").get(
        pk=country.upper.pk
    )
    leg.refresh_from_db()
    assert (upper.body, upper.lower.round.collector, leg.recipient) == (new, new, new)
    deeds.lay(upper.lower, by=factories.acting(new))
    assert upper.figures.get().value == 3


def test_a_unit_asks_its_own_units_in_turn(country: Country) -> None:
    """Room → commune → province → ministry."""
    commune = country.communes[0]
    room = factories.acting(
        factories.body("Phòng Kinh tế", kind="room", level="commune", parent=commune.body)
    )
    below = country.ask()
    own = below.submissions.select_related("round__plan", "body").get(body=commune.body)
    lowest = deeds.ask_units(
        own, by=commune, plan=country.plan, title="Gửi xã", days=country.days(), bodies=[room.body]
    )
    country.send(lowest, room, "4", "Đã vận động bốn nhóm hộ.")
    _made(lowest, commune)
    own.refresh_from_db()
    actions.submit(own, by=commune, revision=own.revision)
    _made(below, country.province)
    assert country.told() == {
        "task": f"{commune.body.name}: Phòng Kinh tế: Đã vận động bốn nhóm hộ.",
        "figure": "4",
        "overview": "",
    }
