"""Places of a report that its collector marks before it goes back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting.marking import actions
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.models import Submission
from hopluc.reporting.views.loading import load_submission, told


@require_POST
@member_required
def mark_place(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Mark a place with a remark; it goes out when the report is returned."""
    acting = acting_of(request)
    found = load_submission(acting, submission_id)
    place, remark = request.POST.get("place", ""), request.POST.get("remark", "")
    address = reverse("reporting:submission", args=[submission_id])
    with told(request, _("Đã đánh dấu. Đánh dấu xong thì bấm “Trả lại” ở cuối trang.")):
        made = actions.mark_place(found, by=acting, place=place, remark=remark)
        address = f"{address}#cho-{made.pk}"
    return redirect(address)


@require_POST
@member_required
def drop_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a mark away that has not gone out yet."""
    acting = acting_of(request)
    seen = Submission.objects.visible_to(acting)
    rows = ReturnMark.objects.filter(submission__in=seen, event=None).select_related("submission__round")
    mark = get_object_or_404(rows, pk=pk)
    load_submission(acting, mark.submission_id)
    with told(request):
        actions.drop_mark(mark, by=acting)
    return redirect("reporting:submission", mark.submission_id)
