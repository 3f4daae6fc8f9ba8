"""Rules on days and years: those that cannot be, run backwards, or do not fit the plan's period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.check.tokens import around
from hopluc.compiler.format import Span
from hopluc.viet.dates import day_or_none, find_days
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# A day without a year, after a word that says it is one ("7/5" alone may be a fraction).
_DAY_MONTH = regex(r"\b[Nn]gày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})(?![\d/.]|\s*năm)")
_MONTH = regex(r"\b[Tt]háng\s+(\d{1,2})(?=\s*(?:/|năm)\s*(?:19|20)\d\d)")
_QUARTER = regex(r"\b(?:[Qq]u[ýí]|QU[ÝÍ])\s+(?:V|VI{1,3}|[5-9])(?![\w.])")
_YEARS = regex(r"(20(?<!\w20)\d\d)\s*(?:-|–|đến(?: năm)?)\s*(20\d\d)\b")
# The rarest letters of the words that they begin with.
_A_DAY, _A_MONTH, _A_QUARTER, _FROM = map(re.compile, ("gày", "háng", r"[uU][ýíÝÍ]\s", "ừ"))
_OF_YEARS = regex(r"\b(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|từ năm)\s+$", re.I)
_FROM_DAY = regex(r"\b[Tt]ừ\s+(?=ngày\s)")
_STAGE = regex(r"\bgiai đoạn\s+(20\d\d)\s*[-–]\s*(20\d\d)", re.I)
_YEAR_AT_END = regex(r"\bnăm\s+(20\d\d)\W*$", re.I)
# Headings that look back speak of other years by right; a cited title has a number or a day.
_LOOKS_BACK = regex(
    r"\b(?:ket qua|tinh hinh|thuc trang|danh gia|tong ket|so ket|han che|ton tai|boi canh|can cu|nguyen nhan|"
    r"bai hoc|chuyen tiep)\b"
)
_LONGEST_HEADING = 160
_ANNEX_HEAD_LINES = 5


def impossible(case: Case) -> Iterator[Slip]:
    """A day, month or quarter that no calendar has ("31/9/2024", "ngày 31/6", "tháng 13/2025")."""
    for day in find_days(case.text):
        if day.day is None:
            yield _slip(case, (day.start, day.end))
    for found in around(_A_DAY, _DAY_MONTH, case.text, before=1):
        if day_or_none(2024, int(found[2]), int(found[1])) is None:
            yield _slip(case, found.span())
    for found in around(_A_MONTH, _MONTH, case.text, before=1):
        if not 1 <= int(found[1]) <= 12:
            yield _slip(case, found.span())
    for found in around(_A_QUARTER, _QUARTER, case.text, before=2):
        yield _slip(case, found.span())


def backwards(case: Case) -> Iterator[Slip]:
    """A range that ends before it begins ("giai đoạn 2030-2025")."""
    for found in _YEARS.finditer(case.text):
        stated = _OF_YEARS.search(case.text, max(0, found.start() - 12), found.start())
        if stated and int(found[2]) < int(found[1]):
            yield _slip(case, (stated.start(), found.end()))
    for found in around(_FROM, _FROM_DAY, case.text, before=1):
        days = list(find_days(case.text, found.end(), found.end() + 70))[:2]
        if len(days) < 2 or days[0].start != found.end() or not (days[0].day and days[1].day):
            continue
        between = case.text[days[0].end : days[1].start].strip().lower()
        if between in ("đến", "-", "–", "đến hết", "tới") and days[1].day < days[0].day:
            yield _slip(case, (found.start(), days[1].end))


def heading_of_other_years(case: Case) -> Iterator[Slip]:
    """A heading that speaks of years over before the plan's: left from the plan it was copied from."""
    period = case.document.period
    if period is None or period.start is None:
        return
    for span in _headings(case):
        words = case.mended.words(span)
        if _LOOKS_BACK.search(fold(words)) or re.search(r"\bsố\s+\d|\d/\d", words):
            continue
        found = _STAGE.search(words) or _YEAR_AT_END.search(words)
        if found and int(found.groups()[-1]) < period.start.year:
            place = (span[0] + found.start(), span[0] + found.end())
            said = (
                f"{period.start.year}"
                if not period.end or period.end.year == period.start.year
                else (f"{period.start.year}-{period.end.year}")
            )
            yield Slip(place, {"said": quoted(found.group()), "period": said})


def _headings(case: Case) -> Iterator[Span]:
    """The headings of the body, and the first lines of each annex."""
    for node in case.outline.nodes:
        words = case.mended.words(node.line.span)
        if (node.heads or words.isupper()) and len(words) <= _LONGEST_HEADING:
            yield node.line.span
    for part in case.outline.parts:
        if part.kind == "annex":
            inside = [line.span for line in case.mended.lines if part.span[0] <= line.span[0] < part.span[1]]
            yield from (span for span in inside[:_ANNEX_HEAD_LINES] if case.mended.words(span).isupper())


def _slip(case: Case, span: Span) -> Slip:
    return Slip(span, {"said": quoted(case.mended.words(span))})


FINDERS: dict[str, Find] = {
    "date-impossible": impossible,
    "range-backwards": backwards,
    "period-mismatch": heading_of_other_years,
}
