"""Errors in our own looks, and the health of the installation."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from hopluc.web.system import views
from tests import factories as make
from tests.web.test_pages import signed_in


@pytest.mark.django_db
def test_a_page_that_is_not_there(client):
    response = client.get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


@pytest.mark.django_db
def test_a_form_whose_session_ended_changes_nothing_and_says_so():
    client = Client(enforce_csrf_checks=True)
    signed_in(client, make.person(make.province()))
    response = client.post(reverse("web:notices"))
    assert response.status_code == 403
    assert "Phiên làm việc đã hết" in response.content.decode()


def test_a_failure_is_told_without_asking_the_database():
    response = views.failed(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.django_db
def test_a_request_that_cannot_be_read(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    response = client.post(reverse("account_login"), {str(n): "x" for n in range(5)})
    assert response.status_code == 400
    assert "Yêu cầu không đọc được" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/ke-hoach/?q=%00x", "/tim/?q=abc%00", "/van-ban/?q=%00", "/co%00-quan/"]
)
def test_an_address_with_a_nul_is_refused_on_both_databases(client, address):
    signed_in(client, make.person(make.province()))
    response = client.get(address)
    assert response.status_code == 400
    assert "Yêu cầu không đọc được" in response.content.decode()


def test_health_needs_nothing(client):
    response = client.get(reverse("web:healthz"))
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readiness_names_what_is_missing(client, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    assert client.get(reverse("web:readyz")).json() == {"database": "ok", "files": "ok"}
    (tmp_path / "blocked").write_text("")
    settings.FILES_ROOT = tmp_path / "blocked" / "files"
    response = client.get(reverse("web:readyz"))
    assert response.status_code == 503
    assert response.json()["files"] == "không ghi được thư mục tệp"
