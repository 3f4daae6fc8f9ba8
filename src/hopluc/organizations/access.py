"""Who may, in words: the rules about bodies and accounts, and how a view asks who acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation

View = Callable[..., HttpResponseBase]


def acting_of(request: HttpRequest) -> Acting:
    """Who acts; PermissionDenied for an account that holds no role in any body today."""
    acting = getattr(request, "acting", None)
    if not acting:
        raise PermissionDenied(_("Tài khoản chưa được giao vai trò trong cơ quan nào."))
    return cast(Acting, acting)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back. What was sent after the session ended was not done: that is said,
    and the way back leads to the page with the form, not to an address that only takes what is sent."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    messages.warning(
        request, _("Phiên làm việc đã hết nên việc vừa gửi chưa được ghi. Đăng nhập rồi làm lại.")
    )
    form = urlsplit(request.headers.get("referer", ""))
    here = form.netloc == request.get_host() and form.path
    return redirect_to_login(form._replace(scheme="", netloc="").geturl() if here else "/")


def member_required(view: View) -> View:
    """The view is for people with a role in some body; others are sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _sign_in(request)
        acting_of(request)
        return view(request, *args, **kwargs)

    return guarded


def within(acting: Acting, body: Organisation) -> bool:
    """Whether `body` is the acting body, lies inside it (a room), or under an area of the person."""
    return body.path.startswith((acting.body.path, *acting.areas))


def may_manage_bodies(acting: Acting) -> bool:
    """Administrators keep the bodies and accounts of their own body and what lies under it."""
    return acting.has(Role.ADMINISTRATOR)


def may_change_body(acting: Acting, body: Organisation) -> bool:
    """An administrator changes a body that lies within their own body or area."""
    return may_manage_bodies(acting) and within(acting, body)


def is_own(acting: Acting, body: Organisation) -> bool:
    """Whether the acting body is this one, or this is a room inside it; a department that lies under
    the acting body is a body of its own, and so are its rooms."""
    place: Organisation | None = body
    while place and place.pk != acting.body.pk:
        place = place.parent if place.kind == Organisation.Kind.ROOM else None
    return place is not None


def may_act_for(acting: Acting, body: Organisation, role: str = Role.OFFICER) -> bool:
    """A person writes in the name of the body they act for, or of a room inside it."""
    return acting.has(role) and is_own(acting, body)
