"""Deadlines: what a cell or a sentence says of time, in the parts of the format.

`RULES` is the grammar: a pattern made of named parts (`<day>`, `<month>` … of `viet.dates`), what it
means, and why it is read so. A cell is read from left to right, at each place by the rule that
takes most; what no rule takes becomes a part `unparsed`. Nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from hopluc.compiler.format import Deadline, Part
from hopluc.compiler.recognise.bodies import bodies
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet import dates
from hopluc.viet.abbreviations import expand
from hopluc.viet.numbers import parse_number_words
from hopluc.viet.text import mend

Range = tuple[dt.date, dt.date]
Build = Callable[["_Read"], "tuple[Part, ...] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording and its meaning. `build` gives None where the numbers make no date."""

    pattern: str
    build: Build
    reason: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What a rule matched: its named parts, and the year that the plan is for."""

    parts: Mapping[str, str | None]
    year: int | None

    def __getitem__(self, name: str) -> str:
        return self.parts.get(name) or ""


_EVERY = r"(?:h[àằ]ng|mỗi|từng|các)"
_COUNT = r"\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_BEFORE = (
    r"(?:(?:hoàn\s*thành|xong|báo\s*cáo|gửi|trình|thực\s*hiện)\s*)?(?:chậm\s*nhất|muộn\s*nhất"
    r"|không\s*muộn\s*hơn|không\s*quá|trước|hạn\s*chót)"
    r"(?:\s*(?:là|vào|đến|trước|hết))*\s*"
)
_IN = (
    r"(?:(?:dự\s*kiến|hoàn\s*thành|xong|thực\s*hiện|triển\s*khai|tổ\s*chức|thời\s*gian"
    r"|ban\s*hành|báo\s*cáo|khoảng|"
    r"trong|vào|bắt\s*đầu\s*từ|cả)(?:\s*:)?\s*)*"
)
_UNTIL = (
    r"(?:(?:hoàn\s*thành|thực\s*hiện|xong|từ\s*nay|kéo\s*dài)\s*)*(?:đến(?:\s*(?:hết|cuối"
    r"|trước))?|hết)\s*"
)
_GIVEN_YEAR = r"(?:19|20)\d{2}"


def _within(span: Range | None) -> tuple[Part, ...] | None:
    return (Part("within", start=span[0], end=span[1]),) if span else None


def _any_span(words: str, year: int | None) -> Range | None:
    """First and last day of a month, quarter, half or year as written."""
    low = words.lower()
    if low.startswith("q"):
        return dates.parse_quarter(words, year)
    if re.match(r"0?\d\s*tháng", low):
        return dates.parse_half(words, year)
    if low.startswith("tháng") or re.match(r"\d{1,2}\s*[/-]", low):
        return dates.parse_month(words, year)
    return dates.parse_years(words)


def _by_day(r: _Read) -> tuple[Part, ...] | None:
    day = dates.parse_day(r["day"])
    return (Part("by", date=day),) if day else None


def _by_day_month(r: _Read) -> tuple[Part, ...] | None:
    pair = dates.parse_day_month(r["day_month"])
    day = dates.day_or_none(r.year, pair[1], pair[0]) if pair and r.year else None
    return (Part("by", date=day),) if day else None


def _before_span(r: _Read) -> tuple[Part, ...] | None:
    """ "Trước tháng 6/2026" ends with May, "chậm nhất tháng 6/2026" with June."""
    span = _any_span(r["span"], r.year)
    if span is None:
        return None
    before = "trước" in r["before"].lower()
    return (Part("by", date=span[0] - dt.timedelta(days=1) if before else span[1]),)


def _until_span(r: _Read) -> tuple[Part, ...] | None:
    span = _any_span(r["span"], r.year)
    return (Part("within", start=None, end=span[1]),) if span else None


def _until_day(r: _Read) -> tuple[Part, ...] | None:
    day = dates.parse_day(r["day"])
    return (Part("within", start=None, end=day),) if day else None


def _from_to(r: _Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["to"]) or r.year
    first, last = _any_span(r["from"], dates.year_of(r["from"]) or year), _any_span(r["to"], year)
    if first is None or last is None or first[0] > last[1]:
        return None
    return (Part("within", start=first[0], end=last[1]),)


def _day_to_day(r: _Read) -> tuple[Part, ...] | None:
    last = dates.parse_day(r["to"])
    first = dates.parse_day(r["from"])
    if first is None and last is not None:
        pair = dates.parse_day_month(r["from"])
        first = dates.day_or_none(last.year, pair[1], pair[0]) if pair else None
    if first is None or last is None or first > last:
        return None
    return (Part("within", start=first, end=last),)


def _months_list(r: _Read) -> tuple[Part, ...] | None:
    """ "Tháng 3, 6, 9/2024": each month is a part of its own."""
    year = dates.year_of(r["year"]) or r.year
    spans = [dates.month_span(year, int(m)) for m in re.findall(r"\d{1,2}", r["months"])] if year else []
    return tuple(Part("within", start=s[0], end=s[1]) for s in spans if s) if spans and all(spans) else None


def _months_run(r: _Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["year"]) or r.year
    return _within(dates.month_span(year, int(r["first"]), int(r["last"]))) if year else None


def _quarters_list(r: _Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["year"]) or r.year
    names = re.findall(r"III|II|IV|I|[1-4]", r["quarters"], re.I)
    spans = [dates.parse_quarter(f"quý {n}", year) for n in names]
    return tuple(Part("within", start=s[0], end=s[1]) for s in spans if s) if spans and all(spans) else None


def _quarters_run(r: _Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["year"]) or r.year
    first, last = (
        dates.parse_quarter(f"quý {r['first']}", year),
        dates.parse_quarter(f"quý {r['last']}", year),
    )
    return _within((first[0], last[1])) if first and last and first[0] < last[1] else None


def _starting(r: _Read) -> tuple[Part, ...] | None:
    span = _any_span(r["span"], r.year)
    return (Part("within", start=span[0], end=None),) if span else None


def _rrule(freq: str, **more: int) -> tuple[Part, ...]:
    parts = [f"FREQ={freq}", *(f"{k.upper()}={v}" for k, v in more.items())]
    return (Part("recurring", rrule=";".join(parts)),)


def count_of(words: str) -> int | None:
    """A small number in figures or words."""
    return int(words) if words.isdigit() else parse_number_words(words)


def _each(unit: str, every: int = 1) -> tuple[Part, ...] | None:
    """The rule of "mỗi quý", "6 tháng một lần"."""
    if every < 1:
        return None
    freq, times = {
        "tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3), "quí": ("MONTHLY", 3),
        "năm": ("YEARLY", 1), "ngày": ("DAILY", 1), "nửa năm": ("MONTHLY", 6),
    }[unit.lower()]  # fmt: skip
    return _rrule(freq) if times * every == 1 else _rrule(freq, interval=times * every)


def _every_unit(r: _Read) -> tuple[Part, ...] | None:
    return _each(re.sub(r"\s+", " ", r["unit"]))


def _every_count(r: _Read) -> tuple[Part, ...] | None:
    count = count_of(r["count"].lower())
    return _each(r["unit"], count) if count else None


def _times_a_year(r: _Read) -> tuple[Part, ...] | None:
    """ "2 lần/năm" is every six months; three times a year is every four."""
    count = count_of(r["count"].lower())
    if not count or 12 % count:
        return None
    return _rrule("YEARLY") if count == 1 else _rrule("MONTHLY", interval=12 // count)


def _every_year_on(r: _Read) -> tuple[Part, ...] | None:
    pair = dates.parse_day_month(r["day_month"])
    return _rrule("YEARLY", bymonth=pair[1], bymonthday=pair[0]) if pair else None


def _every_year_on_days(r: _Read) -> tuple[Part, ...] | None:
    pairs = [dates.parse_day_month(m.group()) for m in re.finditer(_source("<day_month>"), r["days"], re.I)]
    if not pairs or not all(pairs):
        return None
    return tuple(p for pair in pairs if pair for p in _rrule("YEARLY", bymonth=pair[1], bymonthday=pair[0]))


def _every_month_on(r: _Read) -> tuple[Part, ...] | None:
    day = int(re.findall(r"\d+", r["monthday"])[0])
    quarter = r["unit"].lower() in ("quý", "quí")
    if not 1 <= day <= 31:
        return None
    return _rrule("MONTHLY", interval=3, bymonthday=day) if quarter else _rrule("MONTHLY", bymonthday=day)


def _every_year_in(r: _Read) -> tuple[Part, ...] | None:
    months = [int(n) for n in re.findall(r"\d{1,2}", r["months"])]
    if not months or not all(1 <= m <= 12 for m in months):
        return None
    return tuple(p for m in months for p in _rrule("YEARLY", bymonth=m))


def _every_year_quarter(r: _Read) -> tuple[Part, ...] | None:
    spans = [
        dates.parse_quarter(f"quý {n}", 2001) for n in re.findall(r"III|II|IV|I|[1-4]", r["quarters"], re.I)
    ]
    return tuple(p for s in spans if s for p in _rrule("YEARLY", bymonth=s[1].month)) or None


def _on_request(r: _Read) -> tuple[Part, ...] | None:
    who = re.sub(r"<[^>]+>|[*_]", "", r["who"]).strip(" .;,")
    parties = split_parties(who, 0, len(who))
    return (Part("on_request", from_=parties[0].name if len(parties) == 1 else expand(who) or None),)


def _after_count(r: _Read) -> tuple[Part, ...] | None:
    count = count_of(r["count"].lower())
    unit = re.sub(r"\s+", " ", r["unit"].lower())
    event = re.sub(r"\s+", " ", r["event"]).strip(" .;,") or None
    names = {"ngày": "day", "ngày làm việc": "working_day", "tháng": "month", "tuần": "day"}
    if count is None or unit not in names:
        return None
    times = 7 if unit == "tuần" else 1
    return (Part("after", event=event, count=count * times, unit=names[unit]),)  # type: ignore[arg-type]


def _after(r: _Read) -> tuple[Part, ...] | None:
    return (Part("after", event=re.sub(r"\s+", " ", r["event"]).strip(" .;,")),)


def _ongoing(_: _Read) -> tuple[Part, ...]:
    return (Part("ongoing"),)


def _no_date(_: _Read) -> tuple[Part, ...]:
    return ()


def _year_span(r: _Read) -> tuple[Part, ...] | None:
    return _within(_any_span(r["span"], r.year))


_SPAN_GIVEN = "<half>|<quarter>|<month>|<years>|<year>"
_EVENT = r"(?P<event>[^;\n]{3,200})"

RULES: tuple[Rule, ...] = (
    # -- several dates in one expression
    Rule(
        rf"{_IN}(?:từ\s*)?(?P<from><day>|<day_month>)\s*(?:-|đến(?:\s*hết)?|tới)\s*(?P<to><day>)",
        _day_to_day,
        "a stretch of days",
    ),
    Rule(
        rf"{_IN}(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến(?:\s*tháng)?)\s*"
        rf"(?P<last>\d{{1,2}})\s*(?:/|năm\s*|-)\s*(?P<year>{_GIVEN_YEAR})",
        _months_run,
        "months of one year",
    ),
    Rule(
        rf"{_IN}(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến(?:\s*tháng)?)\s*"
        rf"(?P<last>\d{{1,2}})(?![\d/])",
        _months_run,
        "months of the plan's year",
    ),
    Rule(
        rf"{_IN}từ\s*(?P<from><month>|<month_only>|<quarter>|<quarter_only>|<year>)\s*(?:đến"
        rf"(?:\s*hết)?|-)\s*(?P<to><month>|<month_only>|<quarter>|<quarter_only>|<year>)",
        _from_to,
        "from … to …",
    ),
    Rule(
        r"(?P<from><quarter>|<month>)\s*(?:-|đến(?:\s*hết)?)\s*(?P<to><quarter>|<month>"
        r"|<quarter_only>)",
        _from_to,
        "a run without “từ”",
    ),
    Rule(
        rf"{_IN}các\s*tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và|;)\s*(?:tháng\s*)?\d{{1,2}})+)\s*"
        rf"(?:/|năm\s*)\s*(?P<year>{_GIVEN_YEAR})",
        _months_list,
        "several months",
    ),
    Rule(
        rf"{_IN}tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và|;)\s*(?:tháng\s*)?\d{{1,2}})+)\s*(?:/"
        rf"|năm\s*)\s*(?P<year>{_GIVEN_YEAR})",
        _months_list,
        "several months",
    ),
    Rule(
        rf"{_IN}qu[ýí]\s*(?P<first>III|II|IV|I|[1-4])\s*(?:-|đến(?:\s*hết)?(?:\s*qu[ýí])?)\s*"
        rf"(?P<last>III|II|IV|I|[1-4])(?![\w])\s*(?:[/,]?\s*(?:năm\s*)?(?P<year>{_GIVEN_YEAR}))?",
        _quarters_run,
        "a run of quarters",
    ),
    Rule(
        rf"{_IN}(?:các\s*)?qu[ýí]\s*(?P<quarters>(?:III|II|IV|I|[1-4])(?:\s*(?:,|và|;|\+)\s*"
        rf"(?:qu[ýí]\s*)?(?:III|II|IV|I|[1-4])(?![\w]))+)\s*(?:[/,]?\s*(?:năm\s*)?"
        rf"(?P<year>{_GIVEN_YEAR}))?",
        _quarters_list,
        "several quarters of one year",
    ),
    # -- a day
    Rule(rf"{_BEFORE}(?P<day><day>)", _by_day, "a last day"),
    Rule(rf"{_IN}(?P<day><day>)", _by_day, "a bare day is the last one"),
    Rule(rf"{_UNTIL}(?P<day><day>)", _until_day, "until and with a day"),
    Rule(rf"(?:{_BEFORE}|{_IN})(?P<day_month><day_month>)", _by_day_month, "the year is that of the plan"),
    # -- recurring
    Rule(
        rf"(?:{_BEFORE}|{_IN})(?P<days><day_month>(?:\s*(?:,|và|;)\s*"
        rf"(?:trước\s*)?<day_month>)+)\s*(?:của\s*)?{_EVERY}\s*năm",
        _every_year_on_days,
        "several days of every year",
    ),
    Rule(
        rf"(?:{_BEFORE}|{_IN})(?P<monthday>(?:ngày\s*)?\d{{1,2}})\s*(?:của\s*)?tháng\s*cuối\s*"
        rf"(?:của\s*)?(?:{_EVERY}\s*)?(?P<unit>qu[ýí])",
        _every_month_on,
        "a day of the last month of each quarter",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?theo\s*(?P<unit>tuần|tháng|qu[ýí]|năm)", _every_unit, "by the month, the quarter"
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{_EVERY}\s*năm\s*[,(]?\s*)?(?:{_BEFORE}|{_IN}|đến\s*)"
        rf"(?P<day_month><day_month>)\s*(?:của\s*)?(?:{_EVERY}\s*năm|(?:của\s*)?năm\s*"
        rf"(?:báo\s*cáo|kế\s*hoạch|sau(?:\s*liền\s*kề)?|đó))",
        _every_year_on,
        "a day of every year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{_EVERY}\s*năm|1\s*năm|một\s*năm)\s*[,(:]?\s*(?:{_BEFORE}|vào\s*"
        rf"|đến\s*)(?P<day_month><day_month>)\s*\)?",
        _every_year_on,
        "every year, by a day",
    ),
    Rule(
        rf"(?:{_BEFORE}|{_IN})(?P<monthday>(?:ngày\s*)?\d{{1,2}})\s*(?:của\s*)?"
        rf"(?:tháng\s*cuối\s*)?(?:của\s*)?{_EVERY}\s*(?P<unit>tháng|qu[ýí])",
        _every_month_on,
        "a day of every month",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?{_EVERY}\s*(?P<unit>tháng|qu[ýí])\s*[,(:]?\s*(?:{_BEFORE}|vào\s*)"
        rf"(?P<monthday>ngày\s*\d{{1,2}})\s*\)?(?!\s*(?:tháng|/))",
        _every_month_on,
        "every month, by a day",
    ),
    Rule(
        rf"{_IN}tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và)\s*"
        rf"(?:tháng\s*)?\d{{1,2}})*)\s*{_EVERY}\s*năm",
        _every_year_in,
        "a month of every year",
    ),
    Rule(
        rf"{_IN}qu[ýí]\s*(?P<quarters>(?:III|II|IV|I|[1-4])(?:\s*(?:,|và)\s*(?:qu[ýí]\s*)?(?:III"
        rf"|II|IV|I|[1-4]))*)\s*{_EVERY}\s*năm",
        _every_year_quarter,
        "a quarter of every year",
    ),
    Rule(
        rf"(?:(?:theo\s*)?định\s*kỳ\s*)?(?:vào\s*)?(?:cuối\s*|đầu\s*)?{_EVERY}\s*(?P<unit>tuần"
        rf"|tháng|qu[ýí]|năm|ngày)",
        _every_unit,
        "every month, quarter, year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{_EVERY}\s*)?(?P<count>{_COUNT})\s*(?P<unit>tuần|tháng|qu[ýí]"
        rf"|năm)\s*(?:/\s*)?(?:0?1|một)?\s*lần",
        _every_count,
        "once in so many months",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:mỗi\s*năm\s*)?(?P<count>{_COUNT})\s*lần\s*(?:/|trong|một|trên"
        rf"|mỗi)?\s*(?:1\s*|một\s*)?năm",
        _times_a_year,
        "so many times a year",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?(?:lần\s*/\s*)?(?P<count>[3469]|sáu)\s*(?P<unit>tháng)(?!\s*(?:đầu"
        r"|cuối|\d))",
        _every_count,
        "a half-yearly report",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?(?:(?:0?1|một)\s+(?P<unit>năm|qu[ýí]|tháng)|(?P<unit2>năm|qu[ýí]))"
        r"(?![\s\w]*\d)(?!\s*\w)",
        lambda r: _each(r["unit"] or r["unit2"]),
        "“6 tháng, 1 năm”; “định kỳ quý, năm”",
    ),
    # -- periods
    Rule(rf"(?P<before>{_BEFORE})(?P<span><quarter>|<month>|<year>)", _before_span, "before a month begins"),
    Rule(rf"{_UNTIL}(?P<span>{_SPAN_GIVEN})", _until_span, "a horizon has no first day"),
    Rule(rf"(?:cuối)\s*(?P<span>{_SPAN_GIVEN})", _until_span, "the end of a period is a horizon"),
    Rule(
        rf"(?:bắt\s*đầu\s*)?(?:từ|kể\s*từ|sau)\s*(?P<span>{_SPAN_GIVEN})(?:\s*trở\s*đi)?",
        _starting,
        "open at its end",
    ),
    Rule(
        rf"{_IN}(?:giai\s*đoạn(?:\s*(?:\d|I+)\s*:)?|thời\s*kỳ|các\s*năm)?\s*(?:từ\s*)?(?:năm\s*)?"
        rf"(?P<span><years>)",
        _year_span,
        "years from … to …",
    ),
    Rule(rf"{_IN}(?P<span>{_SPAN_GIVEN})", _year_span, "one period"),
    Rule(
        rf"{_IN}(?P<span><month_only>|<quarter_only>|<half_only>)(?!\s*h[àằ]ng)",
        _year_span,
        "the year is that of the plan",
    ),
    # -- open
    Rule(
        r"(?:(?:là\s*)?(?:các\s*)?nhiệm\s*vụ\s*)?(?:(?:thực\s*hiện|duy\s*trì)\s*)?thường\s*xuyên(?:\s*,?\s*"
        r"(?:liên\s*tục|lâu\s*dài|hàng\s*ngày))?",
        _ongoing,
        "no end",
    ),
    Rule(
        r"(?:các\s*|những\s*)?(?:giai\s*đoạn|năm)\s*(?:tiếp\s*theo|sau|tiếp\s*sau)",
        _ongoing,
        "the years that follow have no end",
    ),
    Rule(
        r"(?:liên\s*tục|lâu\s*dài|trong\s*suốt\s*(?:quá\s*trình|thời\s*gian)\s*thực\s*hiện"
        r"(?:\s*kế\s*hoạch)?)",
        _ongoing,
        "no end",
    ),
    Rule(
        r"(?:khi\s*có|theo|thực\s*hiện\s*theo|trên\s*cơ\s*sở)\s*(?:sự\s*)?(?:đề\s*nghị|yêu\s*cầu"
        r"|đề\s*xuất|chỉ\s*đạo|hướng\s*dẫn)\s*(?:của|từ)\s*(?P<who>[^;\n]{3,200})",
        _on_request,
        "when another body asks",
    ),
    Rule(
        r"(?:khi\s*có\s*yêu\s*cầu|theo\s*(?:đề\s*nghị|yêu\s*cầu)|đột\s*xuất\s*(?:khi\s*có\s*"
        r"|theo\s*)yêu\s*cầu)(?![\s]*(?:của|từ))",
        _on_request,
        "when asked",
    ),
    Rule(
        rf"(?:(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá|sau)\s*"
        rf"(?:là\s*)?)(?P<count>{_COUNT})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày\s*làm\s*việc|ngày|tuần"
        rf"|tháng)\s*,?\s*(?:(?:kể\s*từ|tính\s*từ|từ|sau)\s*(?:khi|ngày|thời\s*điểm)?)\s*"
        rf"(?P<event>[^;\n]{{3,200}})",
        _after_count,
        "so many days after an event",
    ),
    Rule(rf"(?:ngay\s*)?(?:sau\s*khi|sau\s*ngày|khi|kể\s*từ\s*ngày|sau)\s*{_EVENT}", _after, "a condition"),
    # -- no date
    Rule(
        r"theo\s*(?:đúng\s*)?(?:quy\s*định|thời\s*gian\s*quy\s*định)(?:\s*(?:hiện\s*hành|của\s*"
        r"(?:pháp\s*luật|cấp\s*trên|Trung\s*ương)))?|(?:theo\s*)?định\s*kỳ",
        _no_date,
        "says no date",
    ),
)


def _source(pattern: str) -> str:
    """A rule's pattern with `<day>` and its like replaced by the forms of `viet.dates`."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{dates.PARTS[m[1]]})", pattern)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(_source(rule.pattern), re.I), rule) for rule in RULES)


