"""The figures of a clause: which of its numbers measure something, and how they are to be read.

Numbers that count pages of the law, days or years, that label or define something else, are no
figures: "Phụ lục 1", "từ 15 tuổi trở lên", "90% số xã có ít nhất 01 HTX".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.format import Operator
from hopluc.compiler.recognise.indicators.grammar import (
    OP_WORDS,
    operator_of,
    worded_figures,
    written_figures,
)
from hopluc.compiler.recognise.indicators.units import is_bare_scale, is_share, is_thing, thing_end
from hopluc.viet.numbers import parse_number, parse_number_words
from hopluc.viet.patterns import regex


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a clause: its place, operator, value (`b`: the upper end of a range), unit.

    `unit` is as written; "thứ hạng" for a place in a ranking, None for a number alone. `from_`: "từ"
    stands before it; `before`: its operator stands before it; `plain`: it has no operator.
    """

    start: int
    end: int
    op: Operator
    a: float
    b: float | None
    unit: str | None
    from_: bool = False
    before: bool = False
    plain: bool = False


_PER_AREA = regex(r"(?:ha|héc|hec|m2|m²|km2|km²|đơn\s+vị|lao\s+động|người|hộ)(?!\w)", re.I)
_OF_ONE = regex(r"(?:bình\s+quân|trung\s+bình|của|trên|trong)\s*$", re.I)
# "Đối với xã có trên 30% …," says which communes; "có từ 7 thành viên trở lên theo quy định" what a law asks.
_WHICH = regex(r"đối\s+với\s+[^,;:]{2,80}$", re.I)
_BY_LAW = regex(r"\s+theo\s+quy\s+định(?!\w)", re.I)
# A programme's own name may hold a figure: "Đề án trồng 1 tỷ cây xanh".
_NAMED_FOR = regex(r"(?:Chương\s+trình|Đề\s+án|Dự\s+án|Phong\s+trào)(?:\s+[^\W\d_]+){0,3}\s*$")
_NONE_LEFT = regex(r"không\s+(?:còn|có|để)\s+[^,;\d]{2,50}$", re.I)
# How far back words can say what a number is; keeps endless clauses cheap.
_LOOK_BACK = 400
# Words right before a number that make it a label, a date or a count of something else.
_NO_FIGURE = regex(
    r"(?:điều|khoản|phụ\s+lục|biểu|mẫu|số|tiêu\s+chí|chương|mục|phần|bảng|khóa|thứ"
    r"|giai\s+đoạn|(?<!mỗi )(?<!hàng )(?<!hằng )năm"
    r"|ngày|tháng|quý|công\s+nghiệp|thế\s+kỷ|nghị\s+quyết|nghị\s+định|"
    r"quyết\s+định|kết\s+luận|thông\s+tư|chỉ\s+thị|trung\s+ương|cấp|top|tốp|mức\s+độ|cấp\s+độ|khu\s+vực"
    r"|loại|nhóm|vùng|hạng|lãi\s+suất|quốc\s+lộ|đường|phiên\s+bản|ISO|chuẩn|trụ\s+cột|bước|lần\s+thứ"
    r"|kỳ\s+họp|đề\s+án|chương\s+trình|một\s+trong|trong\s+số)\s*$",
    re.I,
)
_DURATION = regex(r"\s*(?:năm|tháng|ngày|giờ|tuần|tuổi|phút|quý|nhiệm\s+kỳ|kỳ)(?!\w)(?!\s*/\s*[^\W\d])", re.I)
_RATIO = regex(r"\s*([^\W\d_]+(?:\s*/\s*[^\W\d_]+){1,2})(?!\w)")
# What is itself measured in years, days or hours.
_LASTS = regex(r"tuổi\s+thọ|số\s+năm|thời\s+gian|số\s+(?:ngày|giờ)|độ\s+tuổi|thời\s+lượng", re.I)
_LASTING_UNIT = regex(r"\s*(?:năm|tháng|ngày(?:\s+làm\s+việc)?|giờ|tuổi|phút)(?!\w)", re.I)
# Parts of the plan itself, stars of a product: "5 nhóm nhiệm vụ, 12 giải pháp".
_PLAN_PARTS = regex(
    r"\s*(?:(?:nhóm|loại)\s+)?(?:giải\s+pháp|nội\s+dung|định\s+hướng|quan\s+điểm|nguyên\s+tắc"
    r"|trụ\s+cột|mục\s+tiêu"
    r"|khâu|đột\s+phá|lĩnh\s+vực|yêu\s+cầu|phương\s+diện|chương\s+trình\s+mục\s+tiêu|sao|cấp|bên|mặt"
    r"|chiều|khía)(?!\w)",
    re.I,
)
_PLAN_COUNTS = regex(
    r"\s*(?:nhóm\s+)?(?:nhiệm\s+vụ|chỉ\s+tiêu|tiêu\s+chí|chương\s+trình|đề\s+án)(?!\w)", re.I
)
_CARRIES_OUT = regex(
    r"(?:triển\s+khai|thực\s+hiện|tập\s+trung|gồm|theo|với|cả|về|trong)(?:\s+(?:đồng\s+bộ|tốt"
    r"|có\s+hiệu\s+quả|hiệu\s+quả|vào|các))*\s*$",
    re.I,
)
# "13 bác sĩ trên 10.000 dân": of how many heads a figure speaks.
PER_HEADS = regex(
    r"(?:\s*/\s*|\s+trên\s+|\s+cho\s+)(?:tổng\s+số\s+)?(?P<heads>100|1\.?000|10\.?000|100\.?000"
    r"|(?:một\s+|0?1\s+)?(?:nghìn|vạn|triệu))"
    r"\s+(?P<who>dân(?:\s+số)?|người\s+dân|người|trẻ(?:\s+(?:em|đẻ\s+sống|sơ\s+sinh))?|phụ\s+nữ"
    r"|lao\s+động|hộ(?:\s+dân)?)(?!\w)",
    re.I,
)
_TWICE = regex(r"(?<!\w)gấp\s+(?P<times>đôi|rưỡi|hai|ba|bốn|năm)(?:\s+lần)?(?!\w)(?!\s+lần)", re.I)
_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000}
_TIMES = {"đôi": 2.0, "rưỡi": 1.5, "hai": 2.0, "ba": 3.0, "bốn": 4.0, "năm": 5.0}
_MAKES = regex(
    r"(?:thành\s+lập(?:\s+mới)?|xây\s+dựng(?:\s+mới)?|hình\s+thành|phát\s+triển(?:\s+thêm)?"
    r"|trồng(?:\s+mới)?|thêm|đầu\s+tư)\s*$",
    re.I,
)
_RANKED = regex(
    r"(?<!\w)(?:(?:nhóm|tốp|top)\s+(?:đầu\s+)?(?P<group>\d{1,3})(?!\s*[%\d/])(?P<of>\s+(?:tỉnh"
    r"|thành\s+phố|địa\s+phương"
    r"|nước|quốc\s+gia|đơn\s+vị|trường|bộ|sở|xã)(?!\w))?"
    r"|(?:xếp|đứng|vị\s+trí|xếp\s+hạng|thứ\s+hạng"
    r"|hạng)\s+(?:(?:vị\s+trí\s+)?thứ(?:\s+bậc)?\s+)?(?P<place>\d{1,3})(?:/\d{1,3})?(?!\s*[%\d])"
    r"(?P<better>\s+(?:trở\s+lên|trở\s+xuống))?)",
    re.I,
)
_BARE_BEFORE = regex(r"(?:đạt|là|lên|còn|xuống|bằng|mức|:|khoảng|trên|dưới|thiểu|nhất|từ)\s*$", re.I)
_BARE_NAME = regex(r"(?:tổng\s+số|chỉ\s+số|hệ\s+số|số|tỷ\s+số|mật\s+độ|tỷ\s+suất|mức)(?!\w)", re.I)
_COUNTED_NAME = regex(r"(?:tổng\s+)?số\s+(?:lượng\s+)?(?=\S)", re.I)
_PART_OF = regex(r"^(?:trong\s+đó|gồm|bao\s+gồm)\s+", re.I)
_NOUN = regex(
    r"\s+(?!(?:và|của|trong|cho|để|theo|so|với|các|những|vào|đến|trên|ở|tại|về|do|là|được|đạt|thì|hoặc"
    r"|khi|nhằm|lần\s+thứ|rõ|tại|không|chống|cùng|tốt|thật|chân)(?!\w))[“\"]?([^\W\d_]+)(?!\w)"
)


