"""A body's people, kept by its administrator: come, move on, hand their work over."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from hopluc.archive.models import Deed, Notice
from hopluc.organizations import actions as organizations
from hopluc.organizations.jobs import lock_accounts
from hopluc.organizations.models import Membership, Organisation, User
from hopluc.plans.models import Assignment
from tests import factories
from tests.factories import Kind, Role, body

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SINCE = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def root() -> Organisation:
    return factories.province()


@pytest.fixture
def sotc(root: Organisation) -> Organisation:
    return body("Sở Tài chính", parent=root)


@pytest.fixture
def keeper(client: Client, sotc: Organisation) -> Client:
    client.force_login(factories.person(sotc, Role.ADMINISTRATOR, name="Quản Trị Viên"))
    return client


def new(**rest: str) -> dict[str, str]:
    return {"full_name": "Lê Thị Mai", "username": "mai.lt", "role": "officer", "since": SINCE} | rest


class TestComing:
    def test_a_new_person_sets_a_password_by_the_link(self, keeper: Client, sotc: Organisation) -> None:
        page = keeper.post(f"/co-quan/{sotc.pk}/nguoi/", new()).content.decode()
        found = re.search(r'value="http://testserver([^"]+)"', page)
        assert found
        user = User.objects.get(username="mai.lt")
        assert Membership.objects.get(user=user).role == Role.OFFICER
        theirs = Client()
        form = theirs.get(found[1], follow=True)
        address = form.request["PATH_INFO"]
        theirs.post(address, {"password1": "Mot-hai-ba-9!", "password2": "Mot-hai-ba-9!"})
        user.refresh_from_db()
        assert user.check_password("Mot-hai-ba-9!")
        assert "password1" not in Client().get(found[1], follow=True).content.decode()  # once

    def test_who_has_an_account_gets_a_role_and_no_link(self, keeper: Client, sotc: Organisation) -> None:
        user = factories.person(body("Sở Y tế"), name="Lê Thị Mai")
        answer = keeper.post(f"/co-quan/{sotc.pk}/nguoi/", new(username=user.username))
        assert answer.status_code == 302
        assert Membership.objects.filter(user=user, organisation=sotc).count() == 1

    def test_the_user_name_of_somebody_else_is_refused(self, keeper: Client, sotc: Organisation) -> None:
        user = factories.person(body("Sở Y tế"), name="Trần Văn Khác")
        page = keeper.post(f"/co-quan/{sotc.pk}/nguoi/", new(username=user.username)).content.decode()
        assert "là của người khác" in page
        assert not Membership.objects.filter(user=user, organisation=sotc).exists()

    def test_who_was_locked_comes_back(self, keeper: Client, sotc: Organisation) -> None:
        user = factories.person(sotc, name="Lê Thị Mai")
        User.objects.filter(pk=user.pk).update(is_active=False)
        keeper.post(f"/co-quan/{sotc.pk}/nguoi/", new(username=user.username))
        user.refresh_from_db()
        assert user.is_active


class TestMovingOn:
    def test_roles_end_and_the_work_is_handed_over_in_one_step(
        self, keeper: Client, root: Organisation, sotc: Organisation
    ) -> None:
        leaving, staying = factories.person(sotc), factories.person(sotc)
        plan = factories.plan(root)
        parts = [factories.task(plan, sotc).assignments.get() for _ in range(3)]
        Assignment.objects.update(officer=leaving)
        role = Membership.objects.get(user=leaving)
        address = f"/co-quan/{sotc.pk}/nguoi/{leaving.pk}/"
        assert plan.number in keeper.get(address).content.decode()
        given = {"on": SINCE, "roles": [role.pk], "to": staying.pk, "parts": [p.pk for p in parts[:2]]}
        assert keeper.post(address, given).status_code == 302
        assert [Assignment.objects.get(pk=p.pk).officer for p in parts] == [staying, staying, leaving]
        role.refresh_from_db()
        assert role.until == TODAY
        assert Notice.objects.filter(person_id=staying.pk, text__contains="nhận bàn giao 2").exists()
        assert Notice.objects.filter(person_id=leaving.pk, text__contains="thôi vai trò").exists()
        assert Deed.objects.filter(verb="name_officer").count() == 2
        page = keeper.get(f"/co-quan/{sotc.pk}/nguoi/").content.decode()
        assert "tự khóa ngày" in page
        assert "1 phần việc chưa xong" in page
        assert "Bàn giao 1 phần việc" in page

    def test_what_somebody_else_handed_over_meanwhile_is_noticed(
        self, keeper: Client, root: Organisation, sotc: Organisation
    ) -> None:
        leaving, staying, third = (factories.person(sotc) for _ in range(3))
        part = factories.task(factories.plan(root), sotc).assignments.get()
        Assignment.objects.update(officer=leaving)
        address = f"/co-quan/{sotc.pk}/nguoi/{leaving.pk}/"
        keeper.get(address)
        Assignment.objects.update(officer=third)
        answer = keeper.post(address, {"on": SINCE, "to": staying.pk, "parts": [part.pk]})
        assert answer.status_code == 200
        assert Assignment.objects.get().officer == third

    @pytest.mark.parametrize("choice", ["nobody", "stranger"])
    def test_work_goes_to_another_person_of_the_body_only(
        self, keeper: Client, root: Organisation, sotc: Organisation, choice: str
    ) -> None:
        leaving, stranger = factories.person(sotc), factories.person(body("Sở Y tế"))
        part = factories.task(factories.plan(root), sotc).assignments.get()
        Assignment.objects.update(officer=leaving)
        to = stranger.pk if choice == "stranger" else ""
        given = {"on": SINCE, "to": to, "parts": [part.pk]}
        assert keeper.post(f"/co-quan/{sotc.pk}/nguoi/{leaving.pk}/", given).status_code == 200
        assert Assignment.objects.get().officer == leaving

    def test_an_administrator_does_not_end_their_own_role(self, keeper: Client, sotc: Organisation) -> None:
        own = Membership.objects.get(role=Role.ADMINISTRATOR)
        address = f"/co-quan/{sotc.pk}/nguoi/{own.user_id}/"
        page = keeper.post(address, {"on": SINCE, "roles": [own.pk]}).content.decode()
        assert "Không tự thôi vai trò quản trị" in page
        own.refresh_from_db()
        assert own.until is None

    def test_people_of_a_room_are_the_bodys(self, keeper: Client, sotc: Organisation) -> None:
        clerk = factories.person(body("Phòng Một", parent=sotc, kind=Kind.ROOM), name="Người Ở Phòng")
        assert "Người Ở Phòng" in keeper.get(f"/co-quan/{sotc.pk}/nguoi/").content.decode()
        assert keeper.get(f"/co-quan/{sotc.pk}/nguoi/{clerk.pk}/").status_code == 200


def test_who_was_locked_is_seen(keeper: Client, sotc: Organisation) -> None:
    user = factories.person(sotc, name="Người Đã Đi")
    Membership.objects.filter(user=user).update(
        since=TODAY - dt.timedelta(days=60), until=TODAY - dt.timedelta(days=30)
    )
    assert lock_accounts() == 1
    page = keeper.get(f"/co-quan/{sotc.pk}/nguoi/").content.decode()
    assert "Người Đã Đi" in page
    assert "Đã khóa" in page


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.APPROVER])
    def test_only_administrators(self, client: Client, sotc: Organisation, role: str) -> None:
        client.force_login(factories.person(sotc, role))
        assert client.get(f"/co-quan/{sotc.pk}/nguoi/").status_code == 403
        assert client.post(f"/co-quan/{sotc.pk}/nguoi/", new()).status_code == 403

    def test_a_link_for_somebody_with_a_role_elsewhere_is_refused(
        self, keeper: Client, sotc: Organisation
    ) -> None:
        user = factories.person(sotc)
        organizations.grant_role(
            by=organizations.Actor(None, "x"), user=user, body=body("Sở Y tế"), role=Role.OFFICER
        )
        assert keeper.post(f"/co-quan/{sotc.pk}/nguoi/{user.pk}/mat-khau/").status_code == 403

    def test_people_of_others_are_not_found_here(self, keeper: Client, sotc: Organisation) -> None:
        stranger = factories.person(body("Sở Y tế"))
        assert keeper.get(f"/co-quan/{sotc.pk}/nguoi/{stranger.pk}/").status_code == 404
