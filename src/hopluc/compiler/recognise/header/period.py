"""The years that a plan covers, as its title or the sentence that issues it says."""

from __future__ import annotations

import re

from hopluc.compiler.format import Period, Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Outline
from hopluc.compiler.recognise.header.issuer import opening_bodies
from hopluc.compiler.recognise.header.letterhead import Field
from hopluc.viet.dates import find_periods
from hopluc.viet.patterns import regex

_CITED = regex(r"số\s*:?\s*\d|ngày\s*\d|khóa|Luật", re.I)
_ON_THE_AREA = regex(r"trên địa bàn", re.I)
# A period right behind a citation, without a title of the cited document between, is the plan's.
_BEHIND = regex(
    r"số\s*:?\s*\d[\w/.-]*(?:\s*,?\s*ngày\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
    r"(?:\s+của\s+(?:(?!\s(?:về|ban\s+hành|phê\s+duyệt|thực\s+hiện)\s)[^,;]){3,60}?)?"
    r"\s+(?=(?:trong\s+)?(?:giai\s+đoạn|năm|các\s+năm)\s+\d)",
    re.I,
)
_JOINED = regex(r"\s*(?:,|và)\s*", re.I)


def period_of(mended: Mended, outline: Outline, title: Field | None) -> tuple[Period | None, Span | None]:
    """The plan's period and where it stands.

    Years inside the name of a cited document are that document's. So in a title that names
    one, only a period after "trên địa bàn …" or right behind the citation counts.
    """
    places: list[Span] = [title.span] if title else []
    for field in opening_bodies(mended, outline):
        end = mended.flow.text.find("\n", field.span[1])
        places.append((field.span[1], end if end > 0 else len(mended.flow.text)))
    for start, end in places:
        words = mended.words((start, end))
        found = _stated(words, *_own_words(words))
        if found is not None:
            period, a, b = found
            return period, (start + a, start + b)
    return None, None


def _own_words(words: str) -> tuple[int, int]:
    """Where in a title the plan's own period may stand."""
    cited = _CITED.search(words)
    if cited is None:
        return 0, len(words)
    own = _ON_THE_AREA.search(words, cited.end()) or _BEHIND.search(words, max(0, cited.start() - 5))
    return (own.end(), len(words)) if own else (0, cited.start())


def _stated(words: str, start: int, stop: int) -> tuple[Period, int, int] | None:
    """The first period in words; with "và" it goes on: "6 tháng cuối năm 2025 và năm 2026"."""
    whole: tuple[Period, int, int] | None = None
    for first, last, a, b in find_periods(words, start, stop):
        if whole is None:
            whole = Period(first, last), a, b
        elif _JOINED.fullmatch(words[whole[2] : a]) and whole[0].end and last > whole[0].end:
            whole = Period(whole[0].start, last), whole[1], b
        else:
            break
    return whole
