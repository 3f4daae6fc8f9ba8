"""A reporting year of both plans of a province, from the web alone: in Chromium, from June on.

One test, in chapters that go on from one another; each looks at what its people see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hopluc.demo import clock, keys
from hopluc.demo.story.plans import steps
from hopluc.demo.story.telling import Tale
from hopluc.office import libreoffice
from hopluc.ui import assets
from tests.browser.half_year.stage import Stage, playing
from tests.browser.reporting_year import chains, communes, drafting, forms, sending, summer, yearly

pytestmark = [
    pytest.mark.browser,
    pytest.mark.office,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not assets.bundles(), reason="needs the front end (npm run build)"),
]

BEGINS = dt.date(2026, 6, 10)


@pytest.fixture
def stage(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stage]:
    """The province on the tenth of June, with its plans in force and test keys to sign with."""
    settings.DEMO = True
    settings.SIGNING = tmp_path / "signing" / "signing.toml"
    plans: list[int] = []
    with playing(monkeypatch, BEGINS, before=lambda: plans.append(_followed())) as stage:
        (stage.plan,) = plans
        yield stage


def _followed() -> int:
    """The documents that came in until then, each on its day; the number of the yearly plan."""
    for step in sorted(steps(Tale(BEGINS.year, BEGINS)), key=lambda step: step.day):
        if step.day <= BEGINS:
            with clock.told_on(step.day):
                step.do()
    keys.make(BEGINS.replace(month=1, day=1))
    return Tale(BEGINS.year, BEGINS).plan().pk


# In the order of the days on which they happen.
CHAPTERS = (
    forms.a_form_is_made,
    communes.the_round_is_opened_for_the_communes,
    communes.one_reports_on_the_web,
    communes.one_reports_by_workbook,
    communes.one_reports_by_word,
    communes.one_is_sent_back_with_a_mark,
    communes.what_came_is_accepted_and_the_late_are_urged,
    drafting.the_reports_are_consolidated_and_edited,
    drafting.it_is_issued_and_signed,
    sending.the_report_goes_its_ways,
    sending.one_confirms_it_here_and_the_other_on_paper,
    chains.half_a_year_is_reported_and_sent_up,
    summer.a_budget_is_gathered_by_kind_of_fund,
    summer.a_review_at_half_time_is_drafted,
    summer.the_leaders_page_is_one_sheet,
    yearly.a_second_version_of_the_form_is_made,
    yearly.two_rounds_are_opened_one_inside_the_other,
    chains.the_years_round_is_opened,
    yearly.both_are_answered,
    chains.the_alliance_asks_its_unit,
    chains.the_report_goes_up,
    yearly.one_report_goes_out_for_both,
)
# Where a PDF is looked at; elsewhere there is no LibreOffice, which takes seconds for each.
PRINTED = {drafting.it_is_issued_and_signed}


def test_a_reporting_year_of_both_plans_is_played_from_the_web_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for chapter in CHAPTERS:
        with monkeypatch.context() as patch:
            if chapter not in PRINTED:
                patch.setattr(libreoffice, "program", lambda: None)
            chapter(stage)
