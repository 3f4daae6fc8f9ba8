"""Signing an issued report: by the leader, by the body, or outside and brought back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting.issuing import signing
from hopluc.reporting.issuing.forms import SignedForm
from hopluc.reporting.issuing.models import Signed
from hopluc.reporting.issuing.queries import files_of
from hopluc.reporting.views.loading import load_report, tell, told
from hopluc.ui import downloads


@require_POST
@member_required
def sign(request: HttpRequest, report_id: int) -> HttpResponse:
    """The leader's signature."""
    return _with_key(request, report_id, signing.sign, _("Đã ký số báo cáo."))


@require_POST
@member_required
def seal(request: HttpRequest, report_id: int) -> HttpResponse:
    """The body's signature."""
    return _with_key(request, report_id, signing.seal, _("Đã đóng dấu số của cơ quan."))


def _with_key(request: HttpRequest, report_id: int, deed: Callable[..., Signed], done: str) -> HttpResponse:
    acting = acting_of(request)
    found = load_report(acting, report_id)
    with told(request, done):
        deed(found, by=acting, password=request.POST.get("password", ""))
    return redirect("reporting:report", report_id)


@require_POST
@member_required
def take_signed(request: HttpRequest, report_id: int) -> HttpResponse:
    """A PDF that was signed outside; what is found in it is told at once."""
    acting = acting_of(request)
    found = load_report(acting, report_id)
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        tell(request, ValidationError([words for faults in form.errors.values() for words in faults]))
        return redirect("reporting:report", report_id)
    upload = form.cleaned_data["file"]
    try:
        taken = signing.take_signed(found, by=acting, data=upload.read(), name=upload.name)
    except ValidationError as error:
        tell(request, error)
    else:
        if taken.same:
            messages.success(request, _("Đã nhận bản ký số; đúng là văn bản đã phát hành."))
        else:
            messages.warning(
                request,
                _("Đã nhận tệp, nhưng không xác nhận được đây là văn bản đã phát hành. Xem bên dưới."),
            )
    return redirect("reporting:report", report_id)


@require_GET
@member_required
def signed(request: HttpRequest, report_id: int, pk: int) -> FileResponse:
    """A signed file of a report."""
    files = files_of(load_report(acting_of(request), report_id))
    found = next((one for one in files.signed if one.pk == pk), None)
    if found is None:
        raise Http404
    return downloads.file(request, found.file, found.name)
