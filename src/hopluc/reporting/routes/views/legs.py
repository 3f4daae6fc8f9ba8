"""The legs of a round's report: the route, and one leg planned, sent, received, spoken of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.uploads import keep_all
from hopluc.reporting import access as rounds
from hopluc.reporting import queries
from hopluc.reporting.models import Round
from hopluc.reporting.routes import access
from hopluc.reporting.routes.actions import legs as deeds
from hopluc.reporting.routes.forms import LegForm, ReceiveForm, RemarkForm, SendForm
from hopluc.reporting.routes.leg_queries import legs_of
from hopluc.reporting.routes.models import Leg, LegRemark
from hopluc.reporting.routes.paths import Proposed
from hopluc.reporting.routes.suggesting import suggested
from hopluc.reporting.views.loading import load_collected, load_round, told
from hopluc.ui import downloads


@require_http_methods(["GET", "POST"])
@member_required
def legs(request: HttpRequest, round_id: int) -> HttpResponse:
    """The route of a round's report, what is suggested for it, and a new leg."""
    acting = acting_of(request)
    round_ = load_collected(acting, round_id) if request.method == "POST" else load_round(acting, round_id)
    form = LegForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.add_legs(round_, [deeds.LegWords(**form.cleaned_data)], by=acting)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã thêm nơi nhận."))
            return redirect("routes:legs", round_id)
    may_collect = rounds.may_collect(acting, round_)
    context = {
        "round": round_,
        "lines": legs_of(round_, queries.today()),
        "suggested": _named(suggested(round_)) if may_collect else [],
        "form": form,
        "may_collect": may_collect,
    }
    return render(request, "reporting/routes/legs.html", context, status=422 if form.errors else 200)


def _named(found: list[Proposed]) -> list[tuple[str, Proposed, str | Promise]]:
    """Suggestions by the key under which a page gives them back, with their line in words."""
    return [(_key(one), one, Leg.Line(one.line).label) for one in found]


def _key(one: Proposed) -> str:
    return f"{one.line}|{one.to.name}"


@require_POST
@member_required
def take_suggested(request: HttpRequest, round_id: int) -> HttpResponse:
    """Put the suggested legs that were ticked on the route."""
    acting = acting_of(request)
    round_ = load_collected(acting, round_id)
    chosen = set(request.POST.getlist("tuyen"))
    rows = [
        deeds.LegWords(
            one.to.name, one.line, one.step, one.sender, one.how, one.due_on, one.basis, one.to.body
        )
        for one in suggested(round_)
        if _key(one) in chosen
    ]
    with told(request, _("Đã thêm nơi nhận vào tuyến gửi.")):
        deeds.add_legs(round_, rows, by=acting)
    return redirect("routes:legs", round_id)


def load_leg(acting: Acting, pk: int) -> Leg:
    """A leg for those who read its round, and, once it was sent, for the body that it was sent to."""
    rows = Leg.objects.select_related("round__collector", "round__plan__owner", "recipient__parent")
    found = get_object_or_404(rows, pk=pk)
    if access.may_read_incoming(acting, found) or rounds.may_read_round(acting, found.round):
        return found
    if Round.objects.visible_to(acting).filter(pk=found.round_id).exists():
        raise PermissionDenied(_("Tuyến gửi báo cáo dành cho cơ quan tổng hợp và nơi nhận."))
    raise Http404


@require_GET
@member_required
def leg(request: HttpRequest, pk: int) -> HttpResponse:
    """One leg on the sender's side: its plan, its sending, its receipt, what was said."""
    acting = acting_of(request)
    found = load_leg(acting, pk)
    if not rounds.may_read_round(acting, found.round):
        return redirect("routes:incoming", pk)
    return _show(request, acting, found)


def _show(
    request: HttpRequest, acting: Acting, found: Leg, wrong: dict[str, forms.Form] | None = None
) -> HttpResponse:
    today = queries.today()
    context: dict[str, Any] = {
        "leg": found,
        "round": found.round,
        "line": next(one for one in legs_of(found.round, today) if one.leg.pk == found.pk),
        "remarks": found.remarks.order_by("pk"),
        "may_collect": rounds.may_collect(acting, found.round),
        "change_form": LegForm(
            auto_id="sua-%s", initial={name: getattr(found, name) for name in LegForm.base_fields}
        ),
        "send_form": SendForm(
            auto_id="gui-%s",
            initial={"on": found.sent_on or today, "number": found.sent_number, "how": found.how},
        ),
        "receive_form": ReceiveForm(auto_id="nhan-%s", initial={"on": today}),
        "remark_form": RemarkForm(auto_id="y-kien-%s"),
    }
    return render(request, "reporting/routes/leg.html", context | (wrong or {}), status=422 if wrong else 200)


