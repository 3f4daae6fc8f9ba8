"""What targets inherit from the lines above them: a period, and whose they are.

A heading ("2. Mục tiêu đến năm 2030", "b) Đối với các xã, phường:") holds for the lines below it
up to the next heading of its rank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hopluc.compiler.format import Party, Period
from hopluc.compiler.recognise.indicators.figures import figures_of
from hopluc.compiler.recognise.indicators.units import thing_end
from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.compiler.recognise.parties import leading_party, split_parties
from hopluc.viet.abbreviations import expand
from hopluc.viet.dates import find_periods
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend

_LONGEST_HEADING = 160
_HEADING = regex(
    r"mục\s+tiêu|chỉ\s+tiêu|tầm\s+nhìn|giai\s+đoạn|(?:đến|trong)\s+(?:hết\s+)?năm|định\s+hướng|^năm\s", re.I
)
_REMARK = regex(r"\([^()]*\)")
_COUNTS_TARGETS = regex(r"\d+\s+(?:nhóm\s+)?(?:mục\s+tiêu|chỉ\s+tiêu)", re.I)
_WHOSE = regex(
    r"(?:đối\s+với|riêng)\s+(?P<who>(?!(?:năm|giai\s+đoạn|quý|tháng|trong)\s)[^:;.]{3,90}?)(?=\s*:|\s+(?:giảm|tăng|phấn\s+đấu|đạt)\s|,\s*(?:mỗi"
    r"|h[àằ]ng|phấn|phải|cần|đến|có|ít"
    r"|thành|xây|tỷ|tối|đạt)|\s*$)",
    re.I,
)
_EACH = regex(
    r"(?<!\w)(?<!bình quân )(?<!trong )(?<!theo )(?<!của )(?<!cho )(?<!với )(?<!tại )"
    r"(?:mỗi|từng)\s+(?P<who>(?!năm(?!\w)|tháng|quý|ngày|người|một|lao|ha(?!\w)|hộ|vụ|kỳ"
    r"|lớp|mô|sản|công"
    r"|cán|học|doanh|giáo|bác|sinh|trẻ|nhà|đảng\s+viên|hội\s+viên)"
    r"[\w ,]{2,60}?)\s+(?=có\s+(?:ít|tối|từ|trên|được|\d|hai|ba|một)|xây\s+dựng|thành\s+lập|phấn\s+đấu"
    r"|hỗ\s+trợ|đạt(?!\s+chuẩn)|phải|tổ\s+chức|kết\s+nạp|trồng|đào\s+tạo|bồi\s+dưỡng|mở|vận\s+động"
    r"|hình\s+thành|phát\s+triển|ít\s+nhất|tối\s+thiểu|duy\s+trì|lựa\s+chọn|bố\s+trí)",
    re.I,
)
_UNITS = regex(
    r"(?:các\s+)?(?:quận|huyện|xã|phường|thị\s+trấn|đặc\s+khu|thôn|đơn\s+vị|cơ\s+quan|địa\s+phương"
    r"|sở)(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a line's targets inherit; `plan` is the period of the plan itself."""

    period: Period | None = None
    parties: tuple[Party, ...] = ()
    each: bool = False
    plan: Period | None = None


@dataclass(slots=True)
class Context:
    """The headings above the line being read, outermost first."""

    whole: Held
    _open: list[tuple[int, Held]] = field(default_factory=list)

    @property
    def here(self) -> Held:
        """What holds at this place."""
        return self._open[-1][1] if self._open else self.whole

    def enter(self, text: str, a: int, b: int, glossary: Mapping[str, str]) -> bool:
        """Take in a line; True where it is only a heading."""
        label = label_of(text[a:b])
        rank = label.rank if label else Rank.PLAIN
        begin = a + (label.length if label else 0)
        words = mend(text[begin:b])
        if rank <= Rank.LETTER:
            self._leave(rank)
        if not _is_heading(words):
            return False
        period = stated_period(text, begin, b, self.whole.plan)
        parties, each = _whose_heading(text, begin, b, glossary)
        if period is None and not parties:
            return bool(_HEADING.search(words))
        self._leave(rank)
        above = self.here
        own = Held(
            period or above.period, parties or above.parties, each if parties else above.each, above.plan
        )
        self._open.append((rank, own))
        return True

    def _leave(self, rank: int) -> None:
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()


def _is_heading(words: str) -> bool:
    """A short line without a figure of its own that is no sentence of the plan."""
    if len(words) > _LONGEST_HEADING or words.rstrip().endswith((".", ";")):
        return False
    plain = _COUNTS_TARGETS.sub("", _REMARK.sub("", words))
    named = _HEADING.search(plain) or _WHOSE.match(plain.strip(" *_")) or plain.rstrip(" *_").endswith(":")
    return bool(named) and not figures_of(plain)


def _whose_heading(text: str, a: int, b: int, glossary: Mapping[str, str]) -> tuple[tuple[Party, ...], bool]:
    """The bodies that a heading names: "Đối với các xã, phường:", "Liên minh Hợp tác xã tỉnh:"."""
    parties, each = whose(text, a, b, glossary)
    if parties:
        return parties, each
    leading = leading_party(text, a, b, glossary) if text[a:b].rstrip(" *_").endswith(":") else None
    return (leading.parties, False) if leading and leading.form == "heading" else ((), False)


