"""A template of ours that prints a variable nobody gave fails the test (a pytest plugin).

Django prints nothing for it, so that a misspelt name goes unseen. `{% if %}`, `{% for %}` and
`{% firstof %}` may still ask whether something is there. Templates of libraries are left alone.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from django.template import engines

OURS = str(Path(__file__).resolve().parents[2] / "src" / "hopluc")


class UndefinedVariableError(Exception):
    """A template prints a variable that its view did not give."""


def _template() -> str:
    """The file of the template that is being rendered now."""
    frame = inspect.currentframe()
    while frame:
        context = frame.f_locals.get("context")
        render_context = getattr(context, "render_context", None)
        template = getattr(render_context, "template", None)
        if template is not None:
            return str(template.origin.name)
        frame = frame.f_back
    return "?"


class _Undefined(str):
    """What Django puts in place of an undefined variable; it asks for `"%s" in` and then for `%`."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> str:  # type: ignore[override]
        where = _template()
        if where.startswith(OURS):
            raise UndefinedVariableError(f"{variable} in {where}")
        return ""


@pytest.fixture(autouse=True)
def no_undefined_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test renders with undefined variables of our templates as errors."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", _Undefined("undefined"))
