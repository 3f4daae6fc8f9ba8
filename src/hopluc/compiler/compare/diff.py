"""Two plans beside each other: what became of each item."""

from __future__ import annotations

from hopluc.compiler.compare import citations, duties, indicators, tasks
from hopluc.compiler.compare.fields import Frame
from hopluc.compiler.compare.model import Diff, head
from hopluc.compiler.format import Plan


def diff(old: Plan, new: Plan) -> Diff:
    """Everything that both plans hold, each item once; `Diff.found` says whether anything changed."""
    frame = Frame(old, new)
    found = (
        *tasks.changes(frame),
        *indicators.changes(frame),
        *citations.changes(frame),
        *duties.reporting_changes(frame),
        *duties.duty_changes(frame),
    )
    return Diff(head(old), head(new), found)
