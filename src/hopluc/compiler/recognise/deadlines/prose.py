"""What running text says of time: the days of duties, the deadline of a task in prose.

In running text a day counts only after "trước", "chậm nhất" and the like: dates of cited documents
are no due days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hopluc.compiler.format import Deadline, Part
from hopluc.compiler.recognise.deadlines.regular import count_of, each, every_year_on, rrule
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
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

_AND = r"\s*(?:,|;|và)\s*"
_LAST = rf"(?:{BEFORE}|vào\s*|đến\s*(?:hết\s*)?)"
_MORE = rf"(?:{_AND}(?:{BEFORE})?<day_month>)*"
_ONCE = r"(?:0?1|một)?\s*lần"
# "Hằng quý, 6 tháng, năm": the periods of one report; the last may have a day of its own behind it.
_UNIT = (
    r"(?:(?:0?[369]|ba|sáu|chín)\s*tháng(?:\s*(?:đầu|cuối)\s*năm)?|tuần|tháng|qu[ýí]|năm)"
    r"(?!\s*(?:\d|[IVX]+\b))"
)
_NOT_DATED = r"(?!\s*(?:/|một|1)\s*lần|\s*[(,]?\s*(?:trước|chậm)(?![^,;.)]{0,24}kỳ))"
_PERIOD = rf"(?:báo\s*cáo\s*)?(?:(?:h[àằ]ng|mỗi|từng|cả|0?1|một)\s*)?{_UNIT}{_NOT_DATED}"
_PERIODS = (
    rf"(?:(?:định\s*kỳ|báo\s*cáo(?:\s*tình\s*hình)?(?:\s*định\s*kỳ)?)\s*(?:{_PERIOD}(?:{_AND}{_PERIOD})+"
    rf"|(?:h[àằ]ng\s*)?(?:0?6|sáu)\s*tháng(?:\s*(?:đầu|cuối)\s*năm)?{_NOT_DATED})"
    rf"|(?:{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)|(?<!\d)(?:0?[369]|sáu|chín)\s*tháng(?:\s*đầu\s*năm)?)"
    rf"{_NOT_DATED}(?:{_AND}{_PERIOD})+)"
)
_WEEKDAY = r"(?:(?:ngày\s*)?thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)"
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
    ("day", rf"(?:{BEFORE}|đến\s*(?:hết\s*)?)<day>(?:{_AND}(?:{BEFORE})?<day>)*"),
    (
        "last_month",
        rf"(?:{BEFORE}|vào\s*)?ngày\s*\d{{1,2}}\s*(?:của\s*)?tháng\s*cuối\s*(?:của\s*)?(?:{EVERY}\s*)?kỳ(?:\s*báo\s*cáo)?",
    ),
    (
        "monthly",
        rf"(?:(?:{BEFORE}|vào\s*)(?:ngày\s*)?|ngày\s*)\d{{1,2}}(?:\s*(?:,|và)\s*(?:ngày\s*)?\d{{1,2}}){{0,5}}\s*(?:của\s*)?"
        rf"(?:tháng\s*(?:cuối|đầu)\s*(?:của\s*)?(?:{EVERY}\s*)?qu[ýí]|(?:của\s*)?{EVERY}\s*(?:tháng|qu[ýí])|(?:của\s*)?tháng\s*(?:sau|kế\s*tiếp|tiếp\s*theo|liền\s*kề))",
    ),
    (
        "after",
        r"(?:(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá|sau)\s*(?:là\s*)?)"
        rf"(?:{COUNT})\s*(?:\([^)]*\)\s*)?(?:ngày\s*làm\s*việc|ngày|giờ|tuần|tháng)\s*,?\s*"
        r"(?:kể\s*từ|tính\s*từ|từ|sau)\s*(?:khi|ngày|thời\s*điểm)?\s*[^;,.\n]{3,120}",
    ),
    (
        "months",
        rf"(?:trong\s*)?tháng\s*\d{{1,2}}(?:{_AND}(?:tháng\s*)?\d{{1,2}})+\s*(?:/|năm\s*)\s*{GIVEN_YEAR}",
    ),
    ("before", rf"{BEFORE}(?:<quarter>|<month>|<month_only>|<quarter_only>)"),
    (
        "in",
        r"(?:trong|hoàn\s*thành\s*:?\s*(?:trong\s*)?|vào|thời\s*(?:gian|hạn)(?:\s*thực\s*hiện)?\s*:)\s*(?:các\s*)?(?:<half>|<half_only>|<quarter>|<month>"
        rf"|giai\s*đoạn\s*<years>|năm\s*{GIVEN_YEAR}|<quarter_only>|<month_only>)",
    ),
    ("until", rf"đến\s*hết\s*(?:<month>|<quarter>|năm\s*{GIVEN_YEAR})"),
    (
        "from",
        rf"từ\s*(?:<day>|<month>|<quarter>|năm\s*{GIVEN_YEAR})(?:\s*trở\s*đi)?(?=\s*(?:[.;]|$))",
    ),
    ("stage", rf"(?<=\()năm\s*{GIVEN_YEAR}(?=\))"),
    (
        "month_day",
        rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?:tháng|qu[ýí])(?=[^.;\n]{{0,80}}?(?:vào|trước)\s*ngày\s*"
        r"(?P<monthday>\d{1,2})(?!\s*(?:[/\d]|tháng)))",
    ),
    ("each_quarter", rf"{EVERY}\s*năm\s*,?\s*(?:vào|trong)\s*<quarter_only>(?!\s*(?:/|năm)\s*\d)"),
    (
        "times",
        rf"(?:định\s*kỳ\s*)?(?:(?:{COUNT})\s*(?:tháng|năm|tuần|qu[ýí])\s*(?:/\s*)?{_ONCE}"
        rf"|\d{{1,2}}\s*lần\s*/\s*(?:năm|tháng|qu[ýí])|{EVERY}\s*(?:năm|qu[ýí]|tháng)\s*(?:{COUNT})\s*lần)",
    ),
    ("periods", _PERIODS),
    (
        "weekday",
        rf"{EVERY}\s*tuần\s*[,(]?\s*(?:vào\s*|trước\s*)?(?:\d{{1,2}}\s*(?:giờ|h)\s*)?{_WEEKDAY}\s*\)?"
        rf"|{_WEEKDAY}\s*(?:(?:tuần\s*)?(?:đầu|cuối)(?:\s*(?:tiên|cùng))?\s*)?(?:của\s*)?{EVERY}\s*(?:tuần|tháng)",
    ),
    (
        "event",
        r"sau\s*(?:khi\s*kết\s*thúc\s*)?(?:mỗi|từng)\s+(?!năm|tháng|quý|tuần|ngày)[^\W\d_]+(?:\s+[^\W\d_]+){1,3}?(?=\s*(?:[,;.]|$|và\s))",
    ),
    (
        "when",
        r"(?:(?<=\w\s)|^|(?<=;\s))khi\s*(?:có|xảy\s*ra|xuất\s*hiện)\s+(?!yêu\s*cầu|khó|vướng|đề\s*nghị)[^\W\d_]+"
        r"(?:\s+[^\W\d_]+){0,5}(?=\s*(?:[.;]|$|,\s*(?:kịp\s*thời\s*)?báo\s*cáo))",
    ),
    ("daily", rf"(?:trước\s*\d{{1,2}}\s*(?:giờ|h)\s*(?:\d{{2}}\s*(?:phút)?\s*)?)?{EVERY}\s*ngày(?!\s*\d)"),
    ("every", rf"(?:định\s*kỳ\s*)?{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)"),
    (
        "asked",
        r"(?:đột\s*xuất\s*)?(?:khi\s*(?:có|được)|theo)\s*yêu\s*cầu|(?<=báo cáo )đột\s*xuất"
        r"|(?:hoặc|và|,)\s*đột\s*xuất",
    ),
)
_PROSE = regex("|".join(f"(?P<{name}>{source(wording)})" for name, wording in _WORDINGS), re.I)
_YEARLY = regex(rf"{EVERY}\s*năm|năm\s*báo\s*cáo|năm\s*kế\s*hoạch", re.I)
# A day without a year in what is sent regularly recurs, where the plan has no year of its own.
_FULL = regex(source(rf"(?:{BEFORE})<day>"), re.I)
_REGULAR = regex(r"định\s*kỳ|báo\s*cáo\s*(?:quý|0?6\s*tháng|năm)", re.I)


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
    last_months: list[int] = []
    before: _Said | None = None
    last = 0
    for said in _times(s, yearly, default_year):
        # "hằng ngày khi có bão": the event is the condition of the regular time, no time of its own.
        if said.kind == "when" and before and not s[before.end : said.start].strip():
            continue
        # "đột xuất khi có dịch": the event says when, nobody asks for it.
        if (
            said.kind == "when"
            and Part("on_request") in parts
            and not re.search("[,;]", s[last : said.start])
        ):
            parts.remove(Part("on_request"))
        before, last = said if said.parts and said.parts[0].kind == "recurring" else None, said.end
        if said.kind == "last_month":
            last_months += [int(n) for n in re.findall(r"\d+", s[said.start : said.end])]
        parts.extend(p for p in said.parts if p not in parts)
    if last_months:
        parts = _in_last_months(parts, last_months[0])
    return tuple(_merge(parts))


@dataclass(frozen=True, slots=True)
class _Said:
    """A wording of time in running text: its place, which kind of wording it is, and its parts."""

    start: int
    end: int
    kind: str
    parts: tuple[Part, ...]


# Wordings that a rule of cells may read further: "trong quý II và quý IV năm 2026".
_FURTHER = ("run", "day", "months", "before", "in", "until", "from")


def _times(s: str, yearly: bool, year: int | None) -> Iterator[_Said]:
    at = 0
    while m := _PROSE.search(s, at):
        kind = "month_day" if m.lastgroup == "monthday" else str(m.lastgroup)
        hit = longest(s, m.start(), year) if kind in _FURTHER else None
        if hit and hit[1] > m.end():
            yield _Said(m.start(), hit[1], kind, tuple(p for p in hit[0] if p.kind != "unparsed"))
        else:
            yield _Said(m.start(), m.end(), kind, tuple(_prose_part(m, kind, yearly, year)))
        at = max(m.end(), hit[1] if hit else 0, at + 1)


def _in_last_months(parts: list[Part], day: int) -> list[Part]:
    """ "Trước ngày 20 tháng cuối kỳ báo cáo": that day closes each period which the sentence names."""
    rules = [p.rrule for p in parts if p.rrule and "BY" not in p.rrule]
    if not rules or not 1 <= day <= 31:
        return [*parts, Part("unparsed")]
    dated = [
        f"{rule};BYMONTH=12;BYMONTHDAY={day}" if rule == "FREQ=YEARLY" else f"{rule};BYMONTHDAY={day}"
        for rule in rules
    ]
    return [*(p for p in parts if p.rrule not in rules), *(Part("recurring", rrule=rule) for rule in dated)]


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
    "from",
    "month_day",
    "times",
    "weekday",
)
_CONSTANT = regex(
    r"(?:(?:[,;]|thực\s+hiện|cập\s+nhật|triển\s+khai|tiến\s+hành)\s*|duy\s+trì\s*)(thường\s+xuyên)"
    r"(?=(?:\s*,?\s*liên\s+tục)?\s*(?:[.;]|$|,\s*cao\s+điểm)|(?<=duy trì thường xuyên)"
    rf"|\s+{EVERY}\s+\w+\s*(?:[.;]|$))"
    r"|;\s*(thường\s+xuyên)(?=\s+[a-zà-ỹđ])",
    re.I,
)
# A regular time that closes the words, or is a clause: "; thực hiện hằng năm", "; mỗi quý ít nhất 01 đợt".
_EACH_TIME = rf"{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)"
_CLOSES = r"(?=\s*(?:[.;]|$))"
_REGULARLY = regex(
    r"(?:[,;]\s*)?(?:thực\s+hiện|cập\s+nhật|duy\s+trì|định\s+kỳ|sơ\s+kết|tổng\s+kết|giao\s+ban)\s+"
    rf"({_EACH_TIME}){_CLOSES}"
    rf"|[,;\s]\s*({_EACH_TIME}\s*(?:ít\s*nhất\s*|tối\s*thiểu\s*)?(?:\d{{1,3}}|một|hai)\s*[^\W\d_]+(?:\s[^\W\d_]+)?){_CLOSES}"
    rf"|(?<!hoạch )(?<!trình )(?<!tác )(h[àằ]ng\s+(?:tuần|tháng|qu[ýí])){_CLOSES}"
    rf"|thường\s+xuyên\s+({_EACH_TIME}){_CLOSES}"
    rf"|(định\s*kỳ\s*(?:vào\s*)?tháng\s*\d{{1,2}}(?:{_AND}tháng\s*\d{{1,2}})*)(?!\s*(?:/|năm|-|\d))",
    re.I,
)
# Times that no calendar gives.
_VAGUE = regex(
    r"(?:(?:trước|sau|trong|tại|từ|vào)\s+(?:(?:đầu|giữa|cuối)\s+)?(?:(?:mỗi|từng|các)\s+)?|(?:mỗi|từng)\s+)"
    r"(?:mùa|kỳ\s+họp|học\s+kỳ|năm\s+học|khi\s+bước\s+vào|dịp|Tết|vụ\s+(?:mùa|xuân|hè|thu|đông|chiêm))(?!\w)"
    r"[^;.\n()]{0,60}"
    r"|theo\s+(?:tiến\s+độ|lộ\s+trình)\s+(?:của|dự\s+án|đề\s+án|công\s+trình|thi\s+công|được|do|bố\s+trí)"
    r"[^;.\n()]{0,60}",
    re.I,
)
# How often the work is done, said within it: "mỗi năm kiểm tra 15 cơ sở", "Định kỳ hằng quý rà soát".
_EACH_WITHIN = regex(
    rf"(mỗi\s+(?:tuần|tháng|qu[ýí]|năm))(?=\s[^.;]{{0,60}}\d)|(?:^|[.;]\s+|(?=định))(?:định\s*kỳ\s+)?({_EACH_TIME})"
    r"(?=\s*,|\s+[a-zà-ỹđ])",
    re.I,
)
# "khi có yêu cầu của Tổ công tác", "ngay khi có lệnh của Chủ tịch xã", at the end of the words.
_ASKED = regex(
    r"(?:khi\s+có\s+(?:yêu\s+cầu|đề\s+nghị)(?:\s+của\s+[^;.,\n]{3,100})?"
    r"|(?:ngay\s+(?:sau\s+)?|sau\s+)khi\s+[^;.,\n]{3,100})(?=\s*(?:[.;]|$))",
    re.I,
)


def stated_deadline(text: str, start: int, end: int, default_year: int | None = None) -> Deadline | None:
    """The deadline that the words of a task in prose state, where no column does; None without one.

    A day or a period to be done by counts, a regular time of its own ("3 tháng/lần"), and "thường
    xuyên" at the end.
    """
    s = mend_digits(mend(text[start:end]))
    if not _OF_TIME.search(s):
        return None
    default_year = default_year or _only_year(s)
    found = [
        (said.start, said.end, part)
        for said in _times(s, False, default_year)
        if said.kind in _OF_TASKS
        or (
            said.kind == "periods"
            and s.startswith(("định", "Định"), said.start)
            and _of_the_work(s, said.start, said.end)
        )
        for part in said.parts
    ]
    begins = _BEGINS.search(s) if any(part.kind == "recurring" for *_, part in found) else None
    if begins:
        # "2 năm một lần, bắt đầu từ năm 2026": how a rule begins is no part of its own.
        found = [item for item in found if not begins.start() <= item[0] < begins.end()]
    regular = [r for r in _regular(s, default_year) if not any(a < r[1] and r[0] < b for a, b, _ in found)]
    found = sorted([*found, *regular], key=lambda item: item[:2])
    if any(part.rrule and "BYMONTH=" in part.rrule for *_, part in found):
        found = [item for item in found if item[2].rrule != "FREQ=YEARLY"]
    if any(part.start or part.kind != "within" for *_, part in found):
        found = [item for item in found if item[2].kind != "within" or item[2].start]
    following = _FOLLOWING.match(s, found[-1][1]) if found else None
    if following:
        found.append((following.start(), following.end(), Part("ongoing")))
    constant = _CONSTANT.search(s)
    if constant and (constant[1] or not found):
        group = 1 if constant[1] else 2
        found = sorted([*found, (*constant.span(group), Part("ongoing"))], key=lambda item: item[:2])
    found = found or list(_weakly(s, default_year))
    if not found:
        return None
    a, b = start + found[0][0], start + found[-1][1]
    parts = tuple(dict.fromkeys(part for *_, part in found))
    return Deadline(text=re.sub(r"\s+", " ", text[a:b]).strip(), parts=parts, span=(a, b))


_BEGINS = regex(r"bắt\s*đầu\s*từ\s", re.I)
_FOLLOWING = regex(r"\s*(?:và|,)\s*(?:các|những)\s*năm\s*(?:tiếp\s*theo|sau)", re.I)


def _only_year(s: str) -> int | None:
    """The year that the times of one sentence name: "trong tháng 3, … trong tháng 5 năm 2026"."""
    years = set(_YEAR_OF_TIME.findall(s))
    return int(years.pop()) if len(years) == 1 else None


_OF_TIME = regex(r"\d|tuần|tháng|qu[ýí]|năm|thường|mùa|vụ|kỳ|dịp|khi|theo|tết", re.I)
# The year of a month, a quarter or a day, or one that the work is done in; not of a document or a stage.
_YEAR_OF_TIME = regex(
    rf"(?:(?:tháng|qu[ýí])\s*\w{{1,4}}\s*(?:/|-|,?\s*năm)\s*|\d\s*/\s*|(?:trong|vào|hết)\s*năm\s*)({GIVEN_YEAR})(?![\d/])",
    re.I,
)


_REPORTS = regex(r"[^.;]{0,40}?báo\s*cáo", re.I)
_PERIODICALLY = regex(r"\s*(?:định\s*kỳ\s*)?", re.I)


def _of_the_work(s: str, a: int, b: int) -> bool:
    """Whether regular times are those of the work: not of a report that a later clause asks for."""
    return bool(_PERIODICALLY.fullmatch(s, 0, a)) or not _REPORTS.match(s, b)


def _weakly(s: str, year: int | None) -> Iterator[tuple[int, int, Part]]:
    """What counts where nothing says it better: how often, at whose request, a time without a date."""
    regular, asked, vague = _EACH_WITHIN.search(s), _ASKED.search(s), _VAGUE.search(s)
    if regular and (regular[1] or _of_the_work(s, *regular.span(2))):
        hit = longest(regular[1] or regular[2], 0, year)
        yield from ((*regular.span(), part) for part in (hit[0] if hit else ()))
    elif asked:
        hit = longest(asked.group(), 0, year)
        yield from ((*asked.span(), part) for part in (hit[0] if hit else ()))
    elif vague:
        yield *vague.span(), Part("unparsed")


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


_EACH_YEAR = regex(
    rf"\s*(?:của\s*)?(?:{EVERY}\s*năm|(?:(?:các|những)\s*)?năm\s*(?:tiếp\s*theo|sau|liền\s*kề|kế\s*tiếp))",
    re.I,
)


def _prose_part(m: re.Match[str], kind: str, yearly: bool, year: int | None) -> Iterator[Part]:
    words = m.group()
    if kind == "last_month":
        return
    if kind == "periods":
        yield from _periods(words)
    elif kind in ("event", "when"):
        yield Part("after", event=re.sub(r"^(?:sau|khi)\s*", "", words, flags=re.I))
    elif kind == "monthly" and re.search(r"đầu\s*(?:của\s*)?(?:\w+\s*)?qu[ýí]", words, re.I):
        day = re.search(r"\d+", words)
        yield from rrule("MONTHLY", interval=3, bymonthday=int(day.group())) if day else ()
    elif kind == "monthly" and _NEXT_MONTH.search(words):
        day = re.search(r"\d+", words)
        quarter = {"interval": 3} if re.search("qu[ýí]", m.string[: m.start()], re.I) else {}
        yield from rrule("MONTHLY", **quarter, bymonthday=int(day.group())) if day else ()
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
    elif kind in ("days", "yearly_day", "bracketed") or (kind == "day" and _SEVERAL.search(words)):
        yield from _days(words, dates.year_of(words) or year)
    elif kind == "weekday":
        hit = longest(_HOUR.sub("", words), 0, year)
        yield from hit[0] if hit else ()
    elif kind == "day":
        hit = longest(words, 0, year)
        yield from hit[0] if hit else (Part("unparsed"),)
    else:
        hit = longest(words, 0, year)
        yield from (p for p in hit[0] if p.kind != "unparsed") if hit else ()


_NEXT_MONTH = regex(r"tháng\s*(?:sau|kế|tiếp|liền)", re.I)
_HOUR = regex(r"[,(]?\s*(?:trước|vào)?\s*\d{1,2}\s*(?:giờ|h)", re.I)
_ONE_PERIOD = regex(
    r"(?P<count>0?[369]|ba|sáu|chín)\s*tháng(?:\s*(?:đầu|cuối)\s*năm)?|(?P<unit>tuần|tháng|qu[ýí]|năm)", re.I
)


def _periods(words: str) -> Iterator[Part]:
    """ "Định kỳ quý, 6 tháng, năm": a rule each."""
    for m in _ONE_PERIOD.finditer(words):
        yield from (each("tháng", count_of(m["count"].lower()) or 1) if m["count"] else each(m["unit"])) or ()


_SEVERAL = regex(r"\d{4}.*\d{4}", re.S)


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
        if day or dates.year_of(m.group()):
            yield Part("by", date=day) if day else Part("unparsed")


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
            return days or sum("BYMONTH=" in other for other in rules) > 1
        if rule in ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3"):
            return monthly
        return rule == "FREQ=WEEKLY" and weekly

    return [p for p in parts if not idle(p.rrule)]
