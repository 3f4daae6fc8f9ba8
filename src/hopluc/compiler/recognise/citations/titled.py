"""Documents named by their title alone: "Đề án “…”", "Chiến lược … giai đoạn 2021 - 2030"."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
from hopluc.viet.text import fold

_KIND = r"(?:đề\s+án|chiến\s+lược|kế\s+hoạch|quy\s+hoạch)"
_TITLED = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s+(?!(?:và|này|của|đã|đó|trên|do|được)\s)(?:“[^”\n]{{10,250}}”|(?:"
    rf"(?!{_KIND})[^;.:()\n“”]){{5,170}}?"
    rf"(?:(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|\d{{1,2}}\s+năm)\s+{FROM_TO}|đến\s+năm\s+(?:19|20)\d{{2}})"
    rf"{HORIZON})",
    re.I,
)
# A scheme known by a number of its own: "Đề án 06".
_BY_NUMBER = re.compile(r"(?<!\w)Đề\s+án\s+(?:số\s+)?(?P<no>\d{2,4})(?:/CP)?(?![\w/-])")
# "Chiến lược … của Chính phủ giai đoạn 2021 - 2030": the issuer stands within the title.
_BY_CENTRE = re.compile(
    r"\s+của\s+(?P<who>Chính phủ|Thủ tướng Chính phủ|Quốc hội|Bộ Chính trị)(?=\s+(?:giai|thời|đến|nhiệm))"
)
# Work still to be made, the title of a numbered document, or a document named by number right after.
_MADE = re.compile(
    r"(?:xây\s+dựng[^;.]{0,60}|lập|ban\s+hành|phê\s+duyệt|trình|dự\s+thảo|về|này|thông\s+qua|rà\s+soát"
    r"|điều\s+chỉnh|sửa\s+đổi|bổ\s+sung"
    r"|tổng\s+kết|sơ\s+kết|hoàn\s+thiện|số\s+\S+)\s+(?:các\s+)?$",
    re.I,
)
# The five-year plan of every province and of the country, which nobody writes with capitals.
_KNOWN_SMALL = re.compile(r"kế\s+hoạch\s+phát\s+triển\s+kinh\s+tế", re.I)


def with_titled(s: str, mentions: list[Mention], own_title: str | None) -> list[Mention]:
    """Adds documents named by title; one that never stands with a capital is work in general."""
    taken = [(m.start, m.end) for m in mentions]

    def free(m: re.Match[str]) -> bool:
        return not _overlap(m.start(), m.end(), taken)

    found = [_mention(s, m) for m in _TITLED.finditer(s) if free(m) and _named(s, m, own_title)]
    known = {title_key(m) for m in found if m.title and (m.title[0].isupper() or _KNOWN_SMALL.match(m.title))}
    kept = [m for m in found if title_key(m) in known]
    taken += [(m.start, m.end) for m in kept]
    for own in (*known_by_name(s), *(m for m in programmes(s) if not _of_itself(m, own_title))):
        if not _overlap(own.start, own.end, taken):
            kept.append(own)
            taken.append((own.start, own.end))
    kept += [
        Mention(m.start(), m.end(), None, "de_an", None, None, f"Đề án {m['no']}")
        for m in _BY_NUMBER.finditer(s)
        if free(m) and not re.search(r"\(\s*$", s[max(0, m.start() - 2) : m.start()])
    ]
    return sorted([*mentions, *kept], key=lambda m: m.start)


def _overlap(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in taken)


def _of_itself(m: Mention, own_title: str | None) -> bool:
    """Whether a title is that of the document itself."""
    name = " ".join((m.title or "").split()[2:])
    return own_title is not None and fold(name) in fold(own_title)


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
