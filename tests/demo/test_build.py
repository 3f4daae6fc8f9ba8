"""The whole demo: plans, progress, rounds, told on their days, once, on whatever day it is built."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from hopluc.archive import journal
from hopluc.archive.models import Deed, Notice
from hopluc.demo import build, command, province
from hopluc.engagement.models import Advice, Meeting, Problem, Visit
from hopluc.handover.models import Handover
from hopluc.intake.models import Paper
from hopluc.organizations.models import Organisation, User
from hopluc.plans.budget import queries
from hopluc.plans.models import (
    Allocation,
    Amendment,
    Assignment,
    Estimate,
    Extension,
    Plan,
    Progress,
    Proposal,
    SignOff,
    Spending,
    Task,
    TaskLink,
)
from hopluc.plans.standings import Moment
from hopluc.reporting.actuals.queries import lines_of
from hopluc.reporting.actuals.rules import Light
from hopluc.reporting.editions.models import Edition
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.reviews.models import Finding, Review
from hopluc.reporting.reviews.tables.models import TableRow
from hopluc.reporting.routes.leg_queries import legs_of
from hopluc.reporting.routes.models import Leg
from hopluc.reporting.urging.models import Letter, Reminder
from hopluc.reporting.yearly.models import Draft

pytestmark = pytest.mark.django_db


def set_clock(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """It is noon of that day."""
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    monkeypatch.setattr(timezone, "now", lambda: noon)


def statuses(plan: Plan, day: dt.date) -> set[str]:
    parts = Assignment.objects.filter(task__plan=plan).leading().held_on(day).with_status(day)
    return set(parts.values_list("status", flat=True))


def states(model: Any, of: str = "state") -> set[str]:
    return set(model.objects.order_by().values_list(of, flat=True))


def states_of(round_: Round) -> Counter[str]:
    return Counter(round_.submissions.values_list("state", flat=True))


def test_each_step_is_told_once_in_all_years() -> None:
    told = [step.key for year in (2026, 2027, 2028) for step in build.steps(dt.date(year, 12, 31))]
    of_the_province = {"province", "merger", "districts", "keys"}
    assert {key for key, times in Counter(told).items() if times > 1} == of_the_province


@pytest.mark.parametrize("day", [dt.date(2026, 6, 30), dt.date(2027, 2, 15)])
def test_every_page_has_something_to_show_on_whatever_day_it_is_built(
    monkeypatch: pytest.MonkeyPatch, day: dt.date
) -> None:
    set_clock(monkeypatch, day)
    build.build()
    every_page_has_something_to_show(day)


def every_page_has_something_to_show(day: dt.date) -> None:
    last, now, _prose = provinces_plans()
    early = day.month == 2  # five weeks into the year nothing has come in for the first report
    assert statuses(now, day) >= {"done_on_time", "on_track", "not_begun"} | (
        set() if early else {"done_late", "overdue"}
    )
    assert (last.state, last.final_report.plan) == (Plan.State.CLOSED, last)
    assert last.rounds.get().state == Round.State.ISSUED
    assert set(now.rounds.get(form=None).submissions.values_list("state", flat=True)) == set(
        Submission.State.values
    )
    for model in (
        Problem,
        Visit,
        Advice,
        Meeting,
        Letter,
        Reminder,
        TaskLink,
        Allocation,
        Extension,
        Handover,
        Leg,
    ):
        assert model.objects.exists(), model
    assert set(states(Letter)) >= {Letter.State.SENT, Letter.State.ANSWERED} or early
    assert Deed.objects.order_by("-at").first().at <= timezone.now()


def provinces_plans() -> list[Plan]:
    """The plan of the year before, the yearly one, the one in prose."""
    return list(Plan.objects.filter(owner=province.Province().body("committee")).order_by("issued_on"))


def test_built_again_later_it_goes_on_and_dates_nothing_back_behind_a_seal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In November by the command, twice, and again in the new year."""
    november, january = dt.date(2026, 11, 21), dt.date(2027, 1, 5)
    set_clock(monkeypatch, november)
    assert command.main([]) == 0
    assert province.PASSWORD in capsys.readouterr().out
    half_a_year_of_both_plans_has_every_state(november)
    deeds = Deed.objects.count()
    assert command.main([]) == 0
    assert Deed.objects.count() == deeds
    journal.seal_all()
    set_clock(monkeypatch, january)
    build.build()
    every_page_has_something_to_show(january)
    assert Deed.objects.count() > deeds
    journal.seal_all()
    assert journal.verify() == []


