"""Targets in tables: a row for each, a column for each year; one indicator for each figure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.format import Indicator, Party, Period
from hopluc.compiler.normalise.model import Line, Mended, Sheet
from hopluc.compiler.recognise.indicators.cell import CellFigure, figure_in
from hopluc.compiler.recognise.indicators.columns import Column
from hopluc.compiler.recognise.indicators.headings import UNIT_LINE, Headings, headings_of
from hopluc.compiler.recognise.indicators.prose import find_indicators
from hopluc.compiler.recognise.indicators.rows import Above, Row, full_name, rows_of, under
from hopluc.compiler.recognise.indicators.same import without_stated
from hopluc.compiler.recognise.indicators.units import is_unit
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet.abbreviations import expand
from hopluc.viet.dates import find_periods
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Lines above a table that may be its title.
_TITLE_LINES = 5
_LONGEST_TITLE = 250
_COUNTS = regex(
    r"số\s+(?:lượng\s+)?(?P<unit>hộ|người|lao động|xã|hợp tác xã|HTX|lớp|mô hình|học sinh)(?!\w)", re.I
)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of targets: where it stands, its columns, and what its title says of all its rows."""

    mended: Mended
    sheet: Sheet
    headings: Headings
    period: Period | None
    unit: str | None
    glossary: Mapping[str, str]
    title: str = ""


def find_table_indicators(
    mended: Mended,
    period: Period | None,
    glossary: Mapping[str, str],
    issued_on: dt.date | None,
    known: Sequence[Indicator] = (),
) -> tuple[Indicator, ...]:
    """The targets in the tables of a document, in order, without those that its text states (`known`).

    `period` is the plan's: it holds for figures whose column names no year, and a year before it
    (or before `issued_on`) tells what was reached, which is no target.
    """
    begins = (period.start if period else None) or (dt.date(issued_on.year, 1, 1) if issued_on else None)
    out: list[Indicator] = []
    above: Headings | None = None
    last: Sheet | None = None
    for sheet in mended.sheets:
        title = _title(mended, sheet)
        headings = None if sheet.roles else headings_of(_grid(mended, sheet), title, begins)
        if headings is None and above and last and not sheet.roles and _adjoins(mended, last, sheet):
            headings = replace(above, below=0)
        above, last = headings, sheet
        if headings is not None:
            table = _Table(
                mended, sheet, headings, _period_of(title) or period, _unit_of(title), glossary, title
            )
            out += _targets(table, len(known) + _rows_in(out))
    return tuple(without_stated(out, known))


def _rows_in(found: Sequence[Indicator]) -> int:
    """How many numbers the indicators have used."""
    return len({item.id.partition("#")[0] for item in found})


def _grid(mended: Mended, sheet: Sheet) -> list[list[str]]:
    return [[mended.words(span) for span in row] for row in sheet.rows]


def _title(mended: Mended, sheet: Sheet) -> str:
    """The words right above a table: its title, and "(Đơn vị tính: …)"; no sentence is one."""
    at = next(n for n, item in enumerate(mended.items) if item is sheet)
    above: list[str] = []
    for item in reversed(mended.items[max(0, at - _TITLE_LINES) : at]):
        words = mended.words(item.span).strip() if isinstance(item, Line) else ""
        if not words or len(words) > _LONGEST_TITLE or words.endswith((".", ";")):
            break
        above.append(words)
    return "\n".join(reversed(above))


def _adjoins(mended: Mended, before: Sheet, sheet: Sheet) -> bool:
    """Whether a table goes on after a page break: nothing stands between, and it is as wide."""
    places = {id(item): n for n, item in enumerate(mended.items)}
    widths = max(map(len, before.rows)), max(map(len, sheet.rows))
    return places[id(sheet)] == places[id(before)] + 1 and widths[0] == widths[1]


def _period_of(words: str) -> Period | None:
    return next((Period(a, b) for a, b, _, _ in find_periods(words)), None)


def _unit_of(title: str) -> str | None:
    found = UNIT_LINE.search(title)
    return found["unit"].strip() if found else None


def _targets(table: _Table, count: int) -> Iterator[Indicator]:
    """The indicators of one table, numbered on from `count`: a number for each row and measure."""
    above: list[Above] = []
    headings = table.headings
    number = count
    for row in rows_of(table.sheet.rows, _grid(table.mended, table.sheet), headings):
        above = under(above, row.rank)
        held = [(n, found) for n in headings.targets if (found := figure_in(row.words[n]))]
        full = row.name if headings.members else full_name(above, row.name)
        unit = row.unit or (above[-1].unit if above else None) or _unit_of_names(headings) or table.unit
        if not headings.targets:
            for item in _in_names(table, row):
                number += 1
                yield replace(item, id=str(number))
        for group in _by_measure(headings, held):
            number += 1
            for n, figure in group:
                item = _indicator(table, row, full, unit, n, figure)
                several = len(group) > 1
                yield replace(item, id=f"{number}#{_short(headings.columns[n])}" if several else str(number))
        above.append(Above(row.rank, full if held else row.name, row.unit, bool(held)))


def _by_measure(
    headings: Headings, held: Sequence[tuple[int, CellFigure]]
) -> Iterator[list[tuple[int, CellFigure]]]:
    """The figures of a row, those of one measure together; in a table of members each by itself."""
    columns = headings.columns
    keys = [columns[n].heading if headings.members else columns[n].measure for n, _ in held]
    for key in dict.fromkeys(keys):
        yield [pair for pair, own in zip(held, keys, strict=True) if own == key]


