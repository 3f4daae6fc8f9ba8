"""Pages of this room: load what this person may see, call, render."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hopluc.archive.actions import keep
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.access import covers
from hopluc.plans.models import Plan, ReportingDuty
from hopluc.plans.standings import period_of
from hopluc.reporting import access, actions, queries, rules
from hopluc.reporting.content import Report, from_json
from hopluc.reporting.document import official_document
from hopluc.reporting.filling import filling_of, reading_of
from hopluc.reporting.forms import IssueForm, ReasonForm, RoundForm
from hopluc.reporting.frozen import last_handed
from hopluc.reporting.gathering import addressed
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from hopluc.reporting.preview import drawn
from hopluc.ui import downloads
from hopluc.ui.pages import page_of

PDF = "application/pdf"


# --- loading ------------------------------------------------------------------------------------


def _round(acting: Acting, round_id: int) -> Round:
    """A round whose matrix the person may read: 404 for strangers, 403 for those who only report."""
    rows = Round.objects.visible_to(acting).select_related("plan__owner", "collector", "opened_by")
    found = get_object_or_404(rows, pk=round_id)
    if not access.may_read_round(acting, found):
        raise PermissionDenied(_("Bảng theo dõi kỳ báo cáo dành cho cơ quan tổng hợp."))
    return found


def _collected(acting: Acting, round_id: int) -> Round:
    """A round that the person may change."""
    found = _round(acting, round_id)
    if not access.may_collect(acting, found):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp làm việc này."))
    return found


def _submission(acting: Acting, submission_id: int) -> Submission:
    """A submission that the person may read."""
    rows = Submission.objects.visible_to(acting).select_related(
        "body", "round__plan__owner", "round__collector"
    )
    found = get_object_or_404(rows, pk=submission_id)
    if not access.may_read_submission(acting, found):
        raise PermissionDenied(_("Báo cáo chưa gửi, chỉ cơ quan báo cáo xem được."))
    return found


def _report(acting: Acting, report_id: int) -> ConsolidatedReport:
    """A consolidated report that the person may read."""
    rows = ConsolidatedReport.objects.visible_to(acting).select_related(
        "round__plan__owner", "round__collector", "docx", "xlsx", "signed_file", "made_by"
    )
    return get_object_or_404(rows, pk=report_id)


def _tell(request: HttpRequest, error: ValidationError) -> None:
    """Show what stands against a deed."""
    for message in error.messages:
        messages.error(request, message)


# --- rounds -------------------------------------------------------------------------------------


@require_GET
@member_required
def rounds(request: HttpRequest) -> HttpResponse:
    """What my body has to hand in, and the rounds that it collects."""
    acting = acting_of(request)
    today = queries.today()
    owed = page_of(request, queries.owed_submissions(acting), 20)
    return render(
        request,
        "reporting/rounds.html",
        {
            "owed": owed,
            "owed_rows": [
                (one, rules.punctuality(one.first_submitted_on, one.round.due_on, today)) for one in owed
            ],
            "collected": queries.collected_rounds(acting, today),
            "may_open": queries.may_open_some_round(acting),
            "today": today,
        },
    )


@require_GET
@member_required
def choose_duty(request: HttpRequest) -> HttpResponse:
    """The reporting duties from which the acting body may open a round."""
    acting = acting_of(request)
    if not acting.has(Role.OFFICER):
        raise PermissionDenied(_("Chỉ chuyên viên mở kỳ báo cáo."))
    return render(request, "reporting/choose_duty.html", {"plans": queries.collectable_plans(acting)})


@require_http_methods(["GET", "POST"])
@member_required
def open_round(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Open a round of a plan, from one of its duties (`?nghia-vu=`) or without one."""
    acting = acting_of(request)
    plan = get_object_or_404(Plan.objects.visible_to(acting).select_related("owner"), pk=plan_id)
    duty = _duty(request, plan)
    if not access.may_open_round(acting, plan, duty):
        raise PermissionDenied(
            _("Chỉ cơ quan ban hành, cơ quan thường trực hoặc cơ quan nhận báo cáo mở kỳ.")
        )
    proposal = rules.propose(duty.due if duty else [], period_of(plan), queries.today())
    bodies = addressed(plan, duty, queries.today())
    initial = {
        "title": proposal.title,
        "period_start": proposal.period_start,
        "period_end": proposal.period_end,
        "cutoff": proposal.cutoff,
        "due_on": proposal.due_on,
        "addressee": queries.upward_addressee(plan, acting.body.pk),
    }
    form = RoundForm(request.POST or None, initial=initial, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"bodies": form.chosen(bodies)}
        try:
            made = actions.open_round(plan, duty, by=acting, **values)
        except actions.AlreadyOpenError as error:
            _tell(request, error)
            return redirect("reporting:round", error.round.pk)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã mở kỳ báo cáo và gửi đề nghị đến các cơ quan."))
            return redirect("reporting:round", made.pk)
    context = {"plan": plan, "duty": duty, "form": form, "proposal": proposal, "bodies": bodies}
    return render(request, "reporting/open_round.html", context, status=422 if form.errors else 200)


