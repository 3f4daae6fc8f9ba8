"""Laws named by title: "Luật Hợp tác xã năm 2023", "Luật sửa đổi, bổ sung … ngày …"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.citations.numbered import date_after
from hopluc.compiler.recognise.documents import kinds, slug_from_words
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex

# A page may join the word to the one before it ("cứLuật"): no word has a capital within.
_LAW = regex(
    rf"(?:(?<!\w)|(?<=[a-zà-ỹ])(?=[BLP]))(?P<kind>Bộ\s+[Ll]uật|Luật|Pháp\s+lệnh)\s+"
    rf"(?P<small>(?![{UPPER}]|sửa\s+đổi|về\s))?(?=\w)"
)
# A title that says what the law is about may be long: it ends with day, year or number, or its item.
_ABOUT = regex(r"về\s+[^;\n()“”]{5,200}?(?=\s*(?:[;\n(]|$)|\s+(?:ngày|năm|số)\s+\d)")
# A law on councils and committees names both: "Luật Tổ chức HĐND và UBND".
_COUNCIL = r"(?:HĐND|UBND|Hội\s+đồng\s+nhân\s+dân|[ỦU][ỷy]\s+ban\s+nhân\s+dân)"
_COUNCILS = regex(
    rf"(?:\s+(?:của|và)\s+{_COUNCIL})(?:(?:,|\s+và)\s+{_COUNCIL})?(?=\s*(?:[;,(\n]|$)|\s+(?:ngày|năm|số)\s+\d)",
    re.I,
)
# A known title may be the beginning of another, which then goes on up to its day, year or number.
_GOES_ON = regex(
    r"(?:,?\s+(?!và\s|các\s|của\s|theo\s|trong\s|để\s|Luật\s|Bộ\s|Nghị\s|Quyết\s|Thông\s|Căn\s|năm\s|ngày\s|số\s)"
    r"[^\W\d_]+){1,6}(?=\s+(?:ngày|năm|số)\s+\d)"
)
_LAW_YEAR = regex(r"\s*,?\s*(?:năm\s+)?(?P<year>(?:19|20)\d{2})(?![\d/])")
_LAW_NUMBER = regex(
    r"\s*,?\s*(?:\(\s*)?(?:Luật\s+)?(?:số\s*:?\s*)?(?P<number>\d{1,3}/(?:19"
    r"|20)\d{2}/(?:UBTV)?QH\d{1,2}|\d{1,3}-L/CTN)"
)
_LAW_END = regex(
    r"[,;:.()\n“”\"]|\s+(?:ngày|năm|số|và|để|đến|theo|trên|tại|của|về|được|cho|trong|có|là"
    r"|khi|với|thì|hoặc|nhằm|do|ở|đã|sẽ|này|mới|quy|phải|nêu|hiện)(?!\w)"
)
_AMENDING = regex(r"sửa\s+đổi,?\s*(?:và\s+)?bổ\s+sung\s+(?:một\s+số\s+điều\s+)?(?:của\s+)?", re.I)
_NEXT_LAW = regex(r"(?:Bộ\s+)?[Ll]uật\s+")
_NEXT_GAP = regex(r"\s*(?:,|;|và)\s*(?=(?:Bộ\s+)?[Ll]uật\s)")
# A title goes on in small letters after a comma or "và": "Luật Thuế xuất khẩu, thuế nhập khẩu".
_LAW_MORE = regex(
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
    if m["small"] is not None and not (_known_end(s, m.end()) or _cited(s, m)):
        return None
    end = _law_name_end(s, m.end())
    name = re.sub(r"^Bộ Luật", "Bộ luật", re.sub(r"\s+", " ", s[m.start() : end]).strip())
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
    about = _ABOUT.match(s, at)
    if about:
        return about.end()
    known = _known_end(s, at)
    m = _LAW_END.search(s, at) if known is None else None
    stop = known if known is not None else m.start() if m else len(s)
    longer = _COUNCILS.match(s, stop) or (_GOES_ON.match(s, stop) if known is not None else None)
    if longer or known is not None:
        return longer.end() if longer else stop
    more = _LAW_MORE.match(s, stop)
    return more.end() if more else stop


def _known_end(s: str, at: int) -> int | None:
    """Where the title of a law that is known ends, also with the usual abbreviations in it."""
    low = re.sub(r"\s", " ", s[at : at + 110]).lower()
    for written in _spellings():
        if low.startswith(written) and not low[len(written) : len(written) + 1].isalnum():
            return at + len(written)
    return None


@lru_cache(maxsize=1)
def _spellings() -> tuple[str, ...]:
    """The known titles in small letters, also with the abbreviations of the councils; longest first."""
    names = {name.lower() for name in kinds().laws}
    short = {n.replace("hội đồng nhân dân", "hđnd").replace("ủy ban nhân dân", "ubnd") for n in names}
    return tuple(sorted(names | short, key=lambda name: (-len(name), name)))


_BEFORE_CITED = regex(r"Căn\s+cứ\s+(?:các\s+)?$")
_DAY_BEHIND = regex(r"[^;\n()\d]{3,100}?\s+(?:số\s+\d{1,3}/|ngày\s+\d{1,2}\b)")


def _cited(s: str, m: re.Match[str]) -> bool:
    """Whether a title in small letters is one for sure: among the grounds, with its day or its number."""
    before = _BEFORE_CITED.search(s, max(0, m.start() - 20), m.start())
    return bool(before and _DAY_BEHIND.match(s, m.end()))