def _change(found: Leg, acting: Acting, given: dict[str, Any]) -> None:
    deeds.change_leg(found, deeds.LegWords(**given), by=acting)


def _send(found: Leg, acting: Acting, given: dict[str, Any]) -> None:
    deeds.send_leg(
        found, by=acting, on=given["on"], number=given["number"], how=given["how"], kept=_kept(given)
    )


def receive(found: Leg, acting: Acting, given: dict[str, Any]) -> None:
    """What the form of a receipt says."""
    deeds.receive_leg(found, by=acting, on=given["on"], number=given["number"], kept=_kept(given))


def say(found: Leg, acting: Acting, given: dict[str, Any]) -> None:
    """What the form of a remark says."""
    deeds.remark(found, by=acting, text=given["text"], kept=_kept(given))


def _kept(given: dict[str, Any]) -> deeds.Kept | None:
    kept = keep_all(given["attached"])
    return deeds.Kept(*kept[0]) if kept else None


Deed = Callable[[Leg, Acting, dict[str, Any]], None]
DEEDS: dict[str, tuple[str, type[forms.Form], Deed, str | Promise]] = {
    "sua": ("change_form", LegForm, _change, _l("Đã sửa nơi nhận.")),
    "gui": ("send_form", SendForm, _send, _l("Đã ghi việc gửi báo cáo.")),
    "nhan": ("receive_form", ReceiveForm, receive, _l("Đã ghi việc nhận báo cáo.")),
    "y-kien": ("remark_form", RemarkForm, say, _l("Đã gửi ý kiến.")),
}


@require_POST
@member_required
def deed(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Change, send, receive or speak of a leg, on the sender's side."""
    acting = acting_of(request)
    found = load_leg(acting, pk)
    if not rounds.may_collect(acting, found.round):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp làm việc này."))
    if kind not in DEEDS:
        raise Http404
    name, form_type, act, done = DEEDS[kind]
    form = form_type(request.POST, request.FILES, auto_id=f"{kind}-%s")
    if form.is_valid():
        try:
            act(found, acting, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, str(done))
            return redirect(
                "routes:legs" if kind == "sua" else "routes:leg", found.round_id if kind == "sua" else pk
            )
    return _show(request, acting, load_leg(acting, pk), {name: form})


@require_POST
@member_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a leg off the route."""
    acting = acting_of(request)
    found = load_leg(acting, pk)
    try:
        deeds.drop_leg(found, by=acting)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("routes:leg", pk)
    messages.success(request, _("Đã bỏ %(name)s khỏi tuyến gửi.") % {"name": found.name})
    return redirect("routes:legs", found.round_id)


@require_GET
@member_required
def leg_file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """The file of a sending or of a receipt, as it came."""
    found = load_leg(acting_of(request), pk)
    files = {
        "gui": (found.sent_file, found.sent_file_name),
        "nhan": (found.received_file, found.received_file_name),
    }
    kept, name = files.get(kind, (None, ""))
    if not kept:
        raise Http404
    return downloads.file(request, kept, name)


@require_GET
@member_required
def remark_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a remark."""
    found = get_object_or_404(LegRemark.objects.select_related("file"), pk=pk)
    load_leg(acting_of(request), found.leg_id)
    if not found.file:
        raise Http404
    return downloads.file(request, found.file, found.file_name)


@require_GET
@member_required
def legs_excel(request: HttpRequest, round_id: int) -> HttpResponse:
    """The route of a round in Excel."""
    round_ = load_round(acting_of(request), round_id)
    rows = (
        [
            one.leg.step,
            one.leg.sender or round_.collector.name,
            one.leg.name,
            str(one.leg.get_line_display()),
            str(one.leg.get_how_display()),
            one.leg.due_on,
            str(one.words),
            one.leg.sent_on,
            one.leg.sent_number,
            one.leg.received_on,
            one.leg.received_number,
        ]
        for one in legs_of(round_, queries.today())
    )
    return downloads.xlsx("tuyen-gui-bao-cao.xlsx", round_.title, LEG_COLUMNS, rows)


LEG_COLUMNS = (
    downloads.Column("Bước", 8),
    downloads.Column("Nơi ký gửi", 36),
    downloads.Column("Nơi nhận", 40),
    downloads.Column("Tuyến", 24),
    downloads.Column("Hình thức", 24),
    downloads.Column("Hạn gửi", 13),
    downloads.Column("Tình trạng", 18),
    downloads.Column("Ngày gửi", 13),
    downloads.Column("Số văn bản gửi", 18),
    downloads.Column("Ngày nhận", 13),
    downloads.Column("Số đến, số trả lời", 18),
)
