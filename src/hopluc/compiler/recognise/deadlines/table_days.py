"""Wordings of days, of stretches of days and of periods."""

from __future__ import annotations

from hopluc.compiler.recognise.deadlines import build
from hopluc.compiler.recognise.deadlines.wording import BEFORE, GIVEN_YEAR, UNTIL, Rule

_SPAN_GIVEN = "<half>|<quarter>|<month>|<years>|<year>"
_SPAN = f"{_SPAN_GIVEN}|<half_only>|<month_only>|<quarter_only>"
_THEO = r"(?:\s*,?\s*theo\s*(?:kế\s*hoạch|quy\s*định|chương\s*trình)[^;,.\n\d]{0,60})?"
_EVENT = r"(?P<event>[^;\n]{3,200})"

SEVERAL: tuple[Rule, ...] = (
    Rule(
        r"(?:từ\s*)?(?P<from><day>|<day_month>|(?:ngày\s*)?\d{1,2})\s*(?:-|đến(?:\s*hết)?|tới)\s*"
        r"(?P<to><day>)",
        build.day_to_day,
        "a stretch of days",
    ),
    Rule(
        r"từ\s*(?P<from><day_month>|(?:ngày\s*)?\d{1,2})\s*(?:-|đến(?:\s*hết)?|tới)\s*(?P<to><day_month>)",
        build.day_to_day,
        "a stretch of days of the plan's year",
    ),
    Rule(
        rf"(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến)\s*(?:hết\s*)?(?:tháng\s*)?"
        rf"(?P<last>\d{{1,2}})\s*(?:/|năm\s*|-)\s*(?P<year>{GIVEN_YEAR})",
        build.months_run,
        "months of one year",
    ),
    Rule(
        r"(?:từ\s*)?tháng\s*(?P<first>\d{1,2})\s*(?:-|đến)\s*(?:hết\s*)?(?:tháng\s*)?"
        r"(?P<last>\d{1,2})(?![\d/])",
        build.months_run,
        "months of the plan's year",
    ),
    Rule(
        r"từ\s*(?P<from><month>|<month_only>|<quarter>|<quarter_only>|<year>)\s*(?:đến"
        r"(?:\s*hết)?|-)\s*(?P<to><month>|<month_only>|<quarter>|<quarter_only>|<year>)",
        build.from_to,
        "from … to …",
    ),
    Rule(
        rf"(?P<from><quarter>|<month>|năm\s*{GIVEN_YEAR}|<day>)\s*(?:-|đến(?:\s*hết)?)\s*"
        r"(?P<to><day>|<quarter>|<month>|<quarter_only>|<year>)",
        build.from_to,
        "a run without “từ”",
    ),
    Rule(
        rf"(?:các\s*)?tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và|;)\s*(?:tháng\s*)?\d{{1,2}}(?!\d))+)"
        rf"(?:\s*(?:/|năm\s*)\s*(?P<year>{GIVEN_YEAR}))?(?!\s*(?:/|h[àằ]ng|đầu|cuối))",
        build.months_list,
        "several months of one year",
    ),
    Rule(
        rf"(?:các\s*)?năm\s*(?P<years>{GIVEN_YEAR}(?:\s*(?:,|và|;)\s*(?:năm\s*)?{GIVEN_YEAR}(?!\s*[-–]))+)",
        build.years_list,
        "several years",
    ),
    Rule(
        rf"qu[ýí]\s*(?P<first>III|II|IV|I|[1-4])\s*(?:-|đến(?:\s*hết)?)\s*(?:qu[ýí]\s*)?"
        rf"(?P<last>III|II|IV|I|[1-4])(?![\w])\s*(?:[/,]?\s*(?:năm\s*)?(?P<year>{GIVEN_YEAR}))?",
        build.quarters_run,
        "a run of quarters",
    ),
    Rule(
        rf"(?:các\s*)?qu[ýí]\s*(?P<quarters>(?:III|II|IV|I|[1-4])(?:\s*(?:,|và|;|\+)\s*"
        rf"(?:qu[ýí]\s*)?(?:III|II|IV|I|[1-4])(?![\w]))+)\s*(?:[/,]?\s*(?:năm\s*)?"
        rf"(?P<year>{GIVEN_YEAR}))?",
        build.quarters_list,
        "several quarters of one year",
    ),
)

DAYS: tuple[Rule, ...] = (
    Rule(rf"{BEFORE}(?P<day><day>)", build.by_day, "a last day"),
    Rule(r"(?P<day><day>)", build.by_day, "a bare day is the last one"),
    Rule(rf"{UNTIL}(?P<day><day>)", build.until_day, "until and with a day"),
    Rule(
        r"(?:kể\s*)?từ\s*(?P<day><day>)(?:\s*trở\s*đi)?",
        build.starting_day,
        "open at its end, from a day",
    ),
    Rule(rf"(?:{BEFORE})?(?P<day_month><day_month>)", build.by_day_month, "the year is that of the plan"),
)

PERIODS: tuple[Rule, ...] = (
    Rule(
        rf"(?P<before>{BEFORE})(?P<span><quarter>|<month>|<year>|<month_only>|<quarter_only>)",
        build.before_span,
        "before a month begins",
    ),
    Rule(rf"{BEFORE}cuối\s*(?P<span>{_SPAN})", build.end_of_span, "by the last day of a period"),
    Rule(rf"{UNTIL}(?P<span>{_SPAN})", build.until_span, "a horizon has no first day"),
    Rule(rf"cuối\s*(?P<span>{_SPAN})", build.until_span, "the end of a period is a horizon"),
    Rule(
        r"(?:cuối|đến\s*(?:hết|cuối)|hết)\s*năm(?:\s*nay)?",
        build.until_end_of_year,
        "the end of the plan's year",
    ),
    Rule(
        rf"(?:đầu|giữa)\s*(?P<span>{_SPAN})",
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
        r"(?:giai\s*đoạn(?:\s*(?:\d|I+)\s*:)?|thời\s*kỳ|nhiệm\s*kỳ|các\s*năm)?\s*(?:từ\s*)?(?:năm\s*)?"
        r"(?P<span><years>)",
        build.year_span,
        "years from … to …",
    ),
    Rule(rf"(?P<span>{_SPAN_GIVEN})", build.year_span, "one period"),
    Rule(
        r"(?P<span><month_only>|<quarter_only>|<half_only>)(?!\s*h[àằ]ng)",
        build.year_span,
        "the year is that of the plan",
    ),
)
