"""One-time sign-in links: demo mode on this machine only, for minutes, once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import SignInLink, User

LIFE = dt.timedelta(minutes=15)
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(user: User, address: str) -> str:
    """The path of a new link that signs `user` in once and leads to `address` (a path of this site).

    Only the token's hash is kept. PermissionDenied outside demo mode.
    """
    if not settings.DEMO:
        raise PermissionDenied(_("Liên kết đăng nhập chỉ có ở chế độ dùng thử."))
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user, digest=_digest(token), address=address, expires_at=timezone.now() + LIFE
    )
    return reverse("web:link", args=[token])


def is_local(request: HttpRequest) -> bool:
    """Whether the request came from this machine without passing a proxy."""
    forwarded = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"} & request.META.keys()
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    return not forwarded and host in _LOCAL_NAMES and request.META.get("REMOTE_ADDR") in _LOOPBACK


def find(token: str) -> SignInLink | None:
    """The link of a token while it can still be used."""
    return SignInLink.objects.filter(
        digest=_digest(token), used_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=True
    ).first()


@transaction.atomic
def use(token: str) -> SignInLink | None:
    """Use the link up; None where it is unknown, used, or too old. Of two at once one gets it."""
    link = SignInLink.objects.select_for_update().filter(digest=_digest(token)).first()
    if not link or link.used_at or link.expires_at <= timezone.now() or not link.user.is_active:
        return None
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    record(Actor(link.user.pk, str(link.user)), "sign_in_by_link", link)
    return link
