"""Print how the compiler reads the real plans, against hand-made readings of them."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.compiler import gold  # noqa: E402
from tests.conftest import SHARED  # noqa: E402

from hopluc.compiler.format import to_json  # noqa: E402
from hopluc.compiler.pipeline import compile_files  # noqa: E402


def main() -> int:
    seeds = {path.name[:3]: path for path in sorted((SHARED / "seeds").glob("*.txt"))}
    if not seeds:
        print(f"no plans in {SHARED / 'seeds'}")
        return 1
    ruler = gold.ruler(SHARED)
    verbose = "-v" in sys.argv
    for number, path in seeds.items():
        wanted, got = gold.load(number, path, SHARED), to_json(compile_files([path]))
        score = ruler.score(wanted, got)
        right, total, wrong = gold.tasks_right(wanted, got, ruler)
        print(ruler.row(number, score))
        print(f"{'':10} tasks with the right leads and deadline: {right} of {total}")
        if verbose:
            print(
                f"{'':10} wrong: {wrong}\n{'':10} missed: {score['_missed']}\n{'':10} extra: {score['_extra']}"
            )
            print(f"{'':10} missed indicators: {score['_ind_missed']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
