"""A record of the system says which task it serves: it becomes what delivers a product of that task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.queries import own_bodies
from hopluc.plans.access import delivering_body
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.signing.deliveries import deliver
from hopluc.plans.signing.forms import DeliveryForm
from hopluc.plans.signing.queries import followed
from hopluc.plans.views.common import posted, submit
from hopluc.viet.text import fold
from hopluc.web.timeline.rooms import SUBJECTS
from hopluc.web.timeline.words import SERVING, SLUGS

MOST = 500  # tasks offered; a search narrows them


class TaskForm(forms.Form):
    """Which task is served, of those of which the person may say what they deliver."""

    tim = forms.CharField(label=gettext_lazy("Tìm nhiệm vụ"), required=False)
    nhiem_vu = forms.ModelChoiceField(
        label=gettext_lazy("Nhiệm vụ"), queryset=Task.objects.none(), required=False
    )

    def __init__(self, data: Any, acting: Acting) -> None:
        super().__init__(data)
        field = self.fields["nhiem_vu"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _tasks(acting, "")
        offered = _tasks(acting, self.data.get("tim", ""))[:MOST]
        field.choices = [("", _("Chọn nhiệm vụ")), *((one.pk, _words(one)) for one in offered)]


def _words(task: Task) -> str:
    return f"{task.plan.number} · {task.code}. {task.text[:100]}"


def _tasks(acting: Acting, words: str) -> QuerySet[Task]:
    """Tasks of plans in force in which the acting body has a part, or whose plan it issued or follows."""
    parts = Assignment.objects.held_on(timezone.localdate()).filter(body__in=own_bodies(acting))
    rows = Task.objects.filter(Q(pk__in=parts.values("task")) | followed(acting, "plan__"))
    rows = rows.filter(plan__state=Plan.State.IN_FORCE, children=None).select_related("plan")
    if words.strip():
        rows = rows.filter(Q(folded__contains=fold(words.strip())) | Q(plan__number__icontains=words.strip()))
    return rows.order_by("-plan__issued_on", "plan", "order", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def serve(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say that a record delivers a product of a task: first the task, then which product."""
    acting = acting_of(request)
    find = SUBJECTS.get(kind) if kind in SERVING else None
    subject = find(pk, acting, None) if find else None
    if subject is None:
        raise Http404
    if not acting.has(Role.OFFICER):
        raise PermissionDenied(_("Cán bộ của cơ quan có phần việc trong nhiệm vụ mới ghi được sản phẩm."))
    which = TaskForm(request.POST if request.method == "POST" else request.GET, acting)
    task = which.cleaned_data.get("nhiem_vu") if which.is_valid() else None
    form = _product_form(request, task, subject.title) if task else None
    if request.method == "POST" and task and form and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            reverse("plans:task", args=[task.pk]),
            lambda: deliver(
                task, by=acting, what=given["what"], on=given["on"], product=given.get("product", ""),
                number=given["number"], count=given["count"] or 1, kind=kind, record_id=str(pk),
            ),
        )  # fmt: skip
        if done.response:
            messages.success(request, _("Đã ghi sản phẩm."))
            return done.response
    context = {
        "subject": subject, "slug": SLUGS[kind], "which": which, "task": task, "form": form,
        "may": bool(task and delivering_body(acting, task)),
    }  # fmt: skip
    return render(request, "web/serve.html", context, status=422 if form and form.errors else 200)


def _product_form(request: HttpRequest, task: Task, title: str) -> DeliveryForm:
    first = task.products[0] if task.products else ""
    initial = {"on": timezone.localdate(), "product": first, "what": title[:300], "count": 1}
    form = DeliveryForm(posted(request)[0], None, task.products, initial=initial)
    del form.fields["evidence"]  # the record itself is the evidence
    return form
