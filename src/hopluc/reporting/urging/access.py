"""Who may, in words: the rules about urging letters and reminders."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.access import follows
from hopluc.plans.models import Plan
from hopluc.reporting.urging.models import Letter, LetterBatch


def may_urge(acting: Acting, plan: Plan) -> bool:
    """Officers of the plan's owner or standing agency urge, and set when people are reminded."""
    return acting.has(Role.OFFICER) and follows(acting, plan)


def may_keep_batch(acting: Acting, batch: LetterBatch) -> bool:
    """Officers of the body that urges leave letters out, write down number and day, take answers in."""
    return acting.has(Role.OFFICER) and is_own(acting, batch.sender)


def may_answer(acting: Acting, letter: Letter) -> bool:
    """Officers of the body that was urged answer; those of the sender write down an answer that came
    on paper."""
    if letter.state != Letter.State.SENT or not acting.has(Role.OFFICER):
        return False
    return is_own(acting, letter.body) or is_own(acting, letter.batch.sender)
