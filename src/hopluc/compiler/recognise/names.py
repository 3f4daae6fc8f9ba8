"""Names of bodies read from left to right.

At each place a collective ("các sở, ban, ngành"), a body ("Sở Tư pháp"), a post with its body, or a
name that leaves out the head of the one before it ("Sở Tài chính, Tư pháp"). What is none of these is
taken as it stands, up to the next separator, so that no word of a cell is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hopluc.compiler.recognise.bodies import UPPER, Kind, bodies


@dataclass(frozen=True, slots=True)
class Found:
    """One name on the way: its place, what to spell out, and what the next may inherit."""

    start: int
    end: int
    words: str
    collective: bool
    head: str | None = None
    kind: Kind | None = None
    sure: bool = True


_SPACE = re.compile(r"\s+")
_SEPARATOR = re.compile(
    r"(?:\s*(?:[;,./]|\n|\+|(?<=\s)-(?=\s)|•|…|\.\.\.)\s*|\s+(?:và|cùng(?:\s+với)?|hoặc|với"
    r"|cũng như|&)(?!\w)\s*|\s+)+",
)
_BULLET = re.compile(r"\s*(?:[-+*•–]\s+|[a-zđ]\)\s*|\(?\d{1,2}\)\s*|\d{1,2}\.\s+(?=[^\W\d_]))")
_BRACKET = re.compile(r"\s*\(([^()\n]*)\)")
_BETWEEN = re.compile(r"\s*[,/\-]\s*(?:và\s+)?|\s+và\s+|\s+")
_CAC = re.compile(r"(?:các|những)\s+", re.I)


def scan(s: str, at: int, glossary: Mapping[str, str], *, strict: bool) -> list[Found]:
    """Names from `at` on. `strict` stops at the first words that are no known kind of name."""
    out: list[Found] = []
    comma = False
    while at < len(s):
        at = _past_labels(s, at, first=not out, strict=strict)
        found = _next_name(s, at, out[-1] if out else None, glossary, strict=strict)
        if found is None:
            found = None if strict else _loose(s, at)
            if found is None:
                break
            if comma and out and _goes_on(out[-1], found):
                out[-1] = replace(out[-1], end=found.end, words=out[-1].words + s[out[-1].end : found.end])
                found = out.pop()
        elif not strict:
            found = _with_rest(s, found)
        members, after = _members(s, found, glossary, strict=strict)
        out.extend(members or _parted(s, found))
        gap = _SEPARATOR.match(s, after)
        if gap is None:
            if strict or after <= at:
                break
            at, comma = after, False
            continue
        if strict and not _may_follow(s, gap):
            break
        at, comma = gap.end(), gap.group().strip() == ","
    return out


_ROLE = re.compile(
    r"(?:chủ\s+trì|phối\s+hợp(?:\s+(?:với|cùng))?|thực\s+hiện)(?:\s*[:,]\s*|\s+(?=[^\W\d_])|\s*$)", re.I
)


def _past_labels(s: str, at: int, *, first: bool, strict: bool) -> int:
    """Past a bullet, and in a cell past words of role ("chủ trì: …")."""
    if not strict or first or s[at - 1 : at] == "\n":
        step = _BULLET.match(s, at)
        at = step.end() if step else at
    while not strict and (role := _ROLE.match(s, at)):
        at = role.end()
    return at


def _may_follow(s: str, gap: re.Match[str]) -> bool:
    """Whether a list in running text may go on over this gap."""
    if gap.group().isspace() and "\n" not in gap.group():
        return _opens(s, gap.end())
    return gap.group().strip() not in (".", "/")


def _goes_on(before: Found, found: Found) -> bool:
    """Whether words in small letters after a comma still belong to a descriptive name before it."""
    descriptive = before.collective or (before.kind is not None and before.kind.rest == "list")
    return descriptive and found.words[:1].islower()


_BELONGS = re.compile(r"(?:thuộc|của|tại|trong)$")
_NEXT_WORD = re.compile(r"[ ]+([^\s;,.:\n()]+)")


def _with_rest(s: str, found: Found) -> Found:
    """A name with the words in small letters that stand after it in a cell, up to a separator.

    "Các doanh nghiệp cung cấp dịch vụ viễn thông" is one name; in a cell nothing but names stands.
    """
    stop = found.end
    while True:
        m = _NEXT_WORD.match(s, stop)
        if m is None or m[1] in ("và", "-", "&") or _ROLE.match(s, m.start(1)):
            break
        if _opens(s, m.start(1)) and not _BELONGS.search(s, max(0, stop - 8), stop):
            break
        if stop == found.end and not m[1][0].islower():
            break
        stop = m.end()
    return found if stop == found.end else replace(found, end=stop, words=found.words + s[found.end : stop])


def _opens(s: str, at: int) -> bool:
    """Whether a body's head stands at `at`: two names run together by a lost separator."""
    return bodies().head.match(s, at) is not None


