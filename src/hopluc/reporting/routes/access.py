"""Who may, in words: rounds that answer others, and where reports go."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.access import covers
from hopluc.reporting.access import may_fill
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.routes.models import Leg

UNSENT = (Submission.State.DRAFT, Submission.State.RETURNED)


def may_ask_units(acting: Acting, submission: Submission) -> bool:
    """Officers of the very body that owes the report open a round among its units, whoever's plan it is,
    while the report can still be written."""
    return (
        acting.has(Role.OFFICER)
        and acting.body.pk == submission.body_id
        and submission.state in UNSENT
        and submission.round.state == Round.State.OPEN
    )


def may_lay(acting: Acting, submission: Submission) -> bool:
    """Those who write the report take over what its units said, while it can be written."""
    open_ = submission.round.state == Round.State.OPEN and submission.state in UNSENT
    return open_ and may_fill(acting, submission)


def may_confirm(acting: Acting, leg: Leg) -> bool:
    """Officers of the body to which a report was sent confirm it and remark on it."""
    return acting.has(Role.OFFICER) and leg.recipient is not None and is_own(acting, leg.recipient)


def may_read_incoming(acting: Acting, leg: Leg) -> bool:
    """People of the body to which a report was sent, and those above it, once it was sent."""
    return leg.sent_on is not None and covers(acting, leg.recipient)
