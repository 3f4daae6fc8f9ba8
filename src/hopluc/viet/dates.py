"""Days and periods as Vietnamese documents write them.

`PARTS` names the written forms as regular expressions, so that grammars (deadlines, headers,
citations) are built from the same parts; `parse_*` turn what a part matched into values.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from hopluc.viet.numbers import parse_roman
from hopluc.viet.patterns import regex

_SEP = r"\s*[/.\-–]\s*"
_YEAR = r"(?:19|20)\d{2}"
_QUARTER = r"(?:III|II|IV|I|[1-4])"
# Longer ones first where they share a beginning.
_MONTHS_WORD = "giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười"

PARTS: dict[str, str] = {
    # ngày 05 tháng 02 năm 2026 · ngày 5/2/2026 · 05-02-2026
    "day": rf"(?:ngày\s*)?\d{{1,2}}"
    rf"(?:\s*tháng\s*\d{{1,2}}\s*(?:,\s*)?năm\s*{_YEAR}|{_SEP}\d{{1,2}}{_SEP}{_YEAR})(?!\d)",
    # ngày 18 tháng 12 · 18/12
    "day_month": r"(?:ngày\s*)?\d{1,2}\s*(?:tháng|/)\s*\d{1,2}(?!\s*[\d/%])(?!\s*năm\s*\d)",
    # tháng 9 năm 2021 · tháng 9/2021 · 9/2021
    "month": rf"(?:tháng\s*)?\d{{1,2}}(?:\s*/\s*|\s*-\s*(?={_YEAR})){_YEAR}(?!\d)"
    rf"|tháng\s*\d{{1,2}}\s*(?:,\s*)?năm\s*{_YEAR}",
    "month_only": rf"tháng\s*(?:\d{{1,2}}|{_MONTHS_WORD})(?![\w/])",
    # Quý III/2021 · Quí 3 năm 2021
    "quarter": rf"(?:qu[ýí]|q\.?)\s*{_QUARTER}\b\s*(?:[/,\-]\s*)?(?:năm\s*)?{_YEAR}",
    "quarter_only": rf"qu[ýí]\s*{_QUARTER}\b",
    # 6 tháng đầu năm 2024 · 9 tháng năm 2024
    "half": rf"0?[369]\s*tháng\s*(?:đầu|cuối)\s*(?:của\s*)?năm\s*{_YEAR}",
    "half_only": r"0?[369]\s*tháng\s*(?:đầu|cuối)\s*năm",
    "years": rf"{_YEAR}\s*(?:-|–|đến(?:\s*năm)?|tới)\s*{_YEAR}(?!\d)",
    "year": rf"(?:năm\s*)?{_YEAR}(?![\d/])",
}  # fmt: skip

_DAY = regex(PARTS["day"], re.I)
_NUMBERS = regex(r"\d+")
_LEADING_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day written in a text; `day` is None where the numbers are no day ("31/02/2024")."""

    day: dt.date | None
    start: int
    end: int


def format_date(day: dt.date) -> str:
    """`day` as dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDay]:
    """Every fully written day between `start` and `end`, with its place."""
    for m in _DAY.finditer(text, start, len(text) if end is None else end):
        if m.start() > 0 and text[m.start() - 1].isdigit():
            continue
        yield FoundDay(parse_day(m.group()), m.start(), m.end())


def parse_day(s: str) -> dt.date | None:
    """The day written in `s` (day, month, year); None when it is none."""
    numbers = [int(n) for n in _NUMBERS.findall(s)]
    if len(numbers) != 3:
        return None
    return day_or_none(numbers[2], numbers[1], numbers[0])


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def parse_day_month(s: str) -> tuple[int, int] | None:
    """Day and month of "ngày 18 tháng 12"; None when no year has such a day."""
    numbers = [int(n) for n in _NUMBERS.findall(s)]
    if len(numbers) != 2 or day_or_none(2024, numbers[1], numbers[0]) is None:
        return None
    return numbers[0], numbers[1]


def month_span(year: int, first: int, last: int | None = None) -> tuple[dt.date, dt.date] | None:
    """First and last day of the months `first` to `last` of a year; None for no month."""
    last = first if last is None else last
    if not 1 <= first <= last <= 12:
        return None
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def year_of(s: str) -> int | None:
    """The last year that stands in `s`."""
    years = re.findall(_YEAR, s)
    return int(years[-1]) if years else None


def parse_month(s: str, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """First and last day of "tháng 9 năm 2021", "9/2021", or "tháng 9" of `year`."""
    numbers = [int(n) for n in _NUMBERS.findall(s)]
    if not numbers:
        word = s.lower().removeprefix("tháng").strip()
        numbers = [_LEADING_MONTH_WORDS.get(word, 0)]
    given = numbers[1] if len(numbers) > 1 else year
    return month_span(given, numbers[0]) if given else None


def parse_quarter(s: str, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """First and last day of "Quý III/2021", or "quý 3" of `year`."""
    m = re.match(rf"(?:qu[ýí]|q\.?)\s*({_QUARTER})\b", s, re.I)
    given = year_of(s) or year
    if m is None or given is None:
        return None
    number = int(m[1]) if m[1].isdigit() else parse_roman(m[1].upper())
    return month_span(given, 3 * number - 2, 3 * number) if number else None


def parse_half(s: str, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """First and last day of "6 tháng đầu năm 2024", "3 tháng cuối năm" of `year`."""
    m = re.match(r"0?(\d)\s*tháng\s*(đầu|cuối)", s, re.I)
    given = year_of(s) or year
    if m is None or given is None:
        return None
    count = int(m[1])
    return month_span(given, 1, count) if m[2].lower() == "đầu" else month_span(given, 13 - count, 12)


def year_span(first: int, last: int | None = None) -> tuple[dt.date, dt.date] | None:
    """First and last day of the years `first` to `last`; None when they run backwards."""
    last = first if last is None else last
    return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if first <= last else None


def parse_years(s: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of "2021-2025", "giai đoạn 2021 – 2025", "2024 đến 2026"."""
    years = [int(y) for y in re.findall(_YEAR, s)]
    return year_span(years[0], years[-1]) if years else None


