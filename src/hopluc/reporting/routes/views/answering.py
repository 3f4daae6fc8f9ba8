"""A round among one's own units: opened to answer a report, laid over it, its sources."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import covers
from hopluc.plans.models import Plan
from hopluc.reporting import queries
from hopluc.reporting.actions import AlreadyOpenError
from hopluc.reporting.actions.rounds import Days
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.formbook.queries import newest
from hopluc.reporting.models import Submission
from hopluc.reporting.routes import access, rules
from hopluc.reporting.routes.actions import answering as deeds
from hopluc.reporting.routes.answering import askable, likely_units, plans_to_ask_about
from hopluc.reporting.routes.forms import UnitsForm
from hopluc.reporting.routes.lower import sources_of
from hopluc.reporting.routes.models import Answering
from hopluc.reporting.views.loading import load_submission, tell


@require_http_methods(["GET", "POST"])
@member_required
def ask_units(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Open a round among the body's units; `?ke-hoach=`: about which plan."""
    acting = acting_of(request)
    upper = load_submission(acting, submission_id)
    if not access.may_ask_units(acting, upper):
        raise PermissionDenied(_("Chỉ cơ quan phải gửi báo cáo này mở kỳ cho đơn vị của mình."))
    plans = plans_to_ask_about(upper, acting.body)
    plan = _plan(request, plans)
    today = queries.today()
    units = askable(acting.body, plan, today)
    form = UnitsForm(
        request.POST or None,
        initial=_initial(upper, plan),
        bodies=units,
        in_use=_forms(upper, acting),
        ticked=likely_units(acting.body, plan, units, today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.ask_units(upper, by=acting, plan=plan, **_values(form, units))
        except AlreadyOpenError as error:
            tell(request, error)
            return redirect("reporting:round", error.round.pk)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã mở kỳ và gửi đề nghị đến các đơn vị."))
            return redirect("reporting:round", made.pk)
    context = {"submission": upper, "plans": plans, "plan": plan, "form": form, "units": units}
    return render(request, "reporting/routes/ask_units.html", context, status=422 if form.errors else 200)


def _plan(request: HttpRequest, plans: list[Plan]) -> Plan:
    wanted = request.GET.get("ke-hoach", "")
    found = next((one for one in plans if str(one.pk) == wanted), None)
    if wanted and found is None:
        raise Http404
    return found or plans[0]


def _initial(upper: Submission, plan: Plan) -> dict[str, object]:
    """The period and the cut-off day are taken over; the units are due earlier."""
    round_ = upper.round
    same = plan.pk == round_.plan_id
    return {
        "title": _("%(title)s (gửi %(collector)s)")
        % {"title": round_.title[:180], "collector": round_.collector.name[:110]},
        "period_start": round_.period_start,
        "period_end": round_.period_end,
        "cutoff": round_.cutoff,
        "due_on": rules.due_earlier(round_.due_on, round_.cutoff, queries.today()),
        "form": round_.form_id if same and round_.form_id else "",
    }


def _forms(upper: Submission, acting: Acting) -> list[FormVersion]:
    """The form that is asked for above, then those of the body's own."""
    above = [upper.round.form] if upper.round.form else []
    return [*above, *newest(acting.body).exclude(pk__in=[one.pk for one in above])]


def _values(form: UnitsForm, units: list[Organisation]) -> dict[str, Any]:
    given = form.cleaned_data
    days = Days(given["period_start"], given["period_end"], given["cutoff"], given["due_on"])
    return {"title": given["title"], "days": days, "form": given["form"], "bodies": form.chosen(units)}


@require_POST
@member_required
def lay(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Lay what the units have sent by now over the report."""
    acting = acting_of(request)
    answering = _answering(acting, submission_id)
    if not access.may_lay(acting, answering.submission):
        raise PermissionDenied(_("Chỉ người soạn báo cáo lấy số liệu của đơn vị."))
    try:
        taken = deeds.lay(answering, by=acting)
    except ValidationError as error:
        tell(request, error)
        return redirect("reporting:submission", submission_id)
    words = _("Đã lấy số liệu của đơn vị: %(n)s chỗ thay đổi.") % {"n": len(taken.written)}
    if taken.kept:
        words += " " + _("%(n)s chỗ đồng chí tự viết được giữ nguyên.") % {"n": len(taken.kept)}
    messages.success(request, words)
    for why in dict.fromkeys(taken.refused.values()):
        messages.warning(request, _("Có ô không nhận được số tổng hợp: %s") % why)
    return redirect("reporting:submission", submission_id)


def _answering(acting: Acting, submission_id: int) -> Answering:
    """The round of the body's units, for the body's own people and those above; 404 where there is none."""
    upper = load_submission(acting, submission_id)
    rows = Answering.objects.filter(submission=upper).select_related(
        "submission__body",
        "submission__round__collector",
        "submission__round__form",
        "round__plan__owner",
        "round__collector__parent",
        "round__form",
    )
    found = rows.first()
    if found is None:
        raise Http404
    if not covers(acting, upper.body):
        raise PermissionDenied(_("Số liệu của đơn vị chỉ cơ quan báo cáo xem được."))
    return found


@require_GET
@member_required
def sources(request: HttpRequest, submission_id: int) -> HttpResponse:
    """What each unit gave for the fields of the report as last taken over; `?o=`: one field."""
    answering = _answering(acting_of(request), submission_id)
    wanted = request.GET.get("o", "")
    rows = [one for one in sources_of(answering) if not wanted or one.laid.field == wanted]
    context = {
        "submission": answering.submission,
        "answering": answering,
        "rows": rows,
        "one": wanted,
    }
    return render(request, "reporting/routes/sources.html", context)
