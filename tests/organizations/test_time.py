"""Bodies, their names and their members as of a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_q.models import Schedule

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Change, Deed
from hopluc.organizations import actions, jobs, units
from hopluc.organizations.matching import match
from hopluc.organizations.models import Level, Membership, Organisation
from hopluc.organizations.queries import members_on, name_on, names_on, short_name_on, superiors_on
from tests.factories import Kind, Role, acting, body, group, person, province

BEFORE, ON, AFTER = dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2025, 3, 2)

pytestmark = pytest.mark.django_db


def renamed(today: dt.date = AFTER) -> Organisation:
    one = body("Sở Khoa học và Công nghệ", short_name="Sở KHCN")
    actions.rename(one, by=SYSTEM, name="Sở Khoa học, Công nghệ và Số", short_name="", on=ON, today=today)
    one.refresh_from_db()
    return one


def test_a_name_is_that_of_its_day() -> None:
    one = renamed()
    assert name_on(one, BEFORE) == "Sở Khoa học và Công nghệ"
    assert name_on(one, ON) == "Sở Khoa học, Công nghệ và Số"
    assert short_name_on(one, BEFORE) == "Sở KHCN"
    assert short_name_on(one, AFTER) == "Sở Khoa học, Công nghệ và Số"
    assert {row.name for row in names_on([one.pk], BEFORE).values()} == {"Sở Khoa học và Công nghệ"}


def test_the_columns_follow_the_name() -> None:
    one = renamed()
    assert (one.name, one.short_name) == ("Sở Khoa học, Công nghệ và Số", "")
    assert one.folded == "so khoa hoc, cong nghe va so"


def test_a_coming_name_is_shown_from_its_day() -> None:
    one = renamed(today=BEFORE)
    assert one.name == "Sở Khoa học và Công nghệ"
    assert actions.refresh_names(by=SYSTEM, on=BEFORE) == 0
    assert actions.refresh_names(by=SYSTEM, on=ON) == 1
    assert actions.refresh_names(by=SYSTEM, on=ON) == 0
    one.refresh_from_db()
    assert one.name == "Sở Khoa học, Công nghệ và Số"


def test_a_name_is_as_it_was_known_at_a_moment() -> None:
    one = renamed()
    first, second = one.names.order_by("recorded_at")
    assert name_on(one, AFTER, known=first.recorded_at) == "Sở Khoa học và Công nghệ"
    assert name_on(one, AFTER, known=second.recorded_at) == "Sở Khoa học, Công nghệ và Số"


def test_the_hourly_job_shows_what_holds_today() -> None:
    one = body("Sở Cũ")
    today = timezone.localdate()
    actions.rename(one, by=SYSTEM, name="Sở Mới", on=today, today=today - dt.timedelta(days=1))
    assert (jobs.show_names(), jobs.show_names()) == (1, 0)
    one.refresh_from_db()
    assert one.name == "Sở Mới"


def test_the_periodic_jobs_are_there_once_the_tables_are() -> None:
    funcs = set(Schedule.objects.values_list("func", flat=True))
    assert funcs >= {"hopluc.archive.jobs.seal", "hopluc.organizations.jobs.show_names"}


def test_names_follow_one_another() -> None:
    with pytest.raises(ValidationError):
        actions.rename(renamed(), by=SYSTEM, name="Sở Khác", on=ON, today=AFTER)


def test_before_its_first_day_a_body_has_its_first_name() -> None:
    assert name_on(body("Sở Mới", since=ON), BEFORE) == "Sở Mới"


def test_a_body_exists_from_its_first_day_until_its_last() -> None:
    one = body("Sở Mới", since=ON)
    actions.end(one, by=SYSTEM, on=AFTER)
    exists = [day for day in (BEFORE, ON, AFTER) if Organisation.objects.existing_on(day).exists()]
    assert exists == [ON]


def test_a_body_ends_once() -> None:
    one = body()
    actions.end(one, by=SYSTEM, on=ON)
    deeds = Deed.objects.count()
    actions.end(one, by=SYSTEM, on=ON)
    assert Deed.objects.count() == deeds
    with pytest.raises(ValidationError):
        actions.end(one, by=SYSTEM, on=AFTER)


def test_a_body_does_not_end_before_it_began() -> None:
    with pytest.raises(ValidationError):
        actions.end(body(since=ON), by=SYSTEM, on=ON)


def test_two_bodies_of_one_name_do_not_stand_side_by_side() -> None:
    root = province()
    body("Sở Tài chính", parent=root)
    with pytest.raises(ValidationError):
        body("Sở Tài chính", parent=root)


def test_a_group_has_the_members_of_its_day() -> None:
    root = province()
    old, new = body("Sở Cũ", parent=root), body("Sở Mới", parent=root, since=ON)
    actions.end(old, by=SYSTEM, on=ON)
    room = body("Phòng Một", parent=new, kind=Kind.ROOM)
    departments = group(root, "Các sở", [Kind.DEPARTMENT])
    assert members_on(departments, BEFORE) == [old]
    assert members_on(departments, ON) == [new]
    actions.add_to_group(departments, room, by=SYSTEM, since=AFTER)
    assert members_on(departments, AFTER) == [room, new]
    actions.add_to_group(departments, new, by=SYSTEM, since=AFTER, excluded=True)
    assert members_on(departments, AFTER) == [room]
    assert members_on(departments, ON) == [new]


def test_a_group_of_a_level_leaves_its_area_out() -> None:
    root = province()
    commune = body("Ủy ban nhân dân xã An Hòa", parent=root, kind=Kind.COMMITTEE, level=Level.COMMUNE)
    assert members_on(group(root, "UBND các cấp", [Kind.COMMITTEE]), ON) == [commune]
    assert members_on(group(root, "Cấp huyện", [Kind.COMMITTEE], Level.DISTRICT), ON) == []


def test_a_subtree_is_the_body_and_what_lies_under_it() -> None:
    root, other = province(), province("Ủy ban nhân dân tỉnh Núi Đông")
    department = body(parent=root)
    room = body("Phòng Một", parent=department, kind=Kind.ROOM)
    assert list(Organisation.objects.subtree_of(department).order_by("path")) == [department, room]
    assert other not in Organisation.objects.subtree_of(root)
    assert list(Organisation.objects.above(room)) == [root, department, room]


def test_people_see_the_bodies_around_their_own() -> None:
    centre = body("Chính phủ", kind=Kind.GOVERNMENT, level=Level.CENTRE)
    ministry = body("Bộ Tài chính", kind=Kind.MINISTRY, level=Level.CENTRE, parent=centre)
    root = body("Ủy ban nhân dân tỉnh Sơn Hải", kind=Kind.COMMITTEE, parent=centre)
    other = body("Ủy ban nhân dân tỉnh Núi Đông", kind=Kind.COMMITTEE, parent=centre)
    department = body("Sở Tài chính", parent=root)
    seen = set(Organisation.objects.visible_to(acting(department)))
    assert seen == {centre, ministry, root, department}
    assert other in Organisation.objects.visible_to(acting(ministry))


def test_the_heads_of_a_province_see_one_another() -> None:
    unit = units.make(by=SYSTEM, code="99", name="Sơn Hải", kind="tỉnh", level=Level.PROVINCE)
    root = body("Ủy ban nhân dân tỉnh Sơn Hải", kind=Kind.COMMITTEE, unit=unit)
    front = body("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn Hải", kind=Kind.FRONT, unit=unit)
    farmers = body("Hội Nông dân tỉnh Sơn Hải", kind=Kind.UNION, parent=front)
    department = body("Sở Tài chính", parent=root)
    other = body("Tỉnh ủy Núi Đông", kind=Kind.PARTY)
    for one in (root, front, farmers, department):
        assert set(Organisation.objects.around(one)) == {root, front, farmers, department}
        assert match("Hội Nông dân tỉnh", one, AFTER).organisation == farmers
    assert other not in Organisation.objects.around(root)


def test_a_cooperative_sees_agencies_and_itself() -> None:
    root = province()
    one = body("Hợp tác xã An Hòa", kind=Kind.COOPERATIVE, level=Level.COMMUNE, parent=root)
    body("Hợp tác xã Bình Sơn", kind=Kind.COOPERATIVE, level=Level.COMMUNE, parent=root)
    assert set(Organisation.objects.visible_to(acting(one))) == {root, one}


def test_a_body_reports_to_two_superiors() -> None:
    root = province()
    ministry = body("Bộ Tài chính", kind=Kind.MINISTRY, level=Level.CENTRE)
    tax = body("Thuế tỉnh", parent=root, kind=Kind.BRANCH)
    actions.report_to(tax, ministry, by=SYSTEM, matter="nghiệp vụ", since=ON)
    actions.report_to(tax, ministry, by=SYSTEM, matter="nghiệp vụ", since=ON)
    assert [line.superior for line in superiors_on(tax, ON)] == [ministry]
    assert superiors_on(tax, BEFORE) == []


def test_a_period_cannot_end_before_it_begins() -> None:
    one = body(since=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=one.pk).update(until=BEFORE)


class TestAccounts:
    def test_a_closed_account_signs_in_no_more_and_holds_no_role(self) -> None:
        user = person(body())
        actions.close_account(user, by=SYSTEM, on=ON)
        user.refresh_from_db()
        assert not user.is_active
        assert not Membership.objects.filter(user=user, until__isnull=True).exists()

    def test_a_role_is_given_once(self) -> None:
        at = body()
        user = person(at)
        first = Membership.objects.get(user=user)
        assert actions.grant_role(by=SYSTEM, user=user, body=at, role=Role.OFFICER) == first

    def test_a_role_that_never_began_is_taken_away(self) -> None:
        at = body()
        row = actions.grant_role(by=SYSTEM, user=person(at), body=at, role=Role.APPROVER, since=AFTER)
        actions.end_role(row, by=SYSTEM, on=ON)
        assert not Membership.objects.filter(pk=row.pk).exists()


class TestWhoMay:
    def test_an_administrator_keeps_the_bodies_under_their_own(self) -> None:
        root = province()
        admin = acting(root, Role.ADMINISTRATOR, area=root)
        made = actions.found(by=admin, name="Sở Mới", kind=Kind.DEPARTMENT, level=Level.PROVINCE, parent=root)
        assert (
            Deed.objects.get(kind="organizations.organisation", record_id=str(made.pk)).actor_id
            == admin.user.pk
        )
        assert Change.objects.filter(kind="organizations.organisation", body_id=made.pk).count() == 1

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.APPROVER, Role.REGISTRAR])
    def test_others_do_not(self, role: str) -> None:
        root = province()
        who = acting(root, role)
        with pytest.raises(PermissionDenied):
            actions.found(by=who, name="Sở Mới", kind=Kind.DEPARTMENT, level=Level.PROVINCE, parent=root)
        with pytest.raises(PermissionDenied):
            actions.rename(root, by=who, name="Tên khác", on=ON, today=AFTER)
        with pytest.raises(PermissionDenied):
            actions.open_account(by=who, username="an", full_name="An", password=None)

    def test_an_administrator_does_not_reach_beyond_their_place(self) -> None:
        root = province()
        one, other = body(parent=root), body(parent=root)
        admin = acting(one, Role.ADMINISTRATOR)
        user = person(one)
        with pytest.raises(PermissionDenied):
            actions.grant_role(by=admin, user=user, body=other, role=Role.OFFICER)
        with pytest.raises(PermissionDenied):
            actions.grant_role(by=admin, user=user, body=one, role=Role.OFFICER, area=root)
        actions.grant_role(by=admin, user=user, body=one, role=Role.APPROVER)