def figures_of(s: str) -> list[Figure]:
    """The figures that measure something, in order, without those that only define another."""
    heads = [m.span() for m in PER_HEADS.finditer(s)]
    found = [*_ranked(s), *_numbers(s), *_words(s), *_multiples(s), *_fractions(s), *_rates(s)]
    found.sort(key=lambda f: (f.start, -f.end))
    apart: list[Figure] = []
    for figure in found:
        if apart and figure.start < apart[-1].end:
            continue
        if not any(a <= figure.start < b for a, b in heads):
            apart.append(figure)
    return [_from_on(s, figure) for figure in _own(s, _reached(s, apart))]


def _numbers(s: str) -> Iterator[Figure]:
    for m in written_figures(s):
        before = s[max(0, m.start - _LOOK_BACK) : m.start]
        unit, end = m.unit, m.end
        compared = m.before or m.from_ or m.second
        if (not compared and _NO_FIGURE.search(before[-30:])) or _in_brackets(before):
            continue
        if re.fullmatch(r"(?:19|20)\d{2}", m.a):
            continue
        after = s[m.number_end :]
        if _PLAN_PARTS.match(after) or (_PLAN_COUNTS.match(after) and _CARRIES_OUT.search(before[-40:])):
            continue
        if unit is not None and is_bare_scale(unit):
            # "12 triệu trang": what is counted in millions stands behind, though in no list.
            counted_in = _NOUN.match(s, end)
            unit, end = (f"{unit} {counted_in[1]}", counted_in.end()) if counted_in else (unit, end)
        if unit is None or unit.lower() == "tuổi":
            read = _unit_behind(s, before, after, m.number_end)
            if read is None:
                continue
            unit, stop = read
            end = max(end, stop) if unit is not None else end
        a, b = parse_number(m.a), parse_number(m.b) if m.b else None
        if a is None:
            continue
        over = m.before.strip().lower() == "trên"
        if over and a == 1 and unit is not None and (m.unit is None or _PER_AREA.match(m.unit)):
            continue  # "trên 1 hệ thống" says where, "giá trị trên 01 ha đất" of how much
        if not compared and a == 1 and b is None and _OF_ONE.search(before[-30:]):
            continue  # "doanh thu bình quân 1 hợp tác xã đạt 3 tỷ đồng" says of how many
        if compared and (_WHICH.search(before[-90:]) or _BY_LAW.match(s, m.end)):
            continue
        if not compared and _NAMED_FOR.search(before[-60:]):
            continue
        if compared and _NONE_LEFT.search(before[-60:]):
            continue  # "không còn xã dưới 10 tiêu chí" counts no criteria
        op = "range" if b is not None else operator_of(f"{m.before} {m.second}", m.more)
        upper = float(b) if b is not None else None
        plain = not (compared or m.more)
        said = bool(m.before or m.second) and not m.more
        yield Figure(m.start, end, op, float(a), upper, unit, m.from_ and b is None, said, plain)


