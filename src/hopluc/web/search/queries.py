"""One question put to every room: what matches, of what this person may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan, Task
from hopluc.viet.text import fold

MOST = 20
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What each room found, at most `MOST` of each; `more` names the kinds of which there are more."""

    plans: list[Plan] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    bodies: list[Organisation] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    more: frozenset[str] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether no room found anything."""
        return not (self.plans or self.tasks or self.bodies or self.papers)


def search(acting: Acting, words: str) -> Found:
    """Records whose folded words hold the words asked for; fewer than two letters find nothing."""
    folded = fold(" ".join(words.split()))
    if len(folded) < SHORTEST:
        return Found()
    plans = Plan.objects.visible_to(acting)
    seen = list(plans.values_list("pk", flat=True))
    sources: dict[str, Any] = {
        "plans": plans.matching(words).order_by("-issued_on", "pk"),
        "tasks": Task.objects.filter(plan__in=seen, folded__contains=folded)
        .select_related("plan")
        .order_by("-plan__issued_on", "plan_id", "order"),
        "bodies": Organisation.objects.visible_to(acting)
        .filter(folded__contains=folded)
        .order_by("sort_key", "pk"),
        "papers": Paper.objects.visible_to(acting).search(words).order_by("-received_at", "-pk"),
    }
    found = {name: list(rows[: MOST + 1]) for name, rows in sources.items()}
    more = frozenset(name for name, rows in found.items() if len(rows) > MOST)
    return Found(**{name: rows[:MOST] for name, rows in found.items()}, more=more)
