"""Documents named by their title alone: "Đề án “…”", "Chiến lược … giai đoạn 2021 - 2030"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from hopluc.compiler.format import Span
from hopluc.compiler.recognise.citations.issuers import issuer_after
from hopluc.compiler.recognise.citations.known import (
    FROM_TO,
    HORIZON,
    NUMBER_FOLLOWS,
    known_by_name,
    plain,
    programmes,
)
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.documents import slug_from_words
from hopluc.viet.patterns import opening, regex
from hopluc.viet.text import fold

_KIND = r"(?:đề\s+án|chiến\s+lược|kế\s+hoạch|quy\s+hoạch)"
_TITLED = regex(
    rf"(?<!\w)(?P<kind>{_KIND})\s+(?!(?:và|này|của|đã|đó|trên|do|được)\s)(?:“[^”\n]{{10,250}}”|(?:"
    rf"(?!{_KIND})[^;.:()\n“”]){{5,170}}?"
    rf"(?:(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|\d{{1,2}}\s+năm)\s+{FROM_TO}|đến\s+năm\s+(?:19|20)\d{{2}})"
    rf"{HORIZON})",
    re.I,
)
# A scheme known by a number of its own: "Đề án 06".
_BY_NUMBER = regex(opening("Đề") + r"\s+án\s+(?:số\s+)?(?P<no>\d{2,4})(?:/CP)?(?![\w/-])")
# "Chiến lược … của Chính phủ giai đoạn 2021 - 2030": the issuer stands within the title.
_BY_CENTRE = regex(
    r"\s+của\s+(?P<who>Chính phủ|Thủ tướng Chính phủ|Quốc hội|Bộ Chính trị)(?=\s+(?:giai|thời|đến|nhiệm))"
)
WORK = r"(?:Chiến\s+lược|Chương\s+trình|Đề\s+án|Quy\s+hoạch|Kế\s+hoạch|Dự\s+án|Khung)"
APPROVES = regex(
    r"[^;.\n]{0,40}?(?:phê\s+duyệt|ban\s+hành|về(?:\s+việc)?)\s+"
    rf"(?:(?:điều\s+chỉnh|sửa\s+đổi|bổ\s+sung|(?P<carried>triển\s+khai|thực\s+hiện)),?\s+){{0,2}}(?P<what>{WORK}\s[^;.\n]{{5,250}})",
    re.I,
)
# So many words of a title are no accident: "Chiến lược phát triển các ngành công nghiệp".
SAME_WORDS = 6
_SURELY_SAME = 8
_PERIOD = regex(r"\s(?:giai doan|thoi ky|nhiem ky|den nam|tren dia ban|dinh huong|nam (?=\d))")
# Work still to be made, the title of a numbered document, or a document named by number right after.
_MADE = regex(
    r"(?:xây\s+dựng[^;.]{0,60}|lập|ban\s+hành|phê\s+duyệt|trình|dự\s+thảo|về|này|thông\s+qua|rà\s+soát"
    r"|điều\s+chỉnh|sửa\s+đổi|bổ\s+sung"
    r"|tổng\s+kết|sơ\s+kết|hoàn\s+thiện|số\s+\S+)\s+(?:các\s+)?$",
    re.I,
)
# The five-year plan of every province and of the country, which nobody writes with capitals.
_KNOWN_SMALL = regex(r"kế\s+hoạch\s+phát\s+triển\s+kinh\s+tế", re.I)


def with_titled(
    s: str, mentions: list[Mention], own_title: str | None, own_kind: str | None = None
) -> list[Mention]:
    """Adds documents named by title; one that never stands with a capital is work in general.

    Title and kind of the document itself: where it names itself, it cites nothing.
    """
    taken = [(m.start, m.end) for m in mentions]

    def free(m: re.Match[str]) -> bool:
        return not _overlap(m.start(), m.end(), taken)

    found = [_mention(s, m) for m in _TITLED.finditer(s) if free(m) and _named(s, m, own_title)]
    approved = [*approved_by(s, mentions)]
    own_words = bare_words(own_title or "")
    found = [
        m
        for m in found
        if not _is_approved(m, approved)
        and (m.kind != own_kind or bare_words(m.title or "")[2:] != own_words)
    ]
    known = {title_key(m) for m in found if m.title and (m.title[0].isupper() or _KNOWN_SMALL.match(m.title))}
    kept = [m for m in found if title_key(m) in known]
    taken += [(m.start, m.end) for m in kept]
    for own in (*known_by_name(s), *(m for m in programmes(s) if not _of_itself(m, own_title))):
        if _is_approved(own, approved):
            continue
        if not _overlap(own.start, own.end, taken):
            kept.append(own)
            taken.append((own.start, own.end))
    kept += [
        Mention(m.start(), m.end(), None, "de_an", None, None, f"Đề án {m['no']}")
        for m in _BY_NUMBER.finditer(s)
        if free(m) and not re.search(r"\(\s*$", s[max(0, m.start() - 2) : m.start()])
    ]
    return sorted([*mentions, *kept], key=lambda m: m.start)


def approved_by(s: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, list[str]]]:
    """What documents named by number are said to approve or to be about: where, and its words."""
    for m in mentions:
        found = APPROVES.match(s, m.end) if m.number else None
        if found:
            yield found.start("what"), bare_words(found["what"])


def _is_approved(m: Mention, approved: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether a title is of what a numbered document approves: that document is the one to cite.

    It need not be said in the same words to the end: "Đề án X giai đoạn 2026 - 2030" is the scheme that a
    decision on "Đề án X, Y đến năm 2030" has approved.
    """
    ours = bare_words(m.title or "")
    return any(
        m.start == at
        or same_words(ours, theirs) >= min(_SURELY_SAME, len(ours), max(len(theirs), SAME_WORDS))
        for at, theirs in approved
    )


