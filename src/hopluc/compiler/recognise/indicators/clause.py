"""The targets of one clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.format import Baseline, Indicator, Operator, Party, Period, Span, Target
from hopluc.compiler.recognise.indicators.context import Held, each_of, stated_period, whose
from hopluc.compiler.recognise.indicators.figures import Figure, counted, figures_of, with_heads
from hopluc.compiler.recognise.indicators.names import Subject, name_of
from hopluc.compiler.recognise.indicators.relative import baseline_of
from hopluc.compiler.recognise.indicators.units import is_money, is_share, is_symbol, is_thing
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

# A clause that tells what a policy pays, or what is, sets no target.
_PAID = regex(
    r"vốn\s+điều\s+lệ(?![^,;]{0,60}(?<!\w)(?:đạt|tăng|lên|nâng|bổ\s+sung)(?!\w))|mức\s+lãi\s+suất|(?:mức|định\s+mức)\s+(?:hỗ\s+trợ|chi)(?!\w)|(?:ngân\s+sách"
    r"|nhà\s+nước|tỉnh)[^,;]{0,40}\shỗ\s+trợ\s+[^,;]{0,30}\d"
    r"|^\W*ngân\s+sách\s[^,;\d]{0,40}(?:bố\s+trí|bảo\s+đảm|đảm\s+bảo|cấp)\s+[^,;\d]{0,20}\d"
    r"|hỗ\s+trợ\s+(?:tối\s+đa\s+|không\s+quá\s+|đến\s+)?\d[\d.,]*\s*%\s+(?:(?:tổng\s+)?chi\s+phí|kinh\s+phí|lãi"
    r"|giá|học\s+phí|phí|tiền)(?!\w)"
    r"|^\W*(?:(?:nguồn|tổng|nhu\s+cầu)\s+)*(?:kinh\s+phí|dự\s+toán|mức\s+đầu\s+tư|vốn\s+thực\s+hiện)(?!\w)"
    r"|^\W*nhu\s+cầu\s+vốn(?!\w)",
    re.I,
)
_IS = regex(
    r"(?<!\w)(?<!với )(?<!hơn )(?:hiện\s+(?:nay|có|tại)"
    r"|hiện,?\s+toàn|đến\s+nay|tính\s+đến|(?:thời\s+gian|năm|tháng)\s+qua|vừa\s+qua)(?!\w)"
    r"|toàn\s+(?:tỉnh|thành\s+phố|huyện|xã|ngành|quốc)\s+(?:hiện|đã)(?!\w)|(?:ước"
    r"|kết\s+quả)\s+thực\s+hiện\s+(?:năm|giai\s+đoạn)",
    re.I,
)
_HAPPENED = regex(
    r"^\W*ước\s+(?:năm|cả\s+năm|đến|thực\s+hiện)(?!\w)|^\W*(?:(?:trong\s+)?(?:giai\s+đoạn|năm)\s+\d{4}[^,;]{0,12},\s*)?[^,;\d%]{0,60}(?<!\w)đã\s+(?:có"
    r"|đạt|thành\s+lập|hoàn\s+thành|tổ\s+chức|hỗ\s+trợ|triển\s+khai|thực\s+hiện|giải|thu|đào)",
    re.I,
)
_EVERY_YEAR = regex(
    r"mỗi\s+năm|trong\s+(?:một|01)\s+năm(?!\s+\d)|h[àằ]ng\s+năm|(?:bình\s+quân\s+)?(?:/|một\s+)năm|bình\s+quân\s+(?:mỗi|h[àằ]ng)\s+năm",
    re.I,
)
_YEARLY_BEHIND = regex(
    r"\s*(?:[^,;\d]{0,60}?(?<!\w))?(?:(?:mỗi|h[àằ]ng)\s+năm|trong\s+(?:một|01)\s+năm)(?!\w)", re.I
)
# "12 phiên giao dịch việc làm/năm": a noun may stand before the stroke.
_EACH_YEAR_BEHIND = regex(r"[^,;:/\d]{0,60}/\s*năm(?!\w)", re.I)
_YEARLY_END = regex(r"(?<!\w)(?:mỗi|h[àằ]ng)\s+năm\s*$", re.I)
_NEW_PART = regex(
    r",\s*(?=(?:và\s+)?(?:giảm|nâng|tăng|đưa|tỷ\s+lệ|số|tổng|giá\s+trị|doanh\s+thu|thu\s+nhập"
    r"|sản\s+lượng|tỷ\s+trọng|ít\s+nhất|tối\s+thiểu|trên"
    r"|phấn\s+đấu|trong\s+đó|đồng\s+thời|tốc\s+độ|có|đạt)(?!\w))|\s*\(\s*(?=trong\s+đó)",
    re.I,
)
_AT_LEAST_EACH = regex(r"(?:tối\s+thiểu|ít\s+nhất)\s+(?:là\s+)?mỗi(?!\w)", re.I)
# "Kinh tế số đạt 40% GRDP": the name stands before the figure, and behind it what it is a share of.
_OF_WHAT = regex(
    r"\s*(?P<of>(?!(?:so|vào|trong|trên|của|đến|và|ở|tại|theo|mỗi|cả|trở|năm|giai|quý|hằng"
    r"|hàng)\s)[^\W\d_][\w]*(?:\s+[\w,]+){0,9}?)\s*"
    r"(?=$|[,;.()]|\s(?:vào|trong|so|trên|đến|và|mỗi|của)\s)"
)
_SHARE_LINK = regex(
    r"(?:đạt|chiếm|đóng\s+góp|là|bằng|còn|xuống|lên|phủ)(?:\s+(?:mức|khoảng|từ|còn|đến|được"
    r"|cho))*\s*$",
    re.I,
)
# Words of time and striving, which name nothing: "Phấn đấu hết quý III năm 2026 đạt 80% hồ sơ số hóa".
_TIME_ONLY = regex(
    r"(?<!\w)(?:phấn\s+đấu|và|đến|hết|cuối|đầu|trong|từ|năm|quý|tháng|giai\s+đoạn|có|cả|toàn\s+(?:tỉnh|thành\s+phố|xã|ngành)"
    r"|[IVX]+|\d[\d/.–-]*)(?!\w)",
    re.I,
)
# A ratio names its base itself: "Tỷ trọng kinh tế số đạt 12% GRDP" is a share in "%".
_RATIO_NAME = regex(r"(?:tỷ|tỉ)\s+(?:trọng|lệ|suất)", re.I)
_PREDICATE = regex(
    r"(?<!\w)(?:được|có|đạt|tham\s+gia|sử\s+dụng|ứng\s+dụng|áp\s+dụng|thực\s+hiện|triển\s+khai"
    r"|hoạt\s+động|hoàn\s+thành)(?!\w)",
    re.I,
)
_NEXT_IN_LIST = regex(r"\s*(?:,\s*(?:và\s+)?|(?:và|hoặc)\s+)")
# A day between what changes and its figure is that of this figure alone: "tăng vốn đến năm 2025 lên 20 tỷ".
_INSIDE = regex(r"[^\W\d_]\s+đến\s+(?:hết\s+)?năm\s+\d{4}\s+(?:lên|xuống|còn)(?!\w)", re.I)
# So is the day up to which a sum runs: "lũy kế đến 31/12/2026 có 1.080 hợp tác xã".
_SO_FAR = regex(r"l[ũu][ỹy]\s+kế", re.I)
# "Từ 95% kế hoạch trở lên": the operator's second half stands behind the noun.
_OR_MORE = regex(r"\s+trở\s+lên(?=\W*$)", re.I)
# How far back the words lie that several figures share.
_LONGEST = 400
_EDGE = " ,;\n"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that has been read.

    `subject` is what its figures are about, `opens` the period that stands before them, `baseline`
    and `unit` those of its last figure: the clauses that follow take them up where they do not say.
    """

    found: tuple[Indicator, ...]
    subject: Subject
    opens: Period | None
    baseline: Baseline | None = None
    unit: str | None = None


