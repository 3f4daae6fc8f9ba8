"""Products of a task: saying what delivers one, taking an error back, the file behind it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans import access, uploads
from hopluc.plans.models import Delivery, Plan
from hopluc.plans.signing.deliveries import deliver, take_back
from hopluc.plans.signing.forms import DeliveryForm, ReasonForm
from hopluc.plans.views.common import load_task, posted, submit
from hopluc.ui import downloads

FORM_METHODS = ["GET", "HEAD", "POST"]


def _load(acting: Acting, pk: int) -> Delivery:
    """A delivery in a plan that the person may see."""
    rows = Delivery.objects.filter(task__plan__in=Plan.objects.visible_to(acting))
    found: Delivery = get_object_or_404(rows.select_related("task__plan", "body", "file"), pk=pk)
    return found


@require_http_methods(FORM_METHODS)
@member_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what delivers a product of the task."""
    acting = acting_of(request)
    task = load_task(acting, pk)
    if access.delivering_body(acting, task) is None:
        raise PermissionDenied
    first = task.products[0] if task.products else ""
    initial = {"on": timezone.localdate(), "product": request.GET.get("san-pham", first)}
    form = DeliveryForm(*posted(request), task.products, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = uploads.keep_all(given["evidence"])
        done = submit(
            request,
            form,
            reverse("plans:task", args=[task.pk]),
            lambda: deliver(
                task,
                by=acting,
                what=given["what"],
                on=given["on"],
                product=given.get("product", ""),
                number=given["number"],
                count=given["count"] or 1,
                file=kept[0][0] if kept else None,
                file_name=kept[0][1][:255] if kept else "",
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi sản phẩm."))
            return done.response
    context = {"form": form, "task": task, "plan": task.plan}
    return render(request, "plans/delivery.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was written by error."""
    acting = acting_of(request)
    row = _load(acting, pk)
    if not access.may_take_back(acting, row):
        raise PermissionDenied
    form = ReasonForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        address = reverse("plans:task", args=[row.task_id])
        done = submit(request, form, address, lambda: take_back(row, by=acting, reason=reason))
        if done.response:
            messages.success(request, _("Đã gỡ; bản ghi cũ vẫn còn trong lịch sử."))
            return done.response
    context = {"form": form, "row": row, "task": row.task, "plan": row.task.plan}
    return render(request, "plans/take_back.html", context, status=422 if form.errors else 200)


@require_safe
@member_required
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file behind a delivery."""
    row = _load(acting_of(request), pk)
    if not row.file:
        raise Http404
    return downloads.file(request, row.file, row.file_name)
