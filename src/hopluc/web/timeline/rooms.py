"""The rooms that tell of a record's life, in the order in which it usually passes through them."""

from __future__ import annotations

from collections.abc import Mapping

from hopluc.engagement import life as engagement
from hopluc.handover import life as handover
from hopluc.intake import life as intake
from hopluc.organizations.life import Find, Room
from hopluc.plans import life as plans
from hopluc.reporting import life as reporting
from hopluc.reporting.reviews import life as reviews
from hopluc.reporting.urging import life as urging
from hopluc.reporting.yearly import life as yearly

ROOMS: tuple[Room, ...] = (intake, plans, engagement, urging, reporting, reviews, yearly, handover)
SUBJECTS: Mapping[str, Find] = {slug: find for room in ROOMS for slug, find in room.SUBJECTS.items()}
