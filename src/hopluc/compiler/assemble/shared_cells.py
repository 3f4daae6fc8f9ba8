"""Cells that hold two things, as their heading says: "Thời gian, sản phẩm", "Đơn vị thực hiện, thời gian".

Offices save a column by setting one under the other: apart by a line, a semicolon, a bracket, or by
words before a colon. What is what, the parts themselves tell: a time opens with a word of time, a body
is a name and nothing else; the rest is what else the heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hopluc.compiler.format import Span
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.headings import Role, role_of, roles_in
from hopluc.compiler.recognise.parties import parties_at
from hopluc.viet.patterns import regex

_PARTED: frozenset[Role] = frozenset({"deadline", "product", "lead", "coordinator"})
_APART = regex(r"[;\n]")
# Weaker marks, looked at only where one side of them is a time.
_WEAKLY_APART = regex(r"[,:]\s+|\s+[-–]\s+|\s*\(")
_LABEL = regex(r"\s*(?:[-+–•]\s*)?(?P<label>[^\W\d_][^:;\n]{2,40}?)\s*:\s*")
_TIME_OPENS = regex(
    r"(?:(?:trước|sau|trong|từ|đến|hết|chậm nhất|muộn nhất|xong|hoàn thành|thường xuyên|h[àằ]ng|định kỳ|"
    r"mỗi|khi|vào|dịp|ngay|kỳ họp|thời (?:gian|hạn|điểm)|giai đoạn|theo (?:lộ trình|tiến độ|thời|kế hoạch|"
    r"yêu cầu|quy định|lịch))\b|(?:ngày|tháng|năm|quý|quí|6 tháng|đầu|cuối|giữa|nửa)\s+(?:[\divxIVX]|năm\b|"
    r"tháng\b|quý\b|học\b|nay\b)|\d{1,2}[/.-]\d|(?:19|20)\d\d\b|"
    r"\d{1,3}\s+\w[\w ]{0,20}(?:/| một | mỗi | trong )\s*(?:năm|quý|tháng|tuần|ngày)\b|"
    r"\d{1,2} (?:năm|tháng|tuần|lần)\b)",
    re.IGNORECASE,
)


def shared_roles(headings: Sequence[str], roles: Sequence[Role | None]) -> dict[int, tuple[Role, ...]]:
    """The columns whose cells hold two things or more, with what these are, in the heading's order."""
    out: dict[int, tuple[Role, ...]] = {}
    for n, (heading, role) in enumerate(zip(headings, roles, strict=True)):
        if role not in _PARTED:
            continue
        others = set(roles) - {role}
        named = tuple(each for each in roles_in(heading) if each in _PARTED and each not in others)
        if len(named) > 1 and role in named:
            out[n] = named
    return out


def parted(text: str, cell: Span, named: Sequence[Role], glossary: Mapping[str, str]) -> dict[Role, Span]:
    """What each of the `named` roles has in a cell; a role that nothing in it speaks of is absent."""
    found: dict[Role, Span] = {}
    for role, span in _parts(text, cell, named, glossary):
        if role not in found:
            found[role] = span
        elif not re.search(r"\w", text[found[role][1] : span[0]]):
            found[role] = (found[role][0], span[1])
    return found


def _parts(
    text: str, cell: Span, named: Sequence[Role], glossary: Mapping[str, str]
) -> Iterator[tuple[Role, Span]]:
    pieces = list(_pieces(text, cell))
    if "deadline" in named:
        known = any(_is_time(text[slice(*piece)]) for piece in pieces)
        pieces = [part for piece in pieces for part in _weakly_parted(text, piece, known)]
    open_role: Role | None = None
    for start, end in pieces:
        label = _LABEL.match(text, start, end)
        role = role_of(label["label"]) if label else None
        if label and role is not None and role in named:
            open_role = role
            if label.end() < end:
                yield role, (label.end(), end)
            continue
        open_role = _role(text, (start, end), named, open_role, glossary)
        yield open_role, (start, end)


def _role(
    text: str, span: Span, named: Sequence[Role], before: Role | None, glossary: Mapping[str, str]
) -> Role:
    if "deadline" in named and _is_time(text[slice(*span)]):
        return "deadline"
    rest = [role for role in named if role != "deadline"]
    if "lead" in rest and "product" in rest:
        return "lead" if _is_body(text, span, glossary) else "product"
    if "lead" in rest and "coordinator" in rest:
        # The first line names who leads, those below it who helps.
        return "lead" if before is None or before == "deadline" else "coordinator"
    return rest[0]


def _pieces(text: str, cell: Span) -> Iterator[Span]:
    start = cell[0]
    for end in [*(m.start() for m in _APART.finditer(text, *cell)), cell[1]]:
        piece = _trimmed(text, start, end)
        if piece[0] < piece[1]:
            yield piece
        start = end + 1


def _weakly_parted(text: str, piece: Span, known: bool) -> list[Span]:
    """A piece with a time before or behind a comma, a dash, a colon or in brackets, as two.

    Where a time is `known`, only a time before something that begins in capitals is set apart.
    """
    for mark in _WEAKLY_APART.finditer(text, *piece):
        sides = [_trimmed(text, piece[0], mark.start()), _trimmed(text, mark.end(), piece[1])]
        if not all(a < b for a, b in sides):
            continue
        times = [_is_time(text[a:b]) for a, b in sides]
        if times == [True, False] and text[sides[1][0]].isupper():
            return sides
        if not known and any(times):
            return sides
    return [piece]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \n-–+•":
        start += 1
    while start < end and (text[end - 1] in " \n" or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return start, end


def _is_time(words: str) -> bool:
    """Whether words are a time: they open with one, be it one that no rule reads."""
    if not _TIME_OPENS.match(words):
        return False
    found = read_deadline(words, 0, len(words))
    return found is not None


def _is_body(text: str, span: Span, glossary: Mapping[str, str]) -> bool:
    parties, end = parties_at(text, *span, glossary)
    return bool(parties) and not re.search(r"\w", text[end : span[1]])
