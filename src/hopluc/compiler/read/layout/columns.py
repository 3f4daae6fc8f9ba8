"""Two columns side by side: the national header, and the recipients beside the signature.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the issuing body and the number stand left of the national
header, place and date; at the end the recipients stand left of the signature. Such columns are read
one after the other, the left one first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import pstdev

from hopluc.compiler.read.layout.lines import Line, split_at
from hopluc.compiler.read.layout.paragraphs import Area, paragraphs
from hopluc.compiler.read.layout.parts import TextPart

# Shares of the height of a line.
_WIDE = 1.6
_WIDE_IN_CAPITALS = 0.6
_TIMES_A_SPACE = 2.0
_STREET = 0.6
_FAR = 2.2
# A column is wider than the label of a list that stands before a tab.
_NARROWEST = 36.0
_ALIGNED = 4.0
_FEWEST_FLUSH = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines `first` to `last` (excluded) of a page, as the two columns that they form."""

    first: int
    last: int
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def columns_in(lines: Sequence[Line], area: Area) -> list[Columns]:
    """Where lines of a page form two columns, from the top."""
    out: list[Columns] = []
    at = 0
    while at < len(lines):
        found = _columns_at(lines, at, out[-1].last if out else 0, area)
        if found is None:
            at += 1
        else:
            out.append(found)
            at = found.last
    return out


def column_parts(lines: Sequence[Line]) -> list[TextPart]:
    """The paragraphs of one column: each line by itself, but for a list that is set flush left."""
    if len(lines) < _FEWEST_FLUSH or pstdev(line.x0 for line in lines) > pstdev(
        line.middle for line in lines
    ):
        return [TextPart([line]) for line in lines]
    left = sorted(line.x0 for line in lines)[len(lines) // 3]
    return paragraphs(lines, Area(left, max(line.x1 for line in lines)))


def _columns_at(lines: Sequence[Line], at: int, since: int, area: Area) -> Columns | None:
    street = _street(lines[at], area)
    if street is None:
        return None
    first, last = at, at + 1
    left, right = [], []
    sides = _sides(lines[at], *street)
    assert sides is not None
    left, right = [sides[0]], [sides[1]]
    while first > since and (found := _beside(lines[first - 1], street)) is not None:
        upper = lines[first - 1]
        near = lines[first].top - upper.bottom <= _FAR * upper.size
        if not near or (found[0] and first - 1 > since and not found[1]) or _in_middle(upper, area):
            break
        left = [line for line in found[:1] if line] + left
        right = [line for line in found[1:] if line] + right
        street = _narrowed(street, found)
        first -= 1
    while last < len(lines) and (found := _beside(lines[last], street)) is not None:
        lower = lines[last]
        if found[0] and not found[1] and lower.top - left[-1].bottom > _FAR * lower.size:
            break
        if not (found[0] and found[1]) and _in_middle(lower, area):
            break
        left += [found[0]] if found[0] else []
        right += [found[1]] if found[1] else []
        street = _narrowed(street, found)
        last += 1
    if _is_list(left, right):
        return None
    return Columns(first, last, tuple(left), tuple(right))


def _street(line: Line, area: Area) -> tuple[float, float] | None:
    """The gap of a line that may part two columns: wide, near the middle, no label before it."""
    width = area.right - area.left
    low, high = area.left + 0.2 * width, area.left + 0.8 * width
    least = (_WIDE_IN_CAPITALS if _stands_out(line) else _WIDE) * line.size
    right = line.words[0].x1
    best: tuple[float, float] | None = None
    for word in line.words[1:]:
        gap = word.x0 - right
        if gap >= least and low <= (word.x0 + right) / 2 <= high:
            if best is not None:
                return None  # three columns: a list or a table
            best = right, word.x0
        right = max(right, word.x1)
    if best is None or best[0] - line.x0 < _NARROWEST:
        return None
    return best


def _stands_out(line: Line) -> bool:
    """Whether the widest gap of a line of capitals is no space: body and State stand close together."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(line.words))
    return line.text.isupper() and len(gaps) >= 3 and gaps[-1] >= _TIMES_A_SPACE * gaps[len(gaps) // 2]


def _sides(line: Line, start: float, end: float) -> tuple[Line, Line] | None:
    """A line cut at the street between `start` and `end`; None where a word stands in it."""
    middle = (start + end) / 2
    at = next((n for n, word in enumerate(line.words) if word.x0 > middle), len(line.words))
    if at in (0, len(line.words)):
        return None
    left, right = split_at(line, at)
    return (left, right) if right.x0 - left.x1 >= _STREET * line.size else None


def _beside(line: Line, street: tuple[float, float]) -> tuple[Line | None, Line | None] | None:
    """The parts of a line left and right of the street; None where it goes across."""
    start, end = street
    least = _STREET * line.size
    if line.x1 <= end - least:
        return line, None
    if line.x0 >= start + least:
        return None, line
    gaps = [
        (min(end, word.x0) - max(start, before.x1), n)
        for n, (before, word) in enumerate(pairwise(line.words), 1)
    ]
    widest, at = max(gaps, default=(0.0, 0))
    return split_at(line, at) if widest >= least else None


def _narrowed(street: tuple[float, float], found: tuple[Line | None, Line | None]) -> tuple[float, float]:
    left, right = found
    start = max(street[0], left.x1) if left else street[0]
    end = min(street[1], right.x0) if right else street[1]
    return start, end


def _in_middle(line: Line, area: Area) -> bool:
    """Whether a line is centred on the page: a title, which belongs to neither column."""
    return abs(line.middle - (area.left + area.right) / 2) <= _ALIGNED


def _is_list(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether what looks like columns is a list with tabs: lines beside one another, all flush left."""
    tops = {round(line.top) for line in left}
    beside = [line for line in right if round(line.top) in tops]
    flush = beside and max(line.x0 for line in beside) - min(line.x0 for line in beside) <= _ALIGNED
    return len(beside) >= 3 and len(beside) == len(right) and bool(flush)
