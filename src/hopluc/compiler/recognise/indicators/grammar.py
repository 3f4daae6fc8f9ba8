"""The grammar of a figure: words of comparison, numbers, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hopluc.compiler.format import Operator
from hopluc.compiler.recognise.indicators.units import per_year_end, thing_end, unit_at
from hopluc.viet.numbers import NUMBER
from hopluc.viet.patterns import regex

# (operator, words before a figure, what they say); the first that fits counts.
OPERATORS: tuple[tuple[Operator, str, str], ...] = (
    (
        "<=",
        r"không\s+(?:để\s+(?:xảy\s+ra\s+|phát\s+sinh\s+|có\s+)?)?"
        r"(?:quá|vượt(?:\s+quá)?|cao\s+hơn|lớn\s+hơn|nhiều\s+hơn)|tối\s+đa|nhiều\s+nhất|≤|<=",
        "an upper bound that counts",
    ),
    (
        ">=",
        r"(?:ít|thấp)\s+nhất(?:\s+là)?|tối\s+thiểu|không\s+(?:dưới|thấp\s+hơn|ít\s+hơn|nhỏ\s+hơn)|≥|>=",
        "a lower bound that counts",
    ),
    (">", r"trên|hơn|vượt|cao\s+hơn|lớn\s+hơn|nhiều\s+hơn|>", "more than"),
    ("<", r"dưới|thấp\s+hơn|nhỏ\s+hơn|ít\s+hơn|<", "less than"),
    ("=", r"khoảng|gần|xấp\s+xỉ|chừng|ước", "about: as if it said nothing"),
)
OP_WORDS = "|".join(words for _, words, _ in OPERATORS)

# Numbers in words count only before a thing that is counted: "hai mô hình", but not "một số".
_DIGITS = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
NUMBER_WORDS = (
    rf"(?:{_DIGITS}\s+mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?"
    r"|mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|một|hai|ba|bốn|sáu|bảy|tám|chín)"
)

_OPS = rf"(?:(?:{OP_WORDS})\s*)"
_FIGURE = regex(
    rf"(?<![\w/.,-])(?P<op>{_OPS}{{0,3}})(?:(?P<from>từ)\s+)?(?P<op2>{_OPS}{{0,2}})(?P<a>{NUMBER})", re.I
)
_UPPER = regex(rf"\s*(?:-|đến|tới)\s*(?P<b>{NUMBER})(?![\d/])", re.I)
_MORE = regex(r"\s+(?:trở\s+lên|trở\s+xuống)", re.I)
_IN_WORDS = regex(
    rf"(?<!\w)(?P<op>{_OPS}{{0,3}})(?P<a>{NUMBER_WORDS})(?=\s)"
    r"(?:\s+(?P<scale>trăm|nghìn|ngàn|vạn|triệu|tỷ)(?=\s))?",
    re.I,
)
_SMALL_SHARE = regex(r"\s+(?:điểm(?!\w)|phần\s+(?:trăm|nghìn)(?!\w))", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """A number with what stands around it: words of comparison, a second number, unit, "trở lên"."""

    start: int
    end: int
    before: str  # words of comparison
    second: str  # those behind "từ"
    from_: bool
    a: str
    b: str | None
    number_end: int
    unit: str | None
    more: str | None


def written_figures(s: str) -> Iterator[Written]:
    """The numbers of a text in order, each with its unit where that is a known one."""
    at = 0
    while m := _FIGURE.search(s, at):
        at = m.end()
        first = unit_at(s, at)
        # "Từ 70% đến 80%", "5 ha - 7 ha", but also "5 - 7 ha".
        repeated = _UPPER.match(s, first[1]) if first else None
        upper = repeated or _UPPER.match(s, at)
        if upper is None and (s[at : at + 1].isdigit() or s.startswith("/", at)):
            continue
        number_end = upper.end() if upper else at
        behind = unit_at(s, number_end) if upper else first
        unit = behind or (first if repeated else None)
        end = behind[1] if behind else number_end
        more = _MORE.match(s, end)
        at = more.end() if more else end
        yield Written(
            m.start(),
            at,
            m["op"],
            m["op2"],
            bool(m["from"]),
            m["a"],
            upper["b"] if upper else None,
            number_end,
            unit[0] if unit else None,
            more.group() if more else None,
        )


@dataclass(frozen=True, slots=True)
class Worded:
    """A number in words before what it counts."""

    start: int
    end: int
    before: str
    a: str
    scale: str | None
    unit: str
    more: str | None


def worded_figures(s: str) -> Iterator[Worded]:
    """The numbers in words that stand before a thing that is counted."""
    for m in _IN_WORDS.finditer(s):
        share = _SMALL_SHARE.match(s, m.end())
        thing = thing_end(s, m.end())
        stop = thing if thing is not None else share.end() if share else None
        if stop is None:
            continue
        stop = per_year_end(s, stop)
        more = _MORE.match(s, stop)
        unit = s[m.end() : stop].strip()
        end = more.end() if more else stop
        yield Worded(m.start(), end, m["op"], m["a"], m["scale"], unit, more.group() if more else None)


def operator_of(words: str, more: str | None) -> Operator:
    """The operator that the words around a figure make: "trở lên" behind it, else those before."""
    after = (more or "").lower()
    if "lên" in after:
        return ">="
    if "xuống" in after:
        return "<="
    for operator, pattern, _ in OPERATORS:
        if re.search(rf"(?:{pattern})", words, re.I):
            return operator
    return "="
