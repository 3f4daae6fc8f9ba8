"""The document drawn as a document: HTML of its blocks with every recognised piece marked.

Marks may nest and overlap: the text is cut at every boundary, and each segment says what covers it.
Each segment carries its place (`data-o`, code points), so that a selection in the browser can be
traced to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hopluc.viet.text import fold

Json = dict[str, Any]


class Mark(NamedTuple):
    """A range of the text that belongs to an item."""

    start: int
    end: int
    kind: str
    key: str


class Segment(NamedTuple):
    """A stretch of the text that the same marks cover; outer (longer) marks first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Leaf(NamedTuple):
    """Where a page of the source begins in the text, and the line that says so, as HTML."""

    start: int
    html: str


class Piece(NamedTuple):
    """HTML of a block (a paragraph, a table's row) with its key; without one, of a table's frame."""

    key: str
    html: str


def segments(start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """`[start, end)` cut at the boundaries of the marks, in order and without gaps."""
    here = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    cuts = {start, end}
    for mark in here:
        cuts.update((max(mark.start, start), min(mark.end, end)))
    places = sorted(cuts)
    here.sort(key=lambda m: (m.start - m.end, m.start, m.kind, m.key))
    return [Segment(a, b, tuple(m for m in here if m.start <= a and b <= m.end)) for a, b in pairwise(places)]


@dataclass
class Marks:
    """Marks that can be asked for a range without looking at them all."""

    rows: list[Mark]

    def __post_init__(self) -> None:
        self.rows = sorted(set(self.rows))
        self._starts = [m.start for m in self.rows]
        self._furthest = list(accumulate((m.end for m in self.rows), max))

    def over(self, start: int, end: int) -> list[Mark]:
        """Those that share a character with `[start, end)`."""
        low = bisect_right(self._furthest, start)
        high = bisect_left(self._starts, end)
        return [m for m in self.rows[low:high] if m.end > start]


@dataclass(frozen=True)
class Page:
    """What drawing needs: the text, its marks, the ranges that are no words."""

    text: str
    marks: Marks
    markup: Sequence[list[int]]

    def words(self, start: int, end: int) -> list[tuple[int, int]]:
        """`[start, end)` without markup."""
        out, at = [], start
        first = max(bisect_right(self.markup, [start, start]) - 1, 0)
        for a, b in self.markup[first:]:
            if a >= end:
                break
            if b > at:
                out.append((at, max(a, at)))
                at = b
        out.append((at, end))
        return [(a, min(b, end)) for a, b in out if a < min(b, end)]

    def plain(self, start: int, end: int) -> str:
        """The words of a range as one line."""
        return " ".join("".join(self.text[a:b] for a, b in self.words(start, end)).split())

    def html(self, start: int, end: int) -> str:
        """A range as segments, each a `span` or a `mark`."""
        return "".join(
            _segment(self.text, segment)
            for a, b in self.words(start, end)
            for segment in segments(a, b, self.marks.over(a, b))
        )


def _segment(text: str, segment: Segment) -> str:
    words = escape(text[segment.start : segment.end], quote=False)
    if not segment.marks:
        return f'<span data-o="{segment.start}">{words}</span>'
    kinds = " ".join(dict.fromkeys(f"m-{m.kind}" for m in segment.marks))
    keys = escape("|".join(dict.fromkeys(m.key for m in segment.marks)))
    return f'<mark class="{kinds}" data-o="{segment.start}" data-k="{keys}">{words}</mark>'


def draw(blocks: Json, text: str, marks: Iterable[Mark], leaves: Sequence[Leaf] = ()) -> Iterator[Piece]:
    """The document's blocks in order (see intake.blocks), and where each page of its source begins."""
    page = Page(text, Marks(list(marks)), blocks["markup"])
    turning = Leaves(leaves)
    for number, block in enumerate(blocks["blocks"]):
        if "rows" in block:
            yield from _table(page, str(number), block, turning)
        else:
            yield from turning.before(block["s"][0])
            yield _paragraph(page, str(number), block)


class Leaves:
    """The pages that have not begun yet."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._coming = sorted(leaves, reverse=True)

    def before(self, start: int, columns: int = 0) -> Iterator[Piece]:
        """The lines of pages that begin at `start` or before; in a table, rows over its `columns`."""
        while self._coming and self._coming[-1].start <= start:
            html = self._coming.pop().html
            yield Piece(
                "", f'<tr class="d-leaf"><td colspan="{columns}">{html}</td></tr>' if columns else html
            )


def _paragraph(page: Page, key: str, block: Json) -> Piece:
    tag = f"h{block['level']}" if "level" in block else "p"
    look = f' class="d-{block["look"]}"' if "look" in block else ""
    return Piece(key, f'<{tag}{look} data-b="{key}">{page.html(*block["s"])}</{tag}>')


# ---------------------------------------------------------------- tables

# Characters that a column is reckoned to hold at least and at most.
LEAST_CELL, MOST_CELL = 8, 260
_GROUP_NUMBER = re.compile(r"[ivxlc]{1,6}|[a-z]")


def _table(page: Page, key: str, block: Json, turning: Leaves) -> Iterator[Piece]:
    width = max(sum(c.get("columns", 1) for c in row["cells"]) for row in block["rows"])
    look = block.get("look", "grid" if width > 2 else "plain")
    rows = [_row_words(page, row) for row in block["rows"]]
    columns = _columns(rows, width) if look == "grid" else ""
    yield from turning.before(block["s"][0])
    yield Piece(
        "",
        f'<div class="d-scroll" tabindex="0" role="group" aria-label="{_("Bảng")}">'
        f'<table class="d-{look}">{columns}',
    )
    for number, (row, words) in enumerate(zip(block["rows"], rows, strict=True)):
        heading = look == "grid" and (row.get("header") or number == 0 or words == rows[0])
        again = number > 0 and words == rows[0]
        yield from turning.before(row["s"][0], width)
        yield _row(page, f"{key}.{number}", row, words, width, heading=bool(heading), again=again)
    yield Piece("", "</table></div>")


def _columns(rows: Sequence[Sequence[str]], width: int) -> str:
    """Widths of the columns by what most of their cells hold, so that one shifted cell spoils nothing."""
    whole = [words for words in rows[1:] if len(words) == width and sum(map(bool, words)) > 2]
    shares = []
    for column in range(width):
        lengths = sorted(len(words[column]) for words in whole)
        usual = lengths[len(lengths) * 3 // 4] if lengths else 40
        shares.append(min(max(usual, LEAST_CELL), MOST_CELL) ** 0.6)
    cols = "".join(f'<col style="width:{100 * share / sum(shares):.1f}%">' for share in shares)
    return f"<colgroup>{cols}</colgroup>"


def _row_words(page: Page, row: Json) -> list[str]:
    return [" ".join(page.plain(*span) for span in cell["s"]) for cell in row["cells"]]


def _row(
    page: Page, key: str, row: Json, words: list[str], width: int, *, heading: bool, again: bool
) -> Piece:
    cells, tag, look = row["cells"], "th" if heading else "td", ""
    if again:
        look = ' class="d-again"'
    elif not heading and _opens_group(words):
        look = ' class="d-group"'
        cells = cells[:2]
    taken = sum(c.get("columns", 1) for c in cells)
    spans_rows = any("rows" in c for c in cells)
    drawn = []
    for number, cell in enumerate(cells):
        columns = cell.get("columns", 1)
        if number == len(cells) - 1 and taken < width and look and not spans_rows:
            columns += width - taken
        attributes = (f' colspan="{columns}"' if columns > 1 else "") + (
            f' rowspan="{cell["rows"]}"' if "rows" in cell else ""
        )
        inner = "<br>".join(page.html(*span) for span in cell["s"])
        drawn.append(f"<{tag}{attributes}>{inner}</{tag}>")
    return Piece(key, f'<tr{look} data-b="{key}">{"".join(drawn)}</tr>')


def _opens_group(words: list[str]) -> bool:
    """Whether a row only holds the number and the title of a group of tasks."""
    return (
        len(words) > 3
        and bool(words[1])
        and not any(words[2:])
        and _GROUP_NUMBER.fullmatch(fold(words[0]).strip(". )")) is not None
    )
