"""The whole demo: plans, progress, rounds, told on their days, once, on whatever day it is built."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from hopluc.archive import journal
from hopluc.archive.models import Deed
from hopluc.demo import build, command, province
from hopluc.intake.models import Paper
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Assignment, Plan
from hopluc.reporting.models import Round, Submission

pytestmark = pytest.mark.django_db


def set_clock(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """It is noon of that day."""
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    monkeypatch.setattr(timezone, "now", lambda: noon)


def statuses(plan: Plan, day: dt.date) -> set[str]:
    parts = Assignment.objects.filter(task__plan=plan).leading().held_on(day).with_status(day)
    return set(parts.values_list("status", flat=True))


@pytest.mark.parametrize("day", [dt.date(2026, 11, 21), dt.date(2027, 2, 15), dt.date(2028, 1, 20)])
def test_it_shows_every_state_on_whatever_day_it_is_built(
    monkeypatch: pytest.MonkeyPatch, day: dt.date
) -> None:
    set_clock(monkeypatch, day)
    build.build()
    last, now = Plan.objects.order_by("issued_on")
    if day.year == 2026:  # issued before the merger, so its tasks passed on
        part = Assignment.objects.get(task__plan=last, task__code="II/7", role="lead", until=None)
        assert part.passed_from.body.name == "Sở Nông nghiệp và Phát triển nông thôn"
        assert (part.body.name, part.since) == ("Sở Nông nghiệp và Môi trường", dt.date(2025, 3, 1))
    assert (last.standing_agency, now.standing_agency) == (province.Province().body("taichinh"),) * 2
    early = day.month == 2  # five weeks into the year nothing has come in for the first report
    assert statuses(now, day) >= {"done_on_time", "on_track", "not_begun"} | (
        set() if early else {"done_late", "overdue"}
    )
    assert last.rounds.get().state == Round.State.ISSUED
    assert last.rounds.get().reports.get().number
    open_round = now.rounds.get()
    assert open_round.state == Round.State.OPEN
    states = Counter(open_round.submissions.values_list("state", flat=True))
    assert set(states) == set(Submission.State.values)
    assert Paper.objects.get(state=Paper.State.REVIEW).body == province.Province().body("nongnghiep")
    assert Deed.objects.order_by("-at").first().at <= timezone.now()


def test_the_command_builds_it_once_and_says_who_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    said = capsys.readouterr().out
    assert province.PASSWORD in said
    assert "taichinh" in said
    deeds = Deed.objects.count()
    assert command.main([]) == 0
    assert Deed.objects.count() == deeds
    journal.seal_all()
    assert journal.verify() == []


def test_built_again_later_it_goes_on_and_dates_nothing_back_behind_a_seal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, dt.date(2026, 3, 1))
    build.build()
    journal.seal_all()
    before = Deed.objects.count()
    set_clock(monkeypatch, dt.date(2026, 11, 21))
    build.build()
    assert Deed.objects.count() > before
    assert journal.verify() == []


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
