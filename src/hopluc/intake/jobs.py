"""Background work of the room: ids in, action called, safe to run twice."""

from __future__ import annotations

from hopluc.intake import actions, mandates


def compile_paper(paper_id: int) -> None:
    """Compile a received paper."""
    actions.compile_paper(paper_id)


def propose_mandates(link_id: int) -> None:
    """Compare the two plans of a link and propose links of their tasks and targets."""
    mandates.propose(link_id)


def propose_links(plan_id: int) -> None:
    """Look for plans that a new one carries out, or that carry it out."""
    mandates.propose_for(plan_id)
