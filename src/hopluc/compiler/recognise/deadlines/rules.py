"""The grammar of time: the tables of wordings in their order, and the reading at a place."""

from __future__ import annotations

import re
from functools import lru_cache

from hopluc.compiler.format import Part
from hopluc.compiler.recognise.deadlines import table_days, table_regular
from hopluc.compiler.recognise.deadlines.wording import LEAD, Read, Rule, source
from hopluc.viet.patterns import regex

# Of two rules that take as much, the earlier is meant.
RULES: tuple[Rule, ...] = (
    *table_days.SEVERAL,
    *table_days.DAYS,
    *table_regular.RECURRING,
    *table_days.PERIODS,
    *table_regular.OPEN,
    *table_regular.NONE,
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(source(rule.pattern), re.I), rule) for rule in RULES)


_EDGE = regex(r"\s*(?:$|[;,.:()\n]|và\b|hoặc\b|-\s|và\s)")


_LEAD = regex(LEAD, re.I)


def longest(s: str, at: int, year: int | None) -> tuple[tuple[Part, ...], int] | None:
    """The rule that takes most of `s` from `at`, or from behind the words that lead to it, up to an edge."""
    best: tuple[tuple[Part, ...], int] | None = None
    lead = _LEAD.match(s, at)
    places = (at, lead.end()) if lead else (at,)
    for place in places:
        for pattern, rule in _compiled():
            m = pattern.match(s, place)
            if m is None or m.end() == place or (best is not None and m.end() <= best[1]):
                continue
            parts = rule.build(Read(m.groupdict(), year)) if _EDGE.match(s, m.end()) else None
            if parts is not None:
                best = parts, m.end()
    return best