_REMARK = regex(r"\([^()]*\)")


def tells_what_is(s: str) -> bool:
    """Whether a clause tells what is or was; a remark in brackets may do so of what is to be."""
    said = _REMARK.sub(" ", s)
    return bool(_IS.search(said) or _HAPPENED.search(said))


def read_clause(
    text: str,
    span: Span,
    held: Held,
    glossary: Mapping[str, str],
    cited: Sequence[Span],
    before: Clause,
) -> Clause:
    """The indicators of the clause in `span`; `before` is the one before it in its paragraph."""
    a, b = span
    s = mend(text[a:b])
    if tells_what_is(s) or _PAID.search(_REMARK.sub(" ", s)):
        return Clause((), before.subject, None)
    free = [f for f in figures_of(s) if not any(x < a + f.end and a + f.start < y for x, y in cited)]
    if not free:
        return Clause((), before.subject, stated_period(text, a, b, held.plan))
    reader = _Reader(text, a, s, glossary, held, before)
    return reader.read(with_heads(s, free))


class _Reader:
    """Reads the figures of one clause in order, each with the words around it."""

    def __init__(
        self, text: str, a: int, s: str, glossary: Mapping[str, str], held: Held, before: Clause
    ) -> None:
        self.text, self.a, self.s, self.glossary = text, a, s, glossary
        self.plan = held.plan
        self.subject = before.subject
        self.before = before
        self.parties, self.each = _of_whom(text, a, s, held, glossary)
        self.period = held.period
        self.begin = 0  # where the words of the next figure begin
        self.op: Operator = "="  # what a figure without words of its own takes over

    def read(self, figures: Sequence[Figure]) -> Clause:
        first = figures[0].start
        alone = _INSIDE.search(self.s[:first]) or _SO_FAR.search(self.s[:first])
        opens = None if alone else stated_period(self.text, self.a, self.a + first, self.plan)
        self.period = opens or self.period
        self.yearly = bool(_EVERY_YEAR.search(self.s[:first]))
        out: list[Indicator] = []
        for index, figure in enumerate(figures):
            last = index + 1 == len(figures)
            stop = len(self.s) if last else figures[index + 1].start
            out.append(self._indicator(figure, stop, alone=len(figures) == 1))
        return Clause(tuple(_spread(_named(out))), self.subject, opens, out[-1].baseline, figures[-1].unit)

    def _indicator(self, figure: Figure, stop: int, alone: bool) -> Indicator:
        text, a, s, begin = self.text, self.a, self.s, self.begin
        lead = s[begin : figure.start]
        tail_end = _tail_end(s, figure.end, stop)
        baseline, base_end = baseline_of(s, begin, figure, stop)
        tail = s[figure.end : tail_end]
        if figure.op == ">=":
            tail = _OR_MORE.sub("", tail)
        figure, tail = _of_what(figure, lead, tail, self.subject.words)
        name, about, borrowed = name_of(lead, figure, tail, self.subject, self.glossary)
        end = max(tail_end, base_end)
        x, y = _trim(text, a + begin, a + end)
        stated = stated_period(text, x, y, self.plan)
        if borrowed and self.subject.start is not None and max(a, y - _LONGEST) <= self.subject.start < x:
            x = self.subject.start
        elif alone:
            x, y = a, a + len(s)
        if baseline is None and _grows_too(lead, figure, self.before):
            baseline = self.before.baseline
        self.subject = Subject(about, self.subject.start if borrowed else x)
        behind = s[figure.end : stop]
        yearly = self.yearly or bool(
            _YEARLY_BEHIND.match(behind)
            or (counted(figure) and _EACH_YEAR_BEHIND.match(behind))
            or (alone and _YEARLY_END.search(behind[-30:]))
        )
        op = self._operator(figure, lead)
        # What stands before a figure holds for those behind it too, what stands behind it does not.
        period = stated or self.period
        if not (_INSIDE.search(lead) or _SO_FAR.search(lead)):
            self.period = stated_period(text, a + begin, a + figure.start, self.plan) or self.period
        self.begin = end
        return Indicator(
            id="",
            name=name,
            unit=_unit(figure, yearly, self.glossary),
            target=Target("range", low=figure.a, high=figure.b)
            if figure.b is not None
            else Target(op, figure.a),
            baseline=baseline,
            period=_of_each_year(period, self.plan) if yearly or _counts_yearly(figure) else period,
            per="year" if yearly or _per_year(figure) else None,
            for_=self.parties,
            each=self.each,
            text=re.sub(r"\s+", " ", text[x:y]),
            span=(x, y),
        )

    def _operator(self, figure: Figure, lead: str) -> Operator:
        """The operator of a figure: "ít nhất 100 doanh nghiệp, 50 hợp tác xã" says it for both."""
        if figure.op == "=" and _AT_LEAST_EACH.search(lead):
            return ">="
        if figure.plain and counted(figure) and _NEXT_IN_LIST.fullmatch(lead):
            return self.op
        self.op = figure.op if figure.before and figure.b is None else "="
        return figure.op


