"""The account pages, which are the library's: what they answer to a visitor and to a person."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hopluc.organizations.models import User
from tests import factories
from tests.system.asking import leads_to_sign_in, writes

# Accounts are the library's (django-allauth): the answers to GET and POST of a visitor, then of a person.
# in: to the sign-in page · home: on, being signed in already · again: to type the password again first.
ACCOUNTS: dict[str, tuple[str, list[Any]]] = {
    "account_login": ("200 200 home home", []),
    "account_signup": ("200 200 home home", []),  # says that it is closed
    "account_logout": ("in in 200 in", []),
    "account_inactive": ("200 405 200 405", []),
    "account_reauthenticate": ("in in 200 200", []),
    "account_email": ("in in 200 302", []),
    "account_email_verification_sent": ("200 405 200 405", []),
    "account_confirm_email": ("200 404 200 404", ["abc"]),
    "account_change_password": ("in in 200 200", []),
    "account_set_password": ("in in 302 302", []),
    "account_reset_password": ("200 200 200 200", []),
    "account_reset_password_done": ("200 405 200 405", []),
    "account_reset_password_from_key": ("200 200 200 200", ["0", "x-y"]),
    "account_reset_password_from_key_done": ("200 405 200 405", []),
    "account_confirm_login_code": ("in in home home", []),
    "mfa_index": ("in in 200 405", []),
    "mfa_authenticate": ("in in home home", []),
    "mfa_reauthenticate": ("in in again again", []),
    "mfa_activate_totp": ("in in again again", []),
    "mfa_deactivate_totp": ("in in 404 404", []),
    "mfa_view_recovery_codes": ("in in 404 405", []),
    "mfa_generate_recovery_codes": ("in in again again", []),
    "mfa_download_recovery_codes": ("in in 404 404", []),
    "mfa_list_webauthn": ("in in 200 405", []),
    "mfa_add_webauthn": ("in in again again", []),
    "mfa_reauthenticate_webauthn": ("in in again again", []),
    "mfa_remove_webauthn": ("in in again again", [1]),
    "mfa_edit_webauthn": ("in in again again", [1]),
    "mfa_login_webauthn": ("in in home home", []),
    # signing in elsewhere, where a provider was set up: none is
    "socialaccount_login_cancelled": ("200 405 200 405", []),
    "socialaccount_login_error": ("401 405 401 405", []),
    "socialaccount_signup": ("in in in in", []),
    "socialaccount_connections": ("in in 200 200", []),
    "openid_connect_login": ("404 404 404 404", ["vneid"]),
    "openid_connect_callback": ("404 404 404 404", ["vneid"]),
}
# Old addresses of the library that only lead to the new ones.
MOVED = {"social/login/cancelled/", "social/login/error/", "social/signup/", "social/connections/"}


def in_words(answer: HttpResponse) -> str:
    """The status, or where a redirect of the account pages leads."""
    if leads_to_sign_in(answer):
        return "in"
    leads = {reverse("web:home"): "home", reverse("account_reauthenticate"): "again"}
    return leads.get(answer.get("Location", "").partition("?")[0], str(answer.status_code))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACCOUNTS)
def test_account_pages(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    wanted, args = ACCOUNTS[name]
    person = factories.person(factories.province())
    found: list[str] = []
    written: list[str] = []
    for signed_in in (False, True):
        for method in ("get", "post"):
            client = Client()
            if signed_in:
                client.force_login(person)
            with writes() as there:
                found.append(in_words(getattr(client, method)(reverse(name, args=args))))
            if method == "get" or not signed_in:
                written += there
    assert " ".join(found) == wanted
    assert written == []
    assert list(User.objects.all()) == [person]


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves() -> None:
    answer = Client().post(
        reverse("account_signup"), {"username": "moi", "password1": "mot-mat-khau-dai", "email": "a@b.vn"}
    )
    assert answer.status_code == 200
    assert not User.objects.exists()
