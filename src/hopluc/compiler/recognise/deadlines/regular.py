"""What a wording of regular time means: recurrence rules (RFC 5545).

Every builder gives None where the numbers make no rule.
"""

from __future__ import annotations

import datetime as dt
import re

from hopluc.compiler.format import Part
from hopluc.compiler.recognise.deadlines.wording import Read, source
from hopluc.viet import dates
from hopluc.viet.numbers import parse_number_words


def rrule(freq: str, **more: int | str) -> tuple[Part, ...]:
    parts = [f"FREQ={freq}", *(f"{k.upper()}={v}" for k, v in more.items())]
    return (Part("recurring", rrule=";".join(parts)),)


def count_of(words: str) -> int | None:
    """A small number in figures or words."""
    return int(words) if words.isdigit() else parse_number_words(words)


def each(unit: str, every: int = 1) -> tuple[Part, ...] | None:
    """The rule of "mỗi quý", "6 tháng một lần"."""
    if every < 1:
        return None
    freq, times = {
        "tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3), "quí": ("MONTHLY", 3),
        "năm": ("YEARLY", 1), "ngày": ("DAILY", 1), "nửa năm": ("MONTHLY", 6),
    }[unit.lower()]  # fmt: skip
    return rrule(freq) if times * every == 1 else rrule(freq, interval=times * every)


def every_unit(r: Read) -> tuple[Part, ...] | None:
    return each(re.sub(r"\s+", " ", r["unit"]))


def every_count(r: Read) -> tuple[Part, ...] | None:
    count = count_of(r["count"].lower())
    return each(r["unit"], count) if count else None


def times(r: Read) -> tuple[Part, ...] | None:
    """ "2 lần/năm" is every six months, "1 lần/quý" every quarter; what divides no time evenly is none."""
    count = count_of((r["count"] or "1").lower())
    months = {"tháng": 1, "quý": 3, "quí": 3, "năm": 12}.get(r["unit"].lower())
    if count and months is None:
        return each(r["unit"])  # how often within a week nobody can say: it is done every week
    if not count or months is None or months % count:
        return each(r["unit"]) if count == 1 else None
    return each("năm") if months // count == 12 else each("tháng", months // count)


def every_year_on(r: Read) -> tuple[Part, ...] | None:
    pair = dates.parse_day_month(r["day_month"])
    return rrule("YEARLY", bymonth=pair[1], bymonthday=pair[0]) if pair else None


def every_year_on_days(r: Read) -> tuple[Part, ...] | None:
    pairs = [dates.parse_day_month(m.group()) for m in re.finditer(source("<day_month>"), r["days"], re.I)]
    if not pairs or not all(pairs):
        return None
    return tuple(p for pair in pairs if pair for p in rrule("YEARLY", bymonth=pair[1], bymonthday=pair[0]))


def every_month_on(r: Read) -> tuple[Part, ...] | None:
    """ "Ngày 15 hằng tháng", "ngày 01 và ngày 15 hằng tháng": each day is a part of its own."""
    days = [int(n) for n in re.findall(r"\d+", r["monthday"])]
    if not all(1 <= day <= 31 for day in days):
        return None
    quarter = {"interval": 3} if r["unit"].lower() in ("quý", "quí") else {}
    return tuple(p for day in days for p in rrule("MONTHLY", **quarter, bymonthday=day))


def every_year_in(r: Read) -> tuple[Part, ...] | None:
    months = [int(n) for n in re.findall(r"\d{1,2}", r["months"])]
    if not months or not all(1 <= m <= 12 for m in months):
        return None
    return tuple(p for m in months for p in rrule("YEARLY", bymonth=m))


def every_year_before(r: Read) -> tuple[Part, ...] | None:
    """ "Trước tháng 7 hằng năm" ends with June; a leap day is left out."""
    month = int(r["month"])
    if not 1 <= month <= 12:
        return None
    day = dt.date(2001, month, 1) - dt.timedelta(days=1)
    return rrule("YEARLY", bymonth=day.month, bymonthday=day.day)


def every_year_run(r: Read) -> tuple[Part, ...] | None:
    """ "Từ tháng 4 đến tháng 11 hằng năm": in each of these months."""
    first, last = int(r["first"]), int(r["last"])
    if not 1 <= first < last <= 12:
        return None
    return rrule("YEARLY", bymonth=",".join(str(m) for m in range(first, last + 1)))


def every_year_quarter(r: Read) -> tuple[Part, ...] | None:
    """A quarter of every year ends with its last month."""
    names = re.findall(r"III|II|IV|I|[1-4]", r["quarters"], re.I)
    spans = [dates.parse_quarter(f"quý {n}", 2001) for n in names]
    return tuple(p for s in spans if s for p in rrule("YEARLY", bymonth=s[1].month)) or None


_WEEKDAYS = {
    "hai": 1, "2": 1, "ba": 2, "3": 2, "tư": 3, "4": 3, "năm": 4, "5": 4, "sáu": 5, "6": 5, "bảy": 6, "7": 6,
}  # fmt: skip


def weekday_number(written: str | None) -> int | None:
    """The day of the week as ISO counts it: "Hai" is 1; None stands for "chủ nhật"."""
    return _WEEKDAYS.get(written.lower()) if written else 7


def _weekday(r: Read) -> str | None:
    number = weekday_number(r["weekday"] or None)
    return ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[number - 1] if number else None


def every_week_on(r: Read) -> tuple[Part, ...] | None:
    """ "Thứ Ba hằng tuần"."""
    day = _weekday(r)
    return rrule("WEEKLY", byday=day) if day else None


def every_month_on_weekday(r: Read) -> tuple[Part, ...] | None:
    """ "Chủ nhật cuối cùng hằng tháng"."""
    day = _weekday(r)
    place = -1 if r["which"].lower() == "cuối" else 1
    return rrule("MONTHLY", byday=f"{place}{day}") if day else None
