"""Targets that come and change, sub-tasks, tasks in another group: on both clocks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from hopluc.plans import actions as plans
from hopluc.plans import boards, queries
from hopluc.plans.amendments import actions, undoing
from hopluc.plans.models import Amendment, Indicator, Proposal, Task
from hopluc.plans.standings import Moment, end_of
from hopluc.viet.dates import format_date
from tests import factories
from tests.plans.test_amendments import World, day, now_reads, until

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def figures(world: World, at: Moment) -> list[tuple[str, Decimal | None, str]]:
    found = [row.indicator for row in queries.indicators(world.plan, at)]
    return [(one.name, one.value, str(one.period_end)) for one in found]


def test_a_target_gets_another_figure_unit_time_and_baseline_from_its_day(world: World) -> None:
    values = {
        "value": "1.5", "unit": "lần", "period_end": day(90).isoformat(),
        "baseline": {"op": "times", "of": "năm trước"},
    }  # fmt: skip
    world.amend(world.propose("target", values, task=None, indicator=world.target), on=day(0))
    now = queries.indicators(world.plan, Moment(day(0)))[0].indicator
    assert (now.value, now.unit, now.period_end, now.baseline) == (
        Decimal("1.5"), "lần", day(90), {"op": "times", "of": "năm trước"},
    )  # fmt: skip
    before = queries.indicators(world.plan, Moment(day(-1)))[0].indicator
    assert (before.value, before.unit, before.period_end, before.baseline) == (20, "hợp tác xã", None, None)
    unknown = queries.indicators(world.plan, Moment(day(5), end_of(day(-1))))[0].indicator
    assert (unknown.value, unknown.period_end) == (20, None)


def test_a_new_target_is_there_from_its_day_and_not_as_known_before(world: World) -> None:
    client = Client()
    client.force_login(world.lead.user)
    address = reverse("plans:propose_new_target", args=[world.plan.pk])
    assert address in client.get(reverse("plans:amendments", args=[world.plan.pk])).content.decode()
    given = {"name": "Số lớp tập huấn", "unit": "lớp", "op": ">=", "value": "12", "reason": "Theo nhu cầu",
             "period_end": format_date(day(60)), "baseline_op": "plus"}  # fmt: skip
    told = client.post(address, given)
    assert (told.status_code, "Ghi cả cách so sánh" in told.content.decode()) == (422, True)
    assert client.post(address, given | {"baseline_op": ""}).status_code == 302
    row = Proposal.objects.get()
    assert "Số lớp tập huấn" in client.get(reverse("plans:proposal", args=[row.pk])).content.decode()
    world.amend(row, on=day(3))
    assert figures(world, Moment(day(2))) == [("Số hợp tác xã mới", 20, "None")]
    assert figures(world, Moment(day(3)))[1] == ("Số lớp tập huấn", 12, str(day(60)))
    assert len(figures(world, Moment(day(3), end_of(day(-1))))) == 1
    made = Indicator.objects.get(name="Số lớp tập huấn")
    world.amend(world.propose("target", {"dropped": True}, task=None, indicator=made), on=day(8))
    assert [len(figures(world, Moment(day(n)))) for n in (2, 3, 7, 8)] == [1, 2, 2, 1]


def test_a_sub_task_stands_behind_its_parents_family(world: World) -> None:
    last = factories.task(world.plan, world.home, text="Việc sau")
    client = Client()
    client.force_login(world.lead.user)
    address = f"{reverse('plans:propose_new', args=[world.plan.pk])}?cha={world.task.pk}"
    assert "Mở hội chợ" in client.get(address).content.decode()
    given = {"number": "1.1", "text": "Thuê gian hàng", "leads": "Sở Nội vụ", "reason": "Cần",
             "deadline_text": "Trước hội chợ", "kind0": "by", "end0": format_date(day(5))}  # fmt: skip
    assert client.post(address, given).status_code == 302
    world.amend(Proposal.objects.get(), on=day(0))
    made = Task.objects.get(text="Thuê gian hàng")
    assert (made.parent, made.group) == (world.task, world.task.group)
    texts = [line.text for line in boards.lines(world.plan, Moment(day(0)))]
    assert texts == ["Mở hội chợ", "Thuê gian hàng", last.text]
    with pytest.raises(ValidationError, match="nhiệm vụ mẹ"):
        world.propose("moved", {"group": None}, task=made)


def test_a_task_stands_in_its_new_group_from_its_day_and_in_the_old_one_before(world: World) -> None:
    other = world.plan.groups.create(code="II", title="Hỗ trợ", order=2)
    stays = factories.task(world.plan, world.home, text="Cấp vốn", group=other)
    world.amend(world.propose("moved", {"group": other.pk, "number": "2"}), on=day(2))
    world.amend(world.propose("new_task", {"group": other.pk, "text": "Việc thêm", **until(day(9)),
                "leads": [world.party(world.home)]}, task=None), on=day(0))  # fmt: skip

    def at(moment: Moment) -> list[tuple[int | None, str, str]]:
        return [(one.group_id, one.number, one.text) for one in boards.lines(world.plan, moment)]

    first = world.task.group_id
    assert at(Moment(day(2))) == [
        (other.pk, stays.number, "Cấp vốn"), (other.pk, "", "Việc thêm"), (other.pk, "2", "Mở hội chợ"),
    ]  # fmt: skip
    assert at(Moment(day(1)))[0] == (first, world.task.number, "Mở hội chợ")
    assert at(Moment(day(2), end_of(day(-1)))) == [
        (first, world.task.number, "Mở hội chợ"), (other.pk, stays.number, "Cấp vốn"),
    ]  # fmt: skip


def test_a_task_that_moves_takes_its_sub_tasks_along(world: World) -> None:
    other = world.plan.groups.create(code="II", title="Hỗ trợ", order=2)
    first, number = world.task.group_id, world.task.number
    children = [
        factories.task(world.plan, world.home, text=words, parent=world.task, number=f"{number}.{n}")
        for n, words in enumerate(("Thuê gian hàng", "Mời báo chí"), 1)
    ]
    after = factories.task(world.plan, world.home, text="Việc sau", group=other)

    def at(moment: Moment) -> list[tuple[int | None, str, str]]:
        return [(one.group_id, one.number, one.text) for one in boards.lines(world.plan, moment)]

    before = at(Moment(day(0)))
    moved = world.amend(world.propose("moved", {"group": other.pk, "number": "7"}), on=day(2))
    wanted = [
        (other.pk, after.number, "Việc sau"), (other.pk, "7", "Mở hội chợ"),
        (other.pk, "7.1", "Thuê gian hàng"), (other.pk, "7.2", "Mời báo chí"),
    ]  # fmt: skip
    assert (at(Moment(day(2))), at(Moment(day(1)))) == (wanted, before)
    undoing.undo(moved, by=world.officer, reason="Nhầm ngày")
    again = world.plan.amendments.get(state=Amendment.State.GATHERING)
    actions.decide(actions.submit(again, by=world.officer), by=world.chairman, on=day(0))
    assert (at(Moment(day(0))), at(Moment(day(-1)))) == (wanted, before)
    for child in children:
        child.refresh_from_db()
    assert {child.group_id for child in children} == {other.pk}
    assert (children[0].number, first) == ("7.1", before[0][0])
    undoing.undo(again, by=world.officer, reason="Nhầm")
    assert at(Moment(day(0))) == before


def test_the_mandate_of_a_task_is_amended_like_its_words(world: World) -> None:
    world.amend(world.propose("words", {"mandate": "Theo Chương trình của Chính phủ"}), on=day(0))
    world.task.refresh_from_db()
    assert world.task.mandate == "Theo Chương trình của Chính phủ"
    page = Client()
    page.force_login(world.lead.user)
    history = page.get(reverse("plans:history", args=[world.plan.pk])).content.decode()
    assert "Theo Chương trình của Chính phủ" in history


def test_undone_the_plan_reads_as_before_and_the_proposals_wait_in_a_draft(world: World) -> None:
    other = world.plan.groups.create(code="II", title="Hỗ trợ", order=2)
    gone = factories.task(world.plan, world.home, due=day(20), text="Việc bỏ")
    before = now_reads(world.plan)
    leads = {"leads": [world.party(world.home)], "coordinators": [world.party(world.trade)]}
    rows = [
        world.propose("deadline", until(day(60))),
        world.propose("leads", leads),
        world.propose("words", {"text": "Mở phiên chợ"}),
        world.propose("moved", {"group": other.pk}),
        world.propose("dropped", {}, by=world.officer, task=gone),
        world.propose("target", {"value": "35"}, task=None, indicator=world.target),
        world.propose("new_target", {"name": "Số lớp", "unit": "lớp", "op": "=", "value": "3"}, task=None),
        world.propose("new_task", {"group": None, "text": "Việc mới", **leads, **until(day(9))}, task=None),
    ]
    values = [row.values for row in rows]
    made = world.amend(*rows, on=day(0))
    assert now_reads(world.plan) != before
    client = Client()
    client.force_login(world.chairman.user)
    address = reverse("plans:amendment", args=[made.pk])
    assert client.post(address, {"deed": "undo", "answer": ""}).status_code == 422
    assert client.post(address, {"deed": "undo", "answer": "Ghi nhầm"}).status_code == 302
    assert now_reads(world.plan) == before
    made.refresh_from_db()
    assert made.state == "undone"
    draft = Proposal.objects.filter(state="gathered").order_by("pk")
    assert [row.values for row in draft] == values
    again = draft[0].amendment
    assert again is not None
    actions.record_decision(again, by=world.officer, number="9/QĐ-UBND", issued_on=day(0), on=day(0))
    assert now_reads(world.plan) != before


def test_what_somebody_built_on_is_not_undone(world: World) -> None:
    values = {"group": None, "text": "Việc mới", "leads": [world.party(world.home)], **until(day(9))}
    first = world.amend(world.propose("new_task", values, task=None), on=day(0))
    part = Task.objects.get(text="Việc mới").assignments.get()
    plans.report_progress(
        part, by=factories.acting(world.home), on=day(0), state="under_way", percent=10, narrative="Bắt đầu."
    )
    with pytest.raises(ValidationError, match="đã có người làm tiếp trên"):
        undoing.undo(first, by=world.officer, reason="Nhầm")
    second = world.amend(world.propose("words", {"text": "Mở phiên chợ"}), on=day(0))
    with pytest.raises(ValidationError, match="sửa đổi khác"):
        undoing.undo(first, by=world.officer, reason="Nhầm")
    with pytest.raises(PermissionDenied):
        undoing.undo(second, by=world.lead, reason="Nhầm")
    undoing.undo(second, by=world.officer, reason="Nhầm")
    assert "Mở hội chợ" in [line.text for line in boards.lines(world.plan, Moment(day(0)))]