def _indicator(
    table: _Table, row: Row, full: str, unit: str | None, at: int, figure: CellFigure
) -> Indicator:
    column = table.headings.columns[at]
    name_at = table.headings.first("name") or 0
    name = f"{column.measure} {full}" if column.measure else full
    parties = _of_place(table, at) if column.place is not None else _bodies(table, row)
    unit = figure.unit or column.unit or unit
    if table.headings.members:
        # The rows are the bodies, the columns what each of them has to reach.
        named = column.heading if column.measure or not _ONLY_WHEN.fullmatch(column.heading) else ""
        name = re.sub(r"\s*\([^()]{1,40}\)\s*$", "", named) or _of_title(table.title) or column.heading
        parties = () if row.total else _members(table, row, name_at)
        counts = _COUNTS.match(name)
        unit = unit or (counts["unit"] if counts else None)
    if figure.change and not re.match(r"(?:mức|tốc độ)(?!\w)", name, re.I):
        name = f"Mức {figure.change} {name[:1].lower() if name[1:2].islower() else name[:1]}{name[1:]}"
    return Indicator(
        id="",
        name=expand(name, table.glossary),
        unit=_spelled(unit, table.glossary),
        target=figure.target,
        baseline=figure.baseline,
        period=column.period
        or _deadline(table, row)
        or table.headings.columns[name_at].period
        or table.period,
        for_=parties,
        text=_text(table, row, name_at, at),
        span=(row.cells[name_at][0], row.cells[at][1]),
    )


_ONLY_WHEN = regex(r"(?:(?:kế hoạch|kh|chỉ tiêu|đến|hết|cuối|giai đoạn|năm|tháng|quý)\s*)*[\d\s/–-]+", re.I)
_GIVING = regex(r"^(?:(?:biểu|bảng|giao|phân\s+bổ|chi\s+tiết|kế\s+hoạch|chỉ\s+tiêu|các|về)\s+)+", re.I)
_TITLE_WHEN = regex(r"\s*(?:đến\s+)?(?:năm|giai\s+đoạn)\s+\d{4}.*$", re.I)


def _of_title(title: str) -> str:
    """What a table that gives bodies one target each year is about, by its title."""
    lines = [line for line in title.split("\n") if _GIVING.match(line.strip(" *"))]
    about = _TITLE_WHEN.sub("", _GIVING.sub("", lines[-1].strip(" *"))) if lines else ""
    return about.capitalize() if about.isupper() else about[:1].upper() + about[1:]


def _unit_of_names(headings: Headings) -> str | None:
    """The unit that the heading of the names gives: "Chỉ tiêu (%)"."""
    at = headings.first("name")
    unit = headings.columns[at].unit if at is not None else None
    return unit if unit and is_unit(unit) else None


def _of_place(table: _Table, at: int) -> tuple[Party, ...]:
    """The body or region that a column stands for; none for the column of the whole."""
    place = table.headings.columns[at].place
    if not place:
        return ()
    grid = _grid(table.mended, table.sheet)[: table.headings.below]
    cells = (
        span
        for words, row in zip(grid, table.sheet.rows, strict=False)
        for said, span in zip(words, row, strict=True)
        if " ".join(said.split()).strip(" *.") == place
    )
    span = next(cells, None)
    name = expand(place, table.glossary)
    return (Party(text=place, name=name, collective=False, span=span),) if span else ()


_LEVEL = regex(r"(?:xã|phường|đặc\s+khu|huyện|quận|thị\s+xã|thành\s+phố)", re.I)


def _members(table: _Table, row: Row, name_at: int) -> tuple[Party, ...]:
    """The body that a row names; under "Xã" a bare name is that of a commune."""
    parties = split_parties(table.mended.flow.text, *row.cells[name_at], table.glossary)
    heading = table.headings.columns[name_at].heading.strip(" *.")
    if not _LEVEL.fullmatch(heading):
        return parties
    return tuple(
        p if _LEVEL.match(p.name) else replace(p, name=f"{heading.capitalize()} {p.name}") for p in parties
    )


def _in_names(table: _Table, row: Row) -> Iterator[Indicator]:
    """Targets whose figures stand in their names: "Tỷ lệ … đạt 80%" beside the agency and the day."""
    name_at = table.headings.first("name") or 0
    due = _deadline(table, row) or table.period
    for item in find_indicators(table.mended.flow.text, [row.cells[name_at]], due, table.glossary):
        yield replace(item, for_=item.for_ or _bodies(table, row))


def _spelled(unit: str | None, glossary: Mapping[str, str]) -> str | None:
    if not unit:
        return None
    words = re.sub(r"\s*/\s*", "/", expand(unit, glossary))
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def _short(column: Column) -> str:
    """What sets a column apart in an id: its last year, else its heading folded."""
    period = column.period
    if period is None or period.end is None:
        return "-".join(re.findall(r"\w+", fold(column.place or column.heading)))[:20].strip("-")
    if period.start is None or period.start.year == period.end.year:
        return str(period.end.year)
    return f"{period.start.year}-{period.end.year}"


def _bodies(table: _Table, row: Row) -> tuple[Party, ...]:
    """The bodies in charge of a target are those whose it is."""
    at = table.headings.first("body")
    return split_parties(table.mended.flow.text, *row.cells[at], table.glossary) if at is not None else ()


def _deadline(table: _Table, row: Row) -> Period | None:
    """The period that a column of time gives a row."""
    at = table.headings.first("deadline")
    if at is None:
        return None
    year = re.fullmatch(r"\W*((?:19|20)\d{2})\W*", row.words[at])
    if year:
        return Period(dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31))
    return _period_of(row.words[at])


def _text(table: _Table, row: Row, name_at: int, at: int) -> str:
    """The words of a figure: name, cell, unit."""
    unit_at = table.headings.first("unit")
    cells = [name_at, at, *([unit_at] if unit_at is not None else [])]
    return " ".join(" ".join(row.words[n] for n in cells).replace("*", "").split())
