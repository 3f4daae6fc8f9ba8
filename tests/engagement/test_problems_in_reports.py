"""What a report of a period tells of a body's problems."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from hopluc.engagement.actions import problems as actions
from hopluc.engagement.models import ProblemStep
from hopluc.engagement.queries.problems import problems_for_report, told_in_words
from tests.engagement.scene import TODAY, Scene, ago


def told(scene: Scene, start: int, end: int, known: dt.datetime | None = None) -> list[str]:
    found = problems_for_report(scene.trade, scene.plan, ago(start), ago(end), known)
    return [told_in_words(one) for one in found]


def test_a_report_tells_what_waits_with_who_holds_it_and_since_when(scene: Scene) -> None:
    scene.problem()
    assert told(scene, 30, 0) == [
        "Chưa có mặt bằng mở hội chợ. Đề nghị: Cho thuê nhà thi đấu tỉnh. "
        f"Sở Tài chính đang xem xét từ ngày {ago(20):%d/%m/%Y}."
    ]
    assert told(scene, 40, 25) == []  # not raised yet


def test_an_answer_stands_in_the_report_of_its_period_only(scene: Scene) -> None:
    problem = scene.problem()
    by = scene.by(scene.standing)
    actions.answer(problem, by=by, on=ago(10), text="Đồng ý", document="5/STC", document_on=ago(10))
    assert "đang xem xét" in told(scene, 30, 15)[0]
    assert told(scene, 14, 5)[0].endswith(
        f"Sở Tài chính trả lời ngày {ago(10):%d/%m/%Y} (văn bản số 5/STC): Đồng ý."
    )
    assert told(scene, 5, 0) == []


def test_what_was_taken_back_is_not_told(scene: Scene) -> None:
    actions.withdraw(scene.problem(), by=scene.by(scene.trade), on=TODAY, text="Đã xong.")
    assert told(scene, 30, 0) == []


def test_as_known_then_a_later_answer_is_not_known(scene: Scene) -> None:
    problem = scene.problem()
    then = timezone.now() - dt.timedelta(days=9)
    ProblemStep._base_manager.update(recorded_at=then)
    actions.answer(problem, by=scene.by(scene.standing), on=ago(10), text="Đồng ý.")
    assert "trả lời" in told(scene, 30, 0)[0]
    assert "đang xem xét" in told(scene, 30, 0, then)[0]
