"""Everything that the tables say, so that two moments can be compared."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

# What only grows, or tells of the handover itself, is left out.
APART = {"archive", "handover", "django_q", "sessions", "contenttypes", "auth"}


def everything() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table of ours, by kind and key."""
    return {
        model._meta.label: {row["pk"]: row for row in models.QuerySet(model).values("pk", *_names(model))}
        for model in apps.get_models()
        if model._meta.app_label not in APART
    }


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
