"""Cells that give each body a day of its own: "cấp huyện 18/12, cấp tỉnh 21/12"."""

from __future__ import annotations

import re
from dataclasses import replace

from hopluc.compiler.format import Part
from hopluc.compiler.recognise.bodies import bodies
from hopluc.compiler.recognise.deadlines.regular import every_year_on
from hopluc.compiler.recognise.deadlines.rules import longest
from hopluc.compiler.recognise.deadlines.wording import BEFORE, EVERY, Read, source
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex

_PARTY_DAY = regex(
    rf"(?P<when>(?:{BEFORE}|vào\s*|đến\s*)?{source('(?:<day>|<day_month>)')})\s*(?P<every>"
    rf"(?:của\s*)?{EVERY}\s*năm)?\s*,\s*(?P<who>[^\W\d_][^;\n]*?)\s*$",
    re.I,
)
_PARTY_FIRST = regex(
    rf"(?P<who>[^\W\d_][^;:\n\d]*?)\s*(?::|,|-|\s)\s*(?P<when>(?:{BEFORE}|vào\s*|đến\s*"
    rf"|ngày\s*)?{source('(?:<day>|<day_month>)')})\s*(?P<every>"
    rf"(?:của\s*)?{EVERY}\s*năm)?\s*\.?$",
    re.I,
)
_LEVEL = regex(r"cấp\s+(?:tỉnh|huyện|xã|cơ sở|quận)", re.I)


def for_parties(s: str, year: int | None) -> list[Part]:
    """Parts where a cell gives each body a day of its own; empty where it does not."""
    pieces = [p for p in re.split(r"\n|;|(?<=\.)\s+|(?:^|\s)-\s+|,\s*(?=cấp\s)", s) if p.strip(" .-+")]
    yearly = bool(re.search(rf"{EVERY}\s*năm", s, re.I))
    out: list[Part] = []
    for piece in pieces:
        read = _one_party(piece.strip(" .-+"), year, yearly)
        if read is None:
            return []
        out.append(read)
    return out


def _one_party(piece: str, year: int | None, yearly: bool) -> Part | None:
    """One body's day: "chậm nhất ngày 18 tháng 12 hàng năm, cơ quan … tổng hợp", "cấp huyện 18/12"."""
    m = _PARTY_DAY.match(piece) or _PARTY_FIRST.match(piece)
    if m is None:
        return _party_and_period(piece, year)
    who = _subject(m["who"])
    if who is None:
        return None
    words = m["when"]
    if yearly or m["every"]:
        day_month = re.search(source("<day_month>"), words, re.I)
        parts = every_year_on(Read({"day_month": day_month.group()}, None)) if day_month else None
    else:
        hit = longest(words, 0, year)
        parts = hit[0] if hit else None
    return replace(parts[0], for_=_spelled(who)) if parts else None


_SPACE = regex(r"\s+")
_PARTY_THEN = regex(r"(?P<who>[^\W\d_][^;:\n\d]{1,120}?)\s*:\s*(?P<when>[^;\n]{2,120})$")


def _party_and_period(piece: str, year: int | None) -> Part | None:
    """A body and its period: "cấp xã: quý I/2026"."""
    m = _PARTY_THEN.match(piece)
    who = _subject(m["who"]) if m else None
    hit = longest(m["when"], 0, year) if m and who else None
    if m is None or hit is None or hit[1] < len(m["when"].rstrip(" .")) or len(hit[0]) != 1:
        return None
    return replace(hit[0][0], for_=_spelled(who or ""))


def _spelled(who: str) -> str:
    """A body's name, or a level in small letters: "cấp xã"."""
    return who[0].lower() + who[1:] if _LEVEL.fullmatch(who) else expand(who)


def _subject(words: str) -> str | None:
    """The body at the head of words that go on with what it does; None where none stands there."""
    spaces = _SPACE.finditer(words)
    cut = next((space for space in spaces if bodies().predicate.match(words, space.end())), None)
    who = re.sub(r"\s+", " ", words[: cut.start()] if cut else words).strip(" ,:-")
    known = (
        bodies().head.match(who)
        or bodies().collective.match(who)
        or _LEVEL.match(who)
        or bodies().post.match(who)
    )
    known = known or re.match(r"(?:các|cơ quan|đơn vị|địa phương)\s", who, re.I)
    return who if known and len(who) < 160 else None
