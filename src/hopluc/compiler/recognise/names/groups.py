"""Groups of bodies, and posts with the bodies that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hopluc.compiler.recognise.bodies import UPPER, bodies
from hopluc.compiler.recognise.names.fields import known_field, place_end
from hopluc.compiler.recognise.names.found import BETWEEN, CAC, Found, skip
from hopluc.compiler.recognise.names.single import body
from hopluc.viet.patterns import regex

# Between posts of one body: "Giám đốc, Thủ trưởng các sở", "Đồng chí Phó Bí thư".
_NEXT_POST = regex(r"\s*(?:,|và)\s*|\s+")
_PERSON = regex(
    rf"(?:Đồng chí|đồng chí|Đ/c|đ/c|Ông|Bà)\s+((?:[{UPPER}][^\W\d_]*\.?)(?:\s+[{UPPER}][^\W\d_]*){{0,4}})"
)
_PERSON_POST = regex(r"\s*(?:[-–,]\s*|\(\s*)(?=\S)")


def person(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """A person by name, with the post that stands after it: "Đ/c Trần Thị B - Phó Chủ tịch UBND tỉnh"."""
    m = _PERSON.match(s, at)
    if m is None or bodies().post.match(s, m.start(1)) or bodies().head.match(s, m.start(1)):
        return None
    gap = _PERSON_POST.match(s, m.end())
    held = post(s, gap.end(), glossary, True) if gap else None
    if gap is None or held is None:
        return Found(at, m.end(), m.group(), False)
    return Found(at, held.end, s[at : gap.end()] + held.words, False)


def post(s: str, at: int, glossary: Mapping[str, str], strict: bool) -> Found | None:
    """A post with its body: "Chủ tịch UBND các quận, huyện"; several posts of one body are one name."""
    several = CAC.match(s, at)
    m = bodies().post.match(s, several.end() if several else at)
    if m is None:
        return None
    stop = m.end()
    while True:
        gap = _NEXT_POST.match(s, stop)
        more = bodies().post.match(s, gap.end()) if gap else None
        if more is None:
            break
        stop = more.end()
    gap_end = stop + len(s[stop:]) - len(s[stop:].lstrip(" "))
    inner = collective(s, gap_end, True) or body(s, gap_end, glossary)
    last = s.rfind(" ", 0, stop) + 1
    if inner is None and last > at and (again := body(s, last, glossary)) and again.end > stop:
        gap_end, inner = last, again  # "Trưởng Ban Chỉ đạo": of that committee
    if inner is None:
        # "Phó Giám đốc phụ trách lĩnh vực": told by his field where the body goes without saying.
        place = bodies().place.match(s, stop) or _IN_CHARGE.match(s, stop)
        if place is None and strict:
            return None
        stop = place.end() if place else stop
        return Found(at, stop, s[at:stop], several is not None)
    many = inner.collective or several is not None or m.group().lower() == "thành viên"
    return Found(at, inner.end, s[at:gap_end] + inner.words, many, inner.head, inner.kind)


_IN_CHARGE = regex(r"\s+phụ\s+trách(?:\s+(?:lĩnh\s+vực|khối|ngành|địa\s+bàn|mảng))?(?!\w)", re.I)


def collective(s: str, at: int, strict: bool) -> Found | None:
    """A general group: "các sở, ban, ngành", "các cơ quan, đơn vị có liên quan", "địa phương"."""
    grammar = bodies()
    m = grammar.collective.match(s, at)
    if m is None:
        return None
    nouns = m["nouns"]
    if m["quantifier"] is None and m["tail"].strip()[:1].isupper() and not BETWEEN.search(nouns):
        return None  # "Phòng Nghiệp vụ 1" is a room of that name
    several = BETWEEN.sub(" ", nouns) != nouns or bool(re.search(r"[,\-/]| và ", nouns))
    head = grammar.head.match(s, at)
    if m["quantifier"] is None and not m["tail"].strip():
        if re.match(rf"\s[{UPPER}]", s[m.end() :]) and _LAST_HEAD.search(nouns):
            return None  # "Báo, Đài Phát thanh": the last noun opens a name
        if not several or (head and head.end() > m.end()):
            return None
        if head and not re.match(r"\s*(?:,|và\b|ngành\b|-)", s[head.end() :]):
            return None
    elif head and head.end() >= m.end() and m["quantifier"] is None:
        return None
    if m["quantifier"] and re.match(rf"\s+[{UPPER}]", s[m.end() :]) and not several and not m["tail"].strip():
        return _members_named(s, at, m.end())
    named = _NAMED_NEXT.search(s, at, m.end())
    if named and grammar.head.match(s, named.start(1)) and _OWN_NAME.match(s, m.end()):
        return Found(at, named.start(), s[at : named.start()], True)
    stop = _end_of_collective(s, m.end())
    many = bool(m["quantifier"]) or several or bool(_GENERAL.search(m["tail"]))
    return Found(at, stop, s[at:stop], many)


# "cơ quan thường trực Ban Chỉ đạo" is one body, "đơn vị liên quan" are many.
_GENERAL = regex(r"liên quan|chức năng|khác|các cấp|hữu quan|địa phương|trực thuộc|thành viên", re.I)
_LAST_HEAD = regex(rf"[,;]\s*[{UPPER}]\w*$")
# "các Ban và Trung tâm Khuyến nông": the last noun opens a name of its own.
_NAMED_NEXT = regex(rf"(?:\s+và|\s*[,;])\s+([{UPPER}]\w+(?:\s\w+)?)$")
_OWN_NAME = regex(rf"\s+(?:các\s+)?[{UPPER}]")


def _members_named(s: str, at: int, stop: int) -> Found | None:
    """ "các Sở Tài chính, Tư pháp": a kind in the plural with its members named after it."""
    noun = s[at:stop].split()[-1]
    head = bodies().head.match(s, stop - len(noun))
    kind = bodies().kind_of.get(head.group().lower()) if head else None
    field = known_field(s, skip(s, stop), kind) if kind else None
    if head is None or field is None:
        end = _end_of_collective(s, stop)
        return Found(at, end, s[at:end], True)
    end = place_end(s, field[0])
    return Found(at, end, f"{head.group()} {field[1]}{s[field[0] : end]}", False, head.group(), kind)


_OF = regex(
    r"\s+(?:(?:của|thuộc(?:\s*[,/]\s*|\s+(?:và|hoặc)\s+)trực\s+thuộc|thuộc|trực\s+thuộc|ở|tại|trong)\s+)?(?=\S)"
)
_AREA = regex(
    r"\s+trên\s+(?:cùng\s+)?địa\s+bàn(?:\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố|huyện|quận|xã|phường))?", re.I
)


def _end_of_collective(s: str, stop: int) -> int:
    """Where a collective ends: after the body that it belongs to, its place or its area."""
    of = _OF.match(s, stop)
    if of:
        head = bodies().head.match(s, of.end())
        explicit = bool(of.group().strip())
        if head and (explicit or not re.match(r"\n", s[stop:])):
            inner = body(s, of.end(), {})
            if inner is not None and (explicit or s[stop - 1 : stop].isalnum()):
                stop = inner.end
    place = bodies().place.match(s, stop)
    if place and "\n" not in place.group():
        stop = place.end()
    area = _AREA.match(s, stop)
    if area:
        stop = area.end()
        place = re.compile(rf"\s+[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}}").match(s, stop)
        stop = place.end() if place else stop
    return stop


# Inside one list of nouns a new group starts before "các", "địa phương", the mass organisations, and
# before "và đơn vị (liên quan)" when more than "cơ quan" stands before it.
_CUT = regex(
    r"(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?=(?:các|những)\s|sở\s*,|địa phương\b|tổ chức (?:chính trị|CT)"
    r"|tổ chức (?:đoàn thể|hội)\b)"
    r"|(?:(?<=viện)|(?<=trường)|(?<=ủy)|(?<=đảng)|(?<=đại học)|(?<=cao đẳng)|(?<=chuyên)|(?<=phổ thông))"
    r"\s*,\s*"
    r"(?=(?:viện|trường|chính quyền|trung tâm|bệnh viện|trạm)\b)"
    r"|(?<!cơ quan)(?<!tổ chức)\s+và\s+(?=(?:đơn vị|cơ quan|tổ chức|cá nhân)\b.*(?:liên quan|chức năng))",
    re.I,
)

# Where people live and learn is no office: "các cơ quan, đơn vị, trường học", "các thôn, đơn vị".
_CUT_BY_SORT = regex(
    r"(?:(?<=cơ quan)|(?<=đơn vị)|(?<=ban)|(?<=ngành)|(?<=đoàn thể))\s*,\s*"
    r"(?=(?:trường học|nhà trường|khu dân cư|thôn|bản|ấp|khóm|tổ dân phố)\b)"
    r"|(?:(?<=thôn)|(?<=bản)|(?<=ấp)|(?<=dân cư)|(?<=dân phố)|(?<=trường học)|(?<=phổ thông))\s*,\s*"
    r"(?=(?:đơn vị|cơ quan)\b)",
    re.I,
)


def parted(s: str, found: Found) -> Iterator[Found]:
    """A collective that the format counts as several: "các bộ, ngành, địa phương" is two."""
    if not found.collective or found.head is not None or not found.sure:
        yield found
        return
    words = s[found.start : found.end]
    of_a_post = bodies().post.match(words) is not None  # "Thủ trưởng các cơ quan, đơn vị, trường học"
    found_cuts = [*_CUT.finditer(words), *(() if of_a_post else _CUT_BY_SORT.finditer(words))]
    cuts = sorted((m for m in found_cuts if m.start() > 0), key=lambda m: m.start())
    at = 0
    for m in cuts:
        yield Found(found.start + at, found.start + m.start(), words[at : m.start()], True)
        at = m.end()
    yield Found(found.start + at, found.end, words[at:], True)
