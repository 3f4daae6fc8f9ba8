"""What a cited document is to the plan: what it carries out, what it rests on, or a mere mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Role, Span
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.citations.titled import APPROVES, SAME_WORDS, WORK, bare_words, same_words
from hopluc.viet.patterns import regex

# "Chương trình hành động của Chính phủ về thực hiện …": what follows is in the title of another; so does
# what somebody "đã ban hành", which tells what was done and is no ground.
_WITHIN = regex(r"(?<=\w)\s(?:của|về|đã)\s")
_ITEM = regex(
    r"(?:[;,\n]|\bvà|(?:[;.\n]|và|^)\s*(?:Căn\s+cứ|Thực\s+hiện|Triển\s+khai(?:\s+thực\s+hiện)?|Theo))"
    r"(?:\s+(?:căn\s+cứ|thực\s+hiện|các|theo))?\s*$",
    re.I,
)
# What an item opens with says the role, whatever the paragraph began with.
_OPENER = regex(
    r"(?:^|[;.\n]\s*)(?:Căn\s+cứ(?:\s+vào)?|(?P<out>Thực\s+hiện|Triển\s+khai|(?:Nhằm|Để)\s+(?:tổ\s+chức\s+)?"
    r"(?:triển\s+khai|thực\s+hiện|cụ\s+thể))|(?P<asked>Theo\s+đề\s+nghị|Xét))(?!\w)",
    re.I,
)
_CARRIES_OUT = regex(r"(?:thực\s+hiện|triển\s+khai(?:\s+thực\s+hiện)?|cụ\s+thể\s+hóa)(?!\w)", re.I)
_CARRIES_OUT_NAMED = regex(rf"(?:thực hiện|triển khai)\s+(?P<what>{WORK}\s.+)", re.I)
# What is carried out may be an instruction, given in the document that is named.
_INSTRUCTED = regex(
    r"(?:các\s+)?(?:nội\s+dung\s+|ý\s+kiến\s+)?(?:chỉ\s+đạo|kết\s+luận|hướng\s+dẫn|yêu\s+cầu|phân\s+công|ý\s+kiến)"
    r"(?:\s+của\s+[^;.,\n]{3,90}?)?\s+tại(?:\s+các)?\s*$",
    re.I,
)
# "các Thông tư của Bộ …: Thông tư số …": what is said of all of them stands before the first.
_LIST_OF = regex(r"^\s*các\s+[^;.:]{3,160}:\s*$", re.I)


@dataclass(slots=True)
class Roles:
    """Says the role of a mention by where it stands and what stands before it."""

    s: str
    offset: int
    legal_basis: Sequence[Span]
    implements: Sequence[Span]
    mentions: Sequence[Mention]
    own_title: str | None = None

    def of(self, m: Mention) -> Role:
        """The role of one mention."""
        if self._carried_out(m):
            return "implements"
        grounds: tuple[tuple[Role, Sequence[Span]], ...] = (
            ("implements", self.implements),
            ("legal_basis", self.legal_basis),
        )
        for role, spans in grounds:
            for first, last in spans:
                a, b = first - self.offset, last - self.offset
                if a <= m.start < b:
                    own = self._opened(m, a, role)
                    if own is not None:
                        return own
        return "mention"

    def _carried_out(self, m: Mention) -> bool:
        """Whether the plan's title names what a mentioned document approves.

        A "Kế hoạch thực hiện Chiến lược …" carries out the decision that approved the strategy,
        though it stands among the grounds.
        """
        ours = _CARRIES_OUT_NAMED.search(" ".join((self.own_title or "").split()))
        if ours is None or not any(a <= m.start + self.offset < b for a, b in self.legal_basis):
            return False
        approved = APPROVES.match(self.s, m.end)
        if approved is None or approved["carried"]:
            return False
        return same_words(bare_words(ours["what"]), bare_words(approved["what"])) >= SAME_WORDS

    def _opened(self, m: Mention, a: int, role: Role) -> Role | None:
        """The role of a mention that opens an item of the range from `a`; None within another's title."""
        before = self.s[a : m.start]
        opener = next(iter([*_OPENER.finditer(before)][-1:]), None)
        begin = a
        if opener is not None:
            if opener["asked"]:
                return None
            role = "implements" if opener["out"] else "legal_basis"
            begin = a + opener.end()
        earlier = [x for x in self.mentions if begin <= x.start < m.start and x.end <= m.start]
        if earlier:
            return role if _ITEM.search(_INSTRUCTED.sub("", before)) else None
        words = _INSTRUCTED.sub(" ", self.s[begin : m.start])
        carries = _CARRIES_OUT.search(words) if opener is None else None
        if _LIST_OF.match(words):
            return role
        return None if _WITHIN.search(words[carries.end() :] if carries else words) else role
