"""Indicators: measurable targets in the words of a plan.

A clause may hold several figures; each is an indicator with its own name. A figure is read with
the words before it (operator, verb, name), its unit, and what follows ("trở lên", "so với …").
Figures that number, date or define something else are none: "Phụ lục 1", "90% số xã có ít nhất 01 HTX".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hopluc.compiler.format import Baseline, Indicator, Operator, Party, Period, Span, Target
from hopluc.compiler.recognise.citations import find_citations
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet.abbreviations import expand
from hopluc.viet.dates import find_periods
from hopluc.viet.numbers import NUMBER, parse_number
from hopluc.viet.text import mend

# What the words before a figure make of it; the first that fits counts.
_OPERATORS: tuple[tuple[Operator, str, str], ...] = (
    (
        "<=",
        r"không\s+(?:quá|vượt(?:\s+quá)?|cao\s+hơn|lớn\s+hơn|nhiều\s+hơn)|tối\s+đa|nhiều\s+nhất|≤",
        "an upper bound that counts",
    ),
    (
        ">=",
        r"ít\s+nhất|tối\s+thiểu|không\s+(?:dưới|thấp\s+hơn|ít\s+hơn|nhỏ\s+hơn)|≥",
        "a lower bound that counts",
    ),
    (">", r"trên|hơn|vượt|cao\s+hơn|lớn\s+hơn|nhiều\s+hơn|>", "more than"),
    ("<", r"dưới|thấp\s+hơn|nhỏ\s+hơn|ít\s+hơn|<", "less than"),
    ("=", r"khoảng|gần|xấp\s+xỉ|chừng|ước", "about: as if it said nothing"),
)
_OP_WORDS = "|".join(words for _, words, _ in _OPERATORS)
_LINK = r"(?:đạt|chiếm|là|lên|xuống|còn|được|từ|thêm|mức|tỷ\s+lệ|bằng|khoảng|có|:)"

# Units of more than one word, or that a following word must not be taken into.
_MONEY = (
    r"(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?:tỷ|tỉ))?(?:\s+(?:đồng|USD|đô\s+la(?:\s+Mỹ)?|người"
    r"|lượt(?:\s+\w+)?|tấn|m2|m3|ha|sản\s+phẩm|cây|con|kWh))?"
)
_MEASURE = (
    r"(?:tấn|tạ|kg|ha|héc\s*-?\s*ta|km2|km|m2|m²|m3|m³|MW|kWh|GWh|USD|đồng|điểm\s+phần\s+trăm"
    r"|điểm|thứ\s+bậc|bậc|lần|giường\s+bệnh|bác\s+sĩ)"
)
_THING = (
    r"(?:liên\s+hiệp\s+hợp\s+tác\s+xã|liên\s+hiệp\s+HTX|LH\s*HTX|LHHTX"
    r"|quỹ\s+tín\s+dụng\s+nhân\s+dân|hợp\s+tác\s+xã|HTX|tổ\s+hợp\s+tác|THT|"
    r"cán\s+bộ\s+quản\s+lý|cán\s+bộ|thành\s+viên|lao\s+động|lượt\s+người|lượt|người"
    r"|học\s+viên|hộ\s+gia\s+đình|hộ|lớp(?:\s+(?:tập\s+huấn|đào\s+tạo|bồi\s+dưỡng))?"
    r"|hội\s+nghị|hội\s+thảo|"
    r"mô\s+hình|doanh\s+nghiệp|sản\s+phẩm|chuỗi(?:\s+liên\s+kết)?|dự\s+án|đề\s+án|nhiệm\s+vụ"
    r"|chương\s+trình|cuộc|buổi|tin,?\s*bài|bài\s+viết|bài|phóng\s+sự|"
    r"xã|phường|huyện|thôn|bản|cơ\s+sở|trung\s+tâm|trường|trạm|cụm\s+công\s+nghiệp"
    r"|khu\s+công\s+nghiệp|vùng\s+nuôi|vùng|sàn|nền\s+tảng|dịch\s+vụ|thủ\s+tục|hồ\s+sơ"
    r"|văn\s+bản|đơn\s+vị|tổ\s+chức|"
    r"điểm\s+\w+|công\s+trình|hợp\s+đồng|nhãn\s+hiệu|bằng\s+sáng\s+chế|sáng\s+chế|chỉ\s+tiêu"
    r"|gian\s+hàng|phiên|đoàn|chi\s+bộ|công\s+dân|dân\s+số)"
)
_PER = (
    r"(?:\s*/\s*(?:người|lao\s+động|hộ|ha|năm|tháng|vụ|HTX|hợp\s+tác\s+xã|vạn\s+dân"
    r"|1\.000\s+dân|xã|ngày)(?:\s*/\s*(?:năm|tháng|người))?)?"
)
_UNIT = rf"(?:%|phần\s+trăm\b|(?:{_MONEY}|{_MEASURE}|{_THING})(?!\w)){_PER}"

_FIGURE = re.compile(
    rf"(?<![\w/.,-])(?P<op>(?:(?:{_OP_WORDS})\s+)*)(?:(?P<from>từ)\s+)?(?P<op2>(?:(?:{_OP_WORDS})\s+)*)"
    rf"(?P<a>{NUMBER})(?:(?:\s*%)?\s*(?:-|đến)\s*(?P<b>{NUMBER}))?(?![\d/])(?:\s*"
    rf"(?P<unit>{_UNIT}))?(?P<more>\s+(?:trở\s+lên|trở\s+xuống))?",
    re.I,
)
# Words right before a number that make it a label, a date or a count of something else.
_NO_FIGURE = re.compile(
    r"(?:điều|khoản|phụ\s+lục|biểu|mẫu|số|tiêu\s+chí|chương|mục|phần|bảng|khóa|thứ"
    r"|giai\s+đoạn|năm|ngày|tháng|quý|công\s+nghiệp|thế\s+kỷ|nghị\s+quyết|nghị\s+định|"
    r"quyết\s+định|kết\s+luận|thông\s+tư|chỉ\s+thị|trung\s+ương|cấp|top|độ|mức\s+độ|khu\s+vực"
    r"|loại|nhóm|vùng|hạng|lãi\s+suất|quốc\s+lộ)\s*$",
    re.I,
)
_DURATION = re.compile(r"\s*(?:năm|tháng|ngày|giờ|tuần|tuổi|phút|quý|nhiệm\s+kỳ)(?!\w)", re.I)
_NOT_TARGET = re.compile(
    r"vốn\s+điều\s+lệ|mức\s+lãi\s+suất|hiện\s+(?:nay|có|tại)\s+(?:có\s+|đạt\s+)?\d", re.I
)
_SO_VOI = re.compile(
    r"\s*(?:[^,;.]{0,60}?)\bso\s+với\s+(?P<of>[^;.]+?)(?=[;.]|,\s*(?:trong|đến|phấn)|\s+và\s+|$)", re.I
)
_DEFINES = re.compile(r"\b(?:có|đạt|với|được|từ|đủ|xây\s+dựng|thành\s+lập)(?:\s+(?:được|thêm))?\s*$", re.I)
_EVERY_YEAR = re.compile(
    r"mỗi\s+năm|h[àằ]ng\s+năm|(?:bình\s+quân\s+)?(?:/|một\s+)năm|bình\s+quân\s+(?:mỗi|h[àằ]ng)\s+năm", re.I
)
_LABEL = re.compile(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\s*[.)]\s*|[-+*•–]\s*|\(\d{1,2}\)\s*)+"
)
_HEADING = re.compile(r"(?:mục\s+tiêu|chỉ\s+tiêu|tầm\s+nhìn|giai\s+đoạn|đến\s+năm|định\s+hướng)", re.I)
_VERBS = re.compile(
    r"^(?:(?:phấn\s+đấu|tiếp\s+tục|bảo\s+đảm|đảm\s+bảo|duy\s+trì|trong\s+đó|vận\s+động"
    r"|tuyên\s+truyền|tư\s+vấn|hướng\s+dẫn|hỗ\s+trợ|thực\s+hiện|đến\s+(?:hết\s+)?năm\s+\d{4}|"
    r"bình\s+quân\s+mỗi\s+năm|bình\s+quân\s+h[àằ]ng\s+năm|mỗi\s+năm|h[àằ]ng\s+năm"
    r"|trong\s+giai\s+đoạn\s+\d{4}\s*-\s*\d{4}|đồng\s+thời|đặc\s+biệt|mỗi\s+năm\s+có"
    r"|hình\s+thành|phát\s+triển\s+và\s+triển\s+khai|"
    r"hoàn\s+thành|nâng|có|giảm|tăng|đưa|thu\s+hút|và|để|nhằm|giúp\s+cho|các|với)(?:\s*,\s*|\s+|$))+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a clause inherits: the period of its heading, and whose targets the paragraph holds."""

    period: Period | None
    parties: tuple[Party, ...]
    each: bool


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of a clause: its place and parts."""

    start: int
    end: int
    op: Operator
    a: float
    b: float | None
    unit: str | None


def find_indicators(
    text: str,
    paragraphs: Sequence[Span],
    period: Period | None = None,
    glossary: Mapping[str, str] | None = None,
) -> tuple[Indicator, ...]:
    """The targets in the paragraphs of a plan's objectives, in order.

    A heading among the paragraphs ("Mục tiêu đến năm 2030") gives its period to those below; where
    neither clause nor heading names one, `period` (of the plan) holds.
    """
    words = glossary if glossary is not None else {}
    out: list[Indicator] = []
    above = period
    cited = _cited(text, paragraphs)
    for start, end in paragraphs:
        label = _LABEL.match(text, start, end)
        begin = label.end() if label else start
        if _is_heading(text[begin:end]):
            above = _stated_period(text, begin, end) or above
            continue
        out.extend(_paragraph(text, begin, end, above, words, cited, len(out)))
    return tuple(out)


def _cited(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Where documents are cited; numbers there are no figures."""
    return [s for a, b in paragraphs for c in find_citations(text, a, b) for s in c.spans]


