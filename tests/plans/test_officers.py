"""Who answers and who is in charge: gaps are listed, an officer takes several parts at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import Deed, Notice
from hopluc.organizations.acting import Acting, Role, acting_for
from hopluc.organizations.models import Organisation, User
from hopluc.plans import actions
from hopluc.plans import queries as plans
from hopluc.plans.models import Assignment, Plan
from hopluc.plans.signing import queries
from hopluc.plans.signing.officers import name_officers
from tests import factories

pytestmark = pytest.mark.django_db


def today() -> dt.date:
    return timezone.localdate()


class Work:
    """A department that leads two tasks of a plan, one of them with a coordinator."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.standing, self.body, self.helper = (
            factories.body(name, parent=self.province)
            for name in ("Sở Tài chính", "Sở Công Thương", "Hội Nông dân")
        )
        self.plan = factories.plan(self.province, standing=self.standing)
        self.first = factories.task(
            self.plan, self.body, text="Mở hội chợ", folded="mo hoi cho", coordinators=(self.helper,)
        )
        self.second = factories.task(self.plan, self.body, text="Tập huấn", folded="tap huan")
        self.parts = list(Assignment.objects.filter(body=self.body).order_by("pk"))
        self.officer = factories.acting(self.body)
        self.colleague = factories.person(self.body, name="Trần Thị Phụ Trách")


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


def open_parts(work: Work) -> list[Assignment]:
    return list(queries.parts_without_officer(work.officer, today()))


def test_unfinished_parts_without_an_officer_are_listed(work: Work) -> None:
    assert open_parts(work) == work.parts
    actions.name_officer(work.parts[0], by=work.officer, user=work.colleague)
    assert open_parts(work) == work.parts[1:]
    User.objects.filter(pk=work.colleague.pk).update(is_active=False)
    assert open_parts(work) == work.parts
    User.objects.filter(pk=work.colleague.pk).update(is_active=True)
    assert open_parts(work) == work.parts[1:]
    work.colleague.memberships.update(organisation=work.helper)  # moved on to another body
    assert open_parts(work) == work.parts
    actions.report_progress(work.parts[1], by=work.officer, on=today(), state="finished", finished_on=today())
    assert open_parts(work) == work.parts[:1]
    Plan.objects.update(state=Plan.State.CLOSED)
    assert open_parts(work) == []


def test_an_officer_takes_several_parts_and_is_told_once(work: Work) -> None:
    done, refused = name_officers(work.parts, by=work.officer, user=work.colleague)
    assert (done, refused) == (2, [])
    assert set(Assignment.objects.filter(body=work.body).values_list("officer", flat=True)) == {
        work.colleague.pk
    }
    assert Deed.objects.filter(verb="name_officer").count() == 2
    assert "2 phần việc" in Notice.objects.get(person_id=work.colleague.pk).text


def test_a_part_of_another_body_does_not_hold_up_the_rest(work: Work) -> None:
    theirs = Assignment.objects.get(body=work.helper)
    done, refused = name_officers([theirs, *work.parts], by=work.officer, user=work.colleague)
    assert done == 2
    assert len(refused) == 1
    theirs.refresh_from_db()
    assert theirs.officer is None


def test_the_one_who_is_put_in_charge_of_a_part_learns_it(work: Work) -> None:
    actions.name_officer(work.parts[0], by=work.officer, user=work.colleague)
    assert "Mở hội chợ" in Notice.objects.get(person_id=work.colleague.pk).text
    actions.name_officer(work.parts[1], by=work.officer, user=work.officer.user)
    assert not Notice.objects.filter(person_id=work.officer.user.pk).exists()


def test_who_follows_a_plan_sees_bodies_without_officers_or_heads(work: Work) -> None:
    follower = factories.acting(work.standing)
    found = {one.body: one for one in queries.gaps(follower, today())}
    assert {body.name: (one.parts, one.without) for body, one in found.items()} == {
        "Sở Công Thương": (2, 2), "Hội Nông dân": (1, 1),
    }  # fmt: skip
    factories.person(work.body, Role.APPROVER, name="Vũ Thị Lãnh Đạo")
    name_officers(work.parts, by=work.officer, user=work.colleague)
    assert [one.body for one in queries.gaps(follower, today())] == [work.helper]
    assert queries.gaps(factories.acting(work.helper), today()) == []


# --- pages ------------------------------------------------------------------------------------


