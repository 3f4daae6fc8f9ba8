"""What an officer reports counts once an approver of the body has signed it off."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import Deed, Notice
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, Organisation
from hopluc.plans import actions, queries
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Assignment, Plan, Progress, SignOff
from hopluc.plans.signing.sign_off import accept_all, sign_off
from hopluc.plans.standings import KEPT, MOST_TRIES, Moment, holding, refresh, superseded
from tests import factories

pytestmark = pytest.mark.django_db


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


class Body:
    """A department with an approver, whose part in a task was due ten days ago."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.body = factories.body("Sở Công Thương", parent=self.province)
        self.leader, self.officer = (factories.acting(self.body, r) for r in (Role.APPROVER, Role.OFFICER))
        self.plan = factories.plan(self.province)
        self.task = factories.task(self.plan, self.body, due=ago(10), products=["Báo cáo kết quả"])
        self.part = self.task.assignments.get()

    def say(self, by: Acting | None = None, **rest: Any) -> Progress:
        values = {"on": ago(0), "state": "finished", "finished_on": ago(12)} | rest
        return actions.report_progress(self.part, by=by or self.officer, **values)

    def correct(self, row: Progress, **rest: Any) -> Progress:
        values = {"on": ago(0), "state": "under_way", "percent": 30} | rest
        return actions.correct_progress(row, by=self.officer, **values)

    def state(self) -> str:
        self.part.refresh_from_db()
        return self.part.state


@pytest.fixture
def at() -> Body:
    return Body()


def client(by: Acting) -> Client:
    made = Client()
    made.force_login(by.user)
    return made


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def hold(task: Any, moment: Moment) -> set[int]:
    return set(Progress.objects.filter(holding(moment), assignment__task=task).values_list("pk", flat=True))


def test_an_officers_report_waits_and_counts_once_accepted(at: Body) -> None:
    row = at.say()
    assert (row.waits, at.state()) == (True, "not_begun")
    assert Notice.objects.get(person_id=at.leader.user.pk).text.endswith("chờ đồng chí duyệt.")
    sign_off(row, by=at.leader, accepted=True)
    at.part.refresh_from_db()
    assert (at.part.state, at.part.late, at.part.finished_on) == ("finished", False, ago(12))
    assert "đã duyệt báo cáo" in Notice.objects.get(person_id=at.officer.user.pk).text
    deed = Deed.objects.get(verb="accept_progress")
    assert deed.fields == {"progress": row.pk, "task": at.task.pk}


def test_an_approvers_own_report_counts_at_once_and_so_does_one_of_a_body_without_approvers(at: Body) -> None:
    assert not at.say(by=at.leader).waits
    assert at.state() == "finished"
    alone = factories.body(parent=at.province)
    part = factories.task(at.plan, alone).assignments.get()
    row = actions.report_progress(part, by=factories.acting(alone), on=ago(0), state="under_way")
    assert not row.waits


def test_a_room_waits_for_the_approver_of_its_body(at: Body) -> None:
    room = factories.body(kind=Organisation.Kind.ROOM, parent=at.body)
    part = factories.task(at.plan, room).assignments.get()
    row = actions.report_progress(part, by=factories.acting(room), on=ago(0), state="under_way")
    assert row.waits
    assert sign_off(row, by=at.leader, accepted=True).accepted


def test_a_returned_report_never_counts_and_goes_back_with_its_reason(at: Body) -> None:
    row = at.say()
    with pytest.raises(ValidationError, match="Ghi lý do trả lại"):
        sign_off(row, by=at.leader, accepted=False, reason=" ")
    sign_off(row, by=at.leader, accepted=False, reason="Thiếu biên bản")
    assert at.state() == "not_begun"
    assert "Thiếu biên bản" in Notice.objects.get(person_id=at.officer.user.pk).text
    again = at.correct(row, state="finished", finished_on=ago(11))
    assert at.state() == "not_begun"
    sign_off(again, by=at.leader, accepted=True)
    assert (at.state(), at.part.finished_on) == ("finished", ago(11))


def test_only_approvers_of_the_body_sign_off(at: Body) -> None:
    row = at.say()
    others = [
        at.officer,
        factories.acting(at.province, Role.APPROVER),
        factories.acting(factories.body(parent=at.province), Role.APPROVER),
        factories.acting(at.body, Role.ADMINISTRATOR),
    ]
    for other in others:
        with pytest.raises(PermissionDenied):
            sign_off(row, by=other, accepted=True)
    assert not SignOff.objects.exists()


