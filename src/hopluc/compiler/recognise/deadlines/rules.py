"""The grammar of time as a table: wordings, what they mean, and why they are read so."""

from __future__ import annotations

import re
from functools import lru_cache

from hopluc.compiler.format import Part
from hopluc.compiler.recognise.deadlines import build
from hopluc.compiler.recognise.deadlines.wording import (
    BEFORE,
    COUNT,
    EVERY,
    GIVEN_YEAR,
    IN,
    UNTIL,
    Read,
    Rule,
    source,
)

_SPAN_GIVEN = "<half>|<quarter>|<month>|<years>|<year>"
_SPAN = f"{_SPAN_GIVEN}|<half_only>|<month_only>|<quarter_only>"
_THEO = r"(?:\s*,?\s*theo\s*(?:kế\s*hoạch|quy\s*định|chương\s*trình)[^;,.\n\d]{0,60})?"
_EVENT = r"(?P<event>[^;\n]{3,200})"

RULES: tuple[Rule, ...] = (
    # -- several dates in one expression
    Rule(
        rf"{IN}(?:từ\s*)?(?P<from><day>|<day_month>|(?:ngày\s*)?\d{{1,2}})\s*(?:-|đến(?:\s*hết)?|tới)\s*"
        rf"(?P<to><day>)",
        build.day_to_day,
        "a stretch of days",
    ),
    Rule(
        rf"{IN}từ\s*(?P<from><day_month>|(?:ngày\s*)?\d{{1,2}})\s*(?:-|đến(?:\s*hết)?|tới)\s*(?P<to><day_month>)",
        build.day_to_day,
        "a stretch of days of the plan's year",
    ),
    Rule(
        rf"{IN}(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến)\s*(?:hết\s*)?(?:tháng\s*)?"
        rf"(?P<last>\d{{1,2}})\s*(?:/|năm\s*|-)\s*(?P<year>{GIVEN_YEAR})",
        build.months_run,
        "months of one year",
    ),
    Rule(
        rf"{IN}(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến)\s*(?:hết\s*)?(?:tháng\s*)?"
        rf"(?P<last>\d{{1,2}})(?![\d/])",
        build.months_run,
        "months of the plan's year",
    ),
    Rule(
        rf"{IN}từ\s*(?P<from><month>|<month_only>|<quarter>|<quarter_only>|<year>)\s*(?:đến"
        rf"(?:\s*hết)?|-)\s*(?P<to><month>|<month_only>|<quarter>|<quarter_only>|<year>)",
        build.from_to,
        "from … to …",
    ),
    Rule(
        rf"{IN}(?P<from><quarter>|<month>)\s*(?:-|đến(?:\s*hết)?)\s*(?P<to><quarter>|<month>"
        r"|<quarter_only>|<year>)",
        build.from_to,
        "a run without “từ”",
    ),
    Rule(
        rf"{IN}(?:các\s*)?tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và|;)\s*(?:tháng\s*)?\d{{1,2}}(?!\d))+)"
        rf"(?:\s*(?:/|năm\s*)\s*(?P<year>{GIVEN_YEAR}))?(?!\s*(?:/|h[àằ]ng|đầu|cuối))",
        build.months_list,
        "several months of one year",
    ),
    Rule(
        rf"{IN}(?:các\s*)?năm\s*(?P<years>{GIVEN_YEAR}(?:\s*(?:,|và|;)\s*(?:năm\s*)?{GIVEN_YEAR}(?!\s*[-–]))+)",
        build.years_list,
        "several years",
    ),
    Rule(
        rf"{IN}qu[ýí]\s*(?P<first>III|II|IV|I|[1-4])\s*(?:-|đến(?:\s*hết)?(?:\s*qu[ýí])?)\s*"
        rf"(?P<last>III|II|IV|I|[1-4])(?![\w])\s*(?:[/,]?\s*(?:năm\s*)?(?P<year>{GIVEN_YEAR}))?",
        build.quarters_run,
        "a run of quarters",
    ),
    Rule(
        rf"{IN}(?:các\s*)?qu[ýí]\s*(?P<quarters>(?:III|II|IV|I|[1-4])(?:\s*(?:,|và|;|\+)\s*"
        rf"(?:qu[ýí]\s*)?(?:III|II|IV|I|[1-4])(?![\w]))+)\s*(?:[/,]?\s*(?:năm\s*)?"
        rf"(?P<year>{GIVEN_YEAR}))?",
        build.quarters_list,
        "several quarters of one year",
    ),
    # -- a day
    Rule(rf"{BEFORE}(?P<day><day>)", build.by_day, "a last day"),
    Rule(rf"{IN}(?P<day><day>)", build.by_day, "a bare day is the last one"),
    Rule(rf"{UNTIL}(?P<day><day>)", build.until_day, "until and with a day"),
    Rule(
        rf"{IN}(?:kể\s*)?từ\s*(?P<day><day>)(?:\s*trở\s*đi)?",
        build.starting_day,
        "open at its end, from a day",
    ),
    Rule(rf"(?:{BEFORE}|{IN})(?P<day_month><day_month>)", build.by_day_month, "the year is that of the plan"),
    # -- recurring
    Rule(
        rf"(?:{BEFORE}|{IN})(?P<days><day_month>(?:\s*(?:,|và|;)\s*"
        rf"(?:trước\s*)?<day_month>)+)\s*(?:của\s*)?{EVERY}\s*năm",
        build.every_year_on_days,
        "several days of every year",
    ),
    Rule(
        rf"(?:{BEFORE}|{IN})(?P<monthday>(?:ngày\s*)?\d{{1,2}})\s*(?:của\s*)?tháng\s*cuối\s*"
        rf"(?:của\s*)?(?:(?:{EVERY}|mỗi)\s*)?(?P<unit>qu[ýí])",
        build.every_month_on,
        "a day of the last month of each quarter",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:(?:sơ\s*kết|tổng\s*kết|báo\s*cáo|{EVERY})\s*)?(?:(?:0?[69]|sáu|chín)\s*tháng|qu[ýí]"
        rf"(?:\s*(?:III|II|IV|I|[1-4]))?|(?:cả\s*|1\s*|một\s*)?năm)(?:\s*đầu\s*năm)?\s*\(\s*{BEFORE}"
        rf"(?P<day_month><day_month>)\s*(?:{EVERY}\s*năm\s*)?\)",
        build.every_year_on,
        "a periodic report with its day in brackets",
    ),
    Rule(
        rf"(?:(?:các|những)\s*năm\s*(?:tiếp\s*theo|sau)|{EVERY}\s*năm)\s*[,:]?\s*{BEFORE}(?P<day_month><day_month>)",
        build.every_year_on,
        "a day of the years that follow",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?theo\s*(?P<unit>tuần|tháng|qu[ýí]|năm)",
        build.every_unit,
        "by the month, the quarter",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{EVERY}\s*năm\s*[,(]?\s*)?(?:{BEFORE}|{IN}|đến\s*)"
        rf"(?P<day_month><day_month>)\s*(?:của\s*)?(?:{EVERY}\s*năm|(?:của\s*)?năm\s*"
        rf"(?:báo\s*cáo|kế\s*hoạch|sau(?:\s*liền\s*kề)?|đó))",
        build.every_year_on,
        "a day of every year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{EVERY}\s*năm|1\s*năm|một\s*năm)\s*[,(:]?\s*(?:{BEFORE}|vào\s*"
        rf"|đến\s*)(?P<day_month><day_month>)\s*\)?",
        build.every_year_on,
        "every year, by a day",
    ),
    Rule(
        rf"(?:{BEFORE}|{IN})(?P<monthday>(?:ngày\s*)?\d{{1,2}})\s*(?:của\s*)?"
        rf"(?:tháng\s*cuối\s*)?(?:của\s*)?{EVERY}\s*(?P<unit>tháng|qu[ýí])",
        build.every_month_on,
        "a day of every month",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?P<unit>tháng|qu[ýí])\s*[,(:]?\s*(?:{BEFORE}|vào\s*)"
        rf"(?P<monthday>ngày\s*\d{{1,2}})\s*\)?(?!\s*(?:tháng|/))",
        build.every_month_on,
        "every month, by a day",
    ),
    Rule(
        rf"{IN}tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và)\s*"
        rf"(?:tháng\s*)?\d{{1,2}})*)\s*{EVERY}\s*năm",
        build.every_year_in,
        "a month of every year",
    ),
    Rule(
        rf"{IN}(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến)\s*(?:hết\s*)?(?:tháng\s*)?(?P<last>\d{{1,2}})"
        rf"\s*{EVERY}\s*năm",
        build.every_year_run,
        "a run of months of every year",
    ),
    Rule(
        rf"{EVERY}\s*tuần\s*[,(]?\s*(?:vào\s*)?(?:ngày\s*)?thứ\s*(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])\s*\)?",
        build.every_week_on,
        "a day of every week",
    ),
    Rule(
        rf"(?:vào\s*)?(?:ngày\s*)?thứ\s*(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])\s*{EVERY}\s*tuần",
        build.every_week_on,
        "a day of every week",
    ),
    Rule(
        rf"{EVERY}\s*(?P<unit>tuần|tháng|qu[ýí]|năm)\s*(?:ít\s*nhất\s*|tối\s*thiểu\s*)?\d{{1,3}}\s*(?!\d|lần)"
        r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}",
        build.every_unit,
        "so much in every quarter",
    ),
    Rule(
        r"định\s*kỳ\s*(?:vào\s*)?(?:các\s*)?tháng\s*(?P<months>\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s*)?"
        r"\d{1,2})*)(?!\s*(?:/|năm|-|\d))",
        build.every_year_in,
        "periodic, in these months",
    ),
    Rule(
        rf"{IN}qu[ýí]\s*(?P<quarters>(?:III|II|IV|I|[1-4])(?:\s*(?:,|và)\s*(?:qu[ýí]\s*)?(?:III"
        rf"|II|IV|I|[1-4]))*)\s*{EVERY}\s*năm",
        build.every_year_quarter,
        "a quarter of every year",
    ),
    Rule(
        rf"(?:(?:theo\s*)?định\s*kỳ\s*)?(?:vào\s*)?(?:cuối\s*|đầu\s*)?{EVERY}\s*(?P<unit>tuần"
        rf"|tháng|qu[ýí]|năm|ngày){_THEO}",
        build.every_unit,
        "every month, quarter, year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?P<unit>tháng|qu[ýí]|năm)\s*(?P<count>{COUNT})\s*lần",
        build.times,
        "so many times in every quarter, year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{EVERY}\s*)?(?P<count>{COUNT})\s*(?P<unit>tuần|tháng|qu[ýí]"
        rf"|năm)\s*(?:/\s*)?(?:0?1|một)?\s*lần",
        build.every_count,
        "once in so many months",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?P<count>{COUNT})\s*lần\s*(?:/|trong|một|trên|mỗi)?\s*(?:0?1\s*|một\s*)?"
        r"(?P<unit>tuần|tháng|qu[ýí]|năm)",
        build.times,
        "so many times a year",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?(?:lần\s*/\s*)?(?P<count>[3469]|sáu)\s*(?P<unit>tháng)(?!\s*(?:đầu"
        r"|cuối|\d))",
        build.every_count,
        "a half-yearly report",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?(?:(?:0?1|một)\s+(?P<unit>năm|qu[ýí]|tháng)|(?P<unit2>năm|qu[ýí]))"
        r"(?![\s\w]*\d)(?!\s*\w)",
        lambda r: build.each(r["unit"] or r["unit2"]),
        "“6 tháng, 1 năm”; “định kỳ quý, năm”",
    ),
    # -- periods
    Rule(
        rf"(?P<before>{BEFORE})(?P<span><quarter>|<month>|<year>|<month_only>|<quarter_only>)",
        build.before_span,
        "before a month begins",
    ),
    Rule(rf"{UNTIL}(?P<span>{_SPAN})", build.until_span, "a horizon has no first day"),
    Rule(rf"{IN}cuối\s*(?P<span>{_SPAN})", build.until_span, "the end of a period is a horizon"),
    Rule(
        rf"(?:{IN}cuối|đến\s*(?:hết|cuối)|hết)\s*năm(?:\s*nay)?",
        build.until_end_of_year,
        "the end of the plan's year",
    ),
    Rule(
        rf"{IN}(?:đầu|giữa)\s*(?P<span>{_SPAN})",
        build.year_span,
        "which days are the first or the middle ones nobody says: the whole period bounds them",
    ),
    Rule(r"(?:trong|cả)\s*năm(?:\s*(?:nay|kế\s*hoạch))?", build.whole_year, "the year of the plan"),
    Rule(
        rf"(?:(?:bắt\s*đầu|thực\s*hiện|áp\s*dụng)\s*)?(?P<start>từ|kể\s*từ|sau)\s*(?P<span>{_SPAN})(?:\s*trở\s*đi)?",
        build.starting,
        "open at its end",
    ),
    Rule(
        rf"{IN}(?:giai\s*đoạn(?:\s*(?:\d|I+)\s*:)?|thời\s*kỳ|nhiệm\s*kỳ|các\s*năm)?\s*(?:từ\s*)?(?:năm\s*)?"
        rf"(?P<span><years>)",
        build.year_span,
        "years from … to …",
    ),
    Rule(rf"{IN}(?P<span>{_SPAN_GIVEN})", build.year_span, "one period"),
    Rule(
        rf"{IN}(?P<span><month_only>|<quarter_only>|<half_only>)(?!\s*h[àằ]ng)",
        build.year_span,
        "the year is that of the plan",
    ),
    # -- open
    Rule(
        rf"(?:thực\s*hiện\s*)?thường\s*xuyên\s*,?\s*(?:trong\s*)?(?:giai\s*đoạn\s*)?(?P<span>{_SPAN_GIVEN})",
        build.ongoing_within,
        "no end, and the period that the plan looks at",
    ),
    Rule(
        rf"(?:thực\s*hiện\s*)?thường\s*xuyên\s+{EVERY}\s*(?P<unit>tuần|tháng|qu[ýí]|năm)",
        build.ongoing_every,
        "no end, and every year",
    ),
    Rule(
        r"(?:(?:là\s*)?(?:các\s*)?nhiệm\s*vụ\s*)?(?:(?:thực\s*hiện|duy\s*trì)\s*)?thường\s*xuyên(?:\s*,?\s*"
        r"(?:liên\s*tục|lâu\s*dài|hàng\s*ngày|(?:trong\s*)?(?:cả\s*|các\s*)?năm))?",
        build.ongoing,
        "no end",
    ),
    Rule(
        r"(?:các\s*|những\s*)?(?:giai\s*đoạn|năm)\s*(?:tiếp\s*theo|sau|tiếp\s*sau)",
        build.ongoing,
        "the years that follow have no end",
    ),
    Rule(
        r"(?:liên\s*tục|lâu\s*dài|trong\s*suốt\s*(?:quá\s*trình|thời\s*gian)\s*thực\s*hiện"
        r"(?:\s*kế\s*hoạch)?)",
        build.ongoing,
        "no end",
    ),
    Rule(
        r"(?:khi\s*có|theo|thực\s*hiện\s*theo|trên\s*cơ\s*sở)\s*(?:sự\s*)?(?:đề\s*nghị|yêu\s*cầu"
        r"|đề\s*xuất)\s*(?:của|từ)\s*(?P<who>[^;\n]{3,200})",
        build.on_request,
        "when another body asks",
    ),
    Rule(
        r"(?:(?:đột\s*xuất\s*,?\s*)?(?:khi\s*(?:có|được)\s*(?:yêu\s*cầu|đề\s*nghị)|theo\s*(?:đề\s*nghị|yêu\s*cầu))"
        r"(?:\s*(?:báo\s*cáo\s*)?đột\s*xuất)?|đột\s*xuất)(?!\s*(?:của|từ))",
        build.on_request,
        "when asked",
    ),
    Rule(
        rf"{IN}(?:(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá|sau)\s*"
        rf"(?:là\s*)?)?(?P<count>{COUNT})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày\s*làm\s*việc|ngày|tuần"
        rf"|tháng)\s*,?\s*(?:(?:kể\s*từ|tính\s*từ|từ|sau)\s*(?:khi|ngày|thời\s*điểm)?)\s*"
        rf"(?P<event>[^;\n]{{3,200}})",
        build.after_count,
        "so many days after an event",
    ),
    Rule(
        rf"(?:ngay\s*)?(?:sau\s*khi|sau\s*ngày|khi|kể\s*từ\s*(?:khi|ngày)|sau)(?!\s*(?:cần|\d))\s*{_EVENT}",
        build.after,
        "a condition",
    ),
    # -- no date
    Rule(
        r"theo\s*(?:đúng\s*)?(?:quy\s*định|thời\s*gian\s*quy\s*định)(?:\s*(?:hiện\s*hành|của\s*"
        r"(?:pháp\s*luật|cấp\s*trên|Trung\s*ương)))?|(?:theo\s*)?định\s*kỳ",
        build.no_date,
        "says no date",
    ),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(source(rule.pattern), re.I), rule) for rule in RULES)


_EDGE = re.compile(r"\s*(?:$|[;,.:()\n]|và\b|hoặc\b|-\s|và\s)")


def longest(s: str, at: int, year: int | None) -> tuple[tuple[Part, ...], int] | None:
    """The rule that takes most of `s` from `at` up to an edge."""
    best: tuple[tuple[Part, ...], int] | None = None
    for pattern, rule in _compiled():
        m = pattern.match(s, at)
        if m is None or m.end() == at or (best is not None and m.end() <= best[1]):
            continue
        if not _EDGE.match(s, m.end()):
            continue
        parts = rule.build(Read(m.groupdict(), year))
        if parts is not None:
            best = parts, m.end()
    return best
