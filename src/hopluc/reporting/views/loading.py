"""What a page of this room is about, for those who may see it; and what stands against a deed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.reporting import access
from hopluc.reporting.models import ConsolidatedReport, Round, Submission


def load_round(acting: Acting, round_id: int) -> Round:
    """A round whose matrix the person may read: 404 for strangers, 403 for those who only report."""
    rows = Round.objects.visible_to(acting).select_related("plan__owner", "collector", "opened_by")
    rows = rows.select_related("answers__submission__body", "answers__submission__round__collector")
    rows = rows.select_related("told_in__outer")
    found = get_object_or_404(rows, pk=round_id)
    if not access.may_read_round(acting, found):
        raise PermissionDenied(_("Bảng theo dõi kỳ báo cáo dành cho cơ quan tổng hợp."))
    return found


def load_collected(acting: Acting, round_id: int) -> Round:
    """A round that the person may change."""
    found = load_round(acting, round_id)
    if not access.may_collect(acting, found):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp làm việc này."))
    return found


def load_submission(acting: Acting, submission_id: int) -> Submission:
    """A submission that the person may read, with what its page tells of it."""
    rows = Submission.objects.visible_to(acting).select_related("round__plan__owner", "round__form")
    return _readable(acting, rows, submission_id)


def find_submission(acting: Acting, submission_id: int) -> Submission:
    """A submission that the person may read, for a deed, which reads it again under its lock."""
    return _readable(acting, Submission.objects.visible_to(acting), submission_id)


def _readable(acting: Acting, rows: QuerySet[Submission], submission_id: int) -> Submission:
    found: Submission = get_object_or_404(rows.select_related("body", "round__collector"), pk=submission_id)
    if not access.may_read_submission(acting, found):
        raise PermissionDenied(_("Báo cáo chưa gửi, chỉ cơ quan báo cáo xem được."))
    return found


def load_report(acting: Acting, report_id: int) -> ConsolidatedReport:
    """A consolidated report that the person may read."""
    rows = ConsolidatedReport.objects.visible_to(acting).select_related(
        "round__plan__owner", "round__collector", "docx", "xlsx", "signed_file", "made_by"
    )
    return get_object_or_404(rows, pk=report_id)


def load_made(acting: Acting, report_id: int) -> ConsolidatedReport:
    """A consolidated report that was made: one that waits or failed says nothing yet."""
    found = load_report(acting, report_id)
    if found.content is None:
        raise Http404
    return found


def tell(request: HttpRequest, error: ValidationError) -> None:
    """Show what stands against a deed."""
    for message in error.messages:
        messages.error(request, message)


@contextmanager
def told(request: HttpRequest, done: str = "") -> Iterator[None]:
    """A deed whose outcome is told on the page that comes next."""
    try:
        yield
    except ValidationError as error:
        tell(request, error)
    else:
        if done:
            messages.success(request, done)
