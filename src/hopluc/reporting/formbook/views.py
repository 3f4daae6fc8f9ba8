"""Pages of forms: the list, a version section by section, a section with its columns."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Indicator, Plan
from hopluc.plans.views.common import posted, tell
from hopluc.reporting.formbook import access, actions, editing, queries, starting
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.content import FormContent, Section
from hopluc.reporting.formbook.expressions import letter, written
from hopluc.reporting.formbook.faults import faults
from hopluc.reporting.formbook.forms import (
    GATHERINGS,
    KINDS,
    Columns,
    NewForm,
    SectionForm,
    checks_as_written,
    initial_columns,
    initial_of,
    section_from,
)
from hopluc.reporting.formbook.models import Form, FormVersion
from hopluc.reporting.views.loading import told

FORM_METHODS = ["GET", "HEAD", "POST"]
NEW_SECTIONS = (
    ("narrative", "Phần thuyết minh"),
    ("table", "Bảng số liệu"),
    ("tasks", "Kết quả thực hiện nhiệm vụ"),
    ("figures", "Số liệu chỉ tiêu"),
)
UP, DOWN = -1, 1


def _load(acting: Acting, pk: int) -> FormVersion:
    rows = FormVersion.objects.filter(form__in=Form.objects.visible_to(acting))
    return get_object_or_404(rows.select_related("form__owner"), pk=pk)


def _load_draft(acting: Acting, pk: int) -> FormVersion:
    found = _load(acting, pk)
    if not access.may_change(acting, found.form):
        raise PermissionDenied(_("Chỉ cơ quan lập biểu mẫu mới sửa được."))
    return found


@require_safe
@member_required
def form_list(request: HttpRequest) -> HttpResponse:
    """The forms of the person's bodies with their versions."""
    acting, text = acting_of(request), request.GET.get("q", "")
    context = {"forms": queries.forms_of(acting, text), "text": text, "may_make": access.may_make(acting)}
    return render(request, "reporting/formbook/list.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def make(request: HttpRequest) -> HttpResponse:
    """Make a form from the standard report, a plan's indicators or another form."""
    acting = acting_of(request)
    if not access.may_make(acting):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo lập được biểu mẫu."))
    plans = Plan.objects.visible_to(acting).filter(state=Plan.State.IN_FORCE).order_by("-issued_on", "pk")
    form = NewForm(posted(request)[0], plans, queries.newest(acting.body), initial={"start": "standard"})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_form(form.cleaned_data["name"], _start(form.cleaned_data), by=acting)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Đã lập biểu mẫu. Sửa các phần rồi đưa vào dùng."))
            return redirect("reporting:form", made.pk)
    status = 422 if form.errors else 200
    return render(request, "reporting/formbook/make.html", {"form": form}, status=status)


def _start(given: dict[str, Any]) -> FormContent:
    if given["start"] == "copy":
        return content_of(given["version"])
    if given["start"] == "indicators":
        rows = Indicator.objects.filter(plan=given["plan"]).order_by("order", "pk")
        return starting.from_indicators([starting.Asked(one.code, one.name, one.unit) for one in rows])
    return starting.standard()


@require_safe
@member_required
def form_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version with its sections; a draft with what is still wrong with it."""
    acting = acting_of(request)
    found = _load(acting, pk)
    content = content_of(found)
    draft = found.state == FormVersion.State.DRAFT
    context = {
        "version": found,
        "sections": [
            (section, _lettered(section), checks_as_written(section)) for section in content.sections
        ],
        "versions": found.form.versions.order_by("-number"),
        "faults": faults(content) if draft else [],
        "may_change": access.may_change(acting, found.form),
        "draft": draft,
        "new_sections": NEW_SECTIONS,
        "rounds": found.rounds.select_related("plan").order_by("-due_on", "-pk")[:20],
    }
    return render(request, "reporting/formbook/version.html", context)


def _lettered(section: Section) -> list[tuple[str, Any, str, Any, Any]]:
    """Each column with its letter, and its formula, its kind and how it is put together in words."""
    kinds, gatherings = dict(KINDS), dict(GATHERINGS)
    keys = [one.key for one in section.columns]
    return [
        (
            letter(place),
            one,
            written(one.formula, keys) if one.formula else "",
            kinds[one.kind],
            gatherings[one.gathers] if one.gathers != "none" else "",
        )
        for place, one in enumerate(section.columns)
    ]


@require_POST
@member_required
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A new section at the end; a table and a narrative are opened to be described."""
    acting = acting_of(request)
    found = _load_draft(acting, pk)
    kind = request.POST.get("kind", "")
    titles = dict(NEW_SECTIONS)
    if kind not in titles:
        raise Http404
    content = content_of(found)
    section = editing.new(content, kind, titles[kind])
    with told(request):
        actions.change_draft(found, editing.put(content, section), by=acting, seen=_seen(request))
        if kind in {"narrative", "table"}:
            return redirect("reporting:form_section", pk, section.key)
    return redirect("reporting:form", pk)


@require_POST
@member_required
def move_section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A section one place up or down, or away."""
    acting = acting_of(request)
    found = _load_draft(acting, pk)
    content, deed = content_of(found), request.POST.get("deed")
    if deed == "remove":
        changed = editing.remove(content, key)
    else:
        changed = editing.move(content, key, UP if deed == "up" else DOWN)
    with told(request):
        actions.change_draft(found, changed, by=acting, seen=_seen(request))
    return redirect("reporting:form", pk)


def _seen(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


@require_http_methods(FORM_METHODS)
@member_required
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A section described: its title and guidance, a table's columns, rows and conditions."""
    acting = acting_of(request)
    found = _load_draft(acting, pk)
    content = content_of(found)
    now = content.section(key)
    if now is None:
        raise Http404
    data = posted(request)[0]
    form = SectionForm(data, initial=initial_of(now))
    is_table = now.kind == "table"
    columns: Any = Columns(data, initial=initial_columns(now), prefix="cot") if is_table else None
    if request.method == "POST" and form.is_valid() and (columns is None or columns.is_valid()):
        changed = section_from(now, form, columns)
        if changed is not None:
            try:
                actions.change_draft(found, editing.put(content, changed), by=acting, seen=_seen(request))
            except ValidationError as refused:
                tell(form, refused)
            else:
                again = request.POST.get("deed") == "more"
                return redirect(
                    "reporting:form_section" if again else "reporting:form", *([pk, key] if again else [pk])
                )
    context = {"version": found, "section": now, "form": form, "columns": columns}
    wrong = form.errors or (columns is not None and request.method == "POST" and any(columns.errors))
    return render(request, "reporting/formbook/section.html", context, status=422 if wrong else 200)


@require_POST
@member_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft to use."""
    acting = acting_of(request)
    found = _load_draft(acting, pk)
    with told(request, _("Đã đưa biểu mẫu vào dùng: chọn biểu này khi mở kỳ báo cáo.")):
        actions.publish(found, by=acting, seen=_seen(request))
    return redirect("reporting:form", pk)


@require_POST
@member_required
def draft_next(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the next version of a form."""
    acting = acting_of(request)
    made = actions.draft_next(_load_draft(acting, pk).form, by=acting)
    return redirect("reporting:form", made.pk)


@require_POST
@member_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    acting = acting_of(request)
    with told(request, _("Đã bỏ bản soạn.")):
        actions.drop_draft(_load_draft(acting, pk), by=acting, seen=_seen(request))
    return redirect("reporting:forms")
