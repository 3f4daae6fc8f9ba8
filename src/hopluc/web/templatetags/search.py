"""Words marked in the results of a search: `{% load search %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from hopluc.ui.templatetags.ui import day
from hopluc.web.search import marking

register = template.Library()


@register.filter
def marked(text: str | dt.date, parts: Iterable[str]) -> SafeString | str:
    """The text with the folded words marked; a day as days are written."""
    return day(text) if isinstance(text, dt.date) else marking.marked(text, parts)
