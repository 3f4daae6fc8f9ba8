"""Print how the compiler reads documents, against hand-made readings of them.

    python -m tools.accuracy [-v] [DOCUMENT …]     -v: what was wrong, document by document
    python -m tools.accuracy --markdown            the tables of docs/accuracy.md

The real plans and samples lie in ../shared; the variants are our own (tests/compiler/variants). Each
row is a reach of its own: 100 × F1 over the items of the documents, never a mean of means.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import reduce

from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_document
from hopluc.compiler.read import read_bytes
from tests.compiler import gold
from tests.compiler.measuring import NOTHING, Measured, Share, measure
from tests.conftest import SHARED

# Row -> what is to be reached on the seeds and on other documents, in percent (None: for information).
REACH: dict[str, tuple[float | None, float | None]] = {
    "tasks": (98, 90),
    "leads": (97, 90),
    "coordinators": (97, 90),
    "deadlines": (98, 92),
    "products": (98, 92),
    "text": (98, 92),
    "mandates": (98, 92),
    "task spans": (98, 92),
    "ids": (None, None),
    "indicators": (95, 85),
    "indicators whole": (95, 85),
    "indicator operator": (None, None),
    "indicator unit": (None, None),
    "indicator period": (None, None),
    "indicator baseline": (None, None),
    "indicator per": (None, None),
    "indicator whose": (None, None),
    "indicator each": (None, None),
    "citations": (98, 93),
    "citations whole": (98, 93),
    "citation kind": (None, None),
    "citation date": (None, None),
    "citation issuer": (None, None),
    "citation role": (None, None),
    "reporting": (None, 85),
    "reporting whole": (None, 85),
    "duties": (None, 85),
    "duties whole": (None, 85),
    "header": (100, 95),
    "findings": (None, None),
    "accounted for": (99.5, 99.5),
    "left over": (None, None),
}
KINDS = {"seed": "the five seeds", "sample": "samples", "variant": "own variants"}


def main(arguments: list[str]) -> int:
    verbose = "-v" in arguments
    chosen = {name for name in arguments if not name.startswith("-")}
    ruler = gold.ruler(SHARED)
    by_kind: dict[str, dict[str, Measured]] = {kind: {} for kind in KINDS}
    for reading in gold.readings(SHARED):
        if chosen and reading.name not in chosen:
            continue
        source = read_bytes(reading.data, reading.file_name)
        plan = to_json(compile_document(source))
        measured = measure(reading.wanted, plan, ruler)
        measured.shares.update(gold.accounted(plan, source.text))
        by_kind[reading.kind][reading.name] = measured
    markdown = "--markdown" in arguments
    for kind, title in KINDS.items():
        if by_kind[kind]:
            print(f"\n## {title}\n" if markdown else f"\n{title}\n{'=' * len(title)}")
            if markdown and kind == "variant":
                _lowest(by_kind[kind])
            else:
                _table(by_kind[kind], 0 if kind == "seed" else 1, "|" if markdown else "")
            if verbose:
                _wrongs(by_kind[kind])
    return 0


def _table(documents: Mapping[str, Measured], column: int, bar: str) -> None:
    """The rows of one kind of documents; `bar` sets the cells apart where it is given."""
    names = [name[:7] for name in documents]
    print(_line(bar, "", "reach", "all", *names))
    if bar:
        print(_line(bar, *["---", *["--:"] * (len(names) + 2)]))
    for row, reaches in REACH.items():
        shares = [measured.shares.get(row) for measured in documents.values()]
        known = [share for share in shares if share is not None]
        if not known:
            continue
        whole, reach = _whole(known), reaches[column]
        mark = "" if reach is None else f"{reach:g}"
        below = "*" if reach is not None and 100 * whole.f1 < reach else ""
        print(_line(bar, row, mark, f"{_percent(whole)}{below}", *map(_percent, shares)))


def _lowest(documents: Mapping[str, Measured]) -> None:
    """The rows of very many documents: over all, how many lie below the reach, and the three lowest."""
    print("| | reach | all | below it | the lowest |\n| --- | --: | --: | --: | --- |")
    for row, (_, reach) in REACH.items():
        shares = {name: m.shares[row] for name, m in documents.items() if row in m.shares}
        known = {name: share for name, share in shares.items() if share.wanted or share.given}
        if not known or reach is None:
            continue
        below = sorted((s.f1, name) for name, s in known.items() if 100 * s.f1 < reach)
        worst = ", ".join(f"{name[:2]}: {100 * f1:.1f}" for f1, name in below[:3])
        count = f"{len(below)} of {len(known)}"
        print(_line("|", row, f"{reach:g}", _percent(_whole(known.values())), count, worst))


def _line(bar: str, first: str, *rest: str) -> str:
    if bar:
        return f"| {' | '.join((first, *rest))} |"
    return f"{first:20}" + "".join(f"{cell:>8}" for cell in rest)


def _whole(shares: Iterable[Share]) -> Share:
    return reduce(Share.__add__, shares, NOTHING)


def _percent(share: Share | None) -> str:
    return "–" if share is None or not (share.wanted or share.given) else f"{100 * share.f1:.1f}"


def _wrongs(documents: Mapping[str, Measured]) -> None:
    for name, measured in documents.items():
        for row, notes in measured.wrong.items():
            if notes:
                print(f"\n{name} · {row}")
                for note in notes:
                    print(f"    {note}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
