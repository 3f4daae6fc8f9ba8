"""Reviewers' deeds: corrections, conflicts, parties, adoption."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.models import Deed
from hopluc.intake import actions, queries
from hopluc.intake.models import Compilation, Correction, Match, Paper
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Alias, Organisation
from hopluc.plans.models import Assignment, Plan, Task
from tests import factories
from tests.intake.samples import TEXT, in_review, upload

pytestmark = pytest.mark.django_db


class World:
    """A province with a finance department that follows plans, two reviewers there, a paper in review."""

    def __init__(self) -> None:
        self.head = factories.province()
        self.finance = factories.body("Sở Tài chính", parent=self.head)
        self.farming = factories.body("Sở Nông nghiệp", parent=self.head)
        factories.group(self.head, "Các sở, ban, ngành", ["department"])
        self.an = factories.acting(self.finance)
        self.binh = factories.acting(self.finance, Role.APPROVER)
        self.paper = in_review(self.an)

    @property
    def seen(self) -> int:
        return queries.last_step(self.paper)

    @property
    def plan(self) -> dict[str, object]:
        return queries.review(self.paper).plan

    def tasks(self) -> list[str]:
        return [task["key"] for task in queries.review(self.paper).plan["tasks"]]

    def settle(self, by: Acting | None = None) -> None:
        by = by or self.an
        actions.leave_open_parties(self.paper, by=by, seen=self.seen)
        for key in queries.review(self.paper).left.errors:
            actions.decide_finding(self.paper, by=by, seen=self.seen, target=key, decision="rejected")


@pytest.fixture
def world() -> World:
    return World()


def test_an_edit_is_laid_over_and_the_compilation_stays(world: World) -> None:
    before = Compilation.objects.get(paper=world.paper).plan
    key = world.tasks()[0]
    actions.edit_item(world.paper, by=world.an, seen=0, target=key, fields={"note": "Ưu tiên"})
    state = queries.review(world.paper)
    assert state.find(key)["note"] == "Ưu tiên"
    assert Compilation.objects.get(paper=world.paper).plan == before
    assert Deed.objects.filter(verb="correct_paper", record_id=world.paper.pk).count() == 1


def test_two_reviewers_at_one_item_the_second_is_told_and_nothing_is_overwritten(world: World) -> None:
    first, second = world.tasks()[:2]
    seen = world.seen
    actions.edit_item(world.paper, by=world.an, seen=seen, target=first, fields={"note": "An"})
    with pytest.raises(actions.ConflictError) as conflict:
        actions.edit_item(world.paper, by=world.binh, seen=seen, target=first, fields={"note": "Bình"})
    assert [step.by for step in conflict.value.steps] == [world.an.user.pk]
    assert queries.review(world.paper).find(first)["note"] == "An"
    actions.edit_item(world.paper, by=world.binh, seen=seen, target=second, fields={"note": "Bình"})
    actions.edit_item(world.paper, by=world.binh, seen=world.seen, target=first, fields={"note": "Bình"})
    assert queries.review(world.paper).find(first)["note"] == "Bình"


def test_an_item_dropped_by_another_is_a_conflict_too(world: World) -> None:
    key, seen = world.tasks()[0], world.seen
    actions.drop_item(world.paper, by=world.an, seen=seen, target=key)
    with pytest.raises(actions.ConflictError):
        actions.edit_item(world.paper, by=world.binh, seen=seen, target=key, fields={"note": "x"})


def test_undo_takes_back_only_ones_own_and_not_what_another_built_upon(world: World) -> None:
    key = world.tasks()[0]
    actions.edit_item(world.paper, by=world.an, seen=0, target=key, fields={"note": "An"})
    assert actions.undo(world.paper, by=world.binh) is None
    actions.edit_item(world.paper, by=world.binh, seen=world.seen, target=key, fields={"number": "9"})
    with pytest.raises(actions.ConflictError):
        actions.undo(world.paper, by=world.an)
    actions.undo(world.paper, by=world.binh)
    actions.undo(world.paper, by=world.an)
    assert queries.review(world.paper).find(key)["note"] is None
    actions.redo(world.paper, by=world.an)
    assert queries.review(world.paper).find(key)["note"] == "An"


def test_split_merge_drop_restore_and_add(world: World) -> None:
    keys = world.tasks()
    words = queries.review(world.paper).find(keys[1])["text"]
    at = words.index("làm phim")
    row = actions.split_item(world.paper, by=world.an, seen=world.seen, target=keys[1], at=at)
    assert TEXT[row.value["where"] :].lstrip().startswith("làm phim")
    assert len(world.tasks()) == len(keys) + 1
    actions.merge_items(
        world.paper, by=world.an, seen=world.seen, target=keys[1], other=f"{keys[1]}+{row.pk}"
    )
    assert world.tasks() == keys
    actions.drop_item(world.paper, by=world.an, seen=world.seen, target=keys[0])
    assert keys[0] not in world.tasks()
    actions.restore_item(world.paper, by=world.an, seen=world.seen, target=keys[0])
    assert world.tasks() == keys
    item = {"text": "Việc mới", "group": "II", "span": [10, 20]}
    actions.add_item(world.paper, by=world.an, seen=world.seen, section="tasks", item=item, after=keys[-1])
    assert len(world.tasks()) == len(keys) + 1


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"deadline": {"text": "x", "parts": [{"kind": "by", "date": "31/02"}], "span": None}}, "tasks"),
        ({"target": {"op": "range", "low": 3}}, "indicators"),
    ],
)
def test_what_could_not_be_followed_later_is_refused(world: World, fields: dict, key: str) -> None:
    target = queries.review(world.paper).plan[key][0]["key"]
    with pytest.raises(ValidationError):
        actions.edit_item(world.paper, by=world.an, seen=world.seen, target=target, fields=fields)
    assert not Correction.objects.exists()


def test_only_officers_of_the_receiving_body_review(world: World) -> None:
    key = world.tasks()[0]
    for by in (
        factories.acting(world.finance, Role.VIEWER),
        factories.acting(world.farming),
        factories.acting(factories.province("Ủy ban nhân dân tỉnh Khác")),
    ):
        with pytest.raises(PermissionDenied):
            actions.drop_item(world.paper, by=by, seen=0, target=key)
    assert not Correction.objects.exists()


def test_a_party_once_resolved_is_remembered_for_the_next_document(world: World) -> None:
    name = "thanh-tra-tinh"
    inspectors = factories.body("Thanh tra Sơn Hải", parent=world.head)
    actions.match_party(world.paper, by=world.an, seen=0, key=name, target=inspectors)
    assert Alias.objects.filter(organisation=inspectors).exists()
    other = in_review(world.an, TEXT.replace("năm 2026\n", "năm 2026 (đợt hai)\n", 1))
    assert Match.objects.get(paper=other, folded=name).organisation == inspectors


def test_a_match_can_be_taken_back_and_done_again(world: World) -> None:
    actions.match_party(world.paper, by=world.an, seen=0, key="thanh-tra-tinh", target=None)
    assert Match.objects.get(paper=world.paper, folded="thanh-tra-tinh").nobody
    actions.undo(world.paper, by=world.an)
    assert not Match.objects.filter(paper=world.paper, folded="thanh-tra-tinh").exists()
    actions.redo(world.paper, by=world.an)
    assert Match.objects.get(paper=world.paper, folded="thanh-tra-tinh").nobody


def test_bodies_that_the_document_names_are_made_with_one_deed(world: World) -> None:
    count = actions.found_open_bodies(world.paper, by=world.an, seen=0)
    assert count >= 2
    made = Organisation.objects.get(name="Báo Sơn Hải")
    assert (made.kind, made.parent) == ("press", world.head)
    assert actions.found_open_bodies(world.paper, by=world.an, seen=world.seen) == 0


def test_a_plan_with_open_parties_is_not_put_into_force(world: World) -> None:
    with pytest.raises(ValidationError, match="phải xử lý"):
        actions.adopt(world.paper, by=world.an, owner=world.head, standing=world.finance)
    assert not Plan.objects.exists()


def test_adopting_opens_the_plan_once(world: World) -> None:
    world.settle()
    plan = actions.adopt(world.paper, by=world.an, owner=world.head, standing=world.finance, seen=world.seen)
    again = actions.adopt(world.paper, by=world.an, owner=world.head, standing=world.finance)
    assert again == plan
    assert Plan.objects.count() == 1
    world.paper.refresh_from_db()
    assert (world.paper.state, world.paper.plan) == (Paper.State.ADOPTED, plan)
    assert Task.objects.filter(plan=plan).count() == len(queries.review(world.paper).plan["tasks"])
    assert Assignment.objects.filter(task__plan=plan, body=world.farming, role="lead").exists()
    with pytest.raises(PermissionDenied):
        actions.drop_item(world.paper, by=world.an, seen=world.seen, target="tasks/I/1")


def test_adopting_what_somebody_changed_since_the_last_look_is_refused(world: World) -> None:
    world.settle()
    seen = world.seen
    actions.drop_item(world.paper, by=world.binh, seen=seen, target=world.tasks()[0])
    with pytest.raises(actions.ConflictError):
        actions.adopt(world.paper, by=world.an, owner=world.head, standing=world.finance, seen=seen)
    assert not Plan.objects.exists()


def test_viewers_and_other_bodies_put_nothing_into_force(world: World) -> None:
    world.settle()
    for by, standing in (
        (factories.acting(world.finance, Role.VIEWER), world.finance),
        (factories.acting(world.farming), world.farming),
        (world.an, world.farming),
    ):
        with pytest.raises(PermissionDenied):
            actions.adopt(world.paper, by=by, owner=world.head, standing=standing)
    assert not Plan.objects.exists()


def test_a_dropped_task_does_not_come_into_force(world: World) -> None:
    key = world.tasks()[0]
    actions.drop_item(world.paper, by=world.an, seen=0, target=key)
    world.settle()
    plan = actions.adopt(world.paper, by=world.an, owner=world.head, standing=world.finance)
    assert not Task.objects.filter(plan=plan, code=key.removeprefix("tasks/")).exists()


def test_the_standing_agency_is_whom_the_plan_gives_the_duty_to_supervise(world: World) -> None:
    owners, agencies, standing = queries.adoption_choices(queries.review(world.paper), world.an)
    assert owners[0] == world.head
    assert standing == world.finance
    assert world.farming in agencies


@pytest.mark.django_db(transaction=True)
def test_a_paper_thrown_away_cannot_be_reviewed(world: World) -> None:
    actions.discard(world.paper, by=world.an)
    with pytest.raises(ValidationError, match="bị bỏ"):
        actions.drop_item(world.paper, by=world.an, seen=0, target="tasks/I/1")
    paper, made = actions.receive([upload()], by=world.an)
    assert made
    assert paper.state == Paper.State.WAITING


def test_groups_of_another_province_are_not_offered() -> None:
    centre = factories.body("Bộ Tài chính", kind="ministry", level="centre")
    home, other = (
        factories.body(f"Ủy ban nhân dân tỉnh {name}", kind="committee", parent=centre)
        for name in ("Sơn Hải", "Sơn Lâm")
    )
    mine, shared = (factories.group(owner, "các sở", ["department"]) for owner in (home, centre))
    factories.group(other, "các sở", ["department"])
    paper = in_review(factories.acting(factories.body(parent=home)))
    assert set(queries.groups_around(paper)) == {mine, shared}
