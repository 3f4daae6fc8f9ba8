"""A body says how far its part is; rows are added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.archive.actions import keep
from hopluc.archive.models import Change, Deed
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.plans import actions
from hopluc.plans.models import Assignment, DeadlinePart, Plan, Progress
from tests import factories

pytestmark = pytest.mark.django_db


def today() -> dt.date:
    return timezone.localdate()


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


@pytest.fixture
def province() -> Organisation:
    return factories.province()


@pytest.fixture
def part(province: Organisation) -> Assignment:
    lead = factories.body(parent=province)
    return factories.task(factories.plan(province), lead, due=ago(10)).assignments.get()


@pytest.fixture
def officer(part: Assignment) -> Acting:
    return factories.acting(part.body)


def say(part: Assignment, by: Acting, **rest: Any) -> Progress:
    return actions.report_progress(part, by=by, **({"on": today(), "state": "under_way"} | rest))


def test_finishing_after_the_day_is_late(part: Assignment, officer: Acting) -> None:
    say(part, officer, state="finished", finished_on=ago(3))
    part.refresh_from_db()
    assert (part.state, part.late, part.percent, part.due_on, part.finished_on) == (
        "finished", True, 100, None, ago(3),
    )  # fmt: skip


def test_evidence_lies_behind_the_row(part: Assignment, officer: Acting) -> None:
    file = keep([b"bien ban"], "text/plain")
    row = say(part, officer, evidence=[(file, "Biên bản.txt")], percent=40)
    assert [(e.file, e.name) for e in row.evidence.all()] == [(file, "Biên bản.txt")]
    part.refresh_from_db()
    assert (part.state, part.percent) == ("under_way", 40)


def test_the_deed_names_ids_and_no_words(part: Assignment, officer: Acting) -> None:
    row = say(part, officer, narrative="Đã gặp ông Nguyễn Văn Mẫu")
    deed = Deed.objects.get(verb="report_progress")
    assert deed.fields == {"progress": row.pk, "task": part.task_id}
    assert (deed.kind, deed.record_id, deed.actor_id) == ("plans.assignment", str(part.pk), officer.user.pk)
    assert Change.objects.get(kind="plans.assignment").body_id == part.body_id


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"on": today() + dt.timedelta(days=1)}, "không được sau hôm nay"),
        ({"state": "finished"}, "phải ghi ngày hoàn thành"),
        ({"state": "finished", "finished_on": today(), "on": ago(1)}, "không được sau ngày báo cáo"),
        ({"percent": 140}, "100"),
        ({"occurrence": dt.date(2020, 1, 1)}, "không có kỳ hạn ngày 01/01/2020"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    part: Assignment, officer: Acting, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        say(part, officer, **given)
    assert not Progress.objects.exists()


def test_nobody_reports_for_another_body(part: Assignment, province: Organisation) -> None:
    others = [
        factories.acting(province, Role.APPROVER),  # the superior, owner and standing agency
        factories.acting(factories.body(parent=province)),
        factories.acting(part.body, Role.VIEWER),
    ]
    for other in others:
        with pytest.raises(PermissionDenied):
            say(part, other)


def test_a_body_reports_for_the_rooms_inside_it(province: Organisation) -> None:
    department = factories.body(parent=province)
    room = factories.body(kind=Organisation.Kind.ROOM, parent=department)
    part = factories.task(factories.plan(province), room).assignments.get()
    assert say(part, factories.acting(department)).pk


def test_a_form_filled_before_another_row_came_is_not_written(part: Assignment, officer: Acting) -> None:
    first = say(part, officer, seen=0)
    with pytest.raises(actions.StaleFormError):
        say(part, officer, seen=0)
    assert say(part, officer, seen=first.pk).pk


def test_a_correction_takes_the_place_of_the_row_and_leaves_it_to_be_read(
    part: Assignment, officer: Acting
) -> None:
    file = keep([b"x"], "text/plain")
    wrong = say(part, officer, state="finished", finished_on=ago(3), evidence=[(file, "a.txt")])
    right = actions.correct_progress(
        wrong, by=officer, on=today(), state="finished", finished_on=ago(12), narrative="ghi nhầm ngày"
    )
    part.refresh_from_db()
    assert (part.late, part.finished_on) == (False, ago(12))
    assert [e.name for e in right.evidence.all()] == ["a.txt"]
    assert Progress.objects.filter(pk=wrong.pk).exists()
    with pytest.raises(actions.StaleFormError, match="đã được đính chính"):
        actions.correct_progress(wrong, by=officer, on=today(), state="under_way")


def test_progress_rows_cannot_be_edited(part: Assignment, officer: Acting) -> None:
    row = say(part, officer)
    row.percent = 90
    with pytest.raises(TypeError, match="append-only"):
        row.save()


def test_a_part_that_passed_on_or_whose_plan_closed_takes_no_more(part: Assignment, officer: Acting) -> None:
    Assignment.objects.filter(pk=part.pk).update(until=today())
    with pytest.raises(ValidationError, match="đã chuyển cho cơ quan khác"):
        say(part, officer)
    Assignment.objects.filter(pk=part.pk).update(until=None)
    Plan.objects.update(state=Plan.State.CLOSED)
    with pytest.raises(ValidationError, match="đã kết thúc theo dõi"):
        say(part, officer)


def test_each_occurrence_is_met_by_itself(part: Assignment, officer: Acting) -> None:
    year = today().year
    begins = dt.date(year - 1, 1, 1)
    Plan.objects.update(issued_on=begins, period_start=begins, period_end=dt.date(year + 1, 12, 31))
    DeadlinePart.objects.filter(task=part.task).update(kind="recurring", date=None, rrule="FREQ=YEARLY")
    say(part, officer, state="finished", finished_on=ago(1), occurrence=dt.date(year - 1, 12, 31))
    part.refresh_from_db()
    assert (part.due_on, part.late) == (dt.date(year, 12, 31), True)
    assert part.counts_from == dt.date(year, 1, 1)


def test_what_was_said_before_a_handover_counts_for_the_successor(
    part: Assignment, officer: Acting, province: Organisation
) -> None:
    say(part, officer, percent=60)
    successor = factories.body(parent=province)
    Assignment.objects.filter(pk=part.pk).update(until=today())
    taken = Assignment.objects.create(
        task=part.task, body=successor, role="lead", since=today(), passed_from=part
    )
    by = factories.acting(successor)
    row = say(taken, by, percent=70)
    actions.correct_progress(row, by=by, on=ago(1), state="not_begun", narrative="chưa tiếp nhận")
    taken.refresh_from_db()
    assert (taken.state, taken.percent) == ("under_way", 60)


def test_a_request_opens_a_day_and_an_event_counts_from_its_own(
    province: Organisation, part: Assignment, officer: Acting
) -> None:
    DeadlinePart.objects.all().delete()
    request = DeadlinePart.objects.create(task=part.task, kind="on_request", requested_by="Bộ Nội vụ")
    actions.open_part(request, by=officer, on=ago(20), due_on=ago(5))
    part.refresh_from_db()
    assert part.due_on == ago(5)
    with pytest.raises(ValidationError, match="đã được ghi"):
        actions.open_part(request, by=officer, on=ago(20), due_on=ago(5))
    say(part, officer, state="finished", finished_on=ago(6), occurrence=ago(5))
    standing = factories.acting(province)
    event = DeadlinePart.objects.create(task=part.task, kind="after", event="…", count=1, unit="month")
    actions.open_part(event, by=standing, on=ago(1))
    part.refresh_from_db()
    assert part.due_on
    assert part.due_on > today()
    with pytest.raises(PermissionDenied):
        actions.open_part(event, by=factories.acting(factories.body(parent=province)), on=ago(2))
    assert set(Deed.objects.filter(kind="plans.task").values_list("verb", flat=True)) == {
        "open_request", "record_event",
    }  # fmt: skip


def test_an_officer_is_named_by_the_body_and_from_it(part: Assignment, officer: Acting) -> None:
    colleague = factories.person(part.body)
    assert actions.name_officer(part, by=officer, user=colleague).officer == colleague
    with pytest.raises(ValidationError, match="không thuộc cơ quan"):
        actions.name_officer(part, by=officer, user=factories.person(factories.body()))
    with pytest.raises(PermissionDenied):
        actions.name_officer(part, by=factories.acting(factories.body()), user=None)


def test_people_of_a_room_are_the_bodys_own_those_of_a_body_under_it_are_not() -> None:
    head = factories.province()
    part = factories.task(factories.plan(head), head).assignments.get()
    below = factories.body(parent=head)
    room = factories.body(parent=head, kind=Organisation.Kind.ROOM)
    by = factories.acting(head)
    in_room = factories.person(factories.body(parent=room, kind=Organisation.Kind.ROOM))
    assert actions.name_officer(part, by=by, user=in_room).officer == in_room
    for body in (below, factories.body(parent=below, kind=Organisation.Kind.ROOM)):
        with pytest.raises(ValidationError, match="không thuộc cơ quan"):
            actions.name_officer(part, by=by, user=factories.person(body))


def test_a_plan_is_closed_with_a_reason_by_an_approver(part: Assignment, province: Organisation) -> None:
    leader = factories.acting(province, Role.APPROVER)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        actions.close_plan(part.task.plan, by=leader, reason=" ")
    with pytest.raises(PermissionDenied):
        actions.close_plan(part.task.plan, by=factories.acting(province), reason="Hết kỳ")
    assert actions.close_plan(part.task.plan, by=leader, reason="Hết kỳ").state == "closed"
