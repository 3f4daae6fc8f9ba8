"""Columns for search say what the row says, whichever way it was written."""

from __future__ import annotations

import pytest
from django.apps import apps

from hopluc.archive.folding import FoldedField, folded
from tests import factories
from tests.web import everything

pytestmark = pytest.mark.django_db


def _kept() -> list[tuple[str, FoldedField]]:
    return [
        (model._meta.label, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FoldedField)
    ]


def test_words_inside_json_are_folded_with_the_rest() -> None:
    assert folded("Đắk Nông", {"text": "Hợp  tác xã", "n": 3}, ["Số 1", None]) == "dak nong hop tac xa so 1"


def test_every_row_written_by_an_action_has_its_words_folded() -> None:
    everything.build()
    for label, field in _kept():
        rows = list(apps.get_model(label)._base_manager.order_by("pk"))
        assert rows, f"no {label} in the world: nothing is tested of it"
        for row in rows:
            assert field.value_from_object(row) == field.words(row), f"{label} {row.pk}"


def test_a_renamed_row_is_found_by_its_new_words() -> None:
    person = factories.person(factories.province(), name="Trần Thị Hòa")
    person.full_name = "Trần Thị Thủy"
    person.save()
    person.refresh_from_db()
    assert person.folded == "tran thi thuy"
