"""Next year's draft and a plan's end change here, each step with its deed."""

from hopluc.reporting.yearly.actions.closing import close_with_report
from hopluc.reporting.yearly.actions.drafts import make_draft, refresh_draft, retitle_draft
from hopluc.reporting.yearly.actions.issued import link_issued, recognise_plan, unlink_issued
from hopluc.reporting.yearly.actions.lines import (
    add_line,
    choose_lines,
    drop_line,
    edit_line,
    keep_line,
    move_line,
)
from hopluc.reporting.yearly.actions.targets import add_target, drop_target, propose_target

__all__ = [
    "add_line",
    "add_target",
    "choose_lines",
    "close_with_report",
    "drop_line",
    "drop_target",
    "edit_line",
    "keep_line",
    "link_issued",
    "make_draft",
    "move_line",
    "propose_target",
    "recognise_plan",
    "refresh_draft",
    "retitle_draft",
    "unlink_issued",
]