def half_a_year_of_both_plans_has_every_state(day: dt.date) -> None:
    of = province.Province()
    last, now, prose = provinces_plans()
    part = Assignment.objects.get(task__plan=last, task__code="II/7", role="lead", until=None)
    assert part.passed_from.body.name == "Sở Nông nghiệp và Phát triển nông thôn"
    assert (part.body.name, part.since) == ("Sở Nông nghiệp và Môi trường", dt.date(2025, 3, 1))
    assert [p.standing_agency for p in (last, now, prose)] == [
        of.body("taichinh"), of.body("taichinh"), of.body("nongnghiep"),
    ]  # fmt: skip
    assert statuses(now, day) == {"done_on_time", "done_late", "on_track", "overdue", "not_begun"}
    assert statuses(prose, day) == {"done_on_time", "done_late", "on_track", "not_begun"}
    assert states(Problem) == set(Problem.State.values)
    assert states(Advice) == set(Advice.State.values)
    assert states(Visit) == set(Visit.State.values)
    assert states(Letter) == set(Letter.State.values) - {Letter.State.WAITING}
    assert states(Extension) >= {"asked", "granted", "refused"}
    assert states(Amendment) >= {"gathering", "submitted", "in_force"}
    assert states(Proposal) >= {"proposed", "gathered", "accepted", "declined"}
    assert states(TaskLink) == set(TaskLink.State.values)
    assert states(Draft, "issued_as") == {None, now.pk}
    assert set(SignOff.objects.values_list("accepted", flat=True)) == {True, False}
    assert Progress.objects.filter(waits=True, sign_off=None).count() == 3
    assert Task.objects.get(plan=now, number="13a").began_by.on == dt.date(2026, 6, 15)
    assert prose.amendments.get(state="in_force").number == "78/KH-UBND"
    assert {m.plans.count() for m in Meeting.objects.filter(state=Meeting.State.HELD)} == {1}
    moved = Assignment.objects.get(task__plan=now, task__code="III/14.3", role="lead", until=None)
    assert (moved.body, moved.since) == (of.body("noivu"), dt.date(2026, 7, 1))
    left = User.objects.get(username="congthuong.nghia")
    assert not left.is_active
    assert not Assignment.objects.filter(officer=left).exists()
    half = now.rounds.exclude(form=None).get()
    assert half.state == Round.State.ISSUED
    assert states_of(half) == {Submission.State.ACCEPTED: 11, Submission.State.DRAFT: 1}
    assert half.reports.get().content["sections"]
    assert {line.state for line in legs_of(half, day)} == {"received", "sent", "late"}
    assert Leg.objects.filter(recipient=of.body("committee"), received_on__isnull=False).count() == 2
    back = now.rounds.get(form=None).submissions.get(state=Submission.State.RETURNED)
    assert ReturnMark.objects.filter(submission=back, event__isnull=False).count() == 3
    review = Review.objects.get(plans=now)
    assert set(review.findings.values_list("sort", flat=True)) == (
        set(Finding.Sort.values) - {Finding.Sort.LEFT_OUT}
    )
    assert review.parts.exclude(text="").count() == 3
    assert (Edition.objects.get().year, Edition.objects.get().state) == (2025, Edition.State.FROZEN)
    money = Edition.objects.get().tables.get(title="Kinh phí theo nguồn vốn").content
    assert [row["values"][-2:] for row in money["rows"] if row.get("total")] == [["4116", "3927"]]
    assert TableRow.objects.filter(indicator__plan=now).exists()
    this, coming = now.budget_years.order_by("year")
    assert states(Estimate) == set(Estimate.State.values)
    assert not queries.undecided(this).exists()
    assert queries.undecided(coming).filter(cuts__isnull=False).count() == 1
    assert Spending.objects.exclude(takes_back=None).count() == 1
    lights = Counter(line.course.light for line in lines_of(now, Moment(day)))
    assert lights[Light.UNJUDGED] + lights[Light.NO_FIGURES] < 3
    assert Notice.objects.filter(key__startswith="monthly-202611").count() == 3
    own = Plan.objects.get(owner=of.body("99201"))
    assert TaskLink.objects.filter(below__plan=own, above__plan=now, state="confirmed").count() == 11
    assert Paper.objects.filter(state=Paper.State.REVIEW, body=of.body("taichinh")).exists()


def test_what_was_broken_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.date(2026, 3, 1))
    asked: list[str] = []

    def stop(title: str) -> None:
        asked.append(title)
        if len(asked) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build.build(stop)
    deeds = Deed.objects.count()
    build.build()
    assert Deed.objects.filter(verb="found", kind="organizations.organisation").count() == (
        Organisation.objects.count()
    )
    assert Deed.objects.count() > deeds


def test_the_demo_is_refused_in_production(settings: object) -> None:
    settings.PRODUCTION = True  # type: ignore[attr-defined]
    assert command.main([]) == 1
    assert not Organisation.objects.exists()
