"""What follows from the name and the kind of the body that issues a document: its part of the number,
its place, the line above it, the capacity of who signs; and how a document is cited."""

from __future__ import annotations

import datetime as dt
import re

from hopluc.viet.text import lower_first

_CAPITALS = re.compile(r"[A-ZĐ]{2,12}(?:-[A-ZĐ]{1,8})?")
_SMALL_WORDS = {"và", "tỉnh", "thành", "phố", "của"}
_COMMITTEE = "Ủy ban nhân dân "
# The nearest words that stand between a committee and the name of its place.
# What a person is whose post says so, and whether as a deputy ("Phó Giám đốc Sở").
_POST = re.compile(
    r"(?P<deputy>Phó )?(?P<post>(?:Tổng )?Giám đốc|Chủ tịch|Trưởng phòng|Trưởng ban|Chánh Văn phòng|"
    r"Chánh Thanh tra|Bí thư|(?:Chi )?Cục trưởng|Vụ trưởng|Bộ trưởng|Thứ trưởng|Hiệu trưởng|Tổng Thư ký)\b",
    re.IGNORECASE,
)
_UNIT_WORDS = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ", re.IGNORECASE)


def issuer_symbol(name: str, short_name: str) -> str:
    """The body's part of a document number ("STC" of "BC-STC"): its short name where that is in
    capitals, else the initials of its name; "UBND" for a people's committee."""
    if name.startswith(_COMMITTEE.strip()):
        return "UBND"
    if _CAPITALS.fullmatch(short_name):
        return short_name
    return "".join(word[0] for word in name.split() if word.lower() not in _SMALL_WORDS).upper()


def place_of(committee: str) -> str:
    """The place that a people's committee governs ("Sơn Hải" of "… tỉnh Sơn Hải"); empty for others."""
    if not committee.startswith(_COMMITTEE):
        return ""
    return _UNIT_WORDS.sub("", committee.removeprefix(_COMMITTEE))


def in_lines(name: str) -> str:
    """A body's name above a letterhead, a committee's broken before its place."""
    return name.replace(_COMMITTEE, f"{_COMMITTEE.strip()}\n", 1) if name.startswith(_COMMITTEE) else name


def signatory_of(kind: str) -> str:
    """The line above a signature for a kind of body (organizations.Organisation.Kind)."""
    return {
        "department": "GIÁM ĐỐC",
        "committee": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "alliance": "CHỦ TỊCH",
        "room": "TRƯỞNG PHÒNG",
    }.get(kind, "THỦ TRƯỞNG CƠ QUAN")


def signing_as(kind: str, post: str) -> str:
    """The lines above the signature of a person with a post in a body: a deputy signs for the head ("KT. GIÁM
    ĐỐC", "PHÓ GIÁM ĐỐC"); the head's own lines where the post says nothing known."""
    *above, head = signatory_of(kind).split("\n")
    if found := _POST.match(post.strip()):
        head = found["post"].upper()
        above += [f"KT. {head}"] if found["deputy"] else []
        head = f"PHÓ {head}" if found["deputy"] else head
    return "\n".join([*above, head])


def plan_named(kind: str, number: str, issued_on: dt.date | None, issuer: str, title: str) -> str:
    """A plan as a report cites it: "Kế hoạch số 12/KH-UBND ngày 05/02/2026 của … về …"."""
    words = [kind]
    if number:
        words.append(f"số {number}")
    if issued_on:
        words.append(f"ngày {issued_on:%d/%m/%Y}")
    if issuer:
        words.append(f"của {issuer}")
    if title:
        lowered = lower_first(title)
        words.append(lowered if lowered.startswith("về ") else f"về {lowered}")
    return " ".join(words)
