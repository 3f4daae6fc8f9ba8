"""Controls and rows that are drawn at once are the same as by the template language."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.urls import reverse, set_script_prefix
from django.utils.html import escape

from hopluc.ui.rendering import Renderer
from hopluc.ui.templatetags.ui import address
from hopluc.ui.widgets import DayInput

WIDGETS = [
    (forms.TextInput({"class": "form-control", "required": True, "readonly": False}), 'a "b" <c>'),
    (forms.TextInput(), None),
    (forms.NumberInput({"min": 0, "max": 100}), 5),
    (forms.CheckboxInput({"class": "form-check-input"}), True),
    (forms.CheckboxInput(), False),
    (forms.HiddenInput(), "x"),
    (DayInput(), None),
    (forms.Textarea(), "<p>"),
    (forms.Select(choices=[("a", "A&B"), ("b", "B")]), "b"),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_control_is_drawn_as_django_draws_it(widget: forms.Widget, value: object) -> None:
    ours, django = (
        widget.render("ten", value, {"id": "id_ten"}, renderer=one()) for one in (Renderer, DjangoTemplates)
    )
    assert ours.strip() == django.strip()


def test_no_value_breaks_out_of_its_control() -> None:
    drawn = forms.TextInput({"placeholder": '"><script>'}).render("q", '"><script>', renderer=Renderer())
    assert "<script>" not in drawn
    assert drawn.count(escape('"><script>')) == 2


def test_an_address_in_a_list_is_that_of_the_page() -> None:
    assert address(7, "plans:task") == reverse("plans:task", args=[7])
    set_script_prefix("/tinh/")
    try:
        assert address(7, "plans:task") == reverse("plans:task", args=[7])
    finally:
        set_script_prefix("/")
