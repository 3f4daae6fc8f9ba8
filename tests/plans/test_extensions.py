"""A later day is asked for before the day has passed, and decided by whoever assigned the work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import Deed, Notice
from hopluc.organizations.acting import Acting, Role
from hopluc.plans import actions, boards, queries, rules
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Assignment, DeadlinePart, Extension, Plan
from hopluc.plans.signing.extensions import ask_extension, decide_extension, withdraw_extension
from hopluc.plans.standings import KEPT, Moment, refresh
from tests import factories

pytestmark = pytest.mark.django_db


def day(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


class Work:
    """A department's part, due in five days, in a plan that the finance department follows."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.standing = factories.body("Sở Tài chính", parent=self.province)
        self.body = factories.body("Sở Công Thương", parent=self.province)
        self.officer = factories.acting(self.body)
        self.decider = factories.acting(self.standing, Role.APPROVER)
        self.plan = factories.plan(self.province, standing=self.standing)
        self.task = factories.task(self.plan, self.body, due=day(5))
        self.part = self.task.assignments.get()

    def ask(self, **rest: Any) -> Extension:
        values = {"day": day(5), "until": day(30), "reason": "Chờ hướng dẫn của Bộ"} | rest
        return ask_extension(self.part, by=self.officer, **values)

    def grant(self, asked: Extension, **rest: Any) -> Extension:
        return decide_extension(asked, by=self.decider, granted=True, **rest)

    def due(self) -> dt.date | None:
        self.part.refresh_from_db()
        return self.part.due_on


@pytest.fixture
def work() -> Work:
    return Work()


def client(by: Acting) -> Client:
    made = Client()
    made.force_login(by.user)
    return made


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def test_a_granted_day_moves_the_day_due_and_asking_alone_does_not(work: Work) -> None:
    asked = work.ask()
    assert work.due() == day(5)
    assert "xin gia hạn" in Notice.objects.get(person_id=work.decider.user.pk).text
    work.grant(asked)
    assert work.due() == day(30)
    assert f"{day(30):%d/%m/%Y}" in Notice.objects.get(person_id=work.officer.user.pk).text
    verbs = Deed.objects.filter(kind="plans.assignment").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["ask_extension", "grant_extension"]


def test_an_earlier_day_than_asked_may_be_granted_but_no_later_one(work: Work) -> None:
    asked = work.ask()
    for wrong in (day(31), day(5), day(2)):
        with pytest.raises(ValidationError, match="sau hạn hiện nay"):
            work.grant(asked, until=wrong)
    work.grant(asked, until=day(20))
    assert work.due() == day(20)


