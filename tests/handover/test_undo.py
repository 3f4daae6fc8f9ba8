"""Until somebody acts on what passed, a handover can be laid back; then its page says who acted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed
from hopluc.engagement.models import Problem
from hopluc.handover.actions import Decision, Heir, NewBody, carry_out, rename, undo
from hopluc.handover.models import Handover
from hopluc.handover.queries import acted_since
from hopluc.organizations import actions as organizations
from hopluc.organizations.models import Membership, Organisation
from hopluc.plans import actions as plans
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import Submission
from tests import factories
from tests.factories import Kind, Role, body
from tests.handover.whole import everything

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ON = TODAY - dt.timedelta(days=3)
DECISION = "Nghị quyết số 12/NQ-HĐND"


@pytest.fixture
def task(root: Organisation, old: Organisation, new: Organisation) -> Task:
    """A department in the middle of everything: work, people, rooms, a report, a place in a group."""
    plan = factories.plan(root, standing=old)
    made = factories.task(plan, old, due=TODAY + dt.timedelta(days=9))
    factories.task(plan, old, new)
    factories.task(plan, new, coordinators=(old,))
    plans.report_progress(
        made.assignments.get(), by=factories.acting(old), on=TODAY, state="under_way", percent=40
    )
    office, same = (body("Văn phòng", parent=one, kind=Kind.ROOM) for one in (old, new))
    factories.task(plan, office)
    factories.person(office)
    body("Phòng Đăng ký", parent=old, kind=Kind.ROOM)
    factories.person(same)
    organizations.add_to_group(factories.group(root, "Tổ giúp việc", []), old, by=SYSTEM)
    organizations.remember_alias(old, by=SYSTEM, text="Cấp trên", target=root)
    reporting.open_round(
        plan,
        None,
        by=factories.acting(root),
        title="Báo cáo năm",
        period_start=TODAY - dt.timedelta(days=300),
        period_end=TODAY,
        cutoff=TODAY,
        due_on=TODAY + dt.timedelta(days=5),
        bodies=(old, new),
    )
    Submission.objects.filter(body=old).update(difficulties="Thiếu cán bộ.")
    asks = factories.person(old)
    Problem.objects.create(
        plan=plan, body=old, body_name=old.name, text="Thiếu vốn", asked="Cho vay", raised_on=TODAY,
        raised_by=asks, holder=root, held_since=TODAY, folded="thieu von",
    )  # fmt: skip
    return made


def administrator(root: Organisation) -> object:
    return factories.acting(root, Role.ADMINISTRATOR)


def merged(old: Organisation, *heirs: Heir, kind: str = "merger") -> Handover:
    return carry_out(Decision(kind, [old], heirs, ON, DECISION), by=SYSTEM)


def differing(before: dict, after: dict) -> list[str]:  # type: ignore[type-arg]
    """The rows that differ, named."""
    return [
        f"{label} {pk}: {before[label].get(pk)} → {after[label].get(pk)}"
        for label in before
        for pk in before[label].keys() | after[label].keys()
        if before[label].get(pk) != after[label].get(pk)
    ]


@pytest.mark.parametrize("kind", ["merger", "division", "abolition", "transfer"])
def test_undone_everything_reads_as_before(
    root: Organisation, old: Organisation, new: Organisation, task: Task, kind: str
) -> None:
    by = factories.acting(root, Role.ADMINISTRATOR)
    heirs = {
        "merger": [Heir(new)],
        "division": [Heir(new), Heir(NewBody("Sở Đầu tư"))],
        "abolition": [],
        "transfer": [Heir(new, "hội nghị tập huấn")],
    }[kind]
    before = everything()
    done = merged(old, *heirs, kind=kind)
    assert differing(before, everything())
    undo(done, by=by, reason="Nhập nhầm cơ quan.")
    assert differing(before, everything()) == []
    assert Deed.objects.filter(verb="undo_handover", kind="handover.handover").exists()


def test_a_renaming_is_undone(root: Organisation, old: Organisation) -> None:
    by = factories.acting(root, Role.ADMINISTRATOR)
    before = everything()
    undo(rename(old, by=SYSTEM, name="Sở Mới", on=ON, document=DECISION), by=by, reason="Nhầm.")
    assert differing(before, everything()) == []


def test_undone_it_can_be_done_again(
    root: Organisation, old: Organisation, new: Organisation, task: Task
) -> None:
    undo(merged(old, Heir(new)), by=factories.acting(root, Role.ADMINISTRATOR), reason="Nhầm.")
    merged(Organisation.objects.get(pk=old.pk), Heir(new))
    assert Assignment.objects.filter(task=task).held_on(TODAY).get().body == new


class TestOnceSomebodyActed:
    def test_progress_of_the_successor_stands_against_it(
        self, root: Organisation, old: Organisation, new: Organisation, task: Task
    ) -> None:
        done = merged(old, Heir(new))
        mine = Assignment.objects.get(task=task, body=new)
        officer = factories.acting(new)
        plans.report_progress(mine, by=officer, on=TODAY, state="under_way", percent=60)
        self.refused(done, root, officer.actor.name)

    def test_a_role_that_was_ended(self, root: Organisation, old: Organisation, new: Organisation) -> None:
        factories.person(old)
        done = merged(old, Heir(new))
        organizations.end_role(
            Membership.objects.get(organisation=new), by=factories.acting(new, Role.ADMINISTRATOR), on=TODAY
        )
        self.refused(done, root)

    def test_a_report_that_was_written_on(
        self, root: Organisation, old: Organisation, new: Organisation, task: Task
    ) -> None:
        done = merged(old, Heir(new))
        Submission.objects.filter(body=new).update(overview="Sở Tài chính viết thêm.", revision=9)
        self.refused(done, root)

    def test_a_room_founded_in_a_new_body(self, root: Organisation, old: Organisation) -> None:
        done = merged(old, Heir(NewBody("Sở Mới")))
        body("Phòng Mới", parent=Organisation.objects.get(name="Sở Mới"), kind=Kind.ROOM)
        self.refused(done, root)

    @staticmethod
    def refused(done: Handover, root: Organisation, name: str = "") -> None:
        before = everything()
        assert name in [one.name for one in acted_since(done)] or not name
        assert acted_since(done)
        with pytest.raises(ValidationError, match="không hoàn tác được nữa"):
            undo(done, by=factories.acting(root, Role.ADMINISTRATOR), reason="Nhầm.")
        assert Assignment.objects.count() == len(before["plans.Assignment"])
        done.refresh_from_db()
        assert done.undone_at is None


class TestWhoAndHow:
    @pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.APPROVER])
    def test_only_an_administrator(
        self, root: Organisation, old: Organisation, new: Organisation, role: str
    ) -> None:
        with pytest.raises(PermissionDenied):
            undo(merged(old, Heir(new)), by=factories.acting(root, role, area=root), reason="Nhầm.")

    def test_an_administrator_of_one_of_them_may_not(self, old: Organisation, new: Organisation) -> None:
        with pytest.raises(PermissionDenied):
            undo(merged(old, Heir(new)), by=factories.acting(new, Role.ADMINISTRATOR), reason="Nhầm.")

    def test_not_without_a_reason_and_not_twice(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        done, by = merged(old, Heir(new)), factories.acting(root, Role.ADMINISTRATOR)
        with pytest.raises(ValidationError, match="lý do"):
            undo(done, by=by, reason=" ")
        undo(done, by=by, reason="Nhầm.")
        with pytest.raises(ValidationError, match="đã được hoàn tác"):
            undo(done, by=by, reason="Nhầm.")


class TestPage:
    def test_the_page_offers_it_and_does_it(
        self, client: Client, root: Organisation, old: Organisation, new: Organisation, task: Task
    ) -> None:
        done = merged(old, Heir(new))
        client.force_login(factories.person(root, Role.ADMINISTRATOR))
        page = client.get(f"/sap-xep/{done.pk}/").content.decode()
        assert "Hoàn tác lần sắp xếp này" in page
        assert client.post(f"/sap-xep/{done.pk}/hoan-tac/", {"reason": "Nhầm."}).status_code == 302
        old.refresh_from_db()
        assert old.until is None
        assert "Đã hoàn tác lúc" in client.get(f"/sap-xep/{done.pk}/").content.decode()

    def test_the_page_says_who_acted(
        self, client: Client, root: Organisation, old: Organisation, new: Organisation, task: Task
    ) -> None:
        done = merged(old, Heir(new))
        officer = factories.acting(new)
        plans.report_progress(
            Assignment.objects.get(task=task, body=new), by=officer, on=TODAY, state="under_way", percent=60
        )
        client.force_login(factories.person(root, Role.ADMINISTRATOR))
        page = client.get(f"/sap-xep/{done.pk}/").content.decode()
        assert officer.actor.name in page
        assert "Cập nhật kết quả" in page
        assert "Hoàn tác lần sắp xếp này" not in page


def test_reports_handed_in_keep_the_old_name_after_all(
    root: Organisation, old: Organisation, new: Organisation, task: Task
) -> None:
    report = Submission.objects.get(body=old)
    reporting.submit(report, by=factories.acting(old), revision=report.revision)
    merged(old, Heir(new))
    report.refresh_from_db()
    assert (report.body, report.body_name) == (old, "Sở Kế hoạch và Đầu tư")
    assert Plan.objects.get().standing_agency == new
