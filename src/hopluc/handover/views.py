"""The page of a merger: what passes on, then one click."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hopluc.archive.actions import once
from hopluc.archive.queries import address_of
from hopluc.handover import access, actions
from hopluc.handover.forms import MergeForm, tell
from hopluc.handover.queries import choosable, holdings, past_successions
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def merger(request: HttpRequest) -> HttpResponse:
    """Prepare a merger and see what it would do (GET); carry it out (POST)."""
    acting = acting_of(request)
    if not access.may_see_handover(acting):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được sắp xếp cơ quan."))
    earlier = address_of(request.POST.get("once", "")[:64], acting.user.pk)
    if earlier:  # a second click: by now the bodies cannot be chosen any more
        return redirect(earlier)
    bodies = choosable(acting, timezone.localdate())
    asked = request.POST if request.method == "POST" else request.GET
    form = MergeForm(asked or None, bodies=bodies, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        _refuse_for_others(acting, form)
    if request.method == "POST" and form.is_valid():
        done = _carry_out(request, acting, form)
        if done:
            return done
    preview = holdings(form.cleaned_data["predecessors"], form.cleaned_data["on"]) if _sound(form) else None
    past = past_successions(acting)
    return render(request, "handover/merger.html", {"form": form, "preview": preview, "past": past})


def _refuse_for_others(acting: Acting, form: MergeForm) -> None:
    """Tell at the field that a body beside one's own is made by those over both."""
    ending = list(form.cleaned_data["predecessors"])
    if not access.may_merge(acting, actions.concerned(ending, form.follower(), form.heirs())):
        form.add_error(
            "new_name",
            _("Cơ quan mới sẽ trực thuộc %(place)s: chỉ quản trị của nơi đó thành lập được.")
            % {"place": ending[0].parent},
        )


def _sound(form: MergeForm) -> bool:
    return form.is_bound and form.is_valid()


def _carry_out(request: HttpRequest, acting: Acting, form: MergeForm) -> HttpResponse | None:
    """Do it once and go back to the page; None where it was refused, which the form then tells."""
    address = reverse("handover:merger")
    key = request.POST.get("once", "")[:64]
    given = form.cleaned_data
    try:
        with transaction.atomic():
            if not (key and once(key, acting.user.pk, address)):
                follower = actions.merge(
                    list(given["predecessors"]),
                    form.follower(),
                    on=given["on"],
                    by=acting,
                    document=given["document"],
                    heirs=form.heirs(),
                )
                names = ", ".join(body.name for body in given["predecessors"])
                words = {"names": names, "follower": follower.name}
                messages.success(request, _("%(names)s đã chuyển sang %(follower)s.") % words)
    except ValidationError as refused:
        tell(form, refused)
        return None
    return redirect(address)
