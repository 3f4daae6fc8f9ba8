"""What the grammar of time is made of: its parts, what a rule is, and what stands before a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hopluc.compiler.format import Part
from hopluc.viet import dates

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
BEFORE = (
    r"(?:(?:hoàn\s*thành|xong|báo\s*cáo|gửi|trình|thực\s*hiện)\s*)?(?:chậm\s*nhất|muộn\s*nhất"
    r"|không\s*muộn\s*hơn|không\s*quá|trước|hạn\s*chót)"
    r"(?:\s*(?:là|vào|đến|trước|hết))*\s*"
)
IN = (
    r"(?:(?:dự\s*kiến|hoàn\s*thành|xong|thực\s*hiện|triển\s*khai|tổ\s*chức|thời\s*gian"
    r"|ban\s*hành|báo\s*cáo|khoảng|"
    r"trong|vào|bắt\s*đầu\s*từ|cả)(?:\s*:)?\s*)*"
)
UNTIL = (
    r"(?:(?:hoàn\s*thành|thực\s*hiện|xong|từ\s*nay|kéo\s*dài)\s*)*(?:đến(?:\s*(?:hết|cuối"
    r"|trước))?|hết)\s*"
)
GIVEN_YEAR = r"(?:19|20)\d{2}"


def source(pattern: str) -> str:
    """A rule's pattern with `<day>` and its like replaced by the forms of `viet.dates`."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{dates.PARTS[m[1]]})", pattern)
