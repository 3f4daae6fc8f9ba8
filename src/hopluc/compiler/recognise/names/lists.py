"""Names of bodies read from left to right.

At each place a collective ("các sở, ban, ngành"), a body ("Sở Tư pháp"), a post with its body, or a
name that leaves out the head of the one before it ("Sở Tài chính, Tư pháp"). What is none of these is
taken as it stands, up to the next separator, so that no word of a cell is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hopluc.compiler.recognise.bodies import UPPER, bodies
from hopluc.compiler.recognise.names.found import BRACKET, CAC, Found, opens, skip
from hopluc.compiler.recognise.names.groups import collective, parted, person, post
from hopluc.compiler.recognise.names.single import (
    WORD,
    bodies_of_a_kind,
    body,
    with_superior_after_dash,
    without_head,
)
from hopluc.compiler.recognise.names.units import units_named, units_of, with_shared_place
from hopluc.viet.patterns import regex

SEPARATOR = regex(
    r"(?:\s*(?:[;,./]|\n|\+|(?<=\s)-(?=\s)|•|…|\.\.\.)\s*|\s+(?:và|cùng(?:\s+với)?|hoặc|với"
    r"|cũng như|&)(?!\w)\s*|\s+)+",
)
_BULLET = regex(r"\s*(?:[-+*•–]\s+|[a-zđ]\)\s*|\(?\d{1,2}\)\s*|\d{1,2}\.\s+(?=[^\W\d_]))")


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
            found = with_superior_after_dash(s, _with_rest(s, found), glossary)
        elif found.collective:
            found = _narrowed(s, found)
        members, after = _members(s, found, glossary, strict=strict)
        out.extend(members or parted(s, found))
        gap = SEPARATOR.match(s, after)
        if gap is None:
            if strict or after <= at:
                break
            at, comma = after, False
            continue
        if strict and not _may_follow(s, gap):
            break
        at, comma = gap.end(), gap.group().strip() == ","
    return with_shared_place(out)


_ROLE = regex(
    r"(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(?:chủ\s+trì|phối\s+hợp(?:\s+(?:với|cùng))?|thực\s+hiện|tham\s+mưu)"
    r"(?:\s*[:,]\s*|\s+(?=[^\W\d_])|\s*$)",
    re.I,
)


# Before the name of a body that is asked or told: "Đề nghị UBMTTQ tỉnh".
_ASKED = regex(rf"(?:[Đđ]ề nghị|[Mm]ời|[Gg]iao|[Dd]o)\s+(?=[{UPPER}])")


def _past_labels(s: str, at: int, *, first: bool, strict: bool) -> int:
    """Past a bullet, and in a cell past words of role ("chủ trì: …")."""
    if not strict or first or s[at - 1 : at] == "\n":
        step = _BULLET.match(s, at)
        at = step.end() if step else at
    while not strict and (role := _ROLE.match(s, at) or _ASKED.match(s, at)):
        at = role.end()
    return at


def _may_follow(s: str, gap: re.Match[str]) -> bool:
    """Whether a list in running text may go on over this gap."""
    if gap.group().isspace() and "\n" not in gap.group():
        return opens(s, gap.end())
    return gap.group().strip() not in (".", "/")


def _goes_on(before: Found, found: Found) -> bool:
    """Whether words in small letters after a comma still belong to a descriptive name before it."""
    descriptive = before.collective or (before.kind is not None and before.kind.rest == "list")
    return descriptive and found.words[:1].islower()


# Words that tell some of a group from the others, and groups that are nearly always told so.
_NARROWS = regex(
    r"\s+(?:ven|vùng|miền|biên giới|hải đảo|trung du|nội thành|ngoại thành|có|thuộc|nơi|đóng|hoạt động)(?!\w)"
)
# The same, where they say where a unit lies and always end there.
_LIES = regex(
    r"\s+(?:(?:nơi\s+)?có\s+(?:biển|rừng|đê|dự án)|ven\s+(?:biển|sông)|biên\s+giới|hải\s+đảo|trung\s+du|"
    r"miền\s+(?:núi|biển)|vùng\s+(?:cao|sâu|biên|ven\s+biển))(?!\w)"
)
_OF_A_SORT = regex(
    r"(?:doanh nghiệp|cá nhân|hộ gia đình|cơ sở|đội|hợp tác xã|tổ hợp tác|hiệp hội|trường"
    r"|câu lạc bộ|lực lượng|ngân hàng)$",
    re.I,
)
_SMALL_WORD = regex(r"\s+[a-zà-ỹđ]+(?!\w)")
_ENDS_NAME = regex(r"\s*(?:[,;.:()\n]|$)|\s+(?:và|trong|trước|từ|đến|vào|với)(?!\w)")
_LONGEST_NARROWING = 4


def _narrowed(s: str, found: Found) -> Found:
    """A group with what narrows it down in running text: "các doanh nghiệp lữ hành", "… có biển".

    The words go on up to what the group does or to a separator; where none of these comes soon,
    nobody can say where the name ends.
    """
    lies = _LIES.match(s, found.end)
    if lies:
        return replace(found, end=lies.end(), words=found.words + lies.group())
    if not (_NARROWS.match(s, found.end) or _OF_A_SORT.search(s, max(0, found.end - 16), found.end)):
        return found
    stop = found.end
    for _ in range(_LONGEST_NARROWING + 1):
        ends = stop > found.end and _ENDS_NAME.match(s, stop)
        gap = _SMALL_WORD.match(s, stop)
        does = gap and bodies().predicate.match(s, stop + 1)
        if ends or (does and stop > found.end):
            return replace(found, end=stop, words=found.words + s[found.end : stop])
        if gap is None or does:
            return found
        stop = gap.end()
    return found


_BELONGS = regex(r"(?:thuộc|của|tại|trong|giúp việc|thường trực)$")
_NEXT_WORD = regex(r"[ ]+([^\s;,.:\n()]+)")


def _with_rest(s: str, found: Found) -> Found:
    """A name with the words in small letters that stand after it in a cell, up to a separator.

    "Các doanh nghiệp cung cấp dịch vụ viễn thông" is one name; in a cell nothing but names stands.
    """
    stop = found.end
    while True:
        m = _NEXT_WORD.match(s, stop)
        if m is None or m[1] in ("-", "&", "hoặc", "với", "cùng") or _ROLE.match(s, m.start(1)):
            break
        if m[1] == "và" and not _small_goes_on(s, m.end(), found):
            break
        if opens(s, m.start(1)) and not _BELONGS.search(s, max(0, stop - 12), stop):
            break
        if stop == found.end and not m[1][0].islower():
            break
        stop = m.end()
    return found if stop == found.end else replace(found, end=stop, words=found.words + s[found.end : stop])


_SMALL = regex(r"\s+(?=[^\W\d_])")


def _small_goes_on(s: str, at: int, found: Found) -> bool:
    """Whether after "và" the same name goes on: "doanh nghiệp nhỏ và vừa", "giao thông và nông nghiệp"."""
    gap = _SMALL.match(s, at)
    if gap is None or not s[gap.end()].islower() or found.collective:
        return False
    grammar = bodies()
    return not (
        grammar.collective.match(s, gap.end()) or _ROLE.match(s, gap.end()) or CAC.match(s, gap.end())
    )


def _next_name(
    s: str, at: int, before: Found | None, glossary: Mapping[str, str], *, strict: bool
) -> Found | None:
    """The name that opens at `at`, by the first reading that fits."""
    return (
        person(s, at, glossary)
        or post(s, at, glossary, strict)
        or units_of(s, at, before)
        or collective(s, at, strict)
        or body(s, at, glossary)
        or bodies_of_a_kind(s, at, glossary)
        or without_head(s, at, before, glossary)
    )


_LOOSE_END = regex(r"[;,\n()]|\.(?=\s|$)|\s+và\s+")


# "như trên": says nothing by itself.
_AS_ABOVE = regex(r"(?:nt|n/t|như\s+trên|không(?:\s+có)?)", re.I)


def _loose(s: str, at: int) -> Found | None:
    """Words that are no known kind of name: taken as they stand, up to the next separator."""
    bracket = BRACKET.match(s, at)
    first = WORD.search(s, bracket.end() if bracket else at)
    if first is None:
        return None
    start = first.start()
    m = _LOOSE_END.search(s, start + 1)
    while (
        m and m.group().strip() == "và" and not (opens(s, m.end()) or bodies().collective.match(s, m.end()))
    ):
        m = _LOOSE_END.search(s, m.end())
    words = s[start : m.start() if m else len(s)].rstrip(" .:-")
    if _AS_ABOVE.fullmatch(words):
        return _loose(s, start + len(words))
    general = bodies().collective.fullmatch(words)
    several = general is not None or words.lower().startswith(("các ", "những "))
    return Found(start, start + len(words), words, several, sure=False)


def _members(s: str, found: Found, glossary: Mapping[str, str], *, strict: bool) -> tuple[list[Found], int]:
    """Members of a group in brackets or after a colon, and where reading goes on.

    "Các Bộ: Quốc phòng, Xây dựng" and "đoàn thể (Hội Nông dân, Đoàn Thanh niên)" give members.
    """
    units = units_named(s, found)
    if units:
        return units, units[-1].end
    bracket = BRACKET.match(s, found.end)
    if bracket:
        if not found.collective:
            return [], bracket.end()
        inside = [
            replace(f, start=f.start + bracket.start(1), end=f.end + bracket.start(1))
            for f in scan(bracket[1], 0, glossary, strict=True)
        ]
        covered = sum(f.end - f.start for f in inside) >= 0.6 * len(bracket[1].strip(" .…"))
        return (inside if inside and covered and len(inside) > 1 else []), bracket.end()
    named = found.collective or (found.kind is not None and found.kind.ellipsis and found.words == found.head)
    if named and re.match(r"\s*:\s*\S", s[found.end :]):
        return _after_colon(s, found, glossary, strict=strict)
    return [], found.end


_MEMBER = regex(rf"[{UPPER}][^,;\n()]{{1,70}}?(?=\s*(?:[,;\n]|$|\s+và\s))")


def _after_colon(
    s: str, found: Found, glossary: Mapping[str, str], *, strict: bool
) -> tuple[list[Found], int]:
    """Members named after "Các Bộ:"; in running text only by names that the kind is known to have."""
    at = skip(s, s.index(":", found.end) + 1)
    if opens(s, at):
        return _bodies_after_colon(s, at, found, glossary)
    noun = found.words.split()[-1].capitalize()
    kind = bodies().kind_of.get(noun.lower())
    if kind is None:
        return [], found.end
    before = Found(found.start, found.end, found.words, False, noun, kind)
    out: list[Found] = []
    while not opens(s, at):
        member = _MEMBER.match(s, at)
        nxt = without_head(s, at, before, {})
        if nxt is None and member and not strict and not (out and s[out[-1].end : at].strip() == ";"):
            nxt = Found(at, member.end(), f"{noun} {member.group()}", False, noun, kind)
        if nxt is None:
            break
        out.append(nxt)
        gap = SEPARATOR.match(s, nxt.end)
        if gap is None or "\n" in gap.group():
            break
        at = gap.end()
    return out, out[-1].end if out else found.end


def _bodies_after_colon(
    s: str, at: int, found: Found, glossary: Mapping[str, str]
) -> tuple[list[Found], int]:
    """Members with heads of their own: "các cơ quan: Công an tỉnh, Sở Tư pháp"."""
    line = s.find("\n", at)
    out = scan(s if line < 0 else s[:line], at, glossary, strict=True)
    return (out, out[-1].end) if out else ([], found.end)
