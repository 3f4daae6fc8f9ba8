"""The grammar of a figure: words of comparison, numbers, units.

Units are data (`units.toml`); here are the patterns that are made of them.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from hopluc.compiler.format import Operator
from hopluc.viet.numbers import NUMBER

# (operator, words before a figure, what they say); the first that fits counts.
OPERATORS: tuple[tuple[Operator, str, str], ...] = (
    (
        "<=",
        r"không\s+(?:quá|vượt(?:\s+quá)?|cao\s+hơn|lớn\s+hơn|nhiều\s+hơn)|tối\s+đa|nhiều\s+nhất|≤|<=",
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


def _any(words: list[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered)


def _units() -> tuple[str, str, str, frozenset[str]]:
    """Patterns of any known unit, of one that measures, of a thing that is counted; units with capitals."""
    raw = resources.files("hopluc.compiler.recognise.indicators").joinpath("units.toml").read_text("utf-8")
    data: dict[str, list[str]] = tomllib.loads(raw)
    per = rf"(?:\s*/\s*(?:\d[\d.]*\s+)?(?:{_any(data['per'])})(?!\w)){{0,3}}"
    thing = _any(data["things"])
    things = rf"(?:{thing})(?!\w)(?:\s+hoặc\s+(?:{thing})(?!\w))?"
    measures = rf"(?:{_any(data['measures'])})(?!\w)"
    money = rf"(?:{_any(data['money'])})(?!\w)"
    scale = rf"(?:{_any(data['scales'])})(?!\w)"
    sums = rf"{money}|{scale}\s+(?:{money}|{measures})|{scale}(?!\s+(?:{thing})(?!\w))"
    share = r"%|‰|phần\s+(?:trăm|nghìn)(?!\w)"
    known = rf"(?:(?:{share}|{sums}|(?:{scale}\s+)?{things}|{measures}){per})"
    symbols = frozenset(measure for measure in data["measures"] if measure != measure.lower())
    return known, rf"(?:{share}|{sums}|{measures}){per}", things, symbols


UNIT, MEASURE, THING, SYMBOLS = _units()
_IS_MEASURE = re.compile(rf"(?:{MEASURE})\s*", re.I)
_IS_MONEY = re.compile(r".*(?:đồng|VN[ĐD]|USD|đô\s+la|EUR)", re.I)
_IS_SHARE = re.compile(r"\s*(?:%|‰|phần\s+(?:trăm|nghìn))", re.I)

_OPS = rf"(?:(?:{OP_WORDS})\s*)"
FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<op>{_OPS}{{0,3}})(?:(?P<from>từ)\s+)?(?P<op2>{_OPS}{{0,2}})"
    rf"(?P<a>{NUMBER})(?:\s*(?P<between>{UNIT})?\s*(?:-|đến|tới)\s*(?P<b>{NUMBER}))?(?![\d/])"
    rf"(?:\s*(?P<unit>{UNIT}))?(?P<more>\s+(?:trở\s+lên|trở\s+xuống))?",
    re.I,
)
IN_WORDS = re.compile(
    rf"(?<!\w)(?P<op>{_OPS}{{0,3}})(?P<a>{NUMBER_WORDS})\s+(?:(?P<scale>trăm|nghìn|ngàn|vạn|triệu|tỷ)\s+)?"
    rf"(?P<unit>{THING}|điểm(?!\w)|phần\s+(?:trăm|nghìn)(?!\w))(?P<per>\s*/\s*năm)?(?P<more>\s+(?:trở\s+lên"
    rf"|trở\s+xuống))?",
    re.I,
)


def is_share(unit: str) -> bool:
    """Whether a unit is a share of something: "%", "‰", "%/năm"."""
    return bool(_IS_SHARE.match(unit))


def is_money(unit: str) -> bool:
    """Whether a unit is a sum of money, also for each head: "triệu đồng/người/năm"."""
    return bool(_IS_MONEY.match(unit))


def is_measure(unit: str) -> bool:
    """Whether a unit measures something named before it, rather than being what is counted."""
    return bool(_IS_MEASURE.fullmatch(unit)) or is_money(unit)


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
