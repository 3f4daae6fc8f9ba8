"""Join what the compiler finds in the five seeds with the verdict of a reader on each finding.

    python -m tools.lint_seeds > docs/lint-seeds.md        --open: what has no verdict yet

The verdicts (`tests/compiler/gold/verdicts.json`) hold places and no words of the documents. A finding
has the verdict of its rule at its place: the ranges need not be the same, but must overlap.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hopluc.compiler.check.reports import Places
from hopluc.compiler.format import Finding, Span
from hopluc.compiler.pipeline import compile_document
from hopluc.compiler.read import read_bytes
from tests.compiler import gold
from tests.conftest import SHARED

VERDICTS = gold.FOLDER / "verdicts.json"
KINDS = ("real", "arguable", "false")
HEAD = """# What `hopluc lint` finds in the five seeds

Made by `python -m tools.lint_seeds`: each finding of the compiler with the verdict of a reader who looked at
the place (`tests/compiler/gold/verdicts.json`). `tests/compiler/test_lint_seeds.py` fails when a finding
has no verdict, when fewer than 90 % are real, or when fewer than 9 of 10 of what the hand-made readings
hold to be an error or likely wrong are found. *real*: a careful reader would have it mended. *arguable*:
true, but some would leave it. *false*: nothing is wrong.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with its place (line and column) and its verdict, None where nobody has given one."""

    finding: Finding
    line: int
    column: int
    verdict: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reading holds to be wrong: found here, or why not."""

    rule: str
    found: bool
    why: str


@dataclass(frozen=True, slots=True)
class Seed:
    """All findings on one seed, and what its reading wants found."""

    name: str
    judged: tuple[Judged, ...]
    wanted: tuple[Wanted, ...]


def seeds() -> Iterator[Seed]:
    """The five seeds, judged."""
    verdicts: dict[str, Any] = json.loads(VERDICTS.read_text(encoding="utf8"))
    for reading in gold.readings(SHARED):
        if reading.kind == "seed":
            yield _judge(reading, verdicts[reading.name])


def _judge(reading: gold.Reading, verdicts: dict[str, Any]) -> Seed:
    source = read_bytes(reading.data, reading.file_name)
    plan = compile_document(source)
    places = Places(source.text, plan.sources)
    judged = []
    for finding in plan.findings:
        span = finding.span or (0, 0)
        given = next(
            (v for v in verdicts["findings"] if v["rule"] == finding.rule and _meet(v["span"], span)), {}
        )
        place = places.of(span)
        judged.append(Judged(finding, place.line, place.column, given.get("verdict"), given.get("why", "")))
    spans = [finding.span or (0, 0) for finding in plan.findings]
    wanted = []
    for number, entry in enumerate(reading.wanted["findings"]):
        if entry["severity"] in ("error", "warning"):
            at = _place(entry, source.text)
            why = verdicts["unfound"].get(str(number), "")
            elsewhere = why.startswith("elsewhere")
            found = elsewhere or any(at and _meet(at, span) for span in spans)
            wanted.append(Wanted(entry["rule"], found, why))
    return Seed(reading.name, tuple(judged), tuple(wanted))


def _meet(one: list[int] | Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _place(entry: dict[str, Any], text: str) -> Span | None:
    """The range of a finding of a reading; the ruler's own has a quote for it."""
    if entry.get("span"):
        return entry["span"][0], entry["span"][1]
    quote = r"\s+".join(map(re.escape, entry["quote"].split()))
    found = re.search(quote, text)
    return found.span() if found else None


def page(judged: list[Seed]) -> str:
    """The page: a table for each seed, then what was not found and why."""
    counts = Counter(j.verdict for seed in judged for j in seed.judged)
    wanted = [w for seed in judged for w in seed.wanted]
    lines = [HEAD]
    total = sum(counts.values())
    share = 100 * counts["real"] / total
    lines.append(
        f"{total} findings: {counts['real']} real ({share:.0f} %), {counts['arguable']} arguable, "
        f"{counts['false']} false. Of {len(wanted)} errors and warnings of the readings "
        f"{sum(w.found for w in wanted)} are found.\n"
    )
    for seed in judged:
        severe = sum(j.finding.severity != "info" for j in seed.judged)
        lines.append(
            f"## Seed {seed.name}: {len(seed.judged)} findings, {severe} of them errors and warnings\n"
        )
        lines.append("| rule | severity | line:column | verdict | why |\n|---|---|---|---|---|")
        for j in seed.judged:
            place = f"{j.line}:{j.column}"
            lines.append(
                f"| {j.finding.rule} | {j.finding.severity} | {place} | {j.verdict or '?'} | {j.why} |"
            )
        lines.append("")
    lines.append("## Errors and warnings of the readings that no rule finds\n")
    lines.append("| seed | what the reading calls it | why |\n|---|---|---|")
    lines += [f"| {s.name} | {w.rule} | {w.why} |" for s in judged for w in s.wanted if not w.found]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the page, or with `--open` the findings without a verdict."""
    judged = list(seeds())
    if "--open" in arguments:
        for seed in judged:
            for j in seed.judged:
                if j.verdict is None:
                    print(
                        seed.name, j.finding.rule, j.finding.span, f"{j.line}:{j.column}", j.finding.message
                    )
        return 0
    print(page(judged))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
