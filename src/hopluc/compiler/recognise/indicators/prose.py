"""Targets in the sentences of a plan.

A clause may hold several figures; each is an indicator with its own name. A figure is read with
the words before it (operator, verb, name), its unit, and what follows ("trở lên", "so với …").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hopluc.compiler.format import Indicator, Party, Period, Span, Target
from hopluc.compiler.recognise.citations import find_citations
from hopluc.compiler.recognise.indicators.context import Context, Held, each_of, stated_period, whose
from hopluc.compiler.recognise.indicators.figures import Figure, counted, figures_of, with_heads
from hopluc.compiler.recognise.indicators.grammar import is_share
from hopluc.compiler.recognise.indicators.names import Subject, name_of
from hopluc.compiler.recognise.indicators.relative import baseline_of
from hopluc.compiler.recognise.labels import label_of
from hopluc.viet.abbreviations import expand
from hopluc.viet.text import mend

# A clause that tells what is, or what a policy pays, sets no target.
_NOT_TARGET = re.compile(
    r"vốn\s+điều\s+lệ|mức\s+lãi\s+suất|(?:mức|định\s+mức)\s+(?:hỗ\s+trợ|chi)(?!\w)|(?:ngân\s+sách"
    r"|nhà\s+nước|tỉnh)[^,;]{0,40}\shỗ\s+trợ\s+[^,;]{0,30}\d"
    r"|^\W*(?:nguồn\s+|tổng\s+)?(?:kinh\s+phí|dự\s+toán)(?!\w)|(?<!\w)(?:hiện\s+(?:nay|có|tại)"
    r"|hiện,?\s+toàn|đến\s+nay|tính\s+đến|thời\s+gian\s+qua|vừa\s+qua)(?!\w)"
    r"|toàn\s+(?:tỉnh|thành\s+phố|huyện|xã|ngành|quốc)\s+(?:hiện|đã)(?!\w)|(?:ước"
    r"|kết\s+quả)\s+thực\s+hiện\s+(?:năm|giai\s+đoạn)",
    re.I,
)
_HAPPENED = re.compile(
    r"^\W*(?:(?:trong\s+)?(?:giai\s+đoạn|năm)\s+\d{4}[^,;]{0,12},\s*)?[^,;\d%]{0,60}(?<!\w)đã\s+(?:có"
    r"|đạt|thành\s+lập|hoàn\s+thành|tổ\s+chức|hỗ\s+trợ|triển\s+khai|thực\s+hiện|giải|thu|đào)",
    re.I,
)
_EVERY_YEAR = re.compile(
    r"mỗi\s+năm|h[àằ]ng\s+năm|(?:bình\s+quân\s+)?(?:/|một\s+)năm|bình\s+quân\s+(?:mỗi|h[àằ]ng)\s+năm", re.I
)
_YEARLY_BEHIND = re.compile(r"\s*(?:[^,;\d]{0,60}?(?<!\w))?(?:mỗi|h[àằ]ng)\s+năm(?!\w)", re.I)
_CLAUSE = re.compile(r";|\.\s+(?=[^\W\d_])|\n")
_NEW_PART = re.compile(
    r",\s*(?=(?:và\s+)?(?:giảm|nâng|tăng|đưa|tỷ\s+lệ|số|tổng|giá\s+trị|doanh\s+thu|thu\s+nhập"
    r"|sản\s+lượng|tỷ\s+trọng|ít\s+nhất|tối\s+thiểu|trên"
    r"|phấn\s+đấu|trong\s+đó|đồng\s+thời|tốc\s+độ|có|đạt)(?!\w))",
    re.I,
)
_EDGE = " ,;\n"


def find_indicators(
    text: str,
    paragraphs: Sequence[Span],
    period: Period | None = None,
    glossary: Mapping[str, str] | None = None,
    begins: dt.date | None = None,
) -> tuple[Indicator, ...]:
    """The targets in the paragraphs of a plan's objectives, in order.

    A heading among the paragraphs ("Mục tiêu đến năm 2030") gives its period to those below; where
    neither clause nor heading names one, `period` (of the plan) holds. Where that is None and all
    targets with a horizon share one, the others run from the year of `begins`, the plan's day, to it.
    """
    words = glossary if glossary is not None else {}
    out: list[Indicator] = []
    context = Context(Held(period))
    cited = _cited(text, paragraphs)
    for start, end in paragraphs:
        if context.enter(text, start, end, words):
            continue
        label = label_of(text[start:end])
        begin = start + (label.length if label else 0)
        out.extend(_paragraph(text, begin, end, context.here, words, cited, period))
    if period is None and begins is not None:
        out = _with_horizon(out, begins)
    return tuple(replace(item, id=str(n)) for n, item in enumerate(out, 1))


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
    text: str,
    a: int,
    b: int,
    held: Held,
    glossary: Mapping[str, str],
    cited: Sequence[Span],
    plan: Period | None,
) -> Iterator[Indicator]:
    parties, each = whose(text, a, b, glossary)
    if parties:
        held = replace(held, parties=parties, each=each)
    subject = Subject()
    for clause_a, clause_b in _clauses(text, a, b):
        items, subject, stated = _clause(text, clause_a, clause_b, held, glossary, cited, subject)
        # A period that stands before the figures goes on to the clauses that follow.
        held = replace(held, period=stated) if stated else held
        yield from (item for item in items if not _is_past(item, plan))


def _is_past(item: Indicator, plan: Period | None) -> bool:
    """A figure of years before the plan tells what was reached."""
    start = plan.start if plan else None
    return bool(start and item.period and item.period.end and item.period.end < start)


def _clauses(text: str, a: int, b: int) -> Iterator[Span]:
    """Clauses of a paragraph, without the spaces around them."""
    at = a
    for m in [*_CLAUSE.finditer(text, a, b), None]:
        stop = m.start() if m else b
        x, y = _trim(text, at, stop, " ,.\t\r\n\u00a0", " ,.;\t\r\n\u00a0")
        if y > x:
            yield x, y
        at = m.end() if m else b


def _trim(text: str, x: int, y: int, left: str = _EDGE, right: str = _EDGE) -> Span:
    while x < y and text[x] in left:
        x += 1
    while y > x and text[y - 1] in right:
        y -= 1
    return x, y


def _clause(
    text: str,
    a: int,
    b: int,
    held: Held,
    glossary: Mapping[str, str],
    cited: Sequence[Span],
    subject: Subject,
) -> tuple[list[Indicator], Subject, Period | None]:
    """The indicators of one clause, what they are about, and the period that it opens with.

    The clauses that follow take both up where they do not say.
    """
    s = mend(text[a:b])
    if _NOT_TARGET.search(s) or _HAPPENED.search(s):
        return [], subject, None
    free = [f for f in figures_of(s) if not any(x < a + f.end and a + f.start < y for x, y in cited)]
    if not free:
        return [], subject, stated_period(text, a, b)
    figures = with_heads(s, free)
    opens = stated_period(text, a, a + figures[0].start)
    shared = opens or held.period
    yearly = bool(_EVERY_YEAR.search(s[: figures[0].start]))
    parties, each = _of_whom(text, a, s, held, glossary)
    out: list[Indicator] = []
    begin = 0
    for index, figure in enumerate(figures):
        stop = figures[index + 1].start if index + 1 < len(figures) else len(s)
        tail_end = _tail_end(s, figure.end, stop)
        baseline, base_end = baseline_of(s, begin, figure, stop)
        tail = s[figure.end : tail_end]
        name, about, borrowed = name_of(s[begin : figure.start], figure, tail, subject, glossary)
        end = max(tail_end, base_end)
        x, y = _trim(text, a + begin, a + end)
        stated = stated_period(text, x, y)
        if borrowed and subject.start is not None and a <= subject.start < x:
            x = subject.start
        elif len(figures) == 1:
            x, y = a, b
        subject = Subject(about, subject.start if borrowed else x)
        each_year = yearly or bool(_YEARLY_BEHIND.match(s[figure.end : stop]))
        out.append(
            Indicator(
                id="",
                name=name,
                unit=_unit(figure, each_year, glossary),
                target=_target(figure, s[begin : figure.start]),
                baseline=baseline,
                period=stated or shared,
                per="year" if each_year or _per_year(figure) else None,
                for_=parties,
                each=each,
                text=re.sub(r"\s+", " ", text[x:y]),
                span=(x, y),
            )
        )
        # What stands before a figure holds for those behind it too, what stands behind it does not.
        shared = stated_period(text, a + begin, a + figure.start) or shared
        begin = end
    return _named(out), subject, opens


def _named(found: Sequence[Indicator]) -> list[Indicator]:
    """A figure without words of its own is about what the next one is: "50% vào năm 2028 và 80% … số xã"."""
    out: list[Indicator] = []
    for item in reversed(found):
        after = out[-1].name if out else ""
        out.append(item if item.name else replace(item, name=after or item.text))
    return out[::-1]


def _of_whom(
    text: str, a: int, s: str, held: Held, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], bool]:
    """Whose target it is, and whether each member must reach it: "mỗi xã có ít nhất …"."""
    members = () if held.parties else each_of(text, a, s, glossary)
    return (members, True) if members else (held.parties, held.each)


def _per_year(figure: Figure) -> bool:
    """A rate "6%/năm" or a count "500 hộ/năm" is that of each year; "triệu đồng/năm" is a plain unit."""
    unit = figure.unit or ""
    return bool(re.search(r"/\s*năm$", unit)) and (is_share(unit) or counted(figure))


def _tail_end(s: str, at: int, stop: int) -> int:
    """Where the words that belong to a figure end: before what leads to the next one."""
    if stop == len(s):
        return stop
    part = _NEW_PART.search(s, at, stop)
    if part:
        return part.start()
    cut = max(s.rfind(mark, at, stop) for mark in (",", " và ", " với ", ":"))
    return cut if cut >= at else stop


_AT_LEAST_EACH = re.compile(r"(?:tối\s+thiểu|ít\s+nhất)\s+(?:là\s+)?mỗi(?!\w)", re.I)


def _target(figure: Figure, lead: str) -> Target:
    if figure.b is not None:
        return Target("range", low=figure.a, high=figure.b)
    op = ">=" if figure.op == "=" and _AT_LEAST_EACH.search(lead) else figure.op
    return Target(op, value=figure.a)


def _unit(figure: Figure, yearly: bool, glossary: Mapping[str, str]) -> str | None:
    if figure.unit is None:
        return None
    unit = re.sub(r"\s*/\s*", "/", expand(figure.unit, glossary))
    if unit[:1].isalpha() and not unit.isupper() and unit[:2] != unit[:2].upper():
        unit = unit[0].lower() + unit[1:]
    plain = not re.match(r"%|‰|phần|lần|thứ bậc|.*(?:đồng|USD)", unit)
    return f"{unit}/năm" if yearly and plain and "/" not in unit else unit