def _unit_behind(s: str, before: str, after: str, at: int) -> tuple[str | None, int] | None:
    """The unit of a number without a known one, and its end; None where the number is no figure."""
    lasting = _LASTING_UNIT.match(after)
    if lasting and not after[lasting.end() :].lstrip().startswith("/") and _LASTS.search(before[-120:]):
        return lasting.group().strip(), at + lasting.end()
    if _DURATION.match(after):
        return None
    ratio = _RATIO.match(after)
    if ratio:
        return ratio[1], at + ratio.end()
    noun = _NOUN.match(after)
    if noun:
        return noun[1], at + noun.end()
    topic = _PART_OF.sub("", re.split(r"[,;:]", before.rstrip(" :"))[-1].strip())
    if not re.match(r"\s*(?:$|[,;.)]|và\s)", after) or not _BARE_BEFORE.search(before):
        return None
    # "Trong đó hợp tác xã nông nghiệp: 45" counts what stands before the colon.
    listed = before.rstrip().endswith(":") and is_thing(topic)
    if not _BARE_NAME.match(topic) and not listed:
        return None
    named = _COUNTED_NAME.match(topic)
    thing = named.end() if named else 0
    stop = thing_end(topic, thing) if named or listed else None
    return (topic[thing:stop] if stop is not None else None), at


