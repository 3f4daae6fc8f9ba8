"""What the pages of a review share: the review for those who may see it, and for those who write it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from hopluc.organizations.access import acting_of
from hopluc.organizations.acting import Acting
from hopluc.plans.views.common import submit
from hopluc.reporting.reviews import access
from hopluc.reporting.reviews.models import Finding, Review, ReviewPart

FORM_METHODS = ["GET", "HEAD", "POST"]


def load_review(acting: Acting, pk: int) -> Review:
    """The review, for those who may read it; 404 for strangers."""
    rows = Review.objects.visible_to(acting).select_related("body__parent", "form__form", "round__form")
    return get_object_or_404(rows, pk=pk)


def load_written(acting: Acting, pk: int) -> Review:
    """The review, for those who write it; 403 for those who only read."""
    found = load_review(acting, pk)
    if not access.may_write(acting, found):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan chủ trì làm việc này."))
    return found


def load_row(acting: Acting, kind: type[ReviewPart] | type[Finding], pk: int) -> Any:
    """A section or a finding of a review that the person writes."""
    rows = kind.objects.filter(review__in=Review.objects.visible_to(acting))
    found: Any = get_object_or_404(rows, pk=pk)
    found.review = load_written(acting, found.review_id)
    return found


def formed(
    request: HttpRequest,
    review: Review,
    page: str,
    form: Form,
    back: str,
    deed: Callable[[], object],
    **shown: Any,
) -> HttpResponse:
    """A page with a form about a review: filled in well the deed is done and it leads `back`, else it is
    shown, with what is wrong."""
    if request.method == "POST" and form.is_valid():
        done = submit(request, form, back, deed)
        if done.response:
            return done.response
    context = context_of(acting_of(request), review, "") | {"form": form, "back": back} | shown
    return render(request, f"reporting/reviews/{page}.html", context, status=422 if form.errors else 200)


def context_of(acting: Acting, review: Review, tab: str) -> dict[str, Any]:
    """What the head of a review's pages shows."""
    may = access.may_write(acting, review)
    return {
        "review": review,
        "tab": tab,
        "may": may,
        "may_write": may and review.state == Review.State.OPEN,
    }
