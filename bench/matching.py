"""How well diff finds each task again in a plan that was shuffled, cut, enlarged and reworded.

Not a measure of speed: run by itself (`python -m bench.matching`), for docs/diff.md. The plans are the seeds
and the text samples in the shared folder.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.compile import SHARED
from hopluc.compiler import pipeline
from hopluc.compiler.compare.diff import diff
from hopluc.compiler.format import Plan, Task

ROUNDS = 3
Pair = tuple[str, str]


@dataclass
class Score:
    """Matches right, found and wanted; of those found, disputed, and wrong without being disputed."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    disputed: int = 0
    wrong: int = 0


def real_plans() -> list[Plan]:
    """Every real plan in text with more than a few tasks."""
    paths = [*sorted(SHARED.glob("seeds/*.txt")), *sorted(SHARED.glob("samples/*.txt"))]
    plans = [pipeline.compile_files([path]) for path in paths]
    return [plan for plan in plans if len(plan.tasks) > 5]


def reworded(text: str, strange: Sequence[str], loss: float, dice: random.Random) -> str:
    """The words with a share of them left out, or exchanged for strange ones."""
    kept = []
    for word in text.split():
        if dice.random() >= loss:
            kept.append(word)
        elif dice.random() < 0.5:
            kept.append(dice.choice(strange))
    return " ".join(kept) or text


def disturbed(plan: Plan, pool: Sequence[Task], loss: float, dice: random.Random) -> tuple[Plan, set[Pair]]:
    """The plan with a tenth of its tasks dropped, half reworded, an eighth added, all in disorder; and
    which old task is which new one."""
    rows: list[Task] = []
    truth: set[Pair] = set()
    for task in dice.sample(plan.tasks, len(plan.tasks)):
        chance = dice.random()
        if chance < 0.1:
            continue
        strange = dice.choice(pool).text.split()
        text = task.text if chance < 0.45 else reworded(task.text, strange, loss, dice)
        rows.append(dataclasses.replace(task, id=f"n{len(rows)}", text=text))
        truth.add((task.id, rows[-1].id))
    for task in dice.sample(pool, len(plan.tasks) // 8 + 1):
        rows.append(dataclasses.replace(task, id=f"n{len(rows)}"))
    return dataclasses.replace(plan, tasks=tuple(rows)), truth


def bare(plan: Plan) -> Plan:
    """The plan without what stands about its tasks."""
    rows = (dataclasses.replace(task, leads=(), group=None, parent=None) for task in plan.tasks)
    return dataclasses.replace(plan, groups=(), tasks=tuple(rows))


def measure(plans: Sequence[Plan], loss: float, alone: bool) -> Score:
    """All plans, disturbed `ROUNDS` times each."""
    score = Score()
    for plan in plans:
        pool = [task for other in plans if other is not plan for task in other.tasks]
        for seed in range(ROUNDS):
            new, truth = disturbed(plan, pool, loss, random.Random(seed))
            pairs = {
                (old.id, new.id): bool(change.doubts)
                for change in (diff(bare(plan), bare(new)) if alone else diff(plan, new)).of("task")
                for old in change.old
                for new in change.new
            }
            score.right += len(truth & pairs.keys())
            score.found += len(pairs)
            score.wanted += len(truth)
            score.disputed += sum(pairs.values())
            score.wrong += sum(not doubted for pair, doubted in pairs.items() if pair not in truth)
    return score


def main() -> None:
    plans = real_plans()
    print(f"{len(plans)} kế hoạch thật, {sum(len(plan.tasks) for plan in plans)} nhiệm vụ, {ROUNDS} lượt")
    for alone in (False, True):
        print("không có cơ quan, nhóm" if alone else "có cơ quan, nhóm")
        for loss in (0.1, 0.25, 0.4):
            score = measure(plans, loss, alone)
            right, seen = score.right / score.found, score.right / score.wanted
            print(
                f"  mất {loss:.0%} từ: đúng {right:.1%}, thấy {seen:.1%}, "
                f"còn ngờ {score.disputed}/{score.found}, sai mà không ngờ {score.wrong}"
            )


if __name__ == "__main__":
    main()
