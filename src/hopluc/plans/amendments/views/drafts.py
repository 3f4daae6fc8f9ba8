"""One amendment: the plan before and after, submitting, deciding, its document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.office.official import write_docx
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans import uploads
from hopluc.plans.amendments import access, actions, queries, undoing
from hopluc.plans.amendments.document import decision
from hopluc.plans.amendments.forms import AnswerForm, DecideForm, RecordForm, TitleForm
from hopluc.plans.models import Amendment, Plan, Proposal
from hopluc.plans.views.common import submit
from hopluc.ui import downloads

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def load(acting: Acting, pk: int) -> Amendment:
    """An amendment of a plan that the person may see."""
    rows = Amendment.objects.filter(plan__in=Plan.objects.visible_to(acting))
    related = ("plan__owner", "plan__standing_agency", "decider", "file")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan before and after, and what can be done now. `?tai=xlsx`: before and after."""
    acting = acting_of(request)
    row = load(acting, pk)
    if request.method != "POST" and downloads.asked(request):
        return _workbook(row)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    forms = _forms(request, row, deed)
    if request.method == "POST":
        if not _may(acting, row, deed):
            raise PermissionDenied
        form = forms.get(deed) or AnswerForm({"answer": "–"})
        if form.is_valid():
            done = submit(request, form, _after(row, request), _deed(request, row, acting, deed, form))
            if done.response:
                messages.success(request, _told(deed))
                return done.response
            forms[deed] = form
            row = load(acting, pk)
    context = {
        "plan": row.plan,
        "row": row,
        "changes": queries.changes(row),
        "forms": forms,
        "refused": forms.get(deed) or (form if deed else None),
        "seen": actions.seen_of(row),
        "gathers": access.may_gather(acting, row.plan) and row.plan.state == Plan.State.IN_FORCE,
        "decides": access.may_decide(acting, row) and row.plan.state == Plan.State.IN_FORCE,
        "built_on": undoing.built_on(row) if row.state == Amendment.State.IN_FORCE else "",
        "today": timezone.localdate(),
    }
    return render(request, "plans/amendment.html", context, status=422 if deed else 200)


def _forms(request: HttpRequest, row: Amendment, deed: str) -> dict[str, Any]:
    """The page's forms by their deed; only the one that was sent is bound."""

    def bound(name: str) -> Any:
        return request.POST if deed == name else None

    files = request.FILES if deed == "record" else None
    today = timezone.localdate()
    return {
        "retitle": TitleForm(bound("retitle"), initial={"title": row.title, "seen_title": row.title}),
        "decide": DecideForm(bound("decide"), initial={"on": today}),
        "record": RecordForm(bound("record"), files),
        "refuse": AnswerForm(bound("refuse")),
        "undo": AnswerForm(bound("undo")),
    }


def _may(acting: Acting, row: Amendment, deed: str) -> bool:
    """Who may send which form of the page at all; actions check again."""
    gathers = access.may_gather(acting, row.plan)
    if deed == "decide":
        return access.may_decide(acting, row)
    if deed in {"refuse", "undo"}:
        return gathers or access.may_decide(acting, row)
    return gathers and deed in {"retitle", "record", "submit", "recall", "take_out"}


def _workbook(row: Amendment) -> HttpResponse:
    columns = [
        downloads.Column(_("Sửa đổi"), 18), downloads.Column(_("Mục"), 50),
        downloads.Column(_("Nội dung"), 20),
        downloads.Column(_("Trước"), 50), downloads.Column(_("Sau"), 50),
        downloads.Column(_("Đề xuất của"), 30), downloads.Column(_("Lý do"), 50),
    ]  # fmt: skip
    rows = [
        [
            change.proposal.get_kind_display(), change.subject, line.label, line.before, line.after,
            change.proposal.body.name, change.proposal.reason,
        ]
        for change in queries.changes(row)
        for line in change.lines
    ]  # fmt: skip
    return downloads.xlsx(f"sua-doi-{row.pk}.xlsx", row.title, columns, rows)


def _deed(request: HttpRequest, row: Amendment, by: Acting, deed: str, form: Form) -> Callable[[], Any]:
    given, seen = form.cleaned_data, request.POST.get("seen")
    if deed == "record":
        kept = uploads.keep_all(given["evidence"])
        file, name = kept[0] if kept else (None, "")
        return lambda: actions.record_decision(
            row,
            by=by,
            number=given["number"],
            issued_on=given["issued_on"],
            on=given["on"],
            file=file,
            file_name=name,
            seen=seen,
        )
    chosen = request.POST.get("proposal", "")
    return {
        "retitle": lambda: actions.retitle(row, by=by, title=given["title"], seen=given["seen_title"]),
        "submit": lambda: actions.submit(row, by=by),
        "recall": lambda: actions.recall(row, by=by),
        "decide": lambda: actions.decide(row, by=by, on=given["on"], answer=given["answer"], seen=seen),
        "undo": lambda: undoing.undo(row, by=by, reason=given["answer"]),
        "refuse": lambda: actions.refuse(row, by=by, answer=given["answer"], seen=seen),
        "take_out": lambda: actions.take_out(
            get_object_or_404(Proposal, pk=chosen if chosen.isdecimal() else 0, amendment=row), by=by
        ),
    }[deed]


def _after(row: Amendment, request: HttpRequest) -> str:
    """Back to the amendment; to the list where the last proposal left it."""
    last = request.POST.get("deed") == "take_out" and row.proposals.count() <= 1
    last = last or request.POST.get("deed") == "undo"
    name, pk = ("plans:amendments", row.plan_id) if last else ("plans:amendment", row.pk)
    return reverse(name, args=[pk])


def _told(deed: str) -> str:
    return {
        "retitle": _("Đã sửa trích yếu."),
        "submit": _("Đã trình dự thảo."),
        "recall": _("Đã lấy lại dự thảo để tổng hợp tiếp."),
        "decide": _("Sửa đổi đã được duyệt; kế hoạch đọc theo bản sửa từ ngày có hiệu lực."),
        "record": _("Đã ghi văn bản sửa đổi; kế hoạch đọc theo bản sửa từ ngày có hiệu lực."),
        "undo": _("Đã hủy sửa đổi; các đề xuất nằm trong một dự thảo mới."),
        "refuse": _("Đã ghi ý kiến không duyệt."),
        "take_out": _("Đã đưa đề xuất ra khỏi dự thảo."),
    }[deed]


@require_safe
@member_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The amending decision as a Word file, number and date left for the document system."""
    row = load(acting_of(request), pk)
    response = HttpResponse(write_docx(decision(row, queries.changes(row))), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="quyet-dinh-sua-doi-{row.pk}.docx"'
    return response


@require_safe
@member_required
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed decision, as received."""
    row = load(acting_of(request), pk)
    if not row.file:
        raise Http404
    return downloads.file(request, row.file, row.file_name)
