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
from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.compiler.recognise.parties import leading_party, split_parties
from hopluc.viet.dates import find_periods
from hopluc.viet.text import mend

_LONGEST_HEADING = 160
_HEADING = re.compile(
    r"mục\s+tiêu|chỉ\s+tiêu|tầm\s+nhìn|giai\s+đoạn|(?:đến|trong)\s+(?:hết\s+)?năm|định\s+hướng|^năm\s", re.I
)
_REMARK = re.compile(r"\([^()]*\)")
_COUNTS_TARGETS = re.compile(r"\d+\s+(?:nhóm\s+)?(?:mục\s+tiêu|chỉ\s+tiêu)", re.I)
_WHOSE = re.compile(
    r"(?:đối\s+với|riêng)\s+(?P<who>[^:;.]{3,90}?)(?=\s*:|,\s*(?:mỗi|h[àằ]ng|phấn|phải|cần|đến|có|ít"
    r"|thành|xây|tỷ|tối|đạt)|\s*$)",
    re.I,
)
_EACH = re.compile(
    r"(?<!\w)mỗi\s+(?P<who>(?!năm(?!\w)|tháng|quý|ngày|người|một|lao|ha(?!\w)|hộ|vụ|kỳ|lớp|mô|sản|công"
    r"|cán|học|doanh)[\w ,]{2,60}?)\s+(?=có(?!\w)|xây"
    r"|thành\s+lập|phấn|hỗ|đạt|phải|tổ\s+chức|hình|phát|ít|tối|duy|lựa|bố)",
    re.I,
)
_UNITS = re.compile(
    r"(?:các\s+)?(?:quận|huyện|xã|phường|thị\s+trấn|đặc\s+khu|thôn|đơn\s+vị|cơ\s+quan|địa\s+phương"
    r"|sở)(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a line's targets inherit."""

    period: Period | None = None
    parties: tuple[Party, ...] = ()
    each: bool = False


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
        period = stated_period(text, begin, b)
        parties, each = _whose_heading(text, begin, b, glossary)
        if period is None and not parties:
            return bool(_HEADING.search(words))
        self._leave(rank)
        above = self.here
        self._open.append(
            (rank, Held(period or above.period, parties or above.parties, each if parties else above.each))
        )
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
        return (), False
    parties = split_parties(text, a + found.start("who"), a + found.end("who"), glossary)
    named = [p for p in parties if p.collective or re.match(r"[^\W\d_]", p.name)]
    each = bool(_UNITS.match(found["who"])) or any(p.collective for p in parties)
    return tuple(named), each


def each_of(text: str, a: int, s: str, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The group of which each member has the target: "mỗi xã có ít nhất …"; () for none."""
    found = _EACH.search(s)
    if found is None:
        return ()
    return split_parties(text, a + found.start("who"), a + found.end("who"), glossary)


def stated_period(text: str, a: int, b: int) -> Period | None:
    """A period that words state; that of a comparison or of a cited document does not count."""
    for first, last, x, _ in find_periods(text, a, b):
        before = mend(text[max(a, x - 200) : x])
        if re.search(
            r"so\s+với[^,;]*$|(?:theo|đề\s+án|chiến\s+lược|nghị\s+quyết)[^,;]*$"
            r"|từ\s+\d[\d.,]*\s*%?\s*$",
            before,
            re.I,
        ):
            continue
        return Period(first, last)
    return None