def _grows_too(lead: str, figure: Figure, before: Clause) -> bool:
    """Whether a figure is a change from the same start as the one before: "…; riêng miền núi giảm 5%"."""
    changes = re.search(r"(?<!\w)(?:tăng|giảm)(?!\w)", lead, re.I)
    return bool(before.baseline and changes and figure.unit == before.unit)


_OF_PLAN = regex(
    r"(?:kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu|nhu\s+cầu|yêu\s+cầu|công\s+suất|định\s+mức)(?!\w)", re.I
)


def _of_what(figure: Figure, lead: str, tail: str, subject: str) -> tuple[Figure, str]:
    """A share whose unit says of what it is: "đạt 40% GRDP", "phủ sóng 60% dân số"."""
    if figure.unit is None or not is_share(figure.unit) or "/" in figure.unit or not _SHARE_LINK.search(lead):
        return figure, tail
    of = _OF_WHAT.match(tail)
    topic = _TIME_ONLY.sub(" ", _SHARE_LINK.sub("", lead)).strip(" ,;:") or subject
    if of and re.match(r"(?:tổng|số)(?!\w)", of["of"], re.I):
        # "Chiếm trên 60% tổng số hợp tác xã" says of what the share is, after the name.
        return figure, ""
    if of and _OF_PLAN.match(of["of"]):
        return figure, tail  # "đạt 95% kế hoạch" is measured against it
    if of and is_thing(of["of"]) and not re.match(r"dân(?!\w)(?!\s+tộc)", of["of"], re.I):
        return figure, tail  # "phủ 100% xã": the things are what is counted
    if of is None or not topic or _PREDICATE.search(tail) or _RATIO_NAME.search(topic):
        return figure, tail
    return replace(figure, unit=f"{figure.unit} {of['of']}"), tail[of.end() :]


