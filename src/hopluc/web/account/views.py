"""Signing in by one click in the demo, by a one-time link; whom one acts for; one's own page."""

from __future__ import annotations

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hopluc.archive.models import Notice
from hopluc.organizations.access import View, member_required
from hopluc.organizations.acting import bodies_of
from hopluc.organizations.middleware import SESSION_KEY
from hopluc.organizations.models import User
from hopluc.organizations.noticing.queries import shown_to
from hopluc.ui import bulk
from hopluc.ui.downloads import Column, asked, xlsx
from hopluc.ui.pages import page_of
from hopluc.web.account import links
from hopluc.web.account.queries import demo_people, people_by_body, roles_of

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def demo_only(view: View) -> View:
    """The address is not there outside demo mode."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.DEMO or settings.PRODUCTION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _onward(request: HttpRequest, address: str) -> HttpResponse:
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(address if safe else "web:home")


@demo_only
@never_cache
@require_http_methods(["GET", "POST"])
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """The people of the demo province; one click signs in as one of them."""
    if request.method == "POST":
        who, _slash, body = request.POST.get("who", "").partition("/")
        person = get_object_or_404(demo_people(), pk=who if who.isdecimal() else None)
        login(request, person, backend=_BACKEND)
        if body.isdecimal():
            request.session[SESSION_KEY] = int(body)
        return _onward(request, request.POST.get("next", ""))
    context = {"groups": people_by_body(timezone.localdate()), "next": request.GET.get("next", "")}
    return render(request, "web/demo_sign_in.html", context)


@demo_only
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: looking at it changes nothing (a preview must not use it up), entering does."""
    if not links.is_local(request):
        raise PermissionDenied(_("Liên kết này chỉ dùng được trên chính máy đang chạy hệ thống."))
    if request.method == "POST":
        used = links.use(token)
        if used:
            login(request, used.user, backend=_BACKEND)
            return _onward(request, used.address)
    found = links.find(token)
    return render(request, "web/link.html", {"link": found}, status=200 if found else 410)


@member_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's bodies from here on in this session."""
    wanted = request.POST.get("body", "")
    own = {str(body.pk): body for body in bodies_of(_user(request), timezone.localdate())}
    if wanted not in own:
        raise PermissionDenied(_("Bạn không có vai trò trong cơ quan này."))
    request.session[SESSION_KEY] = own[wanted].pk
    messages.success(request, _("Bạn đang làm việc cho %(body)s.") % {"body": own[wanted]})
    return redirect("web:home")


@member_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """One's own page: name, roles, ways of signing in."""
    return render(request, "web/account.html", {"roles": roles_of(_user(request), timezone.localdate())})


@member_required
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """One's notices, newest first, or all as a workbook; POST marks those ticked as read, or (`deed=all`)
    all of them."""
    own = shown_to(_user(request).pk).order_by("-at", "-pk")
    if request.method == "POST":
        whole = request.POST.get("deed") == "all"
        rows = own if whole else own.filter(pk__in=bulk.chosen(request))
        rows.filter(read_at__isnull=True).order_by().update(read_at=timezone.now())
        return redirect(f"{reverse('web:notices')}?{request.GET.urlencode()}".rstrip("?"))
    if asked(request):
        return _workbook(own)
    return render(request, "web/notices.html", {"page": page_of(request, own)})


def _workbook(own: QuerySet[Notice]) -> HttpResponse:
    columns = [Column(_("Lúc"), 18), Column(_("Thông báo"), 80), Column(_("Đã đọc lúc"), 18)]
    rows = own.values_list("at", "text", "read_at").iterator(chunk_size=500)
    return xlsx("thong-bao.xlsx", _("Thông báo"), columns, rows)


def _user(request: HttpRequest) -> User:
    """The signed-in person (the caller is `member_required`)."""
    assert isinstance(request.user, User)
    return request.user