def whose(text: str, a: int, b: int, glossary: Mapping[str, str]) -> tuple[tuple[Party, ...], bool]:
    """Whose targets a paragraph says it holds ("Đối với quận, huyện, mỗi năm …"), and if each one's."""
    found = _WHOSE.match(mend(text[a:b]))
    if found is None:
        return _before_colon(text, a, b, glossary), False
    parties = split_parties(text, a + found.start("who"), a + found.end("who"), glossary)
    named = [p for p in parties if p.collective or re.match(r"[^\W\d_]", p.name)]
    # "Riêng các xã miền núi" sets them apart as a whole.
    apart = found.group().lower().startswith("riêng")
    each = not apart and (bool(_UNITS.match(found["who"])) or any(p.collective for p in parties))
    return tuple(named), each


# Where a line of the list of targets opens with a place: "Thôn Đồi Mận: trồng mới …", "Vùng ven biển: …".
_PLACE = regex(
    r"(?P<who>(?:(?:Thôn|Bản|Ấp|Làng|Buôn|Xã|Phường|Thị\s+trấn|Đặc\s+khu|Huyện|Quận|Thị\s+xã|Thành\s+phố"
    r"|Khu\s+phố|Tổ\s+dân\s+phố|Tỉnh)\s+(?P<name>\w)|(?:(?:Tiểu\s+)?[Vv]ùng|Khu\s+vực)\s+(?:(?P<part>ven|đồng"
    r"|biển|trung\s+du|miền|núi|cao|sâu|nông\s+thôn|thành\s+thị|đô\s+thị|biên\s+giới|phía)(?!\w)|(?P<called>\w)))"
    r"[^:;.\d]{0,40}\d{0,2})\s*:\s*(?=\S)"
)


def _before_colon(text: str, a: int, b: int, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The bodies or places that a line opens with before what they have to reach."""
    place = _PLACE.match(mend(text[a:b]))
    opening = place and (place["name"] or place["called"])
    if place and (place["part"] or (opening and not opening.islower())):
        x, y = a + place.start("who"), a + place.end("who")
        words = " ".join(text[x:y].split())
        return (Party(text=words, name=expand(words, glossary), collective=False, span=(x, y)),)
    leading = leading_party(text, a, b, glossary)
    if leading is None or leading.form != "prefix" or text[a : leading.end].rstrip()[-1:] != ":":
        return ()
    # "Hợp tác xã: 25" counts them; it is not they who have to reach it.
    # "Số lao động: …" is a number, and no department misspelt.
    counts = any(thing_end(p.text) == len(p.text) or p.text.startswith("Số ") for p in leading.parties)
    return () if counts else leading.parties


def each_of(text: str, a: int, s: str, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The group of which each member has the target: "mỗi xã có ít nhất …"; () for none."""
    found = _EACH.search(s)
    if found is None:
        return ()
    begin, end = a + found.start("who"), a + found.end("who")
    listed = _LEVELS.match(found["who"])
    if listed is None:
        return split_parties(text, begin, end, glossary)
    # "mỗi xã, phường có sản xuất nông nghiệp": each kind of body by itself, with what marks them off.
    marks = " ".join(found["who"][listed.end() :].split())
    levels = re.finditer(rf"{_LEVEL}(?!\w)", listed.group(), re.I)
    return tuple(
        Party(
            text=f"{m.group()} {marks}".strip(),
            name=f"{m.group()[:1].upper()}{m.group()[1:]} {marks}".strip(),
            collective=True,
            span=(begin + m.start(), begin + m.end()),
        )
        for m in levels
    )


_LEVEL = (
    r"(?:xã|phường|thị\s+trấn|đặc\s+khu|quận|huyện|thị\s+xã|thành\s+phố|tổ\s+dân\s+phố"
    r"|khu\s+phố|thôn|bản|ấp|làng|buôn)"
)
_LEVELS = regex(rf"{_LEVEL}(?!\w)(?:\s*(?:,|và|hoặc|,\s*và)\s*{_LEVEL}(?!\w))+", re.I)
# A price base tells how a figure is reckoned, and no period; "theo giá hiện hành đến năm 2030" states one.
_PRICES = r"(?!\s+giá\s+(?:hiện\s+hành|so\s+sánh\s+năm\s+\d{4})\s*$)"
_OTHERS = regex(
    rf"so\s+với[^,;]*$|(?:theo{_PRICES}|đề\s+án|chiến\s+lược|nghị\s+quyết)[^,;]*$|từ\s+\d[\d.,]*\s*%?\s*$"
    r"|(?:gấp|bằng)\s+(?:[\d,.]+\s+lần|đôi|rưỡi)\s*$",
    re.I,
)
_THIS = regex(
    r"(?:giai\s+đoạn|thời\s+kỳ)\s+này(?!\w)|(?:cả|toàn)\s+(?:giai\s+đoạn|thời\s+kỳ)(?!\w)(?!\s+\d)", re.I
)
_FROM = regex(r"(?<!\w)(?:kể\s+)?từ\s+$", re.I)
_BY = regex(r"(?<!\w)vào\s+(?:(?:cuối|hết)\s+)?$", re.I)


def stated_period(text: str, a: int, b: int, plan: Period | None = None) -> Period | None:
    """A period that words state; that of a comparison or of a cited document does not count.

    "Giai đoạn này" is that of the plan; "vào năm 2030" in a plan of several years is a horizon.
    """
    for first, last, x, _ in find_periods(text, a, b):
        before = mend(text[max(a, x - 200) : x])
        if _OTHERS.search(before):
            continue
        if plan and plan.end and first and last.year == first.year < plan.end.year and _FROM.search(before):
            return Period(first, plan.end)
        one_year = plan and plan.start and plan.end and plan.start.year == plan.end.year
        return Period(None if _BY.search(before) and not one_year else first, last)
    return plan if plan and plan.start and _THIS.search(text, a, b) else None