def _duty(request: HttpRequest, plan: Plan) -> ReportingDuty | None:
    """The duty named in the address; 404 for one of another plan."""
    wanted = request.GET.get("nghia-vu")
    if not wanted:
        return None
    if not wanted.isdecimal():
        raise Http404
    return get_object_or_404(plan.reporting, pk=int(wanted))


@require_GET
@member_required
def round_matrix(request: HttpRequest, round_id: int) -> HttpResponse:
    """Bodies × parts: who has sent, in time or not, what was returned or taken."""
    acting = acting_of(request)
    found = _round(acting, round_id)
    filters = _filters(request)
    today = queries.today()
    page = page_of(request, queries.matrix(found, filters, today))
    editions = queries.editions(found)
    context = {
        "round": found,
        "filters": filters,
        "page": page,
        "rows": queries.matrix_rows(found, page, today),
        "totals": queries.totals(found, today),
        "editions": editions,
        "waits": any(one.state == ConsolidatedReport.State.WAITING for one in editions),
        "may_collect": access.may_collect(acting, found),
        "sent_choices": SENT_CHOICES,
        "reason_form": ReasonForm(),
        "today": today,
    }
    name = "reporting/round.html"
    if part := request.headers.get("HX-Target"):
        name += "#editions" if part == "editions" else "#matrix"
    return render(request, name, context)


# What the matrix can be narrowed to (queries.matrix).
SENT_CHOICES = (
    ("on_time", _l("Đúng hạn")),
    ("late", _l("Gửi sau hạn")),
    ("unsent", _l("Chưa gửi")),
    ("submitted", _l("Chờ tiếp nhận")),
    ("returned", _l("Trả lại")),
    ("accepted", _l("Đã tiếp nhận")),
)


def _filters(request: HttpRequest) -> queries.MatrixFilters:
    return queries.MatrixFilters(request.GET.get("tim", ""), request.GET.get("gui", ""))


@require_GET
@member_required
def download_matrix(request: HttpRequest, round_id: int) -> HttpResponse:
    """The matrix as filtered, in Excel."""
    found = _round(acting_of(request), round_id)
    today = queries.today()
    rows = queries.matrix_rows(found, queries.matrix(found, _filters(request), today), today)
    return downloads.xlsx("tinh-hinh-gui-bao-cao.xlsx", found.title, MATRIX_COLUMNS, map(_matrix_cells, rows))


MATRIX_COLUMNS = (
    downloads.Column("Cơ quan", 50),
    downloads.Column("Tình hình gửi", 20),
    downloads.Column("Ngày gửi lần đầu", 18),
    downloads.Column("Trạng thái báo cáo", 20),
    downloads.Column("Nhiệm vụ chủ trì", 12),
    downloads.Column("Hoàn thành đúng hạn", 14),
    downloads.Column("Hoàn thành quá hạn", 14),
    downloads.Column("Đang thực hiện trong hạn", 14),
    downloads.Column("Đang thực hiện quá hạn", 14),
    downloads.Column("Chưa thực hiện", 14),
)
SENT_WORDS = {
    rules.Punctuality.ON_TIME: "Đúng hạn",
    rules.Punctuality.LATE: "Gửi sau hạn",
    rules.Punctuality.WAITING: "Chưa đến hạn",
    rules.Punctuality.MISSING: "Quá hạn chưa gửi",
}


def _matrix_cells(row: queries.MatrixRow) -> list[Any]:
    one = row.submission
    counts = [n for _status, _label, n in row.cells]
    state = Submission.State(one.state).label
    return [one.body_name, SENT_WORDS[row.sent], one.first_submitted_on, str(state), row.parts, *counts]