def _is_heading(words: str) -> bool:
    """A short line that names objectives and sets a period, without a figure of its own."""
    return (
        len(words) < 120
        and bool(_HEADING.search(words))
        and not re.search(r"\d\s*%|;|\d\s+(?!tháng)[a-zà-ỹ]{2,}", words)
    )


def _stated_period(text: str, a: int, b: int) -> Period | None:
    """The period that words name: "đến năm 2030", "giai đoạn 2026 - 2030", "năm 2024"."""
    found = next(iter(find_periods(text, a, b)), None)
    return Period(found[0], found[1]) if found else None


def _paragraph(
    text: str,
    a: int,
    b: int,
    above: Period | None,
    glossary: Mapping[str, str],
    cited: Sequence[Span],
    count: int,
) -> Iterator[Indicator]:
    context = _context(text, a, b, above, glossary)
    number = count
    subject = ""
    for clause_a, clause_b in _clauses(text, a, b):
        items, subject = _clause(text, clause_a, clause_b, context, glossary, cited, subject)
        stated = _clause_period(text, clause_a, clause_b)
        if stated and not context.parties:
            context = replace(context, period=stated)
        for item in items:
            number += 1
            yield replace(item, id=str(number))


_WHOSE = re.compile(
    r"(?:đối\s+với|riêng)\s+(?P<who>[^:;.]{3,90}?)(?=\s*:|,\s*(?:mỗi|h[àằ]ng|phấn|phải|cần"
    r"|đến|có|ít|thành|xây)|$)",
    re.I,
)
_EACH = re.compile(
    r"\bmỗi\s+(?P<who>(?!năm\b|tháng\b|quý\b|ngày\b|người\b|một\b)[\w ,]{2,60}?)\s+(?=có|xây"
    r"|thành|phấn|hỗ|đạt|phải|tổ|hình|phát|ít|tối)",
    re.I,
)


