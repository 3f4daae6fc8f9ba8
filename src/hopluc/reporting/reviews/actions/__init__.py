"""Every change of state of a review: one function checks, writes and logs in one transaction."""

from hopluc.reporting.reviews.actions.asking import make_questions, open_questions, use_form
from hopluc.reporting.reviews.actions.figures import drop_figure, type_figure
from hopluc.reporting.reviews.actions.findings import (
    add_finding,
    gather_findings,
    sort_as_asked,
    sort_finding,
)
from hopluc.reporting.reviews.actions.issuing import files_of, issue
from hopluc.reporting.reviews.actions.opening import Facts, change_facts, open_review
from hopluc.reporting.reviews.actions.parts import add_part, change_part, drop_part, move_part

__all__ = [
    "Facts",
    "add_finding",
    "add_part",
    "change_facts",
    "change_part",
    "drop_figure",
    "drop_part",
    "files_of",
    "gather_findings",
    "issue",
    "make_questions",
    "move_part",
    "open_questions",
    "open_review",
    "sort_as_asked",
    "sort_finding",
    "type_figure",
    "use_form",
]
