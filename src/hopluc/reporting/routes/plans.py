"""The plans of a round: its own first, then the further ones that its one report answers."""

from __future__ import annotations

from hopluc.plans.models import Plan
from hopluc.reporting.models import Round


def plans_of(round_: Round) -> list[Plan]:
    """The plans that a round asks about, its own first."""
    return [round_.plan, *(one.plan for one in round_.further.select_related("plan"))]