def _context(text: str, a: int, b: int, above: Period | None, glossary: Mapping[str, str]) -> _Context:
    """Whose the figures of a paragraph are, and the period that they inherit."""
    s = mend(text[a:b])
    whose = _WHOSE.match(s)
    parties: tuple[Party, ...] = ()
    each = False
    if whose:
        parties = split_parties(text, a + whose.start("who"), a + whose.end("who"), glossary)
        each = any(p.collective for p in parties) or bool(
            re.match(r"(?:quận|huyện|xã|phường)", whose["who"], re.I)
        )
    return _Context(above, parties, each)


_CLAUSE = re.compile(r";|\.\s+(?=[^\W\d_])|\n")


def _clauses(text: str, a: int, b: int) -> Iterator[Span]:
    """Clauses of a paragraph, without the spaces around them."""
    at = a
    for m in [*_CLAUSE.finditer(text, a, b), None]:
        stop = m.start() if m else b
        x, y = at, stop
        while x < y and (text[x].isspace() or text[x] in ".,"):
            x += 1
        while y > x and (text[y - 1].isspace() or text[y - 1] in ".,;"):
            y -= 1
        if y > x:
            yield x, y
        at = m.end() if m else b


def _clause(
    text: str,
    a: int,
    b: int,
    context: _Context,
    glossary: Mapping[str, str],
    cited: Sequence[Span],
    subject: str,
) -> tuple[list[Indicator], str]:
    """The indicators of one clause, and what they are about, for a clause that goes on without saying."""
    s = mend(text[a:b])
    if _NOT_TARGET.search(s):
        return [], subject
    free = [f for f in _figures(s) if not any(x < a + f.end and a + f.start < y for x, y in cited)]
    figures = _own_figures(s, free)
    if not figures:
        return [], subject
    shared = _clause_period(text, a, a + figures[0].start) or context.period
    yearly = bool(_EVERY_YEAR.search(s[: figures[0].start]))
    parties, each = _whose(text, a, s, context, glossary)
    out: list[Indicator] = []
    begin = 0
    for index, figure in enumerate(figures):
        stop = figures[index + 1].start if index + 1 < len(figures) else len(s)
        tail_end = _tail_end(s, figure.end, stop)
        name, subject = _name(s[begin : figure.start], figure, s[figure.end : tail_end], subject, glossary)
        baseline, base_end = _baseline(s, figure, stop)
        x, y = _trim(text, a + begin, a + max(tail_end, base_end))
        if len(figures) == 1:
            x, y = a, b
        out.append(
            Indicator(
                id="",
                name=name,
                unit=_unit(figure, yearly, glossary),
                target=_target(figure),
                baseline=baseline,
                period=_clause_period(text, x, y) or shared,
                per="year" if yearly or _per_year(figure) else None,
                for_=parties,
                each=each,
                text=re.sub(r"\s+", " ", text[x:y]),
                span=(x, y),
            )
        )
        begin = max(tail_end, base_end)
    return out, subject


