"""Ticks of a list in which several rows are done at once: `{% load bulk %}` (ui.bulk)."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hopluc.ui.bulk import NAME

register = template.Library()
PARAMETER, WHOLE = "chon", "trang"  # ?chon=trang ticks the whole page, for browsers without a script


_NONE = SafeString('<td class="hl-tick pl-tick"></td>')
_COUNT = SafeString('<span class="text-secondary" role="status" data-bulk-count hidden></span>')
_TOGGLE = '<button type="button" class="btn btn-sm d-md-none" data-bulk-toggle hidden>{}</button> {}'


def _whole(context: Any) -> bool:
    return bool(context["request"].GET.get(PARAMETER) == WHOLE)


@register.simple_tag(takes_context=True)
def bulk_all(context: Any) -> SafeString:
    """The head of the column of ticks: ticks the whole page; a link does it where there is no script."""
    query = context["request"].GET.copy()
    if _whole(context):
        query.pop(PARAMETER)
    else:
        query[PARAMETER] = WHOLE
    return format_html(
        '<th scope="col" class="hl-tick pl-tick"><input class="form-check-input" type="checkbox"'
        ' aria-label="{}" data-bulk-all hidden{}><a href="?{}" data-bulk-link>{}</a></th>',
        _("Chọn cả trang"),
        SafeString(" checked") if _whole(context) else "",
        query.urlencode(),
        _("Bỏ chọn") if _whole(context) else _("Chọn cả trang"),
    )


@register.simple_tag(takes_context=True)
def bulk_tick(
    context: Any, value: object, label: str, may: bool = True, *, name: str = NAME, ticked: bool = False
) -> SafeString:
    """The tick of a row; an empty cell where the row cannot be done. `ticked`: proposed by the page."""
    if not may:
        return _NONE
    return format_html(
        '<td class="hl-tick pl-tick"><input class="form-check-input" type="checkbox" name="{}" value="{}"'
        ' data-bulk-tick aria-label="{}"{}></td>',
        name,
        value,
        _("Chọn %s") % label,
        SafeString(" checked") if ticked or _whole(context) else "",
    )


@register.simple_tag
def bulk_count() -> SafeString:
    """How many rows are ticked, told by the script as they are; on a phone, where tables have no head, the
    button that ticks the whole page."""
    return format_html(_TOGGLE, _("Chọn cả trang"), _COUNT)
