"""What a wording of time means: parts of a deadline made from what a rule matched.

Every builder gives None where the numbers make no date.
"""

from __future__ import annotations

import datetime as dt
import re

from hopluc.compiler.format import Part
from hopluc.compiler.recognise.deadlines.regular import count_of, every_unit
from hopluc.compiler.recognise.deadlines.wording import Range, Read
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet import dates
from hopluc.viet.abbreviations import expand


def within(span: Range | None) -> tuple[Part, ...] | None:
    return (Part("within", start=span[0], end=span[1]),) if span else None


def any_span(words: str, year: int | None) -> Range | None:
    """First and last day of a month, quarter, half or year as written."""
    low = words.lower()
    if low.startswith("q"):
        return dates.parse_quarter(words, year)
    if re.match(r"0?\d\s*tháng", low):
        return dates.parse_half(words, year)
    if low.startswith("tháng") or re.match(r"\d{1,2}\s*[/-]", low):
        return dates.parse_month(words, year)
    return dates.parse_years(words)


def by_day(r: Read) -> tuple[Part, ...] | None:
    day = dates.parse_day(r["day"])
    return (Part("by", date=day),) if day else None


def by_day_month(r: Read) -> tuple[Part, ...] | None:
    pair = dates.parse_day_month(r["day_month"])
    day = dates.day_or_none(r.year, pair[1], pair[0]) if pair and r.year else None
    return (Part("by", date=day),) if day else None


def before_span(r: Read) -> tuple[Part, ...] | None:
    """ "Trước tháng 6/2026" ends with May, "chậm nhất tháng 6/2026" with June."""
    span = any_span(r["span"], r.year)
    if span is None:
        return None
    before = "trước" in r["before"].lower()
    return (Part("by", date=span[0] - dt.timedelta(days=1) if before else span[1]),)


def end_of_span(r: Read) -> tuple[Part, ...] | None:
    """ "Chậm nhất cuối tháng 10/2026"."""
    span = any_span(r["span"], r.year)
    return (Part("by", date=span[1]),) if span else None


def until_span(r: Read) -> tuple[Part, ...] | None:
    span = any_span(r["span"], r.year)
    return (Part("within", start=None, end=span[1]),) if span else None


def until_day(r: Read) -> tuple[Part, ...] | None:
    day = dates.parse_day(r["day"])
    return (Part("within", start=None, end=day),) if day else None


def from_to(r: Read) -> tuple[Part, ...] | None:
    """ "Từ tháng 3 đến tháng 6/2026", "Tháng 02/2026 - 30/4/2026"; a run backwards cannot be."""
    year = dates.year_of(r["to"]) or r.year
    first, last = _bounds(r["from"], dates.year_of(r["from"]) or year), _bounds(r["to"], year)
    if first is None or last is None:
        return None
    if first[0] > last[1]:
        return (Part("unparsed"),)
    return (Part("within", start=first[0], end=last[1]),)


def _bounds(words: str, year: int | None) -> Range | None:
    day = dates.parse_day(words)
    return (day, day) if day else any_span(words, year)


def day_to_day(r: Read) -> tuple[Part, ...] | None:
    """ "Từ 15/6 đến 20/7/2026": what the first day leaves out is that of the last, or of the plan."""
    last = _day_of(r["to"], r.year)
    if last is None:
        return None
    first = _day_of(r["from"], last.year)
    if first is None and re.fullmatch(r"(?:ngày\s*)?\d{1,2}", r["from"], re.I):
        first = dates.day_or_none(last.year, last.month, int(re.findall(r"\d+", r["from"])[0]))
    return (Part("within", start=first, end=last),) if first and first <= last else None


def _day_of(words: str, year: int | None) -> dt.date | None:
    """A full day, or a day and month of `year`."""
    full = dates.parse_day(words)
    pair = dates.parse_day_month(words)
    return full or (dates.day_or_none(year, pair[1], pair[0]) if pair and year else None)


