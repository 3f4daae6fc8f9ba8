"""Background work of yearly plans: ids in, actions called, safe to run twice."""

from __future__ import annotations

from hopluc.reporting.yearly import actions


def recognise_plan(plan_id: int) -> None:
    """Look whether a plan that was put into force came of a draft."""
    actions.recognise_plan(plan_id)
