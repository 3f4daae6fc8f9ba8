"""Collectives follow their members: who comes into a group gets its parts, who leaves loses them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed
from hopluc.handover import jobs
from hopluc.handover.actions import Decision, Heir, carry_out
from hopluc.organizations import actions as organizations
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans import actions as plans
from hopluc.plans.following import follow
from hopluc.plans.models import Assignment, DeadlinePart, Party, Plan, Task
from tests import factories
from tests.factories import Kind, Role, body

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def root() -> Organisation:
    return factories.province()


@pytest.fixture
def communes(root: Organisation) -> list[Organisation]:
    return [commune(root, n) for n in ("Một", "Hai")]


def commune(root: Organisation, name: str, since: dt.date | None = None) -> Organisation:
    return body(f"UBND xã {name}", parent=root, kind=Kind.COMMITTEE, level="commune", since=since)


@pytest.fixture
def group(root: Organisation, communes: list[Organisation]) -> BodyGroup:
    return factories.group(root, "UBND các xã", [Kind.COMMITTEE], "commune")


@pytest.fixture
def task(root: Organisation, group: BodyGroup, communes: list[Organisation]) -> Task:
    """Work of all communes, opened when there were two."""
    made = factories.task(factories.plan(root), due=TODAY + dt.timedelta(days=9))
    party = Party.objects.create(
        task=made, role="lead", text="UBND các xã", name="UBND các xã", collective=True, group=group
    )
    for one in communes:
        Assignment.objects.create(task=made, body=one, role="lead", party=party, since=TODAY)
    return made


def held(task: Task) -> set[str]:
    return {part.body.name for part in Assignment.objects.filter(task=task).held_on(TODAY)}


def test_a_founded_commune_gets_the_part_from_its_day(root: Organisation, task: Task) -> None:
    founded = commune(root, "Ba", since=TODAY)
    done = follow(on=TODAY, by=SYSTEM)
    (part,) = done.added
    assert (part.body, part.since, part.role) == (founded, TODAY, "lead")
    part.refresh_from_db()
    assert part.due_on == TODAY + dt.timedelta(days=9)
    assert Deed.objects.filter(verb="join_part", record_id=str(part.pk)).exists()


def test_the_job_run_twice_does_it_once(root: Organisation, task: Task) -> None:
    commune(root, "Ba", since=TODAY)
    assert jobs.follow_groups() == 1
    deeds = Deed.objects.count()
    assert jobs.follow_groups() == 0
    assert Deed.objects.count() == deeds


def test_who_leaves_the_group_loses_the_part_and_keeps_what_was_said(
    group: BodyGroup, task: Task, communes: list[Organisation]
) -> None:
    part = task.assignments.get(body=communes[0])
    plans.report_progress(part, by=factories.acting(communes[0]), on=TODAY, state="under_way", percent=20)
    Assignment.objects.filter(task=task).update(since=TODAY - dt.timedelta(days=30))
    organizations.add_to_group(group, communes[0], by=SYSTEM, since=TODAY, excluded=True)
    follow(on=TODAY, by=SYSTEM)
    part.refresh_from_db()
    assert (part.until, part.progress.count()) == (TODAY, 1)
    assert held(task) == {"UBND xã Hai"}


def test_who_comes_back_gets_a_part_again(group: BodyGroup, task: Task, communes: list[Organisation]) -> None:
    Assignment.objects.filter(task=task).update(since=TODAY - dt.timedelta(days=30))
    out = organizations.add_to_group(
        group, communes[0], by=SYSTEM, since=TODAY - dt.timedelta(days=5), excluded=True
    )
    follow(on=TODAY, by=SYSTEM)
    assert held(task) == {"UBND xã Hai"}
    organizations.leave_group(out, by=SYSTEM, on=TODAY)
    follow(on=TODAY, by=SYSTEM)
    assert held(task) == {"UBND xã Một", "UBND xã Hai"}


def test_what_passed_to_a_successor_is_left_alone(
    root: Organisation, task: Task, communes: list[Organisation]
) -> None:
    Assignment.objects.filter(task=task).update(since=TODAY - dt.timedelta(days=30))
    department = body("Sở Nội vụ", parent=root)
    carry_out(Decision("merger", [communes[0]], [Heir(department)], TODAY, "Nghị quyết số 1"), by=SYSTEM)
    follow(on=TODAY, by=SYSTEM)
    assert held(task) == {"Sở Nội vụ", "UBND xã Hai"}


def test_a_commune_made_by_a_merger_of_communes_has_one_part(
    root: Organisation, task: Task, communes: list[Organisation]
) -> None:
    Assignment.objects.filter(task=task).update(since=TODAY - dt.timedelta(days=30))
    new = commune(root, "Mới", since=TODAY)
    carry_out(Decision("merger", communes, [Heir(new)], TODAY, "Nghị quyết số 1"), by=SYSTEM)
    follow(on=TODAY, by=SYSTEM)
    assert Assignment.objects.filter(task=task).held_on(TODAY).get().body == new


def test_a_plan_that_is_over_is_left_alone(root: Organisation, task: Task) -> None:
    Plan.objects.update(state=Plan.State.CLOSED)
    commune(root, "Ba", since=TODAY)
    assert follow(on=TODAY, by=SYSTEM).added == []


def test_a_member_is_bound_by_the_days_of_its_group(root: Organisation, task: Task, group: BodyGroup) -> None:
    own = DeadlinePart.objects.create(
        task=task, kind="by", date=TODAY + dt.timedelta(days=3), for_text="UBND các xã", for_group=group
    )
    commune(root, "Ba", since=TODAY)
    (part,) = follow(on=TODAY, by=SYSTEM).added
    part.refresh_from_db()
    assert (part.bound_parts, part.due_on) == ([own.pk], own.date)


def test_the_page_tells_what_was_added(client: Client, root: Organisation, task: Task) -> None:
    commune(root, "Ba", since=TODAY)
    jobs.follow_groups()
    client.force_login(factories.person(root, Role.ADMINISTRATOR))
    page = client.get("/sap-xep/").content.decode()
    assert "<strong>UBND xã Ba</strong> thêm phần việc" in page
    assert "UBND các xã" in page


def test_a_part_got_by_founding_goes_on_from_the_one_that_passes_later(
    root: Organisation, task: Task, communes: list[Organisation]
) -> None:
    Assignment.objects.filter(task=task).update(since=TODAY - dt.timedelta(days=30))
    old = task.assignments.get(body=communes[0])
    plans.report_progress(old, by=factories.acting(communes[0]), on=TODAY, state="under_way", percent=45)
    new = commune(root, "Mới", since=TODAY)
    follow(on=TODAY, by=SYSTEM)
    carry_out(Decision("merger", [communes[0]], [Heir(new)], TODAY, "Nghị quyết số 1"), by=SYSTEM)
    mine = Assignment.objects.filter(task=task, body=new).get()
    assert (mine.passed_from, mine.percent) == (old, 45)
