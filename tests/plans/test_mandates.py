"""What carries out what: links of plans, tasks and targets are proposed, settled, and read up and down."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.intake import mandates
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.mandates import linking, queries
from hopluc.plans.models import Citation, Indicator, Party, Plan, PlanLink, TargetLink, Task, TaskLink
from hopluc.plans.standings import now
from hopluc.viet.text import fold
from tests import factories

pytestmark = pytest.mark.django_db
State = PlanLink.State

WORK = (
    "Tổ chức hội chợ giới thiệu sản phẩm của hợp tác xã trên địa bàn tỉnh",
    "Rà soát hợp tác xã ngừng hoạt động và hướng dẫn giải thể theo Luật Hợp tác xã",
    "Mở lớp bồi dưỡng kế toán cho cán bộ quản lý hợp tác xã nông nghiệp",
    "Xây dựng chuyên mục kinh tế tập thể trên sóng truyền hình",
)


class World:
    """A province's plan of four tasks, and the plan by which a department carries out three of them."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.trade = factories.body("Sở Công Thương", parent=self.province)
        self.stranger = factories.body("Sở Nội vụ", parent=self.province)
        self.above = factories.plan(self.province, number="21/KH-UBND", issued_on=dt.date(2026, 1, 12))
        self.tasks = [self.task(self.above, words) for words in WORK]
        self.below = factories.plan(
            self.trade, number="5/KH-SCT", issued_on=dt.date(2026, 2, 1), title="Thực hiện Kế hoạch 21"
        )
        self.own = [
            self.task(
                self.below, "Mở hội chợ giới thiệu sản phẩm của hợp tác xã trên địa bàn", mandate=WORK[0]
            ),
            self.task(self.below, WORK[1] + " tại các phường"),
            self.task(self.below, "Mua sắm trang thiết bị văn phòng cho cơ quan"),
        ]
        self.officer = factories.acting(self.trade)

    def task(self, plan: Plan, words: str, **rest: str) -> Task:
        made = factories.task(plan, self.trade, text=words, folded=fold(words), **rest)
        Party.objects.filter(task=made).update(name=self.trade.name)
        return made

    def linked(self) -> PlanLink:
        return linking.link_plans(self.below, self.above, by=self.officer, kind=PlanLink.Kind.CARRIES_OUT)

    def proposed(self) -> PlanLink:
        link = self.linked()
        mandates.propose(link.pk)
        return link


@pytest.fixture
def world() -> World:
    return World()


def pairs(state: str = "") -> set[tuple[int, int]]:
    rows = TaskLink.objects.filter(state=state) if state else TaskLink.objects.all()
    return set(rows.values_list("below_id", "above_id"))


def test_a_plan_that_names_another_by_number_is_proposed_to_carry_it_out(world: World) -> None:
    Citation.objects.create(
        plan=world.below, number="21/KH-UBND", issued_on=world.above.issued_on, role="implements"
    )
    mandates.propose_for(world.below.pk)
    link = PlanLink.objects.get()
    assert (link.below, link.above, link.kind, link.state) == (
        world.below, world.above, PlanLink.Kind.CARRIES_OUT, State.PROPOSED,
    )  # fmt: skip
    assert "21/KH-UBND" in link.basis
    assert pairs()


def test_a_superior_plan_that_comes_later_finds_those_that_named_it(world: World) -> None:
    Citation.objects.create(plan=world.below, number="21 /KH-UBND", role="mention")
    mandates.propose_for(world.above.pk)
    assert PlanLink.objects.get().kind == PlanLink.Kind.BESIDE


def test_a_number_of_another_year_is_another_document(world: World) -> None:
    Citation.objects.create(
        plan=world.below, number="21/KH-UBND", issued_on=dt.date(2025, 1, 12), role="implements"
    )
    mandates.propose_for(world.below.pk)
    assert not PlanLink.objects.exists()


def test_tasks_are_proposed_with_likeness_and_why(world: World) -> None:
    world.proposed()
    assert pairs() == {(world.own[0].pk, world.tasks[0].pk), (world.own[1].pk, world.tasks[1].pk)}
    quoted = TaskLink.objects.get(below=world.own[0])
    assert quoted.likeness
    assert "cấp trên giao" in quoted.basis
    assert "giải thể" in TaskLink.objects.get(below=world.own[1]).basis


def test_targets_of_the_same_thing_are_proposed(world: World) -> None:
    for plan, value in ((world.above, 100), (world.below, 12)):
        Indicator.objects.create(
            plan=plan, code="1", order=1, name="Số hợp tác xã thành lập mới", unit="HTX", op=">=",
            value=Decimal(value), text="Thành lập mới hợp tác xã",
        )  # fmt: skip
    world.proposed()
    link = TargetLink.objects.get()
    assert (link.below.plan, link.above.plan) == (world.below, world.above)


def test_comparing_twice_changes_nothing_and_keeps_what_was_settled(world: World) -> None:
    link = world.proposed()
    first = TaskLink.objects.get(below=world.own[0])
    linking.settle(TaskLink, {first.pk: State.PROPOSED}, by=world.officer, between=link, state=State.REFUSED)
    mandates.propose(link.pk)
    assert pairs(State.REFUSED) == {(world.own[0].pk, world.tasks[0].pk)}
    assert pairs(State.PROPOSED) == {(world.own[1].pk, world.tasks[1].pk)}