def bare_words(title: str) -> list[str]:
    """The words of a title for comparing, without marks, and without when and where it holds."""
    bare = re.sub(r"[“”\",]", "", fold(title))
    return _PERIOD.split(bare)[0].split()


def same_words(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many of the same words two titles begin."""
    return len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))])


def _overlap(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in taken)


def _of_itself(m: Mention, own_title: str | None) -> bool:
    """Whether a title is that of the document itself."""
    name = " ".join((m.title or "").split()[2:])
    if own_title is None or fold(name) in fold(own_title):
        return own_title is not None
    # "Điều 1. Ban hành Kế hoạch thực hiện Chương trình …" says it again, in words of its own at the end.
    ours = re.search(r"thuc hien (?P<what>chuong trinh .*)", fold(own_title))
    return (
        ours is not None and same_words(bare_words(ours["what"]), bare_words(m.title or "")) >= _SURELY_SAME
    )


def _mention(s: str, m: re.Match[str]) -> Mention:
    end, issuer = issuer_after(s, m.end())
    title = plain(m.group())
    inner = _BY_CENTRE.search(title)
    if inner:
        issuer, title = inner["who"], title[: inner.start()] + title[inner.end() :]
    return Mention(m.start(), end, None, slug_from_words(m["kind"]), None, issuer, title)


def _named(s: str, m: re.Match[str], own_title: str | None) -> bool:
    """Whether a title names a document that is, and not work to be done or this document itself."""
    if _MADE.search(s, max(0, m.start() - 90), m.start()) or NUMBER_FOLLOWS.match(s, m.end()):
        return False
    title = plain(m.group())
    own = own_title is not None and fold(title[len(m["kind"]) :]).strip() in fold(own_title)
    return not title.isupper() and not own


def title_key(m: Mention) -> str:
    """A title for comparing."""
    return "law:" + re.sub(r"\s*-\s*", "-", fold(m.title or ""))
