"""Words of this room for its templates: `{% load plans %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.plans import words
from hopluc.plans.boards import Row
from hopluc.plans.mandates.wholes import Actual, Added, source_words
from hopluc.plans.models import Delivery
from hopluc.ui.statuses import BADGES

register = template.Library()

register.filter("target_words", words.target_words)
register.filter("part_words", words.part_words)
register.filter("due_words", words.due_words)
register.filter("source_words", source_words)


@register.filter
def is_added(actual: Actual) -> bool:
    """Whether a figure is the sum of what units told."""
    return isinstance(actual, Added)


@register.filter
def record_address(delivery: Delivery) -> str:
    """Where the record that delivers a product is told of; "" for what was typed, and for kinds of records
    without a life of their own."""
    try:
        return reverse("web:life", args=[delivery.kind, delivery.record_id])
    except NoReverseMatch:
        return ""


@register.filter
def deed_words(verb: str) -> str:
    """What a deed of the journal is called."""
    return str(words.DEEDS.get(verb, verb))


@register.filter
def iso_day(day: str) -> str:
    """A day kept as 2026-02-05, as offices write it."""
    return dt.date.fromisoformat(day).strftime("%d/%m/%Y")


@register.filter
def of_key(by_key: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; nothing where it has none."""
    return by_key.get(key, ())


@register.filter
def status_words(status: str) -> str:
    """An official status in words."""
    return str(BADGES[status].text)


@register.filter
def share(part: int, whole: int) -> str:
    """Percent of a whole for the width of a bar, with a point as CSS wants it."""
    return f"{100 * part / whole:.2f}" if whole else "0"


@register.filter
def lead_words(row: Row) -> SafeString:
    """Under a row's first leads: how many more there are, how many bodies have finished."""
    told = []
    if row.leads_more:
        told.append(_("và %(n)s bên khác") % {"n": row.leads_more})
    if row.tally.total > 1:
        told.append(_("%(done)s/%(all)s cơ quan đã xong") % {"done": row.tally.done, "all": row.tally.total})
    return format_html_join("", '<div class="pl-small">{}</div>', ((words,) for words in told))


@register.filter
def deadline_words(row: Row) -> str:
    """The deadline as the document writes it, shortened."""
    written = row.task.deadline_text
    if written:
        return Truncator(written).words(14)
    return "" if row.due_on else _("không có hạn")


@register.simple_tag
def choice(bound: BoundField, css: str = "") -> SafeString:
    """A select with its label; drawn at once, because Django draws each option by a template."""
    chosen = str(bound.value() or "")
    options = "".join(
        f'<option value="{escape(value)}"{" selected" * (str(value) == chosen)}>{escape(label)}</option>'
        for value, label in bound.field.choices  # type: ignore[attr-defined]
    )
    return format_html(
        '<div class="{}"><label class="form-label" for="{}">{}</label>'
        '<select class="form-select" name="{}" id="{}">{}</select></div>',
        css,
        bound.id_for_label,
        bound.label,
        bound.html_name,
        bound.id_for_label,
        mark_safe(options),  # noqa: S308  each value is escaped
    )


@register.filter
def names(parties: list[dict[str, str]]) -> str:
    """PARTY objects by name, joined as offices do."""
    return "; ".join(party["name"] for party in parties)
