"""Filters that a person saved: saving one from its list, all of them on a page, changing, deleting."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.models import SavedFilter
from hopluc.organizations.saved_filters import change_filter, drop_filter, own_filters, save_filter
from hopluc.ui.lists import is_list
from hopluc.web.filters.names import name_of


class FilterForm(forms.Form):
    """What a person says of a filter."""

    name = forms.CharField(label=gettext_lazy("Tên bộ lọc"), max_length=80)
    opens = forms.BooleanField(label=gettext_lazy("Dùng khi mở trang"), required=False)
    shared = forms.BooleanField(label=gettext_lazy("Dùng chung trong cơ quan"), required=False)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_filters(request: HttpRequest) -> HttpResponse:
    """All of one's filters; POST saves one from its list and goes back there."""
    if request.method == "POST":
        return _save(request)
    rows = [
        (row, name_of(row.page), FilterForm(initial=_said(row), auto_id=f"f{row.pk}_%s"))
        for row in own_filters(acting_of(request).user)
    ]
    return render(request, "web/saved_filters.html", {"rows": rows})


def _said(row: SavedFilter) -> dict[str, object]:
    return {"name": row.name, "opens": row.opens, "shared": row.body_id is not None}


def _save(request: HttpRequest) -> HttpResponse:
    page, query = request.POST.get("page", ""), request.POST.get("query", "")
    if not is_list(page):
        raise BadRequest(_("Trang này không có bộ lọc để lưu."))
    form = FilterForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        row = save_filter(by=acting_of(request), page=page, query=query, **form.cleaned_data)
        messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": row.name})
        return redirect(f"{page}?{row.query}")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(f"{page}?{query}" if query else page)


@member_required
@require_POST
def saved_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of one's filters, or (`deed=drop`) delete it."""
    acting = acting_of(request)
    row = get_object_or_404(own_filters(acting.user), pk=pk)
    if request.POST.get("deed") == "drop":
        drop_filter(row)
        messages.success(request, _("Đã xóa bộ lọc “%(name)s”.") % {"name": row.name})
        return redirect("web:saved_filters")
    form = FilterForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        change_filter(row, by=acting, **form.cleaned_data)
        messages.success(request, _("Đã sửa bộ lọc “%(name)s”.") % {"name": row.name})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("web:saved_filters")
