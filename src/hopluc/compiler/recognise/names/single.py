"""One body: its head, then a known field, a place, or the words of its own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hopluc.compiler.recognise.bodies import UPPER, Kind, bodies
from hopluc.compiler.recognise.names.found import CAC, SPACE, Found, skip


def body(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """One body: head, then a known field, a place, or the words of its own name."""
    m = bodies().head.match(s, at)
    if m is None:
        return None
    low = SPACE.sub(" ", m.group()).lower()
    head, kind = bodies().usual[low], bodies().kind_of[low]
    again = bodies().head.match(s, skip(s, m.end()))
    if again and again.group() == m.group():
        doubled = body(s, again.start(), glossary)  # "Sở Sở Công Thương": a slip
        return replace(doubled, start=at) if doubled else None
    field = known_field(s, skip(s, m.end()), kind) if m.end() < len(s) else None
    if field:
        stop = place_end(s, field[0])
        return Found(at, stop, f"{head} {field[1]}{s[field[0] : stop]}", False, head, kind)
    stop = _rest_end(s, m.end(), kind, glossary)
    own = s[m.end() : stop]
    collective = kind.many or (kind.rest == "place" and bool(_MANY.search(own))) or _unit_list(own)
    collective = collective or own.rstrip().endswith("các cấp")
    return Found(at, stop, head + own, collective, head, kind)


# "UBND các huyện", "Hội Nông dân cấp xã".
_MANY = re.compile(r"^\s*(?:các|những)\s|^\s*cấp\s(?!tỉnh)", re.I)


def bodies_of_a_kind(s: str, at: int, glossary: Mapping[str, str]) -> Found | None:
    """Bodies of one kind together: "các Đoàn đại biểu Quốc hội", "các Chi cục Thuế khu vực"."""
    several = CAC.match(s, at)
    one = body(s, several.end(), glossary) if several else None
    if one is None or several is None:
        return None
    return replace(one, start=at, words=several.group() + one.words, collective=True)


def _unit_list(words: str) -> bool:
    return bool(re.match(r"\s*(?:huyện|quận|xã|phường|thị xã|thành phố)\s*,", words, re.I))


def known_field(s: str, at: int, kind: Kind) -> tuple[int, str] | None:
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


def place_end(s: str, stop: int) -> int:
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
        stop = place_end(s, at)
        return place_end(s, stop) if stop != at and s[stop - 4 : stop] == " Nam" else stop
    return _own_name_end(s, at, kind, glossary)


# A word of a name; abbreviations may hold commas ("KH,CN&MT").
WORD = re.compile(rf"[{UPPER}]+(?:,[{UPPER}&]{{2,}}(?!\w))+|[^\W_][\w.&]*(?:[-–][\w&]+)*")
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
        word = WORD.match(s, here)
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
