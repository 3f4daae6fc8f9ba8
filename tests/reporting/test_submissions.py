"""A body's report from draft to accepted."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.archive.models import Deed, Notice
from hopluc.organizations.acting import Acting
from hopluc.plans import actions as plans
from hopluc.plans.signing.sign_off import sign_off
from hopluc.reporting import actions, queries, rules
from hopluc.reporting.content import Handed, from_json
from hopluc.reporting.models import Round, Submission, SubmissionEvent
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Scene:
    return scene()


@pytest.fixture
def round_(place: Scene) -> Round:
    return place.open()


def save(place: Scene, submission: Submission, **typed: str) -> actions.Saved:
    """Save a form that was filled from the draft as it is now."""
    base = {name: rules.digest(text) for name, text in actions.fields_of(submission).items()}
    return actions.save_draft(submission, by=place.officer, typed=typed, base=base)


def test_a_draft_keeps_texts_and_figures(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    figure = submission.figures.get()
    saved = save(place, submission, overview="Đúng tiến độ.", **{f"figure-{figure.pk}": "1.204,5"})
    figure.refresh_from_db()
    assert (saved.submission.overview, figure.value, figure.typed) == (
        "Đúng tiến độ.",
        Decimal("1204.5"),
        True,
    )


def test_a_text_that_is_no_figure_is_told_and_the_rest_is_saved(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    name = f"figure-{submission.figures.get().pk}"
    saved = save(place, submission, overview="Vẫn được lưu.", **{name: "chục lớp"})
    assert saved.errors.keys() == {name}
    assert saved.refused == {name: "chục lớp"}
    submission.refresh_from_db()
    assert submission.overview == "Vẫn được lưu."
    assert submission.figures.get().value is None


def test_two_people_in_different_fields_both_keep_their_words(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    base = {name: rules.digest(text) for name, text in actions.fields_of(submission).items()}
    for typed in ({"overview": "Của người thứ nhất"}, {"proposals": "Của người thứ hai"}):
        saved = actions.save_draft(submission, by=place.officer, typed={"overview": "", **typed}, base=base)
        assert not saved.conflicts
    submission.refresh_from_db()
    assert (submission.overview, submission.proposals) == ("Của người thứ nhất", "Của người thứ hai")


def test_two_people_in_one_field_are_asked_and_nothing_is_lost(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    base = {name: rules.digest(text) for name, text in actions.fields_of(submission).items()}
    actions.save_draft(submission, by=place.officer, typed={"overview": "Một"}, base=base)
    saved = actions.save_draft(submission, by=place.leader, typed={"overview": "Hai"}, base=base)
    assert saved.conflicts == {"overview": ("Một", "Hai")}
    submission.refresh_from_db()
    assert submission.overview == "Một"


def test_taking_over_news_keeps_what_was_typed(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    first, second = submission.lines.all()
    figure = submission.figures.get()
    save(place, submission, **{f"line-{first.pk}": "Viết riêng cho báo cáo.", f"figure-{figure.pk}": "3"})
    place.progress(place.farming, "Tin mới từ tiến độ.")
    actions.prefill(submission, by=place.officer)
    first.refresh_from_db()
    second.refresh_from_db()
    figure.refresh_from_db()
    assert (first.narrative, first.gathered, first.typed) == (
        "Viết riêng cho báo cáo.",
        "Tin mới từ tiến độ.",
        True,
    )
    assert (first.percent, second.narrative, figure.value) == (40, "", Decimal(3))


def test_what_waits_for_the_leader_is_news_once_it_is_signed_off(place: Scene, round_: Round) -> None:
    found = place.submission(round_)
    actions.prefill(found, by=place.officer)
    found.refresh_from_db()
    part = place.tasks[0].assignments.get(body=place.farming)
    row = plans.report_progress(part, by=place.officer, on=dt.date(2026, 10, 6), state="under_way")
    assert queries.news_since(found) == 0
    sign_off(row, by=place.leader, accepted=True)
    assert queries.news_since(found) == 1


def test_handing_in_freezes_what_was_said(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    event = submission.events.get()
    content = from_json(Handed, event.content)
    assert content.overview == "Tình hình của Sở Nông nghiệp và Môi trường."
    assert content.parts[0].task_text == "Tổ chức hội chợ nông sản vùng ven biển"
    with pytest.raises(ValidationError, match="đã gửi"):
        save(place, submission, overview="Sửa sau khi gửi")
    with pytest.raises(TypeError):
        event.delete()


def test_handing_in_twice_is_handing_in_once(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    again = actions.submit(submission, by=place.leader, revision=0)
    assert again.revision == submission.revision
    assert SubmissionEvent.objects.count() == 1


def test_the_officer_drafts_and_the_leader_hands_in(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    save(place, submission, overview="Đã soạn.")
    submission.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.submit(submission, by=place.officer, revision=submission.revision)
    actions.submit(submission, by=place.leader, revision=submission.revision)


def test_what_stands_against_handing_in_is_told_and_the_draft_is_saved(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)

    def hand_in(by: Acting, **typed: str) -> actions.Saved:
        saved = actions.hand_in(submission, by=by, typed=typed, base={})
        submission.refresh_from_db()
        return saved

    assert "chưa có nội dung" in str(hand_in(place.leader).against)
    assert submission.revision == 0
    assert isinstance(hand_in(place.officer, overview="Đã soạn.").against, PermissionDenied)
    assert (submission.state, submission.overview, submission.revision) == ("draft", "Đã soạn.", 1)
    unread = {f"figure-{submission.figures.get().pk}": "chục lớp"}
    assert hand_in(place.leader, **unread).errors.keys() == unread.keys()
    assert submission.state == "draft"
    assert hand_in(place.leader, proposals="Mở thêm lớp.").against is None
    assert (submission.state, submission.proposals, submission.revision) == ("submitted", "Mở thêm lớp.", 3)
    assert from_json(Handed, submission.events.get().content).proposals == "Mở thêm lớp."
    deeds = Deed.objects.filter(kind="reporting.submission").order_by("pk").values_list("verb", flat=True)
    assert list(deeds) == ["save_draft", "save_draft", "submit"]


def test_where_nobody_approves_the_officer_hands_in(place: Scene, round_: Round) -> None:
    assert place.handed_in(round_, place.commune).state == Submission.State.SUBMITTED


def test_nobody_writes_for_another_body(place: Scene, round_: Round) -> None:
    for by in (place.collector, factories.acting(place.province, area=place.province)):
        with pytest.raises(PermissionDenied):
            actions.save_draft(place.submission(round_), by=by, typed={"overview": "x"}, base={})


def test_an_empty_report_and_one_that_moved_on_are_not_handed_in(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    with pytest.raises(ValidationError, match="chưa có nội dung"):
        actions.submit(submission, by=place.leader, revision=submission.revision)
    save(place, submission, overview="Đã soạn.")
    with pytest.raises(ValidationError, match="vừa được sửa"):
        actions.submit(submission, by=place.leader, revision=submission.revision)


def test_a_returned_report_tells_why_and_does_not_become_late(
    place: Scene, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = place.handed_in(round_)
    first = submission.first_submitted_on
    with pytest.raises(ValidationError, match="lý do"):
        actions.return_submission(submission, by=place.collector, reason=" ")
    actions.return_submission(submission, by=place.collector, reason="Thiếu số liệu hội chợ.")
    assert Notice.objects.filter(text__contains="Thiếu số liệu hội chợ.").count() == 2
    submission.refresh_from_db()
    monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date(2030, 1, 1))
    save(place, submission, overview="Đã bổ sung.")
    submission.refresh_from_db()
    actions.submit(submission, by=place.leader, revision=submission.revision)
    submission.refresh_from_db()
    assert submission.first_submitted_on == first
    assert submission.returned_reason == ""
    assert list(submission.events.order_by("pk").values_list("verb", flat=True)) == [
        "submit",
        "return",
        "submit",
    ]


def test_an_accepted_report_is_not_withdrawn(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    actions.withdraw(submission, by=place.leader)
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT
    actions.submit(submission, by=place.leader, revision=submission.revision)
    actions.accept(submission, by=place.collector)
    actions.accept(submission, by=place.collector)
    with pytest.raises(ValidationError, match="tiếp nhận"):
        actions.withdraw(submission, by=place.leader)
    assert submission.events.filter(verb="accept").count() == 1


def test_only_the_collector_accepts_and_returns(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    for by in (place.leader, factories.acting(place.finance, "viewer")):
        with pytest.raises(PermissionDenied):
            actions.accept(submission, by=by)
        with pytest.raises(PermissionDenied):
            actions.return_submission(submission, by=by, reason="x")


def test_a_draft_is_neither_accepted_nor_returned(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    with pytest.raises(ValidationError, match="chưa được gửi"):
        actions.accept(submission, by=place.collector)
    with pytest.raises(ValidationError, match="chưa được gửi"):
        actions.return_submission(submission, by=place.collector, reason="Thiếu")
