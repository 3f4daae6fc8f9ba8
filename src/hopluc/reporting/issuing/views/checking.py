"""Kiểm tra văn bản: for everybody who holds an issued document, without signing in.

Of a document only what is printed on its first page is told: who issued it, its kind, number and day.
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hopluc.office.signing.apart import NotExamined, examine_apart
from hopluc.office.signing.found import Examined
from hopluc.reporting.issuing.codes import read_code, shown
from hopluc.reporting.issuing.forms import CheckForm, FileForm
from hopluc.reporting.issuing.keyring import keyring
from hopluc.reporting.issuing.known import with_code
from hopluc.reporting.issuing.recognising import recognised
from hopluc.reporting.issuing.verdicts import verdicts

PAGE = "reporting/issuing/check.html"


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form, and what a typed code stands for."""
    form = CheckForm(request.POST or None)
    if form.is_valid():
        return _told(request, form.cleaned_data["code"])
    return render(request, PAGE, {"form": form, "file_form": FileForm()}, status=422 if form.errors else 200)


@never_cache
@require_POST
def check_file(request: HttpRequest) -> HttpResponse:
    """What a file is; it is read in memory and kept nowhere."""
    if not ratelimit.consume(request, action="check_file"):
        return _too_often(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, {"form": CheckForm(), "file_form": form}, status=422)
    data, ring, now = form.cleaned_data["file"].read(), keyring(), timezone.now()
    try:
        found = examine_apart(data, ring.trusted, now) if data[:1024].find(b"%PDF-") >= 0 else Examined()
    except NotExamined as error:
        context = {"form": CheckForm(), "file_form": FileForm(), "trouble": str(error)}
        return render(request, PAGE, context, status=422)
    context = {
        "form": CheckForm(),
        "file_form": FileForm(),
        "recognised": recognised(data, found),
        "verdicts": verdicts(found, now, test=ring.test),
    }
    return render(request, PAGE, context)


@never_cache
@require_GET
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for, where the QR picture leads to."""
    return _told(request, read_code(code))


def _told(request: HttpRequest, code: str) -> HttpResponse:
    if not ratelimit.consume(request, action="check_document"):
        return _too_often(request)
    found = with_code(code)
    context = {
        "form": CheckForm(initial={"code": shown(code)}),
        "file_form": FileForm(),
        "found": found,
        "asked": True,
    }
    return render(request, PAGE, context, status=200 if found else 404)


def _too_often(request: HttpRequest) -> HttpResponse:
    told = _("Kiểm tra quá nhiều lần trong một phút. Chờ một phút rồi làm lại.")
    return render(request, PAGE, {"form": CheckForm(), "file_form": FileForm(), "trouble": told}, status=429)
