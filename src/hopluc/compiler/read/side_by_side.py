"""Head and signature of a plain text, where two columns stand side by side with spaces between.

Nghị định 30/2020/NĐ-CP, Phụ lục I, sets the issuing body beside the national header, and the
recipients beside the signature. Text taken from a page keeps them on one line; here each column
is read by itself, the left one first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hopluc.compiler.document import Paragraph
from hopluc.compiler.read.lines import Line
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_GAP = regex(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]*\t[ \t\u00a0]*)(?=\S)")
_HEAD = regex(r"cong hoa xa hoi chu nghia|dang cong san viet nam")
_END = regex(r"\W*noi nhan\b")
_ANNEX = regex(r"\W*(?:phu luc|ke hoach|quyet dinh)\b\W*")
_LONGEST_HEAD, _LONGEST_END = 10, 40
_LONGEST_LINE = 200
# How far left of the others a line of the right column may begin.
_SLACK = 12


def opens_columns(line: Line) -> bool:
    """Whether a line is the first of two columns: the national header, or the recipients."""
    if _in_table(line):
        return False
    gap = _gap(line)
    if gap is None:
        return False
    left, right = fold(line.text[: gap.start()]), fold(line.text[gap.end() :])
    return bool(_HEAD.search(right) or _END.match(left))


def columns_at(lines: Sequence[Line], at: int) -> tuple[list[Paragraph], int] | None:
    """The paragraphs of the two columns that begin at a line, and the line behind; None for none."""
    if not opens_columns(lines[at]):
        return None
    longest = _LONGEST_END if _END.match(fold(lines[at].text)) else _LONGEST_HEAD
    block = list(_block(lines, at, longest))
    spaced = [gap.end() for line in block if (gap := _gap(line)) and "\t" not in gap.group()]
    edge = min(spaced, default=_LONGEST_LINE) - _SLACK
    left: list[Paragraph] = []
    right: list[Paragraph] = []
    for line in block:
        gap = _gap(line)
        if gap:
            left += _part(line, 0, gap.start())
            right += _part(line, gap.end(), len(line.text))
        else:
            indent = len(line.text) - len(line.text.lstrip())
            apart = indent >= edge or line.text.startswith("\t")
            (right if apart else left).extend(_part(line, 0, len(line.text)))
    return [*left, *right], at + len(block)


def _in_table(line: Line) -> bool:
    """Whether a line is a row of a table, or too long for a column beside another."""
    cells = re.split(r"\t+", line.text.strip())
    return len(line.text) > _LONGEST_LINE or len(cells) > 2 or "|" in line.text


def _gap(line: Line) -> re.Match[str] | None:
    """The widest gap of a line, behind the words of its left column."""
    return max(_GAP.finditer(line.text), key=lambda m: m.end() - m.start(), default=None)


def _block(lines: Sequence[Line], at: int, longest: int) -> Sequence[Line]:
    """The lines of the two columns: up to the last with a gap, and the items below it."""
    last = at
    for number in range(at + 1, min(at + longest, len(lines))):
        line = lines[number]
        if line.blank:
            continue
        if _in_table(line):
            break
        plain = _gap(line) is None
        if plain and _ANNEX.fullmatch(fold(line.text)):
            break
        if not plain or longest == _LONGEST_END:
            last = number
    return lines[at : last + 1]


def _part(line: Line, start: int, end: int) -> list[Paragraph]:
    words = line.text[start:end]
    held = words.strip()
    if not held:
        return []
    first = line.start + start + words.index(held)
    return [Paragraph((first, first + len(held)))]
