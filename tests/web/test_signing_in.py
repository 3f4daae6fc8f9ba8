"""Signing in: our own page, one click in the demo, one-time links; none of these outside the demo."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.organizations.models import SignInLink
from hopluc.web.account import links
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.person(make.province(), name="Lê Thị Bình")


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_signing_in_with_name_and_password(client, person):
    data = {"login": person.username, "password": person.username}
    response = client.post(reverse("account_login"), data)
    assert response.status_code == 302
    assert get_user(client) == person


def test_a_wrong_password_is_told_in_vietnamese_and_signs_nobody_in(client, person):
    response = client.post(reverse("account_login"), {"login": person.username, "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.content.decode()
    assert get_user(client).is_anonymous


def test_signing_in_leads_back_to_the_page_asked_for(client, person):
    data = {"login": person.username, "password": person.username, "next": "/co-quan/"}
    assert client.post(reverse("account_login"), data).url == "/co-quan/"


def test_nobody_signs_up_by_themselves(client):
    html = client.get(reverse("account_signup")).content.decode()
    assert "do người quản trị của cơ quan cấp" in html


@pytest.mark.parametrize(
    "name", ["account_change_password", "mfa_index", "mfa_activate_totp", "account_logout", "account_email"]
)
def test_account_pages_are_drawn_in_our_looks(client, person, name):
    client.post(reverse("account_login"), {"login": person.username, "password": person.username})
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    html = response.content.decode()
    assert "hl-main" in html or "hl-door" in html
    assert 'lang="vi"' in html


@pytest.mark.parametrize("method", ["get", "post"])
def test_one_click_is_not_there_outside_the_demo(client, person, method):
    address = reverse("web:demo_sign_in")
    assert getattr(client, method)(address, {"who": f"{person.pk}/1"}).status_code == 404
    assert get_user(client).is_anonymous


def test_one_click_is_not_there_in_production_whatever_the_setting_says(client, person, demo, settings):
    settings.PRODUCTION = True
    assert client.post(reverse("web:demo_sign_in"), {"who": f"{person.pk}/1"}).status_code == 404
    assert get_user(client).is_anonymous


def test_the_sign_in_page_offers_one_click_only_in_the_demo(client, settings):
    address = reverse("web:demo_sign_in")
    assert address not in client.get(reverse("account_login")).content.decode()
    settings.DEMO = True
    assert address in client.get(reverse("account_login")).content.decode()


def test_one_click_signs_in_for_the_body_clicked(client, person, demo):
    alliance = make.body("Liên minh Hợp tác xã tỉnh", kind=make.Kind.ALLIANCE)
    make.organizations.grant_role(by=make.SYSTEM, user=person, body=alliance, role=make.Role.VIEWER)
    assert "Lê Thị Bình" in client.get(reverse("web:demo_sign_in")).content.decode()
    client.post(reverse("web:demo_sign_in"), {"who": f"{person.pk}/{alliance.pk}"})
    assert get_user(client) == person
    assert client.get("/").context["acting"].body == alliance


@pytest.mark.parametrize("who", ["", "x", "999999", "999999/1", "/", "-1/2"])
def test_one_click_for_nobody_is_not_found(client, person, demo, who):
    assert client.post(reverse("web:demo_sign_in"), {"who": who}).status_code == 404


def test_one_click_never_makes_a_superuser(client, person, demo):
    person.is_superuser = True
    person.save()
    assert client.post(reverse("web:demo_sign_in"), {"who": str(person.pk)}).status_code == 404


def test_one_click_leads_to_no_other_site(client, person, demo):
    data = {"who": str(person.pk), "next": "https://example.org/"}
    assert client.post(reverse("web:demo_sign_in"), data).url == "/"


def test_a_link_signs_in_once_and_leads_where_it_says(client, person, demo):
    address = links.make(person, "/co-quan/")
    assert "Lê Thị Bình" in client.get(address).content.decode()
    assert get_user(client).is_anonymous, "looking at the link must not use it up"
    assert client.post(address).url == "/co-quan/"
    assert get_user(client) == person
    client.logout()
    assert client.post(address).status_code == 410
    assert get_user(client).is_anonymous
    assert Deed.objects.filter(verb="sign_in_by_link").count() == 1


def test_a_link_is_kept_as_a_hash_only(person, demo):
    token = links.make(person, "/").rstrip("/").rsplit("/", 1)[1]
    assert token not in str(SignInLink.objects.values().get())


def test_a_link_dies_after_minutes(client, person, demo):
    address = links.make(person, "/")
    SignInLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_a_link_works_on_this_machine_only(client, person, demo, elsewhere):
    address = links.make(person, "/")
    assert client.post(address, **elsewhere).status_code == 403
    assert get_user(client).is_anonymous


def test_no_link_is_made_or_used_outside_the_demo(client, person, settings):
    with pytest.raises(PermissionDenied):
        links.make(person, "/")
    settings.DEMO = True
    address = links.make(person, "/")
    settings.DEMO = False
    assert client.post(address).status_code == 404
    assert get_user(client).is_anonymous


def test_a_link_leads_to_no_other_site(client, person, demo):
    assert client.post(links.make(person, "//example.org/")).url == "/"


def test_the_second_step_is_set_up_after_saying_the_password_again(client, person):
    secret = {"password": person.username}
    client.post(reverse("account_login"), {"login": person.username, **secret})
    asked = client.get(reverse("mfa_activate_totp"))
    html = client.post(asked.url, secret, follow=True).content.decode()
    assert "Bật ứng dụng tạo mã" in html
    assert 'src="data:image/svg+xml' in html
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Mã không đúng." in refused


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/thong-bao/?trang=2", "/thong-bao/?trang=2"),
        ("https://example.org/thong-bao/", "/"),
        ("", "/"),
    ],
)
def test_what_is_sent_without_a_session_is_not_done_and_leads_back_to_its_form(client, referer, back):
    response = client.post(reverse("web:notices"), headers={"referer": referer})
    assert response.status_code == 302
    assert QueryDict(urlsplit(response.url).query)["next"] == back
    html = client.get(response.url).content.decode()
    assert "Phiên làm việc đã hết nên việc vừa gửi chưa được ghi." in html
