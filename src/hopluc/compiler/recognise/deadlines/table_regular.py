"""Wordings of what recurs, of what has no end, and of what waits for something."""

from __future__ import annotations

from hopluc.compiler.recognise.deadlines import build, regular
from hopluc.compiler.recognise.deadlines.wording import BEFORE, COUNT, EVERY, WORK, Rule

_SPAN_GIVEN = "<half>|<quarter>|<month>|<years>|<year>"
_SPAN = f"{_SPAN_GIVEN}|<half_only>|<month_only>|<quarter_only>"
_THEO = r"(?:\s*,?\s*theo\s*(?:kế\s*hoạch|quy\s*định|chương\s*trình)[^;,.\n\d]{0,60})?"
_EVENT = r"(?P<event>[^;\n]{3,200})"

_AND_DAY = r"\s*(?:,|và)\s*(?:ngày\s*)?\d{1,2}"

RECURRING: tuple[Rule, ...] = (
    Rule(
        rf"(?:{BEFORE})?(?P<days><day_month>(?:\s*(?:,|và|;)\s*"
        rf"(?:trước\s*)?<day_month>)+)\s*(?:của\s*)?{EVERY}\s*năm",
        regular.every_year_on_days,
        "several days of every year",
    ),
    Rule(
        rf"(?:{BEFORE})?(?P<monthday>(?:ngày\s*)?\d{{1,2}})\s*(?:của\s*)?tháng\s*(?:đầu|cuối)\s*"
        rf"(?:của\s*)?(?:(?:{EVERY}|mỗi)\s*)?(?P<unit>qu[ýí])",
        regular.every_month_on,
        "a day of the last month of each quarter",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:(?:sơ\s*kết|tổng\s*kết|báo\s*cáo|{EVERY})\s*)?(?:(?:0?[69]|sáu|chín)\s*tháng|qu[ýí]"
        rf"(?:\s*(?:III|II|IV|I|[1-4]))?|(?:cả\s*|1\s*|một\s*)?năm)(?:\s*đầu\s*năm)?\s*\(\s*{BEFORE}"
        rf"(?P<day_month><day_month>)\s*(?:{EVERY}\s*năm\s*)?\)",
        regular.every_year_on,
        "a periodic report with its day in brackets",
    ),
    Rule(
        rf"trước\s*tháng\s*(?P<month>\d{{1,2}})\s*{EVERY}\s*năm",
        regular.every_year_before,
        "before a month of every year begins",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?theo\s*(?P<unit>tuần|tháng|qu[ýí]|năm)",
        regular.every_unit,
        "by the month, the quarter",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{EVERY}\s*năm\s*[,(]?\s*)?(?:{BEFORE}|đến\s*)?"
        rf"(?P<day_month><day_month>)\s*(?:của\s*)?(?:{EVERY}\s*năm(?:\s*(?:tiếp\s*theo|sau))?|(?:của\s*)?năm\s*"
        rf"(?:báo\s*cáo|kế\s*hoạch|sau(?:\s*liền\s*kề)?|đó))",
        regular.every_year_on,
        "a day of every year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{EVERY}\s*năm|(?:1|một)\s*năm|(?:các|những)\s*năm\s*(?:tiếp\s*theo|sau))"
        rf"\s*[,(:]?\s*(?:{WORK}\s*)?(?:{BEFORE}|vào\s*|đến\s*)(?P<day_month><day_month>)\s*\)?",
        regular.every_year_on,
        "every year, or in the years that follow, by a day",
    ),
    Rule(
        rf"(?:{BEFORE})?(?P<monthday>(?:ngày\s*)?\d{{1,2}}(?:{_AND_DAY}){{0,5}})\s*(?:của\s*)?"
        rf"(?:tháng\s*cuối\s*)?(?:của\s*)?{EVERY}\s*(?P<unit>tháng|qu[ýí])",
        regular.every_month_on,
        "a day of every month",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?P<unit>tháng|qu[ýí])\s*[,(:]?\s*(?:{BEFORE}|vào\s*)"
        rf"(?P<monthday>ngày\s*\d{{1,2}})\s*\)?(?!\s*(?:tháng|/))",
        regular.every_month_on,
        "every month, by a day",
    ),
    Rule(
        rf"tháng\s*(?P<months>\d{{1,2}}(?:\s*(?:,|và)\s*"
        rf"(?:tháng\s*)?\d{{1,2}})*)\s*{EVERY}\s*năm",
        regular.every_year_in,
        "a month of every year",
    ),
    Rule(
        rf"(?:từ\s*)?tháng\s*(?P<first>\d{{1,2}})\s*(?:-|đến)\s*(?:hết\s*)?(?:tháng\s*)?(?P<last>\d{{1,2}})"
        rf"\s*{EVERY}\s*năm",
        regular.every_year_run,
        "a run of months of every year",
    ),
    Rule(
        rf"{EVERY}\s*tuần\s*[,(]?\s*(?:vào\s*)?(?:ngày\s*)?(?:thứ\s*(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])"
        r"|chủ\s*nhật)\s*\)?",
        regular.every_week_on,
        "a day of every week",
    ),
    Rule(
        rf"(?:vào\s*)?(?:ngày\s*)?(?:thứ\s*(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)"
        rf"\s*(?:của\s*)?{EVERY}\s*tuần",
        regular.every_week_on,
        "a day of every week",
    ),
    Rule(
        rf"(?:vào\s*)?(?:ngày\s*)?(?:thứ\s*(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)"
        rf"\s*(?:tuần\s*)?(?P<which>đầu|cuối)(?:\s*(?:tiên|cùng))?\s*(?:của\s*)?{EVERY}\s*tháng",
        regular.every_month_on_weekday,
        "the first or last such day of every month",
    ),
    Rule(
        rf"{EVERY}\s*(?P<unit>tuần|tháng|qu[ýí]|năm)\s*(?:ít\s*nhất\s*|tối\s*thiểu\s*)?(?:\d{{1,3}}|một|hai|ba)\s*(?!\d|lần|đợt|kỳ|phiên|cuộc|buổi)"
        r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}",
        regular.every_unit,
        "so much in every quarter",
    ),
    Rule(
        r"định\s*kỳ\s*(?:vào\s*)?(?:các\s*)?tháng\s*(?P<months>\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s*)?"
        r"\d{1,2})*)(?!\s*(?:/|năm|-|\d))",
        regular.every_year_in,
        "periodic, in these months",
    ),
    Rule(
        rf"qu[ýí]\s*(?P<quarters>(?:III|II|IV|I|[1-4])(?:\s*(?:,|và)\s*(?:qu[ýí]\s*)?(?:III"
        rf"|II|IV|I|[1-4]))*)\s*{EVERY}\s*năm",
        regular.every_year_quarter,
        "a quarter of every year",
    ),
    Rule(
        rf"(?:(?:theo\s*)?định\s*kỳ\s*)?(?:vào\s*)?(?:cuối\s*|đầu\s*)?{EVERY}\s*(?P<unit>tuần"
        rf"|tháng|qu[ýí]|năm|ngày){_THEO}",
        regular.every_unit,
        "every month, quarter, year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?P<unit>tuần|tháng|qu[ýí]|năm)\s*(?:ít\s*nhất\s*|tối\s*thiểu\s*)?(?P<count>{COUNT})\s*"
        r"(?:lần|đợt|kỳ|phiên|cuộc|buổi)",
        regular.times,
        "so many times in every quarter, year",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?:{EVERY}\s*)?(?P<count>{COUNT})\s*(?P<unit>tuần|tháng|qu[ýí]"
        rf"|năm)\s*(?:(?:/\s*)?(?:0?1|một)?\s*lần|/\s*(?:số|kỳ|đợt|buổi|cuộc))",
        regular.every_count,
        "once in so many months",
    ),
    Rule(
        rf"(?:định\s*kỳ\s*)?(?P<count>{COUNT})\s*(?:lần|khóa|lớp|đợt|kỳ|cuộc|buổi|số|phiên)\s*"
        r"(?:/|trong|một|trên|mỗi)\s*(?:0?1\s*|một\s*)?"
        r"(?P<unit>tuần|tháng|qu[ýí]|năm)",
        regular.times,
        "so many times a year",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?(?:lần\s*/\s*)?(?P<count>[3469]|sáu)\s*(?P<unit>tháng)(?!\s*(?:đầu"
        r"|cuối|\d))",
        regular.every_count,
        "a half-yearly report",
    ),
    Rule(
        r"(?:định\s*kỳ\s*)?(?:(?:0?1|một)\s+(?P<unit>năm|qu[ýí]|tháng)|(?P<unit2>năm|qu[ýí]))"
        r"(?![\s\w]*\d)(?!\s*\w)",
        lambda r: regular.each(r["unit"] or r["unit2"]),
        "“6 tháng, 1 năm”; “định kỳ quý, năm”",
    ),
)

OPEN: tuple[Rule, ...] = (
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
        r"(?:\s*kế\s*hoạch)?)(?:\s*(?:trong|cả)\s*năm)?",
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
        rf"(?:(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá|sau)\s*"
        rf"(?:là\s*)?)?(?P<count>{COUNT})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày\s*làm\s*việc|ngày|giờ|tuần"
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
)

NONE: tuple[Rule, ...] = (
    Rule(
        r"theo\s*(?:đúng\s*)?(?:quy\s*định|thời\s*gian\s*quy\s*định)(?:\s*(?:hiện\s*hành|của\s*"
        r"(?:pháp\s*luật|cấp\s*trên|Trung\s*ương)))?|(?:theo\s*)?định\s*kỳ",
        build.no_date,
        "says no date",
    ),
)