_GAP = re.compile(r"(?:\s*(?:[,;.+&]|(?<!\d)/(?!\d)|\n|(?<!\w)-(?!\w)|\bvà\b|\bhoặc\b|\brồi\b)\s*|\s+)*")
_EDGE = re.compile(r"\s*(?:$|[;,.:()\n]|và\b|hoặc\b|-\s|và\s)")
_REMARK = re.compile(r"\([^()]*\)")


def read_deadline(text: str, start: int, end: int, default_year: int | None = None) -> Deadline | None:
    """The deadline of a whole cell; None where it is blank or "-".

    `default_year` is the year that the plan covers, for days without a year. What no rule
    understands is a part `unparsed`.
    """
    raw = text[start:end]
    a = start + len(raw) - len(raw.lstrip())
    b = end - (len(raw) - len(raw.rstrip()))
    if not re.search(r"\w", raw):
        return None
    written = re.sub(r"\s+", " ", text[a:b])
    s = re.sub(r"[ ]+", " ", mend(text[a:b]))
    parts = _for_parties(s, default_year) or _cell(s, default_year)
    return Deadline(text=written, parts=tuple(parts), span=(a, b))


def _cell(s: str, year: int | None) -> list[Part]:
    """Parts of a cell, in order; one `unparsed` for whatever could not be read."""
    year = _only_year(s) or year
    s = _REMARK.sub(lambda m: _remark(m, year), s)
    parts: list[Part] = []
    lost = False
    at = 0
    while True:
        gap = _GAP.match(s, at)
        at = gap.end() if gap else at
        if at >= len(s):
            break
        hit = _longest(s, at, year)
        if hit is None:
            lost = True
            nxt = re.compile(r"[;,\n]|\s+và\s+").search(s, at + 1)
            at = nxt.end() if nxt else len(s)
            continue
        found, at = hit
        parts.extend(p for p in found if p not in parts)
    parts = _merge_yearly(parts)
    return [*parts, Part("unparsed")] if lost else parts


