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
from hopluc.viet.patterns import regex

# Letters in the order in which points are counted (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_COUNTED = (
    Rank.PART, Rank.CAPITAL, Rank.ROMAN, Rank.ARTICLE, Rank.NUMBER, Rank.DOTTED, Rank.DOTTED_TWICE,
    Rank.LETTER, Rank.BRACKET,
)  # fmt: skip
# A part or an article with a wrong number is cited wrongly; a letter rather concerns the eye.
_GRAVE = (Rank.ROMAN, Rank.ARTICLE)
_UNREAD = regex(r"(\d{1,3}(?:\.\d{1,3}){0,3})[.)]\s")
_ANNOUNCED = regex(
    r"(?:\(|\b(?:gồm|có|với|thực hiện|tập trung)\s+)(?P<count>\d{1,2})\s+"
    r"(?P<what>mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|nội dung|nhóm nhiệm vụ|nhóm giải pháp)\b"
    r"(?P<end>\s*\)\W*$|[^.;:]{0,60}(?:sau|như sau)(?: đây)?\s*:\s*$|\s*:\s*$)",
    re.I,
)


# Items counted within a sentence: "a) …; b) …", "(1) …; (2) …", each behind a mark that ends the one before.
_WITHIN = regex(r"(?:(?<=[:;,.] )|(?<=[;,] và ))(?P<open>\(?)(?P<value>\d{1,2}|[a-zđ])\)(?=\s\S)")


def all_numbering(case: Case) -> Iterator[Slip]:
    """What does not count on, among lines and within them."""
    yield from outline_numbering(case)
    yield from within_lines(case)


def within_lines(case: Case) -> Iterator[Slip]:
    """A point that is left out among those counted in one paragraph.

    What begins with another number than the first is no list but names points of a document.
    """
    for line in case.mended.lines:
        lists: dict[tuple[str, bool], str] = {}
        for found in _WITHIN.finditer(case.text, *line.span):
            value = found["value"]
            kind = (found["open"], value.isdecimal())
            before = lists.get(kind)
            if value in ("1", "a"):
                lists[kind] = value
            elif before is not None:
                expected = _next(Rank.NUMBER if value.isdecimal() else Rank.LETTER, before)
                lists[kind] = value
                if expected is not None and value != expected:
                    said = {"found": value, "expected": expected, "before": before}
                    yield Slip(found.span(), said, expected)


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
        if _above(found) != _above(before):
            continue  # counted under another number
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
    if found is None:
        return
    rank = {0: Rank.NUMBER, 1: Rank.DOTTED}.get(found[1].count("."), Rank.DOTTED_TWICE)
    for parent in (node.parent, above):
        key = (node.part, parent, rank)
        if key in last and _next(rank, last[key]) == found[1]:
            last[key] = found[1]
            return


_FIRST = regex(r"(?:.*\.)?1|i|I|A|a1?", re.S)


def _counts(node: Node) -> bool:
    """Whether a label counts on: a list that begins anew is another list."""
    return node.label is not None and not _FIRST.fullmatch(node.label.value)


def _above(value: str) -> str:
    """The number that a dotted one counts under ("1." of "1.2")."""
    return value.rpartition(".")[0]


def _next(rank: Rank, value: str) -> str | None:
    if rank is Rank.ROMAN:
        number = parse_roman(value)
        return to_roman(number + 1) if number else None
    if rank in (Rank.NUMBER, Rank.ARTICLE):
        return str(int(value) + 1) if value.isdecimal() else None
    if rank in (Rank.DOTTED, Rank.DOTTED_TWICE):
        above, _, last = value.rpartition(".")
        return f"{above}.{int(last) + 1}" if last.isdecimal() else None
    if rank is Rank.BRACKET:
        return _next_in_brackets(value)
    letters = _LETTERS.upper() if rank is Rank.CAPITAL else _LETTERS
    at = letters.find(value)
    return letters[at + 1] if len(value) == 1 and 0 <= at < len(letters) - 1 else None


def _next_in_brackets(value: str) -> str | None:
    """(1), (2) …; (i), (ii) …: a single letter may be either a letter or a Roman number."""
    if value.isdecimal():
        return str(int(value) + 1)
    number = parse_roman(value.upper()) if len(value) > 1 else None
    return to_roman(number + 1).lower() if number else None


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
    "numbering": all_numbering,
    "row-numbering": row_numbering,
    "announced-count": announced,
}
