"""Words of this room for its templates: `{% load plans %}`."""

from __future__ import annotations

from django import template
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.plans import words
from hopluc.plans.boards import Row
from hopluc.ui.statuses import BADGES

register = template.Library()

register.filter("target_words", words.target_words)
register.filter("part_words", words.part_words)
register.filter("due_words", words.due_words)


@register.filter
def deed_words(verb: str) -> str:
    """What a deed of the journal is called."""
    return str(words.DEEDS.get(verb, verb))


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
    options = format_html_join(
        "",
        "<option value='{}'{}>{}</option>",
        (
            (value, mark_safe(" selected") if str(value) == chosen else "", label)
            for value, label in bound.field.choices  # type: ignore[attr-defined]
        ),
    )
    return format_html(
        '<div class="{}"><label class="form-label" for="{}">{}</label>'
        '<select class="form-select" name="{}" id="{}">{}</select></div>',
        css,
        bound.id_for_label,
        bound.label,
        bound.html_name,
        bound.id_for_label,
        options,
    )


@register.filter
def names(parties: list[dict[str, str]]) -> str:
    """PARTY objects by name, joined as offices do."""
    return "; ".join(party["name"] for party in parties)
