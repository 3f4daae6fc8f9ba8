"""Documents named by number: kind, number, date, issuer; and short mentions of those named in full."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.citations.issuers import (
    at_whose_request,
    issuer_after,
    issuer_of_code,
    told_before,
)
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.documents import code_of, kinds, mended_code, slug_of_number
from hopluc.viet.dates import PARTS, parse_day
from hopluc.viet.patterns import opening, regex

# Some offices write the first hyphen between spaces: "12/TTr - NN&PTNT".
_CODE = (
    rf"[{UPPER}][{UPPER}a-zA-Z0-9&]*(?:\s?&\s?[{UPPER}]{{2,}})?"
    rf"(?:(?<=TTr|\WQĐ|\WKH|\WNQ|\WCT|\WTB|\WBC)\s-\s?[{UPPER}]{{2}}[{UPPER}a-zA-Z0-9]*(?:\s?&\s?[{UPPER}]{{2,}})?)?"
)
# OCR reads "1" as "l" or "I" and "0" as "O" at the beginning of a number.
_NUMBER = regex(
    r"(?<![\w/.,-])(?<!\d:)(?P<no>[lIO]?\d(?:[\dO]{0,3}\d)?[a-zA-Z]?)\s?(?:/\s?(?P<year>(?:19|20)\d{2})\s?)?"
    rf"(?P<slash>[/-])\s?(?P<code>{_CODE}(?:[-/]\s?(?=[{UPPER}]{{2}}|TTg"
    rf"|[{UPPER}][a-z]?[{UPPER}])[{UPPER}a-zA-Z0-9&]+(?:\s?&\s?[{UPPER}]{{2,}})?|-\d+\b)*)"
)
_STANDARD = regex(
    rf"(?P<number>{opening('TCVN', 'QCVN', 'TCXDVN', 'TCCS')}"
    r"(?:\s+(?:ISO|IEC|ISO/IEC))?\s*\d{1,6}(?:-\d{1,3})?(?:\s?:\s?\d{4})?(?:/[A-ZĐ]{2,8})?)(?!\w)"
)
# "Nghị quyết 134 của Chính phủ", "Kết luận số 70": short for a document named in full elsewhere.
_SHORT = regex(
    r"(?<!\w)(?P<kind>Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Thông\s+tư|Kết\s+luận|Chỉ\s+thị"
    r"|Kế\s+hoạch|Chương\s+trình|Công\s+điện|Công\s+văn"
    r"|Thông\s+báo)\s+(?:số\s+)?(?P<no>\d{1,5})(?![\w/.,-]*[/\d%-])(?=\s|[,;.)”\"]|$)"
)
_BEFORE = regex(r"(?:\s*\([^()]{0,40}\)|\s+của\s+[^,;.\n:()]{3,40}?)?\s*(?:,?\s*số\s*|:\s*)?[:\s]*$", re.I)
_DATE = regex(rf"\s*(?:\([^()]{{0,30}}\))?\s*,?\s*(?P<day>(?:ban\s+hành\s+)?{PARTS['day']})", re.I)
_LIST = regex(r"(?:^|[,;:]|\bvà)\s*(?:số\s*)?[:\s]*$", re.I)
_FAR = 600
_OF_GOVERNMENT = ("nghi_dinh", "nghi_quyet", "quyet_dinh", "chi_thi")


def numbered(s: str) -> list[Mention]:
    """Every document named by its number; of a list, the issuer behind the last is that of all."""
    found = sorted(_numbered(s), key=lambda m: m.start)
    for one, following in reversed([*pairwise(found)]):
        between = s[one.end : following.start]
        # After a semicolon a document of another kind is another body's.
        of_a_list = one.kind == following.kind or ";" not in between
        if one.issuer is None and of_a_list and _JOINED.fullmatch(between):
            one.issuer = following.issuer
    return found


_JOINED = regex(r"\s*(?:,|;|và|,\s*và)\s*(?:số\s*)?")


def _numbered(s: str) -> Iterator[Mention]:
    inherited: tuple[int, str | None] = (0, None)
    for m in _NUMBER.finditer(s):
        number = _tidy(m)
        kind_at, kind = _kind_before(s, m.start())
        near = s[max(0, m.start() - 12) : m.start()]
        if kind is None and _LIST.search(near) and m.start() - inherited[0] < _FAR:
            kind = inherited[1]
        elif kind is not None:
            inherited = (m.end(), kind)
        end, day = date_after(s, m.end())
        if not (kind or day or kind_at < m.start() or _known_code(number)):
            continue
        # The Government's decrees bore no code of their kind before 1999; "06/CP" may be a scheme too.
        if number.endswith("/CP") and kind not in _OF_GOVERNMENT:
            continue
        end, issuer = issuer_after(s, end)
        if day is None:
            end, day = date_after(s, end)
        if day is None and issuer is None:
            day, issuer = told_before(s, kind_at)
        issuer = issuer or at_whose_request(s, kind_at) or _issuer_between(s, kind_at, m.start())
        yield Mention(
            kind_at, end, number, slug_of_number(number, kind), day, issuer or issuer_of_code(number)
        )
    for m in _STANDARD.finditer(s):
        words = " ".join(m["number"].split())
        yield Mention(m.start(), m.end(), re.sub(r"\s?:\s?", ":", words), "tieu_chuan", None, None)


def _known_code(number: str) -> bool:
    """Whether a number without further words is one of a document: its code is a kind's or a body's."""
    return code_of(number) in kinds().slugs_of_code or issuer_of_code(number) is not None


_BETWEEN = regex(r"\s+của\s+", re.I)


def _issuer_between(s: str, kind_at: int, number_at: int) -> str | None:
    """The issuer that stands between kind and number: "Nghị định của Chính phủ số …"."""
    of = _BETWEEN.search(s, kind_at, number_at)
    return issuer_after(s[:number_at], of.start())[1] if of else None


def _tidy(m: re.Match[str]) -> str:
    """The number without the spaces and the slips that OCR or typing put in."""
    code = hyphenated(mended_code(re.sub(r"\s+", "", m["code"]).rstrip(".")))
    year = f"/{m['year']}" if m["year"] else ""
    no = m["no"]
    no = {"l": "1", "I": "1", "O": "0"}.get(no[0], no[0]) + re.sub(r"O(?=\d)", "0", no[1:])
    return f"{no}{year}{m['slash']}{code}"


# Whose code stands right behind that of a kind: a ministry's, a department's, an office's or a council's.
_OWN_CODE = regex(r"(?:UBND|HĐND)\d*|[BS][A-ZĐ]{2,}|TTg|VPCP|UBTVQH\d*")
_FEWEST_LETTERS = 2


def hyphenated(code: str) -> str:
    """A code with the hyphen that a page lost: "QĐUBND" is "QĐ-UBND".

    Converters drop the soft hyphen with which some offices write. Only a code of a kind before a code
    of a body is parted, and "CP" only behind the kinds that the Government issues: "CTCP" is a company.
    """
    if re.search(r"[-/&]", code) or code.upper() in kinds().issuer_of_code:
        return code
    for at in range(len(code) - 1, _FEWEST_LETTERS - 1, -1):
        kind, body = code[:at].upper(), code[at:]
        of_government = body == "CP" and kind in ("NQ", "NĐ")
        known = body.upper() in kinds().issuer_of_code or body.rstrip("0123456789") in (
            "UBND",
            "HĐND",
            "UBTVQH",
        )
        if kind in kinds().slugs_of_code and (of_government or (known and _OWN_CODE.fullmatch(body))):
            return f"{code[:at]}-{body}"
    return code


def _kind_before(s: str, at: int) -> tuple[int, str | None]:
    """Start and slug of the kind right before a number: "Quyết định số"."""
    window = max(0, at - 80)
    tail = _BEFORE.search(s, window, at)
    stop = tail.start() if tail else at
    for m in reversed([*kinds().name.finditer(s, window, at)]):
        if m.end() == stop or _BEFORE.fullmatch(s, m.end(), at):
            return m.start(), kinds().slug_of_name[re.sub(r"\s+", " ", m.group()).lower()]
    said = re.search(r"số\s*[:\s]*$", s[window:at], re.I)
    return (window + said.start() if said else at), None


def date_after(s: str, at: int) -> tuple[int, dt.date | None]:
    """The day that follows, and where it ends."""
    m = _DATE.match(s, at)
    return (m.end(), parse_day(m["day"])) if m else (at, None)


def with_short(s: str, mentions: list[Mention]) -> list[Mention]:
    """Adds short mentions ("Nghị quyết 134") where one document named in full fits."""
    taken = sorted((m.start, m.end) for m in mentions)
    more = []
    for m in _SHORT.finditer(s):
        if any(a < m.end() and m.start() < b for a, b in taken):
            continue
        slug = kinds().slug_of_name[re.sub(r"\s+", " ", m["kind"]).lower()]
        numbers = {
            x.number
            for x in mentions
            if x.number and x.kind == slug and re.match(rf"0*{int(m['no'])}\D", x.number)
        }
        end, day = date_after(s, m.end())
        end, issuer = issuer_after(s, end)
        if len(numbers) == 1:
            more.append(Mention(m.start(), end, numbers.pop(), slug, day, issuer))
        elif not numbers and day and issuer:
            # Named once, without its code, but with its day and whose it is: "Công điện số 14 ngày …".
            more.append(Mention(m.start(), end, m["no"], slug, day, issuer))
    return sorted([*mentions, *more], key=lambda x: x.start)
