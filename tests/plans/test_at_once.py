"""Two who write on one part of a task at the same moment, on connections of their own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from hopluc.archive.models import Change, Deed
from hopluc.organizations.acting import Role
from hopluc.plans import actions
from hopluc.plans.models import Assignment, DeadlinePart, Extension, Opening, Plan, Progress, SignOff
from hopluc.plans.signing.extensions import ask_extension, decide_extension
from hopluc.plans.signing.sign_off import sign_off
from hopluc.plans.standings import KEPT, refresh
from tests import factories
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def part_of(due: dt.date | None = None) -> Assignment:
    head = factories.province()
    return factories.task(factories.plan(head), factories.body(parent=head), due=due).assignments.get()


def kept(part: Assignment) -> dict[str, object]:
    return Assignment.objects.values(*KEPT).get(pk=part.pk)


def test_of_two_reports_from_one_form_the_second_is_told_and_nothing_is_overwritten() -> None:
    part = part_of()
    an, binh = factories.acting(part.body), factories.acting(part.body)
    results = at_once(
        *(
            lambda by=by, n=n: actions.report_progress(
                part, by=by, on=timezone.localdate(), state="under_way", percent=n, seen=0
            )
            for by, n in ((an, 10), (binh, 20))
        )
    )
    assert sorted(type(r).__name__ for r in results) == ["Progress", "StaleFormError"]
    row = Progress.objects.get()
    assert kept(part)["percent"] == row.percent
    assert Deed.objects.filter(verb="report_progress").count() == 1
    assert Change.objects.filter(kind="plans.assignment").count() == 1


def test_two_reports_that_ask_for_no_order_are_both_kept_and_the_last_one_counts() -> None:
    part = part_of()
    officers = [factories.acting(part.body) for _ in range(4)]
    results = at_once(
        *(
            lambda by=by, n=n: actions.report_progress(
                part, by=by, on=timezone.localdate(), state="under_way", percent=n
            )
            for n, by in enumerate(officers, 1)
        )
    )
    assert [type(r) for r in results] == [Progress] * 4
    assert kept(part)["percent"] == Progress.objects.latest("recorded_at", "pk").percent


def test_of_two_corrections_of_one_row_one_is_written() -> None:
    part = part_of()
    an, binh = factories.acting(part.body), factories.acting(part.body)
    row = actions.report_progress(part, by=an, on=timezone.localdate(), state="under_way", percent=50)
    results = at_once(
        *(
            lambda by=by: actions.correct_progress(row, by=by, on=timezone.localdate(), state="not_begun")
            for by in (an, binh)
        )
    )
    assert sorted(type(r).__name__ for r in results) == ["Progress", "StaleFormError"]
    assert Progress.objects.filter(replaces=row).count() == 1


def test_a_report_and_a_request_at_one_moment_both_show_in_the_kept_columns() -> None:
    today = timezone.localdate()
    for _ in range(5):
        part = part_of()
        by = factories.acting(part.body)
        asked = DeadlinePart.objects.create(task=part.task, kind=DeadlinePart.Kind.ON_REQUEST)
        results = at_once(
            lambda part=part, by=by: actions.report_progress(part, by=by, on=today, state="under_way"),
            lambda asked=asked, by=by: actions.open_part(
                asked, by=by, on=today, due_on=today + dt.timedelta(days=3)
            ),
        )
        assert [type(r) for r in results] == [Progress, Opening]
        found = kept(part)
        with transaction.atomic():
            refresh([part])
        assert found == kept(part)
        assert found["state"] == "under_way"
        assert found["due_on"] == today + dt.timedelta(days=3)


def test_of_two_approvers_at_one_report_the_quicker_decides() -> None:
    part = part_of()
    an, binh = (factories.acting(part.body, Role.APPROVER) for _ in range(2))
    officer = factories.acting(part.body)
    row = actions.report_progress(part, by=officer, on=timezone.localdate(), state="under_way", percent=70)
    results = at_once(
        lambda: sign_off(row, by=an, accepted=True),
        lambda: sign_off(row, by=binh, accepted=False, reason="Chưa đủ minh chứng"),
    )
    assert sorted(type(r).__name__ for r in results) == ["SignOff", "StaleFormError"]
    decided = SignOff.objects.get()
    assert kept(part)["percent"] == (70 if decided.accepted else 0)
    assert Deed.objects.filter(verb__in=["accept_progress", "return_progress"]).count() == 1


def test_a_correction_and_a_sign_off_at_one_moment_leave_one_word_to_decide_on() -> None:
    for _ in range(3):
        part = part_of()
        leader, officer = factories.acting(part.body, Role.APPROVER), factories.acting(part.body)
        today = timezone.localdate()
        row = actions.report_progress(part, by=officer, on=today, state="under_way", percent=70)
        at_once(
            lambda row=row, leader=leader: sign_off(row, by=leader, accepted=True),
            lambda row=row, officer=officer, today=today: actions.correct_progress(
                row, by=officer, on=today, state="under_way", percent=30
            ),
        )
        signed = SignOff.objects.filter(progress=row).exists()
        assert kept(part)["percent"] == (70 if signed else 0)
        found = kept(part)
        with transaction.atomic():
            refresh([part])
        assert found == kept(part)


def test_of_two_decisions_on_one_extension_one_is_written() -> None:
    soon = timezone.localdate() + dt.timedelta(days=5)
    part = part_of(due=soon)
    owner = part.task.plan.owner
    an, binh = (factories.acting(owner, Role.APPROVER) for _ in range(2))
    until = soon + dt.timedelta(days=30)
    asked = ask_extension(part, by=factories.acting(part.body), day=soon, until=until, reason="Mưa bão")
    results = at_once(
        lambda: decide_extension(asked, by=an, granted=True),
        lambda: decide_extension(asked, by=binh, granted=False, answer="Không"),
    )
    assert sorted(type(r).__name__ for r in results) == ["Extension", "StaleFormError"]
    granted = Extension.objects.get().state == Extension.State.GRANTED
    assert kept(part)["due_on"] == (until if granted else soon)


def test_no_report_is_written_after_the_plan_was_closed_at_the_same_moment() -> None:
    for _ in range(5):
        part = part_of()
        by, leader = factories.acting(part.body), factories.acting(part.plan.owner, Role.APPROVER)
        said, closed = at_once(
            lambda part=part, by=by: actions.report_progress(
                part, by=by, on=timezone.localdate(), state="under_way", percent=10
            ),
            lambda part=part, by=leader: actions.close_plan(part.plan, by=by, reason="Hết kỳ."),
        )
        assert isinstance(closed, Plan), closed
        verbs = list(Deed.objects.order_by("-pk").values_list("verb", flat=True)[:2])
        assert verbs[0] == "close_plan"
        assert verbs[1] == "report_progress" if isinstance(said, Progress) else "kết thúc" in str(said)
