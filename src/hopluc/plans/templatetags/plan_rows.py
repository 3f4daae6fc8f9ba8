"""Rows of the long lists, drawn at once: `{% load plan_rows %}`.

A row of the board by the template language is some thirty small steps, fifty rows were a third of the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import template
from django.template.defaultfilters import truncatewords
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from hopluc.plans.boards import Row
from hopluc.plans.queries import LateLine
from hopluc.plans.templatetags.plans import deadline_words, lead_words
from hopluc.ui.templatetags.bulk import bulk_tick
from hopluc.ui.templatetags.ui import address, day, days_left, status_badge

register = template.Library()

_BOARD = (
    '<tr{}><td class="pl-number">{}</td><td class="pl-text{}"><a href="{}{}">{}</a></td>'
    '<td class="pl-leads">{}{}</td><td class="pl-due">{}<div class="pl-small">{}</div></td>'
    '<td class="pl-status">{}</td></tr>'
)
_LATE = (
    '<tr>{}<td class="pl-due">{}<div class="text-red">{}</div></td>'
    '<td class="pl-text"><a href="{}">{}{}</a></td><td class="pl-leads">{}</td>'
    '<td class="pl-plan-number"><a href="{}">{}</a></td><td class="pl-status">{}</td></tr>'
)
_NOTHING = mark_safe("")
_BOARD_WORDS, _LATE_WORDS = 45, 30


@register.simple_tag
def board_row(row: Row, moment: str = "") -> SafeString:
    """A task on the board; `moment` is the question's moment as a query string, which its link keeps."""
    late = row.judged.late
    due = (
        format_html("<div{}>{}</div>", _RED if late else _NOTHING, day(row.due_on))
        if row.due_on
        else _NOTHING
    )
    return format_html(
        _BOARD,
        _LATE_ROW if late else _NOTHING,
        row.task.number or "–",
        " pl-child" if row.depth else "",
        address(row.task.pk, "plans:task"),
        moment,
        truncatewords(row.task.text, _BOARD_WORDS),
        format_html_join("", "<div>{}</div>", ((name,) for name in row.leads_shown)),
        lead_words(row),
        due,
        deadline_words(row),
        status_badge(row.judged.status, late),
    )


_RED = mark_safe(' class="text-red"')
_LATE_ROW = mark_safe(' class="pl-late"')


@register.simple_tag(takes_context=True)
def late_row(context: Any, line: LateLine, on: dt.date, followed: Collection[int] = ()) -> SafeString:
    """A late part of the list, as of a day; `followed`: those that the person may urge, to be ticked."""
    return format_html(
        _LATE,
        bulk_tick(context, line.pk, line.code, line.pk in followed) if followed else "",
        day(line.due_on),
        days_left(line.due_on, on),
        address(line.task_id, "plans:task"),
        f"{line.number}. " if line.number else "",
        truncatewords(line.text, _LATE_WORDS),
        line.body,
        address(line.plan_id, "plans:board"),
        line.plan_number or line.plan_title,
        status_badge(line.status, late=True),
    )
