"""Comparing plans: two of 60 tasks, two of 300, a superior plan with a lower one."""

from __future__ import annotations

import dataclasses
import json
import random
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from bench import Figure, ran, seconds, show
from bench.compile import SHARED, different_plans
from hopluc.compiler import pipeline
from hopluc.compiler.compare import bodies, likeness, marks, words
from hopluc.compiler.compare.coverage import coverage
from hopluc.compiler.compare.diff import diff
from hopluc.compiler.format import Plan, Task, to_json


def grown(plan: Plan, tasks: list[Task], size: int, seed: int) -> Plan:
    """The plan with so many tasks: those given in turn, each of another place, some words left out."""
    dice = random.Random(seed)
    rows = []
    for at in range(size):
        task = tasks[at % len(tasks)]
        said = [word for word in task.text.split() if dice.random() > 0.1]
        text = " ".join([*said, "tại", "xã", f"Bãi {at // len(tasks)}"])
        rows.append(dataclasses.replace(task, id=f"{at + 1}", text=text))
    return dataclasses.replace(plan, tasks=tuple(rows))


def forget(*rooms: ModuleType) -> None:
    """Empty what the modules keep, so that every word is met for the first time."""
    for room in rooms:
        for kept in vars(room).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def first_time(work: object) -> float:
    """The least of several first runs."""

    def run() -> None:
        forget(words, likeness, marks, bodies)
        assert callable(work)
        work()

    return seconds(run, times=3)


def main() -> None:
    plans = [pipeline.compile_document(document) for document in different_plans()]
    tasks = [task for plan in plans for task in plan.tasks]
    figures = []
    for size, wanted in ((60, "≤ 1 s"), (300, "–")):
        old, new = (grown(plans[0], tasks, size, seed) for seed in (1, 2))
        figures.append(
            Figure(
                f"diff, {size} nhiệm vụ với {size}: trong tiến trình",
                wanted,
                f"{first_time(lambda one=old, other=new: diff(one, other)):.2f} s",
            )
        )
        figures.append(
            Figure(
                f"coverage, {size} nhiệm vụ với {size}",
                "–",
                f"{first_time(lambda one=old, other=new: coverage(one, [other])):.2f} s",
            )
        )
        if size == 60:
            figures.append(Figure("… cả lệnh hopluc diff, hai tệp JSON", "–", whole_command(old, new)))
    seeds = [*SHARED.glob("seeds/002_*.txt"), *SHARED.glob("seeds/003_*.txt")]
    if len(seeds) == 2:
        one, other = (pipeline.compile_files([seed]) for seed in seeds)
        taken = first_time(lambda: diff(one, other))
        figures.append(Figure("diff, kế hoạch thật 002 với 003: trong tiến trình", "≤ 1 s", f"{taken:.2f} s"))
    show(figures)


def whole_command(old: Plan, new: Plan) -> str:
    """Seconds of the whole command on two compiled plans."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / name) for name in ("cu.json", "moi.json")]
        for name, plan in zip(names, (old, new), strict=True):
            Path(name).write_text(json.dumps(to_json(plan), ensure_ascii=False), encoding="utf-8")
        code = "import sys; from hopluc.cli import main; sys.exit(main(sys.argv[1:]) not in (0, 1))"
        taken = ran(sys.executable, "-c", code, "diff", *names)
    return f"{taken.seconds:.2f} s, {taken.megabytes:.0f} MB"


if __name__ == "__main__":
    main()