def _next_name(
    s: str, at: int, before: Found | None, glossary: Mapping[str, str], *, strict: bool
) -> Found | None:
    """The name that opens at `at`, by the first reading that fits."""
    return (
        _post(s, at, glossary, strict)
        or _units_of(s, at, before)
        or _collective(s, at, strict)
        or _body(s, at, glossary)
        or _bodies_of_a_kind(s, at, glossary)
        or _without_head(s, at, before, glossary)
    )


def _post(s: str, at: int, glossary: Mapping[str, str], strict: bool) -> Found | None:
    """A post with its body: "Chủ tịch UBND các quận, huyện"; several posts of one body are one name."""
    m = bodies().post.match(s, at)
    if m is None:
        return None
    stop = m.end()
    while True:
        gap = re.compile(r"\s*(?:,|và)\s*").match(s, stop)
        more = bodies().post.match(s, gap.end()) if gap else None
        if more is None:
            break
        stop = more.end()
    gap_end = stop + len(s[stop:]) - len(s[stop:].lstrip(" "))
    inner = _collective(s, gap_end, True) or _body(s, gap_end, glossary)
    if inner is None:
        place = bodies().place.match(s, stop)
        if place is None and strict:
            return None
        stop = place.end() if place else stop
        return Found(at, stop, s[at:stop], False)
    return Found(at, inner.end, s[at:gap_end] + inner.words, inner.collective, inner.head, inner.kind)


def _units_of(s: str, at: int, before: Found | None) -> Found | None:
    """Units that share the head before them: "UBND thành phố Thủ Đức và các quận, huyện"."""
    if before is None or before.head is None or before.kind is None or before.kind.rest != "place":
        return None
    if not re.match(r"(?i:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)", before.head):
        return None
    cac = _CAC.match(s, at)
    first = bodies().units.match(s, cac.end() if cac else at)
    if first is None or first.group().lower() in ("địa phương", "tỉnh") or not (cac or before.collective):
        return None
    stop = _end_of_units(s, first.end())
    return Found(at, stop, f"{before.head} {s[at:stop]}", True, before.head, before.kind)


def _end_of_units(s: str, stop: int) -> int:
    while True:
        gap = _BETWEEN.match(s, stop)
        more = bodies().units.match(s, gap.end()) if gap else None
        if more is None or more.group().lower() == "địa phương":
            return stop
        stop = more.end()


def _collective(s: str, at: int, strict: bool) -> Found | None:
    """A general group: "các sở, ban, ngành", "các cơ quan, đơn vị có liên quan", "địa phương"."""
    grammar = bodies()
    m = grammar.collective.match(s, at)
    if m is None:
        return None
    nouns = m["nouns"]
    several = _BETWEEN.sub(" ", nouns) != nouns or bool(re.search(r"[,\-/]| và ", nouns))
    head = grammar.head.match(s, at)
    if m["quantifier"] is None and not m["tail"].strip():
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
_GENERAL = re.compile(r"liên quan|chức năng|khác|các cấp|hữu quan|địa phương|trực thuộc|thành viên", re.I)
# "các Ban và Trung tâm Khuyến nông": the last noun opens a name of its own.
_NAMED_NEXT = re.compile(rf"\s+và\s+([{UPPER}]\w+(?:\s\w+)?)$")
_OWN_NAME = re.compile(rf"\s+(?:các\s+)?[{UPPER}]")


