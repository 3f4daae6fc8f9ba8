"""Rules on what is not there: sentences that break off, blanks that were to be filled, stray lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.check.tokens import around
from hopluc.compiler.format import Span
from hopluc.viet.patterns import opening, regex

# Words that no sentence ends with; half of a compound of official language that was cut in two.
_DANGLING = regex(
    r"(?:\b(?:và|của|các|những|hoặc|nhằm|đối với|cùng với|thông qua việc)"
    r"|\b(?:triển khai|tổ chức|kế hoạch|quá trình) thực"
    r"|\bphối$|\bnâng$)\s*[.;]?\s*$",
    re.I,
)
_ENDS_RIGHT = regex(r"(?:phụ|trực) thuộc\W*$", re.I)
# A word that must be followed by what it refers to, followed by another such word.
_GAP = regex(
    opening("Theo", "theo", "của", "các", "những", "Nhằm", "nhằm") + r"\s+(?:và|hoặc|của|;|\.(?!\.))"
)
_GAP_RIGHT = regex(r"theo\s+của|các\s*\.", re.I)
_NOT_THEO = regex(r"\b(?:kèm|tiếp|làm|đi|mang|noi|nghe)\s$", re.I)
_DOTS = regex(r"\.{3,}[.…]*|…[.…]*|_{2,}")
_LONG_DOTS = 6
_WANTS = regex(r"\b(?:số|ngày|tháng|năm|đạt|khoảng|ít nhất|tối thiểu|là|trên|ông|bà|từ)\s*:?\s*$", re.I)
_TO_FILL = regex(r"\((?:[Gg]hi rõ|[Đđ]iền)[^()]{0,60}\)|\b(?:xxx+|XXX+)\b|\bXX+/")
_MAY_BE_TO_FILL = regex(r"\(|xxx|XX")
_FURNITURE = regex(
    r"(?:```\w*|(?:trang|page)\s*\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?|[-–]\s*\d{1,3}\s*[-–]|\d{1,3}\s*/\s*\d{1,3}|[\\|_~^`#=*]{1,5}"
    r"|\d{1,3})",
    re.I,
)
# Marks of a web page that were left between the words.
_MARKUP = regex(
    r"&(?:nbsp|amp|lt|gt|quot);|</?(?:p|br|td|tr|div|span|b|i|u|li|ul|strong|em)\b[^<>]{0,80}>", re.I
)
_TRAILING = regex(r"(?<=[.\s])/(?!\.)[a-z]{1,8}$")


def truncated(case: Case) -> Iterator[Slip]:
    """A sentence that ends in the middle."""
    for span in _texts(case):
        words = case.mended.words(span)
        found = _DANGLING.search(words, max(0, len(words) - 40))
        if found and len(words.split()) > 3 and not words.isupper() and not _ENDS_RIGHT.search(words):
            yield Slip((span[0] + found.start(), span[0] + found.end()), {"said": quoted(words[-60:])})


def gap(case: Case) -> Iterator[Slip]:
    """A word within a sentence is missing ("theo và các chương trình")."""
    for found in _GAP.finditer(case.text):
        before = case.text[max(0, found.start() - 6) : found.start()]
        if not _GAP_RIGHT.match(found.group()) and not _NOT_THEO.search(before):
            said = case.text[found.start() : found.end() + 20].split("\n")[0]
            yield Slip(found.span(), {"said": quoted(said)})


def blanks(case: Case) -> Iterator[Slip]:
    """A place that was to be filled in before signing."""
    heads = [part.span for part in case.outline.parts if part.kind == "head"]
    for found in (
        *filter(_is_blank, _DOTS.finditer(case.text)),
        *around(_MAY_BE_TO_FILL, _TO_FILL, case.text, before=0),
    ):
        start = case.text.rfind("\n", 0, found.start()) + 1
        if not any(a <= start < b for a, b in heads):
            said = case.text[max(start, found.start() - 30) : found.end()]
            yield Slip(found.span(), {"said": quoted(said)}, same="")


def _is_blank(found: re.Match[str]) -> bool:
    """Whether dots or a line stand for words to be filled in, and are no "and so on"."""
    text, dots = found.string, found.group()
    if len(dots) + 2 * dots.count("…") >= _LONG_DOTS or dots.startswith("____"):
        return True
    if text[found.start() - 1 : found.start()] == "[" and text[found.end() : found.end() + 1] == "]":
        return True
    follows = text[found.end() : found.end() + 2].strip()[:1]
    wanted = _WANTS.search(text, max(0, found.start() - 12), found.start())
    return bool(wanted) and (follows.isalnum() or follows in ("%", "/"))


def stray(case: Case) -> Iterator[Slip]:
    """A line that is no text: a page number, a mark, the sign of whoever typed it."""
    for line in case.mended.lines[1:]:
        words = case.mended.words(line.span).strip()
        if _FURNITURE.fullmatch(words):
            yield Slip(line.span, {"said": words}, mend="")
        elif found := _TRAILING.search(words):
            start = line.span[0] + case.mended.words(line.span).index(words) + found.start()
            yield Slip((start, start + len(found.group())), {"said": found.group()}, mend="")


def markup(case: Case) -> Iterator[Slip]:
    """A tag or an entity of a web page among the words."""
    for found in _MARKUP.finditer(case.text):
        said = {"said": found.group()}
        yield Slip(found.span(), said, mend=" " if found.group().startswith("&nbsp") else "", same="markup")


def all_stray(case: Case) -> Iterator[Slip]:
    """What is left from the page or from a program."""
    yield from stray(case)
    yield from markup(case)


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
    "stray-text": all_stray,
}
