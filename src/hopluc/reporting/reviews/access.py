"""Who may, in words: the rules about reviews and the five-year tables."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.reporting.reviews.models import Review


def may_open(acting: Acting) -> bool:
    """Officers open a review for their body, which leads it."""
    return acting.has(Role.OFFICER)


def may_write(acting: Acting, review: Review) -> bool:
    """Officers of the body that leads the review; nobody else writes in it."""
    return acting.has(Role.OFFICER) and is_own(acting, review.body)
