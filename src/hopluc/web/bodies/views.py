"""The bodies as of a day: the tree, and one of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hopluc.handover.officers import may_keep_people
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.models import Organisation
from hopluc.plans.standings import end_of
from hopluc.ui import downloads
from hopluc.ui.downloads import Column
from hopluc.ui.pages import page_of
from hopluc.ui.widgets import DayInput
from hopluc.web.bodies.queries import bodies_on, body_view, listed

ROWS = 100


class Filter(forms.Form):
    """Which bodies, as of which day."""

    q = forms.CharField(label=gettext_lazy("Tên hoặc tên viết tắt"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    ngay = forms.DateField(label=gettext_lazy("Tính đến ngày"), required=False, widget=DayInput)
    biet = forms.DateField(label=gettext_lazy("Như đã biết ngày"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["loai"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("Tất cả")), *Organisation.Kind.choices]

    def day(self) -> dt.date:
        """The day asked for, today where none or a wrong one was given (the field says so)."""
        self.is_valid()
        given: dt.date | None = self.cleaned_data.get("ngay") or self.cleaned_data.get("biet")
        return given or timezone.localdate()

    def known(self) -> dt.datetime | None:
        """The end of the day whose knowledge is asked for; None for all that is known now."""
        self.is_valid()
        given: dt.date | None = self.cleaned_data.get("biet")
        return end_of(given) if given else None


@member_required
@require_GET
def body_list(request: HttpRequest) -> HttpResponse:
    """Bodies as of a day; `?tai=xlsx` downloads what the filter leaves."""
    acting = acting_of(request)
    form = Filter(request.GET)
    day, known = form.day(), form.known()
    words, kind = form.cleaned_data.get("q") or "", form.cleaned_data.get("loai") or ""
    bodies = bodies_on(acting, day, words, kind, known)
    filtered = bool(words or kind)
    if request.GET.get("tai") == "xlsx":
        rows = listed(list(bodies), day, flat=filtered, known=known)
        return _download(rows, day, downloads.said(form))
    page = page_of(request, bodies, ROWS)
    context = {
        "form": form,
        "day": day,
        "page": page,
        "rows": listed(list(page), day, flat=filtered, known=known),
        "known": known,
        "filtered": filtered,
    }
    return render(request, "web/bodies.html", context)


@member_required
@require_GET
def body_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One body as of a day."""
    acting = acting_of(request)
    body = get_object_or_404(Organisation.objects.visible_to(acting).select_related("unit"), pk=pk)
    form = Filter(request.GET)
    day, known = form.day(), form.known()
    context = {
        "form": form,
        "day": day,
        "known": known,
        "view": body_view(acting, body, day, known),
        "may_keep_people": may_keep_people(acting, body),
    }
    return render(request, "web/body.html", context)


def _download(rows: list[Any], day: dt.date, told: str) -> HttpResponse:
    columns = [
        Column(_("Tên"), 50),
        Column(_("Tên viết tắt"), 20),
        Column(_("Loại"), 28),
        Column(_("Cấp"), 14),
        Column(_("Mã định danh"), 20),
        Column(_("Từ ngày"), 14),
    ]
    data = (
        (
            "    " * row.depth + row.name,
            row.short_name,
            row.body.get_kind_display(),
            row.body.get_level_display(),
            row.body.code,
            row.body.since,
        )
        for row in rows
    )
    title = _("Danh sách cơ quan tính đến ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    return downloads.xlsx(f"co-quan-{day:%Y-%m-%d}.xlsx", title, columns, data, filtered=told)
