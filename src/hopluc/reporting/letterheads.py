"""What stands at the head of a body's paper besides its own name, from the bodies as they are."""

from __future__ import annotations

from hopluc.office.issuing import in_lines, place_of
from hopluc.organizations.models import Organisation


def superior_of(body: Organisation) -> str:
    """The line above the issuer's; a people's committee has none (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    if body.kind == Organisation.Kind.COMMITTEE or body.parent is None:
        return ""
    return in_lines(body.parent.name)


def place_before_day(body: Organisation) -> str:
    """The place that stands before the day: of the body, or of the committee over it."""
    return place_of(body.name) or (place_of(body.parent.name) if body.parent else "")