def _named(found: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """A figure without words of its own is about what the next is: "50% năm 2028, 80% … số xã"."""
    out: list[Indicator] = []
    for item in reversed(found):
        after = out[-1].name if out else ""
        out.append(item if item.name else replace(item, name=after or item.text))
    return tuple(out[::-1])


_LIST = regex(
    r"(?P<share>[\d.,]+\s*%)\s+(?:cả\s+(?:\d+|ba)\s+tiêu\s+chí\s*)?(?:về\s+|:\s*|\(\s*)?"
    r"(?P<things>số\s[^,;()]{2,60}(?:,\s*(?:số|người)\s[^,;()]{2,60}?){0,4}"
    r"(?:(?:\s+và|,)\s+(?:số|người|bị)\s[^,;()]{2,60}?))"
    r"(?=\s+(?:so\s+với|do|trong|vì)\s|[;()]|$)",
    re.I,
)


def _spread(found: Sequence[Indicator]) -> Iterator[Indicator]:
    """One share of several things is a target for each: "giảm 5% số vụ, số người chết"."""
    for item in found:
        several = _LIST.search(item.text)
        if several is None:
            yield item
            continue
        for thing in re.split(r"\s*,\s*|\s+và\s+(?=(?:số|người|bị)\s)", several["things"]):
            rest = re.sub(r"\s*so\s+với.*$", "", item.text[several.end() :])
            lead = "Mức giảm" if re.search(r"giảm", item.text, re.I) else "Mức tăng"
            # "Số người chết, bị thương": the second goes on with the words of the first.
            again = "số người " if thing.startswith("bị") else "số " if thing.startswith("người") else ""
            yield replace(item, name=" ".join(f"{lead} {again}{thing}{rest}".split()))


def _of_whom(
    text: str, a: int, s: str, held: Held, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], bool]:
    """Whose target it is, and whether each member must reach it: "mỗi xã có ít nhất …"."""
    members = each_of(text, a, s, glossary)
    if members:
        return members, True
    parties, each = whose(text, a, a + len(s), glossary)
    return (parties, each) if parties else (held.parties, held.each)