def _remark(m: re.Match[str], year: int | None) -> str:
    """A remark in brackets: set apart where it says when, left out where it holds no figure."""
    inner = m.group()[1:-1].strip()
    hit = _longest(inner, 0, year)
    if hit and hit[1] == len(inner) and all(p.kind in ("ongoing", "recurring", "within") for p in hit[0]):
        dated = any(p.rrule and "BYMONTH" in p.rrule for p in hit[0])
        return m.group() if dated else f";{m.group()[1:-1]} "
    return m.group() if re.search(r"\d", inner) else " " * len(m.group())


def _only_year(s: str) -> int | None:
    """The year of a cell that names one: "Quý I và quý III năm 2024"."""
    years = set(re.findall(rf"(?<!\d){_GIVEN_YEAR}(?!\d)", s))
    return int(next(iter(years))) if len(years) == 1 else None


def _longest(s: str, at: int, year: int | None) -> tuple[tuple[Part, ...], int] | None:
    """The rule that takes most of `s` from `at` up to an edge."""
    best: tuple[tuple[Part, ...], int] | None = None
    for pattern, rule in _compiled():
        m = pattern.match(s, at)
        if m is None or m.end() == at or (best is not None and m.end() <= best[1]):
            continue
        if not _EDGE.match(s, m.end()):
            continue
        parts = rule.build(_Read(m.groupdict(), year))
        if parts is not None:
            best = parts, m.end()
    return best