def test_a_proposal_that_is_no_longer_made_goes(world: World) -> None:
    link = world.proposed()
    Task.objects.filter(pk=world.own[1].pk).update(text="Tổng kết phong trào thi đua")
    mandates.propose(link.pk)
    assert pairs() == {(world.own[0].pk, world.tasks[0].pk)}


def test_several_are_confirmed_at_once_and_seen_on_both_plans(world: World) -> None:
    link = world.proposed()
    chosen = dict(TaskLink.objects.values_list("pk", "state"))
    assert linking.settle(TaskLink, chosen, by=world.officer, between=link, state=State.CONFIRMED) == 2
    head = factories.acting(world.province, Role.OFFICER)
    found = queries.coverage(world.above, head, now(), queries.Filters())
    assert (found.total, found.carried, found.open) == (4, 2, 2)
    assert [[child.task.pk for child in root.children] for root in found.roots] == [
        [world.own[0].pk], [world.own[1].pk], [], [],
    ]  # fmt: skip
    assert [root.gap for root in found.roots] == [False, False, True, True]
    up, down = queries.chain(world.own[0], world.officer, now())
    assert [node.task.pk for node in up] == [world.tasks[0].pk]
    assert not down


def test_the_later_of_two_people_sees_what_the_other_settled(world: World) -> None:
    link = world.proposed()
    one = TaskLink.objects.get(below=world.own[0])
    linking.settle(TaskLink, {one.pk: State.PROPOSED}, by=world.officer, between=link, state=State.REFUSED)
    with pytest.raises(StaleFormError):
        linking.settle(
            TaskLink, {one.pk: State.PROPOSED}, by=factories.acting(world.trade), between=link,
            state=State.CONFIRMED,
        )  # fmt: skip
    one.refresh_from_db()
    assert one.state == State.REFUSED


def test_what_was_confirmed_can_be_taken_back(world: World) -> None:
    link = world.proposed()
    one = TaskLink.objects.get(below=world.own[0])
    for before, after in ((State.PROPOSED, State.CONFIRMED), (State.CONFIRMED, State.PROPOSED)):
        linking.settle(TaskLink, {one.pk: before}, by=world.officer, between=link, state=after)
    one.refresh_from_db()
    assert one.state == State.PROPOSED


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_only_officers_of_the_lower_plan_settle(world: World, role: str) -> None:
    link = world.proposed()
    strangers: list[Acting] = [factories.acting(world.trade, role), factories.acting(world.stranger)]
    for by in [*strangers, factories.acting(world.province)]:
        with pytest.raises(PermissionDenied):
            linking.settle(TaskLink, {}, by=by, between=link, state=State.CONFIRMED)
        with pytest.raises(PermissionDenied):
            linking.link_tasks(world.own[2], world.tasks[3], by=by)
        with pytest.raises(PermissionDenied):
            linking.settle_plan_link(link, by=by, state=State.REFUSED)


def test_a_task_is_linked_by_hand_and_its_plan_with_it(world: World) -> None:
    linking.link_tasks(world.own[2], world.tasks[3], by=world.officer)
    assert pairs(State.CONFIRMED) == {(world.own[2].pk, world.tasks[3].pk)}
    assert PlanLink.objects.get().state == State.CONFIRMED
    with pytest.raises(ValidationError):
        linking.link_tasks(world.own[2], world.tasks[3], by=world.officer)


def test_a_plan_does_not_carry_out_what_carries_it_out(world: World) -> None:
    world.linked()
    head = factories.acting(world.province)
    with pytest.raises(ValidationError, match="không thể là kế hoạch cấp trên"):
        linking.link_plans(world.above, world.below, by=head, kind=PlanLink.Kind.CARRIES_OUT)
    with pytest.raises(ValidationError):
        linking.link_tasks(world.tasks[0], world.own[0], by=head)


def test_a_chain_is_read_over_several_levels(world: World) -> None:
    ministry = factories.body("Bộ Tài chính", kind="ministry", level="centre")
    top = factories.plan(ministry, number="1/KH-BTC")
    highest = factories.task(top, text="Phát triển thị trường cho hợp tác xã")
    linking.link_tasks(world.own[0], world.tasks[0], by=world.officer)
    head = factories.acting(world.province)
    linking.link_tasks(world.tasks[0], highest, by=head)
    up, _down = queries.chain(world.own[0], world.officer, now())
    assert [(node.depth, node.task.pk) for node in up] == [(1, world.tasks[0].pk), (2, highest.pk)]
    assert [node.opens for node in up] == [True, False]
    assert up[1].judged is None
    found = queries.coverage(top, factories.acting(ministry), now(), queries.Filters())
    assert found.carried == 1


def test_a_task_that_was_dropped_carries_out_nothing_any_more(world: World) -> None:
    linking.link_tasks(world.own[0], world.tasks[0], by=world.officer)
    Task.objects.filter(pk=world.own[0].pk).update(until=timezone.localdate())
    found = queries.coverage(world.above, factories.acting(world.province), now(), queries.Filters())
    assert found.carried == 0
