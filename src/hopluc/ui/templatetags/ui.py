"""The template library of every page: `{% load ui %}`."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hopluc.organizations.saved_filters import EVERYTHING
from hopluc.ui import assets
from hopluc.ui.lists import saved_here
from hopluc.ui.statuses import BADGES, LATE_NOT_BEGUN, badge_of
from hopluc.viet.numbers import format_number

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """Tabler's outline icon, inlined; hidden from screen readers unless `label` says what it means.

    Size and stroke are the style sheet's (`.icon`): on a board they would be a tenth of the page.
    """
    return _drawn(name, css, str(label))


@lru_cache(maxsize=512)  # a list of fifty rows draws the same few again and again
def _drawn(name: str, css: str, label: str) -> SafeString:
    inner = mark_safe(assets.icons().get(name, ""))  # noqa: S308  our own build's file
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    names = f"icon {css}".strip()
    return format_html('<svg class="{}" viewBox="0 0 24 24" {}>{}</svg>', names, told, inner)


@register.simple_tag
def bundle(name: str) -> SafeString:
    """The stylesheet and the module of a bundle of `frontend/`."""
    files = assets.bundles().get(name, [f"{name}.css", f"{name}.js"])
    shapes = {
        "css": '<link rel="stylesheet" href="{}">',
        "js": '<script type="module" src="{}"></script>',
    }
    tags = [format_html(shapes[file.rsplit(".", 1)[1]], static(f"hopluc/{file}")) for file in files]
    return format_html_join("\n", "{}", ((tag,) for tag in tags))


@register.inclusion_tag("ui/_saved_filters.html", takes_context=True)
def saved_filters(context: template.Context) -> dict[str, Any]:
    """On a list: its saved filters, and the form that saves the one in use; nothing elsewhere."""
    request = context.get("request")
    return {
        "request": request,
        "acting": context.get("acting"),
        "saved": saved_here(request) if request else None,
        "everything": EVERYTHING,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def once_key() -> SafeString:
    """The hidden one-time key of a form that makes something (`archive.actions.once`)."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(18))


@register.simple_tag
def status_badge(status: str, late: bool = False) -> SafeString:
    """One of the five official statuses, in words, colour and icon (drawn by `status_signs`)."""
    shown = badge_of(status, late=late)
    outline = "badge-outline text-red" if late and status == "not_begun" else f"bg-{shown.colour}-lt"
    return _badge(outline, shown.icon, str(shown.text))


@lru_cache(maxsize=64)
def _badge(css: str, sign: str, words: str) -> SafeString:
    return format_html(_BADGE, css, sign, words)


_BADGE = '<span class="badge {}"><svg class="icon" aria-hidden="true"><use href="#sign-{}"/></svg>{}</span>'


@register.simple_tag
def status_signs() -> SafeString:
    """The icons of the statuses, once in a page: drawn in each badge they were a fifth of a list's bytes."""
    return _signs()


@cache
def _signs() -> SafeString:
    names = sorted({badge.icon for badge in (*BADGES.values(), LATE_NOT_BEGUN)})
    drawn = ((name, mark_safe(assets.icons().get(name, ""))) for name in names)  # noqa: S308  our own build's
    signs = format_html_join("", '<symbol id="sign-{}" viewBox="0 0 24 24">{}</symbol>', drawn)
    return format_html('<svg class="d-none" aria-hidden="true">{}</svg>', signs)


@register.filter
def address(pk: int, name: str) -> str:
    """The address of a record's page by the name of the page, as `{% url name pk %}` gives it.

    For lists: the pattern is looked up once, not for each row.
    """
    before, after = _around(name, get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache(maxsize=64)
def _around(name: str, _prefix: str) -> tuple[str, str]:
    """What stands before and behind the id in the addresses of a page."""
    before, after = reverse(name, args=[_PLACE]).rsplit(str(_PLACE), 1)
    return before, after


_PLACE = 987654321  # an id that no address holds by accident


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """05/02/2026; a dash for no day. A moment is told in local time with its hour."""
    if value is None or value == "":
        return "–"
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%H:%M %d/%m/%Y")
    return value.strftime("%d/%m/%Y")


@register.filter
def figure(value: Decimal | int | float | None, places: int | None = None) -> str:
    """1.234,5; a dash where nothing is known, which is not nought."""
    return "–" if value is None or value == "" else format_number(value, places)


@register.filter
def days_left(due: dt.date | None, on: dt.date | None = None) -> str:
    """How far a due day is from `on` (today by default) in words; "" for no day."""
    if due is None:
        return ""
    left = (due - (on or timezone.localdate())).days
    if left == 0:
        return _("hôm nay")
    if left > 0:
        return ngettext("còn %(n)s ngày", "còn %(n)s ngày", left) % {"n": format_number(left)}
    return ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -left) % {"n": format_number(-left)}


_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


def _shape(widget: forms.Widget) -> str:
    """How `ui/_field.html` lays the widget out."""
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "plain"


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, label: str = "", css: str = "mb-3", **attributes: Any) -> dict[str, Any]:
    """Label, control, help and errors of a form field, tied together for screen readers.

    Further named values become attributes of the control (`rows=4`, `autocomplete="name"`;
    an underscore stands for a hyphen).
    """
    widget = bound.field.widget
    shape = _shape(widget)
    base = next(classes for kind, classes in _CLASSES if isinstance(widget, kind))
    told = [
        f"{bound.auto_id}_help" if bound.help_text else "",
        f"{bound.auto_id}_error" if bound.errors else "",
    ]
    own = {key.replace("_", "-"): value for key, value in attributes.items()}
    classes = " ".join(
        filter(None, [base, "is-invalid" if bound.errors else "", widget.attrs.get("class", "")])
    )
    attrs = {"class": classes} | own
    described = " ".join(filter(None, told))
    if described and shape != "choices":
        attrs["aria-describedby"] = described
    return {
        "bound": bound,
        "label": label or bound.label,
        "css": css,
        "shape": shape,
        "hidden": bound.is_hidden,
        "control": bound.as_widget(attrs=attrs),
        "described": described,
        "required": bound.field.required,
    }
