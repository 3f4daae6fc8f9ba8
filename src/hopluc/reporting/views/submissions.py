"""A body's report: written, handed in, returned, taken."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.access import covers
from hopluc.reporting import access, actions, queries, rules
from hopluc.reporting.filling import filling_of, reading_of
from hopluc.reporting.forms import ReasonForm
from hopluc.reporting.frozen import last_handed
from hopluc.reporting.marking.queries import Marking, marking_of
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.routes.queries import lower_panel
from hopluc.reporting.standing_in import absent_for, stood_in
from hopluc.reporting.views.loading import find_submission, load_round, load_submission, tell, told
from hopluc.ui import bulk


@require_http_methods(["GET", "POST"])
@member_required
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """A body's report: its form while it can be written, else as it was handed in."""
    acting = acting_of(request)
    if request.method == "POST":
        return _save_or_submit(request, acting, find_submission(acting, submission_id))
    return show(request, acting, load_submission(acting, submission_id))


def show(
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
    filling = reading_of(found, handed) if handed else filling_of(found, saved)
    may_return = may_collect and not writable and found.round.state != Round.State.ISSUED
    marking = marking_of(
        found,
        actions.fields_of,
        reads_now=may_fill or not writable or covers(acting, found.body),
        may_mark=may_return,
        chosen=request.GET.get("danh-dau", ""),
        entries=filling.marks if may_fill else None,
    )
    context = {
        "submission": found,
        "round": found.round,
        "filling": filling,
        "marking": marking,
        "stood_in": stood_in(found),
        "absent": ", ".join(one.full_name for one in absent_for(acting)) if may_fill else "",
        "events": found.events.defer("content").order_by("-at", "-pk"),
        "punctuality": rules.punctuality(found.first_submitted_on, found.round.due_on, queries.today()),
        "may_submit": may_fill and access.may_submit(acting, found),
        "may_withdraw": open_ and found.state == "submitted" and access.may_submit(acting, found),
        "may_accept": may_collect and found.state == "submitted" and found.round.state != "issued",
        "may_return": may_return,
        "may_reopen": may_return and found.state == "accepted",
        "may_read_round": access.may_read_round(acting, found.round),
        "news": queries.news_since(found) if may_fill else 0,
        "reason_form": _reason_form(marking),
        "reopen_form": ReasonForm(auto_id="mo-lai-%s"),
        "returned": found.returned.order_by("-pk")[:5] if may_fill else [],
        "today": queries.today(),
        "lower": lower_panel(acting, found),
    }
    name = "reporting/fill.html" if may_fill else "reporting/submission.html"
    return render(request, name, context, status=status)


def _reason_form(marking: Marking) -> ReasonForm:
    """Why a report goes back; marks say it too."""
    form = ReasonForm()
    form.fields["reason"].required = not marking.pending
    return form


def _save_or_submit(request: HttpRequest, acting: Acting, found: Submission) -> HttpResponse:
    """Save the draft; with "Gửi báo cáo" also hand it in, when nothing stands against it."""
    to_send = request.POST.get("deed") == "submit"
    try:
        saved = _save(request, acting, found, actions.hand_in if to_send else actions.save_draft)
    except ValidationError as error:
        if not _is_second_click(request, acting, found.pk):
            tell(request, error)
        return redirect("reporting:submission", found.pk)
    if saved.conflicts or saved.errors:
        messages.warning(request, _("Đã lưu phần còn lại. Có chỗ cần xem lại trước khi gửi."))
        return show(request, acting, load_submission(acting, found.pk), saved, status=422)
    if isinstance(saved.against, ValidationError):
        tell(request, saved.against)
    elif saved.against:
        raise saved.against
    else:
        messages.success(request, _("Đã gửi báo cáo.") if to_send else _("Đã lưu bản nháp."))
    return redirect("reporting:submission", found.pk)


def _is_second_click(request: HttpRequest, acting: Acting, submission_id: int) -> bool:
    """Whether "Gửi báo cáo" was pressed for a report that lies with the collector, just as typed."""
    now = load_submission(acting, submission_id)
    sent = now.state in {Submission.State.SUBMITTED, Submission.State.ACCEPTED}
    typed = {key: str(value) for key, value in request.POST.items()}
    merged = rules.merge(actions.fields_of(now), {}, typed)
    return request.POST.get("deed") == "submit" and sent and not (merged.writes or merged.conflicts)


def _save(
    request: HttpRequest,
    acting: Acting,
    found: Submission,
    deed: Callable[..., actions.Saved] = actions.save_draft,
) -> actions.Saved:
    """Lay the posted fields over the draft; `base-<field>` says what each was filled from."""
    posted = {key: str(value) for key, value in request.POST.items()}
    base = {key.removeprefix("base-"): value for key, value in posted.items() if key.startswith("base-")}
    typed = {key: value for key, value in posted.items() if not key.startswith("base-")}
    return deed(found, by=acting, typed=typed, base=base)


@require_POST
@member_required
def autosave(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Save what is being typed, and say in a line what became of it."""
    acting = acting_of(request)
    found = find_submission(acting, submission_id)
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
    with told(request, _("Đã lấy số liệu mới từ theo dõi nhiệm vụ; phần tự viết được giữ nguyên.")):
        actions.prefill(load_submission(acting, submission_id), by=acting)
    return redirect("reporting:submission", submission_id)


@require_POST
@member_required
def withdraw(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take a report back for changes."""
    acting = acting_of(request)
    with told(request):
        actions.withdraw(load_submission(acting, submission_id), by=acting)
    return redirect("reporting:submission", submission_id)


@require_POST
@member_required
def return_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Send a report back with a reason."""
    acting = acting_of(request)
    found = load_submission(acting, submission_id)
    try:
        actions.return_submission(found, by=acting, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        tell(request, error)
        return redirect("reporting:submission", submission_id)
    messages.success(request, _("Đã trả lại báo cáo của %s.") % found.body_name)
    return redirect("reporting:round", found.round_id)


@require_POST
@member_required
def reopen(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take the acceptance of a report back, with a reason."""
    acting = acting_of(request)
    with told(request, _("Đã mở lại. Đánh dấu chỗ cần sửa rồi trả lại, hoặc tiếp nhận lại.")):
        actions.reopen(
            load_submission(acting, submission_id), by=acting, reason=request.POST.get("reason", "")
        )
    return redirect("reporting:submission", submission_id)


@require_POST
@member_required
def accept_several(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take the reports of a round that were ticked, as they were handed in."""
    acting = acting_of(request)
    found = load_round(acting, round_id)
    if not access.may_collect(acting, found):
        raise PermissionDenied(_("Chỉ cơ quan tổng hợp của kỳ báo cáo tiếp nhận báo cáo."))
    rows = found.submissions.filter(pk__in=bulk.chosen(request)).select_related("body").order_by("pk")
    outcome = bulk.each(list(rows), lambda one: actions.accept(one, by=acting), lambda one: one.body_name)
    bulk.tell(request, outcome, _("Đã tiếp nhận %(n)s báo cáo."))
    address = reverse("reporting:round", args=[found.pk])
    return redirect(f"{address}?{request.GET.urlencode()}".rstrip("?"))


@require_POST
@member_required
def accept(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Take a report as handed in."""
    acting = acting_of(request)
    found = load_submission(acting, submission_id)
    try:
        actions.accept(found, by=acting, drop_marks="bo-danh-dau" in request.POST)
    except ValidationError as error:
        tell(request, error)
        return redirect("reporting:submission", submission_id)
    messages.success(request, _("Đã tiếp nhận báo cáo của %s.") % found.body_name)
    return redirect("reporting:round", found.round_id)
