"""How Django's form controls are drawn: the plain ones at once.

A control drawn by Django's own templates costs half a millisecond, and a list's filters are seven of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# Templates that are nothing but `django/forms/widgets/input.html`.
_INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in ("input", "text", "number", "email", "url", "date", "hidden", "checkbox")
)


class Renderer(DjangoTemplates):
    """Django's renderer, but for `<input>`."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The control's HTML, the same as by its template."""
        if template_name in _INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> SafeString:
    given = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        given["value"] = widget["value"]
    return mark_safe(f"<input{_attributes(given | widget['attrs'])}>")  # noqa: S308  each value is escaped


def _attributes(given: Mapping[str, Any]) -> str:
    """As Django's `attrs.html`: True is a name alone, False is nothing."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given.items()
        if value is not False
    )