def test_what_waits_is_not_lost_when_the_approver_leaves(at: Body) -> None:
    row = at.say()
    Membership.objects.filter(role=Role.APPROVER).update(since=ago(100), until=ago(0))
    assert sign_off(row, by=at.officer, accepted=True).accepted
    assert at.state() == "finished"


def test_a_report_is_decided_once_and_by_who_was_quicker(at: Body) -> None:
    row = at.say()
    sign_off(row, by=at.leader, accepted=True)
    with pytest.raises(StaleFormError, match="đã duyệt báo cáo này"):
        sign_off(row, by=factories.acting(at.body, Role.APPROVER), accepted=False, reason="Chưa đạt")
    with pytest.raises(ValidationError, match="không phải chờ duyệt"):
        sign_off(at.say(by=at.leader), by=at.leader, accepted=True)


def test_what_the_officer_sent_anew_is_decided_not_what_it_stands_for(at: Body) -> None:
    row = at.say()
    newer = at.correct(row)
    with pytest.raises(StaleFormError, match="gửi bản khác"):
        sign_off(row, by=at.leader, accepted=True)
    assert sign_off(newer, by=at.leader, accepted=True).accepted
    assert at.state() == "under_way"


def test_a_correction_replaces_its_row_only_once_it_counts(at: Body) -> None:
    first = at.say(by=at.leader)
    second = at.correct(first)
    assert at.state() == "finished"
    sign_off(second, by=at.leader, accepted=False, reason="Sai")
    assert at.state() == "finished"
    third = at.correct(second, percent=60)
    assert at.state() == "finished"
    sign_off(third, by=at.leader, accepted=True)
    assert (at.state(), at.part.percent) == ("under_way", 60)
    assert hold(at.task, Moment(ago(0))) == {third.pk}


def test_sql_and_python_agree_on_what_holds_along_a_chain_of_corrections(at: Body) -> None:
    row = at.say(by=at.leader)
    moments = []
    for n in range(MOST_TRIES):
        row = at.correct(row, percent=n)
        moments.append(timezone.now())
        if n < MOST_TRIES - 1:
            sign_off(row, by=at.leader, accepted=False, reason="Sai")
    moments.append(timezone.now())
    with pytest.raises(ValidationError, match="Ghi một cập nhật mới"):
        at.correct(row)
    sign_off(row, by=at.leader, accepted=True)
    for known in (*moments, None):
        moment = Moment(ago(0), known)
        rows = list(Progress.objects.select_related("sign_off"))
        gone = superseded(rows, moment)
        held = {part.last.pk for part in queries.task_view(at.task, moment).leads if part.last}
        assert hold(at.task, moment) == held
        assert not gone & held
    assert held == {row.pk}


def test_both_clocks_know_a_report_from_the_moment_it_was_accepted(at: Body) -> None:
    row = at.say(on=ago(3), finished_on=ago(12))
    before = timezone.now()
    sign_off(row, by=at.leader, accepted=True)
    assert hold(at.task, Moment(ago(3))) == {row.pk}
    assert hold(at.task, Moment(ago(3), before)) == set()
    view = queries.task_view(at.task, Moment(ago(0), before))
    assert [one.waits for one in view.leads[0].undecided] == [True]


def test_accepting_many_passes_over_what_moved(at: Body) -> None:
    rows = [at.say(), at.say(percent=10, state="under_way", finished_on=None)]
    sign_off(rows[0], by=at.leader, accepted=False, reason="Trùng")
    done, refused = accept_all(rows, by=at.leader)
    assert done == 1
    assert len(refused) == 1
    assert "đã trả lại" in refused[0]


def test_a_closed_plan_decides_nothing_more(at: Body) -> None:
    row = at.say()
    Plan.objects.update(state=Plan.State.CLOSED)
    with pytest.raises(ValidationError, match="đã kết thúc theo dõi"):
        sign_off(row, by=at.leader, accepted=True)


