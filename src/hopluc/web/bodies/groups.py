"""Collectives ("UBND các xã, phường"): who belongs to one on a day; administrators change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hopluc.handover.groups import bring_in, take_out
from hopluc.organizations.access import acting_of, may_change_body, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.actions import make_group
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.organizations.queries import members_on
from hopluc.ui import downloads
from hopluc.ui.downloads import Column
from hopluc.ui.widgets import DayInput
from hopluc.viet.dates import format_date

METHODS = ["GET", "HEAD", "POST"]
DEEDS: dict[str, Callable[..., Any]] = {"bring_in": bring_in, "take_out": take_out}


@dataclass(frozen=True, slots=True)
class Member:
    """A body of a group; `since`: from when it was added by hand, None where its kind brings it in."""

    body: Organisation
    added: bool
    since: dt.date | None


class DayForm(forms.Form):
    """As of which day."""

    ngay = forms.DateField(label=gettext_lazy("Tính đến ngày"), required=False, widget=DayInput)

    def day(self) -> dt.date:
        """The day asked for, today where none or a wrong one was given (the field says so)."""
        self.is_valid()
        given: dt.date | None = self.cleaned_data.get("ngay")
        return given or timezone.localdate()


class GroupForm(forms.Form):
    """A new collective: its name as documents write it, and which kinds of bodies belong to it."""

    name = forms.CharField(label=gettext_lazy("Tên nhóm như văn bản viết"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại cơ quan thuộc nhóm"),
        choices=Organisation.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Để trống thì chỉ gồm các cơ quan thêm bằng tay."),
    )


class MemberForm(forms.Form):
    """A body that comes into the group or leaves it, from a day."""

    body = forms.ModelChoiceField(label=gettext_lazy("Cơ quan"), queryset=Organisation.objects.none())
    on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput)

    def __init__(self, data: Any, bodies: QuerySet[Organisation], **rest: Any) -> None:
        super().__init__(data, **rest)
        chosen = self.fields["body"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = bodies
        chosen.empty_label = _("Chọn cơ quan")


def _seen(acting: Acting) -> QuerySet[BodyGroup]:
    """Collectives of the bodies whose names the person sees."""
    rows = BodyGroup.objects.filter(owner__in=Organisation.objects.visible_to(acting))
    return rows.select_related("owner", "area").order_by("owner__path", "folded", "pk")


@require_http_methods(METHODS)
@member_required
def groups(request: HttpRequest) -> HttpResponse:
    """The collectives with their members of a day; make one (POST). `?tai=xlsx`: a line for each member."""
    acting = acting_of(request)
    may = may_change_body(acting, acting.body)
    form = GroupForm(request.POST or None)
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Chỉ quản trị của cơ quan lập được nhóm cơ quan."))
        if form.is_valid():
            try:
                made = make_group(acting.body, by=acting, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error("name", refused)
            else:
                messages.success(request, _("Đã lập nhóm. Thêm cơ quan nếu nhóm còn gồm cơ quan khác loại."))
                return redirect("web:group", made.pk)
    asof = DayForm(request.GET)
    day = asof.day()
    rows = [(group, members_on(group, day)) for group in _seen(acting)]
    if downloads.asked(request):
        columns = [Column(_("Nhóm"), 40), Column(_("Của"), 34), Column(_("Cơ quan"), 50)]
        listed = [[group.name, group.owner.name, body.name] for group, members in rows for body in members]
        title = _("Nhóm cơ quan tính đến ngày %(day)s") % {"day": format_date(day)}
        return downloads.xlsx(f"nhom-co-quan-{day}.xlsx", title, columns, listed)
    context = {"rows": rows, "day": day, "asof": asof, "form": form, "may": may}
    return render(request, "web/groups.html", context)


@require_http_methods(METHODS)
@member_required
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One collective as of a day; a body comes in or leaves (POST)."""
    acting = acting_of(request)
    row = get_object_or_404(_seen(acting), pk=pk)
    may = may_change_body(acting, row.owner)
    asof = DayForm(request.GET)
    day = asof.day()
    form = MemberForm(request.POST or None, _candidates(row), initial={"on": timezone.localdate()})
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Chỉ quản trị của cơ quan đặt ra nhóm thay đổi được thành viên."))
        deed = DEEDS.get(request.POST.get("deed", ""))
        if deed and form.is_valid():
            try:
                done = deed(row, form.cleaned_data["body"], by=acting, on=form.cleaned_data["on"])
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                words = {"added": len(done.added), "ended": len(done.ended)}
                messages.success(
                    request,
                    _("Đã ghi. %(added)s phần việc được giao thêm, %(ended)s phần việc kết thúc.") % words,
                )
                return redirect("web:group", row.pk)
    members = _members(row, day)
    if downloads.asked(request):
        columns = [Column(_("Cơ quan"), 50), Column(_("Thêm vào nhóm"), 16), Column(_("Từ ngày"), 14)]
        listed = [[one.body.name, _("có") if one.added else "", one.since] for one in members]
        title = _("%(group)s tính đến ngày %(day)s") % {"group": row.name, "day": format_date(day)}
        return downloads.xlsx(f"nhom-{row.pk}-{day}.xlsx", title, columns, listed)
    kinds = [str(Organisation.Kind(kind).label) for kind in row.kinds]
    context = {
        "group": row, "kinds": kinds, "members": members, "changes": _changes(row), "day": day, "asof": asof,
        "form": form, "may": may,
    }  # fmt: skip
    return render(request, "web/group.html", context)


def _candidates(row: BodyGroup) -> QuerySet[Organisation]:
    """Bodies of the owner's area that may belong to the group."""
    near = Organisation.objects.subtree_of(row.owner).existing_on(timezone.localdate())
    return near.exclude(kind=Organisation.Kind.COOPERATIVE).order_by("sort_key", "pk")


def _members(row: BodyGroup, day: dt.date) -> list[Member]:
    by_hand = {
        place.body_id: place.since
        for place in row.extra.filter(excluded=False).order_by("pk")
        if (not place.since or place.since <= day) and (not place.until or place.until > day)
    }
    return [Member(one, one.pk in by_hand, by_hand.get(one.pk)) for one in members_on(row, day)]


def _changes(row: BodyGroup) -> list[tuple[dt.date | None, Organisation, bool]]:
    """Who came in or went out by hand and when, the latest first."""
    found = []
    for place in row.extra.select_related("body").order_by("pk"):
        found.append((place.since, place.body, not place.excluded))
        if place.until:
            found.append((place.until, place.body, place.excluded))
    return sorted(found, key=lambda one: one[0] or dt.date.min, reverse=True)
