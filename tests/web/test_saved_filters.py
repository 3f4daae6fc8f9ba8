"""Saved filters: kept per person and list, shared within a body, one of them opens its list."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hopluc.organizations.models import SavedFilter, User
from hopluc.organizations.saved_filters import canonical
from hopluc.ui.lists import LISTS
from hopluc.web.filters.names import NAMES
from tests import factories

pytestmark = pytest.mark.django_db
LATE = "/ke-hoach/tre-han/"


def _in(client: Client, person: User) -> Client:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer() -> User:
    return factories.person(factories.body("Sở Tài chính", parent=factories.province()))


def _save(client: Client, **said: str) -> SavedFilter:
    answer = client.post(
        reverse("web:saved_filters"), {"page": LATE, "query": "q=von", "name": "Vốn", **said}
    )
    assert answer.status_code == 302
    return SavedFilter.objects.latest("saved_at")


def test_a_filter_is_saved_from_its_list_and_comes_back_there(client: Client, officer: User) -> None:
    row = _save(_in(client, officer), query="q=von&trang=3&ke_hoach=")
    assert row.query == "q=von"
    html = client.get(LATE, {"q": "von"}).content.decode()
    assert f'href="{LATE}?q=von" aria-current="true"' in html
    assert "Vốn" not in client.get(reverse("plans:extensions")).content.decode()


def test_the_same_name_takes_the_new_filter(client: Client, officer: User) -> None:
    _save(_in(client, officer))
    assert _save(client, query="q=lop").query == "q=lop"
    assert SavedFilter.objects.count() == 1


def test_nothing_is_saved_without_a_condition_or_for_a_page_that_is_no_list(
    client: Client, officer: User
) -> None:
    _in(client, officer)
    client.post(reverse("web:saved_filters"), {"page": LATE, "query": "trang=2", "name": "Trống"})
    for page in ("https://example.org/", "/ca-nhan/", "//example.org/ke-hoach/tre-han/"):
        answer = client.post(reverse("web:saved_filters"), {"page": page, "query": "q=a", "name": "X"})
        assert answer.status_code == 400
    assert not SavedFilter.objects.exists()


def test_one_filter_opens_its_list_until_it_is_taken_off(client: Client, officer: User) -> None:
    _save(_in(client, officer), opens="on")
    _save(client, name="Lớp", query="q=lop", opens="on")
    assert SavedFilter.objects.filter(opens=True).count() == 1
    answer = client.get(LATE)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LATE}?q=lop")
    assert client.get(LATE, {"tat_ca": "1"}).status_code == 200
    assert client.get(LATE, headers={"referer": f"http://testserver{LATE}?q=lop"}).status_code == 200
    assert client.get(LATE, {"q": "khac"}).status_code == 200


def test_a_shared_filter_is_seen_in_the_body_and_changed_by_its_owner_only(
    client: Client, officer: User
) -> None:
    row = _save(_in(client, officer), shared="on", opens="on")
    body = row.body
    assert body is not None
    colleague, stranger = factories.person(body), factories.person(factories.body("Sở Nội vụ"))
    _in(client, colleague)
    assert client.get(LATE).status_code == 200, "what opens the owner's list opens nobody else's"
    assert "Vốn" in client.get(LATE).content.decode()
    assert client.post(reverse("web:saved_filter", args=[row.pk]), {"deed": "drop"}).status_code == 404
    assert "Vốn" not in _in(client, stranger).get(LATE).content.decode()


def test_a_filter_is_renamed_and_deleted_on_ones_own_page(client: Client, officer: User) -> None:
    row = _save(_in(client, officer))
    _save(client, name="Lớp", query="q=lop")
    address = reverse("web:saved_filter", args=[row.pk])
    client.post(address, {"name": "Lớp"})
    row.refresh_from_db()
    assert row.name == "Vốn", "the name is taken"
    client.post(address, {"name": "Vốn vay", "opens": "on"})
    row.refresh_from_db()
    assert (row.name, row.opens) == ("Vốn vay", True)
    assert "Vốn vay" in client.get(reverse("web:saved_filters")).content.decode()
    client.post(address, {"deed": "drop"})
    assert list(SavedFilter.objects.values_list("name", flat=True)) == ["Lớp"]


def test_every_list_has_a_name() -> None:
    assert set(NAMES) == LISTS


def test_what_is_empty_or_passing_is_no_filter() -> None:
    assert canonical("q=&trang=2&tat_ca=1&tai=xlsx") == ""
    assert canonical("a=1&a=2&q=h%E1%BB%A3p") == "a=1&a=2&q=h%E1%BB%A3p"
