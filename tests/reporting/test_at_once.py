"""Rounds and reports at the same moment: two clicks, two officers, two workers, each on a connection."""

from __future__ import annotations

import pytest

from hopluc.archive.models import Deed, Notice
from hopluc.reporting import actions
from hopluc.reporting.jobs import prefill_round
from hopluc.reporting.models import ConsolidatedReport, Line, Round, SubmissionEvent
from tests.reporting.scene import Scene, scene
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Scene:
    return scene()


def deeds(verb: str) -> int:
    return Deed.objects.filter(verb=verb).count()


def test_a_round_opened_twice_is_one_round(place: Scene) -> None:
    results = at_once(place.open, place.open)
    assert sorted(type(r).__name__ for r in results) == ["AlreadyOpenError", "Round"]
    assert (Round.objects.count(), deeds("open_round")) == (1, 1)


def test_two_workers_prefill_each_report_once(place: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.rounds, "PREFILL_AT_ONCE", -1)  # leaves it to the job
    monkeypatch.setattr(actions.rounds, "async_task", lambda *job: None)
    made = place.open()
    assert not Line.objects.exists()
    at_once(*[lambda: actions.prefill_some(made.pk, 1)] * 3)
    prefill_round(made.pk)
    assert not made.submissions.filter(prefilled_at=None).exists()
    assert Line.objects.values("submission", "assignment_id").distinct().count() == Line.objects.count()
    assert Notice.objects.values("key").distinct().count() == Notice.objects.count()


def test_handing_in_twice_freezes_one_report(place: Scene) -> None:
    draft = place.submission(place.open())
    actions.save_draft(draft, by=place.leader, typed={"overview": "Đã xong phần lớn."}, base={})
    draft.refresh_from_db()
    at_once(*[lambda: actions.submit(draft, by=place.leader, revision=draft.revision)] * 2)
    assert SubmissionEvent.objects.filter(submission=draft, verb="submit").count() == 1
    assert deeds("submit") == 1


def test_two_officers_in_two_fields_both_keep_their_words(place: Scene) -> None:
    draft = place.submission(place.open())
    results = at_once(
        lambda: actions.save_draft(draft, by=place.officer, typed={"overview": "Của An."}, base={}),
        lambda: actions.save_draft(draft, by=place.leader, typed={"proposals": "Của Bình."}, base={}),
    )
    assert all(not saved.conflicts for saved in results)
    draft.refresh_from_db()
    assert (draft.overview, draft.proposals) == ("Của An.", "Của Bình.")


def test_returning_and_taking_back_at_once_leaves_one_state_with_its_event(place: Scene) -> None:
    sent = place.handed_in(place.open())
    at_once(
        lambda: actions.withdraw(sent, by=place.leader),
        lambda: actions.return_submission(sent, by=place.collector, reason="Thiếu số liệu"),
    )
    sent.refresh_from_db()
    last = sent.events.order_by("-pk").first()
    assert last
    assert (last.verb, sent.state) in {("withdraw", "draft"), ("return", "returned")}


def test_two_workers_make_one_report_and_asking_twice_asks_for_one(place: Scene) -> None:
    made = place.open()
    place.handed_in(made)
    asked = at_once(*[lambda: actions.ask_consolidation(made, by=place.collector)] * 2)
    assert {one.pk for one in asked} == {ConsolidatedReport.objects.get().pk}
    at_once(*[lambda: actions.consolidate(asked[0].pk)] * 2)
    assert ConsolidatedReport.objects.get().state == "draft"
    assert deeds("consolidate") == 1


def test_of_two_editions_issued_at_once_one_is(place: Scene) -> None:
    made = place.open()
    place.handed_in(made)
    editions = []
    for _ in range(2):
        editions.append(actions.consolidate(actions.ask_consolidation(made, by=place.collector).pk))
    results = at_once(
        *(
            lambda one=one: actions.issue(
                one, by=place.collector, number=f"{one.edition}/BC-STC", issued_on=made.period_start
            )
            for one in editions
        )
    )
    assert sorted(type(r).__name__ for r in results) == ["ConsolidatedReport", "ValidationError"]
    assert ConsolidatedReport.objects.filter(state="issued").count() == 1