def test_parts_are_assigned_on_the_web(work: Work) -> None:
    theirs = client(work.officer)
    address = reverse("plans:no_officer")
    page = text(theirs.get(address))
    assert "Mở hội chợ" in page
    assert "Trần Thị Phụ Trách" in page
    assert "Mở hội chợ" not in text(theirs.get(f"{address}?q=tap huan"))
    nobody = text(theirs.post(address, {"rows": [work.parts[0].pk]}, follow=True))
    assert "chọn người phụ trách" in nobody
    values = {"rows": [part.pk for part in work.parts], "user": work.colleague.pk}
    page = text(theirs.post(address, values, follow=True))
    assert "Đã phân công 2 phần việc" in page
    assert "đều đã có người phụ trách" in page
    viewer = client(factories.acting(work.body, Role.VIEWER))
    assert viewer.post(address, values).status_code == 403


def test_the_follower_reads_the_gaps_and_takes_them_as_a_workbook(work: Work) -> None:
    follower = client(factories.acting(work.standing))
    page = text(follower.get(reverse("plans:gaps")))
    assert "Sở Công Thương" in page
    assert "2 trong 2 phần việc" in page
    assert reverse("plans:gaps") in text(follower.get(reverse("plans:no_officer")))
    assert reverse("plans:gaps") not in text(client(work.officer).get(reverse("plans:no_officer")))
    assert "không theo dõi kế hoạch nào" in text(client(work.officer).get(reverse("plans:gaps")))
    for name in ("gaps_excel", "no_officer_excel"):
        assert follower.get(reverse(f"plans:{name}"))["Content-Type"].endswith("sheet")


def test_the_task_names_heads_and_officers_and_coordinators_that_have_not_reported(work: Work) -> None:
    factories.person(work.body, Role.APPROVER, name="Vũ Thị Lãnh Đạo")
    actions.name_officer(work.parts[0], by=work.officer, user=work.colleague)
    address = reverse("plans:task", args=[work.first.pk])
    page = text(client(work.officer).get(address))
    assert "Lãnh đạo: Vũ Thị Lãnh Đạo" in page
    assert "Phụ trách: Trần Thị Phụ Trách" in page
    assert "Chưa báo cáo phần phối hợp: Hội Nông dân" in page
    part = Assignment.objects.get(body=work.helper)
    actions.report_progress(part, by=factories.acting(work.helper), on=today(), state="under_way")
    assert "Chưa báo cáo phần phối hợp" not in text(client(work.officer).get(address))


def test_parts_of_the_rooms_inside_are_the_bodys(work: Work) -> None:
    room = factories.body("Phòng Thương mại", kind=Organisation.Kind.ROOM, parent=work.body)
    below = factories.body("Chi cục", parent=work.body)
    inside = factories.task(work.plan, room).assignments.get()
    factories.task(work.plan, below)
    assert open_parts(work) == [*work.parts, inside]


def test_a_room_without_people_is_answered_for_by_an_officer_of_its_body(work: Work) -> None:
    room = factories.body("Phòng Thương mại", kind=Organisation.Kind.ROOM, parent=work.body)
    beside = factories.body("Phòng Công nghiệp", kind=Organisation.Kind.ROOM, parent=work.body)
    neighbour = factories.acting(beside)
    part = factories.task(work.plan, room, text="Mở phiên chợ").assignments.get()
    head = factories.acting(work.body, Role.APPROVER)
    with pytest.raises(PermissionDenied):
        actions.name_officer(part, by=neighbour, user=work.colleague)
    with pytest.raises(ValidationError, match="không thuộc"):
        actions.name_officer(part, by=head, user=neighbour.user)  # could not report on it
    page = client(head)
    assert work.colleague.full_name in text(page.get(reverse("plans:officer", args=[part.pk])))
    chosen = {"rows": [part.pk], "user": work.colleague.pk}
    told = text(page.post(reverse("plans:no_officer"), chosen, follow=True))
    assert "Đã phân công 1 phần việc" in told
    part.refresh_from_db()
    assert part.officer == work.colleague
    by = acting_for(work.colleague, work.body, today())
    assert by
    assert part in plans.my_parts(by, today())
    assert part in plans.my_parts(work.officer, today())
    assert part not in plans.my_parts(neighbour, today())
    work_page = Client()
    work_page.force_login(work.colleague)
    assert reverse("plans:report", args=[part.pk]) in text(work_page.get("/"))
    row = actions.report_progress(part, by=by, on=today(), state="under_way", percent=5)
    assert row.assignment == part
    # people of its own take over; the one in charge keeps what they were given
    own = factories.acting(room)
    assert part not in plans.my_parts(work.officer, today())
    assert part in plans.my_parts(by, today())
    assert part in plans.my_parts(own, today())
    with pytest.raises(ValidationError, match="không thuộc"):
        actions.name_officer(part, by=head, user=work.officer.user)