def _per_year(figure: _Figure) -> bool:
    """A growth rate "6%/năm" holds for each year; "triệu đồng/năm" is a plain unit."""
    return bool(figure.unit and re.match(r"%\s*/\s*năm", figure.unit))


def _whose(
    text: str, a: int, s: str, context: _Context, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], bool]:
    """Whose target it is, and whether each member must reach it: "mỗi xã có ít nhất …"."""
    each_of = _EACH.search(s)
    if context.parties or each_of is None:
        return context.parties, context.each
    return split_parties(text, a + each_of.start("who"), a + each_of.end("who"), glossary), True


def _trim(text: str, x: int, y: int) -> Span:
    while x < y and text[x] in " ,;\n":
        x += 1
    while y > x and text[y - 1] in " ,;\n":
        y -= 1
    return x, y


def _figures(s: str) -> Iterator[_Figure]:
    """Numbers of a clause that measure something."""
    for m in _FIGURE.finditer(s):
        before = s[: m.start()]
        after = s[m.end("b") if m["b"] else m.end("a") :]
        unit = m["unit"]
        if _NO_FIGURE.search(before[-30:]) or _in_brackets(before) or re.fullmatch(r"(?:19|20)\d{2}", m["a"]):
            continue
        if unit is None and _DURATION.match(after):
            continue
        end = m.end()
        if unit is None:
            noun = re.match(r"\s+([a-zà-ỹđ]+(?:\s+[a-zà-ỹđ]+)?)(?!\w)", after)
            if noun is None or not re.match(r"\s", after):
                continue
            unit, end = noun[1], m.end("b" if m["b"] else "a") + noun.end()
        a = parse_number(m["a"])
        b = parse_number(m["b"]) if m["b"] else None
        if a is None:
            continue
        yield _Figure(
            m.start(), end, _operator(m, b is not None), float(a), float(b) if b is not None else None, unit
        )


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


def _operator(m: re.Match[str], is_range: bool) -> Operator:
    """The operator of a figure: "trở lên" and the words before it."""
    if is_range:
        return "range"
    more = (m["more"] or "").lower()
    if "lên" in more:
        return ">="
    if "xuống" in more:
        return "<="
    words = f"{m['op']} {m['op2']}".strip()
    for operator, pattern, _ in _OPERATORS:
        if re.search(rf"(?:{pattern})", words, re.I):
            return operator
    return "="


