"""How django-allauth behaves here."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

MINUTE = 60
_FAILED = {"app": "allauth.account", "action": "login_failed"}  # allauth's own limit of each account


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are given by an administrator; nobody signs up by themselves.

    Only failed attempts are counted: of one address by the minute, of one account as
    `ACCOUNT_RATE_LIMITS` says. allauth counts every attempt before it is tried, under a lock, and takes it
    back where it succeeds: of three hundred people of one office some were refused, all waited for one
    another, and each sign-in wrote nine times to the disk. What is being tried at the very moment when an
    account closes gets its answer yet: at most as many as the server has threads.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse an address that failed too often in this minute, and an account that did in its time."""
        address, accounts = self._failed_at(request), self._failed_for(request, **credentials)
        known = cache.get_many([address, *accounts])
        closed = known.get(address, 0) >= settings.FAILED_SIGN_INS_PER_MINUTE
        for key, rate in accounts.items():
            allowed, _history = ratelimit.apply_rate(known.get(key, []), time.time(), rate, dry_run=True)
            closed = closed or not allowed
        if closed:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it; for one address, two at the same moment may count as one."""
        address = self._failed_at(request)
        cache.set(address, cache.get(address, 0) + 1, 2 * MINUTE)
        account = self._get_login_attempts_cache_key(request, **credentials)
        ratelimit.consume(request, **_FAILED, key=account)
        super().authentication_failed(request, **credentials)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """The session and the account's last sign-in reach the disk together."""
        with transaction.atomic():
            super().login(request, user)

    def _failed_at(self, request: HttpRequest) -> str:
        return f"failed-sign-ins:{self.get_client_ip(request)}:{int(time.time()) // MINUTE}"

    def _failed_for(self, request: HttpRequest, **credentials: Any) -> dict[str, ratelimit.Rate]:
        """Where the failures of an account are kept, with the limit of each."""
        account = self._get_login_attempts_cache_key(request, **credentials)
        rates = ratelimit.get_rates(**_FAILED)
        return {ratelimit.get_cache_key(request, **_FAILED, rate=rate, key=account): rate for rate in rates}
