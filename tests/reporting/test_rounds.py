"""Opening and closing a round."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.models import Deed
from hopluc.plans.models import Plan
from hopluc.reporting import actions
from hopluc.reporting.models import Round, Submission
from tests import factories
from tests.reporting.scene import DUE, Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Scene:
    return scene()


def test_every_named_body_and_every_lead_is_asked(place: Scene) -> None:
    round_ = place.open()
    asked = set(round_.submissions.values_list("body__name", flat=True))
    assert asked == {"Sở Tài chính", "Sở Nông nghiệp và Môi trường", "Ủy ban nhân dân xã Bình Sơn"}


def test_a_submission_begins_with_its_parts_progress_and_figures(place: Scene) -> None:
    place.progress(place.farming, "Đã họp chuẩn bị với 14 xã.")
    submission = place.submission(place.open())
    first, second = submission.lines.all()
    assert (first.task_text, first.narrative) == (
        "Tổ chức hội chợ nông sản vùng ven biển",
        "Đã họp chuẩn bị với 14 xã.",
    )
    assert (first.state, first.status, first.late) == ("under_way", "overdue", True)
    assert (second.status, second.narrative) == ("not_begun", "")
    assert [(one.name, one.target, one.value) for one in submission.figures.all()] == [
        ("Hợp tác xã thành lập mới", "12", None)
    ]


def test_progress_outside_the_period_is_not_told(place: Scene) -> None:
    place.progress(place.farming, "Việc của năm trước.", dt.date(2025, 12, 31))
    place.progress(place.farming, "Việc sau ngày chốt.", dt.date(2026, 12, 1))
    assert place.submission(place.open()).lines.first().narrative == ""  # type: ignore[union-attr]


def test_the_status_is_that_of_the_cut_off_day(place: Scene) -> None:
    round_ = place.open(cutoff=dt.date(2026, 9, 30))
    place.progress(place.farming, "Bắt đầu.", dt.date(2026, 9, 1))
    submission = actions.prefill(place.submission(round_), by=place.officer)
    assert submission.lines.first().status == "on_track"  # type: ignore[union-attr]


def test_one_of_two_days_met_is_not_the_end_of_the_work(place: Scene) -> None:
    factories.DeadlinePart.objects.create(task=place.tasks[0], kind="by", date=dt.date(2026, 12, 20))
    place.progress(
        place.farming,
        "Đã sơ kết.",
        dt.date(2026, 10, 1),
        state="finished",
        finished_on=dt.date(2026, 9, 28),
        percent=100,
        occurrence=dt.date(2026, 9, 30),
    )
    line = place.submission(place.open()).lines.first()
    assert line
    assert (line.state, line.status) == ("under_way", "on_track")
    assert (line.finished_on, line.due_on) == (None, dt.date(2026, 12, 20))


def test_opening_the_same_round_again_is_refused_and_names_it(place: Scene) -> None:
    round_ = place.open()
    with pytest.raises(actions.AlreadyOpenError) as caught:
        place.open(title="Báo cáo tổng kết năm")
    assert caught.value.round == round_
    assert "đã được mở" in caught.value.messages[0]
    with pytest.raises(actions.AlreadyOpenError):
        place.open(period_start=dt.date(2026, 6, 1))
    assert Round.objects.count() == 1


def test_others_may_be_asked_by_the_same_duty_for_the_same_period(place: Scene) -> None:
    first = place.open(bodies=[place.farming])
    with pytest.raises(actions.AlreadyOpenError, match=f"đã hỏi {place.farming.name}"):
        place.open(title="Báo cáo của các xã", bodies=[place.farming, place.commune])
    second = place.open(title="Báo cáo của các xã", bodies=[place.commune])
    assert [one.submissions.get().body for one in (first, second)] == [place.farming, place.commune]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"period_end": dt.date(2025, 12, 31)}, "kết thúc trước khi bắt đầu"),
        ({"cutoff": dt.date(2025, 12, 31)}, "Ngày chốt số liệu"),
        ({"due_on": dt.date(2025, 12, 31)}, "Hạn gửi"),
        ({"bodies": []}, "Chưa có cơ quan nào"),
    ],
)
def test_days_that_contradict_one_another_open_nothing(place: Scene, changes: dict, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        place.open(**changes)
    assert not Round.objects.exists()


def test_only_those_who_follow_the_plan_or_receive_open_a_round(place: Scene) -> None:
    for by in (place.leader, factories.acting(place.finance, "viewer")):
        place.collector = by
        with pytest.raises(PermissionDenied):
            place.open()


def test_a_duty_of_another_plan_opens_no_round(place: Scene) -> None:
    other = factories.plan(place.province)
    with pytest.raises(PermissionDenied):
        actions.open_round(
            other, place.duty, by=place.collector, title="Báo cáo năm 2026",
            period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31), cutoff=DUE, due_on=DUE,
        )  # fmt: skip


def test_no_round_is_opened_by_a_page_that_does_not_know_that_the_plan_was_closed(place: Scene) -> None:
    Plan.objects.filter(pk=place.plan.pk).update(state=Plan.State.CLOSED)
    with pytest.raises(ValidationError, match="Kế hoạch đã kết thúc"):
        place.open()


def test_a_body_that_the_duty_names_as_receiver_may_open_a_round(place: Scene) -> None:
    place.plan.standing_agency = place.province
    place.plan.save()
    assert place.open().collector == place.finance


def test_a_closed_round_takes_nothing_until_it_is_opened_again(place: Scene) -> None:
    round_ = place.open()
    actions.close_round(round_, by=place.collector)
    with pytest.raises(ValidationError, match="đã khóa"):
        place.handed_in(round_)
    actions.reopen_round(round_, by=place.collector, reason="Xã Bình Sơn gửi bổ sung")
    assert place.handed_in(round_).state == Submission.State.SUBMITTED
    assert Deed.objects.get(verb="reopen_round").reason == "Xã Bình Sơn gửi bổ sung"


def test_a_large_round_is_prefilled_in_parts_and_never_twice(place: Scene) -> None:
    round_ = place.open()
    Submission.objects.update(prefilled_at=None)
    for submission in round_.submissions.all():
        submission.lines.all().delete()
        submission.figures.all().delete()
    assert [actions.prefill_some(round_.pk, 2) for _ in range(3)] == [2, 1, 0]
    assert place.submission(round_).lines.count() == 2
