"""A round put inside another's report, and taken out again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.reporting.frozen import shortly
from hopluc.reporting.routes.actions import inside as deeds
from hopluc.reporting.routes.forms import InsideForm
from hopluc.reporting.routes.inside import hosts
from hopluc.reporting.views.loading import load_collected, told


@require_http_methods(["GET", "POST"])
@member_required
def put_inside(request: HttpRequest, round_id: int) -> HttpResponse:
    """Choose in whose report this round is told."""
    acting = acting_of(request)
    round_ = load_collected(acting, round_id)
    found = hosts(round_)
    heading = _("Kết quả thực hiện %(plan)s") % {"plan": shortly(round_.plan)}
    if any(one.plan_id == round_.plan_id for one in found):  # the other tells of the plan as well
        heading += f" ({round_.title.removeprefix(_('Báo cáo '))})"
    form = InsideForm(request.POST or None, hosts=found, initial={"heading": heading[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.put_inside(round_, form.host, by=acting, heading=form.cleaned_data["heading"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("Đã lồng ghép vào “%s”. Lập lại báo cáo của kỳ đó để có phần này.") % made.outer.title,
            )
            return redirect("reporting:round", round_id)
    context = {"round": round_, "form": form, "hosts": found}
    return render(request, "reporting/routes/put_inside.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def take_out(request: HttpRequest, round_id: int) -> HttpResponse:
    """The round has a report of its own again."""
    acting = acting_of(request)
    with told(request, _("Đã bỏ lồng ghép; kỳ này lập và phát hành báo cáo riêng.")):
        deeds.take_out(load_collected(acting, round_id), by=acting)
    return redirect("reporting:round", round_id)
