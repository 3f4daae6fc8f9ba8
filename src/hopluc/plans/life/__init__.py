"""The life of plans, tasks, parts, targets, duties and amendments, as one timeline tells it
(organizations.life)."""

from __future__ import annotations

from collections.abc import Iterator

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Subject
from hopluc.plans.life import deeds, parts, targets, tasks
from hopluc.plans.life.subjects import SUBJECTS

__all__ = ["SUBJECTS", "life_of"]

_SOURCES = (
    deeds.events,
    parts.given,
    parts.progress,
    parts.extensions,
    tasks.openings,
    tasks.deliveries,
    tasks.changes,
    tasks.links,
    targets.figures,
    targets.shares,
)


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """What this room knows of a subject's plans, tasks, parts and targets. A plan is read whole, so who may
    see the subject may read all of it; of plans linked to it the person reads the names of those they see."""
    for source in _SOURCES:
        yield from source(subject, by)
