"""Background work of the room: ids in, action called, safe to run twice."""

from __future__ import annotations

from hopluc.intake import actions


def compile_paper(paper_id: int) -> None:
    """Compile a received paper."""
    actions.compile_paper(paper_id)
