"""The report of a review: drawn as on paper, downloaded, issued."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.views.common import posted, tell
from hopluc.reporting.forms import NumberForm
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.issuing.signers import signers_of
from hopluc.reporting.preview import drawn
from hopluc.reporting.reviews import actions, papers, queries
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.reviews.views.common import context_of, load_review, load_written
from hopluc.reporting.views import downloads


def _page(request: HttpRequest, review: Review, form: NumberForm, status: int = 200) -> HttpResponse:
    content = queries.content_of(review)
    context = context_of(acting_of(request), review, "report") | {
        "form": form,
        "content": content,
        "document": drawn(papers.report(content), review.number, review.issued_on),
        "pdf": pdfs.of(review.docx),
        "unsorted": queries.counted(review).get("", 0),
    }
    return render(request, "reporting/reviews/report.html", context, status=status)


@require_safe
@member_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report drawn as on paper: as it stands, or as it was frozen."""
    found = load_review(acting_of(request), pk)
    return _page(request, found, NumberForm(signers=signers_of(found.body, timezone.localdate())))


@require_safe
@member_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The report's Word or Excel file: made now, or as it was frozen; of the latter the PDF too."""
    found = load_review(acting_of(request), pk)
    kept = {"docx": found.docx, "xlsx": found.xlsx}
    return downloads.download(
        request, f"tong-ket-{pk}", kind, kept, lambda: actions.files_of(queries.content_of(found))
    )


@require_POST
@member_required
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Take number and day of the signed report and freeze it."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    form = NumberForm(posted(request)[0], signers=signers_of(found.body, timezone.localdate()))
    if form.is_valid():
        try:
            actions.issue(found, by=acting, **form.cleaned_data)
        except ValidationError as refused:
            tell(form, refused)
        else:
            again = found.state == Review.State.ISSUED  # it asks for the PDF alone
            done = _("Đã phát hành báo cáo; nội dung và tệp giữ nguyên từ nay.")
            messages.success(request, _("Đang tạo bản PDF.") if again else done)
            return redirect("reviews:report", pk)
    return _page(request, found, form, status=422)
