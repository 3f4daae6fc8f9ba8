"""What running text says of time: the days of duties, the deadline of a task in prose.

In running text a day counts only after "trước", "chậm nhất" and the like: dates of cited documents
are no due days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.format import Deadline, Part
from hopluc.compiler.recognise.deadlines.regular import every_year_on, rrule
from hopluc.compiler.recognise.deadlines.rules import longest
from hopluc.compiler.recognise.deadlines.wording import (
    BEFORE,
    COUNT,
    EVERY,
    GIVEN_YEAR,
    Read,
    mend_digits,
    source,
)
from hopluc.viet import dates
from hopluc.viet.text import mend

_AND = r"\s*(?:,|;|và)\s*"
_LAST = rf"(?:{BEFORE}|vào\s*|đến\s*(?:hết\s*)?)"
_MORE = rf"(?:{_AND}(?:{BEFORE})?<day_month>)*"
_ONCE = r"(?:0?1|một)?\s*lần"
# (name, wording): at each place the first that fits.
_WORDINGS: tuple[tuple[str, str], ...] = (
    (
        "run",
        r"từ\s*(?:<day>|<day_month>|<month>|<month_only>|<quarter>|<quarter_only>)\s*đến\s*(?:hết\s*)?"
        rf"(?:<day>|<month>|<quarter>|năm\s*{GIVEN_YEAR})",
    ),
    (
        "bracketed",
        r"(?:định\s*kỳ\s*)?(?:(?:0?[69]|sáu|chín)\s*tháng|qu[ýí]|năm)(?:\s*đầu\s*năm)?\s*[(,]?\s*"
        rf"{BEFORE}<day_month>(?:\s*{EVERY}\s*năm)?\s*\)?(?!\s*năm\s*\d)",
    ),
    ("days", rf"{_LAST}<day_month>{_MORE}(?:{_AND}(?:{BEFORE})?<day>)"),
    ("yearly_day", rf"{_LAST}<day_month>(?!\s*{EVERY}\s*tháng){_MORE}"),
    ("day", rf"(?:{BEFORE}|đến\s*(?:hết\s*)?)<day>"),
    (
        "monthly",
        rf"(?:(?:{BEFORE}|vào\s*)(?:ngày\s*)?|ngày\s*)\d{{1,2}}\s*(?:của\s*)?"
        rf"(?:tháng\s*(?:cuối|đầu)\s*(?:của\s*)?(?:{EVERY}\s*)?qu[ýí]|(?:của\s*)?{EVERY}\s*(?:tháng|qu[ýí]))",
    ),
    (
        "after",
        r"(?:(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá|sau)\s*(?:là\s*)?)"
        rf"(?:{COUNT})\s*(?:\([^)]*\)\s*)?(?:ngày\s*làm\s*việc|ngày|tuần|tháng)\s*,?\s*"
        r"(?:kể\s*từ|tính\s*từ|từ|sau)\s*(?:khi|ngày|thời\s*điểm)?\s*[^;,.\n]{3,120}",
    ),
    (
        "months",
        rf"(?:trong\s*)?tháng\s*\d{{1,2}}(?:{_AND}(?:tháng\s*)?\d{{1,2}})+\s*(?:/|năm\s*)\s*{GIVEN_YEAR}",
    ),
    ("before", rf"{BEFORE}(?:<quarter>|<month>|<month_only>|<quarter_only>)"),
    (
        "in",
        r"(?:trong|hoàn\s*thành\s*(?:trong\s*)?|vào)\s*(?:<half>|<half_only>|<quarter>|<month>"
        rf"|giai\s*đoạn\s*<years>|năm\s*{GIVEN_YEAR}|<quarter_only>|<month_only>)",
    ),
    ("until", rf"đến\s*hết\s*(?:<month>|<quarter>|năm\s*{GIVEN_YEAR})"),
    ("stage", rf"(?<=\()năm\s*{GIVEN_YEAR}(?=\))"),
    (
        "month_day",
        rf"{EVERY}\s*(?:tháng|qu[ýí])(?=[^.;\n]{{0,80}}?(?:vào|trước)\s*ngày\s*"
        r"(?P<monthday>\d{1,2})(?!\s*(?:[/\d]|tháng)))",
    ),
    ("each_quarter", rf"{EVERY}\s*năm\s*,?\s*(?:vào|trong)\s*<quarter_only>(?!\s*(?:/|năm)\s*\d)"),
    (
        "times",
        rf"(?:định\s*kỳ\s*)?(?:(?:{COUNT})\s*(?:tháng|năm|tuần|qu[ýí])\s*(?:/\s*)?{_ONCE}"
        rf"|\d{{1,2}}\s*lần\s*/\s*(?:năm|tháng|qu[ýí])|{EVERY}\s*(?:năm|qu[ýí]|tháng)\s*(?:{COUNT})\s*lần)",
    ),
    (
        "half",
        r"(?:báo\s*cáo\s*(?:tình\s*hình\s*)?(?:định\s*kỳ\s*)?|định\s*kỳ\s*)(?:h[àằ]ng\s*)?(?:tháng\s*,\s*)?"
        r"(?:(?:h[àằ]ng\s*)?quý\s*,\s*)?(?:0?6|sáu)\s*tháng(?!\s*(?:một|1|/)\s*lần|\s*[(,]?\s*(?:trước|chậm))"
        r"(?:\s*(?:đầu\s*năm|cuối\s*năm))?(?:\s*(?:,|và|;)\s*(?:cả\s*|1\s*|một\s*|h[àằ]ng\s*)?năm)?",
    ),
    (
        "weekday",
        rf"{EVERY}\s*tuần\s*[,(]?\s*(?:vào\s*)?thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])\s*\)?"
        rf"|thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])\s*{EVERY}\s*tuần",
    ),
    (
        "half_and_year",
        r"(?<!\d)(?:0?6|sáu)\s*tháng\s*(?:đầu\s*năm\s*)?(?:,|và|;)\s*(?:báo\s*cáo\s*)?(?:(?:cả|1|một)\s*)?năm"
        r"(?!\s*(?:\d|[(,]?\s*(?:trước|chậm)))",
    ),
    (
        "event",
        r"sau\s*(?:khi\s*kết\s*thúc\s*)?(?:mỗi|từng)\s+(?!năm|tháng|quý|tuần|ngày)[^\W\d_]+(?:\s+[^\W\d_]+){1,3}?(?=\s*(?:[,;.]|$|và\s))",
    ),
    (
        "when",
        r"(?<=\w\s)khi\s*(?:có|xảy\s*ra|xuất\s*hiện)\s+(?!yêu\s*cầu|khó|vướng|đề\s*nghị)[^\W\d_]+"
        r"(?:\s+[^\W\d_]+){0,3}(?=\s*(?:[.;]|$))",
    ),
    ("daily", rf"(?:trước\s*\d{{1,2}}\s*(?:giờ|h)\s*(?:\d{{2}}\s*(?:phút)?\s*)?)?{EVERY}\s*ngày(?!\s*\d)"),
    ("every", rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)"),
    (
        "asked",
        r"(?:đột\s*xuất\s*)?(?:khi\s*(?:có|được)|theo)\s*yêu\s*cầu|(?<=báo cáo )đột\s*xuất"
        r"|(?:hoặc|và|,)\s*đột\s*xuất",
    ),
)
_PROSE = re.compile("|".join(f"(?P<{name}>{source(wording)})" for name, wording in _WORDINGS), re.I)
_YEARLY = re.compile(rf"{EVERY}\s*năm|năm\s*báo\s*cáo|năm\s*kế\s*hoạch", re.I)
# A day without a year in what is sent regularly recurs, where the plan has no year of its own.
_FULL = re.compile(source(f"{BEFORE}<day>"), re.I)
_REGULAR = re.compile(r"định\s*kỳ|báo\s*cáo\s*(?:quý|0?6\s*tháng|năm)", re.I)


def due_parts(
    text: str, start: int, end: int, default_year: int | None = None, *, yearly: bool = False
) -> tuple[Part, ...]:
    """The due days that a sentence states ("định kỳ hằng năm (trước ngày 20 tháng 12)").

    `yearly`: the words around say "hằng năm" of it.
    """
    s = mend_digits(mend(text[start:end]))
    yearly = yearly or bool(_YEARLY.search(s) or (default_year is None and _REGULAR.search(s)))
    full = _FULL.search(s)
    if full and not _YEARLY.search(s):
        yearly, default_year = False, dates.year_of(full.group())
    parts: list[Part] = []
    for m in _PROSE.finditer(s):
        parts.extend(p for p in _prose_part(m, yearly, default_year) if p not in parts)
    return tuple(_merge(parts))


# In the work of a task these say when it is done; "hàng năm" inside it ("kế hoạch khuyến công hàng
# năm") says nothing of when.
_OF_TASKS = (
    "run",
    "days",
    "yearly_day",
    "day",
    "monthly",
    "months",
    "after",
    "before",
    "in",
    "until",
    "month_day",
    "times",
)
_CONSTANT = re.compile(
    r"(?:(?:[,;]|thực\s+hiện)\s*(?=[^.;]{0,30}(?:[.;]|$))|duy\s+trì\s*)(thường\s+xuyên)"
    r"(?=(?:\s*,?\s*liên\s+tục)?\s*(?:[.;]|$)|(?<=duy trì thường xuyên))"
    r"|;\s*(thường\s+xuyên)(?=\s+[a-zà-ỹđ])",
    re.I,
)
# A regular time that closes the words, or is a clause: "; thực hiện hằng năm", "; mỗi quý ít nhất 01 đợt".
_EACH_TIME = rf"{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)"
_CLOSES = r"(?=\s*(?:[.;]|$))"
_REGULARLY = re.compile(
    r"(?:[,;]\s*)?(?:thực\s+hiện|cập\s+nhật|duy\s+trì|định\s+kỳ|sơ\s+kết|tổng\s+kết|giao\s+ban)\s+"
    rf"({_EACH_TIME}){_CLOSES}"
    rf"|[,;\s]\s*({_EACH_TIME}\s*(?:ít\s*nhất\s*|tối\s*thiểu\s*)?(?:\d{{1,3}}|một|hai)\s*[^\W\d_]+(?:\s[^\W\d_]+)?){_CLOSES}"
    rf"|(định\s*kỳ\s*(?:vào\s*)?tháng\s*\d{{1,2}}(?:{_AND}tháng\s*\d{{1,2}})*)(?!\s*(?:/|năm|-|\d))",
    re.I,
)
# Times that no calendar gives.
_VAGUE = re.compile(
    r"(?:trước|sau|trong|tại|từ)\s+(?:mùa|kỳ\s+họp|(?:học\s+kỳ|năm\s+học)|khi\s+bước\s+vào|dịp|Tết)(?!\w)[^;.\n()]{0,60}",
    re.I,
)


def stated_deadline(text: str, start: int, end: int, default_year: int | None = None) -> Deadline | None:
    """The deadline that the words of a task in prose state, where no column does; None without one.

    A day or a period to be done by counts, a regular time of its own ("3 tháng/lần"), and "thường
    xuyên" at the end.
    """
    s = mend_digits(mend(text[start:end]))
    default_year = default_year or _only_year(s)
    found = [
        (m.start(), m.end(), part)
        for m in _PROSE.finditer(s)
        if m.lastgroup in _OF_TASKS or (m.lastgroup == "monthday")
        for part in _prose_part(m, False, default_year)
    ]
    found = sorted([*found, *_regular(s, default_year)], key=lambda item: item[:2])
    if any(part.start or part.kind != "within" for *_, part in found):
        found = [item for item in found if item[2].kind != "within" or item[2].start]
    following = _FOLLOWING.match(s, found[-1][1]) if found else None
    if following:
        found.append((following.start(), following.end(), Part("ongoing")))
    constant = _CONSTANT.search(s)
    vague = _VAGUE.search(s)
    if constant and not found:
        group = 1 if constant[1] else 2
        found = [(constant.start(group), constant.end(group), Part("ongoing"))]
    elif vague and not found:
        found = [(vague.start(), vague.end(), Part("unparsed"))]
    if not found:
        return None
    a, b = start + found[0][0], start + found[-1][1]
    parts = tuple(dict.fromkeys(part for *_, part in found))
    return Deadline(text=re.sub(r"\s+", " ", text[a:b]).strip(), parts=parts, span=(a, b))


_FOLLOWING = re.compile(r"\s*(?:và|,)\s*(?:các|những)\s*năm\s*(?:tiếp\s*theo|sau)", re.I)


def _only_year(s: str) -> int | None:
    """The year that the times of one sentence name: "trong tháng 3, … trong tháng 5 năm 2026"."""
    years = {dates.year_of(m.group()) for m in _PROSE.finditer(s)} - {None}
    return years.pop() if len(years) == 1 else None


def _regular(s: str, year: int | None) -> Iterator[tuple[int, int, Part]]:
    for m in _REGULARLY.finditer(s):
        group = m.lastindex or 0
        hit = longest(m[group], 0, year)
        yield from ((m.start(group), m.end(group), part) for part in (hit[0] if hit else ()))


def _recurs(m: re.Match[str], kind: str | None, *, yearly: bool, year: int | None) -> bool:
    """Whether a day without a year is one of every year."""
    if kind not in ("bracketed", "yearly_day"):
        return False
    return yearly or bool(_EACH_YEAR.match(m.string, m.end())) or (kind == "bracketed" and not year)


_EACH_YEAR = re.compile(rf"\s*(?:của\s*)?{EVERY}\s*năm", re.I)


def _prose_part(m: re.Match[str], yearly: bool, year: int | None) -> Iterator[Part]:
    kind = "month_day" if m.lastgroup == "monthday" else m.lastgroup
    words = m.group()
    if kind in ("half", "half_and_year"):
        yield from _half(words)
    elif kind in ("event", "when"):
        yield Part("after", event=re.sub(r"^(?:sau|khi)\s*", "", words, flags=re.I))
    elif kind == "monthly" and re.search(r"đầu\s*(?:của\s*)?(?:\w+\s*)?qu[ýí]", words, re.I):
        day = re.search(r"\d+", words)
        yield from rrule("MONTHLY", interval=3, bymonthday=int(day.group())) if day else ()
    elif kind == "each_quarter":
        yield from _each_quarter(words)
    elif kind == "daily":
        yield from rrule("DAILY")
    elif kind == "asked":
        yield Part("on_request")
    elif kind == "month_day":
        quarter = {"interval": 3} if re.search("qu[ýí]", words, re.I) else {}
        if 1 <= int(m["monthday"]) <= 31:
            yield from rrule("MONTHLY", **quarter, bymonthday=int(m["monthday"]))
    elif _recurs(m, kind, yearly=yearly, year=year):
        for day_month in re.finditer(source("<day_month>"), words, re.I):
            yield from every_year_on(Read({"day_month": day_month.group()}, None)) or ()
    elif kind in ("days", "yearly_day", "bracketed"):
        yield from _days(words, dates.year_of(words) or year)
    else:
        hit = longest(words, 0, year)
        yield from (p for p in hit[0] if p.kind != "unparsed") if hit else ()


def _half(words: str) -> Iterator[Part]:
    """ "Định kỳ quý, 6 tháng, năm"."""
    yield from rrule("MONTHLY", interval=6)
    if re.search(r"(?:quý|qúy)", words, re.I):
        yield from rrule("MONTHLY", interval=3)
    if re.search(r"năm$", words, re.I) and not re.search(r"(?:đầu|cuối)\s*năm$", words, re.I):
        yield from rrule("YEARLY")


def _each_quarter(words: str) -> Iterator[Part]:
    """ "Hằng năm, vào quý III": in the months of that quarter."""
    quarter = re.search(source("<quarter_only>"), words, re.I)
    span = dates.parse_quarter(quarter.group(), 2001) if quarter else None
    if span:
        months = ",".join(str(month) for month in range(span[0].month, span[1].month + 1))
        yield from rrule("YEARLY", bymonth=months)


def _days(words: str, year: int | None) -> Iterator[Part]:
    """ "Trước ngày 10/3, 10/6 và 01/12/2026": the year stands with the last day."""
    for m in re.finditer(source("<day>|<day_month>"), words, re.I):
        pair = dates.parse_day_month(m.group())
        day = dates.parse_day(m.group()) or (
            dates.day_or_none(year, pair[1], pair[0]) if pair and year else None
        )
        if day:
            yield Part("by", date=day)


def _merge(parts: list[Part]) -> list[Part]:
    """A regular time beside its own day says no more: "hằng năm (trước ngày 20/12)"."""
    rules = [p.rrule or "" for p in parts]
    days = any(p.kind == "by" for p in parts)
    months = any("BYMONTH=" in rule for rule in rules)
    monthly = any("MONTHLY" in rule and "BYMONTHDAY" in rule for rule in rules)
    weekly = any("BYDAY" in rule for rule in rules)

    def idle(rule: str | None) -> bool:
        if rule == "FREQ=YEARLY":
            return days or months
        if rule == "FREQ=MONTHLY;INTERVAL=6":
            return days
        if rule in ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3"):
            return monthly
        return rule == "FREQ=WEEKLY" and weekly

    return [p for p in parts if not idle(p.rrule)]
