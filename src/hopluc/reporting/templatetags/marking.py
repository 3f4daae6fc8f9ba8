"""What a page says beside the places of a report that were marked: `{% marks %}` and `{% mark_link %}`."""

from __future__ import annotations

from typing import Any

from django import template

from hopluc.reporting.marking.places import row_of
from hopluc.reporting.marking.queries import Marking

register = template.Library()


@register.inclusion_tag("reporting/marking/_marks.html", takes_context=True)
def marks(context: template.Context, *places: str, columns: int = 0) -> dict[str, Any]:
    """The marks beside these places (a row's place brings those of its cells); as a table's row over so many
    `columns` where there are any."""
    marking: Marking | None = context.get("marking")
    wanted = set(places)
    shown = [one for one in marking.marks if {one.at, row_of(one.at)} & wanted] if marking else []
    pending = (
        [one for one in marking.pending.values() if {one.place, row_of(one.place)} & wanted]
        if marking
        else []
    )
    return {
        "marking": marking,
        "shown": shown,
        "pending": pending,
        "columns": columns,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("reporting/marking/_link.html", takes_context=True)
def mark_link(context: template.Context, place: str, small: bool = False) -> dict[str, Any]:
    """The way to mark a place, for those who collect."""
    marking: Marking | None = context.get("marking")
    may_mark = bool(marking and marking.may_mark and place)
    marked = bool(marking and place in marking.pending)
    return {"may_mark": may_mark, "place": place, "small": small, "marked": marked}
