"""Who may try to sign in how often."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories


@pytest.fixture(autouse=True)
def nobody_has_tried(db: None) -> None:
    cache.clear()


def attempt(name: str, password: str, address: str = "10.0.0.1") -> HttpResponse:
    """The answer to somebody who sends the form of the door."""
    values = {"login": name, "password": password}
    return Client().post(reverse("account_login"), values, REMOTE_ADDR=address)  # type: ignore[return-value]


def test_an_account_is_closed_for_a_while_after_five_wrong_passwords() -> None:
    person = factories.person(factories.province())
    for n in range(5):
        assert attempt(person.username, "sai", f"10.0.0.{n}").status_code == 200
    assert attempt(person.username, person.username, "10.0.0.9").status_code == 200


def test_who_signs_in_does_not_use_up_the_wrong_passwords_of_an_account() -> None:
    person = factories.person(factories.province())
    for n in range(4):
        attempt(person.username, "sai", f"10.0.0.{n}")
    for _ in range(2):
        assert attempt(person.username, person.username).status_code == 302
    assert attempt(person.username, "sai").status_code == 200
    assert attempt(person.username, person.username).status_code == 200


def test_signing_in_takes_few_questions_and_writes_twice() -> None:
    person = factories.person(factories.province())
    with CaptureQueriesContext(connection) as asked:
        assert attempt(person.username, person.username).status_code == 302
    writes = [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(asked) <= 14
    assert len(writes) == 3  # the session, the last sign-in; the session with what came after


def test_an_address_that_fails_too_often_waits_while_others_go_in(settings: Any) -> None:
    settings.FAILED_SIGN_INS_PER_MINUTE = 3
    person = factories.person(factories.province())
    for n in range(3):
        attempt(f"khong-co-{n}", "sai")
    assert attempt(person.username, person.username).status_code == 200
    assert attempt(person.username, person.username, "10.0.0.2").status_code == 302


def test_an_office_behind_one_address_signs_in_as_often_as_it_has_people(settings: Any) -> None:
    settings.FAILED_SIGN_INS_PER_MINUTE = 3
    body = factories.province()
    for person in [factories.person(body) for _ in range(8)]:
        assert attempt(person.username, person.username).status_code == 302