def _merge_yearly(parts: list[Part]) -> list[Part]:
    """ "Hàng năm" says nothing more beside a day of every year, or beside "6 tháng"."""
    dated = any(p.kind == "recurring" and "BYMONTH" in (p.rrule or "") for p in parts)
    return [p for p in parts if not (dated and p.rrule == "FREQ=YEARLY")]


_PARTY_DAY = re.compile(
    rf"(?P<when>(?:{_BEFORE}|vào\s*|đến\s*)?{_source('(?:<day>|<day_month>)')})\s*(?P<every>"
    rf"(?:của\s*)?{_EVERY}\s*năm)?\s*,\s*(?P<who>[^\W\d_][^;\n]*?)\s*$",
    re.I,
)
_PARTY_FIRST = re.compile(
    rf"(?P<who>[^\W\d_][^;:\n\d]*?)\s*(?::|,|-|\s)\s*(?P<when>(?:{_BEFORE}|vào\s*|đến\s*"
    rf"|ngày\s*)?{_source('(?:<day>|<day_month>)')})\s*(?P<every>"
    rf"(?:của\s*)?{_EVERY}\s*năm)?\s*\.?$",
    re.I,
)
_LEVEL = re.compile(r"cấp\s+(?:tỉnh|huyện|xã|cơ sở|quận)", re.I)


