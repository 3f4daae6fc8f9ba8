"""Rules on numbering: counted without gaps, each number once, as many items as announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Severity, Span
from hopluc.compiler.normalise import Sheet
from hopluc.compiler.outline import Node
from hopluc.compiler.recognise.labels import Rank, cell_label
from hopluc.viet.numbers import parse_roman, to_roman

# Letters in the order in which points are counted (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_COUNTED = (Rank.PART, Rank.CAPITAL, Rank.ROMAN, Rank.ARTICLE, Rank.NUMBER, Rank.LETTER)
# A part or an article with a wrong number is cited wrongly; a letter rather concerns the eye.
_GRAVE = (Rank.ROMAN, Rank.ARTICLE)
_UNREAD = re.compile(r"(\d{1,3})[.)]\s")
_ANNOUNCED = re.compile(
    r"(?:\(|\b(?:gồm|có|với|thực hiện|tập trung)\s+)(?P<count>\d{1,2})\s+"
    r"(?P<what>mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|nội dung|nhóm nhiệm vụ|nhóm giải pháp)\b"
    r"(?P<end>\s*\)\W*$|[^.;:]{0,60}(?:sau|như sau)(?: đây)?\s*:\s*$|\s*:\s*$)",
    re.I,
)


def outline_numbering(case: Case) -> Iterator[Slip]:
    """A number of the outline that does not follow the one before it at the same place."""
    last: dict[tuple[int, int | None, Rank], str] = {}
    for node in case.outline.nodes:
        if node.label is None:
            _count_unread(case, node, last)
        if node.label is None or node.rank not in _COUNTED:
            continue
        key = (node.part, node.parent, node.rank)
        before = last.get(key)
        found = last[key] = node.label.value
        expected = _next(node.rank, before) if before is not None else None
        if before is None or expected is None or expected == found or not _counts(node):
            continue
        grave: Severity | None = "warning" if node.rank in _GRAVE else None
        yield Slip(
            (node.line.span[0], node.words[0]),
            {"found": found, "expected": expected, "before": before},
            expected,
            severity=grave,
        )


def _count_unread(case: Case, node: Node, last: dict[tuple[int, int | None, Rank], str]) -> None:
    """Count a number that was taken for words ("2. 100% số xã …"), where it is the one that is due."""
    found = _UNREAD.match(case.text, *node.line.span)
    above = case.outline.nodes[node.parent].parent if node.parent is not None else None
    for parent in (node.parent, above):
        key = (node.part, parent, Rank.NUMBER)
        if found and key in last and _next(Rank.NUMBER, last[key]) == found[1]:
            last[key] = found[1]
            return


def _counts(node: Node) -> bool:
    """Whether a label counts on: a list that begins anew is another list."""
    return node.label is not None and node.label.value not in ("1", "a", "I", "A")


def _next(rank: Rank, value: str) -> str | None:
    if rank is Rank.ROMAN:
        number = parse_roman(value)
        return to_roman(number + 1) if number else None
    if rank in (Rank.NUMBER, Rank.ARTICLE):
        return str(int(value) + 1) if value.isdecimal() else None
    letters = _LETTERS.upper() if rank is Rank.CAPITAL else _LETTERS
    at = letters.find(value)
    return letters[at + 1] if len(value) == 1 and 0 <= at < len(letters) - 1 else None


def row_numbering(case: Case) -> Iterator[Slip]:
    """A number of a row that leaves one out or goes back; a group number that stands twice."""
    for sheet in case.mended.sheets:
        column = _number_column(sheet)
        if column is not None:
            yield from _in_sheet(case, sheet, column)


def _number_column(sheet: Sheet) -> int | None:
    if sheet.roles:
        return sheet.roles.index("number") if "number" in sheet.roles else None
    heading = sheet.headings[0].strip(" .*:").upper() if sheet.headings else ""
    return 0 if heading in ("TT", "STT", "SỐ TT") else None


def _in_sheet(case: Case, sheet: Sheet, column: int) -> Iterator[Slip]:
    before: dict[Rank, str] = {}
    owed: dict[Rank, str] = {}  # what a repeated number should have been: the count may go on from it
    seen: Span | None = None
    for row in sheet.rows:
        if column >= len(row) or row[column] == seen:
            continue
        seen = row[column]
        label = cell_label(case.mended.words(seen))
        if label is None or label.rank not in (Rank.CAPITAL, Rank.ROMAN, Rank.NUMBER):
            continue
        previous = before.get(label.rank)
        begins = label.rank not in before
        for rank in [rank for rank in before if rank > label.rank]:
            del before[rank]
        before[label.rank] = label.value
        if begins or previous is None:
            continue
        expected = _next(label.rank, previous)
        again = label.value == previous
        beyond = _next(label.rank, owed.pop(label.rank, ""))
        if label.value in (expected, beyond) or expected is None or label.value in ("1", "I", "A"):
            continue
        if again:
            owed[label.rank] = expected
        if again and label.rank is Rank.NUMBER:
            continue  # rows that share a number are told by duplicate-number
        yield Slip(
            seen,
            {"found": label.value, "expected": expected or "", "before": previous},
            expected,
            severity="warning",
        )


def announced(case: Case) -> Iterator[Slip]:
    """A heading that announces a number of items, and another number of them below it."""
    nodes = case.outline.nodes
    children: dict[int, list[Node]] = {}
    for node in nodes:
        if node.parent is not None:
            children.setdefault(node.parent, []).append(node)
    for node in nodes:
        found = _ANNOUNCED.search(case.mended.words(node.line.span))
        below = children.get(node.index, [])
        if found is None or not below:
            continue
        if any(_ANNOUNCED.search(case.mended.words(child.line.span)) for child in below):
            continue  # parts that announce their own
        top = min(child.rank for child in below)
        count = sum(child.rank is top for child in below)
        if top < Rank.PLAIN and count > 1 and count != int(found["count"]):
            start = node.line.span[0]
            said = {"said": quoted(f"{found['count']} {found['what']}"), "count": str(count)}
            yield Slip((start + found.start("count"), start + found.end("what")), said)


FINDERS: dict[str, Find] = {
    "numbering": outline_numbering,
    "row-numbering": row_numbering,
    "announced-count": announced,
}
