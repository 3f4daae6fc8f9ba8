"""The signatures of an issued report, wherever its files are offered."""

from __future__ import annotations

from django import template

from hopluc.organizations.acting import Acting
from hopluc.reporting.issuing.codes import shown
from hopluc.reporting.issuing.panel import Panel, panel_of
from hopluc.reporting.issuing.queries import Files

register = template.Library()
register.filter("shown_code", shown)


@register.simple_tag
def signatures(files: Files, acting: Acting) -> Panel | None:
    """What is known of the signatures, and what this person may do; None for a draft."""
    return panel_of(files, acting)
