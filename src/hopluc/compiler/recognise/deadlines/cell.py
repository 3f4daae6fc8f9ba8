"""A whole cell of deadlines, read from left to right, at each place by the rule that takes most."""

from __future__ import annotations

import re

from hopluc.compiler.format import Deadline, Part
from hopluc.compiler.recognise.deadlines.parties import for_parties
from hopluc.compiler.recognise.deadlines.rules import longest
from hopluc.compiler.recognise.deadlines.wording import EVERY, GIVEN_YEAR, WORK, mend_digits
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

_GAP = regex(r"(?:\s*(?:[,;.+&]|(?<!\d)/(?!\d)|\n|(?<!\w)-(?!\w)|\bvà\b|\bhoặc\b|\brồi\b)\s*|\s+)*")
_REMARK = regex(r"\([^()]*\)")


_NOTHING = regex(r"\W*(?:không(?:\s+có)?)?\W*", re.I)


def read_deadline(text: str, start: int, end: int, default_year: int | None = None) -> Deadline | None:
    """The deadline of a whole cell; None where it is blank or "-".

    `default_year` is the year that the plan covers, for days without a year. What no rule
    understands is a part `unparsed`.
    """
    raw = text[start:end]
    a = start + len(raw) - len(raw.lstrip())
    b = end - (len(raw) - len(raw.rstrip()))
    if _NOTHING.fullmatch(raw):
        return None
    written = re.sub(r"\s+", " ", text[a:b])
    s = tidy(re.sub(r"[ ]+", " ", mend(text[a:b])))
    parts = for_parties(s, default_year) or _cell(s, default_year)
    return Deadline(text=written, parts=tuple(parts), span=(a, b))


# Short forms and misread signs, as they would be written out.
_TIDY: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        regex(
            r"(?:^|(?<=;))[ ]*(?:[-+•*][ ]*)?(?:thời\s*(?:gian|hạn)|tiến\s*độ)"
            r"(?:\s*(?:thực\s*hiện|hoàn\s*thành|triển\s*khai))?[ ]*:[ ]*",
            re.I | re.M,
        ),
        "",
    ),
    (regex(r"(?<!\w)T\.?\s?(?=\d{1,2}(?!\w))"), "tháng "),
    (regex(r"(?<!\w)(qu[ýíỳì])\s*0(?=[1-4](?!\d))", re.I), r"\1 "),
    (regex(r"(?<!\w)(?:GĐ|gđ)(?=\s*[12]\d{3})"), "giai đoạn"),
    (regex(r"\s*(?:-+>|→|÷|~)\s*"), " - "),
    (regex(r"(?<!\w)qu[ỳì](?=\s*[IVX1-4])", re.I), "quý"),
    (regex(r"(?<!\w)(quý|quí)\s+(?:l|1l|lI)(?=\s*/)", re.I), r"\1 I"),
)


# The day of the week beside a date only repeats it; where it is another one, the linter says so.
_WEEKDAY = regex(
    r"(?<!\w)(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)\s*[,(]?\s*(?=(?:ngày\s*)?\d{1,2}\s*(?:/|tháng\s))",
    re.I,
)


def tidy(s: str) -> str:
    """Words of time with their short forms written out and misread letters mended."""
    s = _WEEKDAY.sub("", mend_digits(s))
    for pattern, words in _TIDY:
        s = pattern.sub(words, s)
    return s


def _cell(s: str, year: int | None) -> list[Part]:
    """Parts of a cell, in order; one `unparsed` for whatever could not be read."""
    year = _only_year(s) or year
    exact = any(_is_day(m, year) for m in _REMARK.finditer(s))
    s = _REMARK.sub(lambda m: _remark(m, year), s)
    parts: list[Part] = []
    lost = False
    at = 0
    while True:
        gap = _GAP.match(s, at)
        at = gap.end() if gap else at
        step = _STEP.match(s, at)
        at = step.end() if step else at
        if at >= len(s):
            break
        hit = longest(s, at, year) or _after_work(s, at, year)
        if hit is None:
            lost = True
            nxt = _NEXT.search(s, at + 1)
            at = nxt.end() if nxt else len(s)
            continue
        found, at = hit
        said = (_SINCE if found and found[-1].kind == "recurring" else _WORK_AFTER).match(s, at)
        at = said.end() if said else at
        parts.extend(p for p in found if p not in parts)
    if len(parts) > 1 and re.search(r"(?:,|và)\s*đột\s*xuất\s*$", s, re.I):
        parts = [p for p in parts if p != Part("on_request")]
    parts = _merge(parts, exact)
    return [*parts, Part("unparsed")] if lost else parts


