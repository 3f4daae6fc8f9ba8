"""Collectives on the web: who belongs to one on a day; what changes by hand, the plans follow."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.models import Assignment, Party
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def root() -> Organisation:
    return factories.province()


@pytest.fixture
def departments(root: Organisation) -> BodyGroup:
    for name in ("Sở Nội vụ", "Sở Tư pháp"):
        factories.body(name, parent=root)
    factories.body("Liên minh Hợp tác xã", parent=root, kind="alliance")
    return factories.group(root, "các sở", ["department"])


@pytest.fixture
def keeper(root: Organisation) -> Client:
    made = Client()
    made.force_login(factories.person(root, "administrator"))
    return made


def named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def test_a_body_added_or_taken_out_by_hand_gets_and_loses_the_groups_work(
    keeper: Client, root: Organisation, departments: BodyGroup
) -> None:
    task = factories.task(factories.plan(root))
    Party.objects.create(task=task, role="lead", text="Các sở", name="các sở", group=departments)
    address = f"/co-quan/nhom/{departments.pk}/"
    alliance, justice = named("Liên minh Hợp tác xã"), named("Sở Tư pháp")
    keeper.post(address, {"deed": "bring_in", "body": alliance.pk, "on": DAY})
    assert {part.body.name for part in task.assignments.all()} == {"Sở Nội vụ", "Sở Tư pháp", alliance.name}
    part = task.assignments.get(body=justice)
    for deed in ("take_out", "bring_in"):  # by mistake, and back on the same day: the part goes on
        keeper.post(address, {"deed": deed, "body": justice.pk, "on": DAY})
    assert list(task.assignments.filter(body=justice)) == [part]
    page = keeper.post(
        address, {"deed": "take_out", "body": justice.pk, "on": DAY}, follow=True
    ).content.decode()
    assert "1 phần việc kết thúc" in page
    assert f"/co-quan/{justice.pk}/" not in page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert Assignment.objects.get(body=justice).until
    again = keeper.post(address, {"deed": "take_out", "body": justice.pk, "on": DAY})
    assert "không thuộc nhóm vào ngày này" in again.content.decode()
    earlier = keeper.get(address, {"ngay": f"{TODAY - dt.timedelta(days=1):%d/%m/%Y}"}).content.decode()
    assert f"/co-quan/{justice.pk}/" in earlier.partition("<tbody>")[2].partition("</tbody>")[0]
    keeper.post(
        address, {"deed": "bring_in", "body": justice.pk, "on": f"{TODAY + dt.timedelta(days=3):%d/%m/%Y}"}
    )
    assert not task.assignments.filter(body=justice, until=None).exists()


def test_a_group_is_made_once_and_lists_its_members(keeper: Client, departments: BodyGroup) -> None:
    given = {"name": "Các đoàn thể", "kinds": ["alliance"]}
    assert keeper.post("/co-quan/nhom/", given).status_code == 302
    assert "Đã có nhóm" in keeper.post("/co-quan/nhom/", given).content.decode()
    assert keeper.get("/co-quan/nhom/", {"tai": "xlsx"}).content.startswith(b"PK")
    assert "các sở" in keeper.get("/co-quan/nhom/").content.decode()
