"""The rooms that have a say when a body ends, in the order in which they hand over.

Plans before reporting: a report is gathered anew from the parts that the successor has by then.
"""

from __future__ import annotations

from hopluc.engagement import handover as engagement
from hopluc.intake import handover as intake
from hopluc.organizations import handover as organizations
from hopluc.organizations.passing import Room
from hopluc.plans import handover as plans
from hopluc.reporting import handover as reporting

ROOMS: tuple[Room, ...] = (organizations, plans, intake, engagement, reporting)  # type: ignore[assignment]

# Foreign keys to Organisation that no room hands over, each with its reason.
EXCEPTIONS: dict[str, str] = {
    "handover.Party.body": "this is the record of a handover; it keeps the name of the day",
}
