"""The timeline of a record: the page, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Role
from hopluc.organizations.life import Event, Kind, Subject
from hopluc.plans.forms import day_field
from hopluc.plans.standings import end_of
from hopluc.ui.downloads import Column, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.web.timeline.queries import Filters, timeline
from hopluc.web.timeline.rooms import SUBJECTS
from hopluc.web.timeline.words import ICONS, SERVING, SLUGS


class TimelineForm(forms.Form):
    """Filters of a timeline; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm trong dòng đời"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại sự việc"), required=False)
    tu = day_field(gettext_lazy("Từ ngày"), required=False)
    den = day_field(gettext_lazy("Đến ngày"), required=False)
    biet = day_field(gettext_lazy("Như đã biết ngày"), required=False)
    thu_tu = forms.ChoiceField(
        label=gettext_lazy("Thứ tự"),
        required=False,
        choices=[("", gettext_lazy("Cũ nhất trước")), ("moi", gettext_lazy("Mới nhất trước"))],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["loai"].choices = [("", _("Mọi loại")), *Kind.choices]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What the valid fields ask for."""
        self.is_valid()
        given = self.cleaned_data
        known = given.get("biet")
        return Filters(
            given.get("loai", ""),
            given.get("q", ""),
            given.get("tu"),
            given.get("den"),
            end_of(known) if known else None,
            given.get("thu_tu") == "moi",
        )


def _subject(request: HttpRequest, kind: str, pk: int, filters: Filters) -> Subject:
    """The record, for those who may see it; 404 for strangers and for kinds that no room tells of."""
    find = SUBJECTS.get(kind)
    found = find(pk, acting_of(request), filters.known) if find else None
    if found is None:
        raise Http404
    return found


@require_safe
@member_required
def life(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """All that happened with a record, from the clause that asks for it to its result."""
    form = TimelineForm(request.GET)
    filters = form.filters()
    subject = _subject(request, kind, pk, filters)
    found = timeline(subject, acting_of(request), filters)
    page = page_of(request, found.events)
    context = {
        "subject": subject,
        "slug": SLUGS[kind],
        "form": form,
        "page": page,
        "rows": [(event, ICONS[event.kind]) for event in page],
        "kinds": [(one, ICONS[one], found.counts[one]) for one in Kind if found.counts.get(one)],
        "filters": filters,
        "chosen": filters.kind,
        "serves": kind in SERVING and acting_of(request).has(Role.OFFICER),
    }
    return render(request, "web/timeline.html", context)


@require_safe
@member_required
def life_excel(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """All events that the filters leave, as a workbook."""
    form = TimelineForm(request.GET)
    filters = form.filters()
    subject = _subject(request, kind, pk, filters)
    columns = [
        Column(_("Ngày"), 13),
        Column(_("Loại sự việc"), 24),
        Column(_("Sự việc"), 40),
        Column(_("Nội dung"), 70),
        Column(_("Người thực hiện"), 26),
        Column(_("Cơ quan"), 34),
        Column(_("Ghi vào hệ thống"), 18),
    ]
    events = timeline(subject, acting_of(request), filters).events
    name = f"dong-doi-{kind}-{pk}-{timezone.localdate():%Y%m%d}.xlsx"
    return xlsx(name, _("Dòng đời"), columns, map(_line, events), filtered=said(form))


def _line(event: Event) -> list[Any]:
    return [event.on, str(event.kind.label), event.what, event.words, event.who, event.body, event.at]