_NEXT = regex(r"[;,\n]|\s+và\s+")
# "Quý I/2026: xây dựng đề án": the work that a time is set for stands after it.
_WORK_AFTER = regex(r"\s*:\s*[^;\n\d]{2,120}(?=$|[;\n])")
# "2 năm một lần, bắt đầu từ năm 2026": how a rule begins is no part of its own.
_SINCE = regex(r"\s*,?\s*(?:bắt\s*đầu\s*)?(?:kể\s*)?từ\s*(?:năm\s*)?\d{4}(?![\d/-])(?:\s*trở\s*đi)?", re.I)
_WORK_BEFORE = regex(rf"{WORK}(?!\w)", re.I)
# Small words up to a sure word of time: "cắm mốc xong trước …", "tiêm bổ sung thường xuyên".
_SMALL_WORDS = regex(
    r"[a-zà-ỹđ][^;,.:\n\d()]{0,60}?(?<!\w)(?=(?:trước|chậm\s+nhất|trong|thường\s+xuyên|hoàn\s+thành|h[àằ]ng)\s?)"
)
# Times that no calendar gives: they stay unparsed, whatever years stand beside them.
_VAGUE = regex(r"(?<!\w)(?:mùa|vụ|kỳ\s+họp|năm\s+học|Tết|dịp|nhiệm\s+kỳ|phiên)(?!\w)", re.I)
_STEP = regex(r"(?:đợt|lần|bước|kỳ)\s*(?:\d|[IVX]{1,3})\s*:\s*", re.I)
_TIME_WORD = regex(
    r"(?<!\w)(?:trước|chậm|muộn|trong|qu[ýí]|tháng|năm|ngày|vào|đến|từ|thường|h[àằ]ng|mỗi|định|giai|ngay|sau|(?<!\d)\d(?!\d*\s*%))",
    re.I,
)


def _after_work(s: str, at: int, year: int | None) -> tuple[tuple[Part, ...], int] | None:
    """A time that stands after the work that it is set for: "Trình UBND tỉnh trước 15/11"."""
    if not _WORK_BEFORE.match(s, at) and not _SMALL_WORDS.match(s, at):
        return None
    stop = re.compile(r"[;\n]").search(s, at)
    end = min(stop.start() if stop else len(s), at + 120)
    for m in _TIME_WORD.finditer(s, at, end):
        if _VAGUE.search(s, at, min(m.start() + 20, end)):
            return None
        hit = longest(s, m.start(), year)
        if hit:
            return hit
        if m.group().isdigit():
            return None
    return None


# What recurs before a bracket: its day stands inside ("hằng năm (trước 15/12)").
_RECURS_BEFORE = regex(rf"(?:{EVERY}\s*(?:tuần|tháng|qu[ýí]|năm)|\d\s*tháng|(?:^|\D)\s*năm|kỳ)\s*$", re.I)


def _day_of_rule(m: re.Match[str]) -> bool:
    return bool(_RECURS_BEFORE.search(m.string, max(0, m.start() - 40), m.start()))


def _is_day(m: re.Match[str], year: int | None) -> bool:
    """Whether a remark in brackets is the last day of the period before it."""
    if _day_of_rule(m):
        return False
    inner = m.group()[1:-1].strip()
    hit = longest(inner, 0, year)
    return bool(hit and hit[1] == len(inner) and all(p.kind == "by" for p in hit[0]) and hit[0])


def _remark(m: re.Match[str], year: int | None) -> str:
    """A remark in brackets: set apart where it says when, left out where it holds no figure."""
    inner = m.group()[1:-1].strip()
    if _is_day(m, year):
        return f";{inner} "
    if _day_of_rule(m) and re.search(r"\d|thứ", inner):
        return m.group()
    hit = longest(inner, 0, year)
    if hit and hit[1] == len(inner) and all(p.kind in ("ongoing", "recurring", "within") for p in hit[0]):
        dated = any(p.rrule and "BYMONTH" in p.rrule for p in hit[0])
        return m.group() if dated else f";{m.group()[1:-1]} "
    return m.group() if re.search(r"\d", inner) else " " * len(m.group())


def _only_year(s: str) -> int | None:
    """The year of a cell that names one: "Quý I và quý III năm 2024"."""
    years = set(re.findall(rf"(?<!\d){GIVEN_YEAR}(?!\d)", s))
    return int(next(iter(years))) if len(years) == 1 else None


def _merge(parts: list[Part], exact: bool) -> list[Part]:
    """What says no more than another part: "hàng năm" beside a day of every year, the period that
    holds the last day which a remark gives."""
    dated = any(p.kind == "recurring" and "BYMONTH" in (p.rrule or "") for p in parts)
    days = [p.date for p in parts if p.kind == "by" and p.date] if exact else []

    def idle(p: Part) -> bool:
        holds = p.start and p.end and any(p.start <= d <= p.end for d in days)
        return bool((dated and p.rrule == "FREQ=YEARLY") or holds)

    return [p for p in parts if not idle(p)]
