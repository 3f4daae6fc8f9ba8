"""Parts without an officer, assigned several at once; bodies without a head who answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Role
from hopluc.organizations.queries import own_bodies, people_of
from hopluc.plans.models import Assignment, Plan
from hopluc.plans.signing import queries
from hopluc.plans.signing.forms import OfficersForm, SearchForm
from hopluc.plans.signing.officers import name_officers
from hopluc.ui import bulk
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.ui.statuses import badge_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@member_required
def parts(request: HttpRequest) -> HttpResponse:
    """The body's parts of which nobody is in charge; an officer is put in charge of several at once."""
    acting, on = acting_of(request), timezone.localdate()
    assigns = acting.has(Role.OFFICER)
    if request.method == "POST":
        if not assigns:
            raise PermissionDenied(_("Chỉ chuyên viên của cơ quan được giao phần việc mới phân công."))
        return _assign(request)
    found = _found(request)
    context = {
        "form": found["form"],
        "page": page_of(request, found["rows"]),
        "officers": OfficersForm(None, people_of(acting.body, on)),
        "assigns": assigns,
        "follows": queries.follows_any(acting),
        "on": on,
    }
    return render(request, "plans/no_officer.html", context)


def _found(request: HttpRequest) -> dict[str, Any]:
    rows = queries.parts_without_officer(acting_of(request), timezone.localdate())
    plans = Plan.objects.filter(pk__in=rows.order_by().values("plan"))
    form = SearchForm(request.GET, list(plans.order_by("-issued_on", "-pk")))
    given = form.given
    if given.get("ke_hoach"):
        rows = rows.filter(plan=given["ke_hoach"])
    return {"form": form, "rows": rows.matching(given.get("q", ""))}


def _assign(request: HttpRequest) -> HttpResponse:
    acting, on = acting_of(request), timezone.localdate()
    back = redirect(f"{reverse('plans:no_officer')}?{request.GET.urlencode()}".rstrip("?"))
    form = OfficersForm(request.POST, people_of(acting.body, on))
    rows = Assignment.objects.filter(pk__in=bulk.chosen(request), body__in=own_bodies(acting))
    if not form.is_valid():
        messages.warning(request, _("Đánh dấu phần việc và chọn người phụ trách rồi bấm phân công."))
        return back
    user = form.cleaned_data["user"]
    outcome = name_officers(list(rows.select_related("task").order_by("pk")), by=acting, user=user)
    bulk.tell(request, outcome, _("Đã phân công %(n)s phần việc."))
    return back


@require_safe
@member_required
def parts_excel(request: HttpRequest) -> HttpResponse:
    """All parts without an officer that the filters find, as a workbook."""
    columns = [
        Column(_("Kế hoạch"), 18),
        Column(_("TT"), 8),
        Column(_("Nhiệm vụ"), 60),
        Column(_("Cơ quan"), 32),
        Column(_("Vai trò"), 12),
        Column(_("Hạn"), 13),
        Column(_("Tình trạng"), 24),
    ]
    title = _("Phần việc chưa có người phụ trách")
    found = _found(request)
    lines = map(_line, found["rows"])
    return xlsx("chua-phu-trach.xlsx", title, columns, lines, filtered=said(found["form"]))


def _line(part: Any) -> list[Any]:
    late = bool(part.due_on and part.due_on < timezone.localdate())
    return [
        part.task.plan.number, part.task.number, part.task.text, part.body.name, part.get_role_display(),
        part.due_on, str(badge_of(part.status, late=late).text),
    ]  # fmt: skip


@require_safe
@member_required
def bodies(request: HttpRequest) -> HttpResponse:
    """Bodies in the plans that one issued or follows, without officers or without a head."""
    found = _gaps(request)
    return render(request, "plans/gaps.html", found | {"page": page_of(request, found["rows"])})


def _gaps(request: HttpRequest) -> dict[str, Any]:
    acting = acting_of(request)
    plans = Plan.objects.filter(state=Plan.State.IN_FORCE).filter(queries.followed(acting))
    form = SearchForm(request.GET, list(plans.order_by("-issued_on", "-pk")))
    rows = queries.gaps(acting, timezone.localdate(), form.given.get("ke_hoach"))
    return {"form": form, "rows": rows, "follows": plans.exists()}


@require_safe
@member_required
def bodies_excel(request: HttpRequest) -> HttpResponse:
    """The bodies that the filter finds, as a workbook."""
    columns = [
        Column(_("Cơ quan"), 40),
        Column(_("Phần việc chưa xong"), 14),
        Column(_("Chưa có người phụ trách"), 16),
        Column(_("Lãnh đạo chịu trách nhiệm"), 40),
    ]
    rows = ([one.body.name, one.parts, one.without, "; ".join(one.heads)] for one in _gaps(request)["rows"])
    return xlsx("co-quan-chua-phan-cong.xlsx", _("Cơ quan chưa phân công"), columns, rows)
