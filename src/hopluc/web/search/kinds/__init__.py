"""The kinds of records that search finds, as data: a new kind is an entry in the list of its room."""

from hopluc.web.search.kinds import engagement, others, plans, reporting
from hopluc.web.search.kinds.base import Hit, Kind, Seer

KINDS: tuple[Kind, ...] = (*plans.KINDS, *engagement.KINDS, *reporting.KINDS, *others.KINDS)

__all__ = ["KINDS", "Hit", "Kind", "Seer"]
