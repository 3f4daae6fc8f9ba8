"""Rounds: what is owed, opening one, who has sent."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Role
from hopluc.plans.models import Plan, ReportingDuty
from hopluc.plans.standings import period_of
from hopluc.reporting import access, actions, queries, rules
from hopluc.reporting.formbook.queries import newest
from hopluc.reporting.forms import ReasonForm
from hopluc.reporting.gathering import addressed
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from hopluc.reporting.routes.forms import SharedRoundForm, other_duties
from hopluc.reporting.routes.inside import told_inside
from hopluc.reporting.routes.leg_queries import legs_of
from hopluc.reporting.routes.queries import answers_of
from hopluc.reporting.views import lists
from hopluc.reporting.views.loading import load_collected, load_round, tell, told
from hopluc.ui import downloads
from hopluc.ui.pages import page_of


@require_GET
@member_required
def rounds(request: HttpRequest) -> HttpResponse:
    """What my body has to hand in, and the rounds that it collects."""
    acting = acting_of(request)
    today = queries.today()
    mine, collected = queries.owed_submissions(acting), queries.collected_rounds(acting, today)
    if downloads.asked(request):
        return lists.workbook(acting, mine, collected)
    owed = page_of(request, mine, 20)
    return render(
        request,
        "reporting/rounds.html",
        {
            "owed": owed,
            "owed_rows": [
                (one, rules.punctuality(one.first_submitted_on, one.round.due_on, today)) for one in owed
            ],
            "collected": collected,
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
    plan = get_object_or_404(queries.plans_for_rounds(acting).select_related("owner"), pk=plan_id)
    duty = _duty(request, plan)
    if not access.may_open_round(acting, plan, duty):
        raise PermissionDenied(
            _("Chỉ cơ quan ban hành, cơ quan thường trực hoặc cơ quan nhận báo cáo mở kỳ.")
        )
    today, due = queries.today(), duty.due if duty else []
    opened = queries.opened_for(acting, duty)
    period, told_of = request.GET.get("ky", ""), period_of(plan)
    proposal = rules.propose_period(period, due, told_of, today) or rules.propose(due, told_of, today, opened)
    there = opened.get((proposal.period_start, proposal.period_end), {})
    bodies = addressed(plan, duty, today)
    initial = {
        "title": _another(proposal.title, there),
        "period_start": proposal.period_start,
        "period_end": proposal.period_end,
        "cutoff": proposal.cutoff,
        "due_on": proposal.due_on,
        "addressee": queries.upward_addressee(plan, acting.body.pk),
        "form": "",
    }
    in_use = list(newest(acting.body))
    others = other_duties(queries.collectable_plans(acting), plan)
    form = SharedRoundForm(request.POST or None, initial=initial, bodies=bodies, in_use=in_use, others=others)
    form.leave_out(body for asked in there.values() for body in asked)
    already: Round | None = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"bodies": form.chosen(bodies), "further": form.further_asked()}
        try:
            made = actions.open_round(plan, duty, by=acting, **values)
        except actions.AlreadyOpenError as error:
            if error.same:
                tell(request, error)
                return redirect("reporting:round", error.round.pk)
            already = error.round
            form.add_error(None, error)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã mở kỳ báo cáo và gửi đề nghị đến các cơ quan."))
            return redirect("reporting:round", made.pk)
    context = {
        "plan": plan,
        "duty": duty,
        "form": form,
        "proposal": proposal,
        "bodies": bodies,
        "there": there.items(),
        "already": already,
        "periods": rules.periods(today),
        "period": period,
    }
    return render(request, "reporting/open_round.html", context, status=422 if form.errors else 200)


def _another(title: str, there: Sized) -> str:
    """A title that no round of the same period bears yet."""
    return f"{title} (đợt {len(there) + 1})" if there else title


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
    found = load_round(acting, round_id)
    filters = _filters(request)
    today = queries.today()
    totals, rare = queries.totals(found, today), queries.rare(found)
    known = totals.bodies if filters == queries.MatrixFilters() else None
    page = page_of(request, queries.matrix(found, filters, today), total=known)
    editions = queries.editions(found)
    may_collect = access.may_collect(acting, found)
    sent = any(one.state == Submission.State.SUBMITTED for one in page)
    context = {
        "round": found,
        "filters": filters,
        "page": page,
        "rows": queries.matrix_rows(found, page, today),
        "acceptable": may_collect and found.state != Round.State.ISSUED and sent,
        "totals": totals,
        "editions": editions,
        "answers": answers_of(acting, found),
        "legs": legs_of(found, today) if rare.legs else [],
        "told_in": getattr(found, "told_in", None),
        "told_inside": told_inside(found) if rare.inside else [],
        "shared": list(found.further.select_related("plan")) if rare.further else [],
        "waits": any(one.state == ConsolidatedReport.State.WAITING for one in editions),
        "may_collect": may_collect,
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
    found = load_round(acting_of(request), round_id)
    today = queries.today()
    rows = queries.matrix_rows(found, queries.matrix(found, _filters(request), today), today)
    return downloads.xlsx("tinh-hinh-gui-bao-cao.xlsx", found.title, MATRIX_COLUMNS, map(_matrix_cells, rows))


MATRIX_COLUMNS = (
    downloads.Column("Cơ quan", 50),
    downloads.Column("Tình hình gửi", 20),
    downloads.Column("Ngày gửi lần đầu", 18),
    downloads.Column("Trạng thái báo cáo", 20),
    downloads.Column("Cấp dưới đã gửi", 16),
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
    lower = f"{row.lower.sent}/{row.lower.units}" if row.lower else ""
    sent = [one.body_name, SENT_WORDS[row.sent], one.first_submitted_on, str(state), lower]
    return [*sent, row.parts, *counts]


@require_POST
@member_required
def close_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take no more reports."""
    acting = acting_of(request)
    with told(request, _("Đã khóa kỳ báo cáo.")):
        actions.close_round(load_collected(acting, round_id), by=acting)
    return redirect("reporting:round", round_id)


@require_POST
@member_required
def reopen_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take reports again, for a stated reason."""
    acting = acting_of(request)
    with told(request, _("Đã mở lại kỳ báo cáo.")):
        actions.reopen_round(
            load_collected(acting, round_id), by=acting, reason=request.POST.get("reason", "")
        )
    return redirect("reporting:round", round_id)
