"""Words of this room for its templates: `{% load plans %}`."""

from __future__ import annotations

from django import template

from hopluc.plans import words
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
def status_colour(status: str) -> str:
    """The colour of an official status, of Tabler's names."""
    return BADGES[status].colour


@register.filter
def share(part: int, whole: int) -> str:
    """Percent of a whole for the width of a bar, with a point as CSS wants it."""
    return f"{100 * part / whole:.2f}" if whole else "0"


@register.filter
def names(parties: list[dict[str, str]]) -> str:
    """PARTY objects by name, joined as offices do."""
    return "; ".join(party["name"] for party in parties)