def _for_parties(s: str, year: int | None) -> list[Part]:
    """Parts where a cell gives each body a day of its own; empty where it does not."""
    pieces = [p for p in re.split(r"\n|;|(?<=\.)\s+|(?:^|\s)-\s+|,\s*(?=cấp\s)", s) if p.strip(" .-+")]
    yearly = bool(re.search(rf"{_EVERY}\s*năm", s, re.I))
    out: list[Part] = []
    for piece in pieces:
        read = _one_party(piece.strip(" .-+"), year, yearly)
        if read is None:
            return []
        out.append(read)
    return out


def _one_party(piece: str, year: int | None, yearly: bool) -> Part | None:
    """One body's day: "chậm nhất ngày 18 tháng 12 hàng năm, cơ quan … tổng hợp", "cấp huyện 18/12"."""
    m = _PARTY_DAY.match(piece) or _PARTY_FIRST.match(piece)
    if m is None:
        return None
    who = _subject(m["who"])
    if who is None:
        return None
    words = m["when"]
    if yearly or m["every"]:
        day_month = re.search(_source("<day_month>"), words, re.I)
        parts = _every_year_on(_Read({"day_month": day_month.group()}, None)) if day_month else None
    else:
        hit = _longest(words, 0, year)
        parts = hit[0] if hit else None
    return replace(parts[0], for_=expand(who)) if parts else None


