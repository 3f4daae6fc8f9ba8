"""Two who write on one part of a task at the same moment, on connections of their own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from hopluc.archive.models import Change, Deed
from hopluc.plans import actions
from hopluc.plans.models import Assignment, DeadlinePart, Opening, Progress
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