@require_POST
@member_required
def close_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take no more reports."""
    acting = acting_of(request)
    try:
        actions.close_round(_collected(acting, round_id), by=acting)
    except ValidationError as error:
        _tell(request, error)
    else:
        messages.success(request, _("Đã khóa kỳ báo cáo."))
    return redirect("reporting:round", round_id)


@require_POST
@member_required
def reopen_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take reports again, for a stated reason."""
    acting = acting_of(request)
    try:
        actions.reopen_round(_collected(acting, round_id), by=acting, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        _tell(request, error)
    else:
        messages.success(request, _("Đã mở lại kỳ báo cáo."))
    return redirect("reporting:round", round_id)


@require_POST
@member_required
def ask_consolidation(request: HttpRequest, round_id: int) -> HttpResponse:
    """Have the consolidated report made in the background."""
    acting = acting_of(request)
    try:
        report_ = actions.ask_consolidation(_collected(acting, round_id), by=acting)
    except ValidationError as error:
        _tell(request, error)
        return redirect("reporting:round", round_id)
    return redirect("reporting:report", report_.pk)


# --- a submission -------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@member_required
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """A body's report: its form while it can be written, else as it was handed in."""
    acting = acting_of(request)
    found = _submission(acting, submission_id)
    if request.method == "POST":
        return _save_or_submit(request, acting, found)
    return _show(request, acting, found)


def _show(
    request: HttpRequest,
    acting: Acting,
    found: Submission,
    saved: actions.Saved | None = None,
    status: int = 200,
) -> HttpResponse:
    """The submission's page; `saved` brings what could not be written back to where it was typed."""
    open_ = found.round.state == Round.State.OPEN
    writable = found.state in {Submission.State.DRAFT, Submission.State.RETURNED}
    may_fill = open_ and writable and access.may_fill(acting, found)
    may_collect = access.may_collect(acting, found.round)
    # Others than the body itself read what was handed in, not what is being written since.
    frozen = not may_fill and (not writable or not covers(acting, found.body))
    handed = last_handed(found) if frozen else None
    context = {
        "submission": found,
        "round": found.round,
        "filling": reading_of(found, handed) if handed else filling_of(found, saved),
        "events": found.events.defer("content").order_by("-at", "-pk"),
        "punctuality": rules.punctuality(found.first_submitted_on, found.round.due_on, queries.today()),
        "may_submit": may_fill and access.may_submit(acting, found),
        "may_withdraw": open_ and found.state == "submitted" and access.may_submit(acting, found),
        "may_accept": may_collect and found.state == "submitted" and found.round.state != "issued",
        "may_return": may_collect
        and found.state in {"submitted", "accepted"}
        and found.round.state != "issued",
        "may_read_round": access.may_read_round(acting, found.round),
        "news": queries.news_since(found) if may_fill else 0,
        "reason_form": ReasonForm(),
        "today": queries.today(),
    }
    name = "reporting/fill.html" if may_fill else "reporting/submission.html"
    return render(request, name, context, status=status)


def _save_or_submit(request: HttpRequest, acting: Acting, found: Submission) -> HttpResponse:
    """Save the draft; with "Gửi báo cáo" also hand it in, when nothing stands against it."""
    try:
        saved = _save(request, acting, found)
    except ValidationError as error:
        _tell(request, error)
        return redirect("reporting:submission", found.pk)
    if saved.conflicts or saved.errors:
        messages.warning(request, _("Đã lưu phần còn lại. Có chỗ cần xem lại trước khi gửi."))
        return _show(request, acting, _submission(acting, found.pk), saved, status=422)
    if request.POST.get("deed") != "submit":
        messages.success(request, _("Đã lưu bản nháp."))
        return redirect("reporting:submission", found.pk)
    try:
        actions.submit(saved.submission, by=acting, revision=saved.submission.revision)
    except ValidationError as error:
        _tell(request, error)
    else:
        messages.success(request, _("Đã gửi báo cáo."))
    return redirect("reporting:submission", found.pk)


def _save(request: HttpRequest, acting: Acting, found: Submission) -> actions.Saved:
    """Lay the posted fields over the draft; `base-<field>` says what each was filled from."""
    posted = {key: str(value) for key, value in request.POST.items()}
    base = {key.removeprefix("base-"): value for key, value in posted.items() if key.startswith("base-")}
    typed = {key: value for key, value in posted.items() if not key.startswith("base-")}
    return actions.save_draft(found, by=acting, typed=typed, base=base)


@require_POST
@member_required
def autosave(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Save what is being typed, and say in a line what became of it."""
    acting = acting_of(request)
    found = _submission(acting, submission_id)
    try:
        saved = _save(request, acting, found)
    except ValidationError as error:
        return render(request, "reporting/_saved.html", {"refused": error.messages})
    current = actions.fields_of(saved.submission)
    unsettled = saved.conflicts.keys() | saved.errors.keys()
    posted = {
        name: rules.digest(text)
        for name, text in current.items()
        if name in request.POST and name not in unsettled
    }
    return render(request, "reporting/_saved.html", {"saved": saved, "posted": posted})


@require_POST
@member_required
def prefill(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take over what the plan says now."""
    acting = acting_of(request)
    try:
        actions.prefill(_submission(acting, submission_id), by=acting)
    except ValidationError as error:
        _tell(request, error)
    else:
        messages.success(request, _("Đã lấy số liệu mới từ theo dõi nhiệm vụ; phần tự viết được giữ nguyên."))
    return redirect("reporting:submission", submission_id)


@require_POST
@member_required
def withdraw(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take a report back for changes."""
    acting = acting_of(request)
    try:
        actions.withdraw(_submission(acting, submission_id), by=acting)
    except ValidationError as error:
        _tell(request, error)
    return redirect("reporting:submission", submission_id)


@require_POST
@member_required
def return_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Send a report back with a reason."""
    acting = acting_of(request)
    found = _submission(acting, submission_id)
    try:
        actions.return_submission(found, by=acting, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        _tell(request, error)
        return redirect("reporting:submission", submission_id)
    messages.success(request, _("Đã trả lại báo cáo của %s.") % found.body_name)
    return redirect("reporting:round", found.round_id)


@require_POST
@member_required
def accept(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take a report as handed in."""
    acting = acting_of(request)
    found = _submission(acting, submission_id)
    try:
        actions.accept(found, by=acting)
    except ValidationError as error:
        _tell(request, error)
        return redirect("reporting:submission", submission_id)
    messages.success(request, _("Đã tiếp nhận báo cáo của %s.") % found.body_name)
    return redirect("reporting:round", found.round_id)


# --- consolidated reports -------------------------------------------------------------------------


@require_GET
@member_required
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The consolidated report drawn as a document, or how far its making is."""
    acting = acting_of(request)
    found = _report(acting, report_id)
    return _show_report(request, acting, found, IssueForm(initial={"issued_on": queries.today()}))


def _show_report(
    request: HttpRequest, acting: Acting, found: ConsolidatedReport, form: IssueForm
) -> HttpResponse:
    content = from_json(Report, found.content) if found.content else None
    name = "reporting/report.html"
    if "HX-Request" in request.headers:
        name += "#state"
    context = {
        "report": found,
        "round": found.round,
        "content": content,
        "document": drawn(official_document(content), found.number, found.issued_on) if content else None,
        "may_issue": access.may_collect(acting, found.round) and found.state == "draft",
        "may_collect": access.may_collect(acting, found.round),
        "form": form,
    }
    return render(request, name, context, status=422 if form.errors else 200)


@require_GET
@member_required
def download_report(request: HttpRequest, report_id: int, kind: str) -> FileResponse:
    """The report's Word or Excel file as made, or the signed one as received."""
    found = _report(acting_of(request), report_id)
    stem = f"bao-cao-tong-hop-{found.round_id}-lan-{found.edition}"
    files = {
        "docx": (found.docx, f"{stem}.docx"),
        "xlsx": (found.xlsx, f"{stem}.xlsx"),
        "ban-ky": (found.signed_file, found.signed_name),
    }
    kept, name = files.get(kind, (None, ""))
    if not kept:
        raise Http404
    return downloads.file(request, kept, name)


@require_POST
@member_required
def issue(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take back number, date and the signed file."""
    acting = acting_of(request)
    found = _report(acting, report_id)
    if not access.may_collect(acting, found.round):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp làm việc này."))
    form = IssueForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["signed"]
        kept = keep(upload.chunks(), PDF) if upload else None
        try:
            actions.issue(
                found,
                by=acting,
                number=form.cleaned_data["number"],
                issued_on=form.cleaned_data["issued_on"],
                signed_file=kept,
                signed_name=upload.name if upload else "",
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Đã phát hành báo cáo tổng hợp. Báo cáo và kỳ này không thay đổi nữa.")
            )
            return redirect("reporting:report", found.pk)
    return _show_report(request, acting, found, form)
