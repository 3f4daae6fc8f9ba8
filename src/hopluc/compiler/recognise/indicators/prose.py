"""Targets in the sentences of a plan.

A clause may hold several figures; each is an indicator with its own name. A figure is read with
the words before it (operator, verb, name), its unit, and what follows ("trở lên", "so với …").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hopluc.compiler.format import Indicator, Period, Span
from hopluc.compiler.recognise.citations import find_citations
from hopluc.compiler.recognise.indicators.clause import Clause, read_clause, tells_what_is
from hopluc.compiler.recognise.indicators.context import Context, Held, stated_period, whose
from hopluc.compiler.recognise.indicators.figures import figures_of
from hopluc.compiler.recognise.indicators.names import Subject
from hopluc.compiler.recognise.indicators.same import without_repeats
from hopluc.compiler.recognise.labels import label_of
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

_CLAUSE = regex(r";|\.\s+(?=[^\W\d_])|\n")
_SENTENCE = regex(r"\.\s+(?=[^\W\d_])|\n")
_SPACES = " \t\r\n\u00a0"
# A clause that speaks of what is to be, among others that tell what is.
_SETS = regex(
    r"phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|(?:đến|hết|cuối)\s+(?:hết\s+|cuối\s+)?năm|giai\s+đoạn|sẽ|mỗi\s+năm|h[àằ]ng\s+năm",
    re.I,
)
# Work that is to reach a figure says so, and until when.
_STRIVES = regex(r"phấn\s+đấu|(?:với|theo)\s+mục\s+tiêu|mục\s+tiêu\s+(?:là|đến)", re.I)


def find_indicators(
    text: str,
    paragraphs: Sequence[Span],
    period: Period | None = None,
    glossary: Mapping[str, str] | None = None,
    begins: dt.date | None = None,
    work: Sequence[Span] = (),
) -> tuple[Indicator, ...]:
    """The targets in the paragraphs of a plan's objectives, in order.

    A heading among the paragraphs ("Mục tiêu đến năm 2030") gives its period to those below; where
    neither clause nor heading names one, `period` (of the plan) holds. Where that is None and all
    targets with a horizon share one, the others run from the year of `begins`, the plan's day, to it.
    In the paragraphs of `work` only sentences that strive for a figure by a day set targets.
    """
    words = glossary if glossary is not None else {}
    out: list[Indicator] = []
    context = Context(Held(period, plan=period))
    cited = _cited(text, paragraphs)
    for start, end in paragraphs:
        if context.enter(text, start, end, words):
            continue
        label = label_of(text[start:end])
        begin = start + (label.length if label else 0)
        out.extend(_paragraph(text, begin, end, context.here, words, cited))
    out.extend(_strived_for(text, work, Held(period, plan=period), words))
    if period is None and begins is not None:
        out = _with_horizon(out, begins)
    return tuple(replace(item, id=str(n)) for n, item in enumerate(without_repeats(out), 1))


def _with_horizon(found: Sequence[Indicator], begins: dt.date) -> list[Indicator]:
    """Targets without a period run from the plan's year to the horizon that all the others share."""
    ends = {i.period.end for i in found if i.period}
    if len(ends) != 1:
        return list(found)
    (end,) = ends
    if end is None or end.year < begins.year:
        return list(found)
    whole = Period(dt.date(begins.year, 1, 1), end)
    return [i if i.period else replace(i, period=whole) for i in found]


def _cited(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Where documents are cited; numbers there are no figures."""
    return [s for a, b in paragraphs for c in find_citations(text, a, b) for s in c.spans]


def _paragraph(
    text: str, a: int, b: int, held: Held, glossary: Mapping[str, str], cited: Sequence[Span]
) -> Iterator[Indicator]:
    parties, each = whose(text, a, b, glossary)
    if parties:
        held = replace(held, parties=parties, each=each)
    before = Clause((), Subject(), None)
    told = False
    for span in _parts(text, a, b, _CLAUSE):
        told = tells_what_is(mend(text[slice(*span)])) or (told and _goes_on(text, span))
        if told:
            before = Clause((), before.subject, None)
            continue
        before = read_clause(text, span, held, glossary, cited, before)
        # A period that stands before the figures goes on to the clauses that follow.
        held = replace(held, period=before.opens) if before.opens else held
        yield from (item for item in before.found if not _is_past(item, held.plan))


def _goes_on(text: str, span: Span) -> bool:
    """Whether a clause goes on telling what the one before it in its sentence tells."""
    opening = text[max(0, span[0] - 3) : span[0]].rstrip(_SPACES)
    return opening.endswith(";") and not _SETS.search(text, *span)


def _is_past(item: Indicator, plan: Period | None) -> bool:
    """A figure of years before the plan tells what was reached."""
    start = plan.start if plan else None
    return bool(start and item.period and item.period.end and item.period.end < start)


def _strived_for(
    text: str, work: Sequence[Span], held: Held, glossary: Mapping[str, str]
) -> Iterator[Indicator]:
    """The targets that sentences of the work name: "… phấn đấu đến năm 2030 đạt 30% doanh nghiệp"."""
    for a, b in work:
        for start, end in _parts(text, a, b, _SENTENCE):
            strives = _STRIVES.search(text, start, end)
            if strives is None or stated_period(text, start, end, held.plan) is None:
                continue
            # "Rà soát 30 xã phấn đấu về đích năm 2027": what is striven for follows.
            if not figures_of(mend(text[strives.end() : end])):
                continue
            label = label_of(text[start:end])
            begin = start + (label.length if label else 0)
            cited = _cited(text, [(begin, end)])
            for item in _paragraph(text, begin, end, held, glossary, cited):
                if item.span and item.span[1] > strives.end():
                    yield item


def _parts(text: str, a: int, b: int, ends: re.Pattern[str]) -> Iterator[Span]:
    """Clauses or sentences of a paragraph, without the spaces around them."""
    at = a
    for m in [*ends.finditer(text, a, b), None]:
        x, y = at, m.start() if m else b
        while x < y and text[x] in _SPACES + ",.":
            x += 1
        while y > x and text[y - 1] in _SPACES + ",.;":
            y -= 1
        if y > x:
            yield x, y
        at = m.end() if m else b
