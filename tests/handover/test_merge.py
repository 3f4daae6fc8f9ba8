"""Two departments become one: what they were doing goes on under the new one, the past stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed
from hopluc.handover.actions import Heir, NewBody, merge
from hopluc.handover.queries import holdings
from hopluc.intake.models import Paper
from hopluc.organizations import actions as organizations
from hopluc.organizations.acting import acting_for, bodies_of
from hopluc.organizations.models import Membership, Organisation
from hopluc.organizations.queries import members_on, successors_on, superiors_on
from hopluc.plans import actions as plans
from hopluc.plans import boards, queries
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.standings import Moment, end_of
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import Submission
from tests import factories
from tests.factories import Kind, Role, body

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ON = TODAY - dt.timedelta(days=3)
DECISION = "Nghị quyết số 12/NQ-HĐND"


def merged(old: Organisation, new: Organisation, **rest: object) -> None:
    merge([old], new, on=ON, by=SYSTEM, document=DECISION, **rest)  # type: ignore[arg-type]


def test_the_old_body_ends_and_is_followed(old: Organisation, new: Organisation) -> None:
    merged(old, new)
    old.refresh_from_db()
    assert old.until == ON
    assert successors_on(old, TODAY) == [new]
    assert successors_on(old, ON - dt.timedelta(days=1)) == [old]


def test_doing_it_again_changes_nothing(old: Organisation, new: Organisation) -> None:
    merged(old, new)
    deeds = Deed.objects.count()
    merged(old, new)
    assert Deed.objects.count() == deeds


def test_a_body_may_be_made_by_the_merger(root: Organisation, old: Organisation, new: Organisation) -> None:
    made = merge([old, new], NewBody("Sở Tài chính và Kế hoạch"), on=ON, by=SYSTEM, document=DECISION)
    assert (made.parent, made.kind, made.since) == (root, old.kind, ON)
    assert successors_on(Organisation.objects.get(pk=new.pk), TODAY) == [made]


def test_a_function_is_followed_by_another_body(
    root: Organisation, old: Organisation, new: Organisation
) -> None:
    health = body("Sở Y tế", parent=root)
    merged(old, new, heirs=[Heir(health, "bảo trợ xã hội")])
    old.refresh_from_db()
    assert successors_on(old, TODAY, "bảo trợ xã hội") == [health]
    assert successors_on(old, TODAY, "việc khác") == [new]


def standing_at(task: Task, at: Moment) -> tuple[list[str], list[str], list[str]]:
    """Who leads a task by its page and by the board, and who coordinates."""
    view = queries.task_view(task, at)
    acting = factories.acting(task.plan.owner)
    rows = boards.with_leads(boards.board(task.plan, acting, boards.Filters(), at).rows, at)
    (shown,) = (list(row.leads) for row in rows if row.task.pk == task.pk)
    return [one.body_name for one in view.leads], shown, [one.body_name for one in view.coordinators]


class TestPeopleAndPlaces:
    def test_people_act_for_the_successor_with_their_roles(
        self, old: Organisation, new: Organisation
    ) -> None:
        user = factories.person(old, Role.APPROVER, area=old)
        merged(old, new)
        assert bodies_of(user, TODAY) == [new]
        acting = acting_for(user, new, TODAY)
        assert acting
        assert acting.has(Role.APPROVER)
        assert acting.areas == (new.path,)
        assert bodies_of(user, ON - dt.timedelta(days=1)) == [old]

    def test_rooms_move_and_those_of_one_name_become_one(self, old: Organisation, new: Organisation) -> None:
        moving = body("Phòng Đăng ký kinh doanh", parent=old, kind=Kind.ROOM)
        desk = body("Tổ Một cửa", parent=moving, kind=Kind.ROOM)
        office = body("Văn phòng", parent=old, kind=Kind.ROOM)
        same = body("Văn phòng", parent=new, kind=Kind.ROOM)
        clerk = factories.person(office)
        merged(old, new)
        for room in (moving, desk, office):
            room.refresh_from_db()
        assert moving.parent == new
        assert list(Organisation.objects.above(desk))[-3:] == [new, moving, desk]
        assert (office.until, successors_on(office, TODAY)) == (ON, [same])
        assert bodies_of(clerk, TODAY) == [same]

    def test_a_place_in_a_group_and_a_reporting_line_pass_on(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        team = factories.group(root, "Tổ giúp việc", [])
        organizations.add_to_group(team, old, by=SYSTEM)
        ministry = body("Bộ Tài chính", kind=Kind.MINISTRY, level="centre")
        organizations.report_to(old, ministry, by=SYSTEM)
        merged(old, new)
        assert members_on(team, TODAY) == [new]
        assert members_on(team, ON - dt.timedelta(days=1)) == [old]
        assert [line.superior for line in superiors_on(new, TODAY)] == [ministry]
        assert superiors_on(old, TODAY) == []

    def test_the_words_of_its_papers_are_known_to_the_successor(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        organizations.remember_alias(old, by=SYSTEM, text="Cấp trên", target=root)
        merged(old, new)
        assert [(a.text, a.organisation) for a in new.aliases_kept.all()] == [("Cấp trên", root)]


class TestWork:
    @pytest.fixture
    def plan(self, root: Organisation, old: Organisation) -> Plan:
        return factories.plan(root, standing=old)

    def test_a_room_that_becomes_one_with_another_hands_over_its_own_parts(
        self, plan: Plan, old: Organisation, new: Organisation
    ) -> None:
        office, same = (body("Văn phòng", parent=one, kind=Kind.ROOM) for one in (old, new))
        desk, same_desk = (body("Tổ Một cửa", parent=one, kind=Kind.ROOM) for one in (office, same))
        tasks = [factories.task(plan, room) for room in (office, desk)]
        merged(old, new)
        held = [Assignment.objects.held_on(TODAY).get(task=task).body for task in tasks]
        assert held == [same, same_desk]

    def test_as_known_before_it_was_recorded_the_work_is_still_with_the_body_of_before(
        self, root: Organisation, plan: Plan, old: Organisation, new: Organisation
    ) -> None:
        task = factories.task(plan, old, coordinators=(new,))
        left = factories.task(plan, body("Ban Dân tộc", parent=root), coordinators=(old,))
        yesterday = Moment(TODAY, end_of(TODAY - dt.timedelta(days=1)))
        before = [standing_at(one, yesterday) for one in (task, left)]
        merged(old, new)
        assert [standing_at(one, yesterday) for one in (task, left)] == before
        assert standing_at(task, Moment(TODAY)) == (["Sở Tài chính"], ["Sở Tài chính"], [])

    def test_the_successor_leads_what_the_old_body_led_with_its_progress(
        self, plan: Plan, old: Organisation, new: Organisation
    ) -> None:
        task = factories.task(plan, old, due=TODAY + dt.timedelta(days=9))
        part = task.assignments.get()
        before = ON - dt.timedelta(days=5)
        plans.report_progress(
            part, by=factories.acting(old), on=before, state="under_way", percent=40, narrative="Đã mở lớp."
        )
        merged(old, new)
        mine = Assignment.objects.get(task=task, body=new)
        part.refresh_from_db()
        assert (part.until, mine.since, mine.passed_from) == (ON, ON, part)
        assert (mine.state, mine.percent, mine.due_on) == ("under_way", 40, TODAY + dt.timedelta(days=9))
        assert list(Assignment.objects.filter(task=task).held_on(before)) == [part]
        assert list(Assignment.objects.filter(task=task).held_on(TODAY)) == [mine]

    def test_the_successor_reports_on_and_the_old_body_no_more(
        self, plan: Plan, old: Organisation, new: Organisation
    ) -> None:
        task = factories.task(plan, old)
        late_clerk = factories.acting(old)
        merged(old, new)
        mine = Assignment.objects.get(task=task, body=new)
        plans.report_progress(mine, by=factories.acting(new), on=TODAY, state="under_way", percent=50)
        with pytest.raises(ValidationError, match="đã chuyển"):
            plans.report_progress(
                task.assignments.get(body=old), by=late_clerk, on=TODAY, state="under_way", percent=60
            )

    def test_one_body_has_one_part_where_both_had_one(
        self, plan: Plan, old: Organisation, new: Organisation
    ) -> None:
        both = factories.task(plan, old, new)
        lifted = factories.task(plan, old, coordinators=(new,))
        lowered = factories.task(plan, new, coordinators=(old,))
        merged(old, new)

        def held(task: object) -> list[tuple[Organisation, str]]:
            return [(a.body, a.role) for a in Assignment.objects.filter(task=task).held_on(TODAY)]

        assert held(both) == held(lifted) == held(lowered) == [(new, "lead")]

    def test_plans_in_force_are_followed_by_the_successor(
        self, plan: Plan, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        closed = factories.plan(root, standing=old, state=Plan.State.CLOSED)
        past = factories.task(closed, old).assignments.get()
        merged(old, new)
        for one in (plan, closed, past):
            one.refresh_from_db()
        assert (plan.owner, plan.standing_agency, closed.standing_agency) == (root, new, old)
        assert (past.body, past.until) == (old, None)

    def test_papers_are_reviewed_on_by_the_successor(self, old: Organisation, new: Organisation) -> None:
        paper = Paper.objects.create(
            body=old, sha256="a" * 64, name="ke-hoach.docx", received_by=factories.person(old)
        )
        twice = Paper.objects.create(
            body=old, sha256="b" * 64, name="hai-lan.docx", received_by=factories.person(old)
        )
        Paper.objects.create(body=new, sha256="b" * 64, name="x.docx", received_by=factories.person(new))
        merged(old, new)
        paper.refresh_from_db()
        twice.refresh_from_db()
        assert (paper.body, twice.body) == (new, old)


class TestReports:
    @pytest.fixture
    def plan(self, root: Organisation) -> Plan:
        return factories.plan(root)

    def opened(self, plan: Plan, root: Organisation, *bodies: Organisation) -> None:
        reporting.open_round(
            plan,
            None,
            by=factories.acting(root),
            title="Báo cáo năm",
            period_start=TODAY - dt.timedelta(days=300),
            period_end=TODAY,
            cutoff=TODAY,
            due_on=TODAY + dt.timedelta(days=5),
            bodies=bodies,
        )

    def test_an_unsent_report_becomes_the_successors_with_what_was_typed(
        self, plan: Plan, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        task = factories.task(plan, old)
        self.opened(plan, root, old)
        report = Submission.objects.get()
        line = report.lines.get()
        line.narrative, line.typed = "Đã xong phần khảo sát.", True
        line.save()
        merged(old, new)
        report.refresh_from_db()
        assert (report.body, report.body_name) == (new, "Sở Tài chính")
        (kept,) = report.lines.all()
        assert kept.narrative == "Đã xong phần khảo sát."
        assert kept.assignment_id == Assignment.objects.get(task=task, body=new).pk

    def test_two_unsent_reports_become_one(
        self, plan: Plan, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        factories.task(plan, old)
        factories.task(plan, new)
        self.opened(plan, root, old, new)
        Submission.objects.filter(body=old).update(difficulties="Thiếu cán bộ.")
        Submission.objects.filter(body=new).update(difficulties="Thiếu vốn.")
        merged(old, new)
        report = Submission.objects.get()
        assert report.body == new
        assert report.difficulties == "Thiếu vốn.\nSở Kế hoạch và Đầu tư: Thiếu cán bộ."
        assert report.lines.count() == 2

    def test_what_was_handed_in_and_came_back_is_not_lost(
        self, plan: Plan, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        factories.task(plan, old)
        factories.task(plan, new)
        self.opened(plan, root, old, new)
        Submission.objects.update(overview="Đã làm.")
        theirs = Submission.objects.get(body=old)
        reporting.submit(theirs, by=factories.acting(old), revision=theirs.revision)
        reporting.return_submission(theirs, by=factories.acting(root), reason="Thiếu số liệu.")
        merged(old, new)
        theirs.refresh_from_db()
        assert (theirs.body, theirs.events.count()) == (old, 2)
        assert "Sở Kế hoạch và Đầu tư: Đã làm." in Submission.objects.get(body=new).overview

    def test_a_report_handed_in_keeps_the_name_of_its_day(
        self, plan: Plan, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        factories.task(plan, old)
        self.opened(plan, root, old)
        report = Submission.objects.get()
        narrated = report.lines.get()
        narrated.narrative, narrated.typed = "Đã làm.", True
        narrated.save()
        reporting.submit(report, by=factories.acting(old), revision=report.revision)
        merged(old, new)
        report.refresh_from_db()
        assert (report.body, report.body_name) == (old, "Sở Kế hoạch và Đầu tư")

    def test_the_successor_collects_on(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        plan = factories.plan(root, standing=old)
        factories.task(plan, new)
        self.opened(plan, old, new)
        merged(old, new)
        round_ = plan.rounds.get()
        assert round_.collector == new
        reporting.close_round(round_, by=factories.acting(new))


class TestWhatCannotBe:
    @pytest.mark.parametrize("days", [1, 40])
    def test_a_day_to_come(self, old: Organisation, new: Organisation, days: int) -> None:
        with pytest.raises(ValidationError, match="chưa đến"):
            merge([old], new, on=TODAY + dt.timedelta(days=days), by=SYSTEM, document=DECISION)

    def test_following_itself_or_a_part_of_itself(self, old: Organisation) -> None:
        room = body("Phòng Một", parent=old, kind=Kind.ROOM)
        for successor in (old, room):
            with pytest.raises(ValidationError):
                merge([old], successor, on=ON, by=SYSTEM, document=DECISION)

    def test_a_successor_that_does_not_exist_that_day(self, root: Organisation, old: Organisation) -> None:
        young = body("Sở Mới", parent=root, since=TODAY)
        with pytest.raises(ValidationError, match="không hoạt động"):
            merge([old], young, on=ON, by=SYSTEM, document=DECISION)

    def test_a_refusal_leaves_nothing_half_done(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        gone = organizations.end(body("Sở Cũ", parent=root), by=SYSTEM, on=ON - dt.timedelta(days=9))
        user = factories.person(old)
        with pytest.raises(ValidationError), transaction.atomic():
            merge([old, gone], new, on=ON, by=SYSTEM, document=DECISION)
        old.refresh_from_db()
        assert old.until is None
        assert Membership.objects.get(user=user).organisation == old

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.APPROVER])
    def test_anyone_but_an_administrator(
        self, root: Organisation, old: Organisation, new: Organisation, role: str
    ) -> None:
        with pytest.raises(PermissionDenied):
            merge([old], new, on=ON, by=factories.acting(root, role, area=root), document=DECISION)

    def test_an_administrator_of_one_of_them_only(self, old: Organisation, new: Organisation) -> None:
        with pytest.raises(PermissionDenied):
            merge([old], new, on=ON, by=factories.acting(old, Role.ADMINISTRATOR), document=DECISION)


def test_the_preview_counts_what_passes_on_and_what_stays(
    root: Organisation, old: Organisation, new: Organisation
) -> None:
    plan = factories.plan(root, standing=old)
    factories.task(plan, old)
    factories.task(plan, old)
    factories.task(plan, new, coordinators=(old,))
    over = factories.plan(root, state=Plan.State.CLOSED)
    factories.task(over, old)
    factories.person(old)
    deeds = Deed.objects.count()
    (holding,) = holdings([old], ON)
    counts = {one.what: one.count for one in holding.passing}
    assert (counts["Phần việc chủ trì"], counts["Phần việc phối hợp"]) == (2, 1)
    assert counts["Vai trò của người dùng"] == 1
    assert {one.what: one.count for one in holding.staying} == {"Phần việc của kế hoạch đã kết thúc": 1}
    assert Deed.objects.count() == deeds
    merged(old, new)
    (after,) = holdings([Organisation.objects.get(pk=old.pk)], ON)
    assert after.passing == ()
