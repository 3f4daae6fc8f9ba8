"""The shell's pages for each kind of person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import SYSTEM, notify
from hopluc.archive.models import Notice
from hopluc.office.cells import read_rows
from hopluc.organizations import actions as organizations
from tests import factories as make

pytestmark = pytest.mark.django_db
Role = make.Role
FOR_MEMBERS = ["home", "search", "notices", "account", "bodies"]


@pytest.fixture
def head():
    return make.province()


@pytest.fixture
def department(head):
    return make.body("Sở Tài chính", parent=head, short_name="STC")


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    "role", [Role.VIEWER, Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR, Role.REGISTRAR]
)
@pytest.mark.parametrize("page", FOR_MEMBERS)
def test_every_member_reads_the_shell(client, department, role, page):
    response = signed_in(client, make.person(department, role)).get(reverse(f"web:{page}"))
    assert response.status_code == 200
    assert "Sở Tài chính" in response.content.decode()


@pytest.mark.parametrize("page", [*FOR_MEMBERS, "journal"])
def test_a_stranger_is_sent_to_sign_in_and_back(client, page):
    address = reverse(f"web:{page}")
    response = client.get(address)
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("page", FOR_MEMBERS)
def test_an_account_without_a_role_is_told_so(client, page):
    person = organizations.open_account(by=SYSTEM, username="moi", full_name="Người mới", password=None)
    response = signed_in(client, person).get(reverse(f"web:{page}"))
    assert response.status_code == 403
    assert "chưa được giao vai trò" in response.content.decode()


def test_every_page_carries_the_strict_policy(client, department):
    for response in (
        client.get(reverse("account_login")),
        signed_in(client, make.person(department)).get("/"),
        client.get("/khong-co-trang-nay/"),
    ):
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", "")
        assert "unsafe-eval" not in policy


def test_my_work_puts_late_before_soon_before_the_rest(client, head, department):
    today = timezone.localdate()
    plan = make.plan(head, standing=department)
    for words, days in (("việc sau này", 90), ("việc sắp đến", 3), ("việc đã trễ", -3)):
        make.task(plan, department, due=today + dt.timedelta(days=days), text=words)
    make.task(plan, make.body(parent=head), due=today, text="việc của nơi khác")
    html = signed_in(client, make.person(department)).get("/").content.decode()
    assert html.index("việc đã trễ") < html.index("việc sắp đến") < html.index("việc sau này")
    assert "quá hạn 3 ngày" in html
    assert "việc của nơi khác" not in html


def test_my_work_leads_an_officer_to_report_and_a_viewer_to_read(client, head, department):
    task = make.task(make.plan(head), department, due=timezone.localdate())
    part = task.assignments.get()
    officer = signed_in(client, make.person(department)).get("/").content.decode()
    assert reverse("plans:report", args=[part.pk]) in officer
    viewer = signed_in(client, make.person(department, Role.VIEWER)).get("/").content.decode()
    assert reverse("plans:report", args=[part.pk]) not in viewer
    assert reverse("plans:task", args=[task.pk]) in viewer


def test_my_work_asks_few_questions(client, head, department, django_assert_max_num_queries):
    plan = make.plan(head)
    for days in range(40):
        make.task(plan, department, due=timezone.localdate() + dt.timedelta(days=days))
    signed_in(client, make.person(department)).get("/")
    with django_assert_max_num_queries(17):
        client.get("/")


def test_who_belongs_to_two_bodies_acts_for_one_at_a_time(client, head, department):
    alliance = make.body("Liên minh Hợp tác xã tỉnh", parent=head, kind=make.Kind.ALLIANCE)
    person = make.person(department)
    organizations.grant_role(by=SYSTEM, user=person, body=alliance, role=Role.VIEWER)
    client = signed_in(client, person)
    assert client.get("/").context["acting"].body == alliance
    response = client.post(reverse("web:switch"), {"body": department.pk}, follow=True)
    assert response.context["acting"].body == department
    assert "Bạn đang làm việc cho Sở Tài chính." in response.content.decode()


def test_nobody_acts_for_a_body_that_is_not_theirs(client, head, department):
    client = signed_in(client, make.person(department))
    assert client.post(reverse("web:switch"), {"body": head.pk}).status_code == 403
    assert client.get("/").context["acting"].body == department


def test_the_switch_is_a_deed_and_not_a_link(client, department):
    assert signed_in(client, make.person(department)).get(reverse("web:switch")).status_code == 405


def test_notices_are_ones_own_and_read_by_a_click(client, department):
    person, other = make.person(department), make.person(department)
    notify(person.pk, "a", "Báo cáo bị trả lại", "/bao-cao/")
    notify(other.pk, "b", "Chuyện của người khác")
    client = signed_in(client, person)
    html = client.get(reverse("web:notices")).content.decode()
    assert "Báo cáo bị trả lại" in html
    assert "Chuyện của người khác" not in html
    assert "tai=xlsx" in html
    book = read_rows(client.get(reverse("web:notices"), {"tai": "xlsx"}).content)
    told = [cell for row in book for cell in row]
    assert "Báo cáo bị trả lại" in told
    assert "Chuyện của người khác" not in told
    client.post(reverse("web:notices"), {"deed": "all"})
    assert not Notice.objects.filter(person_id=person.pk, read_at__isnull=True).exists()
    assert Notice.objects.filter(person_id=other.pk, read_at__isnull=True).exists()


def test_looking_at_notices_does_not_read_them(client, department):
    person = make.person(department)
    notify(person.pk, "a", "Mới")
    signed_in(client, person).get(reverse("web:notices"))
    assert Notice.objects.filter(person_id=person.pk, read_at__isnull=True).exists()


@pytest.mark.parametrize("words", ["hội nghị tập huấn", "HOI NGHI TAP HUAN", "  hoi   nghi "])
def test_search_finds_with_and_without_marks(client, head, department, words):
    make.task(make.plan(head), department)
    html = (
        signed_in(client, make.person(department)).get(reverse("web:search"), {"q": words}).content.decode()
    )
    assert "Tổ chức hội nghị tập huấn" in html.replace("<mark>", "").replace("</mark>", "")


def test_search_shows_only_what_one_may_see(client, head, department):
    make.task(make.plan(head), department)
    elsewhere = make.province("Ủy ban nhân dân tỉnh Bình Lâm")
    client = signed_in(client, make.person(elsewhere))
    html = client.get(reverse("web:search"), {"q": "hội nghị"}).content.decode()
    assert "Không tìm thấy gì" in html
    assert "Sở Tài chính" not in client.get(reverse("web:search"), {"q": "tài chính"}).content.decode()


def test_one_letter_searches_nothing(client, department):
    html = signed_in(client, make.person(department)).get(reverse("web:search"), {"q": "s"}).content.decode()
    assert "ít nhất hai chữ" in html


def test_the_navigation_marks_where_one_is(client, department):
    html = signed_in(client, make.person(department)).get(reverse("web:bodies")).content.decode()
    assert '<a href="/co-quan/" aria-current="page">' in html
    assert html.count('aria-current="page"') == 1


def test_only_administrators_see_the_journal_entry(client, department):
    officer = signed_in(client, make.person(department)).get("/").content.decode()
    assert 'href="/nhat-ky/"' not in officer
    administrator = signed_in(client, make.person(department, Role.ADMINISTRATOR)).get("/").content.decode()
    assert 'href="/nhat-ky/"' in administrator
