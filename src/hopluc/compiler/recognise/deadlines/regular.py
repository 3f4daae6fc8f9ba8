"""What a wording of regular time means: recurrence rules (RFC 5545).

Every builder gives None where the numbers make no rule.
"""

from __future__ import annotations

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
    day = int(re.findall(r"\d+", r["monthday"])[0])
    if not 1 <= day <= 31:
        return None
    quarter = r["unit"].lower() in ("quý", "quí")
    return rrule("MONTHLY", interval=3, bymonthday=day) if quarter else rrule("MONTHLY", bymonthday=day)


def every_year_in(r: Read) -> tuple[Part, ...] | None:
    months = [int(n) for n in re.findall(r"\d{1,2}", r["months"])]
    if not months or not all(1 <= m <= 12 for m in months):
        return None
    return tuple(p for m in months for p in rrule("YEARLY", bymonth=m))


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
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH", "sáu": "FR",
    "6": "FR", "bảy": "SA", "7": "SA",
}  # fmt: skip


def every_week_on(r: Read) -> tuple[Part, ...] | None:
    """ "Thứ Ba hằng tuần"."""
    day = _WEEKDAYS.get(r["weekday"].lower())
    return rrule("WEEKLY", byday=day) if day else None
