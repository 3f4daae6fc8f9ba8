"""Every foreign key to a body says what becomes of it when the body ends."""

from __future__ import annotations

from collections import Counter

from django.apps import apps

from hopluc.handover.rooms import EXCEPTIONS, ROOMS
from hopluc.organizations.models import Organisation


def keys_to_bodies() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Organisation
    }


def test_every_key_to_a_body_is_in_one_rooms_handover_or_excepted() -> None:
    told = Counter(key for room in ROOMS for key in room.COVERS)
    told.update(list(EXCEPTIONS))
    assert set(told) == keys_to_bodies()
    assert [key for key, times in told.items() if times > 1] == []


def test_every_room_speaks_of_its_own_models_and_gives_reasons() -> None:
    for room in ROOMS:
        label = room.__name__.split(".")[1]  # type: ignore[attr-defined]
        assert all(key.startswith(f"{label}.") and reason for key, reason in room.COVERS.items())
    assert all(EXCEPTIONS.values())
