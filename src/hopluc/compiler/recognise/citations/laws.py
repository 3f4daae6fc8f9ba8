"""Laws named by title: "Luật Hợp tác xã năm 2023", "Luật sửa đổi, bổ sung … ngày …"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.citations.numbered import date_after
from hopluc.compiler.recognise.documents import kinds, slug_from_words
from hopluc.viet.abbreviations import expand

_LAW = re.compile(rf"(?<!\w)(?P<kind>Bộ\s+luật|Luật|Pháp\s+lệnh)\s+(?=[{UPPER}]|sửa\s+đổi|về\s)")
_LAW_YEAR = re.compile(r"\s*,?\s*(?:năm\s+)?(?P<year>(?:19|20)\d{2})(?![\d/])")
_LAW_NUMBER = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:Luật\s+)?(?:số\s*:?\s*)?(?P<number>\d{1,3}/(?:19"
    r"|20)\d{2}/(?:UBTV)?QH\d{1,2}|\d{1,3}-L/CTN)"
)
_LAW_END = re.compile(
    r"[,;:.()\n“”\"]|\s+(?:ngày|năm|số|và|để|đến|theo|trên|tại|của|về|được|cho|trong|có|là"
    r"|khi|với|thì|hoặc|nhằm|do|ở|đã|sẽ|này|mới|quy|phải|nêu|hiện)(?!\w)"
)
_AMENDING = re.compile(r"sửa\s+đổi,?\s*(?:và\s+)?bổ\s+sung\s+(?:một\s+số\s+điều\s+)?(?:của\s+)?", re.I)
_NEXT_LAW = re.compile(r"(?:Bộ\s+)?[Ll]uật\s+")
_NEXT_GAP = re.compile(r"\s*(?:,|;|và)\s*(?=(?:Bộ\s+)?[Ll]uật\s)")
# A title goes on in small letters after a comma or "và": "Luật Thuế xuất khẩu, thuế nhập khẩu".
_LAW_MORE = re.compile(
    r"(?:(?:,\s+|\s+và\s+)(?!các\s|những\s|văn\s+bản|nghị|quy\s+định|theo|trong|để|nhằm|pháp"
    r"|chính|hướng|tạo|thực|nâng|đồng|kịp|phù|luật|xây|tổ\s+chức|rà|bảo\s+đảm|đảm)"
    r"[a-zà-ỹđ]+(?:\s+(?!và\s|của\s|năm\s|ngày\s|theo\s|để\s|trong\s|được\s"
    r"|các\s|số\s)[a-zà-ỹđ]+){0,4})+(?=\s*(?:[,;.()]|$|năm\s|ngày\s|số\s|và\s|\n))"
)


def laws(s: str) -> Iterator[Mention]:
    """Every law named by its title, with number, day or year where they stand behind it."""
    skip = 0
    for m in _LAW.finditer(s):
        if m.start() < skip:
            continue
        mention = _law(s, m)
        if mention is not None:
            skip = mention.end
            yield mention


def _law(s: str, m: re.Match[str]) -> Mention | None:
    end = _law_name_end(s, m.end())
    name = re.sub(r"\s+", " ", s[m.start() : end]).strip()
    number: str | None = None
    day: dt.date | None = None
    year: int | None = None
    got = _LAW_NUMBER.match(s, end)
    if got:
        number, end = got["number"], got.end()
    end, day = date_after(s, end)
    dated = _LAW_YEAR.match(s, end)
    if dated and day is None:
        year, end = int(dated["year"]), dated.end()
    if number is None:
        got = _LAW_NUMBER.match(s, end)
        if got:
            number, end = got["number"], got.end()
    if name.count(" ") == 0 and number is None:
        return None
    slug = "luat" if m["kind"].lower() == "luật" else slug_from_words(m["kind"])
    issuer = "Ủy ban Thường vụ Quốc hội" if slug == "phap_lenh" else "Quốc hội"
    return Mention(
        m.start(),
        end,
        number,
        slug,
        day,
        issuer if number or day else None,
        _usual_title(expand(name)),
        year or (day.year if day else None),
    )


def _usual_title(title: str) -> str:
    """ "Luật hợp tác xã" as "Luật Hợp tác xã", where the law is known by that name."""
    kind, _, name = title.partition(" ")
    usual = next((n for n in kinds().laws if n.lower() == name.lower()), name)
    return f"{kind} {usual}"


def _law_name_end(s: str, at: int) -> int:
    """Where a law's title ends; an amending law's holds the titles of those that it amends."""
    amending = _AMENDING.match(s, at)
    if amending:
        stop = amending.end()
        while True:
            law = _NEXT_LAW.match(s, stop)
            if law is None:
                return stop if stop > amending.end() else amending.end()
            stop = _law_name_end(s, law.end())
            gap = _NEXT_GAP.match(s, stop)
            if gap is None:
                return stop
            stop = gap.end()
    low = re.sub(r"\s", " ", s[at : at + 110]).lower()
    for name in kinds().laws:
        if low.startswith(name.lower()) and not low[len(name) : len(name) + 1].isalnum():
            return at + len(name)
    m = _LAW_END.search(s, at)
    stop = m.start() if m else len(s)
    more = _LAW_MORE.match(s, stop)
    return more.end() if more else stop
