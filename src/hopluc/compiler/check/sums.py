"""Sums over the columns of a table, and sums in words: parts must make the whole that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Sheet
from hopluc.viet.numbers import NUMBER, format_number, parse_number
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Columns that hold a whole: "Tổng số", "Cộng", "Toàn tỉnh" before its regions, "Cả năm" before its quarters,
# "Giai đoạn 2026-2030" before its years.
_WHOLE = regex(
    r"(?:tong|cong)\b|(?:toan|ca) (?:tinh|huyen|xa|thanh pho|nganh|quoc|nuoc|nam|giai doan|nhiem ky)\b"
    r"|giai doan \d{4}\s?-\s?\d{4}$"
)
# What is compared or averaged is not added, be it in a column or in a row.
_NO_SUM = regex(
    r"ty le|ty trong|%|binh quan|trung binh|don gia|nang suat|toc do|so voi|chi so|muc do|luy ke|^s?tt$|^dvt$"
)
_FEWEST_PARTS, _FEWEST_SUMS = 2, 2
_EXACT = Decimal("0.5")

# "20 tổ, gồm 12 tổ nuôi biển và 8 tổ làm muối": "gồm" names all parts, "trong đó" only some.
_UNIT = r"[^\W\d_]+(?: [^\W\d_]+){0,5}?"
_OF = regex(
    rf"(?<![\d.,/-])(?P<whole>{NUMBER}) (?P<unit>{_UNIT})(?: ?[,:;])? \(?(?:bao )?gồm\b(?: có\b)?"
    r"(?P<list> ?:?$)?",
    re.I,
)
_ABOUT = regex(r"\b(?:khoảng|trên|hơn|gần|ít nhất|tối thiểu|dự kiến trên|không quá|dưới)\s+$", re.I)
_SENTENCE = regex(r"[.\n](?!\d)")
_BRACKETS = regex(r"\([^()]{0,200}\)")
_NESTED = regex(r"\b(?:trong đó|ngoài ra|riêng|bao gồm|gồm)\b", re.I)
_MEASURES = regex(r"(?:nghìn|triệu|tỷ|nghìn tỷ) (?:đồng|USD)", re.I)
_LONGEST = 500


def over_columns(case: Case) -> Iterator[Slip]:
    """A row whose whole is not the sum of its parts, in a table where the other rows' are.

    That columns are parts of another is nowhere said in so many words: it is taken for so only where
    it holds for twice as many rows as it fails for.
    """
    for sheet in case.mended.sheets:
        wholes = [n for n, heading in enumerate(sheet.headings) if _is_whole(heading)]
        if not wholes:
            continue
        rows = [_Row(row, [_number(case, cell) for cell in row]) for row in _countable(case, sheet)]
        for whole in wholes:
            for parts in (_beside(sheet, rows, whole, 1), _beside(sheet, rows, whole, -1)):
                yield from _in_rows(case, sheet, rows, whole, parts)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Span, ...]
    numbers: list[Decimal | None]


def _is_whole(heading: str) -> bool:
    folded = fold(heading)
    return bool(_WHOLE.search(folded)) and not _NO_SUM.search(folded)


def _countable(case: Case, sheet: Sheet) -> Iterator[tuple[Span, ...]]:
    """The rows as wide as the headings, each cell its own, that hold no rates."""
    for row in sheet.rows:
        whole = len(row) == len(sheet.headings) == len(set(row))
        if whole and not any(_NO_SUM.search(fold(case.mended.words(cell))) for cell in row):
            yield row


def _number(case: Case, cell: Span) -> Decimal | None:
    return parse_number(case.mended.words(cell).strip())


def _beside(sheet: Sheet, rows: Sequence[_Row], whole: int, step: int) -> list[int]:
    """The columns of figures next to that of the whole, up to another whole or to words."""
    out: list[int] = []
    at = whole + step
    while 0 <= at < len(sheet.headings):
        filled = sum(row.numbers[at] is not None for row in rows)
        heading = fold(sheet.headings[at])
        if not heading or _is_whole(sheet.headings[at]) or _NO_SUM.search(heading) or 2 * filled < len(rows):
            break
        out.append(at)
        at += step
    return out


def _in_rows(
    case: Case, sheet: Sheet, rows: Sequence[_Row], whole: int, parts: Sequence[int]
) -> Iterator[Slip]:
    if len(parts) < _FEWEST_PARTS:
        return
    right = 0
    wrong: list[tuple[_Row, Decimal, Decimal]] = []
    for row in rows:
        stated, values = row.numbers[whole], [row.numbers[part] for part in parts]
        known = [value for value in values if value is not None]
        if stated is None or len(known) < len(parts):
            continue
        if _makes(known, stated):
            right += 1
        else:
            wrong.append((row, stated, sum(known, Decimal(0))))
    if right < max(_FEWEST_SUMS, 2 * len(wrong)):
        return
    for row, stated, total in wrong:
        said = {
            "column": quoted(sheet.headings[whole], 40),
            "stated": format_number(stated),
            "sum": format_number(total),
        }
        yield Slip(row.cells[whole], said, format_number(total))


def _makes(parts: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether rounded parts make a rounded whole: each may be off by half of its last place."""
    last = Decimal(10) ** min(int(value.as_tuple().exponent) for value in (*parts, whole))
    slack = _EXACT if last >= 1 else last * (len(parts) + 1) / 2
    return abs(sum(parts, Decimal(0)) - whole) <= slack


