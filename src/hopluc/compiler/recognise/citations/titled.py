"""Documents named by their title alone: "Đề án “…”", "Chiến lược … giai đoạn 2021 - 2030"."""

from __future__ import annotations

import re

from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.citations.issuers import issuer_after
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.documents import slug_from_words
from hopluc.viet.text import fold

_KIND = r"(?:đề\s+án|chiến\s+lược|kế\s+hoạch|quy\s+hoạch)"
_FROM_TO = r"(?:19|20)\d{2}\s*-\s*(?:năm\s+)?(?:19|20)\d{2}"
_TITLED = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s+(?!(?:và|này|của|đã|đó|trên|do|được)\s)(?:“[^”\n]{{10,250}}”|(?:"
    rf"(?!{_KIND})[^;.:()\n“”]){{5,170}}?"
    rf"(?:(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|\d{{1,2}}\s+năm)\s+{_FROM_TO}|đến\s+năm\s+(?:19|20)\d{{2}})"
    r"(?:,\s*(?:định\s+hướng|tầm\s+nhìn)(?:\s+đến)?\s+năm\s+(?:19|20)\d{2})?)",
    re.I,
)
# The resolution of a Party congress, known by the congress.
_CONGRESS = re.compile(
    r"(?<!\w)Nghị\s+quyết\s+Đại\s+hội\s+(?:[^;.:()\n,]{0,60}?\s)?lần\s+thứ\s+[IVXL]+(?:\s+(?:của\s+)?Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?|\s+Đảng\s+bộ\s+[^;.,()\n]{2,40}?(?=[,;.]))?"
    rf"(?:\s*,?\s*\(?nhiệm\s+kỳ\s+{_FROM_TO}\)?)?"
)
# Treaties, by name.
_TREATY = re.compile(
    rf"(?<!\w)Hiệp\s+định\s+[{UPPER}][^,;.()\n]{{3,100}}?(?=\s*[,;.()\n]|\s+(?:có\s+hiệu\s+lực|mà|đã|để"
    rf"|nhằm|được|khi|và\s+các)(?!\w)|\s*$)"
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
_NUMBER_FOLLOWS = re.compile(
    r"[^;.\n]{0,60}?(?:theo|tại|ban\s+hành|kèm\s+theo)\s+(?:kèm\s+theo\s+)?(?:Quyết|Nghị|Kế|Thông|Văn|Công)"
)
# The five-year plan of every province and of the country, which nobody writes with capitals.
_KNOWN_SMALL = re.compile(r"kế\s+hoạch\s+phát\s+triển\s+kinh\s+tế", re.I)


def with_titled(s: str, mentions: list[Mention], own_title: str | None) -> list[Mention]:
    """Adds documents named by title; one that never stands with a capital is work in general."""
    taken = [(m.start, m.end) for m in mentions]

    def free(m: re.Match[str]) -> bool:
        return not any(a < m.end() and m.start() < b for a, b in taken)

    found = [_mention(s, m) for m in _TITLED.finditer(s) if free(m) and _named(s, m, own_title)]
    known = {title_key(m) for m in found if m.title and (m.title[0].isupper() or _KNOWN_SMALL.match(m.title))}
    kept = [m for m in found if title_key(m) in known]
    taken += [(m.start, m.end) for m in kept]
    for pattern, slug in ((_CONGRESS, "nghi_quyet"), (_TREATY, "hiep_dinh")):
        for m in pattern.finditer(s):
            if free(m):
                kept.append(Mention(m.start(), m.end(), None, slug, None, None, _plain(m.group())))
    kept += [
        Mention(m.start(), m.end(), None, "de_an", None, None, f"Đề án {m['no']}")
        for m in _BY_NUMBER.finditer(s)
        if free(m) and not re.search(r"\(\s*$", s[max(0, m.start() - 2) : m.start()])
    ]
    return sorted([*mentions, *kept], key=lambda m: m.start)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" ,")


def _mention(s: str, m: re.Match[str]) -> Mention:
    end, issuer = issuer_after(s, m.end())
    title = _plain(m.group())
    inner = _BY_CENTRE.search(title)
    if inner:
        issuer, title = inner["who"], title[: inner.start()] + title[inner.end() :]
    return Mention(m.start(), end, None, slug_from_words(m["kind"]), None, issuer, title)


def _named(s: str, m: re.Match[str], own_title: str | None) -> bool:
    """Whether a title names a document that is, and not work to be done or this document itself."""
    if _MADE.search(s, max(0, m.start() - 90), m.start()) or _NUMBER_FOLLOWS.match(s, m.end()):
        return False
    title = _plain(m.group())
    own = own_title is not None and fold(title[len(m["kind"]) :]).strip() in fold(own_title)
    return not title.isupper() and not own


def title_key(m: Mention) -> str:
    """A title for comparing."""
    return "law:" + re.sub(r"\s*-\s*", "-", fold(m.title or ""))