def _own_figures(s: str, figures: Sequence[_Figure]) -> list[_Figure]:
    """Without figures that define the one before: "90% số xã có ít nhất 01 HTX"."""
    kept: list[_Figure] = []
    for figure in figures:
        if kept:
            between = s[kept[-1].end : figure.start]
            joined = not re.search(r"[,:]|\bvà\b|\bvới\b", between)
            if joined and (_DEFINES.search(between) or kept[-1].unit == "%"):
                continue
        kept.append(figure)
    return kept


_NEW_PART = re.compile(
    r",\s*(?=(?:và\s+)?(?:giảm|nâng|tăng|đưa|tỷ\s+lệ|số|tổng|giá\s+trị|doanh\s+thu|thu\s+nhập"
    r"|phấn\s+đấu|trong\s+đó|đồng\s+thời|tốc\s+độ|có|đạt)(?!\w))",
    re.I,
)


def _tail_end(s: str, at: int, stop: int) -> int:
    """Where the words that belong to a figure end: before what leads to the next one."""
    if stop == len(s):
        return stop
    part = _NEW_PART.search(s, at, stop)
    if part:
        return part.start()
    cut = max(s.rfind(mark, at, stop) for mark in (",", " và ", " với ", ":"))
    return cut if cut >= at else stop


def _target(figure: _Figure) -> Target:
    if figure.b is not None:
        return Target("range", low=figure.a, high=figure.b)
    return Target(figure.op, value=figure.a)


def _unit(figure: _Figure, yearly: bool, glossary: Mapping[str, str]) -> str | None:
    if figure.unit is None:
        return None
    unit = re.sub(r"\s*/\s*", "/", expand(figure.unit, glossary))
    unit = (
        unit[0].lower() + unit[1:]
        if unit[:1].isalpha() and not unit.isupper() and unit[:2] != unit[:2].upper()
        else unit
    )
    counted = not re.match(r"%|phần|lần|.*(?:đồng|USD)", unit)
    return f"{unit}/năm" if yearly and counted and "/" not in unit else unit


def _baseline(s: str, figure: _Figure, stop: int) -> tuple[Baseline | None, int]:
    """What a relative target starts from: "tăng 1,5 lần so với cuối năm 2020"."""
    m = _SO_VOI.match(s, figure.end, stop)
    before = s[max(0, figure.start - 25) : figure.start]
    if m is None:
        if figure.unit and figure.unit.lower() == "lần" and re.search(r"gấp\s*$", before, re.I):
            of = s[figure.end : stop].strip(" ,.")
            return (Baseline("times", of), stop) if of else (None, figure.end)
        return None, figure.end
    unit = (figure.unit or "").lower()
    op: Literal["times", "plus", "percent"]
    op = "times" if unit == "lần" else "percent" if unit == "%" else "plus"
    of = re.sub(r"\s+", " ", m["of"]).strip(" ,")
    when = re.search(r"(?:cuối\s+)?(?:năm|giai\s+đoạn)\s+\d{4}(?:\s*-\s*\d{4})?$", of)
    if not re.search(r"tăng|giảm|gấp|cao|thấp", before, re.I) and op != "times":
        return None, m.end()
    return Baseline(op, when.group() if when else of), m.end()


def _clause_period(text: str, a: int, b: int) -> Period | None:
    """A period that the clause itself states; that of a baseline ("so với năm 2020") does not count."""
    for first, last, x, _ in find_periods(text, a, b):
        if re.search(r"so\s+với[^,;]*$|theo[^,;]*$|đề\s+án[^,;]*$", mend(text[max(a, x - 200) : x]), re.I):
            continue
        return Period(first, last)
    return None