def months_list(r: Read) -> tuple[Part, ...] | None:
    """ "Tháng 3, 6, 9/2024": each month is a part of its own."""
    year = dates.year_of(r["year"]) or r.year
    spans = [dates.month_span(year, int(m)) for m in re.findall(r"\d{1,2}", r["months"])] if year else []
    return tuple(Part("within", start=s[0], end=s[1]) for s in spans if s) if spans and all(spans) else None


def months_run(r: Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["year"]) or r.year
    return within(dates.month_span(year, int(r["first"]), int(r["last"]))) if year else None


def quarters_list(r: Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["year"]) or r.year
    names = re.findall(r"III|II|IV|I|[1-4]", r["quarters"], re.I)
    spans = [dates.parse_quarter(f"quý {n}", year) for n in names]
    return tuple(Part("within", start=s[0], end=s[1]) for s in spans if s) if spans and all(spans) else None


def quarters_run(r: Read) -> tuple[Part, ...] | None:
    year = dates.year_of(r["year"]) or r.year
    first, last = (
        dates.parse_quarter(f"quý {r['first']}", year),
        dates.parse_quarter(f"quý {r['last']}", year),
    )
    return within((first[0], last[1])) if first and last and first[0] < last[1] else None


def years_list(r: Read) -> tuple[Part, ...] | None:
    """ "Các năm 2026, 2028 và 2030": each year is a part of its own."""
    years = [int(y) for y in re.findall(r"\d{4}", r["years"])]
    return tuple(p for y in years for p in within(dates.year_span(y)) or ())


def whole_year(r: Read) -> tuple[Part, ...] | None:
    """ "Trong năm": the year that the plan is for."""
    return within(dates.year_span(r.year)) if r.year else None


def until_end_of_year(r: Read) -> tuple[Part, ...] | None:
    return (Part("within", start=None, end=dt.date(r.year, 12, 31)),) if r.year else None


def starting(r: Read) -> tuple[Part, ...] | None:
    """ "Từ năm 2026" begins with its first day, "sau năm 2026" with the day after its last."""
    span = any_span(r["span"], r.year)
    if span is None:
        return None
    start = span[1] + dt.timedelta(days=1) if r["start"].lower() == "sau" else span[0]
    return (Part("within", start=start, end=None),)


def starting_day(r: Read) -> tuple[Part, ...] | None:
    day = dates.parse_day(r["day"])
    return (Part("within", start=day, end=None),) if day else None


def on_request(r: Read) -> tuple[Part, ...] | None:
    who = re.sub(r"<[^>]+>|[*_]", "", r["who"]).strip(" .;,")
    parties = split_parties(who, 0, len(who))
    return (Part("on_request", from_=parties[0].name if len(parties) == 1 else expand(who) or None),)


def after_count(r: Read) -> tuple[Part, ...] | None:
    count = count_of(r["count"].lower())
    unit = re.sub(r"\s+", " ", r["unit"].lower())
    event = re.sub(r"\s+", " ", r["event"]).strip(" .;,") or None
    if unit == "giờ":
        return (Part("after", event=event),)
    names = {"ngày": "day", "ngày làm việc": "working_day", "tháng": "month", "tuần": "day"}
    if count is None or unit not in names:
        return None
    times = 7 if unit == "tuần" else 1
    return (Part("after", event=event, count=count * times, unit=names[unit]),)  # type: ignore[arg-type]


def after(r: Read) -> tuple[Part, ...] | None:
    return (Part("after", event=re.sub(r"\s+", " ", r["event"]).strip(" .;,")),)


def ongoing(_: Read) -> tuple[Part, ...]:
    return (Part("ongoing"),)


def ongoing_within(r: Read) -> tuple[Part, ...] | None:
    """ "Thường xuyên trong năm 2026": a duty without end, and the period that the plan looks at."""
    span = within(any_span(r["span"], r.year))
    return (Part("ongoing"), *span) if span else None


def ongoing_every(r: Read) -> tuple[Part, ...] | None:
    return (Part("ongoing"), *(every_unit(r) or ()))


def no_date(_: Read) -> tuple[Part, ...]:
    return ()


def year_span(r: Read) -> tuple[Part, ...] | None:
    return within(any_span(r["span"], r.year))