def _members_named(s: str, at: int, stop: int) -> Found | None:
    """ "các Sở Tài chính, Tư pháp": a kind in the plural with its members named after it."""
    noun = s[at:stop].split()[-1]
    head = bodies().head.match(s, stop - len(noun))
    kind = bodies().kind_of.get(head.group().lower()) if head else None
    field = _known_field(s, _skip(s, stop), kind) if kind else None
    if head is None or field is None:
        end = _end_of_collective(s, stop)
        return Found(at, end, s[at:end], True)
    end = _place_end(s, field[0])
    return Found(at, end, f"{head.group()} {field[1]}{s[field[0] : end]}", False, head.group(), kind)


_OF = re.compile(r"\s+(?:(?:của|thuộc|trực\s+thuộc|ở|tại|trong)\s+)?(?=\S)")
_AREA = re.compile(
    r"\s+trên\s+(?:cùng\s+)?địa\s+bàn(?:\s+(?:toàn\s+)?(?:tỉnh|thành\s+phố|huyện|quận|xã|phường))?", re.I
)


def _end_of_collective(s: str, stop: int) -> int:
    """Where a collective ends: after the body that it belongs to, its place or its area."""
    of = _OF.match(s, stop)
    if of:
        head = bodies().head.match(s, of.end())
        explicit = bool(of.group().strip())
        if head and (explicit or not re.match(r"\n", s[stop:])):
            inner = _body(s, of.end(), {})
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


