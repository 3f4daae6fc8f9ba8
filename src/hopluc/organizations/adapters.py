"""How django-allauth behaves here."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are given by an administrator; nobody signs up by themselves.

    Of one address only failed attempts are counted, by the minute. allauth counts every attempt before it
    is tried, under a lock for the address: of three hundred people of one office some were refused, and all
    waited for one another.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse an address that failed too often in this minute, then an account (allauth's own limit)."""
        if cache.get(self._failed_at(request), 0) >= settings.FAILED_SIGN_INS_PER_MINUTE:
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it; two at the same moment may count as one."""
        key = self._failed_at(request)
        cache.set(key, cache.get(key, 0) + 1, 2 * MINUTE)
        super().authentication_failed(request, **credentials)

    def _failed_at(self, request: HttpRequest) -> str:
        return f"failed-sign-ins:{self.get_client_ip(request)}:{int(time.time()) // MINUTE}"