def _subject(words: str) -> str | None:
    """The body at the head of words that go on with what it does; None where none stands there."""
    cut = re.search(rf"\s+(?={bodies().predicate.pattern})", words)
    who = re.sub(r"\s+", " ", words[: cut.start()] if cut else words).strip(" ,:-")
    known = (
        bodies().head.match(who)
        or bodies().collective.match(who)
        or _LEVEL.match(who)
        or bodies().post.match(who)
    )
    known = known or re.match(r"(?:các|cơ quan|đơn vị|địa phương)\s", who, re.I)
    return who if known and len(who) < 160 else None


# ------------------------------------------------------------------ in running text

_PROSE = re.compile(
    "|".join(
        _source(p)
        for p in (
            rf"(?P<yearly_day>(?:{_BEFORE}|vào\s*|đến\s*(?:hết\s*)?)<day_month>(?!\s*{_EVERY}\s*tháng))",
            rf"(?P<day>(?:{_BEFORE}|đến\s*(?:hết\s*)?)<day>)",
            rf"(?P<monthly>(?:{_BEFORE}|vào\s*)(?:ngày\s*)?\d{{1,2}}\s*(?:của\s*)?"
            rf"(?:tháng\s*cuối\s*)?(?:của\s*)?{_EVERY}\s*(?:tháng|qu[ýí]))",
            rf"(?P<after>(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá)\s*"
            rf"(?:{_COUNT})\s*(?:\([^)]*\)\s*)?(?:ngày\s*làm\s*việc|ngày|tuần|tháng)\s*,?\s*"
            rf"(?:kể\s*từ|tính\s*từ|từ|sau)\s*(?:khi|ngày|thời\s*điểm)?\s*[^;,.\n]{{3,120}})",
            rf"(?P<before>{_BEFORE}(?:<quarter>|<month>))",
            rf"(?P<in>(?:trong|hoàn\s*thành\s*(?:trong\s*)?|vào)\s*(?:<half>|<quarter>|<month>"
            rf"|năm\s*{_GIVEN_YEAR}))",
            rf"(?P<every>(?:định\s*kỳ\s*)?(?:{_EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)|(?:{_COUNT})\s*"
            rf"(?:tháng|năm)\s*(?:/\s*)?(?:0?1|một)?\s*lần|\d\s*lần\s*/\s*năm))",
            r"(?P<half>(?:báo\s*cáo\s*(?:tình\s*hình\s*)?(?:định\s*kỳ\s*)?|định\s*kỳ\s*)"
            r"(?:h[àằ]ng\s*)?(?:quý\s*,\s*|tháng\s*,\s*(?:quý\s*,\s*)?)?(?:0?6|sáu)\s*tháng(?!\s*"
            r"(?:một|1|/)\s*lần)(?:\s*(?:đầu\s*năm|cuối\s*năm|đầu năm))?(?:\s*(?:,|và|;)\s*(?:cả\s*"
            r"|1\s*|một\s*|h[àằ]ng\s*|hàng\s*)?năm)?)",
        )
    ),
    re.I,
)