def _of_each_year(period: Period | None, plan: Period | None) -> Period | None:
    """A target of each year runs through the plan, where only the plan's end is stated."""
    if period and plan and period.start is None and period.end == plan.end:
        return plan
    return period


def _counts_yearly(figure: Figure) -> bool:
    return counted(figure) and bool(re.fullmatch(r"[^\d]+/\s*năm", figure.unit or ""))


def _per_year(figure: Figure) -> bool:
    """A rate "6%/năm" or a count "500 hộ/năm" is that of each year; "triệu đồng/năm" is a plain unit."""
    unit = figure.unit or ""
    per = re.search(r"/\s*năm$", unit)
    # "3 hợp tác xã/huyện/năm" come each year; "6 ca/100.000 dân/năm" is how a rate is reckoned.
    several = counted(figure) and not re.search(r"\d", unit)
    return bool(per) and (is_share(unit) or several or (not is_money(unit) and unit.count("/") == 1))


def _tail_end(s: str, at: int, stop: int) -> int:
    """Where the words that belong to a figure end: before what leads to the next one."""
    if stop == len(s):
        return stop
    part = _NEW_PART.search(s, at, stop)
    if part:
        return part.start()
    either = re.search(r"\s+hoặc\s*$", s[max(at, stop - 12) : stop])
    if either:
        return max(at, stop - 12) + either.start()
    cut = max(s.rfind(mark, at, stop) for mark in (",", " và ", " với ", ":"))
    if s[cut : cut + 1] == ":":
        # What stands before a colon names the next figure, back to the comma.
        listed = max(s.rfind(mark, at, cut) for mark in (",", " và "))
        cut = listed if listed >= 0 else cut
    return cut if cut >= at else stop


def _unit(figure: Figure, yearly: bool, glossary: Mapping[str, str]) -> str | None:
    if figure.unit is None:
        return None
    unit = re.sub(r"\s*/\s*", "/", expand(figure.unit, glossary))
    unit = re.sub(r"^phần\s+trăm(?!\w)", "%", unit, flags=re.I)
    if not is_symbol(unit) and unit[:1].isalpha() and not unit.isupper() and unit[:2] != unit[:2].upper():
        unit = unit[0].lower() + unit[1:]
    return f"{unit}/năm" if yearly and counted(figure) and "/" not in unit else unit


def _trim(text: str, x: int, y: int) -> Span:
    while x < y and text[x] in _EDGE:
        x += 1
    while y > x and text[y - 1] in _EDGE:
        y -= 1
    return x, y