_TRIM_END = re.compile(
    rf"(?:\s*(?:{_LINK}|đến\s+(?:hết\s+)?năm\s+\d{{4}}|phấn\s+đấu|dự\s+kiến|tăng|giảm|gấp|ước"
    rf"|trung\s+bình\s+đạt))+\s*$",
    re.I,
)
_WHOSE_LEAD = re.compile(r"^(?:đối\s+với|riêng)\s+[^:]{3,90}?(?::|,(?=\s*(?:mỗi|h[àằ]ng)\s+năm))\s*", re.I)
_MEASURED = re.compile(
    r"(?:số|tổng|doanh\s+thu|thu\s+nhập|lãi|lợi\s+nhuận|giá\s+trị|nguồn|quy\s+mô|mức"
    r"|năng\s+suất|diện\s+tích|kim\s+ngạch|sản\s+lượng|vốn|chỉ\s+số|thứ\s+hạng)(?!\w)",
    re.I,
)
_RATE = re.compile(r"(?:tỷ|tỉ)\s+(?:lệ|trọng|suất)|tốc\s+độ|mức|độ|chỉ\s+số", re.I)


def _name(
    before: str, figure: _Figure, after: str, subject: str, glossary: Mapping[str, str]
) -> tuple[str, str]:
    """Name of the figure, and what the next figures of the clause are about if they do not say.

    `before` are the words since the figure before, `after` those that belong to this one.
    """
    lead = re.sub(r"\s+", " ", before).strip(" ,;:.-")
    lead = _TRIM_END.sub("", _WHOSE_LEAD.sub("", lead)).strip(" ,;:-")
    tail = re.sub(r"\s*so\s+với\s.*$", "", re.sub(r"\s+", " ", after).strip(" ,;.:"))
    topic = re.sub(r"^[^:]{3,80}:\s+", "", lead)
    bare = _TRIM_END.sub("", _VERBS.sub("", topic)).strip(" ,;:")
    unit = figure.unit or ""
    share = unit.startswith(("%", "phần"))
    if share:
        grown = re.match(r"(?:mức\s+|tốc\s+độ\s+)?(?:tăng|giảm)(?!\w)", topic, re.I)
        bare = (
            _TRIM_END.sub("", topic) or topic
            if grown and len(topic.split()) > 1 and not re.match(r"(?:tăng|giảm)\s+(?:tỷ|tỉ)\s", topic, re.I)
            else bare
        )
        own = _RATE.match(bare) or _MEASURED.match(bare)
        core = bare if own else f"{bare} {tail}".strip()
        core = re.sub(r"^(?:tổng\s+)?số\s+(?:lượng\s+)?", "", core, flags=re.I)
        if not core or (not tail and not _RATE.match(core) and len(core.split()) <= 3):
            core = f"{_shared(subject)} {core}".strip()
        elif re.match(r"(?:được|có|tham\s+gia|hoạt\s+động)(?!\w)", core) and subject:
            core = f"{_shared(subject)} {core}"
        elif re.match(
            r"(?:tốc\s+độ\s+)?tăng(?:\s+trưởng)?(?:\s+bình\s+quân|\s+h[àằ]ng\s+năm|\s+mỗi\s+năm"
            r"|\s+trong\s+giai\s+đoạn\s+này)*$",
            core,
            re.I,
        ):
            core = f"{core} {_shared(subject)}".strip()
        plain = _RATE.match(core) or re.match(r"tăng|giảm|quy\s+mô", core, re.I)
        name = core if plain else f"Tỷ lệ {core}"
    elif _MEASURED.match(bare) or unit.lower() == "lần":
        name = f"{bare} {tail}".strip() if len(bare) < 20 else bare
    else:
        shared = bare or (subject if not tail or _PLACED.match(tail) else "")
        shared = re.sub(r"^(?:tổng\s+)?số\s+(?:lượng\s+)?", "", shared, flags=re.I)
        name = f"Số {unit} {_lower(shared)} {tail}".strip()
    name = expand(re.sub(r"\s+", " ", name).strip(" ,;:."), glossary)
    about = bare if _MEASURED.match(bare) or not tail or not share else tail
    return name[:1].upper() + name[1:], about or subject


_PLACED = re.compile(r"(?:trên|ở|tại|của|cho|trong|mỗi|\()", re.I)


def _shared(subject: str) -> str:
    """What several shares are of: "hợp tác xã" of "tỷ lệ hợp tác xã hoạt động khá, tốt"."""
    plain = re.sub(r"^(?:(?:tỷ|tỉ)\s+lệ|tổng\s+số|số)\s+", "", subject, flags=re.I)
    return (
        re.split(r"\s+(?:được|có|tham\s+gia)(?!\w)", plain)[0]
        if not plain.count("hoạt động")
        else re.split(r"(?<=hoạt động)\s", plain)[0]
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
