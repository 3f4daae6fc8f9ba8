"""What the grammar of time is made of: its parts, what a rule is, and what stands before a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hopluc.compiler.format import Part
from hopluc.viet import dates
from hopluc.viet.numbers import parse_number_words
from hopluc.viet.patterns import regex

Range = tuple[dt.date, dt.date]
Build = Callable[["Read"], "tuple[Part, ...] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording and its meaning. `build` gives None where the numbers make no date."""

    pattern: str
    build: Build
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a rule matched: its named parts, and the year that the plan is for."""

    parts: Mapping[str, str | None]
    year: int | None

    def __getitem__(self, name: str) -> str:
        return self.parts.get(name) or ""


EVERY = r"(?:h[àằ]ng|mỗi|từng|các)"
COUNT = r"\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
# Work that a day is set for: "trình trước ngày …", "ban hành trong quý …".
WORK = (
    r"(?:hoàn\s*thành|hoàn\s*thiện|xong|báo\s*cáo|gửi|trình|thực\s*hiện|ban\s*hành|công\s*bố|phê\s*duyệt"
    r"|rà\s*soát|xây\s*dựng|triển\s*khai|tổng\s*hợp|tổng\s*kết|sơ\s*kết|kiểm\s*tra|tổ\s*chức|thẩm\s*định"
    r"|khởi\s*công|nghiệm\s*thu|vận\s*hành|khảo\s*sát|đánh\s*giá|tham\s*mưu|lập|bàn\s*giao|duy\s*trì"
    r"|chuẩn\s*bị|đưa\s*vào|nhân\s*rộng|thí\s*điểm|mở\s*rộng|cập\s*nhật)"
)
BEFORE = (
    r"(?:chậm\s*nhất|muộn\s*nhất|không\s*muộn\s*hơn|không\s*chậm\s*hơn|không\s*quá|trước"
    r"|(?:thời\s*)?hạn\s*(?:chót|cuối(?:\s*cùng)?|hoàn\s*thành|nộp)\s*:?)"
    r"(?:\s*(?:là|vào|đến|trước|hết))*\s*(?:\d{1,2}\s*(?:giờ|h|g)(?:\s*\d{2})?(?:\s*phút)?\s*,?\s*(?=ngày))?"
)
# What may stand before any wording of time and adds nothing to it: the work, "trong", "vào".
LEAD = (
    rf"(?:(?:dự\s*kiến|định\s*kỳ|ít\s*nhất|tối\s*thiểu|{WORK}|(?:thời\s*(?:gian|hạn)|tiến\s*độ)(?:\s*(?:thực\s*hiện|hoàn\s*thành))?|khoảng|"
    r"trong|vào|bắt\s*đầu\s*từ|cả)(?:\s*:)?\s*)+"
)
UNTIL = (
    r"(?:(?:từ\s*nay|kéo\s*dài)\s*)*(?:(?:(?:định\s*hướng|tầm\s*nhìn)\s*)?đến"
    r"(?:\s*(?:hết|cuối|trước))?|hết|định\s*hướng|tầm\s*nhìn)\s*"
)
GIVEN_YEAR = r"(?:19|20)\d{2}"


def source(pattern: str) -> str:
    """A rule's pattern with `<day>` and its like replaced by the forms of `viet.dates`."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{dates.PARTS[m[1]]})", pattern)


# Letters read for digits in a date ("l5/10/2026"), and a digit read into a word ("qu1ý").
_MISREAD_ONE = regex(
    r"(?<!\w)([lI])(?=\d?[/.]\d{1,2}(?:[/.]\d|\D|$))|(?<=\d)([lI])(?=[/.]\d)|(?<=[/.])([lI])(?=\d?[/.])"
)
_MISREAD_ZERO = regex(r"(?<=\d)[oO](?=[/.]\d)|(?<![\w])[oO](?=\d[/.]\d)")
_DUST = regex(r"(?<!\w)([a-zà-ỹđ]{1,6})\d([a-zà-ỹđ]{1,6})(?!\w)")


_WORDS = r"mười\s+một|mười\s+hai|mười|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín"
# Months and quarters in words have a capital (Nghị định 30/2020, Phụ lục II) or a year after them.
_IN_WORDS = regex(
    rf"(?<=(?i:tháng) )((?=[A-ZĐ])(?i:{_WORDS})|(?i:{_WORDS})(?=\s+năm\s+\d))(?!\w)"
    rf"|(?<=(?i:quý) )((?=[A-ZĐ])(?i:một|hai|ba|tư|bốn))(?!\w)"
)
_DAY_IN_WORDS = regex(r"(?<=(?i:ngày) )([^\W\d_]+(?:\s+[^\W\d_]+){0,2})(?=\s+tháng\s)")
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


def _month(m: re.Match[str]) -> str:
    return str(_MONTHS[re.sub(r"\s+", " ", m.group().lower())]).ljust(len(m.group()))


def _day(m: re.Match[str]) -> str:
    number = parse_number_words(m.group().lower())
    return str(number).ljust(len(m.group())) if number and 1 <= number <= 31 else m.group()


def mend_digits(s: str) -> str:
    """`s` with letters that stand for digits in dates mended, and dates in words in figures; same length."""
    s = _IN_WORDS.sub(_month, _DAY_IN_WORDS.sub(_day, s))
    s = _MISREAD_ZERO.sub("0", _MISREAD_ONE.sub("1", s))
    return _DUST.sub(r" \1\2", s)
