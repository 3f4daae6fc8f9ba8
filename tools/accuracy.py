"""Print how the compiler reads the real plans, against hand-made readings of them."""

from __future__ import annotations

import sys

from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_files
from tests.compiler import gold
from tests.conftest import SHARED


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
            for what, ids in (("wrong", wrong), ("missed", score["_missed"]), ("extra", score["_extra"])):
                print(f"{'':10} {what}: {ids}")
            print(f"{'':10} missed indicators: {score['_ind_missed']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
