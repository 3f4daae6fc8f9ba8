"""Known names after the head of a body, and the places that follow a name."""

from __future__ import annotations

import re

from hopluc.compiler.recognise.bodies import UPPER, Kind, bodies
from hopluc.compiler.recognise.names.found import skip
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# "Sờ Tài chính", "Bô Y tế": a head that lost or changed its marks, known by the name after it.
MISREAD = regex(r"(?:S[oóòỏõọôồốơờỡợ]|B[ooóòỏõọôồốổỗ])[ ]+(?=[^\W\d_])")
# After "và" another body begins, so the known name before it is whole.
_GOES_ON = regex(rf"\s+(?:và|&|-)\s+(?=[{UPPER}])")

# "các đơn vị thuộc Sở xây dựng kế hoạch", "Sở Y tế, Tư pháp xây dựng đề án": what they make follows.
_MAKES = regex(
    r"xây\s+dựng\s+(?:và\s+|,?\s*(?:ban|tổ)\s+\w+\s+)?"
    r"(?:kế\s+hoạch|chương\s+trình|đề\s+án|dự\s+án|phương\s+án|quy\s+chế|quy\s+định|báo\s+cáo|các\s|\d)"
)


def known_field(s: str, at: int, kind: Kind) -> tuple[int, str] | None:
    """End and usual spelling of a known name at `at`; None where it is only the beginning of another.

    Marks that were lost or misread ("Công nghê") are mended.
    """
    for pattern, name in kind.fields:
        m = pattern.match(s, at)
        if m and _MAKES.match(s, at):
            continue
        if m and not _continues(s, m.end(), kind):
            return m.end(), name
    if not kind.ellipsis or not kind.fields:
        return None
    plain = "".join(fold(c)[:1] or c for c in s[at : at + 60])
    for pattern, name in kind.unmarked:
        m = pattern.match(plain)
        if m and s[at].isupper() and not _continues(s, at + m.end(), kind):
            return at + m.end(), name
    return None


def _continues(s: str, stop: int, kind: Kind) -> bool:
    """Whether "và" and words that begin no other body go on with the name: "Sở Xây dựng và …"."""
    gap = _GOES_ON.match(s, stop)
    if gap is None or kind.rest not in ("list", "and"):
        return False
    grammar = bodies()
    other = grammar.head.match(s, gap.end()) or grammar.post.match(s, gap.end())
    group = grammar.collective.match(s, gap.end())
    if other or group or MISREAD.match(s, gap.end()):
        return False
    return not (kind.ellipsis and any(p.match(s, gap.end()) for p, _ in kind.fields))


_VIET_NAM = regex(r"\s+(?i:Việt\s+Nam)(?!\w)")


# "UBND các xã, phường, đặc khu Hòn Dáu": the last unit has a name of its own.
_LAST_UNIT = regex(r"\s*,\s*(?:và\s+)?(?:đặc khu|thành phố|thị xã|huyện|quận|xã|phường)$", re.I)
_OWN_NAME_NEXT = regex(rf"[ ]+[{UPPER}][{UPPER.lower()}]")


def place_end(s: str, stop: int) -> int:
    """The end of the place that follows a name, "Việt Nam" before it counted in."""
    country = _VIET_NAM.match(s, stop)
    stop = country.end() if country else stop
    place = bodies().place.match(s, stop)
    if place is None or re.search(r"(?<![,;])\n", place.group()):
        return stop
    last = _LAST_UNIT.search(place.group())
    if last and _OWN_NAME_NEXT.match(s, place.end()) and not bodies().head.match(s, skip(s, place.end())):
        return stop + last.start()
    return place.end()
