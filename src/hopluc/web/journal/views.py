"""The journal: who did what, when, in the name of which body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hopluc.archive.models import Deed
from hopluc.organizations.access import acting_of, may_manage_bodies, member_required
from hopluc.ui import downloads
from hopluc.ui.downloads import Column
from hopluc.ui.pages import page_of
from hopluc.ui.widgets import DayInput
from hopluc.web.journal.queries import Asked, deeds_for
from hopluc.web.journal.words import KINDS, kind_of, verb_of

MOST_ROWS = 100_000  # of one download; a longer stretch is asked for by days


class Filter(forms.Form):
    """What to look for in the journal."""

    q = forms.CharField(label=gettext_lazy("Người, cơ quan hoặc mã bản ghi"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại bản ghi"), required=False)
    tu = forms.DateField(label=gettext_lazy("Từ ngày"), required=False, widget=DayInput)
    den = forms.DateField(label=gettext_lazy("Đến ngày"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["loai"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("Tất cả")), *KINDS.items()]

    @property
    def asked(self) -> Asked:
        """What was asked for; a field that makes no sense asks for nothing and says so beside it."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            given.get("q") or "", given.get("loai") or "", given.get("tu") or None, given.get("den") or None
        )


@member_required
@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """The deeds of the administrator's bodies; `?tai=xlsx` downloads what the filter leaves."""
    acting = acting_of(request)
    if not may_manage_bodies(acting):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được xem nhật ký."))
    form = Filter(request.GET)
    deeds = deeds_for(acting, form.asked)
    if request.GET.get("tai") == "xlsx":
        return _download(deeds[:MOST_ROWS].iterator(chunk_size=2000), downloads.said(form))
    page = page_of(request, deeds.select_related("seal"))
    rows = [(deed, verb_of(deed.verb), kind_of(deed.kind)) for deed in page]
    return render(request, "web/journal.html", {"form": form, "page": page, "rows": rows})


def _download(deeds: Iterator[Deed], told: str) -> HttpResponse:
    columns = [
        Column(_("Lúc"), 18),
        Column(_("Người thực hiện"), 26),
        Column(_("Nhân danh cơ quan"), 40),
        Column(_("Việc đã làm"), 30),
        Column(_("Loại bản ghi"), 20),
        Column(_("Mã bản ghi"), 14),
        Column(_("Lý do"), 40),
    ]
    rows = (
        (d.at, d.actor_name, d.body_name, verb_of(d.verb), kind_of(d.kind), d.record_id, d.reason)
        for d in deeds
    )
    name = f"nhat-ky-{timezone.localdate():%Y-%m-%d}.xlsx"
    return downloads.xlsx(name, _("Nhật ký"), columns, rows, filtered=told)