def _body(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """One body: head, then a known field, a place, or the words of its own name."""
    m = bodies().head.match(s, at)
    if m is None:
        return None
    low = _SPACE.sub(" ", m.group()).lower()
    head, kind = bodies().usual[low], bodies().kind_of[low]
    again = bodies().head.match(s, _skip(s, m.end()))
    if again and again.group() == m.group():
        doubled = _body(s, again.start(), glossary)  # "Sở Sở Công Thương": a slip
        return replace(doubled, start=at) if doubled else None
    field = _known_field(s, _skip(s, m.end()), kind) if m.end() < len(s) else None
    if field:
        stop = _place_end(s, field[0])
        return Found(at, stop, f"{head} {field[1]}{s[field[0] : stop]}", False, head, kind)
    stop = _rest_end(s, m.end(), kind, glossary)
    own = s[m.end() : stop]
    collective = kind.many or (kind.rest == "place" and bool(_MANY.search(own))) or _unit_list(own)
    collective = collective or own.rstrip().endswith("các cấp")
    return Found(at, stop, head + own, collective, head, kind)


# "UBND các huyện", "Hội Nông dân cấp xã".
_MANY = re.compile(r"^\s*(?:các|những)\s|^\s*cấp\s(?!tỉnh)", re.I)


def _bodies_of_a_kind(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """Bodies of one kind together: "các Đoàn đại biểu Quốc hội", "các Chi cục Thuế khu vực"."""
    several = _CAC.match(s, at)
    body = _body(s, several.end(), glossary) if several else None
    if body is None or several is None:
        return None
    return replace(body, start=at, words=several.group() + body.words, collective=True)


def _unit_list(words: str) -> bool:
    return bool(re.match(r"\s*(?:huyện|quận|xã|phường|thị xã|thành phố)\s*,", words, re.I))


def _skip(s: str, at: int) -> int:
    """Past spaces (not line ends)."""
    while at < len(s) and s[at] == " ":
        at += 1
    return at


def _known_field(s: str, at: int, kind: Kind) -> tuple[int, str] | None:
    """End and usual spelling of a known name at `at`."""
    for pattern, name in kind.fields:
        m = pattern.match(s, at)
        if m and not re.match(
            r"\s+(?:và|&)\s+(?=[" + UPPER + r"])(?!Sở|Bộ|UBND|Ủy|Công an|Liên|Ban|Hội)", s[m.end() :]
        ):
            return m.end(), name
    for pattern, name in kind.fields:
        m = pattern.match(s, at)
        if m:
            return m.end(), name
    return None


def _place_end(s: str, stop: int) -> int:
    place = bodies().place.match(s, stop)
    return place.end() if place and "\n" not in place.group() else stop


_BRANCH = re.compile(r"(?:\s+(?i:Việt\s+Nam))?(?:\s*[-,(]?\s*(?i:chi\s+nhánh|CN)(?!\w))?(?:\s+(?i:tại))?")


def _rest_end(s: str, at: int, kind: Kind, glossary: Mapping[str, str]) -> int:
    """Where a name without a known field ends."""
    if kind.rest == "none":
        return at
    if kind.rest in ("place", "branch"):
        m = (
            _BRANCH.match(s, at)
            if kind.rest == "branch"
            else re.compile(r"\s+(?i:Việt\s+Nam)(?!\w)").match(s, at)
        )
        at = m.end() if m else at
        stop = _place_end(s, at)
        return _place_end(s, stop) if stop != at and s[stop - 4 : stop] == " Nam" else stop
    return _own_name_end(s, at, kind, glossary)


# A word of a name; abbreviations may hold commas ("KH,CN&MT").
_WORD = re.compile(rf"[{UPPER}]+(?:,[{UPPER}&]{{2,}}(?!\w))+|[^\W_][\w.&]*(?:[-–][\w&]+)*")
_STOP = re.compile(r"[;:\n()“”\"|]|\.(?=\s|$)|\.\.\.|…")


def _own_name_end(s: str, at: int, kind: Kind, glossary: Mapping[str, str]) -> int:
    """The end of a descriptive name, which runs until a separator that its kind does not hold."""
    grammar = bodies()
    stop = at
    place = at
    first = True
    while place < len(s):
        gap = re.compile(r"[ ]*(?:,[ ]*|-[ ]*)?(?:và[ ]+)?|[ ]+").match(s, place)
        here = gap.end() if gap else place
        glue = s[place:here]
        if here >= len(s) or _STOP.match(s, here) or _STOP.match(s, place):
            return stop
        comma, joined = "," in glue, "và " in glue
        if (comma and kind.rest != "list") or (joined and kind.rest == "plain"):
            return stop
        if (comma or joined) and (first or _starts_other(s, here, kind, glossary)):
            return stop
        if (kind.alone or not first) and grammar.predicate.match(s, here):
            return stop
        head = grammar.head.match(s, here)
        if head and "-" in glue:
            return stop
        if head and not (comma or joined):
            inner_end = _complement(s, here, first, kind, glossary)
            return inner_end if inner_end is not None else stop
        word = _WORD.match(s, here)
        if word is None:
            return stop
        stop = place = word.end()
        first = False
    return stop


def _starts_other(s: str, at: int, kind: Kind, glossary: Mapping[str, str]) -> bool:
    """Whether another name starts here: a head, a post, a group, or a name known in this document."""
    grammar = bodies()
    if grammar.head.match(s, at) or grammar.post.match(s, at):
        return True
    group = grammar.collective.match(s, at)
    if group and (group["quantifier"] or group["tail"].strip() or group["nouns"].lower() == "địa phương"):
        return not (kind.rest == "list" and _THINGS.match(group["nouns"]))
    return kind.ellipsis and _named_here(s, at, glossary) is not None


# What many names are about ("Ban Chỉ đạo phát triển kinh tế tập thể, hợp tác xã các cấp").
_THINGS = re.compile(r"(?:hợp tác xã|HTX|tổ hợp tác|THT|liên hiệp|doanh nghiệp|khu công nghiệp)", re.I)


def _named_here(s: str, at: int, glossary: Mapping[str, str]) -> int | None:
    """The end of a bare name that the document uses elsewhere after its head."""
    names: frozenset[str] = getattr(glossary, "names", frozenset())
    low = s[at : at + 70].lower()
    best = max(
        (len(n) for n in names if low.startswith(n) and not low[len(n) : len(n) + 1].isalnum()), default=0
    )
    return at + best if best else None


def _complement(s: str, at: int, first: bool, kind: Kind, glossary: Mapping[str, str]) -> int | None:
    """The end of the body that a part belongs to: "Văn phòng UBND tỉnh", "Ban Thường vụ Tỉnh ủy"."""
    if not kind.part and not re.search(r"(?:của|thuộc|tại|trong)\s+$", s[max(0, at - 12) : at]):
        return None
    inner = _body(s, at, glossary)
    return inner.end if inner else None


def _without_head(s: str, at: int, before: Found | None, glossary: Mapping[str, str]) -> Found | None:
    """A second name that leaves out its head: "Sở Tài chính, Tư pháp" → Sở Tư pháp."""
    if before is None or before.kind is None or before.head is None or not before.kind.ellipsis:
        return None
    field = _known_field(s, at, before.kind)
    if field:
        stop = _place_end(s, field[0])
        return Found(
            at, stop, f"{before.head} {field[1]}{s[field[0] : stop]}", False, before.head, before.kind
        )
    named = _named_here(s, at, glossary)
    if named is None:
        return None
    return Found(at, named, f"{before.head} {s[at:named]}", False, before.head, before.kind)


_LOOSE_END = re.compile(r"[;,\n()]|\.(?=\s|$)|\s+và\s+")


def _loose(s: str, at: int) -> Found | None:
    """Words that are no known kind of name: taken as they stand, up to the next separator."""
    bracket = _BRACKET.match(s, at)
    first = _WORD.search(s, bracket.end() if bracket else at)
    if first is None:
        return None
    start = first.start()
    m = _LOOSE_END.search(s, start + 1)
    while (
        m and m.group().strip() == "và" and not (_opens(s, m.end()) or bodies().collective.match(s, m.end()))
    ):
        m = _LOOSE_END.search(s, m.end())
    words = s[start : m.start() if m else len(s)].rstrip(" .:-")
    general = bodies().collective.fullmatch(words)
    several = general is not None or words.lower().startswith(("các ", "những "))
    return Found(start, start + len(words), words, several, sure=False)


def _members(s: str, found: Found, glossary: Mapping[str, str], *, strict: bool) -> tuple[list[Found], int]:
    """Members of a group in brackets or after a colon, and where reading goes on.

    "Các Bộ: Quốc phòng, Xây dựng" and "đoàn thể (Hội Nông dân, Đoàn Thanh niên)" give members.
    """
    bracket = _BRACKET.match(s, found.end)
    if bracket:
        if not found.collective:
            return [], bracket.end()
        inside = [
            replace(f, start=f.start + bracket.start(1), end=f.end + bracket.start(1))
            for f in scan(bracket[1], 0, glossary, strict=True)
        ]
        covered = sum(f.end - f.start for f in inside) >= 0.6 * len(bracket[1].strip(" .…"))
        return (inside if inside and covered and len(inside) > 1 else []), bracket.end()
    if found.collective and re.match(r"\s*:\s*\S", s[found.end :]):
        return _after_colon(s, found, strict=strict)
    return [], found.end


_MEMBER = re.compile(rf"[{UPPER}][^,;\n()]{{1,70}}?(?=\s*(?:[,;\n]|$|\s+và\s))")


def _after_colon(s: str, found: Found, *, strict: bool) -> tuple[list[Found], int]:
    """Members named after "Các Bộ:"; in running text only by names that the kind is known to have."""
    at = _skip(s, s.index(":", found.end) + 1)
    noun = found.words.split()[-1].capitalize()
    kind = bodies().kind_of.get(noun.lower())
    if kind is None:
        return [], found.end
    before = Found(found.start, found.end, found.words, False, noun, kind)
    out: list[Found] = []
    while not _opens(s, at):
        member = _MEMBER.match(s, at)
        nxt = _without_head(s, at, before, {})
        if nxt is None and member and not strict:
            nxt = Found(at, member.end(), f"{noun} {member.group()}", False, noun, kind)
        if nxt is None:
            break
        out.append(nxt)
        gap = _SEPARATOR.match(s, nxt.end)
        if gap is None or re.search(r"[;\n]", gap.group()):
            break
        at = gap.end()
    return out, out[-1].end if out else found.end


# Inside one list of nouns a new group starts before "các", "địa phương", the mass organisations, and
# before "và đơn vị (liên quan)" when more than "cơ quan" stands before it.
_CUT = re.compile(
    r"(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?=(?:các|những)\s|sở\s*,|địa phương\b|tổ chức (?:chính trị|CT)"
    r"|tổ chức (?:đoàn thể|hội)\b)"
    r"|(?<!cơ quan)(?<!tổ chức)\s+và\s+(?=(?:đơn vị|cơ quan|tổ chức|cá nhân)\b.*(?:liên quan|chức năng))",
    re.I,
)


def _parted(s: str, found: Found) -> Iterator[Found]:
    """A collective that the format counts as several: "các bộ, ngành, địa phương" is two."""
    if not found.collective or found.head is not None or not found.sure:
        yield found
        return
    words = s[found.start : found.end]
    cuts = [m for m in _CUT.finditer(words) if m.start() > 0]
    at = 0
    for m in cuts:
        yield Found(found.start + at, found.start + m.start(), words[at : m.start()], True)
        at = m.end()
    yield Found(found.start + at, found.end, words[at:], True)
