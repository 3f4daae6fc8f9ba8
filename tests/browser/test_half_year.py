"""Half a year of both plans of a province, from the web alone: in Chromium, the clock set on from day to day.

One test, in chapters that go on from one another; each looks at what its people see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from hopluc.ui import assets
from tests.browser.half_year import change, meeting, papers, units, urging, work, yearly
from tests.browser.half_year.stage import Stage, playing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.office,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not assets.bundles(), reason="needs the front end (npm run build)"),
]

YEAR = 2026


@pytest.fixture
def stage(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The province on the first of July, before it follows any plan here."""
    settings.DEMO = True
    with playing(monkeypatch, dt.date(YEAR, 7, 1)) as stage:
        yield stage


# In the order of the days on which they happen.
CHAPTERS = (
    papers.both_plans_are_received_reviewed_and_adopted,
    work.officers_are_put_in_charge,
    work.a_late_task_is_done_with_its_product,
    work.coordinators_give_theirs,
    work.a_task_is_done_in_time_by_a_decision,
    work.of_three_leads_one_is_missing,
    work.a_later_day_is_asked_and_granted,
    urging.reminders_go_out_by_the_schedule,
    urging.letters_are_written_and_sent,
    urging.one_of_them_is_answered,
    meeting.a_problem_is_passed_up_and_decided,
    meeting.a_visit_is_followed_to_its_end,
    meeting.the_committee_meets,
    change.an_officer_is_replaced,
    change.the_plan_is_amended,
    change.a_new_edition_comes_as_a_document,
    change.a_signed_decision_comes_as_a_document,
    change.the_plan_reads_as_it_was_known_before,
    units.a_target_is_allocated_to_communes,
    units.a_commune_makes_its_own_plan,
    units.two_departments_become_one,
    yearly.next_years_draft_comes_out,
)


def test_half_a_year_of_both_plans_is_played_from_the_web_alone(stage: Stage) -> None:
    for chapter in CHAPTERS:
        chapter(stage)