def test_the_successor_decides_on_what_waited_before_the_handover(at: Body) -> None:
    row = at.say()
    successor = factories.body(parent=at.province)
    Assignment.objects.filter(pk=at.part.pk).update(until=ago(0))
    taken = Assignment.objects.create(
        task=at.task, body=successor, role="lead", since=ago(0), passed_from=at.part
    )
    leader = factories.acting(successor, Role.APPROVER)
    assert "Sở Công Thương" in text(client(leader).get(reverse("plans:signing")))
    sign_off(row, by=leader, accepted=True)
    taken.refresh_from_db()
    assert taken.state == "finished"


def test_the_kept_columns_are_those_of_the_rows(at: Body) -> None:
    sign_off(at.say(), by=at.leader, accepted=True)
    kept = Assignment.objects.values(*KEPT).get(pk=at.part.pk)
    refresh([at.part])
    assert kept == Assignment.objects.values(*KEPT).get(pk=at.part.pk)


# --- pages ------------------------------------------------------------------------------------


def test_the_approver_accepts_several_at_once_from_the_list(at: Body) -> None:
    other = factories.task(at.plan, at.body, text="Mở phiên chợ", folded="mo phien cho")
    rows = [at.say(narrative="Đã xong hội chợ")]
    rows.append(actions.report_progress(other.assignments.get(), by=at.officer, on=ago(0), state="under_way"))
    theirs = client(at.leader)
    page = text(theirs.get(reverse("plans:signing")))
    assert "Đã xong hội chợ" in page
    assert "Mở phiên chợ" in page
    assert "Mở phiên chợ" not in text(theirs.get(reverse("plans:signing") + "?q=tap huan"))
    answer = theirs.post(reverse("plans:signing"), {"rows": [row.pk for row in rows]}, follow=True)
    assert "Đã duyệt 2 báo cáo" in text(answer)
    assert "Không có báo cáo nào chờ duyệt" in text(answer)
    assert SignOff.objects.filter(accepted=True).count() == 2


def test_rows_of_another_body_are_not_accepted_by_their_number(at: Body) -> None:
    row = at.say()
    stranger = factories.acting(factories.body(parent=at.province), Role.APPROVER)
    client(stranger).post(reverse("plans:signing"), {"rows": [row.pk]})
    assert not SignOff.objects.exists()
    assert client(at.officer).post(reverse("plans:signing"), {"rows": [row.pk]}).status_code == 403


def test_a_report_is_returned_from_its_page_and_sent_again_by_the_officer(at: Body) -> None:
    row = at.say(narrative="Đã họp")
    leader, officer = client(at.leader), client(at.officer)
    address = reverse("plans:sign_off", args=[row.pk])
    task = reverse("plans:task", args=[at.task.pk])
    assert address in text(leader.get(task))
    assert "chờ duyệt, chưa được tính" in text(officer.get(task))
    assert leader.post(address, {"deed": "return", "reason": ""}).status_code == 422
    assert leader.post(address, {"deed": "return", "reason": "Thiếu biên bản"}).status_code == 302
    page = text(officer.get(task))
    assert "Thiếu biên bản" in page
    again = reverse("plans:correct", args=[row.pk])
    assert again in page
    form = text(officer.get(again))
    assert "Sửa và gửi lại" in form
    assert "Đã họp" in form
    assert "Thiếu biên bản" in form
    values = dict(re.findall(r'type="hidden" name="(once|seen)" value="([^"]*)"', form))
    values |= {
        "state": "under_way",
        "percent": "80",
        "on": ago(0).isoformat(),
        "narrative": "Đã họp, có biên bản",
    }
    assert "gửi lãnh đạo cơ quan duyệt" in text(officer.post(again, values, follow=True))
    assert "Thiếu biên bản" not in re.findall(r'class="pl-undecided".*?</div></div>', text(officer.get(task)))
    assert Progress.objects.get(replaces=row).waits


def test_the_page_says_who_decides(at: Body) -> None:
    report = reverse("plans:report", args=[at.part.pk])
    assert "Lãnh đạo cơ quan duyệt thì" in text(client(at.officer).get(report))
    assert "Đồng chí là người duyệt" in text(client(at.leader).get(report))
    Membership.objects.filter(role=Role.APPROVER).delete()
    assert "Cơ quan chưa có người duyệt" in text(client(at.officer).get(report))
    assert "Cơ quan chưa có người duyệt" in text(client(at.officer).get(reverse("plans:signing")))


def test_the_list_comes_as_a_workbook(at: Body) -> None:
    at.say()
    answer = client(at.leader).get(reverse("plans:signing_excel"))
    assert answer["Content-Type"].endswith("sheet")
