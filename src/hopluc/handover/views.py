"""The pages of changes to bodies: what was done, the wizard with its preview, the way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.archive.actions import once
from hopluc.archive.queries import address_of
from hopluc.handover import access, actions, preview, queries
from hopluc.handover.forms import DecisionForm, UndoForm, chosen, tell
from hopluc.handover.models import Handover, Party
from hopluc.handover.templates_2025 import find, templates
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.ui.downloads import Column, asked, xlsx
from hopluc.ui.pages import page_of

ROWS = 30


def _administrator(request: HttpRequest) -> Acting:
    acting = acting_of(request)
    if not access.may_see_handover(acting):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được sắp xếp cơ quan."))
    return acting


@require_safe
@member_required
def handovers(request: HttpRequest) -> HttpResponse:
    """What was arranged so far, newest first; what of 2025 is still to be done; groups that changed."""
    acting = _administrator(request)
    rows = Handover.objects.visible_to(acting).prefetch_related("parties")
    if asked(request):
        return _workbook(rows)
    context = {
        "page": page_of(request, rows, ROWS),
        "templates": templates(queries.choosable(acting, timezone.localdate())),
        "followed": queries.followed(acting),
    }
    return render(request, "handover/handovers.html", context)


def _workbook(rows: Iterable[Handover]) -> HttpResponse:
    columns = [
        Column(_("Cơ quan cũ"), 40),
        Column(_("Cơ quan kế thừa"), 40),
        Column(_("Hình thức"), 24),
        Column(_("Từ ngày"), 13),
        Column(_("Văn bản"), 36),
        Column(_("Người thực hiện"), 26),
        Column(_("Ghi lúc"), 18),
        Column(_("Hoàn tác lúc"), 18),
    ]
    return xlsx("sap-xep-co-quan.xlsx", _("Sắp xếp cơ quan"), columns, map(_line, rows))


def _line(row: Handover) -> list[Any]:
    sides = (
        "; ".join(dict.fromkeys(party.name for party in row.parties.all() if party.side == side))
        for side in (Party.Side.GIVES, Party.Side.FOLLOWS)
    )
    kind = row.get_kind_display()
    return [*sides, kind, row.on, row.document, row.by_name, row.recorded_at, row.undone_at]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def wizard(request: HttpRequest) -> HttpResponse:
    """Say what was decided and see what it would do (GET); carry it out (POST)."""
    acting = _administrator(request)
    earlier = address_of(request.POST.get("once", "")[:64], acting.user.pk)
    if earlier:  # a second click: by now the bodies cannot be chosen any more
        return redirect(earlier)
    bodies = queries.choosable(acting, timezone.localdate())
    asked = request.POST if request.method == "POST" else request.GET
    template = find(request.GET["mau"], bodies) if "mau" in request.GET else None
    start = template.values if template else {"on": timezone.localdate()}
    form = DecisionForm(asked if "kind" in asked else None, bodies=bodies, initial=start)
    by_item, by_group = chosen(asked)
    sound = form.is_bound and form.is_valid() and _allowed(acting, form)
    if sound and request.method == "POST":
        done = _carry_out(request, acting, form, by_item, by_group)
        if done:
            return done
    seen = None
    if sound:
        bare = form.decision({})
        seen = preview.preview(form.decision(preview.choices(bare, by_item, by_group)))
    return render(request, "handover/wizard.html", {"form": form, "preview": seen, "template": template})


def _allowed(acting: Acting, form: DecisionForm) -> bool:
    """Tell at the field that a body beside one's own is made by those over both."""
    decided = form.decision({})
    if form.cleaned_data["kind"] == Handover.Kind.RENAMING:
        return access.may_merge(acting, decided.predecessors)
    if access.may_merge(acting, actions.concerned(decided)):
        return True
    form.add_error(
        "new_names",
        _("Cơ quan mới sẽ trực thuộc %(place)s: chỉ quản trị của nơi đó thành lập được.")
        % {"place": decided.predecessors[0].parent},
    )
    return False


def _carry_out(
    request: HttpRequest,
    acting: Acting,
    form: DecisionForm,
    by_item: dict[str, str],
    by_group: dict[str, str],
) -> HttpResponse | None:
    """Do it once and go to its page; None where it was refused, which the form then tells."""
    key = request.POST.get("once", "")[:64]
    bare = form.decision({})
    try:
        with transaction.atomic():
            made = _do(acting, form, preview.choices(bare, by_item, by_group), request.POST.get("seen", ""))
            address = reverse("handover:handover", args=[made.pk])
            if key and once(key, acting.user.pk, address):
                transaction.set_rollback(True)
    except ValidationError as refused:
        tell(form, refused)
        return None
    messages.success(request, _("Đã thực hiện sắp xếp. Có thể hoàn tác cho đến khi có người làm việc tiếp."))
    return redirect(address)


def _do(acting: Acting, form: DecisionForm, choices: dict[str, str], seen: str) -> Handover:
    decided = form.decision(choices, seen)
    if decided.kind != Handover.Kind.RENAMING:
        return actions.carry_out(decided, by=acting)
    (new,) = form.new_bodies()
    return actions.rename(
        decided.predecessors[0],
        by=acting,
        name=new.name,
        short_name=new.short_name,
        on=decided.on,
        document=decided.document,
    )


def _load(acting: Acting, pk: int) -> Handover:
    rows = Handover.objects.visible_to(acting).prefetch_related("parties__body")
    found: Handover = get_object_or_404(rows, pk=pk)
    return found


def _bodies(handover: Handover) -> list[Organisation]:
    return [party.body for party in handover.parties.all() if party.body]


@require_safe
@member_required
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """What passed to whom by one decision, what was left, and whether it can be undone."""
    acting = _administrator(request)
    return _page(request, acting, _load(acting, pk), UndoForm())


def _page(request: HttpRequest, acting: Acting, found: Handover, form: UndoForm) -> HttpResponse:
    acted = [] if found.undone_at else queries.acted_since(found)
    parties = list(found.parties.all())
    context: dict[str, Any] = {
        "handover": found,
        "gives": [party for party in parties if party.side == Party.Side.GIVES],
        "follows": [party for party in parties if party.side == Party.Side.FOLLOWS],
        "passed": queries.grouped(found.told.get("passed", [])),
        "left": queries.grouped(found.told.get("left", [])),
        "acted": acted,
        "may_undo": not found.undone_at and not acted and access.may_undo(acting, found, _bodies(found)),
        "form": form,
    }
    return render(request, "handover/handover.html", context)


@require_POST
@member_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay everything back as it was."""
    acting = _administrator(request)
    found = _load(acting, pk)
    if not access.may_undo(acting, found, _bodies(found)) and not found.undone_at:
        raise PermissionDenied(_("Chỉ quản trị phụ trách tất cả các cơ quan này được hoàn tác."))
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            actions.undo(found, by=acting, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("handover:handover", pk)
        messages.success(request, _("Đã hoàn tác: mọi thứ trở lại như trước khi sắp xếp."))
        return redirect("handover:handover", pk)
    return _page(request, acting, found, form)
