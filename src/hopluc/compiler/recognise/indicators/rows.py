"""The rows of a table of targets: in their columns, named, each under the row that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Span
from hopluc.compiler.recognise.indicators.headings import Headings
from hopluc.compiler.recognise.indicators.units import is_unit
from hopluc.compiler.recognise.labels import Rank, cell_label, label_of
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_IN_BRACKETS = regex(r"\s*\(\s*(?P<unit>[^()]{1,30})\s*\)\s*$")
_BEHIND = regex(r"\s*,\s*(?P<unit>%|‰|(?:nghìn|triệu|tỷ)\s+(?:đồng|USD)|USD|tấn|ha|km)\s*$")
_SAME = regex(r"[\"”“'’]{1,2}|nt|-\s*nt\s*-|//|-")
_PART = regex(r"(?:trong\s+đó|bao\s+gồm|gồm)\s*:?\s*", re.I)
_TOTAL = regex(
    r"(?:tổng(?:\s+cộng|\s+số)?|toàn\s+tỉnh|cộng)(?!\w)"
    r"(?:\s+(?:các|cả|chung|toàn)\s[\w ,]{2,60})?\W*[IVX+\s]*",
    re.I,
)
_GROUPED = regex(r"\d{1,3}(?:\.\d{3})+")


_SHORT_UNIT = regex(r"[\w%‰]{1,12}(?:\s*/\s*[\w.]+){1,2}|[^\W\d_]{1,7}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row in its columns: ranges and words of its cells; its rank; its own name and unit."""

    cells: tuple[Span, ...]
    words: tuple[str, ...]
    rank: Rank
    name: str
    unit: str | None

    @property
    def total(self) -> bool:
        """Whether the row is the sum of the others: "Tổng cộng"."""
        return bool(_TOTAL.fullmatch(self.name))


def rows_of(
    rows: Sequence[Sequence[Span]], words: Sequence[Sequence[str]], headings: Headings
) -> Iterator[Row]:
    """The rows below the headings, without those that repeat them."""
    number_at, name_at = headings.first("number"), headings.first("name")
    assert name_at is not None
    known = {_plain(column.heading) for column in headings.columns}
    for spans, said in zip(rows[headings.below :], words[headings.below :], strict=True):
        cells, held = _in_place(list(spans), list(said), number_at, len(headings.columns))
        filled = [_plain(w) for w in held if w.strip()]
        if not filled or sum(w in known for w in filled) * 2 > len(filled):
            continue
        name, unit = _name_and_unit(held, headings, name_at)
        if name:
            yield Row(tuple(cells), tuple(held), _rank(held, number_at, name_at), name, unit)


def _plain(words: str) -> str:
    return " ".join(fold(words).split()).strip(" *")


def _rank(words: Sequence[str], number_at: int | None, name_at: int) -> Rank:
    if _TOTAL.fullmatch(words[name_at].strip(" *")):
        return Rank.ROMAN
    if number_at is None:
        label = label_of(words[name_at])
        return label.rank if label else Rank.NUMBER
    label = cell_label(words[number_at].strip(" *"))
    if label:
        return label.rank
    return Rank.DASH if words[number_at].strip() or label_of(words[name_at]) else Rank.PLUS


def _in_place(
    cells: list[Span], words: list[str], number_at: int | None, width: int
) -> tuple[list[Span], list[str]]:
    """A row moved so that its label stands in the column of numbers, and cut or filled to `width`.

    Extraction drops the empty cell before a row without a number, and pushes a row aside behind
    one whose empty cells it lost count of.
    """
    if number_at == 0 and words:
        first = next((n for n, w in enumerate(words) if w.strip()), 0)
        opening = words[first].strip(" *")
        filled = len(words) - next((n for n, w in enumerate(reversed(words)) if w.strip()), 0)
        if first and first + 1 < len(words) and cell_label(opening) and not _GROUPED.fullmatch(opening):
            cells, words = cells[first:], words[first:]
        elif not first and opening and not cell_label(opening) and filled < width:
            cells, words = [(cells[0][0], cells[0][0]), *cells], ["", *words]
    end = cells[-1][1] if cells else 0
    missing = max(width - len(cells), 0)
    return [*cells, *[(end, end)] * missing][:width], [*words, *[""] * missing][:width]


def _name_and_unit(words: Sequence[str], headings: Headings, name_at: int) -> tuple[str, str | None]:
    """The name of a row without label and unit, and the unit that the row gives."""
    held = " ".join(words[name_at].split()).strip(" *_")
    label = label_of(held)
    name = held[label.length :] if label else held
    name = _PART.sub("", name) or name
    unit_at = headings.first("unit")
    unit = " ".join(words[unit_at].split()).strip(" *") if unit_at is not None else ""
    unit = "" if _SAME.fullmatch(unit) else unit
    behind = _IN_BRACKETS.search(name) or _BEHIND.search(name)
    own = behind["unit"].strip() if behind else ""
    if behind and (is_unit(own) or _SHORT_UNIT.fullmatch(own)) and (not unit or _alike(unit, own)):
        unit = unit or own
        name = name[: behind.start()]
    return name.strip(" .:;,*"), unit or None


def _alike(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


@dataclass(frozen=True, slots=True)
class Above:
    """A row that others stand under: its name, unit, and whether it has figures of its own."""

    rank: Rank
    name: str
    unit: str | None
    figures: bool


def under(above: Sequence[Above], rank: Rank) -> list[Above]:
    """The rows that a row of `rank` stands under, outermost first."""
    kept = list(above)
    while kept and kept[-1].rank >= rank:
        kept.pop()
    return kept


def full_name(above: Sequence[Above], name: str) -> str:
    """The name with that of the row above it: "Diện tích" under "Cà phê" is "Diện tích Cà phê".

    Roman numerals and capitals only divide the table.
    """
    if not above or above[-1].rank <= Rank.ROMAN:
        return name
    upper = above[-1]
    return f"{upper.name}: {name}" if upper.figures else f"{name} {upper.name}"
