"""A whole cell of deadlines, read from left to right, at each place by the rule that takes most."""

from __future__ import annotations

import re

from hopluc.compiler.format import Deadline, Part
from hopluc.compiler.recognise.deadlines.parties import for_parties
from hopluc.compiler.recognise.deadlines.rules import longest
from hopluc.compiler.recognise.deadlines.wording import GIVEN_YEAR
from hopluc.viet.text import mend

_GAP = re.compile(r"(?:\s*(?:[,;.+&]|(?<!\d)/(?!\d)|\n|(?<!\w)-(?!\w)|\bvà\b|\bhoặc\b|\brồi\b)\s*|\s+)*")
_REMARK = re.compile(r"\([^()]*\)")


def read_deadline(text: str, start: int, end: int, default_year: int | None = None) -> Deadline | None:
    """The deadline of a whole cell; None where it is blank or "-".

    `default_year` is the year that the plan covers, for days without a year. What no rule
    understands is a part `unparsed`.
    """
    raw = text[start:end]
    a = start + len(raw) - len(raw.lstrip())
    b = end - (len(raw) - len(raw.rstrip()))
    if not re.search(r"\w", raw):
        return None
    written = re.sub(r"\s+", " ", text[a:b])
    s = re.sub(r"[ ]+", " ", mend(text[a:b]))
    parts = for_parties(s, default_year) or _cell(s, default_year)
    return Deadline(text=written, parts=tuple(parts), span=(a, b))


def _cell(s: str, year: int | None) -> list[Part]:
    """Parts of a cell, in order; one `unparsed` for whatever could not be read."""
    year = _only_year(s) or year
    s = _REMARK.sub(lambda m: _remark(m, year), s)
    parts: list[Part] = []
    lost = False
    at = 0
    while True:
        gap = _GAP.match(s, at)
        at = gap.end() if gap else at
        if at >= len(s):
            break
        hit = longest(s, at, year)
        if hit is None:
            lost = True
            nxt = re.compile(r"[;,\n]|\s+và\s+").search(s, at + 1)
            at = nxt.end() if nxt else len(s)
            continue
        found, at = hit
        parts.extend(p for p in found if p not in parts)
    parts = _merge_yearly(parts)
    return [*parts, Part("unparsed")] if lost else parts


def _remark(m: re.Match[str], year: int | None) -> str:
    """A remark in brackets: set apart where it says when, left out where it holds no figure."""
    inner = m.group()[1:-1].strip()
    hit = longest(inner, 0, year)
    if hit and hit[1] == len(inner) and all(p.kind in ("ongoing", "recurring", "within") for p in hit[0]):
        dated = any(p.rrule and "BYMONTH" in p.rrule for p in hit[0])
        return m.group() if dated else f";{m.group()[1:-1]} "
    return m.group() if re.search(r"\d", inner) else " " * len(m.group())


def _only_year(s: str) -> int | None:
    """The year of a cell that names one: "Quý I và quý III năm 2024"."""
    years = set(re.findall(rf"(?<!\d){GIVEN_YEAR}(?!\d)", s))
    return int(next(iter(years))) if len(years) == 1 else None


def _merge_yearly(parts: list[Part]) -> list[Part]:
    """ "Hàng năm" says nothing more beside a day of every year, or beside "6 tháng"."""
    dated = any(p.kind == "recurring" and "BYMONTH" in (p.rrule or "") for p in parts)
    return [p for p in parts if not (dated and p.rrule == "FREQ=YEARLY")]