# Up to when: "đến", "trước", "hết năm 2026"; in a list of years only the first bears the word.
_UNTIL = r"(?:(?:đến|tới|trước|chậm\s+nhất(?:\s+(?:vào|là|trong|đến))?|muộn\s+nhất(?:\s+là)?)\s+)"
_UP_TO = rf"(?:{_UNTIL}(?:thời\s+điểm\s+)?(?:hết\s+|cuối\s+|giữa\s+)?|(?<!\w)(?:hết|cuối)\s+)"
_PERIOD_STATED = regex(
    rf"(?:giai\s*đoạn|thời\s*kỳ|các\s*năm|nhiệm\s*kỳ)\s*(?:từ\s*(?:năm\s*)?)?(?P<years>{PARTS['years']})"
    rf"|{_UP_TO}(?P<until_day>{PARTS['day']})"
    rf"|(?P<months>từ\s+(?:đầu\s+)?tháng\s*\d{{1,2}}(?:\s*(?:/|năm)\s*{_YEAR})?\s*(?:-|đến)\s*(?:hết\s+|cuối\s+)?"
    rf"tháng\s*\d{{1,2}}\s*(?:/|năm)\s*{_YEAR})"
    rf"|{_UP_TO}(?P<until_half>{PARTS['half']})|{_UP_TO}(?P<until_quarter>{PARTS['quarter']})"
    rf"|{_UP_TO}(?P<until_month>tháng\s*\d{{1,2}}\s*(?:/|năm)\s*{_YEAR})"
    rf"|(?P<half>{PARTS['half']})|(?P<quarter>{PARTS['quarter']})|"
    rf"(?P<month>tháng\s*\d{{1,2}}\s*(?:/|năm)\s*{_YEAR})"
    rf"|\bnăm\s*(?P<span>{PARTS['years']})"
    rf"|\bnăm\s*(?P<list>{_YEAR}(?:\s*,\s*(?:năm\s*)?{_YEAR}){{0,8}}\s*(?:,\s*)?(?:và|,)\s*(?:năm\s*)?{_YEAR})(?![\d/])"
    rf"|(?:đến|tới)\s*(?:hết\s*|cuối\s*)?(?:năm\s*)?(?P<until>{_YEAR})(?!\d)"
    rf"|(?<!\w)(?:hết|cuối)\s+năm\s+(?P<until_end>{_YEAR})(?![\d/])"
    rf"|(?<!\w)trước\s+năm\s+(?P<until_before>{_YEAR})(?![\d/])"
    rf"|\bnăm\s*(?P<year>{_YEAR})(?![\d/])",
    re.I,
)


def find_periods(
    text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[dt.date | None, dt.date, int, int]]:
    """Periods named in running text: (first day or None for a horizon, last day, start, end)."""
    for m in _PERIOD_STATED.finditer(text, start, len(text) if end is None else end):
        kind = m.lastgroup or ""
        found = _PARSERS[kind.removeprefix("until_")](m[kind])
        if found:
            first = None if kind.startswith("until") else found[0]
            yield first, found[1], m.start(), m.end()


def _listed_years(s: str) -> tuple[dt.date, dt.date] | None:
    """The years of "2026, 2027 và 2028", where each follows on the one before; else the first."""
    years = [int(y) for y in re.findall(_YEAR, s)]
    follow = years == [*range(years[0], years[-1] + 1)]
    return year_span(years[0], years[-1] if follow else None)


def _year_before(s: str) -> tuple[dt.date, dt.date] | None:
    return year_span(int(s) - 1)


def _one_day(s: str) -> tuple[dt.date, dt.date] | None:
    day = parse_day(s)
    return (day, day) if day else None


def _months(s: str) -> tuple[dt.date, dt.date] | None:
    """From one month to another: "từ tháng 3 đến tháng 9 năm 2026"."""
    months = [int(n) for n in re.findall(r"tháng\s*(\d{1,2})", s, re.I)]
    years = [int(y) for y in re.findall(_YEAR, s)]
    first = month_span(years[0], months[0])
    last = month_span(years[-1], months[-1])
    return (first[0], last[1]) if first and last and first[0] < last[1] else None


_PARSERS = {
    "half": parse_half, "quarter": parse_quarter, "month": parse_month, "months": _months,
    "years": parse_years, "span": parse_years, "year": parse_years, "until": parse_years,
    "end": parse_years, "list": _listed_years, "day": _one_day, "before": _year_before,
}  # fmt: skip
