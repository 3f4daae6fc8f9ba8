"""An amendment is proposed, gathered and decided: from its day the plan reads otherwise."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed, Notice
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.plans import actions as plans
from hopluc.plans import boards, handover, queries
from hopluc.plans.amendments import actions, jobs
from hopluc.plans.amendments.access import decider_of
from hopluc.plans.boards import Filters
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import (
    Amendment,
    Assignment,
    DutyParty,
    FormerReading,
    Indicator,
    Plan,
    Proposal,
    ReportingDuty,
    Task,
)
from hopluc.plans.standings import Moment, end_of
from tests import factories

pytestmark = pytest.mark.django_db


def day(after: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=after)


class World:
    """A plan of a province, gathered by a department; two bodies lead, one coordinates."""

    def __init__(self) -> None:
        self.province = factories.province()
        names = ("Sở Tài chính", "Sở Công Thương", "Liên minh Hợp tác xã", "Sở Nội vụ")
        bodies = [factories.body(name, parent=self.province) for name in names]
        self.standing, self.trade, self.alliance, self.home = bodies
        self.plan = factories.plan(self.province, standing=self.standing, issued_on=day(-100),
                                   period_start=day(-100), period_end=day(200))  # fmt: skip
        self.task = factories.task(
            self.plan, self.trade, due=day(10), coordinators=(self.alliance,), text="Mở hội chợ",
            folded="mo hoi cho", deadline_text="Trước ngày kia", products=["Báo cáo kết quả"],
        )  # fmt: skip
        Assignment.objects.filter(plan=self.plan).update(since=day(-100))
        self.target = Indicator.objects.create(
            plan=self.plan,
            code="CT1",
            order=1,
            name="Số hợp tác xã mới",
            unit="hợp tác xã",
            op=">=",
            value=20,
        )
        self.officer, self.lead = factories.acting(self.standing), factories.acting(self.trade)
        self.chairman = factories.acting(self.province, Role.APPROVER)

    def propose(self, kind: str, values: dict[str, Any], by: Acting | None = None, **of: Any) -> Proposal:
        of = of or {"task": self.task}
        return actions.propose(
            self.plan, by=by or self.lead, kind=kind, values=values, reason="Chưa bố trí được vốn", **of
        )

    def draft(self, *proposals: Proposal) -> Amendment:
        made = actions.gather(self.plan, proposals, by=self.officer)
        return actions.submit(made, by=self.officer)

    def amend(self, *proposals: Proposal, on: dt.date) -> Amendment:
        """Decided on paper where the day has passed."""
        draft = self.draft(*proposals)
        if on >= timezone.localdate():
            return actions.decide(draft, by=self.chairman, on=on)
        return actions.record_decision(draft, by=self.officer, number="99/QĐ-UBND", issued_on=on, on=on)

    def party(self, body: Organisation) -> dict[str, Any]:
        return {"text": body.name, "organisation": body.pk, "group": None}


def until(when: dt.date) -> dict[str, Any]:
    return {"deadline_text": f"Đến {when}", "parts": [{"kind": "by", "date": when.isoformat()}]}


@pytest.fixture
def world() -> World:
    return World()


def reads(plan: Plan, at: Moment) -> list[Any]:
    """All that the board, the task pages and the targets show of a plan at a moment."""
    acting = Acting(plan.opened_by, plan.owner, frozenset())
    board = boards.board(plan, acting, Filters(), at)
    rows = [
        (row.task.text, row.task.deadline_text, tuple(row.task.products), row.due_on, row.judged, row.leads)
        for row in boards.with_leads(board.rows, at)
    ]
    tasks = []
    for task in Task.objects.filter(plan=plan).order_by("pk"):
        view = queries.task_view(task, at)
        parts = [(p.assignment.pk, p.judged, p.standing) for p in (*view.leads, *view.coordinators)]
        tasks.append((parts, [part.pk for part, _ in view.deadline_parts], task.text, task.deadline_text))
    figures = [(row.indicator.name, row.indicator.value) for row in queries.indicators(plan, at)]
    return [rows, tasks, figures]


def now_reads(plan: Plan) -> list[Any]:
    return reads(plan, Moment(timezone.localdate()))


def due(world: World, at: Moment) -> dt.date | None:
    rows = boards.board(world.plan, world.officer, Filters(), at).rows
    return rows[0].due_on if rows else None


def test_another_deadline_holds_from_its_day_and_not_before(world: World) -> None:
    world.amend(world.propose("deadline", until(day(60))), on=day(0))
    assert due(world, Moment(day(0))) == day(60)
    assert due(world, Moment(day(-1))) == day(10)
    part = world.task.assignments.get(role="lead")
    assert part.due_on == day(60)
    world.task.refresh_from_db()
    assert world.task.deadline_text == f"Đến {day(60)}"
    assert boards.lines(world.plan, Moment(day(-1)))[0].deadline_text == "Trước ngày kia"


def test_as_known_before_the_decision_was_recorded_the_plan_reads_as_then(world: World) -> None:
    before = reads(world.plan, Moment(day(0), end_of(day(-1))))
    world.amend(world.propose("deadline", until(day(60))), on=day(-20))
    assert due(world, Moment(day(-20))) == day(60)
    assert due(world, Moment(day(-21))) == day(10)
    assert reads(world.plan, Moment(day(0), end_of(day(-1)))) == before


def test_a_replaced_lead_keeps_its_progress_and_the_new_one_begins_afresh(world: World) -> None:
    old = world.task.assignments.get(body=world.trade)
    plans.report_progress(old, by=world.lead, on=day(-2), state="under_way", percent=70)
    parties = {"leads": [world.party(world.home)], "coordinators": [world.party(world.alliance)]}
    world.amend(world.propose("leads", parties), on=day(0))
    old.refresh_from_db()
    new = world.task.assignments.get(body=world.home)
    assert (old.until, old.percent) == (day(0), 70)
    assert (new.role, new.since, new.state, new.passed_from, new.due_on) == (
        "lead", day(0), "not_begun", None, day(10),
    )  # fmt: skip
    assert world.task.assignments.get(body=world.alliance).until is None
    assert boards.with_leads(boards.board(world.plan, world.officer, Filters(), Moment(day(-1))).rows,
                             Moment(day(-1)))[0].leads == ["Sở Công Thương"]  # fmt: skip
    view = queries.task_view(world.task, Moment(day(0)))
    assert [part.body_name for part in view.leads] == ["Sở Nội vụ"]


def test_a_new_lead_is_not_asked_for_what_fell_due_before(world: World) -> None:
    world.task.deadline_parts.update(kind="recurring", date=None, rrule="FREQ=MONTHLY")
    parties = {"leads": [world.party(world.home)], "coordinators": []}
    world.amend(world.propose("leads", parties), on=day(0))
    new = world.task.assignments.get(body=world.home)
    assert new.due_on
    assert new.due_on >= day(0)


def test_who_coordinated_and_now_leads_has_a_part_of_its_own(world: World) -> None:
    parties = {"leads": [world.party(world.alliance)], "coordinators": []}
    world.amend(world.propose("leads", parties), on=day(0))
    held = world.task.assignments.held_on(day(0))
    assert [(part.body, part.role) for part in held] == [(world.alliance, "lead")]


def test_a_dropped_task_is_there_until_the_day_before_and_late_no_more(world: World) -> None:
    factories.task(world.plan, world.home, parent=world.task)
    world.amend(world.propose("dropped", {}), on=day(0))
    assert boards.board(world.plan, world.officer, Filters(), Moment(day(0))).rows == []
    assert len(boards.board(world.plan, world.officer, Filters(), Moment(day(-1))).rows) == 2
    assert not queries.my_parts(world.lead, day(0)).exists()
    [line] = boards.plan_lines([world.plan], day(0))
    assert line.total == 0


def test_a_new_task_stands_at_the_end_of_its_group_with_its_parts(world: World) -> None:
    values = {"group": world.plan.groups.get().pk, "number": "9", "text": "Lập sàn bán hàng", "products": [],
              "leads": [world.party(world.home)], "coordinators": [], **until(day(30))}  # fmt: skip
    world.amend(actions.propose(world.plan, by=world.lead, kind="new_task", values=values, reason="Cần"),
                on=day(0))  # fmt: skip
    rows = boards.board(world.plan, world.officer, Filters(), Moment(day(0))).rows
    assert [(row.task.text, row.due_on) for row in rows] == [
        ("Mở hội chợ", day(10)), ("Lập sàn bán hàng", day(30)),
    ]  # fmt: skip
    assert len(boards.board(world.plan, world.officer, Filters(), Moment(day(-1))).rows) == 1
    task = Task.objects.get(text="Lập sàn bán hàng")
    assert (task.code, task.assignments.get().body) == ("I/9", world.home)


def test_other_words_and_figures_are_read_from_their_day(world: World) -> None:
    words = world.propose("words", {"text": "Mở hội chợ trực tuyến", "products": ["Trang bán hàng"]})
    figure = world.propose("target", {"value": "35"}, task=None, indicator=world.target)
    world.amend(words, figure, on=day(0))
    for at, text, value in (
        (Moment(day(0)), "Mở hội chợ trực tuyến", Decimal(35)),
        (Moment(day(-1)), "Mở hội chợ", Decimal(20)),
        (Moment(day(0), end_of(day(-1))), "Mở hội chợ", Decimal(20)),
    ):
        assert boards.lines(world.plan, at)[0].text == text
        assert queries.indicators(world.plan, at)[0].indicator.value == value
    found = boards.board(world.plan, world.officer, Filters(text="truc tuyen"), Moment(day(0))).rows
    assert len(found) == 1
    assert not boards.board(world.plan, world.officer, Filters(text="truc tuyen"), Moment(day(-1))).rows


def test_a_dropped_target_is_asked_no_more(world: World) -> None:
    world.amend(world.propose("target", {"dropped": True}, task=None, indicator=world.target), on=day(0))
    assert queries.indicators(world.plan, Moment(day(0))) == []
    assert len(queries.indicators(world.plan, Moment(day(-1)))) == 1


# --- days to come -------------------------------------------------------------------------------


def test_an_amendment_of_a_day_to_come_is_seen_from_that_day_and_kept_when_it_comes(world: World) -> None:
    before = now_reads(world.plan)
    words = world.propose("words", {"text": "Mở hội chợ trực tuyến"})
    world.amend(words, world.propose("deadline", until(day(60))), on=day(30))
    assert now_reads(world.plan) == before
    then = Moment(day(30))
    assert (due(world, then), boards.lines(world.plan, then)[0].text) == (day(60), "Mở hội chợ trực tuyến")
    assert due(world, Moment(day(29))) == day(10)
    assert jobs.begin_amendments() == 0
    expected = reads(world.plan, then)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + dt.timedelta(days=30)):
        assert boards.lines(world.plan, then)[0].text == "Mở hội chợ trực tuyến"
        assert jobs.begin_amendments() == 1
        assert jobs.begin_amendments() == 0
        assert reads(world.plan, then) == expected
    part = world.task.assignments.get(role="lead")
    assert part.due_on == day(60)
    world.task.refresh_from_db()
    assert world.task.text == "Mở hội chợ trực tuyến"
    assert FormerReading.objects.filter(task=world.task).count() == 2


def test_a_new_lead_of_a_day_to_come_has_the_part_on_that_day(world: World) -> None:
    world.amend(world.propose("leads", {"leads": [world.party(world.home)], "coordinators": []}), on=day(5))
    assert not queries.my_parts(factories.acting(world.home), day(0)).exists()
    [part] = queries.my_parts(factories.acting(world.home), day(5))
    assert (part.due_on, part.since) == (day(10), day(5))


def test_an_amendment_cannot_undercut_one_that_holds_from_later_on(world: World) -> None:
    world.amend(world.propose("deadline", until(day(60))), on=day(30))
    second = world.draft(world.propose("deadline", until(day(90))))
    with pytest.raises(ValidationError, match="phải có hiệu lực sau ngày đó"):
        actions.decide(second, by=world.chairman, on=day(30))
    second.refresh_from_db()
    assert second.state == "submitted"
    actions.decide(second, by=world.chairman, on=day(31))
    assert [due(world, Moment(day(n))) for n in (29, 30, 31)] == [day(10), day(60), day(90)]


# --- who, and two at once -----------------------------------------------------------------------


def test_bodies_with_a_part_propose_and_others_do_not(world: World) -> None:
    assert world.propose("dropped", {}, by=factories.acting(world.alliance)).state == "proposed"
    for stranger in (factories.acting(world.home), factories.acting(world.trade, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            world.propose("dropped", {}, by=stranger)


def test_a_proposal_says_why_and_changes_something(world: World) -> None:
    with pytest.raises(ValidationError, match="Ghi lý do"):
        actions.propose(world.plan, by=world.lead, kind="dropped", values={}, reason=" ", task=world.task)
    with pytest.raises(ValidationError, match="chưa thay đổi gì"):
        world.propose("words", {})


def test_a_proposal_is_withdrawn_until_somebody_gathered_it(world: World) -> None:
    first, second = world.propose("dropped", {}), world.propose("deadline", until(day(60)))
    with pytest.raises(PermissionDenied):
        actions.withdraw(first, by=world.officer)
    assert actions.withdraw(first, by=world.lead).state == "withdrawn"
    with pytest.raises(StaleFormError, match="Đã rút"):
        actions.gather(world.plan, [first, second], by=world.officer)
    second.refresh_from_db()
    assert (second.state, Amendment.objects.count()) == ("proposed", 0)
    actions.gather(world.plan, [second], by=world.officer)
    with pytest.raises(StaleFormError, match="Đã tổng hợp"):
        actions.withdraw(second, by=world.lead)


def test_the_standing_agency_gathers_and_answers(world: World) -> None:
    row = world.propose("dropped", {})
    with pytest.raises(PermissionDenied):
        actions.gather(world.plan, [row], by=world.lead)
    with pytest.raises(ValidationError, match="Ghi lý do không tổng hợp"):
        actions.decline(row, by=world.officer, answer="")
    actions.decline(row, by=world.officer, answer="Chưa có căn cứ")
    notice = Notice.objects.filter(person_id=world.lead.user.pk).latest("pk")
    assert "Chưa có căn cứ" in notice.text


def test_two_changes_of_one_thing_do_not_stand_in_one_draft(world: World) -> None:
    rows = [world.propose("deadline", until(day(n))) for n in (60, 90)]
    with pytest.raises(ValidationError, match="hai đề xuất trái nhau"):
        actions.gather(world.plan, rows, by=world.officer)
    draft = actions.gather(world.plan, rows[:1], by=world.officer)
    with pytest.raises(ValidationError, match="hai đề xuất trái nhau"):
        actions.gather(world.plan, [world.propose("dropped", {})], by=world.officer, into=draft)
    actions.take_out(rows[0], by=world.officer)
    assert not Amendment.objects.exists()


def test_only_an_approver_of_the_decider_decides_and_not_before_today(world: World) -> None:
    draft = world.draft(world.propose("dropped", {}))
    for other in (world.officer, world.lead, factories.acting(world.province)):
        with pytest.raises(PermissionDenied):
            actions.decide(draft, by=other, on=day(0))
    with pytest.raises(ValidationError, match="phải từ hôm nay"):
        actions.decide(draft, by=world.chairman, on=day(-1))
    actions.decide(draft, by=world.chairman, on=day(0))
    with pytest.raises(StaleFormError, match="Có hiệu lực"):
        actions.decide(draft, by=world.chairman, on=day(0))
    assert Deed.objects.filter(verb="begin_amendment").count() == 1


def test_a_draft_that_changed_since_it_was_read_is_not_decided(world: World) -> None:
    draft = world.draft(world.propose("dropped", {}))
    seen = actions.seen_of(draft)
    actions.recall(draft, by=world.officer)
    other = factories.task(world.plan, world.home)
    actions.gather(world.plan, [world.propose("dropped", {}, task=other)], by=world.officer, into=draft)
    actions.submit(draft, by=world.officer)
    with pytest.raises(StaleFormError, match="vừa thay đổi nội dung"):
        actions.decide(draft, by=world.chairman, on=day(0), seen=seen)


def test_a_refused_amendment_changes_nothing_and_is_answered(world: World) -> None:
    before = now_reads(world.plan)
    row = world.propose("dropped", {})
    draft = world.draft(row)
    with pytest.raises(ValidationError, match="Ghi ý kiến không duyệt"):
        actions.refuse(draft, by=world.chairman, answer=" ")
    actions.refuse(draft, by=world.chairman, answer="Chưa cần thiết")
    row.refresh_from_db()
    assert (row.state, row.answer) == ("refused", "Chưa cần thiết")
    assert now_reads(world.plan) == before


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"number": ""}, "Ghi số, ký hiệu"),
        ({"issued_on": day(1), "on": day(1)}, "ngày ở tương lai"),
        ({"issued_on": day(-200)}, "trước kế hoạch"),
        ({"on": day(-9)}, "trước ngày ký"),
    ],
)
def test_a_paper_decision_is_recorded_with_what_proves_it(
    world: World, given: dict[str, Any], message: str
) -> None:
    draft = world.draft(world.propose("dropped", {}))
    values: dict[str, Any] = {"number": "9/QĐ-UBND", "issued_on": day(-3), "on": day(-2)}
    with pytest.raises(PermissionDenied):
        actions.record_decision(draft, by=world.lead, **values)
    with pytest.raises(ValidationError, match=message):
        actions.record_decision(draft, by=world.officer, **values | given)
    made = actions.record_decision(draft, by=world.officer, **values)
    assert (made.number, made.on, made.state) == ("9/QĐ-UBND", day(-2), "in_force")


def test_what_fails_in_the_middle_leaves_the_plan_as_it_was(world: World) -> None:
    before = now_reads(world.plan)
    late = factories.task(world.plan, world.home)
    rows = [world.propose("deadline", until(day(60))), world.propose("dropped", {}, task=late)]
    draft = world.draft(*rows)
    Assignment.objects.filter(task=late).update(since=day(0))
    with pytest.raises(ValidationError, match="chọn ngày có hiệu lực sau đó"):
        actions.decide(draft, by=world.chairman, on=day(0))
    assert not FormerReading.objects.exists()
    assert now_reads(world.plan)[0][0] == before[0][0]
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_whom_the_plan_names_decides(world: World) -> None:
    assert decider_of(world.plan) == world.province

    def duty(*steps: tuple[Organisation, Organisation]) -> None:
        for order, (sender, receiver) in enumerate(steps):
            row = ReportingDuty.objects.create(plan=world.plan, order=order, kind="amendment", text="…")
            for side, body in (("sender", sender), ("receiver", receiver)):
                DutyParty.objects.create(duty=row, side=side, name=body.name, organisation=body)

    duty((world.trade, world.standing))
    assert decider_of(world.plan) == world.province
    duty((world.standing, world.alliance))
    assert decider_of(world.plan) == world.alliance


def test_a_part_that_passes_on_still_ends_on_the_day_that_an_amendment_said(world: World) -> None:
    world.amend(world.propose("leads", {"leads": [world.party(world.home)], "coordinators": []}), on=day(30))
    successor = factories.body("Sở Kinh tế", parent=world.province)
    handover.pass_on(world.trade, successor, on=day(5), by=SYSTEM)
    leading = world.task.assignments.leading()
    assert [part.body for n in (4, 5, 29, 30) for part in leading.held_on(day(n))] == [
        world.trade, successor, successor, world.home,
    ]  # fmt: skip


def test_a_body_that_stays_follows_the_party_that_names_it_now(world: World) -> None:
    group = factories.group(world.province, "Các sở", ["department"])
    parties = {"leads": [{"text": "Các sở", "organisation": None, "group": group.pk}], "coordinators": []}
    world.amend(world.propose("leads", parties), on=day(0))
    held = world.task.assignments.leading().held_on(day(0))
    assert {part.party.text for part in held if part.party} == {"Các sở"}
    assert {part.body for part in held} == {world.standing, world.trade, world.alliance, world.home}
    assert world.task.assignments.get(body=world.trade).since == day(-100)