def in_words(case: Case) -> Iterator[Slip]:
    """A whole of which all parts are named with their figures, which make another sum."""
    for node in case.outline.nodes:
        for found in _OF.finditer(case.text, *node.line.span):
            if _ABOUT.search(case.text, max(0, found.start() - 16), found.start()):
                continue
            parts = (
                _of_list(case, node.index, _head(found["unit"]))
                if found["list"] is not None
                else _of_sentence(case.text, found.end(), node.line.span[1], _head(found["unit"]))
            )
            whole = parse_number(found["whole"])
            if whole is not None and len(parts) >= _FEWEST_PARTS and not _makes(parts, whole):
                total = format_number(sum(parts, Decimal(0)))
                said = {
                    "stated": f"{found['whole']} {_head(found['unit'])}",
                    "parts": " + ".join(map(format_number, parts)),
                }
                yield Slip((found.start(), found.end("unit")), said | {"sum": total}, total)


def _head(unit: str) -> str:
    """What all parts must be counted in: the measure, or the first word of the thing."""
    measure = _MEASURES.match(unit)
    return measure.group() if measure else unit.split()[0]


def _of_sentence(text: str, start: int, end: int, unit: str) -> list[Decimal]:
    """The parts named in a sentence; [] where a member has no figure, or more than one."""
    stop = _SENTENCE.search(text, start, min(end, start + _LONGEST))
    rest = _BRACKETS.sub("", text[start : stop.start() if stop else min(end, start + _LONGEST)])
    nested = _NESTED.search(rest)
    rest = (rest[: nested.start()] if nested else rest).split(")", 1)[0]
    members = re.split(r";" if ";" in rest else r",(?!\d)|\bvà\b", rest)
    return _one_each([member for member in members if member.strip(" :")], unit)


def _of_list(case: Case, index: int, unit: str) -> list[Decimal]:
    """The parts listed below a line."""
    below = [node for node in case.outline.nodes if node.parent == index]
    return _one_each([case.mended.words(node.words) for node in below], unit)


def _one_each(members: Sequence[str], unit: str) -> list[Decimal]:
    counted = re.compile(rf"(?<![\d.,/-])({NUMBER}) {re.escape(unit)}\b", re.I)
    found = [counted.findall(member) for member in members]
    if any(len(figures) != 1 for figures in found):
        return []
    return [value for figures in found if (value := parse_number(figures[0])) is not None]


FINDERS: dict[str, Find] = {"row-total-mismatch": over_columns, "parts-total-mismatch": in_words}
