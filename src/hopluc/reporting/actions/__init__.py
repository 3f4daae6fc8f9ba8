"""Rounds, submissions and consolidated reports change here, each step with its deed."""

from hopluc.reporting.actions.reports import ask_consolidation, consolidate, consolidation_failed, issue
from hopluc.reporting.actions.returned import take_back
from hopluc.reporting.actions.rounds import (
    AlreadyOpenError,
    close_round,
    open_round,
    prefill_some,
    reopen_round,
)
from hopluc.reporting.actions.submissions import (
    TEXTS,
    Saved,
    accept,
    fields_of,
    gather_again,
    hand_in,
    prefill,
    reopen,
    return_submission,
    save_draft,
    submit,
    withdraw,
)

__all__ = [
    "TEXTS",
    "AlreadyOpenError",
    "Saved",
    "accept",
    "ask_consolidation",
    "close_round",
    "consolidate",
    "consolidation_failed",
    "fields_of",
    "gather_again",
    "hand_in",
    "issue",
    "open_round",
    "prefill",
    "prefill_some",
    "reopen",
    "reopen_round",
    "return_submission",
    "save_draft",
    "submit",
    "take_back",
    "withdraw",
]
