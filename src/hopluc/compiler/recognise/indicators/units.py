"""Units of targets: "%", "triệu đồng/người/năm", "nghìn lượt khách", "giường/10.000 dân".

Which words are units is data (`units.toml`). They are looked up word by word where a number ends:
one pattern of all of them would have to be made anew each time the command starts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from hopluc.viet.patterns import regex

Kind = Literal["share", "money", "measure", "scale", "thing"]

_TOKEN = regex(r"\s*(\w+|[%‰,])")
_TOKENS = regex(r"\w+|[%‰,]")
_SHARE = regex(r"\s*(?:%|‰|phần\s+(?:trăm|nghìn)(?!\w))", re.I)
_OR = regex(r"\s+hoặc(?=\s)", re.I)
_SLASH = regex(r"\s*/\s*(?:\d[\d.]*\s+)?")
# "8 - 9% năm": some offices leave the stroke out.
_YEARLY_SHARE = regex(r"\s+năm(?=\s*(?:[,;.)]|$))", re.I)
_PER_YEAR = regex(r"\s*/\s*năm(?!\w)", re.I)
_IS_MONEY = regex(r".*(?:(?<!hợp )(?<!cộng )(?<!cánh )(?<!hội )đồng(?!\s+hồ)|VN[ĐD]|USD|đô\s+la|EUR)", re.I)
# "Triệu đồng/người/năm": no unit is for each of more.
_MOST_PER = 3


class _Words:
    """Phrases, found at a place of a text: the longest that stands there."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._first: dict[str, set[tuple[str, ...]]] = {}
        for phrase in phrases:
            tokens = tuple(_TOKENS.findall(phrase.lower()))
            self._first.setdefault(tokens[0], set()).add(tokens)

    def end(self, s: str, at: int) -> int | None:
        """Where the longest phrase at `at` ends, spaces before it left out; None where there is none."""
        first = _TOKEN.match(s, at)
        phrases = self._first.get(first[1].lower()) if first else None
        if first is None or phrases is None:
            return None
        longest = max(map(len, phrases))
        held, stops = [first[1].lower()], [first.end()]
        while len(held) < longest and (token := _TOKEN.match(s, stops[-1])):
            held.append(token[1].lower())
            stops.append(token.end())
        lengths = (n for n in range(len(held), 0, -1) if tuple(held[:n]) in phrases)
        return next((stops[n - 1] for n in lengths), None)


@dataclass(frozen=True, slots=True)
class _Known:
    scales: _Words
    money: _Words
    measures: _Words
    things: _Words
    per: _Words
    symbols: frozenset[str]


@cache
def _known() -> _Known:
    raw = resources.files("hopluc.compiler.recognise.indicators").joinpath("units.toml").read_text("utf-8")
    data: dict[str, list[str]] = tomllib.loads(raw)
    return _Known(
        scales=_Words(data["scales"]),
        money=_Words(data["money"]),
        measures=_Words(data["measures"]),
        things=_Words(data["things"]),
        per=_Words(data["per"]),
        symbols=frozenset(measure for measure in data["measures"] if measure != measure.lower()),
    )


def _first(s: str, at: int) -> int:
    while at < len(s) and s[at].isspace():
        at += 1
    return at


def _simple(s: str, at: int) -> tuple[Kind, int] | None:
    """The unit at `at` without what it is for each of: what it is, and its end."""
    known = _known()
    share = _SHARE.match(s, at)
    if share:
        return "share", share.end()
    scale = known.scales.end(s, at)
    after = scale if scale is not None else at
    ends: list[tuple[Kind, int | None]] = [
        ("thing", thing_end(s, after)),
        ("money", known.money.end(s, after)),
        ("measure", known.measures.end(s, after)),
    ]
    found = [(kind, end) for kind, end in ends if end is not None]
    if found:
        # "Điểm nóng" is no "điểm", nor "đồng hồ" a "đồng": more words say more.
        return max(found, key=lambda pair: pair[1])
    return ("scale", scale) if scale is not None else None


def _with_per(s: str, end: int) -> int:
    for _ in range(_MOST_PER):
        slash = _SLASH.match(s, end)
        each = _known().per.end(s, slash.end()) if slash else None
        if each is None:
            break
        end = each
    return end


def unit_at(s: str, at: int = 0) -> tuple[str, int] | None:
    """The known unit that stands at `at` or behind the spaces there, as written, and where it ends."""
    found = _simple(s, at)
    if found is None:
        return None
    each_year = _YEARLY_SHARE.match(s, found[1]) if found[0] == "share" else None
    if each_year:
        return f"{s[_first(s, at) : found[1]]}/năm", each_year.end()
    end = _with_per(s, found[1])
    return s[_first(s, at) : end], end


def thing_end(s: str, at: int = 0) -> int | None:
    """Where the counted thing ends that stands at `at`: "xã", "xã hoặc phường"; None for none."""
    things = _known().things
    end = things.end(s, at)
    either = _OR.match(s, end) if end is not None else None
    other = things.end(s, either.end()) if either else None
    return other if other is not None else end


def per_year_end(s: str, at: int) -> int:
    """The end of "/năm" at `at`, else `at`."""
    slash = _PER_YEAR.match(s, at)
    return slash.end() if slash else at


def is_unit(words: str) -> bool:
    """Whether words are a known unit and nothing else."""
    found = unit_at(words)
    return found is not None and found[1] == len(words)


def is_bare_scale(unit: str) -> bool:
    """Whether a unit says only how many of something that stands behind it: "triệu"."""
    found = _simple(unit, 0)
    return found is not None and found == ("scale", len(unit))


def without_scale(unit: str) -> str:
    """What is counted, without how many at once: "lượt khách" of "triệu lượt khách"."""
    end = _known().scales.end(unit, 0)
    return unit[end:].strip() or unit if end is not None else unit


def is_share(unit: str) -> bool:
    """Whether a unit is a share of something: "%", "‰", "%/năm"."""
    return bool(_SHARE.match(unit))


def is_money(unit: str) -> bool:
    """Whether a unit is a sum of money, also for each head: "triệu đồng/người/năm"."""
    return bool(_IS_MONEY.match(unit))


def is_measure(unit: str) -> bool:
    """Whether a unit measures something named before it, rather than being what is counted."""
    if is_money(unit):
        return True
    found = _simple(unit, 0)
    return found is not None and found[0] != "thing" and _with_per(unit, found[1]) == len(unit.rstrip())


def is_thing(unit: str) -> bool:
    """Whether a unit is a thing that is counted: "mô hình", "hộ/năm"."""
    return thing_end(unit) is not None


def is_symbol(unit: str) -> bool:
    """Whether a unit is written with capitals wherever it stands: "MW"."""
    return unit in _known().symbols
