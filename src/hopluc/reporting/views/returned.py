"""A report away from the web: its form to fill in as a workbook or in Word, and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hopluc.office.fillable import write_fillable
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans import uploads
from hopluc.reporting import access, actions
from hopluc.reporting.fields import fields_of
from hopluc.reporting.marking.queries import remarks_of
from hopluc.reporting.models import ReturnedFile, Submission
from hopluc.reporting.returning import book_of
from hopluc.reporting.views.loading import load_submission, tell
from hopluc.reporting.views.submissions import show
from hopluc.reporting.word_form import word_of
from hopluc.ui import downloads


def _load(acting: Acting, submission_id: int) -> Submission:
    found = load_submission(acting, submission_id)
    if not access.may_fill(acting, found):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo của cơ quan báo cáo được soạn báo cáo này."))
    return found


def _form(
    submission: Submission,
    ending: str,
    stem: str,
    typed: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    told: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The report's form as a file of this kind, as the draft stands; what the collector wants mended is told
    in its place, other `notes` before it."""
    notes = remarks_of(submission, fields_of(submission)) | dict(notes or {})
    if ending == "docx":
        data = word_of(submission, typed, notes, told)
    else:
        data = write_fillable(book_of(submission, typed), notes)
    response = HttpResponse(data, content_type=uploads.TYPES[f".{ending}"][1])
    name = f"{stem}-{submission.round_id}-{submission.pk}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@member_required
def fillable(request: HttpRequest, submission_id: int) -> HttpResponse:
    """The report's workbook to fill in, as the draft stands."""
    return _form(_load(acting_of(request), submission_id), "xlsx", "bieu-bao-cao")


@require_safe
@member_required
def word_form(request: HttpRequest, submission_id: int) -> HttpResponse:
    """The report's Word form to fill in, as the draft stands."""
    return _form(_load(acting_of(request), submission_id), "docx", "bieu-bao-cao")


@require_POST
@member_required
def take_back(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take a filled-in form; what could not be written is shown in its place on the report's page."""
    acting = acting_of(request)
    found = _load(acting, submission_id)
    upload = request.FILES.get("bieu")
    if upload is None:
        messages.error(request, _("Chọn tệp Excel hoặc Word đã điền rồi gửi."))
        return redirect("reporting:submission", submission_id)
    try:
        uploads.check(upload)
        saved, made = actions.take_back(found, by=acting, data=upload.read(), name=upload.name or "")
    except ValidationError as error:
        tell(request, error)
        return redirect("reporting:submission", submission_id)
    if made.told:
        words = _("Đã nhận tệp; còn %(n)s chỗ chưa ghi được, xem ngay tại ô hoặc tải bảng lỗi.")
        messages.warning(request, words % {"n": len(made.told)})
        return show(request, acting, load_submission(acting, submission_id), saved, status=422)
    messages.success(request, _("Đã nhận tệp và ghi vào báo cáo. Đọc lại rồi gửi."))
    return redirect("reporting:submission", submission_id)


def _load_returned(request: HttpRequest, pk: int) -> ReturnedFile:
    acting = acting_of(request)
    seen = Submission.objects.visible_to(acting)
    row: ReturnedFile = get_object_or_404(
        ReturnedFile.objects.filter(submission__in=seen).select_related("file"), pk=pk
    )
    _load(acting, row.submission_id)
    return row


@require_safe
@member_required
def returned_file(request: HttpRequest, pk: int) -> FileResponse:
    """A form that came back, as received."""
    row = _load_returned(request, pk)
    return downloads.file(request, row.file, row.name)


@require_safe
@member_required
def error_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, of the kind that came back, as the draft stands now with the cells that were not written
    marked, each with the reason."""
    row = _load_returned(request, pk)
    submission = load_submission(acting_of(request), row.submission_id)
    cells = [one for one in row.told if one["field"]]
    typed = {one["field"]: one.get("typed", "") for one in cells}
    notes = {one["field"]: one["why"] for one in cells}
    told = [(one["place"], _beside(one)) for one in row.told if not one["field"]]
    ending = "docx" if row.file.media_type == uploads.TYPES[".docx"][1] else "xlsx"
    return _form(submission, ending, "bieu-bao-cao-loi", typed, notes, told)


def _beside(one: Mapping[str, str]) -> str:
    """What belongs to no field, with the reason."""
    return f"“{one['typed']}”: {one['why']}" if one.get("typed") else one["why"]
