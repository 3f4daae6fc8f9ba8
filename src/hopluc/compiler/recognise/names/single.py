"""One body: its head, then a known field, a place, or the words of its own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hopluc.compiler.recognise.bodies import UPPER, Kind, bodies
from hopluc.compiler.recognise.names.fields import MISREAD, known_field, place_end
from hopluc.compiler.recognise.names.found import CAC, SPACE, Found, skip
from hopluc.viet.patterns import regex


def body(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """One body: head, then a known field, a place, or the words of its own name."""
    m = bodies().head.match(s, at)
    if m is None:
        return _misread(s, at)
    low = SPACE.sub(" ", m.group()).lower()
    kind = bodies().kind_of[low]
    head = SPACE.sub(" ", m.group()) if kind.as_written else bodies().usual[low]
    again = bodies().head.match(s, skip(s, m.end()))
    if again and again.group() == m.group():
        doubled = body(s, again.start(), glossary)  # "Sở Sở Công Thương": a slip
        return replace(doubled, start=at) if doubled else None
    found = _with_field(s, at, skip(s, m.end()), head, kind) or _own_name(
        s, at, m.end(), head, kind, glossary
    )
    return _with_superior(s, found, glossary)


def _with_field(s: str, at: int, place: int, head: str, kind: Kind) -> Found | None:
    """A body by a known name after its head."""
    field = known_field(s, place, kind) if place < len(s) else None
    if field is None:
        return None
    own = _past_short_form(s, field[0])
    stop = place_end(s, own)
    collective = bool(_MANY.search(s[own:stop]))
    return Found(at, stop, f"{head} {field[1]}{s[own:stop]}", collective, head, kind)


# "Liên minh Hợp tác xã (LMHTX) tỉnh": its short form stands inside a name, before the place.
_SHORT_FORM = regex(rf"\s*\([{UPPER}&]{{2,}}\)")


def _past_short_form(s: str, at: int) -> int:
    """The place behind a short form in brackets, where the name goes on there."""
    short = _SHORT_FORM.match(s, at)
    return short.end() if short and place_end(s, short.end()) > short.end() else at


def _own_name(s: str, at: int, place: int, head: str, kind: Kind, glossary: Mapping[str, str]) -> Found:
    """A body by its place or by words of its own."""
    place = _past_short_form(s, place)
    stop = _rest_end(s, place, kind, glossary)
    own = s[place:stop]
    collective = kind.many or bool(_MANY.search(own)) or _unit_list(own)
    return Found(at, stop, head + own, collective or bool(_LOW_LEVEL.search(own)), head, kind)


def _with_superior(s: str, found: Found, glossary: Mapping[str, str]) -> Found:
    """A part with the body that it belongs to: "Ban Pháp chế HĐND tỉnh"."""
    of = found.kind.belongs.match(s, found.end) if found.kind and found.kind.belongs else None
    superior = body(s, of.end(), glossary) if of else None
    if of is None or superior is None:
        return found
    return replace(found, end=superior.end, words=f"{found.words}{of.group()}{superior.words}")


def _misread(s: str, at: int) -> Found | None:
    m = MISREAD.match(s, at)
    if m is None:
        return None
    head = "Sở" if s[at] == "S" else "Bộ"
    return _with_field(s, at, m.end(), head, bodies().kind_of[head.lower()])


# "UBND các huyện", "Hội Nông dân cấp xã".
_MANY = regex(
    r"^\s*(?:các|những)\s+(?:quận|huyện|xã|phường|thị|thành phố|đặc khu|địa|tỉnh|cấp|ấp|thôn|bản|khu)"
    r"|^\s*\d{1,3}\s+(?:quận|huyện|xã|phường)|^\s*cấp\s(?!tỉnh)",
    re.I,
)


_LOW_LEVEL = regex(r"(?:các cấp|cấp (?:xã|huyện|cơ sở))\s*$", re.I)


def bodies_of_a_kind(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """Bodies of one kind together: "các Đoàn đại biểu Quốc hội", "các Chi cục Thuế khu vực"."""
    several = CAC.match(s, at)
    one = body(s, several.end(), glossary) if several else None
    if one is None or several is None:
        return None
    return replace(one, start=at, words=several.group() + one.words, collective=True)


def _unit_list(words: str) -> bool:
    return bool(re.match(r"\s*(?:huyện|quận|xã|phường|thị xã|thành phố)\s*,", words, re.I))


_BRANCH = regex(r"(?:\s+(?i:Việt\s+Nam))?(?:\s*[-,(]?\s*(?i:chi\s+nhánh|CN)(?!\w))?(?:\s+(?i:tại))?")


# "UBND xã Bình Sơn, huyện Lạch Trào": where the commune lies.
_WHERE = regex(
    rf"\s*,\s*(?:huyện|quận|thị xã|thành phố|TP\.?|tỉnh)(?:\s+[{UPPER}]\w*){{1,4}}(?=\s*(?:$|[;\n.]))"
)


def _rest_end(s: str, at: int, kind: Kind, glossary: Mapping[str, str]) -> int:
    """Where a name without a known field ends."""
    if kind.rest == "none":
        return at
    if kind.rest not in ("place", "branch"):
        return _own_name_end(s, at, kind, glossary)
    branch = _BRANCH.match(s, at) if kind.rest == "branch" else None
    stop = place_end(s, branch.end() if branch else at)
    low = s[at:stop].lower().split()
    where = _WHERE.match(s, stop) if low[:1] in (["xã"], ["phường"], ["thị"]) else None
    return where.end() if where else stop


# A word of a name; abbreviations may hold commas ("KH,CN&MT").
WORD = regex(rf"[{UPPER}]+(?:,[{UPPER}&]{{2,}}(?!\w))+|[^\W_][\w.&]*(?:[-–][\w&]+)*")
_STOP = regex(r"[;:\n()“”\"|]|\.(?=\s|$)|\.\.\.|…")


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
        if grammar.sure.match(s, here) or ((kind.alone or not first) and grammar.predicate.match(s, here)):
            return stop
        head = grammar.head.match(s, here)
        if head and _is_word_of_name(s, head, glue, kind, first=first):
            stop = place = head.end()
            first = False
            continue
        if head and "-" in glue:
            return stop
        if head and not (comma or joined) and grammar.place.match(s, place) and not kind.part:
            return place_end(s, place)  # "Báo Trường Hà"
        if head and not (comma or joined):
            inner_end = _complement(s, here, first, kind, glossary)
            return inner_end if inner_end is not None else stop
        word = WORD.match(s, here)
        if word is None:
            return stop
        stop = place = word.end()
        first = False
    return stop


# Nothing of a name follows: the end, a mark, or small letters.
_BARE = regex(rf"(?!\s*(?:[{UPPER}\d&]|của\s|thuộc\s|tỉnh|thành|huyện|xã|phường|khu\s))")
# Kinds of which none goes by its head alone, and whose names are of a field or a people.
_OF_A_FIELD = frozenset(("vụ", "tổng cục", "cục", "báo"))


# "Ban Chỉ đạo Trung ương": whose committee it is, no second body.
_OF_THE_CENTRE = regex(r"Trung\s+ương", re.I)


def _is_word_of_name(s: str, head: re.Match[str], glue: str, kind: Kind, *, first: bool) -> bool:
    """Whether a word that opens names is one of this name's own.

    "Vụ Thư viện", for no body is called "Vụ"; "Ban Xây dựng Hội" and "Phòng Pháp chế - Thanh tra",
    where no name follows that word.
    """
    inner = bodies().kind_of[SPACE.sub(" ", head.group()).lower()]
    dash = "-" in glue
    if glue.strip() not in ("", "-"):
        return False
    if not dash and inner.rest == "none" and _OF_THE_CENTRE.fullmatch(head.group()):
        return True
    if first and not dash:
        of_a_field = not _OF_A_FIELD.isdisjoint(h.lower() for h in kind.heads)
        return of_a_field or (kind.ellipsis and not (kind.part or kind.alone) and inner.rest == "list")
    if first or not _BARE.match(s, head.end()):
        return False
    if dash:
        return kind.part and kind.ellipsis and (inner.rest == "list" or head.group() == "Thanh tra")
    return kind.ellipsis and inner.rest == "list" and not (inner.part or inner.alone)


# "Phòng An ninh mạng - Công an tỉnh": the body that a room belongs to.
_DASH = regex(r"[ ]+-[ ]+")
_SUPERIOR = regex(r"(?:Công an|Sở|Bộ|UBND|Ủy ban nhân dân|Liên minh)(?!\w)")


def with_superior_after_dash(s: str, found: Found, glossary: Mapping[str, str]) -> Found:
    """A room with the body after a dash that it belongs to: "Phòng An ninh mạng - Công an tỉnh"."""
    dash = _DASH.match(s, found.end)
    part = found.kind is not None and (found.kind.part or found.head in ("Cục", "Chi cục", "Vụ"))
    if dash is None or not part or not _SUPERIOR.match(s, dash.end()):
        return found
    superior = body(s, dash.end(), glossary)
    if superior is None:
        return found
    return replace(found, end=superior.end, words=f"{found.words} - {superior.words}")


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
_THINGS = regex(r"(?:hợp tác xã|HTX|tổ hợp tác|THT|liên hiệp|doanh nghiệp|khu công nghiệp)", re.I)


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
    head = bodies().head.match(s, at)
    after = skip(s, head.end()) if head else at
    if head and " " not in head.group() and after > head.end() and bodies().predicate.match(s, after):
        return head.end()  # "Văn phòng Ban bảo đảm kinh phí": of that board, which does what follows
    inner = body(s, at, glossary)
    return inner.end if inner else None


def without_head(s: str, at: int, before: Found | None, glossary: Mapping[str, str]) -> Found | None:
    """A second name that leaves out its head: "Sở Tài chính, Tư pháp" → Sở Tư pháp."""
    if before is None or before.kind is None or before.head is None or not before.kind.ellipsis:
        return None
    field = known_field(s, at, before.kind)
    if field:
        stop = place_end(s, field[0])
        return Found(
            at, stop, f"{before.head} {field[1]}{s[field[0] : stop]}", False, before.head, before.kind
        )
    named = _named_here(s, at, glossary)
    if named is None:
        return None
    return Found(at, named, f"{before.head} {s[at:named]}", False, before.head, before.kind)