def due_parts(text: str, start: int, end: int, default_year: int | None = None) -> tuple[Part, ...]:
    """The due days that a sentence states ("định kỳ hằng năm (trước ngày 20 tháng 12)").

    Dates of cited documents are none: a day counts only after "trước", "chậm nhất" and the like.
    """
    s = mend(text[start:end])
    yearly = bool(re.search(rf"{_EVERY}\s*năm|năm\s*báo\s*cáo", s, re.I))
    parts: list[Part] = []
    for m in _PROSE.finditer(s):
        parts.extend(p for p in _prose_part(m, yearly, default_year) if p not in parts)
    return tuple(_prose_merge(parts))


def stated_deadline(text: str, start: int, end: int, default_year: int | None = None) -> Deadline | None:
    """The deadline that the words of a task in prose state, where no column does; None without one.

    Only a day or a period to be done by counts; "hàng năm" within the work ("kế hoạch khuyến công
    hàng năm") says nothing of when.
    """
    s = mend(text[start:end])
    found = [
        (m, part)
        for m in _PROSE.finditer(s)
        for part in _prose_part(m, False, default_year)
        if part.kind in ("by", "within", "after")
    ]
    if not found:
        return None
    a, b = start + found[0][0].start(), start + found[-1][0].end()
    parts = tuple(dict.fromkeys(part for _, part in found))
    return Deadline(text=re.sub(r"\s+", " ", text[a:b]).strip(), parts=parts, span=(a, b))


