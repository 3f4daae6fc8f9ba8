"""What running text says of time: the days of duties, the deadline of a task in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.format import Deadline, Part
from hopluc.compiler.recognise.deadlines.build import every_year_on, rrule
from hopluc.compiler.recognise.deadlines.rules import longest
from hopluc.compiler.recognise.deadlines.wording import BEFORE, COUNT, EVERY, GIVEN_YEAR, Read, source
from hopluc.viet.text import mend

_PROSE = re.compile(
    "|".join(
        source(p)
        for p in (
            rf"(?P<yearly_day>(?:{BEFORE}|vào\s*|đến\s*(?:hết\s*)?)<day_month>(?!\s*{EVERY}\s*tháng))",
            rf"(?P<day>(?:{BEFORE}|đến\s*(?:hết\s*)?)<day>)",
            rf"(?P<monthly>(?:{BEFORE}|vào\s*)(?:ngày\s*)?\d{{1,2}}\s*(?:của\s*)?"
            rf"(?:tháng\s*cuối\s*)?(?:của\s*)?{EVERY}\s*(?:tháng|qu[ýí]))",
            rf"(?P<after>(?:trong\s*(?:vòng|thời\s*hạn|thời\s*gian)?|chậm\s*nhất|không\s*quá)\s*"
            rf"(?:{COUNT})\s*(?:\([^)]*\)\s*)?(?:ngày\s*làm\s*việc|ngày|tuần|tháng)\s*,?\s*"
            rf"(?:kể\s*từ|tính\s*từ|từ|sau)\s*(?:khi|ngày|thời\s*điểm)?\s*[^;,.\n]{{3,120}})",
            rf"(?P<before>{BEFORE}(?:<quarter>|<month>))",
            rf"(?P<in>(?:trong|hoàn\s*thành\s*(?:trong\s*)?|vào)\s*(?:<half>|<quarter>|<month>"
            rf"|năm\s*{GIVEN_YEAR}))",
            rf"(?P<every>(?:định\s*kỳ\s*)?(?:{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)|(?:{COUNT})\s*"
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
    yearly = bool(re.search(rf"{EVERY}\s*năm|năm\s*báo\s*cáo", s, re.I))
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
        yield from rrule("MONTHLY", interval=6)
        if re.search(r"(?:quý|qúy)", words, re.I):
            yield from rrule("MONTHLY", interval=3)
        if re.search(r"năm$", words, re.I) and not re.search(r"(?:đầu|cuối)\s*năm$", words, re.I):
            yield from rrule("YEARLY")
    elif kind == "yearly_day" and yearly:
        found = re.search(source("<day_month>"), words, re.I)
        yield from (every_year_on(Read({"day_month": found.group()}, None)) or ()) if found else ()
    else:
        hit = longest(words, 0, year)
        yield from hit[0] if hit else ()


def _prose_merge(parts: list[Part]) -> list[Part]:
    """ "Hằng năm" beside a day of the year, or a full day, is how that day recurs, no part of its own."""
    if any(p.rrule and "BYMONTH" in p.rrule for p in parts) or any(p.kind == "by" for p in parts):
        parts = [p for p in parts if p.rrule != "FREQ=YEARLY"]
    if any(p.rrule and p.rrule.startswith("FREQ=MONTHLY;BYMONTHDAY") for p in parts):
        parts = [p for p in parts if p.rrule != "FREQ=MONTHLY"]
    return parts