def _words(s: str) -> Iterator[Figure]:
    """Numbers in words, where a word of comparison says that they are figures."""
    for m in worded_figures(s):
        value = parse_number_words(m.a)
        scale = _SCALES[m.scale.lower()] if m.scale else 1
        op = operator_of(m.before, m.more)
        # "Trên một đơn vị GRDP", "hai bên": a small number needs a bound or a verb that makes things.
        makes = bool(_MAKES.search(s[max(0, m.start - 30) : m.start]))
        sure = op in (">=", "<=") or (value != 1 and (m.before or makes or (value or 0) * scale >= 10))
        if sure and value is not None and not _in_brackets(s[max(0, m.start - _LOOK_BACK) : m.start]):
            yield Figure(m.start, m.end, op, float(value * scale), None, m.unit)


_FRACTION = regex(
    rf"(?<![\w/.,-])(?P<op>(?:(?:{OP_WORDS})\s*){{0,2}})(?P<a>\d{{1,4}})"
    r"(?:/|\s+trong\s+(?:(?:tổng\s+)?số\s+)?|\s+trên\s+tổng\s+số\s+)(?P<b>\d{1,4})(?![\d/.,]\d)"
    r"(?P<of>\s+(?:tổng\s+)?số(?!\w))?\s*(?=[^\W\d_])(?!năm|tháng)",
    re.I,
)
# "3/4 số xã" is a share; of "45/62 xã" the first number is what counts.
_LARGEST_PART = 10


def _fractions(s: str) -> Iterator[Figure]:
    """ "Ít nhất 3/4 số xã" are 75%; "45/62 xã" are 45 of them."""
    for m in _FRACTION.finditer(s):
        a, b = int(m["a"]), int(m["b"])
        before = s[max(0, m.start() - _LOOK_BACK) : m.start()]
        if not 0 < a <= b or _NO_FIGURE.search(before[-30:]) or _in_brackets(before):
            continue
        op, said = operator_of(m["op"], None), bool(m["op"])
        if b <= _LARGEST_PART and m["of"]:
            yield Figure(m.start(), m.end("of"), op, round(100 * a / b, 2), None, "%", False, said, not said)
            continue
        thing = thing_end(s, m.end())
        if thing is not None:
            yield Figure(m.start(), thing, op, float(a), None, s[m.end() : thing], False, said, not said)


_RATE = regex(rf"(?<![\w/.,-])(?P<op>(?:(?:{OP_WORDS})\s*){{0,2}})(?P<a>\d+(?:,\d+)?)(?=\s*/\s*1)", re.I)


def _rates(s: str) -> Iterator[Figure]:
    """ "42/100.000 trẻ đẻ sống": so many for each hundred thousand."""
    for m in _RATE.finditer(s):
        heads = PER_HEADS.match(s, m.end())
        a = parse_number(m["a"])
        if heads and a is not None:
            op, said = operator_of(m["op"], None), bool(m["op"])
            unit = f"/{heads['heads']} {heads['who']}"
            yield Figure(m.start(), heads.end(), op, float(a), None, unit, False, said, not said)


def _multiples(s: str) -> Iterator[Figure]:
    """ "Tăng gấp đôi", "gấp rưỡi so với …"."""
    for m in _TWICE.finditer(s):
        yield Figure(m.start("times"), m.end(), "=", _TIMES[m["times"].lower()], None, "lần")


