"""Rules on what is not there: sentences that break off, blanks that were to be filled, stray lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Span

# Words that no sentence ends with; half of a compound of official language that was cut in two.
_DANGLING = re.compile(
    r"(?:\b(?:và|của|các|những|hoặc|nhằm|đối với|cùng với|thông qua việc)"
    r"|\b(?:triển khai|tổ chức|kế hoạch|quá trình) thực"
    r"|\bphối$|\bnâng$)\s*[.;]?\s*$",
    re.I,
)
_ENDS_RIGHT = re.compile(r"(?:phụ|trực) thuộc\W*$", re.I)
# A word that must be followed by what it refers to, followed by another such word.
_GAP = re.compile(
    r"(?<!kèm )(?<!tiếp )(?<!làm )(?<!đi )(?<!mang )(?<!noi )(?<!nghe )"
    r"\b(?:theo|của|các|những|nhằm)\s+(?:và|hoặc|của|;|\.(?!\.))",
    re.I,
)
_GAP_RIGHT = re.compile(r"theo\s+của|các\s*\.", re.I)
_BLANK = re.compile(
    r"\b(?:số|ngày|tháng|năm|đạt|khoảng|ít nhất|tối thiểu|là|trên|ông|bà|từ)\s*:?\s*"
    r"(?:\.{3,}|…+[.…]*|_{2,})\s*(?=[\w%/])"
    r"|\.{6,}|_{4,}|…{3,}|\[\s*(?:\.{2,}|…+|_+)\s*\]|\((?:ghi rõ|điền)[^()]{0,60}\)|\bx{3,}\b|\bXX+/",
    re.I,
)
_FURNITURE = re.compile(
    r"(?:```\w*|(?:trang|page)\s*\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?|[-–]\s*\d{1,3}\s*[-–]|\d{1,3}\s*/\s*\d{1,3}|[\\|_~^`#=*]{1,5}"
    r"|\d{1,3})",
    re.I,
)
_TRAILING = re.compile(r"(?<=[.\s])/(?!\.)[a-z]{1,8}$")


def truncated(case: Case) -> Iterator[Slip]:
    """A sentence that ends in the middle."""
    for span in _texts(case):
        words = case.mended.words(span)
        found = _DANGLING.search(words)
        if found and len(words.split()) > 3 and not words.isupper() and not _ENDS_RIGHT.search(words):
            yield Slip((span[0] + found.start(), span[0] + found.end()), {"said": quoted(words[-60:])})


def gap(case: Case) -> Iterator[Slip]:
    """A word within a sentence is missing ("theo và các chương trình")."""
    for found in _GAP.finditer(case.text):
        if not _GAP_RIGHT.match(found.group()):
            yield Slip(
                found.span(), {"said": quoted(case.text[found.start() : found.end() + 20].split("\n")[0])}
            )


def blanks(case: Case) -> Iterator[Slip]:
    """A place that was to be filled in before signing."""
    heads = [part.span for part in case.outline.parts if part.kind == "head"]
    for found in _BLANK.finditer(case.text):
        start = case.text.rfind("\n", 0, found.start()) + 1
        if not any(a <= start < b for a, b in heads):
            yield Slip(
                found.span(),
                {"said": quoted(case.text[max(start, found.start() - 30) : found.end()])},
                same="",
            )


def stray(case: Case) -> Iterator[Slip]:
    """A line that is no text: a page number, a mark, the sign of whoever typed it."""
    for line in case.mended.lines[1:]:
        words = case.mended.words(line.span).strip()
        if _FURNITURE.fullmatch(words):
            yield Slip(line.span, {"said": words}, mend="")
        elif found := _TRAILING.search(words):
            start = line.span[0] + case.mended.words(line.span).index(words) + found.start()
            yield Slip((start, start + len(found.group())), {"said": found.group()}, mend="")


def _texts(case: Case) -> Iterator[Span]:
    """Lines, and cells of work."""
    for line in case.mended.lines:
        yield line.span
    for sheet in case.mended.sheets:
        roles = sheet.roles or ()
        columns = [n for n, role in enumerate(roles) if role in ("work", "mandate")]
        yield from dict.fromkeys(row[n] for row in sheet.rows for n in columns if n < len(row))


FINDERS: dict[str, Find] = {
    "truncated-text": truncated,
    "truncated-reference": gap,
    "blank-left": blanks,
    "stray-text": stray,
}
