"""Units below the province that a head stands for: "UBND các xã, phường", "UBND xã A, xã B"."""

from __future__ import annotations

import re
from dataclasses import replace

from hopluc.compiler.recognise.bodies import UPPER, bodies
from hopluc.compiler.recognise.names.found import BETWEEN, CAC, Found, skip
from hopluc.viet.patterns import regex

_SHARES_HEAD = regex(r"(?i:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy)")
# Levels below which the others stand; a list goes down or stays, an address goes up.
_LEVELS = {"thành phố": 2, "tp": 2, "tp.": 2, "quận": 2, "huyện": 2, "thị xã": 2, "xã": 1, "phường": 1,
           "thị trấn": 1, "đặc khu": 1}  # fmt: skip
_LEVEL = regex(rf"(?i:({'|'.join(sorted(map(re.escape, _LEVELS), key=len, reverse=True))}))(?!\w)")
_UNIT_NAME = regex(
    rf"\s*(?:[{UPPER}][\w'-]*(?:\s+[{UPPER}][\w'-]*){{0,3}}|(?:số\s+)?\d{{1,2}}(?![\d./]))"
    r"(?=\s*(?:[,;.:\n()]|-\s|$|và\s))"
)


# A unit of this name; the body is written "Trung tâm".
_HOMONYM = regex(r"Trung Tâm(?!\w)")
_UNIT_CALLED = regex(rf"[ ]+[{UPPER}][\w'-]*(?:[ ]+[{UPPER}][\w'-]*){{0,3}}")


def units_of(s: str, at: int, before: Found | None) -> Found | None:
    """Units that share the head before them: "UBND thành phố Thủ Đức và các quận, huyện"."""
    if before is None or before.head is None or not _SHARES_HEAD.match(before.head):
        return None
    cac = CAC.match(s, at)
    place = cac.end() if cac else at
    level = _LEVEL.match(s, place)
    named = _unit_name(s, level.end()) if level else None
    if cac and level and named:
        return Found(at, level.end(), f"{before.head} {s[at : level.end()]}", True, before.head, before.kind)
    if level and named is None:
        loose = _UNIT_CALLED.match(s, level.end())
        named = loose.end() if loose and not bodies().head.match(s, skip(s, level.end())) else None
    if named:
        return Found(at, named, f"{_told(before)} {s[place:named]}", False, before.head, before.kind)
    first = bodies().units.match(s, place)
    if first is None or first.group().lower() in ("địa phương", "tỉnh") or not (cac or before.collective):
        return None
    stop = _end_of_units(s, first.end())
    return Found(at, stop, f"{before.head} {s[at:stop]}", True, before.head, before.kind)


def _told(before: Found) -> str:
    """The head with the post before it: "Chủ tịch UBND các xã, đặc khu Hòn Xanh"."""
    head = before.head or ""
    return before.words[: before.words.find(head) + len(head)] if head in before.words else head


def _unit_name(s: str, at: int) -> int | None:
    name = _UNIT_NAME.match(s, at)
    if name is None or "\n" in name.group():
        return None
    first = len(name.group()) - len(name.group().lstrip())
    opens_body = bodies().head.match(s, at + first) and not _HOMONYM.match(s, at + first)
    return None if opens_body else name.end()


def _unit_that_acts(s: str, at: int) -> int | None:
    """The end of the last unit of a list, after which the sentence goes on: "… Tân An thực hiện"."""
    name = _UNIT_CALLED.match(s, at - 1 if s[at - 1 : at] == " " else at)
    goes_on = name and bodies().predicate.match(s, skip(s, name.end()))
    return name.end() if name and goes_on else None


_UNIT_GAP = regex(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")


def units_named(s: str, found: Found) -> list[Found]:
    """The units that a list names one by one: "UBND các huyện: Bình Sơn, Lạch Trào"; [] for none."""
    if not found.collective or not found.head or not _SHARES_HEAD.match(found.head):
        return []
    own = s[found.start : found.end].lower()
    levels = [m[1].lower() for m in _LEVEL.finditer(own)]
    if not levels or not re.search(r"(?<!\w)các\s", own) or re.search(r"cấp\s", own):
        return []
    alone = levels[0] if len(levels) == 1 else ""
    start, at = found.start, found.end
    colon = re.match(r"\s*:\s*", s[at:])
    at += colon.end() if colon else 0
    out: list[Found] = []
    while True:
        level = _LEVEL.match(s, at)
        place = level.end() if level else at
        end = _unit_name(s, place) or (_unit_that_acts(s, place) if out else None)
        if end is None:
            return out
        said = s[at:end].strip() if level or not alone else f"{alone} {s[at:end].strip()}"
        out.append(Found(start, end, f"{found.head} {said}", False, found.head, found.kind))
        gap = _UNIT_GAP.match(s, end)
        if gap is None:
            return out
        start = at = gap.end()


def _end_of_units(s: str, stop: int) -> int:
    while True:
        gap = BETWEEN.match(s, stop)
        more = bodies().units.match(s, gap.end()) if gap else None
        if more is None or more.group().lower() == "địa phương":
            return stop
        stop = more.end()


# "HĐND, UBND tỉnh": the council's place is said once, after the committee.
_COUNCIL = regex(r"(?:Thường trực )?(?:HĐND|Hội đồng nhân dân|UBND|Ủy ban nhân dân)$")


def with_shared_place(found: list[Found]) -> list[Found]:
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        if _COUNCIL.match(here.words) and after.head and _COUNCIL.match(after.head):
            tail = after.words.removeprefix(after.head)
            if tail.strip():
                out[i] = replace(here, words=here.words + tail, collective=after.collective)
    return out
