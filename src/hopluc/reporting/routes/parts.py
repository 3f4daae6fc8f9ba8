"""A report told inside another: keys that stay its own, headings one level lower. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from hopluc.office.official import Block, Cell, Document, Heading, Paragraph, Table
from hopluc.reporting.content import Report, ReportPart
from hopluc.reporting.editing.passages import Item, Passage

LETTERS = "ABCDEFGHIKLMNOPQRSTUVXY"
SMALL = "abcdđeghiklmnopqrstuvxy"  # as NĐ 30/2020 orders points
_NUMBER = re.compile(r"(\d+)\. ")


def by_plan(report: Report, told: Callable[[Report], Iterator[Item]]) -> Iterator[Item]:
    """A section told of each plan under its own heading; of a round of one plan as it is."""
    if not report.plans:
        yield from told(report)
        return
    yield Heading(f"{LETTERS[0]}. {report.asked.short}", 2)
    yield from lowered(told(report))
    for letter, part in zip(LETTERS[1:], report.plans, strict=False):
        yield Heading(f"{letter}. {part.heading}", 2)
        yield from prefixed(part.key, lowered(told(part.report)))


def lowered(items: Iterable[Item]) -> Iterator[Item]:
    """Headings one level lower; there is none below the third."""
    for item in items:
        yield replace(item, level=min(item.level + 1, 3)) if isinstance(item, Heading) else item


def lettered(items: Iterable[Item]) -> Iterator[Item]:
    """As `lowered`, and what was numbered "1." is now "a)"."""
    for item in lowered(items):
        found = _NUMBER.match(item.text) if isinstance(item, Heading) and item.level == 3 else None
        if isinstance(item, Heading) and found and int(found[1]) <= len(SMALL):
            yield replace(item, text=f"{SMALL[int(found[1]) - 1]}) {item.text[found.end() :]}")
        else:
            yield item


def prefixed(key: str, items: Iterable[Item]) -> Iterator[Item]:
    """Passages and figures under the part's key, so that an edit or a source is found in the right part."""
    for item in items:
        if isinstance(item, Passage):
            yield replace(
                item,
                key=f"{key}~{item.key}",
                place=f"{key}~{item.place}",
                figures=tuple((shown, f"{key}~{opens}") for shown, opens in item.figures),
            )
        elif isinstance(item, Table):
            yield replace(item, rows=[[_cell(key, cell) for cell in row] for row in item.rows])
        else:
            yield item


def _cell(key: str, cell: str | Cell) -> str | Cell:
    if isinstance(cell, Cell) and cell.opens:
        return replace(cell, opens=f"{key}~{cell.opens}")
    return cell


def part_of(report: Report, key: str) -> tuple[Report, str, str]:
    """The report that a figure's key speaks of, the key inside it, and the prefix; the whole report for a
    key without a part."""
    prefix, slash, rest = key.rpartition("~")
    found = next((one for one in _parts(report) if f"{one.key}~" == f"{prefix}{slash}"), None)
    return (found.report, rest, f"{prefix}~") if found else (report, key, "")


def _parts(report: Report) -> tuple[ReportPart, ...]:
    return (*report.plans, *report.inside)


def round_of(key: str) -> int | None:
    """The round of which a key of a part speaks; None for the report's own round."""
    kind, _, rest = key.partition("~")[0].partition(":")
    return int(rest) if kind == "round" and "~" in key and rest.isdecimal() else None


# --- for whom a report was sent to ------------------------------------------------------------------


def closed(document: Document) -> Document:
    """The document for people who may read it and not what it was made of: its figures open nothing."""
    annexes = tuple(replace(one, blocks=tuple(map(_closed, one.blocks))) for one in document.annexes)
    return replace(document, blocks=tuple(map(_closed, document.blocks)), annexes=annexes)


def _closed(block: Block) -> Block:
    if isinstance(block, Paragraph) and not isinstance(block.text, str):
        return replace(block, text=tuple(replace(run, opens="") for run in block.text))
    if isinstance(block, Table):
        rows = [[replace(c, opens="") if isinstance(c, Cell) else c for c in row] for row in block.rows]
        return replace(block, rows=rows)
    return block
