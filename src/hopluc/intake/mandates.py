"""What a plan carries out of a superior one, found by the compiler's coverage and proposed to plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.compare.coverage import coverage
from hopluc.compiler.compare.marks import marked
from hopluc.compiler.compare.model import Coverage, Sureness
from hopluc.compiler.format import Plan as CompiledPlan
from hopluc.plans.mandates.compiled import as_compiled
from hopluc.plans.mandates.linking import Proposed, keep_proposals, propose_plan_links
from hopluc.plans.models import Plan, PlanLink
from hopluc.viet.text import fold

QUOTED = "Cột nhiệm vụ cấp trên giao chép nguyên lời nhiệm vụ này"
_NOT_WORD = re.compile(r"[^a-z0-9]+")

_WHY: dict[Sureness, str] = {
    "mandate": "Cột nhiệm vụ cấp trên giao dẫn lời nhiệm vụ này",
    "words": "Nội dung giống nhau",
    "disputed": "Giống một phần, cần người xem",
}
DISPUTED = 0.5  # at most, where it may as well be another task: such a proposal is not ticked beforehand
SHOWN = 3  # stretches of words that two tasks share, the longest ones
LEAST = 6  # letters of a stretch worth showing


def propose(link_id: int) -> tuple[int, int]:
    """Compare the two plans of a link and propose links of their tasks and targets; how many of each.

    May run twice. A link that is gone or refused proposes nothing.
    """
    link = PlanLink.objects.select_related("below__owner", "above__owner").filter(pk=link_id).first()
    if link is None or link.state == PlanLink.State.REFUSED:
        return 0, 0
    below, above = as_compiled(link.below), as_compiled(link.above)
    found = coverage(above, [below])
    return keep_proposals(link, list(_tasks(found, below, above)), list(_targets(found)))


def propose_for(plan_id: int) -> int:
    """Look for the plans that a new one carries out, or that carry it out, and compare them; how many."""
    plan = Plan.objects.filter(pk=plan_id).first()
    links = propose_plan_links(plan) if plan else []
    for link in links:
        propose(link.pk)
    return len(links)


def _tasks(found: Coverage, below: CompiledPlan, above: CompiledPlan) -> Iterator[Proposed]:
    """What a mandate column quotes whole is that task and no other; the rest is the compiler's coverage."""
    quoted = dict(_quoted_whole(below, above))
    for lower, upper in quoted.items():
        yield Proposed(lower, upper, 1.0, QUOTED)
    mandates = {task.id: task.mandate or "" for task in below.tasks}
    for covered in found.tasks:
        for one in covered.by:
            if one.task.id in quoted:
                continue
            words = _shared(
                mandates.get(one.task.id, "") if one.how == "mandate" else one.task.text, covered.task.text
            )
            why = f"{_WHY[one.how]}: {words}" if words else _WHY[one.how]
            likeness = min(one.likeness, DISPUTED) if one.how == "disputed" else one.likeness
            yield Proposed(one.task.id, covered.task.id, likeness, why)


def _quoted_whole(below: CompiledPlan, above: CompiledPlan) -> Iterator[tuple[str, str]]:
    """Lower tasks whose mandate column is word for word one superior task (and only one), by id."""
    said: dict[str, list[str]] = {}
    for task in above.tasks:
        said.setdefault(_plain(task.text), []).append(task.id)
    for task in below.tasks:
        same = said.get(_plain(task.mandate), []) if task.mandate else []
        if len(same) == 1:
            yield task.id, same[0]


def _plain(text: str) -> str:
    """Words without marks, case and punctuation."""
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split())


def _targets(found: Coverage) -> Iterator[Proposed]:
    for one in found.targets:
        if one.by is not None:
            words = _shared(one.by.text, one.target.text)
            likeness = 0.5 if one.doubts else 0.9
            yield Proposed(
                one.by.id, one.target.id, likeness, f"Cùng chỉ tiêu: {words}" if words else "Cùng chỉ tiêu"
            )


def _shared(one: str, other: str) -> str:
    """The longest stretches of words that two texts share, quoted."""
    runs = [
        segment.old_text.strip(" ,;.:")
        for segment in marked(other, one)
        if segment.mark not in ("del", "ins")
    ]
    longest = sorted({run for run in runs if len(run) >= LEAST}, key=len, reverse=True)[:SHOWN]
    return "; ".join(f"“{run}”" for run in longest)[:200]
