"""Who may, in words: signing an issued report and taking in one that was signed outside."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.reporting.models import Round


def may_sign(acting: Acting, round_: Round) -> bool:
    """Approvers (leaders) of the body that issued the report."""
    return acting.has(Role.APPROVER) and is_own(acting, round_.collector)


def may_seal(acting: Acting, round_: Round) -> bool:
    """Officers of the body that issued the report: the clerk puts the body's own signature under the
    leader's (NĐ 30/2020, as remembered, not verified against the text)."""
    return acting.has(Role.OFFICER) and is_own(acting, round_.collector)


def may_take_signed(acting: Acting, round_: Round) -> bool:
    """Whoever may seal also files what was signed outside."""
    return may_seal(acting, round_)