def _ranked(s: str) -> Iterator[Figure]:
    """A place to reach in a ranking: "nhóm 10 tỉnh dẫn đầu" is at most the tenth."""
    for m in _RANKED.finditer(s):
        if m["group"]:
            sure = m["of"] or m.group().lower().startswith(("t", "T"))
            if sure:
                yield Figure(m.start(), m.end(), "<=", float(m["group"]), None, "thứ hạng")
        else:
            better = (m["better"] or "").lower()
            op: Operator = "<=" if "lên" in better else ">=" if "xuống" in better else "="
            yield Figure(m.start(), m.end(), op, float(m["place"]), None, "thứ hạng")


def _in_brackets(before: str) -> bool:
    """Whether a bracket is open that only remarks; "(trong đó …)" sets a target of its own."""
    if before.count("(") <= before.count(")"):
        return False
    return not re.match(r"\(\s*trong\s+đó(?!\w)", before[before.rfind("(") :], re.I)


_LIFTED = regex(r"[^,;]{0,40}?(?<!\w)(?:lên|xuống|còn)(?:\s+(?:còn|mức|đạt|đến))?\s*", re.I)


_CHANGES_FROM = regex(r"(?<!\w)(?:tăng|giảm|nâng|hạ|cải\s+thiện)(?!\w)[^,;]{0,60}$", re.I)


def _from_on(s: str, figure: Figure) -> Figure:
    """ "Có thêm từ 25 sản phẩm" with no end to it is at least so many; what changes starts there."""
    if (
        not figure.from_
        or figure.op != "="
        or _CHANGES_FROM.search(s[max(0, figure.start - 80) : figure.start])
    ):
        return figure
    return replace(figure, op=">=", before=True)


def _reached(s: str, figures: Sequence[Figure]) -> list[Figure]:
    """Without the figure that another starts from: "từ 70% năm 2025 lên 90%" reaches 90."""
    kept: list[Figure] = []
    for n, figure in enumerate(figures):
        following = figures[n + 1] if n + 1 < len(figures) else None
        starts = figure.from_ or re.search(r"(?<!\w)từ\s*$", s[max(0, figure.start - 8) : figure.start], re.I)
        if following and starts and _LIFTED.fullmatch(s[figure.end : following.start]):
            continue
        kept.append(figure)
    return kept


_DEFINES = regex(
    r"(?<!\w)(?:có|đạt|được|từ|đủ|xây\s+dựng|thành\s+lập|trên|dưới|đạt\s+chuẩn|tổng\s+số)(?:\s+(?:được"
    r"|thêm|ít\s+nhất\s+có))?\s*$",
    re.I,
)
_NEW_FIGURE = regex(r"[,:(]|(?<!\w)(?:và|với|hoặc|cho|trong\s+đó|lên|còn|tăng|giảm)(?!\w)", re.I)


def _own(s: str, figures: Sequence[Figure]) -> list[Figure]:
    """Without figures that define the one before: "90% số xã có ít nhất 01 HTX"."""
    kept: list[Figure] = []
    for figure in figures:
        if kept:
            between = s[kept[-1].end : figure.start]
            share = kept[-1].unit is not None and is_share(kept[-1].unit)
            ranked = "thứ hạng" in (figure.unit, kept[-1].unit)
            # "Không quá 03 vụ ngộ độc trên 30 người": so many people make it such a case.
            bounded = figure.op in (">", "<") and figure.before and bool(between.strip())
            defines = share or bounded or _DEFINES.search(between)
            if not ranked and not _NEW_FIGURE.search(between) and defines:
                continue
        kept.append(figure)
    return kept


def counted(figure: Figure) -> bool:
    """Whether the unit is the thing that is counted ("01 mô hình")."""
    return figure.unit is not None and is_thing(figure.unit)


def with_heads(s: str, figures: Sequence[Figure]) -> list[Figure]:
    """Figures whose unit says of how many heads: "35 giường bệnh, 13 bác sĩ trên 10.000 dân"."""
    heads = PER_HEADS.search(s)
    if heads is None:
        return list(figures)
    per = f"{heads['heads']} {heads['who']}"
    out = []
    for figure in figures:
        plain = figure.unit is not None and not is_share(figure.unit) and "/" not in figure.unit
        out.append(replace(figure, unit=f"{figure.unit}/{per}") if plain else figure)
    return out