def _prose_part(m: re.Match[str], yearly: bool, year: int | None) -> Iterator[Part]:
    kind = m.lastgroup
    words = m.group()
    if kind == "half":
        yield from _rrule("MONTHLY", interval=6)
        if re.search(r"(?:quý|qúy)", words, re.I):
            yield from _rrule("MONTHLY", interval=3)
        if re.search(r"năm$", words, re.I) and not re.search(r"(?:đầu|cuối)\s*năm$", words, re.I):
            yield from _rrule("YEARLY")
    elif kind == "yearly_day" and yearly:
        found = re.search(_source("<day_month>"), words, re.I)
        yield from (_every_year_on(_Read({"day_month": found.group()}, None)) or ()) if found else ()
    else:
        hit = _longest(words, 0, year)
        yield from hit[0] if hit else ()


def _prose_merge(parts: list[Part]) -> list[Part]:
    """ "Hằng năm" beside a day of the year, or a full day, is how that day recurs, no part of its own."""
    if any(p.rrule and "BYMONTH" in p.rrule for p in parts) or any(p.kind == "by" for p in parts):
        parts = [p for p in parts if p.rrule != "FREQ=YEARLY"]
    if any(p.rrule and p.rrule.startswith("FREQ=MONTHLY;BYMONTHDAY") for p in parts):
        parts = [p for p in parts if p.rrule != "FREQ=MONTHLY"]
    return parts
