"""Rows of a round's matrix, drawn at once: `{% load matrix %}`; by the template language they were half of
the page's time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hopluc.reporting.models import Submission
from hopluc.reporting.queries import MatrixRow
from hopluc.reporting.routes.answering import LowerSent
from hopluc.ui.templatetags.bulk import bulk_tick
from hopluc.ui.templatetags.ui import address, day, figure

register = template.Library()

_ROW = (
    '<tr>{}<td class="rp-who">{}{}</td><td data-label="{}">{}{}</td><td data-label="{}">{}</td>'
    '<td class="rp-n rp-led" data-label="{}">{}</td>{}</tr>'
)
_NOTHING = mark_safe("")
# Not shown on a phone (.rp-matrix), so that it needs no label there.
_NONE = mark_safe('<td class="rp-n text-secondary">–</td>')


@register.simple_tag(takes_context=True)
def matrix_row(context: Any, row: MatrixRow, acceptable: bool) -> SafeString:
    """A body of the round; `acceptable`: whether the page has ticks, for the reports that wait."""
    one, told = row.submission, row.submission.first_submitted_on
    waits = one.state == Submission.State.SUBMITTED
    return format_html(
        _ROW,
        bulk_tick(context, one.pk, one.body_name, waits) if acceptable else _NOTHING,
        format_html('<a href="{}">{}</a>', address(one.pk, "reporting:submission"), one.body_name)
        if told
        else one.body_name,
        _lower(row.lower) if row.lower else _NOTHING,
        _("Tình hình gửi"),
        _badge("sent", row.sent, get_language()),
        format_html(' <span class="text-secondary text-nowrap">{}</span>', day(told)) if told else _NOTHING,
        _("Báo cáo"),
        _badge("state", one.state, get_language()),
        _("Nhiệm vụ chủ trì"),
        figure(row.parts),
        format_html_join("", "{}", ((_cell(*cell),) for cell in row.cells)),
    )


def _lower(lower: LowerSent) -> SafeString:
    words = _("cấp dưới: %(sent)s/%(units)s đã gửi") % {
        "sent": figure(lower.sent),
        "units": figure(lower.units),
    }
    return format_html('<div class="hl-small text-secondary">{}</div>', words)


def _cell(status: str, label: Any, n: int) -> SafeString:
    if not n:
        return _NONE
    return format_html('<td class="rp-n rp-{}" data-label="{}">{}</td>', status, label, figure(n))


@lru_cache(maxsize=64)
def _badge(kind: str, value: str, _language: str | None) -> SafeString:
    """How a report was sent (`_sent.html`) or stands (`_state.html`): the same for all that are so."""
    drawn = render_to_string(f"reporting/_{kind}.html", {kind: value, "bare": True})
    return mark_safe(drawn.strip())  # noqa: S308  a template escaped it