def test_a_refusal_has_a_reason_and_leaves_the_day(work: Work) -> None:
    asked = work.ask()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        decide_extension(asked, by=work.decider, granted=False)
    decide_extension(asked, by=work.decider, granted=False, answer="Đủ thời gian")
    assert work.due() == day(5)
    assert "Đủ thời gian" in Notice.objects.get(person_id=work.officer.user.pk).text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"until": day(5)}, "phải sau hạn hiện nay"),
        ({"day": day(9)}, "không có hạn"),
        ({"reason": " "}, "Ghi lý do"),
    ],
)
def test_what_cannot_be_asked_is_refused(work: Work, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        work.ask(**given)
    assert not Extension.objects.exists()


def test_after_the_day_it_is_too_late_to_ask_and_the_page_says_so(work: Work) -> None:
    DeadlinePart.objects.update(date=day(-1))
    with pytest.raises(ValidationError, match="đã qua"):
        work.ask(day=day(-1))
    DeadlinePart.objects.update(date=day(0))
    assert work.ask(day=day(0)).pk, "the day itself is still in time"
    Extension.objects.all().delete()
    DeadlinePart.objects.update(date=day(-1))
    page = text(client(work.officer).get(reverse("plans:ask_extension", args=[work.part.pk])))
    assert "đã qua, không xin gia hạn được nữa" in page
    assert "Gửi đề nghị" not in page


def test_what_is_done_needs_no_extension_and_a_day_is_asked_for_once(work: Work) -> None:
    work.ask()
    with pytest.raises(ValidationError, match="đang chờ quyết định"):
        work.ask(until=day(40))
    Extension.objects.all().delete()
    actions.report_progress(work.part, by=work.officer, on=day(0), state="finished", finished_on=day(0))
    with pytest.raises(ValidationError, match="không có hạn"):
        work.ask()


def test_who_may_ask_decide_and_withdraw(work: Work) -> None:
    asked = work.ask()
    stranger = factories.acting(factories.body(parent=work.province), Role.APPROVER)
    with pytest.raises(PermissionDenied):
        ask_extension(work.part, by=stranger, day=day(5), until=day(9), reason="…")
    for other in (stranger, factories.acting(work.standing), factories.acting(work.body, Role.APPROVER)):
        with pytest.raises(PermissionDenied):
            decide_extension(asked, by=other, granted=True)
    for other in (stranger, work.decider):
        with pytest.raises(PermissionDenied):
            withdraw_extension(asked, by=other)
    owner = factories.acting(work.province, Role.APPROVER)
    assert decide_extension(asked, by=owner, granted=True).state == "granted"


def test_a_request_ends_once(work: Work) -> None:
    asked = work.ask()
    withdraw_extension(asked, by=work.officer)
    for deed in (
        lambda: work.grant(asked),
        lambda: withdraw_extension(asked, by=work.officer),
    ):
        with pytest.raises(StaleFormError, match="đã có kết quả"):
            deed()
    assert work.due() == day(5)
    assert work.ask().pk, "what was withdrawn may be asked again"


def test_rows_go_on_naming_the_due_by_its_key(work: Work) -> None:
    DeadlinePart.objects.create(task=work.task, kind="by", date=day(60), order=1)
    refresh([work.part])
    work.grant(work.ask())
    actions.report_progress(
        work.part, by=work.officer, on=day(0), state="finished", finished_on=day(0), occurrence=day(5)
    )
    assert work.due() == day(60)
    again = work.ask(day=day(60), until=day(90))
    work.grant(again)
    assert work.due() == day(90)


def test_a_second_grant_goes_on_from_the_first(work: Work) -> None:
    work.grant(work.ask(until=day(10)))
    with pytest.raises(ValidationError, match="phải sau hạn hiện nay"):
        work.ask(until=day(9))
    work.grant(work.ask(until=day(15)))
    assert work.due() == day(15)


def test_both_clocks_know_the_day_from_its_decision(work: Work) -> None:
    asked = work.ask()
    before = timezone.now()
    work.grant(asked)
    for known, due in ((before, day(5)), (None, day(30))):
        tally = boards._computed_tallies(work.plan, Moment(day(0), known))[work.task.pk]
        assert tally.due_on == due
    Extension.objects.update(asked_at=before - dt.timedelta(days=9), decided_at=before - dt.timedelta(days=3))
    for on, due in ((day(-4), day(5)), (day(-2), day(30))):
        view = queries.task_view(work.task, Moment(on))
        assert view.leads[0].standing.due_on == due
        assert [row.state for row in view.leads[0].extensions] == ["asked" if on < day(-3) else "granted"]


def test_a_day_granted_passes_on_with_the_part(work: Work) -> None:
    work.grant(work.ask())
    successor = factories.body(parent=work.province)
    Assignment.objects.filter(pk=work.part.pk).update(until=day(0))
    taken = Assignment.objects.create(
        task=work.task, body=successor, role="lead", since=day(0), passed_from=work.part
    )
    refresh([taken])
    assert Assignment.objects.get(pk=taken.pk).due_on == day(30)


def test_the_kept_columns_are_the_computed_ones(work: Work) -> None:
    work.grant(work.ask())
    kept = Assignment.objects.values(*KEPT).get(pk=work.part.pk)
    refresh([work.part])
    assert kept == Assignment.objects.values(*KEPT).get(pk=work.part.pk)
    today = Moment(day(0))
    computed = boards._computed_tallies(work.plan, today)
    assert boards.tallies(work.plan, today) == computed


def test_an_extended_due_keeps_its_key_and_its_place_by_day() -> None:
    first, second = dt.date(2026, 6, 30), dt.date(2026, 9, 30)
    dues = (rules.Due(day=first, key=first), rules.Due(day=second, key=second))
    moved = rules.extended(dues, {first: dt.date(2026, 10, 15)})
    assert [(due.key, due.day) for due in moved] == [(second, second), (first, dt.date(2026, 10, 15))]
    said = rules.Said(first, "finished", first, 100, first)
    assert rules.standing(moved, [said]).due_on == second


def test_a_closed_plan_grants_nothing(work: Work) -> None:
    asked = work.ask()
    Plan.objects.update(state=Plan.State.CLOSED)
    with pytest.raises(ValidationError, match="đã kết thúc theo dõi"):
        work.grant(asked)


# --- pages ------------------------------------------------------------------------------------


def test_a_body_asks_and_the_standing_agency_decides_on_the_web(work: Work) -> None:
    theirs, deciding = client(work.officer), client(work.decider)
    task = reverse("plans:task", args=[work.task.pk])
    address = reverse("plans:ask_extension", args=[work.part.pk])
    assert address in text(theirs.get(task))
    values = {"day": day(5).isoformat(), "until": day(30).isoformat(), "reason": "Chờ Bộ hướng dẫn"}
    page = text(theirs.post(address, values, follow=True))
    assert "Đã gửi đề nghị gia hạn" in page
    assert "Chờ quyết định" in page
    asked = Extension.objects.get()
    shown = text(deciding.get(reverse("plans:extensions")))
    assert reverse("plans:extension", args=[asked.pk]) in shown
    assert "Sở Công Thương" in shown
    decide = reverse("plans:extension", args=[asked.pk])
    assert "Đồng ý gia hạn" in text(deciding.get(decide))
    assert "Đồng ý gia hạn" not in text(theirs.get(decide))
    assert deciding.post(decide, {"deed": "refuse"}).status_code == 422
    answer = deciding.post(decide, {"deed": "grant", "until": day(20).isoformat(), "document": "12/STC-TH"})
    assert answer.status_code == 302
    page = text(theirs.get(task))
    assert f"Được gia hạn đến {day(20):%d/%m/%Y}" in page
    assert "12/STC-TH" in page
    assert work.due() == day(20)
    late = deciding.post(decide, {"deed": "refuse", "answer": "Thôi"})
    assert late.status_code == 422 or "đã có kết quả" in late.content.decode()
    assert Extension.objects.get().state == "granted"


def test_a_request_is_withdrawn_on_the_web_and_filters_choose(work: Work) -> None:
    asked = work.ask()
    theirs = client(work.officer)
    answer = theirs.post(reverse("plans:withdraw_extension", args=[asked.pk]), follow=True)
    assert "Đã rút đề nghị" in text(answer)
    shown = reverse("plans:extension", args=[asked.pk])
    assert shown in text(theirs.get(reverse("plans:extensions")))
    assert shown not in text(theirs.get(reverse("plans:extensions") + "?trang_thai=asked"))
    assert theirs.get(reverse("plans:extensions_excel"))["Content-Type"].endswith("sheet")
    stranger = client(factories.acting(factories.body(parent=work.province)))
    assert shown not in text(stranger.get(reverse("plans:extensions")))
    assert stranger.get(shown).status_code == 404
